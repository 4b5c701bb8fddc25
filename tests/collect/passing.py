"""A small invented ministry served on loopback, and runs over it that remember what a store would.

Owns the shape of its list, pages and feed. What goes wrong on them each test says itself.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import karsan

from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import known_from
from tracker.collect.outcomes import Captured, Done, Known, Outcome, Read
from tracker.collect.passes import collect
from tracker.model import Presence, Rendering, SourceRun
from tracker.sources import DetailPart, Paging, Source

LIST = "/press/"
FEED = (("Content-Type", "application/rss+xml"),)


def source(**more: Any) -> Source:
    given = {
        "urls": (f"https://mfa.karsan.example{LIST}",),
        "detail": DetailPart(title=("h1",), body=("div.text",)),
    }
    return karsan.source(**{**given, **more})


def paged(**more: Any) -> Source:
    return source(paging=Paging(style="next", link=("a.next@href",)), **more)


def url(number: int) -> str:
    return f"https://mfa.karsan.example/press/{number}.html"


def listing(numbers: Iterable[int], following: str = "") -> bytes:
    rows = "".join(
        f'<li><a href="/press/{n}.html">Statement number {n}</a> <span>2026-02-{n % 28 + 1:02}</span></li>'
        for n in numbers
    )
    link = f'<a class="next" href="{following}">older</a>' if following else ""
    return f"<!DOCTYPE html><html><body><ul class='news'>{rows}</ul>{link}</body></html>".encode()


def page(number: int, words: str = "") -> bytes:
    text = f"Karsan follows the matter of case {number} closely and calls on all sides to show restraint. {words}"
    return (
        f"<!DOCTYPE html><html><head><title>x</title></head><body><h1>Statement number {number}</h1>"
        f"<div class='text'><p>{text}</p></div></body></html>"
    ).encode()


def feed(entries: Sequence[tuple[int, str]]) -> bytes:
    items = "".join(
        f"<item><title>Note {n}</title><link>{url(n)}</link><guid>{url(n)}</guid>"
        f"<pubDate>Sun, 01 Feb 2026 0{n % 10}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{words} is noted with concern by the ministry of Karsan.&lt;/p&gt;</description></item>"
        for n, words in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{items}</channel></rss>'.encode()


class Desk:
    """Runs collections one after the other and remembers what a store would."""

    def __init__(self, site: Any, clock: Any, root: Path) -> None:
        self.site, self.clock, self.root = site, clock, root
        self.archive = Archive(root)
        self.texts: dict[str, str] = {}
        self.renderings: dict[str, Rendering] = {}
        self.runs: list[SourceRun] = []
        self.presences: list[Presence] = []
        self.flapping: list[tuple[str, str]] = []

    @property
    def known(self) -> Known:
        return known_from(
            self.archive.captures(), texts=self.texts, runs=self.runs, presences=self.presences, flapping=self.flapping
        )

    def start(self, *sources: Source, **more: Any) -> Iterable[Outcome]:
        return collect(
            sources,
            self.known,
            archive=self.archive,
            clock=self.clock,
            sleep=self.clock.sleep,
            jitter=lambda: 0.5,
            resolver=self.site.resolver,
            **more,
        )

    def run(self, *sources: Source, **more: Any) -> list[Outcome]:
        self.site.asked.clear()
        outcomes = [self.take(outcome) for outcome in self.start(*(sources or (source(),)), **more)]
        assert outcomes
        return outcomes

    def take(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Captured | Read):
            self.presences += outcome.presences
        if isinstance(outcome, Read):
            for one in outcome.renderings:
                self.texts[one.id] = one.sha256
                self.renderings[one.id] = one
        if isinstance(outcome, Done):
            self.runs.append(outcome.run)
        return outcome

    def last(self) -> SourceRun:
        return self.runs[-1]

    def fill(self, numbers: Iterable[int]) -> None:
        """A list of one page, the newest first, with its items."""
        newest_first = sorted(numbers, reverse=True)
        self.site.pages[LIST] = self.site.reply(listing(newest_first))
        for n in newest_first:
            self.site.pages[f"/press/{n}.html"] = self.site.reply(page(n))

    def titles(self) -> list[str]:
        return sorted(one.title for one in self.renderings.values())


def items(outcomes: Iterable[Outcome]) -> list[str]:
    return [one.capture.url for one in outcomes if isinstance(one, Captured) and one.capture.role == "item"]
