"""Where statements come out, and how well each place is being read.

Owns what is known of a source beside its texts: passes, addresses, acknowledgements, health. Never asks one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.errors import Unreached
from tracker.terms import Display, RunStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the store must remember of a source so that pages can speak of coverage and health.

    `begins` is the day from which the collection of this source can be trusted to be whole.
    """

    id: str
    issuer: str | None
    kind: str
    name: str
    url: str | None = None
    languages: tuple[str, ...] = ()
    zone: str | None = None
    access: str = "ok"
    enabled: bool = True
    display: Display = Display.QUOTE
    licence: str = ""
    every: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """One pass over one source, as the journal and the health report keep it.

    `first_page` counts the entries of its newest list page; `reached` is the day back to which a backfill came whole.
    """

    source: str
    started_at: datetime
    ended_at: datetime
    status: RunStatus
    reason: str = ""
    listed: int = 0
    new: int = 0
    edited: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    vanished: int = 0
    first_page: int = 0
    reached: date | None = None

    @property
    def tried(self) -> bool:
        """Whether the source was to be asked."""
        return self.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED)

    @property
    def unreached(self) -> bool:
        """Whether it failed because there was no connection at all."""
        return self.status is RunStatus.FAILED and self.reason.startswith(Unreached.MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """Up to where the archive is known to be stored: how far into each of its files, the journal among them.

    `checksum` is that of the journal's line which ends there: an archive whose journal has another one, or none, there
    is not the one that this was said of.
    """

    checksum: str
    ends: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The bytes that one source takes in the archive, `later` those of them written a day or more after `first`."""

    source: str
    first: datetime
    size: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """An address that is no longer where it stood (`what` is "vanished"), or is there again ("returned")."""

    source: str
    url: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far a backfill of one list has come: all of `pages` pages are whole.

    `resume_url` is the last of them, asked for again when the walk goes on, so that entries that moved between the
    pages meanwhile are met; it is empty when the walk is finished. `reached` is the day back to which all was read.
    """

    source: str
    url: str
    since: date
    resume_url: str = ""
    pages: int = 0
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody knew at `at` of a source's trouble, and is not to be told again before the day `until` has ended."""

    source: str
    until: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the last digest said of a source, so that nothing is said twice."""

    source: str
    status: str
    reason: str
    at: datetime


#: The reason of a source that nobody has asked yet.
NEVER_COLLECTED = "never collected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether a source can be trusted today, and what to do if not.

    `skipped` counts what its last pass left out; `acknowledged_until` is set while somebody knows of the trouble.
    """

    source: str
    status: str
    reason: str = ""
    last_good: datetime | None = None
    items: int = 0
    overdue: bool = False
    next_step: str = ""
    skipped: int = 0
    acknowledged_until: date | None = None

    @property
    def never(self) -> bool:
        """Whether nothing was ever collected from it."""
        return self.reason == NEVER_COLLECTED

    @property
    def broken(self) -> bool:
        """Whether the source cannot be trusted today, known or not."""
        return self.status == "red" or self.overdue

    @property
    def alarming(self) -> bool:
        """Whether somebody must be told: it is broken, and nobody has said that they know."""
        return self.broken and self.acknowledged_until is None
