"""What a visit notices, run by run: counts, languages, lost parts, few items, and what a failed run leaves behind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from karsan import ENGLISH, GERMAN, LIST, Site, day, down, listing, page, source, url

from tracker.model import RunStatus
from tracker.sources import DetailPart, Expect, ListPart
from tracker.sources.source import Fill, Filter


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


# the first page


def test_a_visit_notes_how_many_entries_its_first_page_has(site: Site):
    site.shows(down(12, 10))
    assert site.run().first_page == 10


@pytest.mark.parametrize("newest", [12, 13])
def test_a_first_page_with_half_its_usual_entries_fails_whether_or_not_one_is_new(site: Site, newest: int):
    site.good(down(12, 10))
    site.shows([newest, *down(12, 4)[1:]])
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert "lists 4 entries, usually 10" in run.reason


def test_it_stays_failed_until_the_list_is_whole_again(site: Site):
    site.good(down(12, 10))
    site.shows(down(12, 5))
    assert [site.run().status for _ in range(6)] == [RunStatus.FAILED] * 6, "failed runs say nothing of what is usual"
    site.shows(down(12, 10))
    assert site.run().status is RunStatus.UNCHANGED


def test_usual_variation_of_the_first_page_is_no_alarm(site: Site):
    site.good(down(12, 10))
    for newest, count in ((13, 9), (15, 11), (15, 8), (16, 7)):
        site.shows(down(newest, count))
        assert site.run().status.moves_mark


def test_what_is_usual_takes_three_whole_runs_to_know(site: Site):
    site.good(down(12, 10), times=2)
    site.shows(down(12, 4))
    assert site.run().status.moves_mark


def test_a_list_that_ebbs_by_nature_may_halve(tmp_path: Path):
    site = Site(tmp_path, source(expect=Expect(steady=False)))
    site.good(down(12, 10))
    site.shows(down(12, 3))
    assert site.run().status.moves_mark


def test_nothing_is_lost_of_a_list_that_is_too_short(site: Site):
    site.good(down(12, 10))
    site.shows(down(13, 4))
    assert (site.run().status, site.world.runs[-1].new) == (RunStatus.FAILED, 1)


# languages


def test_texts_in_another_language_fail(site: Site):
    site.good(down(12, 10))
    site.put(url(13), page(13, GERMAN))
    site.shows(down(13, 10))
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert "in de, expected en" in run.reason


def test_titles_count_where_nothing_is_new(site: Site):
    site.good(down(12, 10))
    site.shows(down(12, 10), title="Das Ministerium hat zur Kenntnis genommen, was der Rat am Abend sagte {}")
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert "titles" in run.reason
    assert "expected en" in run.reason


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"expect": Expect(language=False)}, GERMAN),
        ({"languages": ("en", "de")}, GERMAN),
        ({}, f"{GERMAN}</p><p>{ENGLISH}"),
        ({}, "Treffen mit Jürgen Weiß, Anneliese Groß und Käthe Müller in Düsseldorf."),
        ({"languages": ("nl",)}, GERMAN),
    ],
    ids=["switched off", "expected too", "bilingual", "short, names", "not told apart"],
)
def test_no_false_alarm_where_the_language_is_not_sure_to_be_wrong(tmp_path: Path, more: dict[str, Any], text: str):
    site = Site(tmp_path, source(**more))
    site.put(url(1), page(1, text))
    site.shows([1])
    assert site.run().status is RunStatus.COMPLETE


# what a list lost


@pytest.mark.parametrize("newest", [12, 13])
def test_a_list_that_lost_its_dates_fails_and_names_the_place(site: Site, newest: int):
    site.good(down(12, 10))
    site.shows(down(newest, 10), dated=False)
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert "list.date (span)" in run.reason
    assert site.run().status is RunStatus.FAILED, "the broken list is no measure for the next run"
    site.shows(down(newest, 10))
    assert site.run().status.moves_mark


def test_titles_that_are_all_alike_are_no_titles(site: Site):
    site.good(down(12, 10))
    site.shows(down(13, 10), title="Read more")
    assert "list.title" in site.run().reason


def test_titles_that_all_read_otherwise_are_not_edits(site: Site):
    site.good(down(12, 10))
    site.shows(down(13, 10), title="Press {} Harbour, 3 pages")
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert "read otherwise" in run.reason


def test_one_retitled_entry_is_an_edit_and_no_alarm(site: Site):
    site.good(down(12, 10))
    site.put(LIST, listing(down(12, 10)).replace(b"number 9 on", b"number 9, corrected, on"))
    assert site.run().status.moves_mark


def test_a_part_that_is_not_promised_may_go(tmp_path: Path):
    site = Site(tmp_path, source(expect=Expect(fill=Fill(date=0.0)), detail=DetailPart(body=("div.text",))))
    site.good(down(12, 10))
    site.shows(down(12, 10), dated=False)
    assert site.run().status.moves_mark


def test_rules_that_pass_by_most_entries_do_not_hide_what_the_list_lost(tmp_path: Path):
    site = Site(tmp_path, source(include=Filter(title="number 1 ")))
    site.good(down(10, 10))
    site.shows(down(10, 10), dated=False)
    assert "list.date" in site.run().reason
    site.shows(down(20, 10))
    assert site.run().status.moves_mark, "today nothing that is meant is listed, and that is right"


# few new items


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ({"time": "soon"}, "detail.date"),
        ({"title": "other"}, "detail.title (h1.headline)"),
    ],
)
def test_one_new_item_without_a_part_that_all_had_is_enough(site: Site, lacking: dict[str, str], reason: str):
    site.good(down(12, 10))
    site.put(url(13), page(13, **lacking))
    site.shows(down(13, 10))
    run = site.run()
    assert run.status is RunStatus.FAILED
    assert reason in run.reason


def test_one_of_two_new_items_may_lack_a_part(site: Site):
    site.good(down(12, 10))
    site.put(url(13), page(13, title="other"))
    site.shows(down(14, 10))
    assert site.run().status is RunStatus.COMPLETE


@pytest.mark.parametrize(("newest", "ended"), [(14, RunStatus.COMPLETE), (13, RunStatus.FAILED)])
def test_a_date_may_be_missing_from_one_of_two_new_items_and_not_from_the_only_one(
    site: Site, newest: int, ended: RunStatus
):
    site.good(down(12, 10))
    site.put(url(13), page(13, time="soon"))
    site.shows(down(newest, 10))
    site.put(LIST, listing(down(newest, 10)).replace(day(13).encode(), b""))
    assert site.run().status is ended


def test_a_failed_run_does_not_become_good_because_its_items_are_known(site: Site):
    site.good(down(12, 10))
    site.put(url(13), page(13, title="other"))
    site.shows(down(13, 10))
    assert [site.run(hours=1).status for _ in range(3)] == [RunStatus.FAILED] * 3
    site.put(url(13), page(13))
    assert site.run(hours=1).status is RunStatus.COMPLETE, "looked at again, and good"
    assert site.run(hours=1).status is RunStatus.UNCHANGED


def test_a_failed_run_of_whole_texts_is_looked_at_again_too(tmp_path: Path):
    whole = source(list=ListPart(item=("ul.news li",), link=("a@href",), title=("a",), date=("span",), text=("p",)))
    site = Site(tmp_path, whole)

    def put(numbers: Sequence[int], last: str = "") -> None:
        rows = "".join(
            f'<li><a href="/press/{n}.html">Statement {n}</a> <span>{day(n)}</span><p>{ENGLISH} {n}</p></li>'
            for n in numbers
        )
        site.put(LIST, f"<html><body><ul class=news>{last}{rows}</ul></body></html>".encode())

    put(down(12, 10))
    for _ in range(3):
        assert site.run().status.moves_mark
    put(down(12, 9), f'<li><a href="/press/13.html">Statement 13</a> <span>{day(13)}</span><p>Oh.</p></li>')
    assert [site.run().status for _ in range(3)] == [RunStatus.FAILED] * 3
    assert "0% have text" in site.world.runs[-1].reason
    put(down(13, 10))
    assert site.run().status.moves_mark


def test_new_items_that_are_all_another_page_fail_though_known_ones_are_good(site: Site):
    site.good(down(12, 10))
    site.put(url(13), b"<html><head><title>x</title></head><body><p>Nothing is as it was here.</p></body></html>")
    site.shows(down(13, 10))
    run = site.run(hours=30)
    assert run.status is RunStatus.FAILED
    assert "none of 1 new items could be read" in run.reason
    assert "detail.body" in run.reason


def test_items_that_are_all_challenges_mean_that_we_are_blocked(site: Site):
    site.good(down(12, 10))
    for number in down(14, 2):
        site.put(url(number), b"<html><head><title>Just a moment...</title></head><body></body></html>")
    site.shows(down(14, 10))
    assert site.run().status is RunStatus.BLOCKED


def test_one_dead_link_among_many_is_no_alarm(site: Site):
    site.good(down(12, 10))
    site.shows(down(24, 12))
    del site.world.replies[url(20)]
    assert site.run().status is RunStatus.COMPLETE


def test_a_dead_link_that_stays_is_said_once_and_is_no_alarm(site: Site):
    site.good(down(12, 4))
    site.shows(down(13, 5))
    del site.world.replies[url(13)]
    assert site.run().status is RunStatus.PARTIAL
    assert [site.run(hours=24).status for _ in range(3)] == [RunStatus.UNCHANGED] * 3
    site.put(url(13), page(13))
    assert (site.run(hours=24).new, site.world.health().status) == (1, "green")


def test_a_page_that_is_no_statement_is_odd_once_a_newer_one_is_read(site: Site):
    site.good(down(12, 4))
    site.put(url(13), b"<html><body><video src=a.mp4></video></body></html>")
    site.shows(down(13, 5))
    assert [site.run().status for _ in range(2)] == [RunStatus.FAILED] * 2, "as long as nothing new can be read"
    site.shows(down(14, 6))
    site.run()
    asked = len(site.world.captures)
    assert site.run(hours=1).status is RunStatus.UNCHANGED
    assert len(site.world.captures) == asked + 1, "the list alone: what is odd is tried once a day"
    assert site.run(hours=24).status is RunStatus.UNCHANGED
    site.put(url(13), page(13))
    assert site.run(hours=24).new == 1


# vanished and returned


def test_an_entry_gone_from_the_middle_vanishes_and_comes_back(site: Site):
    site.good(down(12, 10))
    site.shows([13, 12, 11, 9, 8, 7, 6, 5, 4])
    run = site.run()
    assert (run.status, run.vanished) == (RunStatus.COMPLETE, 1)
    site.shows(down(13, 10))
    site.run()
    assert [(one.url, one.what) for one in site.world.presences] == [(url(10), "vanished"), (url(10), "returned")]


def test_an_item_that_answers_no_more_vanishes_and_is_no_failure(site: Site):
    site.good(down(12, 4))
    kept = site.world.replies.pop(url(11))
    run = site.run(hours=24)
    assert (run.status, run.skipped) == (RunStatus.UNCHANGED, ())
    assert site.run(hours=24).vanished == 0, "said once, though it is still listed"
    site.world.replies[url(11)] = kept
    site.run(hours=24)
    assert [(one.url, one.what) for one in site.world.presences] == [(url(11), "vanished"), (url(11), "returned")]


def test_items_that_are_all_gone_are_a_site_that_moved(site: Site):
    site.good(down(12, 4))
    for number in down(12, 4):
        del site.world.replies[url(number)]
    run = site.run(hours=24)
    assert run.status is RunStatus.PARTIAL
    assert "the site may have moved" in run.reason


def test_half_of_a_list_gone_is_a_broken_list_and_tells_of_no_address(site: Site):
    site.good(down(12, 10))
    site.shows(down(12, 10)[::2])
    site.run()
    assert site.world.presences == []


def test_a_pinned_entry_that_is_unpinned_has_not_vanished(site: Site):
    site.good([1, *down(20, 9)])
    site.shows(down(21, 10))
    site.run()
    assert site.world.presences == []


# flapping


def test_a_flapping_page_is_not_looked_at_any_more(site: Site):
    site.good(down(12, 4))
    site.world.flapping = [("karsan", url(11))]
    site.put(url(11), page(11, f"{ENGLISH} Seen 4711 times."))
    assert site.run(hours=24).edited == 0


def test_a_damaged_record_of_an_earlier_list_stops_no_run(site: Site):
    site.good(down(9, 9))
    for file in site.world.root.glob("*.warc.gz"):
        whole = bytearray(file.read_bytes())
        whole[-len(whole) // 2 :] = bytes(len(whole) // 2 + len(whole) % 2)
        file.write_bytes(bytes(whole))
    site.shows(down(10, 9))
    run = site.run()
    assert run.status is RunStatus.COMPLETE, run.reason
    assert run.new == 1
