"""Habitual moves that are missing: only where the words are known at length, and only looking back."""

from dataclasses import replace

import pytest

from tracker.match.incidents.missing import Habit, known_whole, missing_moves
from tracker.model import Evidence, Incident, Move, Party, Statement, When

MONTHS = range(1, 7)
INCIDENTS = {
    f"i{month}": Incident(
        id=f"i{month}", name="x", start=When(f"2031-{month:02}-10"), end=When(f"2031-{month:02}-10"), kind="bombing"
    )
    for month in MONTHS
}


def said(month: int, *moves: Move, evidence: Evidence = Evidence.OFFICIAL, text: str = "w") -> Statement:
    return Statement(
        id=f"s{month}", text=text, parties=(Party("xaa-mfa"),), date=When(f"2031-{month:02}-11"), moves=moves,
        incidents=(f"i{month}",), evidence=evidence,
    )  # fmt: skip


def missing(incident: Incident, incidents: dict[str, Incident], held: list[Statement]) -> Habit:
    by_incident: dict[str, list[Statement]] = {}
    for one in held:
        by_incident.setdefault(one.incidents[0], []).append(one)
    return missing_moves(incident, incidents, by_incident)


BOTH = (Move.CONDEMN, Move.CONDOLE)
ALWAYS = [said(month, *BOTH) for month in MONTHS[:-1]]


def test_what_it_did_each_time_and_not_now_is_missing_with_its_evidence():
    found = missing(INCIDENTS["i6"], INCIDENTS, [*ALWAYS, said(6, Move.CONDEMN)])
    [one] = found.missing
    assert (one.move, one.done, one.of) == (Move.CONDOLE, 5, 5)
    assert one.before == ("s5", "s4", "s3", "s2", "s1")
    assert not found.partly


def test_a_short_quotation_shows_nothing_that_is_left_out():
    short = said(6, Move.CONDEMN, evidence=Evidence.QUOTED)
    found = missing(INCIDENTS["i6"], INCIDENTS, [*ALWAYS, short])
    assert (found.missing, found.partly) == ((), True)
    long = said(6, Move.CONDEMN, evidence=Evidence.QUOTED, text="word " * 80)
    assert missing(INCIDENTS["i6"], INCIDENTS, [*ALWAYS, long]).missing


@pytest.mark.parametrize(
    "before",
    [
        ALWAYS[:2],
        [said(1), said(2), *ALWAYS[2:4]],
        [said(month, *BOTH, evidence=Evidence.QUOTED) for month in MONTHS[:-1]],
    ],
)
def test_two_times_half_of_the_time_and_a_reporters_words_are_no_habit(before: list[Statement]):
    assert missing(INCIDENTS["i6"], INCIDENTS, [*before, said(6, Move.CONDEMN)]).missing == ()


def test_what_comes_later_and_another_kind_of_event_make_no_habit():
    later = [said(month, *BOTH) for month in (2, 3, 4, 5, 6)]
    assert missing(INCIDENTS["i1"], INCIDENTS, [*later, said(1, Move.CONDEMN)]).missing == ()
    quake = INCIDENTS | {"i6": replace(INCIDENTS["i6"], kind="earthquake")}
    assert missing(quake["i6"], quake, [*ALWAYS, said(6, Move.CONDOLE)]).missing == ()


def test_another_kind_of_attack_is_the_same_kind_of_occasion():
    other = INCIDENTS | {"i6": replace(INCIDENTS["i6"], kind="shooting")}
    assert missing(other["i6"], other, [*ALWAYS, said(6, Move.CONDEMN)]).missing


def test_what_a_second_statement_says_is_not_missing():
    more = replace(said(6, Move.CONDOLE), id="s6b")
    assert missing(INCIDENTS["i6"], INCIDENTS, [*ALWAYS, said(6, Move.CONDEMN), more]).missing == ()


def test_how_much_of_a_text_is_at_hand():
    assert known_whole(said(1))
    chinese = replace(said(1, evidence=Evidence.QUOTED, text="字" * 160), language="zh")
    assert known_whole(chinese)
    assert not known_whole(replace(chinese, text="字" * 159))
