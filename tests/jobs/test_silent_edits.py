"""Silent edits from run to run: what is a version, what is none, what vanished, and the same from the archive alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from worlds import Clock, Reply, World

from tracker.collect.asking.addresses import Loopback
from tracker.jobs.collecting import Outside, collect
from tracker.jobs.healths import healths
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild
from tracker.jobs.workspace import Workspace
from tracker.store import Store, dump, open_store
from tracker.store.sightings import FLAPPING

SOURCES = """\
contact: press@example.org
sources:
  karsan:
    name: Ministry of Karsan
    issuer: fra-mfa
    country: FRA
    category: ministry
    languages: en
    zone: UTC
    kind: html-list
    url: https://mfa.karsan.example/press/
    list: {item: ul.news li, link: a@href, title: a, date: span}
    detail: {title: h1, body: div.text, drop: .share}
    dates: {formats: ["%Y-%m-%d"]}
    licence: invented
    confidence: M
"""
LIST = "https://mfa.karsan.example/press/"
WORDS = "Karsan condemns the attack on the market in the strongest terms and mourns the dead. The culprits must answer."


def url(number: int) -> str:
    return f"{LIST}{number}.html"


def listing(*numbers: int) -> bytes:
    rows = "".join(f'<li><a href="{n}.html">Statement number {n}</a> <span>2026-09-{n:02}</span></li>' for n in numbers)
    return f"<!DOCTYPE html><html><body><ul class=news>{rows}</ul></body></html>".encode()


def page(number: int, *, title: str = "Statement", text: str = WORDS, around: str = "", more: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><body><h1>{title} {number}</h1>{around}"
        f"<div class=text><p>{text}</p><p>Case {number} is followed closely.</p>{more}</div></body></html>"
    ).encode()


class Desk:
    """A collection over an invented site in memory, run by run."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        (root / "sources.yaml").write_text(SOURCES, "utf-8")
        self.workspace = Workspace(data=root / "data", sources=root / "sources.yaml")
        self.clock = Clock(datetime(2026, 10, 5, 9, tzinfo=UTC))
        self.replies: dict[str, Reply] = {}
        self.show(3, 2, 1)

    def show(self, *numbers: int) -> None:
        self.put(LIST, listing(*numbers))
        for number in numbers:
            if url(number) not in self.replies:
                self.put(url(number), page(number))

    def put(self, address: str, body: bytes) -> None:
        self.replies[address] = Reply(body=body, content="text/html")

    def run(self, *, hours: int = 24) -> None:
        import httpx  # noqa: PLC0415  the transport of tests

        site = World(source=None, root=self.workspace.data, replies=self.replies)  # type: ignore[arg-type]
        network = {
            "sleep": self.clock.sleep,
            "transport": httpx.MockTransport(site.answer),
            "resolver": Loopback(port=443),
            "jitter": lambda: 0.5,
        }
        self.clock.now += timedelta(hours=hours)
        collect(self.workspace, outside=Outside(clock=self.clock, network=network))

    def store(self) -> Store:
        return open_store(self.workspace.db)

    def versions(self, number: int) -> int:
        with self.store() as store:
            found = next(one for one in store.renderings() if one.url == url(number))
            return len(store.versions(found.id))

    def presences(self) -> list[tuple[str, str, datetime]]:
        with self.store() as store:
            return [(one.url, one.what, one.at) for one in store.presences()]

    def rows(self) -> list[str]:
        with self.store() as store:
            return list(dump(store))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk")
    made.run()
    return made


ANOTHER = [
    ("white space", page(2, text=WORDS.replace(" ", " \n  "))),
    ("a nonce in an attribute", page(2, around="<form><input type=hidden name=token value=8f1c></form>")),
    ("a nonce in a script", page(2, more="<script nonce=abc>var seen = 12345;</script>")),
    ("a counter outside the text", page(2, around="<div class=views>Viewed 4,711 times</div>")),
    ("an advertisement", page(2, around="<aside class=ad><a href=/buy>Buy now!</a></aside>")),
    ("an advertisement in the text", page(2, more="<ins class=ads><script>show()</script><iframe></iframe></ins>")),
    ("a share bar that is dropped", page(2, more="<div class=share>Share this 12</div>")),
    ("the time of day in a footer", page(2).replace(b"</body>", b"<footer>Now: 12:31:07</footer></body>")),
    ("an invisible character", page(2, text=WORDS.replace("market", "mar\u00adket\u200b"))),
]
EDITED = [
    ("one word", page(2, text=WORDS.replace("condemns", "regrets"))),
    ("a comma", page(2, text=WORDS.replace("terms and", "terms, and"))),
    ("the title", page(2, title="Remarks")),
    ("a paragraph gone", page(2).replace(b"<p>Case 2 is followed closely.</p>", b"")),
    ("a paragraph more", page(2, more="<p>There is no more to say.</p>")),
]


@pytest.mark.parametrize("body", [body for _, body in ANOTHER], ids=[name for name, _ in ANOTHER])
def test_what_makes_no_version(desk: Desk, body: bytes):
    assert body != page(2)
    desk.put(url(2), body)
    desk.run()
    assert desk.versions(2) == 1


@pytest.mark.parametrize("body", [body for _, body in EDITED], ids=[name for name, _ in EDITED])
def test_what_makes_a_version(desk: Desk, body: bytes):
    desk.put(url(2), body)
    desk.run()
    assert desk.versions(2) == 2


def test_a_date_that_was_changed_is_kept_as_it_is_now(desk: Desk):
    desk.put(LIST, listing(3, 2, 1).replace(b"2026-09-02", b"2026-09-01"))
    desk.run()
    with desk.store() as store:
        dates = {one.url: one.published.iso for one in store.renderings() if one.published}
    assert dates[url(2)] == "2026-09-01"


def test_vanished_and_returned_are_kept_and_told_by_the_archive_alone(desk: Desk):
    desk.show(5, 4, 3, 2, 1)
    desk.run()
    desk.show(6, 5, 4, 2, 1)
    desk.run()
    gone = desk.replies.pop(url(2))
    desk.run()
    desk.replies[url(2)] = gone
    desk.show(7, 6, 5, 4, 3, 2, 1)
    desk.run()
    told = desk.presences()
    assert [(address, what) for address, what, _ in told] == [
        (url(3), "vanished"),
        (url(2), "vanished"),
        (url(3), "returned"),
        (url(2), "returned"),
    ]
    desk.workspace.db.unlink()
    rebuild(desk.workspace)
    assert desk.presences() == told


def test_a_capture_that_was_archived_and_not_stored_still_tells_what_vanished(desk: Desk):
    desk.show(5, 4, 3, 2, 1)
    desk.run()
    desk.show(6, 5, 4, 2, 1)
    desk.run()
    told = desk.presences()
    assert len(told) == 1
    with desk.store() as store, store.transaction():
        last = [one.id for one in store.captures() if one.url == LIST][-1]
        store._db.execute("DELETE FROM presences")
        store._db.execute("DELETE FROM bookmark")
        store._db.execute("DELETE FROM runs WHERE started_at = (SELECT max(started_at) FROM runs)")
        store._db.execute("DELETE FROM parsed_captures WHERE capture = ?", (last,))
    desk.run()
    assert desk.presences() == told


def test_a_flapping_page_is_cut_off_named_and_the_same_after_a_rebuild(desk: Desk):
    for day in range(FLAPPING + 4):
        desk.put(url(2), page(2, text=f"{WORDS} Read {day} times."))
        desk.run()
    assert desk.versions(2) == FLAPPING + 1
    with desk.store() as store:
        asked = [one for one in store.captures() if one.url == url(2)]
        assert store.flapping() == [("karsan", url(2))]
    assert len(asked) == FLAPPING + 1, "it is not asked for any more"
    found = next(one for one in healths(desk.workspace, clock=desk.clock) if one.source == "karsan")
    assert (found.status, url(2) in found.reason, "detail.drop" in found.reason) == ("amber", True, True)
    match(desk.workspace)
    before = desk.rows()
    desk.workspace.db.unlink()
    rebuild(desk.workspace)
    assert desk.rows() == before
    assert desk.versions(2) == FLAPPING + 1


def test_a_page_that_is_edited_now_and_then_is_followed(desk: Desk):
    for day in range(4):
        desk.put(url(2), page(2, text=f"{WORDS} Read {day} times."))
        desk.run()
    assert desk.versions(2) == 5
    found = next(one for one in healths(desk.workspace, clock=desk.clock) if one.source == "karsan")
    assert replace(found, last_good=None).reason == ""
