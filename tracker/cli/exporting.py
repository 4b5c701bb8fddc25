"""The verbs that hand on: export, cite, freeze."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.views import Json, collection, show as print_view, show_json
from tracker.errors import BadConfig, UnknownId


class Table(StrEnum):
    """In what form the collection is exported."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    PASSIM = "passim"
    JSONLD = "jsonld"
    BIBTEX = "bibtex"
    ANNOTATIONS = "annotations"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (export, cite, freeze):
        app.command()(verb)


def export(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Where the files go.")] = None,
    kind: Annotated[
        Table,
        typer.Option(
            "--format",
            help="csv for spreadsheets and R, jsonl or parquet to lose nothing; jsonld, bibtex, annotations (W3C) or "
            "passim for one document of that kind.",
        ),
    ] = Table.CSV,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Print what every table and column means, and write nothing.")
    ] = False,
) -> None:
    """Write one file a table, as docs/data-dictionary.md describes them. Example: tracker export out/"""
    from tracker.report.tables.dictionary import dictionary as described
    from tracker.report.tables.export import export as write
    from tracker.store import open_store

    if dictionary:
        print(described(), end="")
        return
    if folder is None:
        raise BadConfig("export: name the folder for the files, as in `tracker export out/`")
    with open_store(context.obj.db, read_only=True) as store:
        for path in write(store, folder, format=kind.value):
            print(path)


def cite(
    context: typer.Context,
    statement: Annotated[str, typer.Argument(metavar="ID", help="A statement, or one of its renderings.")],
    as_json: Json = False,
) -> None:
    """Say how to cite a statement, as text and as BibTeX. Example: tracker cite us_state.1a2b3c4d5e"""
    from tracker.cli.talk import harmless
    from tracker.report.views.citation import cite as view

    with collection(context.obj) as held:
        found = held.statements.get(held.store.resolve(statement))
        if found is None:
            raise UnknownId(f"{statement}: no statement of that id; `tracker statements` lists them")
        rendering = held.renderings[statement if statement in found.renderings else found.renderings[0]]
        made = view(held, found, rendering)
        if as_json:
            show_json({"statement": found.id, "rendering": rendering.id, "text": made.text, "bibtex": made.bibtex})
        else:
            print(harmless(f"{made.text}\n\n{made.bibtex}"))


def freeze(
    context: typer.Context,
    tag: Annotated[str | None, typer.Argument(metavar="TAG", help="The release's name, such as 2031-03.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where releases lie; releases in the data folder.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="DIR", help="Read a release, and say what became of it since.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Freeze all tables under a name, for publishing and citing. Example: tracker freeze 2031-03"""
    from tracker.jobs.freezing import freeze as job
    from tracker.jobs.workspace import now_utc

    if (tag is None) == (check is None):
        raise BadConfig("freeze: name the release, as in `tracker freeze 2031-03`, or one to look at with --check DIR")
    if check is not None:
        _look(context, check, as_json=as_json)
    elif tag is not None:
        print(job(context.obj, tag, out=out or context.obj.data / "releases", created=now_utc()))


def _look(context: typer.Context, folder: Path, *, as_json: bool) -> None:
    """Print what a release said and what became of it; leave with 1 where a file is not as it was frozen."""
    from tracker.cli.talk import say
    from tracker.jobs.freezing import since
    from tracker.report.tables.frozen import read_package, release_shape
    from tracker.report.terminal.release import release

    package = read_package(folder)
    damaged = package.damaged()
    for path in damaged:
        say(f"{folder / path}: is not as it was frozen; take it from where the release was published")
    if not damaged:
        found = since(context.obj, package)
        show_json(release_shape(package, found)) if as_json else print_view(release(package, found))
    raise typer.Exit(1 if damaged else 0)
