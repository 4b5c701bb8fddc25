"""Talking to a person on stderr, so that stdout stays data.

Owns how such a line is printed. What a terminal may show is decided in report.screen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from tracker.report.screen import on_terminal as harmless

__all__ = ["Verbose", "counted", "harmless", "say", "silent", "tell_offline", "tell_skipped"]

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell of every page too.")]

#: A long list of small troubles hides the large one.
_SHOWN = 20


def say(line: str) -> None:
    """One line for a person."""
    print(harmless(line), file=sys.stderr, flush=True)


def tell_skipped(skipped: Sequence[tuple[str, str]]) -> None:
    """Name what was left out and why, the first twenty in full."""
    for place, reason in skipped[:_SHOWN]:
        say(f"left out: {place}: {reason}")
    if len(skipped) > _SHOWN:
        say(f"left out: {len(skipped) - _SHOWN} more")


def silent(_: str) -> None:
    """A line that nobody asked for."""


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def tell_offline() -> NoReturn:
    """Say that nobody could be reached, and leave with 3: nothing could be done."""
    from tracker.collect.asking.outage import SENTENCE
    from tracker.errors import FetchFailed

    raise FetchFailed(SENTENCE)
