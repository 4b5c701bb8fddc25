"""`tracker sources probe`: what one short pass over a source would bring."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import harmless, say, tell_skipped

if TYPE_CHECKING:
    from tracker.jobs.probing import Probe
    from tracker.model import Rendering

#: Entries of the list that are shown.
_SHOWN = 5
_WIDTH = 100


def probe(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Id of a source; disabled ones can be probed as well.")],
    items: Annotated[int, typer.Option("--items", min=0, max=20, help="How many item pages to ask for.")] = 3,
) -> None:
    """Show what one pass would extract; nothing is stored. Example: tracker sources probe uk_fcdo"""
    from tracker.jobs.probing import probe as job

    found = job(context.obj, source, items=items)
    for line in _lines(found):
        print(harmless(line))
    tell_skipped(found.skipped)
    say(f"{found.run.status}{f': {found.run.reason}' if found.run.reason else ''}")
    if not found.run.status.moves_mark:
        raise typer.Exit(1)


def _lines(found: Probe) -> Iterator[str]:
    for capture in found.captures:
        yield f"{capture.role}\t{capture.status}\t{capture.verdict}\t{capture.url}{_because(capture.reason)}"
    yield f"the newest list page holds {found.page.items} entries, {len(found.page.links)} of them to be followed"
    for link in found.page.links[:_SHOWN]:
        yield f"  {link.published.iso if link.published else 'no date'}\t{_brief(link.title) or 'no title'}\t{link.url}"
    for rendering in found.renderings[: _SHOWN + 1]:
        yield from _text(rendering)


def _text(rendering: Rendering) -> Iterator[str]:
    published = f"{rendering.published.iso} {rendering.published.zone}" if rendering.published else "no date"
    yield ""
    yield f"{rendering.kind}\t{published}\t{rendering.language}\t{rendering.url}"
    yield f"  title    {_brief(rendering.title) or 'none'}"
    yield f"  speaker  {' '.join(part for part in (rendering.speaker, rendering.role) if part) or 'none'}"
    if rendering.question:
        yield f"  question {_brief(rendering.question)}"
    yield f"  text     {len(rendering.text)} characters: {_brief(rendering.text)}"


def _brief(text: str) -> str:
    return shorten(text, width=_WIDTH, placeholder="…")


def _because(reason: str) -> str:
    return f"\t{reason}" if reason else ""
