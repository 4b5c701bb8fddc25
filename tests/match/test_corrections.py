"""What people decided wins, is remembered, and says so when it reaches nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tracker.match.corrections import People
from tracker.model import (
    FirstUse,
    Formula,
    Incident,
    LedgerEntry,
    Move,
    Party,
    Statement,
    SubEvent,
    Use,
    VerbClass,
    When,
)  # fmt: skip
from tracker.sources.corrections import Correction, Corrections

SAID = (
    Statement(id="s1", text="a", parties=(Party("xaa-mfa"),), aliases=("old1",), date=When("2031-03-15")),
    Statement(id="s2", text="b", parties=(Party("xab-mfa"),), date=When("2031-03-16")),
    Statement(id="s3", text="c", parties=(Party("xac-mfa"),), date=When("2031-03-20")),
)
MARCH = Incident(id="i-m", name="March", start=When("2031-03-14"), end=When("2031-03-14"), statements=("s1", "s2"))
LATER = Incident(id="i-l", name="Later", start=When("2031-03-19"), end=When("2031-03-20"), statements=("s3",))
MERGED = LedgerEntry(id="i-old", thing="incident", event="merged", anchor="x", into="i-m")
BORN = (
    LedgerEntry(id="i-m", thing="incident", event="born", anchor="y"),
    LedgerEntry(id="i-old", thing="incident", event="born", anchor="x"),
    MERGED,
)


def people(*rows: dict[str, object]) -> People:
    common = {"who": "A. Reader", "when": "2031-10-01", "why": "known"}
    return People(Corrections(corrections=tuple(Correction(**common | row) for row in rows)))  # type: ignore[arg-type]


def incidents(done: People, ledger: Sequence[LedgerEntry] = BORN) -> dict[str, Incident]:
    return {one.id: one for one in done.incidents((MARCH, LATER), SAID, ledger)}


def test_names_dates_outside_ids_and_parents():
    done = people(
        {"what": "incident-name", "id": "i-m", "to": "The spring attack"},
        {"what": "incident-date", "id": "i-m", "to": "2031-03-13/2031-03-14"},
        {"what": "incident-id", "id": "i-m", "to": "acled:XAA17"},
        {"what": "incident-id", "id": "i-m", "to": "gtd:203103140001"},
        {"what": "incident-parent", "id": "i-l", "to": "i-m"},
    )
    found = incidents(done)
    march = found["i-m"]
    assert (march.name, str(march.start), str(march.end)) == ("The spring attack", "2031-03-13", "2031-03-14")
    assert march.ids == (("acled", "XAA17"), ("gtd", "203103140001"))
    assert found["i-l"].parent == "i-m"
    assert [(one.thing, one.what, one.was) for one in done.corrected() if one.what != "incident-id"] == [
        ("i-l", "incident-parent", "none"), ("i-m", "incident-name", "March"), ("i-m", "incident-date", "2031-03-14"),
    ]  # fmt: skip
    assert done.doubts() == ()


def test_an_id_that_the_ledger_merged_away_is_as_good():
    done = people({"what": "incident-name", "id": "i-old", "to": "Another"})
    assert incidents(done)["i-m"].name == "Another"
    assert [one.thing for one in done.corrected()] == ["i-m"]


def test_merging_leaves_an_alias_by_which_later_lines_find_it():
    done = people(
        {"what": "incident-merge", "id": "i-m", "ids": ("i-l",)},
        {"what": "incident-name", "id": "i-l", "to": "Both"},
    )
    found = incidents(done)
    assert list(found) == ["i-m"]
    assert (found["i-m"].name, found["i-m"].statements) == ("Both", ("s1", "s2", "s3"))
    assert done.aliases == {"i-l": "i-m"}


def test_statements_join_leave_and_move_by_any_id_they_had():
    found = incidents(people({"what": "incident-add", "id": "i-l", "ids": ("old1",)}))
    assert found["i-l"].statements == ("s1", "s3")
    assert found["i-l"].links == (("s1", "known"),)
    assert incidents(people({"what": "incident-remove", "id": "i-m", "ids": ("old1",)}))["i-m"].statements == ("s2",)
    split = incidents(people({"what": "incident-split", "id": "i-m", "ids": ("old1",), "to": "Aside"}))
    assert sorted((one.name, one.statements) for one in split.values()) == [
        ("Aside", ("s1",)), ("Later", ("s3",)), ("March", ("s2",)),
    ]  # fmt: skip


def test_several_events_of_an_incident_are_named_by_their_own_ids_and_go_with_a_merge():
    part = SubEvent(
        id="e-1", incident="i-l", name="Raid", start=None, end=None, places=("Veld",), kind="attack", statements=("s3",)
    )
    done = people(
        {"what": "incident-name", "id": "e-1", "to": "The raid on Veld"},
        {"what": "incident-merge", "id": "i-m", "ids": ("i-l",)},
        {"what": "incident-remove", "id": "i-m", "ids": ("s3",)},
    )
    later = replace(LATER, events=(part,))
    [found] = done.incidents((MARCH, later), SAID, BORN)
    [event] = found.events
    assert (event.name, event.incident, event.statements) == ("The raid on Veld", "i-m", ())
    assert done.doubts() == ()


def test_what_is_no_incident_can_be_left_out_and_children_lose_it():
    done = people(
        {"what": "incident-parent", "id": "i-l", "to": "i-m"}, {"what": "exclude", "id": "i-m"},
    )  # fmt: skip
    found = incidents(done)
    assert list(found) == ["i-l"]
    assert found["i-l"].parent is None


def test_parents_never_close_a_circle():
    done = people(
        {"what": "incident-parent", "id": "i-l", "to": "i-m"}, {"what": "incident-parent", "id": "i-m", "to": "i-l"},
    )  # fmt: skip
    assert {one.parent for one in incidents(done).values()} == {None}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"what": "incident-name", "id": "i-none", "to": "x"}, "correction 1 (incident-name i-none): no incident"),
        ({"what": "incident-remove", "id": "i-m", "ids": ("s3",)}, "nothing of s3 is in it"),
        ({"what": "speaker", "id": "s9", "to": "x"}, "no statement has that id"),
        ({"what": "formula-merge", "id": "f-1", "ids": ("f-2",)}, "no phrasing has that id"),
    ],
)
def test_a_correction_that_reaches_nothing_is_named(row: dict[str, object], said: str):
    done = people(row)
    for one in SAID:
        done.statement(one)
    incidents(done)
    done.formulas((), SAID, ())
    assert len(done.doubts()) == 1
    assert said in done.doubts()[0]


def test_of_lines_that_contradict_each_other_the_last_wins_and_that_is_said():
    done = people(
        {"what": "speaker", "id": "s1", "to": "Oda Pell"}, {"what": "speaker", "id": "old1", "to": "Ilen Marr"},
    )  # fmt: skip
    assert done.statement(SAID[0]).speaker == "Ilen Marr"
    assert [(one.number, one.to) for one in done.corrected()] == [(2, "Ilen Marr")]
    assert done.doubts() == (
        "corrections.yaml: correction 1 (speaker s1): correction 2 says otherwise, and wins",
    )  # fmt: skip


def test_none_is_nobody_and_no_known_date():
    done = people(
        {"what": "issuer", "id": "s1", "to": "none"}, {"what": "date", "id": "s1", "to": "none"},
    )  # fmt: skip
    found = done.statement(SAID[0])
    assert (found.parties, found.date) == ((), None)
    assert [one.was for one in done.corrected()] == ["xaa-mfa", "2031-03-15"]


def test_whether_a_statement_condemns_follows_its_corrected_strength():
    strong = Statement(id="s1", text="a", moves=(Move.CONDEMN, Move.CONDOLE))
    assert people({"what": "strength", "id": "s1", "to": "regret/1"}).strength(strong).moves == (Move.CONDOLE,)
    found = people({"what": "strength", "id": "s2", "to": "condemn/3"}).strength(SAID[1])
    assert (found.strength.verb_class, found.strength.intensity, found.moves) == (VerbClass.CONDEMN, 3, (Move.CONDEMN,))


def formula(key: str, *statements: str) -> Formula:
    uses = tuple(
        Use(
            formula=key, statement=one, rendering=one, version=1, start=0, end=5, text="words", similarity=1.0,
            variant=f"v-{one}",
        )
        for one in statements
    )  # fmt: skip
    return Formula(
        id=key, template="t", language="en", measure="dice", min_similarity=1.0, statements=len(statements),
        incidents=0, issuers=1, first=FirstUse(), last=None, uses=uses,
    )  # fmt: skip


def test_phrasings_are_merged_and_split_and_counted_anew():
    merging = people({"what": "formula-merge", "id": "f-a", "ids": ("f-b",)})
    [both] = merging.formulas((formula("f-a", "s1"), formula("f-b", "s2", "s3")), SAID, ())
    assert (both.id, both.statements, both.issuers, both.first.statement) == ("f-a", 3, 3, "s1")
    assert {use.formula for use in both.uses} == {"f-a"}
    assert merging.aliases == {"f-b": "f-a"}
    splitting = people({"what": "formula-split", "id": "f-a", "ids": ("s3",)})
    found = splitting.formulas((formula("f-a", "s1", "s2", "s3"),), SAID, ())
    assert sorted(one.statements for one in found) == [1, 2]
    assert sorted(one.variants for one in found) == [(("v-s1", 1), ("v-s2", 1)), (("v-s3", 1),)]
    assert {one.thing for one in splitting.corrected()} == {one.id for one in found}
