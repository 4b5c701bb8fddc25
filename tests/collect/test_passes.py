"""Whole runs over a small invented site, served on loopback, in a time that only politeness moves."""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tracker.collect import visits
from tracker.collect.keeping import journal
from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import known_from
from tracker.collect.outcomes import Captured, Done, Known, Outcome, Read
from tracker.collect.passes import collect
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import StoreTrouble
from tracker.model import Presence, Rendering, RunStatus, SourceRun, Verdict
from tracker.sources import DetailPart, Expect, ListPart, Paging, Source
from tracker.sources.source import Dates

LIST = "/press/"
FEED = (("Content-Type", "application/rss+xml"),)


def source(**more: Any) -> Source:
    given: dict[str, Any] = {
        "id": "karsan",
        "name": "Ministry of Karsan",
        "kind": "html-list",
        "category": "ministry",
        "languages": ("en",),
        "zone": "UTC",
        "urls": (f"https://mfa.karsan.example{LIST}",),
        "list": ListPart(item=("ul.news li",), link=("a@href",), title=("a",), date=("span",)),
        "detail": DetailPart(title=("h1",), body=("div.text",)),
        "dates": Dates(formats=("%Y-%m-%d",)),
    }
    return Source(**{**given, **more})


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


@pytest.fixture
def desk(site: Any, clock: Any, tmp_path: Path) -> Desk:
    return Desk(site, clock, tmp_path / "archive")


def items(outcomes: Iterable[Outcome]) -> list[str]:
    return [one.capture.url for one in outcomes if isinstance(one, Captured) and one.capture.role == "item"]


def test_a_first_visit_reads_the_rules_the_list_and_every_item_oldest_first(desk: Desk):
    desk.fill([1, 2, 3])
    outcomes = desk.run()
    asked = [one.path for one in desk.site.asked]
    assert asked == ["/robots.txt", LIST, "/press/1.html", "/press/2.html", "/press/3.html"]
    assert items(outcomes) == [url(1), url(2), url(3)]
    assert desk.titles() == ["Statement number 1", "Statement number 2", "Statement number 3"]
    assert desk.last().status is RunStatus.COMPLETE
    assert (desk.last().listed, desk.last().new, desk.last().edited, desk.last().skipped) == (3, 3, 0, ())


def test_two_starts_on_the_host_are_two_seconds_apart(desk: Desk):
    desk.fill(range(6))
    desk.run()
    gaps = [(b.at - a.at).total_seconds() for a, b in itertools.pairwise(desk.site.asked)]
    assert gaps == [2.0] * 7


def test_a_longer_interval_of_the_source_or_its_robots_is_kept(desk: Desk):
    desk.fill([1, 2])
    desk.run(source(min_interval=5.0))
    assert [(b.at - a.at).total_seconds() for a, b in itertools.pairwise(desk.site.asked)] == [5.0] * 3
    desk.fill([1, 2, 3, 4])
    desk.site.pages["/robots.txt"] = desk.site.reply(b"User-agent: *\nCrawl-delay: 9\n")
    desk.run()
    assert [(b.at - a.at).total_seconds() for a, b in itertools.pairwise(desk.site.asked)] == [9.0] * 3


def test_a_second_visit_asks_for_the_list_alone_and_finds_nothing_changed(desk: Desk):
    desk.fill([1, 2, 3])
    desk.run()
    desk.clock.advance(hours=6)
    outcomes = desk.run()
    assert desk.site.paths() == [LIST]
    assert desk.last().status is RunStatus.UNCHANGED
    captures = [one.capture for one in outcomes if isinstance(one, Captured)]
    assert captures[0].revisits is not None, "the same body is not stored twice"


def test_only_what_is_new_is_asked_for(desk: Desk):
    desk.fill([1, 2, 3])
    desk.run()
    desk.clock.advance(hours=6)
    desk.fill([1, 2, 3, 4, 5])
    assert items(desk.run()) == [url(4), url(5)]
    assert (desk.last().status, desk.last().new) == (RunStatus.COMPLETE, 2)


def test_bytes_are_stored_before_anything_is_said_about_them(desk: Desk):
    desk.fill([1])
    for outcome in desk.start(source()):
        if isinstance(outcome, Captured):
            assert Archive(desk.root).body(outcome.capture.id)
            noted = {one.id: one.verdict for one in Archive(desk.root).captures()}
            assert noted[outcome.capture.id] is Verdict.GOOD
        if isinstance(outcome, Done):
            assert Archive(desk.root).runs() == (outcome.run,)


def test_outcomes_come_as_they_happen(desk: Desk):
    desk.fill(range(20))
    outcomes = iter(desk.start(source()))
    next(outcomes)
    assert len(desk.site.asked) <= 4, "the caller hears of the list before the items are asked for"
    outcomes.close()


def test_silent_edits_are_looked_for_a_few_items_at_a_time_the_longest_unseen_first(desk: Desk):
    desk.fill(range(8))
    desk.run()
    desk.clock.advance(hours=21)
    desk.site.pages["/press/7.html"] = desk.site.reply(page(7, "Corrected."))
    first = items(desk.run())
    assert len(first) == visits.RECHECKS
    second = items(desk.run())
    assert sorted({*first, *second}) == sorted(url(n) for n in range(8))
    assert sum(run.edited for run in desk.runs) == 1
    assert "Corrected." in next(one.text for one in desk.renderings.values() if one.url == url(7))
    assert items(desk.run()) == [], "all were seen today"


def test_validators_are_sent_back_until_they_are_a_week_old(desk: Desk):
    def conditional(asked: Any) -> Any:
        tagged = (("ETag", '"v1"'), ("Content-Type", "text/html; charset=utf-8"))
        if asked.headers.get("if-none-match") == '"v1"':
            return desk.site.reply(status=304, headers=(("ETag", '"v1"'),))
        return desk.site.reply(listing([2, 1]), headers=tagged)

    desk.fill([1, 2])
    desk.site.pages[LIST] = conditional
    desk.run()
    desk.clock.advance(hours=1)
    outcomes = desk.run()
    capture = next(one.capture for one in outcomes if isinstance(one, Captured))
    assert (capture.status, capture.verdict) == (304, Verdict.GOOD)
    assert capture.revisits
    assert desk.last().status is RunStatus.UNCHANGED
    assert desk.last().listed == 2, "the body that is held is read again"
    desk.clock.advance(days=7)
    desk.run()
    assert "if-none-match" not in desk.site.asked[1].headers


def test_what_a_clock_stamped_that_was_a_year_ahead_is_looked_at_again(desk: Desk):
    """Otherwise its items would not be asked for again, and old answers be trusted, until that year ends."""
    tagged = (("ETag", '"v1"'), ("Content-Type", "text/html; charset=utf-8"))
    desk.fill([1, 2])
    desk.site.pages[LIST] = desk.site.reply(listing([2, 1]), headers=tagged)
    desk.clock.advance(days=365)
    desk.run()
    desk.clock.advance(days=-365)
    assert sorted(items(desk.run())) == [url(1), url(2)]
    assert "if-none-match" not in desk.site.asked[1].headers


def test_a_changed_tag_over_an_equal_body_is_no_change(desk: Desk):
    tags = itertools.count()
    desk.fill([1])
    body = listing([1])
    desk.site.pages[LIST] = lambda _: desk.site.reply(
        body, headers=(("ETag", f'"{next(tags)}"'), ("Content-Type", "text/html"))
    )
    desk.run()
    desk.run()
    assert desk.last().status is RunStatus.UNCHANGED


def test_a_server_that_always_says_not_modified_is_no_success(desk: Desk):
    desk.site.pages[LIST] = desk.site.reply(status=304)
    desk.run()
    assert desk.last().status is RunStatus.FAILED
    assert "304" in desk.last().reason


def test_a_hole_in_the_pages_is_asked_for_twice_and_makes_the_run_partial(desk: Desk):
    pages = {1: range(15, 20), 2: range(10, 15), 3: range(0), 4: range(5)}
    for n in range(20):
        desk.site.pages[f"/press/{n}.html"] = desk.site.reply(page(n))
    trs = source(paging=Paging(style="query", name="p", first=1))
    for number, numbers in pages.items():
        body = listing(reversed(numbers))
        desk.site.pages[LIST if number == 1 else f"{LIST}?p={number}"] = desk.site.reply(body)
    desk.run(trs)
    assert desk.site.paths().count(f"{LIST}?p=3") == 2
    assert desk.last().status is RunStatus.PARTIAL
    assert "list page 3" in desk.last().reason
    assert len(desk.titles()) == 15, "what lies behind the hole is collected all the same"
    desk.site.pages[f"{LIST}?p=3"] = desk.site.reply(listing(range(9, 4, -1)))
    desk.run(trs)
    assert desk.last().status is RunStatus.COMPLETE
    assert len(desk.titles()) == 20, "a run after a partial one reads past the pages that hold nothing new"


def test_a_page_that_is_empty_once_costs_nothing(desk: Desk):
    desk.fill(range(6))
    replies = iter([listing([]), listing([2, 1, 0])])
    desk.site.pages[LIST] = desk.site.reply(listing([5, 4, 3], f"{LIST}?p=2"))
    desk.site.pages[f"{LIST}?p=2"] = lambda _: desk.site.reply(next(replies))
    desk.run(paged())
    assert (desk.last().status, len(desk.titles())) == (RunStatus.COMPLETE, 6)


def test_counted_pages_end_where_nothing_more_comes(desk: Desk):
    desk.fill(range(6))
    desk.site.pages[LIST] = desk.site.reply(listing([5, 4, 3]))
    desk.site.pages[f"{LIST}?page=1"] = desk.site.reply(listing([2, 1, 0]))
    desk.run(source(paging=Paging(style="query")))
    assert (desk.last().status, len(desk.titles())) == (RunStatus.COMPLETE, 6)


def test_a_page_that_was_promised_and_fails_makes_the_run_partial_and_keeps_the_rest(desk: Desk):
    desk.fill(range(3))
    desk.site.pages[LIST] = desk.site.reply(listing([2, 1, 0], f"{LIST}?p=2"))
    desk.site.pages[f"{LIST}?p=2"] = desk.site.reply(status=500)
    desk.run(paged())
    assert (desk.last().status, len(desk.titles())) == (RunStatus.PARTIAL, 3)


def test_older_pages_are_read_only_while_they_hold_something_new(desk: Desk):
    desk.fill(range(9))
    for number in range(3):
        where, following = (LIST if number == 0 else f"{LIST}?p={number}"), f"{LIST}?p={number + 1}"
        top = 8 - 3 * number
        desk.site.pages[where] = desk.site.reply(listing(range(top, top - 3, -1), following if number < 2 else ""))
    desk.run(paged())
    assert len(desk.titles()) == 9
    desk.clock.advance(hours=1)
    desk.run(paged())
    assert desk.site.paths() == [LIST]
    assert desk.last().status is RunStatus.UNCHANGED


@pytest.mark.parametrize("bad", range(4))
def test_one_bad_item_costs_nothing_but_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch, bad: int):
    def breaking(*given: Any) -> Parsed:
        if given[1].url == url(bad):
            raise ZeroDivisionError("a fault nobody foresaw")
        return parse(*given)

    monkeypatch.setattr(visits, "parse", breaking)
    desk.fill(range(4))
    desk.run()
    assert len(desk.titles()) == 3
    assert desk.last().status is RunStatus.PARTIAL
    assert [what for what, _ in desk.last().skipped] == [url(bad)]
    assert "ZeroDivisionError" in desk.last().skipped[0][1]


def test_a_skipped_item_among_many_is_named_and_no_more(desk: Desk):
    desk.fill(range(20))
    desk.site.pages["/press/7.html"] = desk.site.reply(status=404)
    desk.run()
    assert desk.last().status is RunStatus.COMPLETE
    assert desk.last().skipped == ((url(7), "not-a-page: status 404"),)


def test_an_unforeseen_fault_in_one_source_leaves_the_others_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def breaking(*given: Any) -> Parsed:
        if given[0].id == "broken":
            raise RecursionError("deep")
        return parse(*given)

    monkeypatch.setattr(visits, "parse", breaking)
    desk.fill(range(3))
    desk.run(source(id="broken", urls=("https://other.example/press/",)), source())
    assert {run.source: run.status for run in desk.runs} == {
        "broken": RunStatus.FAILED,
        "karsan": RunStatus.COMPLETE,
    }
    assert "RecursionError" in next(run.reason for run in desk.runs if run.source == "broken")


def test_a_forbidden_path_is_not_asked_for(desk: Desk):
    desk.fill(range(3))
    desk.site.pages["/robots.txt"] = desk.site.reply(b"User-agent: *\nDisallow: /press/1.html\n")
    desk.run()
    assert desk.site.paths() == [LIST, "/press/0.html", "/press/2.html"]
    assert desk.last().skipped == ((url(1), f"{url(1)}: robots.txt forbids this path"),)


@pytest.mark.parametrize(
    ("status", "body", "ended"),
    [
        (403, b"", RunStatus.BLOCKED),
        (429, b"", RunStatus.BLOCKED),
        (503, b"", RunStatus.FAILED),
        (200, b"User-agent: *\nDisallow: /\n", RunStatus.BLOCKED),
    ],
)
def test_where_robots_say_no_nothing_else_is_asked(desk: Desk, status: int, body: bytes, ended: RunStatus):
    desk.fill(range(3))
    desk.site.pages["/robots.txt"] = desk.site.reply(body, status=status)
    desk.run()
    assert desk.site.paths() == []
    assert desk.last().status is ended
    assert "robots.txt" in desk.last().reason


def test_robots_of_one_host_are_asked_once_for_all_its_sources_and_the_gap_is_shared(desk: Desk):
    desk.fill(range(3))
    desk.run(source(), source(id="second"))
    assert [one.path for one in desk.site.asked].count("/robots.txt") == 1
    gaps = [(b.at - a.at).total_seconds() for a, b in itertools.pairwise(desk.site.asked)]
    assert min(gaps) >= 2.0
    assert [run.status for run in desk.runs] == [RunStatus.COMPLETE] * 2


def test_robots_are_asked_again_after_an_hour(desk: Desk):
    desk.fill(range(40))
    desk.run(source(min_interval=120.0))
    assert [one.path for one in desk.site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("reply", "ended"),
    [
        ({"body": b"", "status": 200}, RunStatus.FAILED),
        ({"body": b"<html><title>Just a moment...</title></html>"}, RunStatus.BLOCKED),
        ({"body": b"<html><body><p>Page not found</p></body></html>"}, RunStatus.FAILED),
        ({"body": b"no", "status": 403}, RunStatus.BLOCKED),
        ({"body": b"no", "status": 404}, RunStatus.FAILED),
        ({"body": b"no", "status": 500}, RunStatus.FAILED),
        ({"body": b"%PDF-1.7 binary"}, RunStatus.FAILED),
        ({"body": listing([])}, RunStatus.FAILED),
        ({"body": listing([1, 2]).replace(b"news", b"cards")}, RunStatus.FAILED),
    ],
)
def test_a_broken_list_is_never_a_success_and_its_bytes_are_kept(desk: Desk, reply: dict[str, Any], ended: RunStatus):
    desk.fill(range(3))
    desk.run()
    desk.site.pages[LIST] = desk.site.reply(**reply)
    desk.run()
    assert desk.last().status is ended
    assert desk.last().reason
    kept = list(Archive(desk.root).captures())[-1]
    assert Archive(desk.root).read(kept.record) == reply["body"]
    assert kept.verdict is not Verdict.GOOD


def test_fewer_entries_than_expected_turn_the_run_red(desk: Desk):
    desk.fill(range(3))
    desk.run(source(expect=Expect(min_items=10)))
    assert desk.last().status is RunStatus.FAILED
    assert "expected at least 10" in desk.last().reason


def test_items_without_the_parts_that_are_promised_turn_the_run_red(desk: Desk):
    desk.fill(range(6))
    lost = listing(range(6)).replace(b"<span>", b"<em>").replace(b"</span>", b"</em>")
    desk.site.pages[LIST] = desk.site.reply(lost)
    desk.run()
    assert desk.last().status is RunStatus.FAILED
    assert "0% have a date" in desk.last().reason


def test_what_the_list_says_of_an_item_reaches_its_reading(desk: Desk):
    desk.fill([4])
    desk.run()
    assert [str(one.published) for one in desk.renderings.values()] == ["2026-02-05"]


def test_vanished_items_are_noted_and_those_that_rolled_off_are_not(desk: Desk):
    desk.fill(range(1, 7))
    desk.run()
    desk.clock.advance(hours=1)
    desk.fill([8, 7, 6, 5, 3])
    done = [one for one in desk.run() if isinstance(one, Done)]
    assert done[0].vanished == (url(4),), "1 and 2 fell off the end; 4 is gone from the middle"
    assert desk.last().vanished == 1


def test_an_item_that_leads_elsewhere_is_skipped_and_not_followed(desk: Desk):
    desk.fill(range(12))
    desk.site.pages["/press/3.html"] = desk.site.reply(status=302, headers=(("Location", "https://evil.example/"),))
    desk.run()
    assert "evil.example" in dict(desk.last().skipped)[url(3)]
    assert {one.host for one in desk.site.asked} == {"mfa.karsan.example"}


def test_a_host_that_begins_to_refuse_ends_the_visit_early(desk: Desk):
    desk.fill(range(30))
    for n in range(10, 30):
        desk.site.pages[f"/press/{n}.html"] = desk.site.reply(status=429)
    desk.run()
    assert desk.last().status is RunStatus.PARTIAL
    assert "broken off" in desk.last().reason
    assert len(desk.titles()) == 10
    assert len(desk.site.paths()) == 1 + 10 + 5


def test_a_feed_with_whole_texts_needs_no_second_request_and_shows_edits(desk: Desk):
    rss = source(
        kind="rss", list=ListPart(text=("summary",)), detail=DetailPart(), urls=("https://mfa.karsan.example/feed",)
    )
    desk.site.pages["/feed"] = desk.site.reply(feed([(2, "This"), (1, "That")]), headers=FEED)
    desk.run(rss)
    assert (desk.last().status, desk.last().new) == (RunStatus.COMPLETE, 2)
    assert desk.site.paths() == ["/feed"]
    desk.site.pages["/feed"] = desk.site.reply(feed([(3, "Other"), (2, "This here"), (1, "That")]), headers=FEED)
    desk.run(rss)
    assert (desk.last().new, desk.last().edited) == (1, 1)
    desk.run(rss)
    assert desk.last().status is RunStatus.UNCHANGED


def test_a_full_disk_ends_the_run_and_is_not_blamed_on_the_source(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    desk.fill(range(3))
    outcomes = iter(desk.start(source()))
    next(outcomes)
    monkeypatch.setattr(journal.os, "write", full)
    with pytest.raises(StoreTrouble, match="No space left"):
        list(outcomes)


def _parsed_again(root: Path, one: Source) -> dict[str, str]:
    """What the archive alone gives: the links of lists are remembered for the items behind them."""
    archive, links, texts = Archive(root), {}, {}
    for capture in archive.captures():
        if capture.verdict is not Verdict.GOOD:
            continue
        parsed = parse(one, capture, archive.read(capture.record), links.get(capture.url))
        links.update({link.url: link for link in parsed.links})
        texts.update({rendering.id: rendering.text for rendering in parsed.renderings})
    return texts


def test_a_run_cut_off_after_any_outcome_is_made_whole_by_the_next(site: Any, clock: Any, tmp_path: Path):
    whole = Desk(site, clock, tmp_path / "whole")
    whole.fill(range(4))
    total = len(whole.run())
    expected = _parsed_again(whole.root, source())
    assert len(expected) == 4
    for cut in range(total):
        desk = Desk(site, clock, tmp_path / f"cut{cut}")
        outcomes = iter(desk.start(source()))
        for outcome in itertools.islice(outcomes, cut):
            desk.take(outcome)
        outcomes.close()
        archived = {one.url for one in Archive(desk.root).captures() if one.role == "item"}
        assert not archived & set(items(desk.run())), "what is archived is not asked for again"
        assert _parsed_again(desk.root, source()) == expected
        assert list(Archive(desk.root).verify()) == []


def test_hosts_are_visited_side_by_side(desk: Desk):
    desk.fill(range(5))
    hosts = [f"mfa{n}.example" for n in range(4)]
    sources = [source(id=f"s{n}", urls=(f"https://{host}/press/",)) for n, host in enumerate(hosts)]
    desk.run(*sources)
    first_ends = max(place for place, one in enumerate(desk.site.asked) if one.host == hosts[0])
    last_begins = min(place for place, one in enumerate(desk.site.asked) if one.host == hosts[3])
    assert last_begins < first_ends


def test_a_run_over_no_source_is_over_at_once(desk: Desk):
    assert list(desk.start()) == []


def test_the_caller_hears_of_every_source_exactly_once(desk: Desk):
    desk.fill(range(2))
    ids = [f"s{n}" for n in range(18)]
    outcomes = desk.run(*(source(id=name) for name in ids))
    assert sorted(one.run.source for one in outcomes if isinstance(one, Done)) == sorted(ids)
