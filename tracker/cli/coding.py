"""The verbs for whoever measures the tracker, by hand or by another program: sample, agree, passim."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import counted, say, tell_skipped
from tracker.cli.views import Json, LanguageOption, show as print_view, show_json

if TYPE_CHECKING:
    from tracker.jobs.agreeing import Agreed


class Item(StrEnum):
    """What is coded."""

    PAIRS = "pairs"
    MOVES = "moves"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (sample, agree, passim):
        app.command()(verb)


def sample(
    context: typer.Context,
    number: Annotated[int, typer.Option("--n", min=1, max=100_000, help="How many items at the most.")] = 200,
    what: Annotated[Item, typer.Option("--what", help="pairs of passages, or moves of sentences.")] = Item.PAIRS,
    *,
    seed: Annotated[int, typer.Option("--seed", help="Another number draws another sample.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="Where the sheet goes; else it is printed.")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Where the tracker's own verdicts go, for agree.")] = None,
    language: LanguageOption = None,
    as_json: Json = False,
) -> None:
    """Draw a sheet for coding by hand, blind to the tracker. Example: tracker sample --n 200 --out sheet.csv"""
    from tracker.jobs.sampling import expect_free, sample as job
    from tracker.report.writing import write

    expect_free(out, key)
    made = job(context.obj, what=what.value, n=number, seed=seed, language=language)
    for path, body in ((key, made.key), (out, made.sheet)):
        if path is not None:
            write(path, body)
    named = {"sheet": str(out) if out else None, "key": str(key) if key else None}
    if as_json:
        show_json({"what": what.value, "items": made.items, "seed": seed, **named})
    elif out is None:
        sys.stdout.write(made.sheet.decode("utf-8-sig").replace("\r\n", "\n"))
    if made.items < number:
        say(f"{counted(made.items, 'item')}: the collection has no more of this kind")
    say("give every coder a copy of the sheet and none the key; docs/coding.md says how to code")


def agree(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Coded sheets of one draw, one a coder.")],
    key: Annotated[
        Path | None, typer.Option("--key", help="The key of the draw: the tracker against the coders.")
    ] = None,
    judged: Annotated[bool, typer.Option("--judge", help="The same, with the tracker as it is now.")] = False,
    as_json: Json = False,
) -> None:
    """Say how far coders agree, and the tracker with them. Example: tracker agree anna.csv ben.csv --key key.csv"""
    from dataclasses import asdict

    from tracker.jobs.agreeing import agree as job

    made = job(context.obj, files, key=key, judged=judged)
    if as_json:
        show_json(asdict(made))
    else:
        _print(made)


def passim(
    context: typer.Context,
    output: Annotated[Path, typer.Argument(metavar="PATH", help="passim's output folder, or one of its files.")],
    as_json: Json = False,
) -> None:
    """Set passim's clusters beside the recurring phrasings. Example: tracker passim passim-output"""
    from dataclasses import asdict

    from tracker.jobs.passim import read_beside as job
    from tracker.report.terminal.reusing import reuse_table

    made = job(context.obj, output)
    if as_json:
        show_json(asdict(made))
    else:
        print_view(reuse_table(made))
        ours = f"{counted(len(made.only_ours), 'recurring phrasing')} that none of them meets"
        say(f"{counted(len(made.clusters), 'cluster')} of passim's; {ours}")
    tell_skipped(made.unplaced)


def _print(made: Agreed) -> None:
    from tracker.report.terminal.agreeing import against_table, agreement_table, confusion_tables, estimate_table

    say(f"{counted(made.items, 'item')}, {counted(len(made.coders), 'coder')}: {', '.join(made.coders)}")
    print_view(agreement_table(made.columns))
    for table in confusion_tables(made.columns):
        print_view(table)
    if made.tracker:
        print_view(against_table(made.tracker))
    if made.collection:
        print_view(estimate_table(made.collection))
