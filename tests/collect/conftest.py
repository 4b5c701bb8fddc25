"""A loopback site that tests fill, and a clock that only moves when somebody sleeps. Shared by the collecting tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tracker.collect.asking.addresses import Loopback
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Read
from tracker.collect.passes import collect
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Rendering, SourceRun, Verdict
from tracker.sources import Source

Answerer = Callable[["Asked"], "Reply"]


@dataclass(frozen=True)
class Asked:
    host: str
    path: str
    headers: dict[str, str]
    at: datetime
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    write: Callable[[object], None] | None = None


class Clock:
    """Time as the code under test sees it; sleeping moves it on and costs nothing."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)) -> None:
        self.now = start
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Site:
    """Paths (with or without the host) to replies or to functions that make one; everything else is 404."""

    clock: Clock
    pages: dict[str, Reply | Answerer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.pages.get(asked.host + asked.path, self.pages.get(asked.path, Reply(status=404, body=b"no")))
        return found if isinstance(found, Reply) else found(asked)

    @staticmethod
    def reply(body: bytes = b"", **given: object) -> Reply:
        return Reply(body, **given)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    @property
    def resolver(self) -> Loopback:
        return Loopback(port=self.port)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        asked = Asked(headers["host"], self.path, headers, self.site.clock.now, self.command, body)
        reply = self.site.answer(asked)
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.write is not None:
            self.close_connection = True
            self.end_headers()
            reply.write(self.wfile)
            return
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what several tests are about."""


@dataclass
class Gathered:
    """What one collection yielded, sorted by what it is, and the archive that it left."""

    root: Path
    captures: list[Capture] = field(default_factory=list)
    renderings: list[Rendering] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    runs: list[SourceRun] = field(default_factory=list)

    @property
    def run(self) -> SourceRun:
        return self.runs[-1]

    def again(self, *sources: Source) -> list[Rendering]:
        """The same read from the archive alone, as a rebuild does it."""
        archive, links, renderings = Archive(self.root), {}, {}
        by_id = {source.id: source for source in sources}
        for capture in archive.captures():
            if capture.verdict is Verdict.GOOD:
                body = archive.body(capture.id) or b""
                parsed = parse(by_id[capture.source], capture, body, links.get(capture.url))
                links |= {link.url: link for link in parsed.links}
                renderings |= {one.id: one for one in parsed.renderings}
        return list(renderings.values())


Gather = Callable[..., Gathered]


@pytest.fixture
def gather(site: Site, clock: Clock, tmp_path: Path) -> Gather:
    """Collects once over sources on the loopback site, into one archive a test."""

    def run(*sources: Source, known: Known | None = None, **more: object) -> Gathered:
        made = Gathered(tmp_path / "archive")
        for outcome in collect(
            sources,
            known or Known(),
            archive=Archive(made.root),
            clock=clock,
            sleep=clock.sleep,
            jitter=lambda: 0.5,
            resolver=site.resolver,
            **more,
        ):
            if isinstance(outcome, Captured):
                made.captures.append(outcome.capture)
            elif isinstance(outcome, Read):
                made.renderings += outcome.renderings
                made.skipped += outcome.skipped
            elif isinstance(outcome, Done):
                made.runs.append(outcome.run)
        return made

    return run


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    made = Site(clock)
    handler = type("SiteHandler", (Handler,), {"site": made})
    server = Server(("127.0.0.1", 0), handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
