"""Talking to a person on stderr, so that stdout stays data.

Owns the defusing of what fetched text could do to a terminal.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

#: A long list of small troubles hides the large one.
_SHOWN = 20


def harmless(text: str) -> str:
    """The text without control characters and without marks that turn reading order; line ends stay."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def say(line: str) -> None:
    """One line for a person."""
    print(harmless(line), file=sys.stderr, flush=True)


def tell_skipped(skipped: Sequence[tuple[str, str]]) -> None:
    """Name what was left out and why, the first twenty in full."""
    for place, reason in skipped[:_SHOWN]:
        say(f"left out: {place}: {reason}")
    if len(skipped) > _SHOWN:
        say(f"left out: {len(skipped) - _SHOWN} more")
