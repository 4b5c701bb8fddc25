"""A source's own site, served from memory: its fixture pair, in the state that a run is to find.

Owns the transport, the clock and the runs. The collector under test is the real one, with a real archive.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from glance import read
from pairs import RETRIEVED_AT, TYPES, Pair

from tracker.collect.asking.addresses import Loopback
from tracker.collect.checking.health import health
from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import known_from
from tracker.collect.outcomes import Captured, Done, Reach, Read
from tracker.collect.passes import collect
from tracker.model import Capture, Health, Presence, Rendering, SourceRun
from tracker.sources import Source

HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    body: bytes
    content: str
    status: int = 200
    etag: str = ""


@dataclass(slots=True)
class Clock:
    """Time that only sleeping moves."""

    now: datetime = field(default_factory=lambda: datetime.fromisoformat(RETRIEVED_AT))

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True, kw_only=True)
class World:
    """One source, what its site answers, and what a store would remember of the runs so far."""

    source: Source
    root: Path
    replies: dict[str, Reply] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    captures: list[Capture] = field(default_factory=list)
    runs: list[SourceRun] = field(default_factory=list)
    presences: list[Presence] = field(default_factory=list)
    renderings: dict[str, Rendering] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    flapping: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    def copy(self, root: Path) -> World:
        """The same world, to be spoilt without spoiling this one."""
        shutil.copytree(self.root, root)
        return World(
            source=self.source,
            root=root,
            replies=dict(self.replies),
            clock=Clock(self.clock.now),
            captures=list(self.captures),
            runs=list(self.runs),
            presences=list(self.presences),
            renderings=dict(self.renderings),
            texts=dict(self.texts),
        )

    def answer(self, request: httpx.Request) -> httpx.Response:
        # a loopback answers for every host, and without a certificate
        rest = f"{request.headers['host'].partition(':')[0]}{request.url.raw_path.decode('ascii')}"
        reply = self.replies.get(f"https://{rest}") or self.replies.get(f"http://{rest}")
        if reply is None:
            return httpx.Response(404, content=_stream(b"nothing here"))
        if reply.etag and request.headers.get("if-none-match") == reply.etag:
            self.unchanged += 1
            return httpx.Response(304)
        headers = {"content-type": reply.content} | ({"etag": reply.etag} if reply.etag else {})
        return httpx.Response(reply.status, content=_stream(reply.body), headers=headers)

    def run(self, *, later: timedelta = timedelta(hours=6)) -> SourceRun:
        """One run of the collector, some hours after the last."""
        if self.runs:
            self.clock.now += later
        known = known_from(
            self.captures, texts=self.texts, runs=self.runs, presences=self.presences, flapping=self.flapping
        )
        for outcome in collect(
            [self.source],
            known,
            archive=Archive(self.root),
            clock=self.clock,
            sleep=self.clock.sleep,
            jitter=lambda: 0.5,
            transport=httpx.MockTransport(self.answer),
            resolver=Loopback(port=443),
            reach=Reach(pages=1),
            tokens={self.source.token: "a key"} if self.source.token else {},
        ):
            if isinstance(outcome, Captured):
                self.captures.append(outcome.capture)
                self.presences += outcome.presences
            if isinstance(outcome, Read):
                self.presences += outcome.presences
                self.renderings |= {one.id: one for one in outcome.renderings}
                self.texts |= {one.id: one.sha256 for one in outcome.renderings}
            if isinstance(outcome, Done):
                self.runs.append(outcome.run)
        return self.runs[-1]

    def health(self) -> Health:
        return health(self.source, self.runs, self.clock.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The addresses of a pair: where its list stands, what leads there, and the items that it names."""

    pair: Pair
    lists: tuple[str, ...]
    leads: tuple[tuple[str, Reply], ...]
    items: tuple[str, ...]

    @property
    def source(self) -> Source:
        return self.pair.source

    def list_reply(self, body: bytes, content: str = "") -> Reply:
        return Reply(body=body, content=content or TYPES[self.pair.list.suffix])

    def item_reply(self, body: bytes, content: str = "") -> Reply:
        suffix = self.pair.item.suffix if self.pair.item else ".html"
        return Reply(body=body, content=content or TYPES[suffix])

    def put_list(self, world: World, body: bytes, content: str = "") -> None:
        world.replies |= {url: self.list_reply(body, content) for url in self.lists}

    def put_items(self, world: World, body: bytes, urls: Iterable[str]) -> None:
        """The item's page at each address, told apart by blanks at its end."""
        for number, url in enumerate(urls):
            world.replies[url] = self.item_reply(body + b"\n" * number)


async def _stream(body: bytes) -> AsyncIterator[bytes]:
    yield body


def site_of(pair: Pair) -> Site:
    """Where the files of a pair stand on their site."""
    leads: list[tuple[str, Reply]] = []
    lists = pair.source.urls
    if pair.lead is not None:
        body = pair.lead.read_bytes()
        led = read(pair.source, "list", lists[0], body, TYPES[pair.lead.suffix])
        leads, lists = [(lists[0], Reply(body=body, content=TYPES[pair.lead.suffix]))], led.leads[:1]
    listed = read(pair.source, "list", lists[0], pair.list.read_bytes(), TYPES[pair.list.suffix])
    return Site(pair=pair, lists=tuple(lists), leads=tuple(leads), items=tuple(link.url for link in listed.links))


def lenient(source: Source, entries: int) -> Source:
    """The source with a first-page minimum that its shortened fixture can meet."""
    return replace(source, expect=replace(source.expect, min_items=min(source.expect.min_items, entries)))
