"""What the home page lists of the latest pass: the same changes as feeds and alerts, and no archive as news."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from report_fake import SEEN, Fake, version_of

from tracker.model import Evidence, Presence
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.views.changes import PASS, changes, latest
from tracker.report.views.home import Home, home
from tracker.report.views.news import MOST

#: The pass after the one in which the invented world was found.
NEXT = SEEN + timedelta(days=7)


def shown(world: Fake, *, everything: bool = False) -> Home:
    collection = Collection.read(world)
    return home(collection, {}, latest(changes(collection)), everything=everything)


def says(world: Fake, name: str, day: str = "2031-03-20", words: str = "The Union condemns the raid.", **given: object):
    """Something that is found with the next pass."""
    world.say("union", day, words, incident="tarim-2031", name=name, **given)
    found(world, name, NEXT)


def found(world: Fake, rendering: str, at: datetime, **given: object) -> None:
    place = next(place for place, one in enumerate(world.held_renderings) if one.id == rendering)
    world.held_renderings[place] = replace(world.held_renderings[place], retrieved_at=at, **given)


def kinds(view: Home) -> list[str]:
    return [one.kind for one in view.news]


def told(view: Home, kind: str) -> str:
    (one,) = [one for one in view.news if one.kind == kind]
    return "".join(word.text for word in one.words)


def test_only_what_came_with_the_newest_pass_is_listed(world: Fake):
    says(world, "one")
    found(world, "union-lund", NEXT - PASS - timedelta(seconds=1))
    assert kinds(shown(world)) == ["said"]
    found(world, "union-lund", NEXT - PASS, evidence=Evidence.OFFICIAL)
    assert kinds(shown(world)) == ["said", "late"]


def test_what_was_said_long_before_it_was_found_is_counted_and_listed_behind_what_is_new(world: Fake):
    says(world, "one")
    for name, day in (("old", "2027-01-05"), ("older", "2026-02")):
        says(world, name, day)
    view = shown(world)
    assert kinds(view) == ["said", "late", "late"]
    span = say("feed.span", first="2026-02", last="2027-01-05")
    assert view.late == say("home.late", n=count("noun.statement", 2), span=span)


def test_an_archive_that_was_taken_in_leaves_no_new_statement_out(world: Fake):
    for number in range(MOST + 3):
        says(world, f"new{number}")
        says(world, f"old{number}", "2027-01-05")
    view = shown(world)
    assert kinds(view) == ["said"] * MOST
    assert view.more == say("home.more", n=3)
    assert count("noun.statement", MOST + 3) in view.late


def test_an_edit_leads_to_its_redline_under_the_filter_of_the_page(world: Fake):
    says(world, "one", words="The Ministry was informed of the opening of a road.")
    held = world.held_renderings[-1]
    later = NEXT + timedelta(hours=1)
    found(world, "one", later, version=2)
    world.held_versions["one"] = [version_of(held, 1, "Another text.", NEXT), version_of(held, 2, at=later)]
    assert "edited" not in kinds(shown(world))
    view = shown(world, everything=True)
    assert kinds(view) == ["edited", "said"]
    assert view.news[0].words[-1].href == "statements/one.html#versions"


@pytest.mark.parametrize("what", ["vanished", "returned"])
def test_an_address_is_told_with_its_statement_and_several_of_a_source_are_counted(world: Fake, what: str):
    says(world, "one")
    url = world.held_renderings[-1].url
    world.held_presences.append(Presence(source="union-site", url=url, at=NEXT, what=what))
    assert told(shown(world), what).endswith(f"{count(f'noun.{what}', 1)}: Inter-State Union, 2031-03-20")
    world.held_presences.append(Presence(source="union-site", url=f"{url}?2", at=NEXT, what=what))
    assert told(shown(world), what).endswith(count(f"noun.{what}", 2))


def test_an_incident_is_named_with_the_pass_that_found_it(world: Fake):
    assert told(shown(world), "incident").startswith("Attack on the Tarim market: ")
    says(world, "one")
    assert "incident" not in kinds(shown(world))


def test_a_report_is_called_one_and_a_report_with_its_words_is_listed_once(world: Fake):
    says(world, "told", evidence=Evidence.PARAPHRASED)
    assert kinds(shown(world)) == ["reported"]
    says(world, "one")
    copy = replace(world.held_renderings[-1], id="two", evidence=Evidence.PARAPHRASED, retrieved_at=NEXT - PASS / 2)
    world.held_renderings.append(copy)
    world.held_statements[-1] = replace(world.held_statements[-1], renderings=("one", "two"))
    assert sorted(kinds(shown(world))) == ["reported", "said"]


def test_a_collection_of_which_nothing_is_known_has_no_news(world: Fake):
    world.held_renderings[:] = [replace(one, retrieved_at=None) for one in world.held_renderings]
    world.held_versions.clear()
    view = shown(world)
    assert (view.news, view.late, view.since) == ((), "", "")
