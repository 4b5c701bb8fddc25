"""One visit to one source: its lists, then the items that are new or due for another look.

Owns the order of things (bytes into the archive, then the verdict, then reading) and what makes a visit whole. Never
decides what a page says, and leaves unexpected errors to the border in passes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tracker.collect.asking.answers import NOT_MODIFIED, OK, as_capture, as_whole
from tracker.collect.asking.fetching import Answer, Fetcher, Request
from tracker.collect.asking.keys import key_named
from tracker.collect.asking.politeness import Clock
from tracker.collect.asking.rules import RobotRules
from tracker.collect.checking.expectations import Tally, Unread, below_usual, shortfall, unreadable
from tracker.collect.checking.verdicts import judge
from tracker.collect.checking.yardsticks import Yardstick
from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import GONE, VANISHED
from tracker.collect.outcomes import Captured, Done, Held, Known, Outcome, Reach, Read, held_after
from tracker.collect.reading import leads
from tracker.collect.reading.kinds import paging_of
from tracker.collect.reading.leads import Led
from tracker.collect.reading.paging import next_page
from tracker.collect.reading.parsed import Ask, Link, Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import BadInput, BadPage, Blocked, FetchFailed, NotAllowed, TrackerError
from tracker.model import Capture, Presence, SourceRun
from tracker.sources import Source, allowed_hosts
from tracker.terms import RunStatus, Verdict

#: Known items that are asked for again in one visit, to see silent edits: the longest unchecked of the first page.
RECHECKS = 5
#: New items that one usual visit asks for, the newest ones: an index of a whole site names thousands, and the others
#: wait for the next visit or for a backfill.
FRESH = 400
#: How long ago, or how far ahead: what a clock stamped that has since been set back must not make us wait for years.
_RECHECK_AFTER = timedelta(hours=20)
#: Validators are not trusted for longer: some servers answer 304 for ever (capyreader#2201).
_FULL_EVERY = timedelta(days=7)
#: Paging that counts on without knowing its end: there an empty page may simply be the end.
_OPEN_ENDED = ("query", "path")
#: Paging by what an interface says of itself: a well-formed page without entries is its end.
_ENDS_EMPTY = ("header", "cursor")

Emit = Callable[[Outcome], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every visit of a run shares; `emit` hands an outcome to the caller and waits until it was taken."""

    fetcher: Fetcher
    rules: RobotRules
    archive: Archive
    clock: Clock
    emit: Emit
    known: Known
    reach: Reach = field(default_factory=Reach)
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)


class Visit:
    """One visit to one source. `tally` can be read while it runs and after it broke off."""

    def __init__(self, source: Source, tools: Tools) -> None:
        self.source = source
        self.tally = Tally(texts=tools.known.texts, resumed=tools.known.cut_short.get(source.id, 0))
        self._tools = tools
        self._hosts = allowed_hosts(source)
        self._items = tools.known.items.get(source.id, frozenset())
        self._doubtful = tools.known.doubtful.get(source.id, frozenset())
        self._odd = tools.known.odd.get(source.id, {})
        self._dead = tools.known.gone.get(source.id, frozenset())
        self._flapping = tools.known.flapping.get(source.id, frozenset())
        self._measure = Yardstick(source, tools.known, tools.archive)
        self._settled = self._measure.settled
        self._held: dict[str, Held] = {}
        self._vanished: tuple[str, ...] = ()
        self._started = tools.clock()
        #: The day back to which a backfill came whole; None for every other visit.
        self.reached: date | None = None

    async def lists(self) -> list[Link]:
        """Reads the list pages and gives the items to ask for: the oldest first.

        A visit that is cut short has then missed the newest ones, which the next visit meets on the first page.
        """
        links: dict[str, Link] = {}
        failures: list[TrackerError] = []
        for url in self.source.urls:
            try:
                for link in await self._one_list(url):
                    links.setdefault(link.url, link)
            except (FetchFailed, NotAllowed, BadInput) as error:
                failures.append(error)
        if len(failures) == len(self.source.urls):
            raise failures[0]
        for failure in failures:
            # a server that was away once is trouble; a list that is not the list any more is wrong
            (self.tally.wrong if isinstance(failure, BadInput) else self.tally.trouble).append(str(failure))
        usual = 0 if failures else self._tools.known.usual.get(self.source.id, 0)
        self.tally.wrong += below_usual(self.source.expect, self.tally, usual)
        fresh = [link for link in links.values() if link.url not in self._items and self._may_be_read(link)][:FRESH]
        return [*reversed(fresh), *self._due(list(links.values()))][: self._tools.reach.items]

    async def _one_list(self, url: str) -> list[Link]:
        first = await self.first_page(url)
        return [*first.links, *await self._further_pages(url, first)]

    async def first_page(self, url: str) -> Parsed:
        """The newest page of a list. BadPage if it holds less than its source promises."""
        first = await self._behind_leads(await self.list_page(url))
        self.tally.first_page += first.items
        least = self.source.expect.min_items
        if first.items < least:
            raise BadPage(f"{url}: lists {first.items} items, expected at least {least}; its layout may have changed")
        return first

    async def _behind_leads(self, first: Parsed) -> Parsed:
        """The page itself, or what an answer that only leads to lists leads to."""
        led = Led(pages=(first,))
        if first.leads:
            most = leads.USUAL if self._tools.reach.since is None else self.source.paging.pages
            led = await leads.follow(first, self.list_page, most=most)
        # which lists an index leads to changes with the months, and their lengths with it
        self.tally.steady = self.tally.steady and len(led.pages) == 1
        self.tally.trouble += [str(failure) for failure in led.failures]
        return led.whole

    async def older_page(self, page: Parsed, number: int) -> Parsed:
        """The page after `page`, the `number`-th of its list; one without items stands for the end."""
        return await self._further_page(page.next_page, number) if page.next_page else Parsed()

    def holds(self, url: str) -> bool:
        """Whether an earlier visit brought this item."""
        return url in self._items

    async def emit(self, outcome: Outcome) -> None:
        """Hands an outcome to the caller and waits until it was taken."""
        await self._tools.emit(outcome)

    async def _further_pages(self, url: str, first: Parsed) -> list[Link]:
        """The links of older pages; what goes wrong there leaves the newer ones to be collected."""
        links: list[Link] = []
        page, number, met = first, 1, _named(first)
        depth = min(self._tools.reach.pages, self.source.paging.pages)
        try:
            while page.next_page and number < depth and self._reads_on(page):
                number += 1
                page = await self._unrepeated(await self._further_page(page.next_page, number), number, met)
                met |= _named(page)
                links += page.links
        except (FetchFailed, NotAllowed, BadInput) as error:
            self.tally.trouble.append(f"page {number} of {url}: {error}")
        return links

    async def _unrepeated(self, page: Parsed, number: int, met: frozenset[str]) -> Parsed:
        """The page, unless it names only what earlier pages named: then the one behind it, or none.

        Where pages are merely counted, two such pages are the end: many sites show their last page for any number
        beyond it. Where the site itself led there, whatever should have come was not reached.
        """
        if not _named(page) or not _named(page) <= met:
            return page
        counted = paging_of(self.source).style in _OPEN_ENDED
        behind = await self._filled_page(page.next_page) if counted and page.next_page else None
        new = behind is not None and not _named(behind) <= met
        if new or not counted:
            self.tally.trouble.append(f"list page {number} ({page.url}) repeats what earlier pages name")
        return behind if behind is not None and new else Parsed()

    def _reads_on(self, page: Parsed) -> bool:
        """Whether older pages may hold something new: this one did, or the last run did not end well."""
        if self.source.id in self._tools.known.unsettled:
            return True
        fresh_link = any(link.url not in self._items for link in page.links)
        return fresh_link or any(one.id not in self._tools.known.texts for one in page.renderings)

    async def _further_page(self, ask: Ask, number: int) -> Parsed:
        """A further list page. An empty one is asked for twice, then the visit is partial and goes on behind it.

        Where pages are merely counted, two empty ones in a row are the end of the list.
        """
        page = await self._filled_page(ask) or await self._filled_page(ask, again=True)
        if page is not None:
            return page
        paging = paging_of(self.source)
        behind_ask = next_page(paging, ask.url)
        behind = await self._filled_page(behind_ask) if behind_ask else None
        if behind is None and paging.style in _OPEN_ENDED:
            return Parsed()
        self.tally.trouble.append(f"list page {number} ({ask.address}) was empty twice")
        return behind or Parsed()

    async def _filled_page(self, ask: Ask, *, again: bool = False) -> Parsed | None:
        """A list page with entries, None for one without: an error page or a layout without its items.

        Interfaces that name their next page may end with an empty one.
        """
        capture, body = await self._capture(ask, "list", again=again)
        if capture.verdict is Verdict.BLOCKED:
            raise Blocked(f"{ask.address}: {capture.reason}")
        if capture.verdict is not Verdict.GOOD:
            return None
        try:
            parsed = parse(self.source, capture, body)
        except BadPage:
            return None
        await self._read(capture, parsed)
        ends = paging_of(self.source).style in _ENDS_EMPTY
        return replace(parsed, url=ask.address) if parsed.items or ends else None

    async def list_page(self, url: str) -> Parsed:
        """One page of a list, which must be one. Blocked or BadPage if it is not."""
        capture, body = await self._capture(Ask(url=url), "list")
        if capture.verdict is Verdict.BLOCKED:
            raise Blocked(f"{url}: {capture.reason}")
        if capture.verdict is not Verdict.GOOD:
            raise BadPage(f"{url}: {capture.verdict.value}: {capture.reason}")
        parsed = parse(self.source, capture, body)
        if self._measure.top(url):
            lost = self._measure.list_lost(capture, body, parsed)
            self.tally.wrong += [f"{url}: {lost}"] if lost else []
        await self._read(capture, parsed)
        return replace(parsed, url=url)

    def _due(self, links: Sequence[Link]) -> list[Link]:
        """Some of the known items listed: those that a failed run brought, then those not looked at for a day.

        The longest unchecked come first. A page that changes at every look is not looked at any more.
        """
        now = self._tools.clock()
        bodies = self._tools.known.bodies
        old = [
            (link.url not in self._doubtful, bodies[link.url].checked_at, place, link)
            for place, link in enumerate(links)
            if link.url in self._items and link.url in bodies and link.url not in self._flapping
        ]
        due = [
            link
            for settled, checked, _, link in sorted(old, key=_doubtful_first)
            if not settled or abs(now - checked) >= _RECHECK_AFTER
        ]
        return due[:RECHECKS]

    async def item(self, link: Link) -> None:
        """Asks for one item, stores it, judges it, reads it. Raises what makes the item count as skipped."""
        fresh = link.url not in self._items or link.url in self._doubtful
        self.tally.asked += 1
        self.tally.asked_fresh += fresh
        capture, body = await self._capture(Ask(url=link.url), "item")
        if capture.verdict is not Verdict.GOOD and self._is_known_to_fail(capture):
            self.tally.asked -= 1
            self.tally.asked_fresh -= fresh
            return
        if capture.status in GONE and link.url in self._items:
            self.tally.gone += 1
            return
        try:
            if capture.verdict is not Verdict.GOOD:
                raise BadPage(f"{capture.verdict.value}: {capture.reason}")
            parsed = parse(self.source, capture, body, link)
        except BadInput as error:
            if capture.status in (OK, NOT_MODIFIED):
                self.tally.unread.append(Unread(url=link.url, verdict=capture.verdict, reason=str(error), fresh=fresh))
            raise
        if fresh:
            self._measure.note_page(capture, body)
        await self._read(capture, parsed)

    def _may_be_read(self, link: Link) -> bool:
        """Whether to ask for a new item: one that is known to be no statement is tried once a day."""
        failed = self._odd.get(link.url)
        return failed is None or abs(self._tools.clock() - failed) >= _RECHECK_AFTER

    def _is_known_to_fail(self, capture: Capture) -> bool:
        """Whether an earlier run has said all that there is to say of an item that was never read."""
        dead = capture.status in GONE and capture.url in self._dead
        return capture.url not in self._items and (capture.url in self._odd or dead)

    async def _capture(self, ask: Ask, role: str, *, again: bool = False) -> tuple[Capture, bytes]:
        """Bytes into the archive first, then their verdict, then the outcome; gives the capture and its whole body."""
        url = ask.address
        held = None if again or ask.form else self._validators(url)
        answer = await self._ask(ask, held)
        unjudged = as_capture(self.source.id, role, answer, held)
        stored = self._tools.archive.append(unjudged, answer.body)
        body = self._tools.archive.read(stored.record) if stored.status == NOT_MODIFIED else answer.body
        verdict, reason = judge(self.source, as_whole(stored), body)
        capture = replace(stored, verdict=verdict, reason=reason)
        self._tools.archive.judge(capture)
        if verdict is Verdict.GOOD:
            self._held[url] = held_after(capture, held)
        await self._tools.emit(Captured(capture=capture, presences=self._present(self._measure.answered(capture))))
        return capture, body

    def _validators(self, url: str) -> Held | None:
        """What may be sent to ask for changes only: recent validators of a body that is really there."""
        held = self._held.get(url) or self._tools.known.bodies.get(url)
        if held is None or abs(self._tools.clock() - held.full_at) >= _FULL_EVERY:
            return None
        return held if self._tools.archive.holds(held.capture) else None

    async def _ask(self, ask: Ask, held: Held | None) -> Answer:
        token = self._token()
        decision = await self._tools.rules.check(ask.url, self._hosts)
        request = Request(
            url=ask.url,
            form=ask.form,
            token=token,
            hosts=self._hosts,
            interval=max(self.source.min_interval, decision.delay),
            etag=held.etag if held else "",
            last_modified=held.last_modified if held else "",
        )
        answer = await self._tools.fetcher.fetch(request, permit=self._permit)
        return replace(answer, url=ask.address)

    def _token(self) -> str:
        """The key of a source that needs one. Blocked where nobody gave it."""
        name = self.source.token
        return key_named(name, self._tools.tokens) if name else ""

    async def _permit(self, url: str) -> None:
        await self._tools.rules.check(url, self._hosts)

    async def _read(self, capture: Capture, parsed: Parsed) -> None:
        doubtful = capture.url in self._doubtful
        self.tally.read(parsed, settled={} if doubtful else self._settled, flapping=self._flapping)
        presences: tuple[Presence, ...] = ()
        if capture.role == "list":
            self.tally.listed += parsed.items
            presences = self._present(self._measure.listed(capture, parsed))
        await self._tools.emit(
            Read(capture=capture, renderings=parsed.renderings, skipped=parsed.skipped, presences=presences)
        )

    def _present(self, presences: tuple[Presence, ...]) -> tuple[Presence, ...]:
        self._vanished += tuple(one.url for one in presences if one.what == VANISHED)
        return presences

    def done(self, failure: TrackerError | None, *, now: datetime) -> Done:
        """How the visit ended: by its failure, by what it left out, or by whether anything was new."""
        status, reason = self._status(failure)
        run = SourceRun(
            source=self.source.id,
            started_at=self._started,
            ended_at=now,
            status=status,
            reason=reason,
            listed=self.tally.listed,
            new=self.tally.new,
            edited=self.tally.edited,
            skipped=tuple(self.tally.skipped),
            vanished=len(self._vanished),
            first_page=0 if self._tools.reach.since else self.tally.first_page,
            reached=self.reached,
        )
        return Done(run=run, held=tuple(sorted(self._held.items())), vanished=self._vanished)

    def _status(self, failure: TrackerError | None) -> tuple[RunStatus, str]:
        if failure is not None:
            refused = isinstance(failure, Blocked | NotAllowed)
            return (RunStatus.BLOCKED if refused else RunStatus.FAILED), str(failure)
        unread = unreadable(self.tally)
        if unread is not None:
            return unread
        # a backfill meets the layouts of years
        self.tally.wrong += [] if self._tools.reach.since else self._measure.parts_moved()
        short = shortfall(self.source, self.tally)
        if short:
            return RunStatus.FAILED, short
        trouble = self.tally.trouble_within(self.source.expect.max_skipped)
        if trouble:
            return RunStatus.PARTIAL, trouble
        changed = self.tally.new or self.tally.edited
        return (RunStatus.COMPLETE if changed else RunStatus.UNCHANGED), ""


def _doubtful_first(entry: tuple[bool, datetime, int, Link]) -> tuple[bool, datetime, int]:
    return entry[:3]


def _named(page: Parsed) -> frozenset[str]:
    """What a list page names: addresses, or whole texts."""
    return frozenset([*(link.url for link in page.links), *(one.id for one in page.renderings)])
