"""What the reading verbs share: opening the store for reading, choosing, and printing as a table or as JSON."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.talk import say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tracker.jobs.workspace import Workspace
    from tracker.model import Statement, When
    from tracker.report.collection import Collection

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
IssuerOption = Annotated[str | None, typer.Option("--issuer", help="Only this issuer, by id or name.")]
IncidentOption = Annotated[str | None, typer.Option("--incident", help="Only this incident, by id.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="Only from this date on (YYYY, YYYY-MM, YYYY-MM-DD).")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="Only this language, such as en or zh.")]
SourceOption = Annotated[str | None, typer.Option("--source", help="Only texts found at this source, by id.")]

#: What a table is wide when nobody looks: side by side needs room, and a pipe has no edge.
_PIPED = 200


@contextmanager
def collection(workspace: Workspace) -> Iterator[Collection]:
    """The store's content for reading."""
    from tracker.report.collection import Collection
    from tracker.store import open_store

    with open_store(workspace.db, read_only=True) as store:
        yield Collection.read(store)


def show(view: RenderableType) -> None:
    """Print a table or text on stdout, as wide as the terminal."""
    from rich.console import Console

    Console(width=width(), soft_wrap=False).print(view)


def width() -> int:
    """How many columns there are to print in."""
    return shutil.get_terminal_size((_PIPED, 40)).columns if sys.stdout.isatty() else _PIPED


def show_json(shapes: Iterable[Any] | dict[str, Any]) -> None:
    """Print JSON shapes on stdout."""
    whole = shapes if isinstance(shapes, dict) else list(shapes)
    print(json.dumps(whole, ensure_ascii=False, indent=2, default=str))


def chosen(
    held: Collection,
    *,
    issuer: str | None = None,
    incident: str | None = None,
    since: str | None = None,
    language: str | None = None,
    source: str | None = None,
) -> list[Statement]:
    """The statements that all filters let through, in the order of the collection."""
    from tracker.report.finding import find_issuer

    who = find_issuer(held, issuer) if issuer else None
    what = held.store.resolve(incident) if incident else None
    start = _day(since).start if since else None
    _expect(held, source, language)
    return [
        one
        for one in held.statements.values()
        if (who is None or who in [party.issuer for party in one.parties])
        and (what is None or what in one.incidents)
        and (start is None or (one.date is not None and one.date.end > start))
        and (language is None or one.language.split("-")[0] == language.split("-")[0])
        and (source is None or any(held.renderings[r].source == source for r in one.renderings))
    ]


def _expect(held: Collection, source: str | None, language: str | None) -> None:
    """BadConfig for a source that is none; a language that nothing is in is told of, since it may come yet."""
    from tracker.errors import BadConfig
    from tracker.sources.problems import nearest

    if source is not None and source not in held.channels:
        raise BadConfig(f'--source: there is no source "{source}"{nearest(source, list(held.channels))}')
    languages = sorted({one.language.split("-")[0] for one in held.statements.values()})
    if language is not None and language.split("-")[0] not in languages:
        say(f'--language: no statement here is in "{language}"; the collection holds {", ".join(languages) or "none"}')


def _day(text: str) -> When:
    from tracker.errors import BadConfig, BadDate
    from tracker.model import When

    try:
        return When(text)
    except BadDate as error:
        raise BadConfig(f"--since {text}: expected a day, month or year, as YYYY-MM-DD, YYYY-MM or YYYY") from error
