"""Talking to a person on stderr, so that stdout stays data.

Owns the defusing of what fetched text could do to a terminal.
"""

from __future__ import annotations

import sys
import unicodedata


def harmless(text: str) -> str:
    """The text without control characters and without marks that turn reading order; line ends stay."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def say(line: str) -> None:
    """One line for a person."""
    print(harmless(line), file=sys.stderr, flush=True)
