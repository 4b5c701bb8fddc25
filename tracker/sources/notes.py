"""What people wrote above an entry of sources.yaml: on what its description rests, and its traps.

Owns which comment belongs to which entry. Never decides what it is worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.sources.nodes import Document

#: `H: two current readers …` or `H for the list …`: the letter of confidence, and what it rests on.
_EVIDENCE = re.compile(r"^([HMLG]):? ", re.MULTILINE)


def note_above(lines: Sequence[str], document: Document, source: str) -> str:
    """The comment that stands right above the entry of a source, its lines as they are; nothing if there is none."""
    line, column = document.place(("sources", source))
    mark = " " * (column - 1) + "#"
    found: list[str] = []
    for text in reversed(lines[: line - 1]):
        if not text.startswith(mark):
            break
        found.append(text.removeprefix(mark).strip())
    return "\n".join(reversed(found))


def evidence_in(note: str) -> str:
    """What a comment says that the entry rests on: from its letter of confidence to its end, on one line."""
    found = _EVIDENCE.search(note)
    return " ".join(note[found.end() :].split()) if found else ""
