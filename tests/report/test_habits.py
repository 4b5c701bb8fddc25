"""An issuer's habits: counted over incidents, in own words, and "left off" only where whole texts are at hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_fake
from report_fake import Fake

from tracker.model import Evidence, Statement, VerbClass
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.views.habits import IssuerHabits, habits_page
from tracker.report.views.ladder import ladders

#: An issuer that the world does not know yet.
NEW = "xzz-mfa"
WORDS = "condemns the raid"


def incident(world: Fake, number: int) -> str:
    name = f"raid-{number}"
    world.held_incidents.append(report_fake._incident(name, f"Raid {number}", f"2030-0{number}-01", "Osk"))
    return name


def speaks(world: Fake, number: int, words: str = WORDS, evidence: Evidence = Evidence.OFFICIAL) -> Statement:
    return world.say(
        NEW,
        f"2030-0{number}-02",
        f"Orvia {words} number {number}.",
        incident=incident(world, number),
        evidence=evidence,
        name=f"raid.{number}",
    )


def phrasing(world: Fake, said: list[Statement]) -> str:
    old = world.held_formulas[0]
    uses = tuple(report_fake._use("raided", one, WORDS) for one in said)
    made = replace(old, id="raided", template=WORDS, uses=uses, statements=len(said), incidents=len(said))
    world.held_formulas.append(made)
    return made.id


def page_of(world: Fake) -> IssuerHabits:
    return habits_page(Collection.read(world), NEW)


@pytest.mark.parametrize(
    ("late", "left_off"), [(Evidence.OFFICIAL, True), (Evidence.QUOTED, False)], ids=["whole texts", "quoted in part"]
)
def test_what_was_said_four_times_and_not_the_last_three_is_left_off(world: Fake, late: Evidence, left_off: bool):
    phrasing(world, [speaks(world, number) for number in (1, 2, 3, 4)])
    for number in (5, 6, 7):
        speaks(world, number, "is concerned at the raid", late)
    assert ("raided" in {one.href.split("/")[1].removesuffix(".html") for one in page_of(world).dropped}) is left_off


def test_what_begins_with_the_last_three_is_taken_up_and_no_habit_before(world: Fake):
    for number in (1, 2, 3, 4):
        speaks(world, number, "is concerned at the raid")
    phrasing(world, [speaks(world, number) for number in (6, 7)])
    found = page_of(world)
    assert [one.href for one in found.added] == ["formulas/raided.html"]
    assert found.dropped == ()
    usual = next(one for one in found.usual if one.href == "formulas/raided.html")
    assert usual.share == say("habits.share", n=2, of=6)


def test_few_incidents_show_no_change(world: Fake):
    speaks(world, 1)
    found = page_of(world)
    assert found.young
    assert (found.dropped, found.added) == ((), ())


def test_a_reporters_words_are_no_habit_and_no_strength(world: Fake):
    before = page_of(world)
    phrasing(world, [speaks(world, number, evidence=Evidence.PARAPHRASED) for number in (1, 2, 3)])
    after = page_of(world)
    assert after.usual == before.usual
    assert after.soon == before.soon
    assert after.ladders == before.ladders


def test_each_language_has_a_picture_of_its_own_with_every_mark_in_its_table(world: Fake):
    speaks(world, 1)
    found = ladders(Collection.read(world), NEW)
    assert sorted(one.language for one in found) == sorted({one.language for one in found})
    for one in found:
        assert one.picture is not None
        assert sum(mark.number for lane in one.picture.lanes for mark in lane.marks) == len(one.steps)


def test_the_strongest_verb_is_the_uppermost_lane(world: Fake):
    found = ladders(Collection.read(world), "xaa-mfa")[0]
    assert found.picture is not None
    classes = [say(f"verb_class.{one}") for one in reversed(VerbClass)]
    lanes = [one.label for one in found.picture.lanes]
    assert lanes == sorted(lanes, key=classes.index)


def test_whom_words_are_shared_with_says_who_was_earlier_and_not_from_whom(world: Fake):
    found = habits_page(Collection.read(world), "xaa-mfa").company
    assert found
    for one in found:
        assert one.before + one.after <= one.shared
