"""Which version of a text is seen, first seen or seen again: decided here, written elsewhere.

Owns the rule of silent edits. Never opens a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: A text that has changed so often is a counter or a clock on the page, not edits: it gets no further versions.
FLAPPING = 24


class Seen(StrEnum):
    """What one sighting of a rendering means."""

    NEW = "new"
    EDITED = "edited"
    SAME = "same"
    OLDER = "older"
    FLAPPING = "flapping"


@dataclass(frozen=True, slots=True)
class Known:
    """One version as the store has it."""

    number: int
    sha256: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """The verdict: the version's number, whether it must be written, and whether it is the current one now."""

    seen: Seen
    number: int
    write: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """How many renderings were new, edited or the same; `edited` counts distinct new texts only.

    `flapping` counts texts that were left in the archive because theirs had changed too often before.
    """

    new: int = 0
    edited: int = 0
    same: int = 0
    flapping: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.new + other.new,
            self.edited + other.edited,
            self.same + other.same,
            self.flapping + other.flapping,
        )


def sight(known: Sequence[Known], sha256: str, seen_at: datetime) -> Sighting:
    """Decide what seeing this text at this moment means.

    Every distinct text is one version. A sighting older than the newest one adds a version if its text is unknown
    but never becomes the current one, so that replaying old captures changes nothing. After FLAPPING changes an
    unknown text is neither written nor current.
    """
    if not known:
        return Sighting(Seen.NEW, 1, write=True, current=True)
    latest = max(version.last_seen for version in known)
    current = seen_at >= latest
    match = next((version for version in known if version.sha256 == sha256), None)
    if match is not None:
        return Sighting(Seen.SAME, match.number, write=False, current=current)
    if len(known) > FLAPPING:
        return Sighting(Seen.FLAPPING, 0, write=False, current=False)
    number = max(version.number for version in known) + 1
    return Sighting(Seen.EDITED if current else Seen.OLDER, number, write=True, current=current)
