"""Runs in which something goes wrong: what it costs, how they end, and that the next one makes it good."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from passing import FEED, LIST, Desk, feed, items, listing, source, url

from tracker.collect import visits
from tracker.collect.keeping import journal
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Done
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import StoreTrouble
from tracker.model import RunStatus, Verdict
from tracker.sources import DetailPart, Expect, ListPart, Source


@pytest.fixture
def desk(site: Any, clock: Any, tmp_path: Path) -> Desk:
    return Desk(site, clock, tmp_path / "archive")


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
