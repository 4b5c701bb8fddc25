"""Whole runs over a small invented site, served on loopback, in a time that only politeness moves."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from passing import LIST, Desk, items, listing, page, paged, source, url

from tracker.collect import visits
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done
from tracker.model import RunStatus, Verdict
from tracker.sources import Paging


@pytest.fixture
def desk(site: Any, clock: Any, tmp_path: Path) -> Desk:
    return Desk(site, clock, tmp_path / "archive")


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
