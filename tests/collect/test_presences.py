"""Vanished and returned: what a list and an answer tell of an address."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from tracker.collect.checking.presences import Watch
from tracker.collect.reading.parsed import Link, Parsed
from tracker.model import Capture, When
from tracker.terms import Verdict

LIST = "https://mfa.karsan.example/press/"
START = datetime(2026, 10, 5, 9, tzinfo=UTC)


def url(number: int) -> str:
    return f"{LIST}{number}.html"


def capture(address: str = LIST, hours: int = 0, **more: object) -> Capture:
    at = START + timedelta(hours=hours)
    role = "list" if address == LIST else "item"
    return replace(
        Capture(id=f"{address}{hours}", source="karsan", url=address, retrieved_at=at, sha256="", role=role), **more
    )


def listing(*numbers: int, dated: bool = True) -> Parsed:
    links = tuple(
        Link(url=url(n), title=str(n), published=When(f"2026-09-{n:02}", "UTC") if dated else None) for n in numbers
    )
    return Parsed(links=links, items=len(links))


def watch(*numbers: int) -> Watch:
    made = Watch(source="karsan", tops={LIST})
    assert made.listed(capture(), listing(*numbers)) == ()
    return made


def told(watch: Watch, *numbers: int, hours: int = 6) -> list[tuple[str, str]]:
    return [(one.url, one.what) for one in watch.listed(capture(hours=hours), listing(*numbers))]


def test_what_is_missing_from_the_middle_has_vanished_at_the_time_of_the_list():
    found = watch(9, 8, 7, 6).listed(capture(hours=6), listing(9, 7, 6))
    assert [(one.url, one.what, one.at) for one in found] == [(url(8), "vanished", START + timedelta(hours=6))]


def test_what_fell_off_the_end_has_not():
    assert told(watch(9, 8, 7, 6), 10, 9, 8, 7) == []


def test_what_was_pinned_and_older_has_not():
    assert told(watch(2, 9, 8, 7), 10, 9, 8, 7) == []


def test_without_dates_the_order_decides():
    made = Watch(source="karsan", tops={LIST})
    made.listed(capture(), listing(9, 8, 7, dated=False))
    assert [one.url for one in made.listed(capture(hours=6), listing(9, 7, dated=False))] == [url(8)]


def test_an_event_is_told_once():
    made = watch(9, 8, 7, 6)
    assert told(made, 9, 7, 6) == [(url(8), "vanished")]
    assert told(made, 9, 7, 6, hours=12) == []
    assert told(made, 9, 8, 7, 6, hours=18) == [(url(8), "returned")]
    assert told(made, 9, 8, 7, 6, hours=24) == []


def test_too_many_at_once_are_a_broken_list():
    assert told(watch(9, 8, 7, 6, 5), 9, 5) == []


def test_an_entry_that_another_list_still_names_has_not_vanished():
    other = "https://mfa.karsan.example/speeches/"
    made = watch(9, 8, 7)
    made.tops.add(other)
    made.listed(capture(other, role="list"), listing(8, 3))
    assert told(made, 9, 7) == []


def test_older_pages_tell_nothing():
    made = watch(9, 8, 7)
    page = capture(f"{LIST}?page=2", role="list")
    assert made.listed(page, listing(6, 5, 4)) == ()
    assert made.listed(page, listing(6, 4)) == ()


def test_a_list_that_another_answer_leads_to_is_a_newest_page_too():
    lead = "https://mfa.karsan.example/account"
    made = Watch(source="karsan", tops={lead})
    made.listed(capture(lead, role="list"), Parsed(leads=(LIST,)))
    made.listed(capture(), listing(9, 8, 7))
    assert told(made, 9, 7) == [(url(8), "vanished")]


def test_only_an_item_that_was_held_can_vanish_by_its_answer():
    made = watch(9, 8, 7)
    lost = capture(url(8), hours=1, status=404, verdict=Verdict.NOT_A_PAGE)
    assert made.answered(lost) == ()
    made.answered(capture(url(8), hours=2))
    assert [one.what for one in made.answered(replace(lost, status=410))] == ["vanished"]
    assert made.answered(lost) == (), "once"
    assert told(made, 9, 8, 7) == [], "that it is still listed does not bring it back"
    assert [one.what for one in made.answered(capture(url(8), hours=9))] == ["returned"]


def test_a_server_in_trouble_takes_nothing_away():
    made = watch(9, 8, 7)
    made.answered(capture(url(8)))
    for status in (403, 500, 503):
        assert made.answered(capture(url(8), status=status, verdict=Verdict.NOT_A_PAGE)) == ()


@given(st.lists(st.sets(st.integers(1, 12)), max_size=12))
def test_every_address_vanishes_and_returns_in_turn(lists: list[set[int]]):
    made = Watch(source="karsan", tops={LIST})
    last: dict[str, str] = {}
    for hours, numbers in enumerate(lists):
        for one in made.listed(capture(hours=hours), listing(*sorted(numbers, reverse=True))):
            assert one.what != last.get(one.url, "returned")
            last[one.url] = one.what
            assert (one.what == "vanished") == (one.url not in {url(n) for n in numbers})
