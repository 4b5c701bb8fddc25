"""One visit to one source: its lists, then the items that are new or due for another look.

Owns the order of things (bytes into the archive, then the verdict, then reading) and what makes a visit whole. Never
decides what a page says, and leaves unexpected errors to the border in passes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tracker.collect import leads
from tracker.collect.archive import Archive
from tracker.collect.expectations import Tally, shortfall, vanished
from tracker.collect.fetching import Answer, Fetcher, Request
from tracker.collect.keys import key_named
from tracker.collect.kinds import paging_of
from tracker.collect.leads import Led
from tracker.collect.outcomes import Captured, Done, Held, Known, Outcome, Reach, Read, held_after
from tracker.collect.paging import next_page
from tracker.collect.parsed import Ask, Link, Parsed
from tracker.collect.parsing import parse
from tracker.collect.politeness import Clock
from tracker.collect.rules import RobotRules
from tracker.collect.verdicts import judge
from tracker.errors import BadInput, BadPage, Blocked, FetchFailed, NotAllowed, TrackerError
from tracker.model import Capture, SourceRun, capture_id
from tracker.sources import Source, allowed_hosts
from tracker.terms import RunStatus, Verdict

#: Known items that are asked for again in one visit, to see silent edits: the longest unchecked of the first page.
RECHECKS = 5
_RECHECK_AFTER = timedelta(hours=20)
#: Validators are not trusted for longer: some servers answer 304 for ever (capyreader#2201).
_FULL_EVERY = timedelta(days=7)
_OK, _NOT_MODIFIED = 200, 304
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
        self.tally = Tally(texts=tools.known.texts)
        self._tools = tools
        self._hosts = allowed_hosts(source)
        self._items = tools.known.items.get(source.id, frozenset())
        self._held: dict[str, Held] = {}
        self._gone: tuple[str, ...] = ()
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
        self.tally.trouble += [str(failure) for failure in failures]
        fresh = [link for link in links.values() if link.url not in self._items]
        return [*reversed(fresh), *self._due(list(links.values()))][: self._tools.reach.items]

    async def _one_list(self, url: str) -> list[Link]:
        first = await self.first_page(url)
        return [*first.links, *await self._further_pages(url, first)]

    async def first_page(self, url: str) -> Parsed:
        """The newest page of a list. BadPage if it holds less than its source promises."""
        first = await self._behind_leads(await self.list_page(url))
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
        for page in led.pages:
            self._gone += self._vanished(page.url, page)
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
        page, number = first, 1
        depth = min(self._tools.reach.pages, self.source.paging.pages)
        try:
            while page.next_page and number < depth and self._reads_on(page):
                number += 1
                page = await self._further_page(page.next_page, number)
                links += page.links
        except (FetchFailed, NotAllowed, BadInput) as error:
            self.tally.trouble.append(f"page {number} of {url}: {error}")
        return links

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
        await self._read(capture, parsed)
        return replace(parsed, url=url)

    def _due(self, links: Sequence[Link]) -> list[Link]:
        """Some of the known items listed that were not looked at for a day, the longest unchecked first."""
        now = self._tools.clock()
        bodies = self._tools.known.bodies
        old = [
            (bodies[link.url].checked_at, place, link)
            for place, link in enumerate(links)
            if link.url in self._items and link.url in bodies
        ]
        due = [link for checked, _, link in sorted(old, key=_checked_first) if now - checked >= _RECHECK_AFTER]
        return due[:RECHECKS]

    def _vanished(self, url: str, now: Parsed) -> tuple[str, ...]:
        """What the last capture of a list named and this one no longer does, though older entries are still there."""
        held = self._tools.known.bodies.get(url)
        body = self._tools.archive.body(held.capture) if held else None
        if held is None or body is None or held.sha256 == self._held[url].sha256:
            return ()
        before = Capture(
            id=held.capture,
            source=self.source.id,
            url=url,
            retrieved_at=held.full_at,
            sha256=held.sha256,
            role="list",
        )
        return vanished(parse(self.source, before, body), now)

    async def item(self, link: Link) -> None:
        """Asks for one item, stores it, judges it, reads it. Raises what makes the item count as skipped."""
        self.tally.asked += 1
        capture, body = await self._capture(Ask(url=link.url), "item")
        if capture.verdict is not Verdict.GOOD:
            raise BadPage(f"{capture.verdict.value}: {capture.reason}")
        await self._read(capture, parse(self.source, capture, body, link))

    async def _capture(self, ask: Ask, role: str, *, again: bool = False) -> tuple[Capture, bytes]:
        """Bytes into the archive first, then their verdict, then the outcome; gives the capture and its whole body."""
        url = ask.address
        held = None if again or ask.form else self._validators(url)
        answer = await self._ask(ask, held)
        unjudged = _as_capture(self.source.id, role, answer, held)
        stored = self._tools.archive.append(unjudged, answer.body)
        body = self._tools.archive.read(stored.record) if stored.status == _NOT_MODIFIED else answer.body
        verdict, reason = judge(self.source, _as_whole(stored), body)
        capture = replace(stored, verdict=verdict, reason=reason)
        self._tools.archive.judge(capture)
        if verdict is Verdict.GOOD:
            self._held[url] = held_after(capture, held)
        await self._tools.emit(Captured(capture=capture))
        return capture, body

    def _validators(self, url: str) -> Held | None:
        """What may be sent to ask for changes only: recent validators of a body that is really there."""
        held = self._held.get(url) or self._tools.known.bodies.get(url)
        if held is None or self._tools.clock() - held.full_at >= _FULL_EVERY:
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
        self.tally.read(parsed)
        if capture.role == "list":
            self.tally.listed += parsed.items
        await self._tools.emit(Read(capture=capture, renderings=parsed.renderings, skipped=parsed.skipped))

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
            vanished=len(self._gone),
            reached=self.reached,
        )
        return Done(run=run, held=tuple(sorted(self._held.items())), vanished=self._gone)

    def _status(self, failure: TrackerError | None) -> tuple[RunStatus, str]:
        if failure is not None:
            refused = isinstance(failure, Blocked | NotAllowed)
            return (RunStatus.BLOCKED if refused else RunStatus.FAILED), str(failure)
        short = shortfall(self.source.expect, self.tally)
        if short:
            return RunStatus.FAILED, short
        trouble = self.tally.trouble_within(self.source.expect.max_skipped)
        if trouble:
            return RunStatus.PARTIAL, trouble
        changed = self.tally.new or self.tally.edited
        return (RunStatus.COMPLETE if changed else RunStatus.UNCHANGED), ""


def _checked_first(entry: tuple[datetime, int, Link]) -> tuple[datetime, int]:
    return entry[0], entry[1]


def _as_whole(capture: Capture) -> Capture:
    """A 304 as the answer that it stands for: the held body is what is judged."""
    return replace(capture, status=_OK) if capture.status == _NOT_MODIFIED else capture


def _as_capture(source: str, role: str, answer: Answer, held: Held | None) -> Capture:
    """The capture of an answer; a 304 stands for the body that is held."""
    sha256, headers, revisits = hashlib.sha256(answer.body).hexdigest(), answer.headers, None
    if answer.status == _NOT_MODIFIED:
        if held is None:
            raise FetchFailed(f"{answer.url}: answered 304, and no body of it is held")
        sha256, revisits = held.sha256, held.capture
        if not answer.header("content-type") and held.content_type:
            headers = (*headers, ("content-type", held.content_type))
    return Capture(
        id=capture_id(source, answer.url, answer.retrieved_at, sha256),
        source=source,
        url=answer.url,
        final_url=answer.final_url,
        retrieved_at=answer.retrieved_at,
        sha256=sha256,
        role=role,
        status=answer.status,
        headers=headers,
        revisits=revisits,
    )
