"""Talking to a person on stderr, so that stdout stays data.

Owns how such a line is printed. What a terminal may show is decided in report.screen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tracker.report.screen import on_terminal as harmless

__all__ = ["harmless", "say", "tell_skipped"]

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
