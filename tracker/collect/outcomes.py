"""What a collection is given and what it yields.

Owns the values at its border: the frozen snapshot of what is known, and the outcomes in the order in which they happen.
Never does anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tracker.model import Capture, Presence, Rendering, SourceRun, Walk

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of one address: the last good body and the validators that came with it.

    `checked_at` is the last time it was asked for, `full_at` the last time the server sent the whole body.
    """

    capture: str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    checked_at: datetime
    full_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A snapshot of what earlier runs learnt. An empty one makes a first visit. See collect/knowing for how it is made.

    `bodies` is by address; `items` names the item addresses held for each source; `texts` pairs rendering ids with
    their text hash; `unsettled` names the sources whose last run did not end well, so that their lists are read on
    past the first page that holds nothing new, and `failed` those whose last run was not what they promise. Those whose
    last visit was cut short, as by a kill, are unsettled too; `cut_short` counts the items that it brought.

    What a source is like when all is well: `usual` is the count of entries of its first page, `trusted_lists` the
    newest capture of each list address that a whole run made, `trusted_items` the newest few of its items. `doubtful`
    are the items whose newest capture is of a failed run.

    What became of addresses: `gone` are the items that answered 404 or 410 last, `absent` those known to have vanished,
    `odd` those that never could be read, with the time of their last failure, though newer ones could (a film, a file,
    a dead link), and `flapping` those whose text changes whenever it is looked at.
    """

    bodies: Mapping[str, Held] = field(default_factory=dict)
    items: Mapping[str, frozenset[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()
    cut_short: Mapping[str, int] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()
    usual: Mapping[str, int] = field(default_factory=dict)
    trusted_lists: Mapping[tuple[str, str], Capture] = field(default_factory=dict)
    trusted_items: Mapping[str, tuple[Capture, ...]] = field(default_factory=dict)
    doubtful: Mapping[str, frozenset[str]] = field(default_factory=dict)
    gone: Mapping[str, frozenset[str]] = field(default_factory=dict)
    odd: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flapping: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a visit goes.

    `pages` caps the list pages of a usual visit, `items` the items asked for (None: all that are due). With `since` the
    visit is a backfill: it walks back to that day, from where `walks` say that an earlier one had come.
    """

    pages: int = 10
    items: int | None = None
    since: date | None = None
    walks: tuple[Walk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """Bytes are in the archive, with their verdict; `presences` say what that answer tells of its address."""

    capture: Capture
    presences: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a good capture says, even if that is nothing; follows its Captured. A list may say what is gone or back."""

    capture: Capture
    renderings: tuple[Rendering, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    presences: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A source's pass has ended. `held` is what is now known of each address asked for, `vanished` what is gone."""

    run: SourceRun
    held: tuple[tuple[str, Held], ...] = ()
    vanished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A backfill has read one list page and asked for its items; follows all that came of them."""

    walk: Walk


Outcome = Captured | Read | Walked | Done


def held_after(capture: Capture, before: Held | None) -> Held:
    """What is held of an address after one more good capture of it."""
    headers = dict(capture.headers)
    if capture.status == _NOT_MODIFIED and before is not None:
        return replace(before, checked_at=capture.retrieved_at)
    return Held(
        capture=capture.id,
        sha256=capture.sha256,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        content_type=headers.get("content-type", ""),
        checked_at=capture.retrieved_at,
        full_at=capture.retrieved_at,
    )
