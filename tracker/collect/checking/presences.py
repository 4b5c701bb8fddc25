"""When an address vanished from where it stood, and when it was there again.

Owns what counts as vanished. Pure: what a list named, what an address answered and the times are given, so that the
archive read again tells the same events. Never asks for anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.collect.knowing import GONE, RETURNED, VANISHED
from tracker.collect.reading.parsed import Parsed
from tracker.model import Capture, Presence
from tracker.terms import Verdict
from tracker.when import When

#: More than this share of a list gone at once says that the list is broken, not that so many entries were taken down.
_MOST = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list: its address and the day that the list gives it."""

    url: str
    published: When | None = None


@dataclass(slots=True, kw_only=True)
class Watch:
    """What is known of the addresses of one source; takes captures in the order of their making.

    `tops` are the addresses of the newest page of each list, `lists` is what each list named when it was last read,
    `items` the items held, `gone` those that answered last that they are not there, and `absent` all that are known to
    have vanished.
    """

    source: str
    tops: set[str] = field(default_factory=set)
    lists: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    items: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)

    def listed(self, capture: Capture, parsed: Parsed) -> tuple[Presence, ...]:
        """What the newest page of a list tells: entries that are missing from its middle, and entries that are back.

        Older pages tell nothing: what they name moves on to the next with every new entry.
        """
        if capture.url not in self.tops:
            return ()
        self.tops.update(parsed.leads)
        now = entries(parsed)
        here = {entry.url for entry in now}
        elsewhere = {entry.url for url, named in self.lists.items() if url != capture.url for entry in named}
        before = self.lists.get(capture.url, ())
        self.lists[capture.url] = now
        lost = [url for url in missing(before, here) if url not in elsewhere and url not in self.absent]
        back = [entry.url for entry in now if entry.url in self.absent and entry.url not in self.gone]
        self.absent.update(lost)
        self.absent.difference_update(back)
        return (*self._events(capture, lost, VANISHED), *self._events(capture, back, RETURNED))

    def answered(self, capture: Capture) -> tuple[Presence, ...]:
        """What the answer of an item tells: one that was held and is not found now, or one that is found again."""
        url = capture.url
        if capture.verdict is Verdict.GOOD:
            back = [url] if url in self.gone and url in self.absent else []
            self.items.add(url)
            self.gone.discard(url)
            self.absent.difference_update(back)
            return self._events(capture, back, RETURNED)
        if capture.status not in GONE or url not in self.items:
            return ()
        lost = [url] if url not in self.absent else []
        self.gone.add(url)
        self.absent.add(url)
        return self._events(capture, lost, VANISHED)

    def _events(self, capture: Capture, urls: Iterable[str], what: str) -> tuple[Presence, ...]:
        return tuple(Presence(source=self.source, url=url, at=capture.retrieved_at, what=what) for url in urls)


def entries(parsed: Parsed) -> tuple[Entry, ...]:
    """The entries of a list page in its order, each address once."""
    linked = [(link.url, link.published) for link in parsed.links]
    whole = [(rendering.url, rendering.published) for rendering in parsed.renderings]
    found: dict[str, When | None] = {}
    for url, published in linked or whole:
        found.setdefault(url, published)
    return tuple(Entry(url=url, published=published) for url, published in found.items() if url)


def missing(before: Sequence[Entry], here: set[str]) -> tuple[str, ...]:
    """The entries of then that are listed no more, though a later entry of then, or one as old, still is.

    Those that only fell off the end of a list's window are not meant, nor is an old one that was pinned to its top.
    Where too many are missing at once nothing is said: that list cannot be trusted.
    """
    last = max((place for place, entry in enumerate(before) if entry.url in here), default=-1)
    oldest = before[last].published if last >= 0 else None
    lost = [entry.url for entry in before[: last + 1] if entry.url not in here and not _older(entry.published, oldest)]
    return tuple(lost) if len(lost) <= _MOST * (last + 1) else ()


def _older(published: When | None, oldest: When | None) -> bool:
    return published is not None and oldest is not None and published.start < oldest.start
