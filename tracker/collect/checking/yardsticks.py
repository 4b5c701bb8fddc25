"""What a source was like when all was well, read back from the archive.

Owns finding the captures to measure by. Never fetches; what the measure says is decided in comparisons, ownplaces and
presences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tracker.collect.checking.presences import Watch, entries
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Known
from tracker.collect.reading.comparisons import lost
from tracker.collect.reading.kinds import list_part
from tracker.collect.reading.ownplaces import moved, own_parts
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import BadInput
from tracker.model import Capture, Presence
from tracker.sources import Source
from tracker.sources.source import Filter
from tracker.terms import Verdict


class Yardstick:
    """The measures of one source for one visit."""

    def __init__(self, source: Source, known: Known, archive: Archive) -> None:
        self._source = source
        self._all = replace(source, include=Filter(), exclude=Filter())
        self._known = known
        self._archive = archive
        self._watch = Watch(
            source=source.id,
            tops=set(source.urls),
            items=set(known.items.get(source.id, ())),
            gone=set(known.gone.get(source.id, ())),
            absent=set(known.absent.get(source.id, ())),
        )
        self._pages: list[frozenset[str]] = []

    @property
    def settled(self) -> Mapping[str, str] | None:
        """The texts that count as known; after a failed run only those that its lists held when all was well.

        Otherwise a run that failed would make the next one good: what was wrong in it is known by then.
        """
        if self._source.id not in self._known.failed:
            return None
        pages = (self._trusted(capture, self._source) for capture in self._lists())
        return {one.id: one.sha256 for page in pages if page for one in page.renderings}

    def list_lost(self, capture: Capture, body: bytes, parsed: Parsed) -> str:
        """What a list lacks that it had in the last whole run; "" if nothing, or where it is not known."""
        before = self._known.trusted_lists.get((self._source.id, capture.url))
        if before is None or before.sha256 == capture.sha256:
            return ""
        then = self._trusted(before, self._all)
        if then is None or not then.items:
            return ""
        now = parsed if self._all == self._source else parse(self._all, capture, body)
        return lost(then, now, expect=self._source.expect, part=list_part(self._source))

    def note_page(self, capture: Capture, body: bytes) -> None:
        """Takes the page of a new item, or of one that is looked at again because of what it lacked."""
        self._pages.append(own_parts(self._source, capture, body))

    def parts_moved(self) -> list[str]:
        """Which parts all the pages noted lack at their own places, where the last good pages had them."""
        if not self._pages:
            return []
        before = self._known.trusted_items.get(self._source.id, ())
        bodies = [(capture, self._body(capture)) for capture in before]
        held = [own_parts(self._source, capture, body) for capture, body in bodies if body]
        return moved(held, self._pages, self._source)

    def listed(self, capture: Capture, parsed: Parsed) -> tuple[Presence, ...]:
        """What a list says of addresses that vanished or returned."""
        if not self._watch.lists:
            for url in {*self._source.urls, capture.url}:
                self._recall(url, capture)
        elif capture.url not in self._watch.lists:
            self._recall(capture.url, capture)
        return self._watch.listed(capture, parsed)

    def answered(self, capture: Capture) -> tuple[Presence, ...]:
        """What an item's answer says of its address."""
        return self._watch.answered(capture) if capture.role == "item" else ()

    def top(self, url: str) -> bool:
        """Whether an address is the newest page of a list."""
        return url in self._watch.tops

    def _recall(self, url: str, capture: Capture) -> None:
        """Tells the watch what a list named when it was last read."""
        held = self._known.bodies.get(url)
        if held is None:
            return
        before = replace(
            capture,
            id=held.capture,
            url=url,
            final_url="",
            retrieved_at=held.full_at,
            sha256=held.sha256,
            headers=(("content-type", held.content_type),) if held.content_type else (),
            verdict=Verdict.GOOD,
        )
        parsed = self._trusted(before, self._source)
        if parsed is not None:
            self._watch.lists[url] = entries(parsed)

    def _lists(self) -> Iterable[Capture]:
        return (one for (source, _), one in self._known.trusted_lists.items() if source == self._source.id)

    def _trusted(self, capture: Capture, source: Source) -> Parsed | None:
        """An earlier list as it is read today; None where it is not at hand or not read any more."""
        body = self._body(capture)
        try:
            return parse(source, capture, body) if body is not None else None
        except BadInput:
            return None

    def _body(self, capture: Capture) -> bytes | None:
        """The bytes of an earlier capture; None where they are not whole any more: that is no reason to stop here."""
        return self._archive.body(capture.id) if self._archive.holds(capture.id) else None
