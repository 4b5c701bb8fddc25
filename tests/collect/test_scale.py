"""Twenty hosts, 400 pages and some hosts shared by two sources, in one run over loopback: nobody is asked too often.

The same with 200 hosts and 20,000 pages is tests/bench/bench_scale.py.
"""

import asyncio
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx

from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Read
from tracker.collect.passes import SIDE_BY_SIDE, collect
from tracker.model import RunStatus
from tracker.sources import Source

HOSTS, ITEMS = 20, 19


class Watched(httpx.AsyncBaseTransport):
    """Real connections, with the moment at which each request began, and which hosts are being asked."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.inner = httpx.AsyncHTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self.starts: dict[str, list[datetime]] = defaultdict(list)
        self.busy: Counter[str] = Counter()
        self.widest = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.headers["host"]
        self.starts[host].append(self.clock.now)
        self.busy[host] += 1
        assert self.busy[host] == 1, f"two requests to {host} at once"
        self.widest = max(self.widest, sum(self.busy.values()))
        try:
            response = await self.inner.handle_async_request(request)
            body = await response.aread()
            await response.aclose()
        finally:
            self.busy[host] -= 1
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))


def source(number: int, part: str = "") -> Source:
    return Source(
        id=f"mfa{number}{part}",
        name=f"Ministry {number}",
        kind="html-list",
        category="ministry",
        languages="en",  # type: ignore[arg-type]
        zone="UTC",
        urls=f"https://mfa{number}.example/{part}list",  # type: ignore[arg-type]
        list={"item": "li", "link": "a@href", "title": "a", "date": "span"},  # type: ignore[arg-type]
        detail={"title": "h1", "body": "div.text"},  # type: ignore[arg-type]
        dates={"formats": "%Y-%m-%d"},  # type: ignore[arg-type]
    )


def answer(site: Any, asked: Any) -> Any:
    name, path = asked.host, asked.path
    if path.endswith("list"):
        part = path[1:-4]
        rows = "".join(
            f"<li><a href='/{part}{n}'>Statement {n}</a> <span>2026-02-{n + 1:02}</span></li>" for n in range(ITEMS)
        )
        return site.reply(f"<html><body><ul>{rows}</ul></body></html>".encode())
    text = f"The ministry at {name} follows the matter {path[1:]} closely and calls on all sides to show restraint."
    return site.reply(f"<html><body><h1>Statement {path[1:]}</h1><div class='text'>{text}</div></body></html>".encode())


def test_no_host_of_many_is_asked_over_its_pace(site: Any, clock: Any, tmp_path: Path):
    robots = site.reply(b"User-agent: *\nDisallow:\n", headers=(("Content-Type", "text/plain"),))
    slow = site.reply(b"User-agent: *\nCrawl-delay: 7\n", headers=(("Content-Type", "text/plain"),))
    site.answer = lambda asked: (
        (slow if asked.host == "mfa7.example" else robots) if asked.path == "/robots.txt" else answer(site, asked)
    )
    watched = Watched(clock)

    async def sleep(seconds: float) -> None:
        assert seconds > 0
        clock.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    sources = [source(n) for n in range(HOSTS)] + [source(n, "b") for n in range(3)]
    archive = Archive(tmp_path / "archive")
    pages, texts, ended = Counter[str](), 0, Counter[RunStatus]()
    given: dict[str, Any] = {"clock": clock, "sleep": sleep, "resolver": site.resolver, "jitter": lambda: 0.5}
    for outcome in collect(sources, Known(), archive=archive, transport=watched, **given):
        if isinstance(outcome, Captured):
            pages[outcome.capture.source] += 1
        elif isinstance(outcome, Read):
            texts += len(outcome.renderings)
        elif isinstance(outcome, Done):
            ended[outcome.run.status] += 1
    assert ended == {RunStatus.COMPLETE: len(sources)}
    assert set(pages.values()) == {ITEMS + 1}
    assert texts == ITEMS * len(sources)
    assert len(watched.starts) == HOSTS
    for host, starts in watched.starts.items():
        least = 7.0 if host == "mfa7.example" else 2.0
        gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(starts)]
        assert min(gaps[1:]) >= least, host
        assert gaps[0] >= 2.0, "the rules are asked for before anybody knows what they say"
    assert 1 < watched.widest <= SIDE_BY_SIDE
    assert list(archive.verify()) == []
