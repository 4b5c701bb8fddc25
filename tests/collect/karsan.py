"""A ministry whose list and pages a test writes, and what visits to it notice.

Owns the shape of the site. What goes wrong on it each test says itself.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from worlds import Reply, World

from tracker.model import SourceRun
from tracker.sources import DetailPart, ListPart, Source
from tracker.sources.source import Dates

HOST = "https://mfa.karsan.example"
LIST = f"{HOST}/press/"
GERMAN = (
    "Das Ministerium hat zur Kenntnis genommen, was der Rat der Hafenstadt am Abend vor der Sitzung gesagt hat, und ist"
    " der Ansicht, dass alle, die dabei waren, vor der Abstimmung hätten gehört werden müssen."
)
ENGLISH = (
    "The ministry has taken note of what was said by the council of the harbour town on the eve of the meeting, and is"
    " of the view that all of those who were there should have been heard before the vote was held."
)


def source(**more: Any) -> Source:
    given: dict[str, Any] = {
        "id": "karsan",
        "name": "Ministry of Karsan",
        "kind": "html-list",
        "category": "ministry",
        "languages": ("en",),
        "zone": "UTC",
        "urls": (LIST,),
        "list": ListPart(item=("ul.news li",), link=("a@href",), title=("a",), date=("span",)),
        "detail": DetailPart(title=("h1.headline",), body=("div.text",), date=("time",)),
        "dates": Dates(formats=("%Y-%m-%d",)),
    }
    return Source(**{**given, **more})


def url(number: int) -> str:
    return f"{HOST}/press/{number}.html"


def day(number: int) -> str:
    return f"2026-09-{number % 28 + 1:02}"


def listing(numbers: Iterable[int], *, title: str = "Statement number {} on the harbour", dated: bool = True) -> bytes:
    rows = "".join(
        f'<li><a href="/press/{n}.html">{title.format(n)}</a> <span>{day(n) if dated else ""}</span></li>'
        for n in numbers
    )
    return f"<!DOCTYPE html><html><body><ul class=news>{rows}</ul></body></html>".encode()


def page(number: int, text: str = ENGLISH, *, title: str = "headline", time: str | None = None) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>The Ministry</title></head><body><h1 class={title}>Statement {number}</h1>"
        f"<time>{day(number) if time is None else time}</time><div class=text><p>{text}</p><p>Case {number}.</p></div>"
        "</body></html>"
    ).encode()


class Site:
    """A world whose list names some numbers, the newest first, each with its page."""

    def __init__(self, root: Path, one: Source | None = None) -> None:
        self.world = World(source=one or source(), root=root / "archive")

    def put(self, address: str, body: bytes, **more: Any) -> None:
        self.world.replies[address] = Reply(body=body, content="text/html", **more)

    def shows(self, numbers: Sequence[int], **more: Any) -> None:
        self.put(LIST, listing(numbers, **more))
        for number in numbers:
            if url(number) not in self.world.replies:
                self.put(url(number), page(number))

    def run(self, hours: float = 6) -> SourceRun:
        return self.world.run(later=timedelta(hours=hours))

    def good(self, numbers: Sequence[int], *, times: int = 3) -> None:
        self.shows(numbers)
        for _ in range(times):
            run = self.run()
            assert run.status.moves_mark, run.reason


def down(newest: int, count: int) -> list[int]:
    return list(range(newest, newest - count, -1))
