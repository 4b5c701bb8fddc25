"""A digest says what changed since the last one, each thing once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tracker.model import Acknowledgement, Health, Notice
from tracker.report.notices.digest import Digest, digest, said_today

NOW = datetime(2031, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
BLOCKED = {"status": "red", "reason": "a challenge page", "next_step": "tracker collect karsan"}


def health(status: str = "green", source: str = "karsan", **more: Any) -> Health:
    return Health(**{"source": source, "status": status, "last_good": NOW - 3 * DAY, **more})


def said(status: str, source: str = "karsan", at: datetime = NOW - DAY, reason: str = "a challenge page") -> Notice:
    return Notice(source=source, status=status, reason=reason, at=at)


def of(*healths: Health, said: tuple[Notice, ...] = (), known: tuple[Acknowledgement, ...] = ()) -> Digest:
    return digest(healths, said, known, NOW)


def test_what_broke_is_said_with_its_reason_and_the_next_step() -> None:
    made = of(health(**BLOCKED), health(source="other"))
    assert made.subject == "Statement tracker: 1 broke"
    assert (
        "- karsan: a challenge page (last read whole 2031-02-26 06:00 UTC)\n  next: tracker collect karsan" in made.text
    )
    assert "other" not in made.text
    assert made.notices == (Notice(source="karsan", status="red", reason="a challenge page", at=NOW),)


def test_what_recovered_is_said_with_what_was_said_before() -> None:
    made = of(health(), said=(said("red"),))
    assert made.subject == "Statement tracker: 1 recovered"
    assert "Recovered\n- karsan: was: a challenge page\n" in made.text
    assert made.notices[0].status == "green"


@pytest.mark.parametrize(
    ("now", "before", "heading"),
    [
        ({"status": "green"}, None, ""),
        ({"status": "disabled"}, None, ""),
        ({"status": "amber", "reason": "quiet"}, None, "1 to look at"),
        ({"status": "red"}, None, "1 broke"),
        ({"status": "green", "overdue": True}, None, "1 broke"),
        ({"status": "amber", "overdue": True}, None, "1 broke"),
        ({"status": "red", "reason": "another one"}, "red", ""),
        ({"status": "red"}, "amber", "1 broke"),
        ({"status": "red"}, "green", "1 broke"),
        ({"status": "amber"}, "red", "1 to look at"),
        ({"status": "amber"}, "amber", ""),
        ({"status": "green"}, "amber", "1 recovered"),
        ({"status": "green"}, "green", ""),
        ({"status": "disabled"}, "red", "1 switched off"),
        ({"status": "disabled"}, "green", ""),
        ({"status": "green"}, "disabled", ""),
    ],
)
def test_a_state_is_said_when_it_is_not_the_one_said_last(
    now: dict[str, Any], before: str | None, heading: str
) -> None:
    made = of(health(**now), said=(said(before),) if before else ())
    assert made.subject == (f"Statement tracker: {heading}" if heading else "")
    assert bool(made.text) == bool(made.notices) == bool(heading)


def test_known_trouble_is_not_said_and_is_said_when_the_knowing_ends() -> None:
    ack = Acknowledgement(source="karsan", until=NOW.date(), at=NOW - DAY / 2)
    broken, before = health(**BLOCKED), said("red")
    known = replace(broken, acknowledged_until=ack.until)
    assert of(known, known=(ack,)) == of(known, said=(before,), known=(ack,)) == Digest()
    ended = of(broken, said=(before,), known=(ack,))
    assert ended.subject == "Statement tracker: 1 broke"
    assert of(broken, said=ended.notices, known=(ack,)) == Digest()
    assert of(health(), said=(before,), known=(ack,)).subject == "Statement tracker: 1 recovered"


STATES = st.sampled_from(["green", "amber", "red", "disabled"])


@given(st.lists(st.lists(st.tuples(STATES, st.booleans()), min_size=3, max_size=3), min_size=1, max_size=12))
def test_nothing_is_said_twice_and_no_lasting_trouble_stays_unsaid(days: list[list[tuple[str, bool]]]) -> None:
    """Whatever three sources do from day to day, a second digest of the same day is empty."""
    notices: dict[str, Notice] = {}
    for number, states in enumerate(days):
        now = NOW + number * DAY
        healths = [
            health(state, source=name, reason=f"reason {number}", overdue=late and state != "disabled")
            for name, (state, late) in zip("abc", states, strict=True)
        ]
        made = digest(healths, notices.values(), (), now)
        notices |= {one.source: one for one in made.notices}
        assert digest(healths, notices.values(), (), now + DAY) == Digest()
        for one in healths:
            assert not one.broken or notices[one.source].status == "red"


def test_fetched_text_stays_on_its_line_and_moves_nothing() -> None:
    evil = "a\x1b[2J\u202eb\n\nRecovered\n- everything" + " x" * 500
    made = of(health("red", reason=evil))
    lines = made.text.splitlines()
    assert not set(made.text) & {"\x1b", "\u202e"}
    assert [line for line in lines if line.startswith("Recovered")] == []
    assert max(map(len, lines)) < 400


@pytest.mark.parametrize(
    ("at", "today"),
    [
        (NOW, True),
        (NOW - timedelta(hours=6), True),
        (NOW - timedelta(hours=6, seconds=1), False),
        (NOW + timedelta(hours=17), True),
        (NOW + 900 * DAY, False),
    ],
)
def test_one_digest_a_day_and_a_wrong_clock_stops_none(at: datetime, today: bool) -> None:
    assert said_today([said("red", at=at)], NOW) is today
    assert not said_today([], NOW)
