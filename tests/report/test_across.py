"""Which statements of an issuer stand on its first page across incidents, and what leads to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from report_fake import NOW, Fake

from tracker.model import Incident, When
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.site.drafts import drafts
from tracker.report.views.across import WIDTH, across, spread

WORDS = "Dornia strongly condemns the attack on the ferry."


def busy(world: Fake, about: Sequence[str | None]) -> Collection:
    """An issuer with one statement for each incident, by its day, or about none."""
    for at, day in enumerate(about):
        incident = f"ferry-{at}" if day is not None else ""
        if incident:
            start = When(day) if day else None
            world.held_incidents.append(
                Incident(
                    id=incident, name=f"Attack on ferry {at}", start=start, end=start, statements=(f"dornia-{at}",)
                )
            )
        made = world.say(
            "xad-mfa", f"{2031 + at // 12}-{at % 12 + 1:02d}-20", WORDS, incident=incident, name=f"dornia-{at}"
        )
        if day == "":
            world.held_statements[world.held_statements.index(made)] = replace(made, date=None)
    return Collection.read(world)


def test_where_one_page_does_not_hold_all_only_statements_about_an_incident_have_columns(world: Fake):
    collection = busy(world, [*[f"2031-01-{at + 1:02d}" for at in range(WIDTH + 2)], None, None, None])
    own = [one.id for one in collection.by_issuer["xad-mfa"]]
    pages = spread(collection, "xad-mfa")
    held = {one for page in pages for one in page}
    assert all(collection.statements[one].incidents for one in held)
    assert "3 statements with no incident linked have no column" in across(collection, "xad-mfa").left_out
    assert len(own) - len(held) == 3


def test_what_has_no_date_is_not_the_latest(world: Fake):
    collection = busy(world, [*[f"2031-01-{at + 1:02d}" for at in range(WIDTH)], "", ""])
    latest, *older = spread(collection, "xad-mfa")
    assert all(collection.statements[one].date for one in latest)
    assert {one for page in older for one in page} >= {f"dornia-{WIDTH}", f"dornia-{WIDTH + 1}"}


def test_many_earlier_pages_are_folded_and_say_when_they_begin(world: Fake):
    collection = busy(world, [f"20{20 + at // 12}-{at % 12 + 1:02d}-01" for at in range(WIDTH * 13 + 1)])
    made = next(one for one in drafts(collection, {}, NOW) if one.path == "issuers/xad-mfa.html")
    page = BeautifulSoup(made.compose(), "html.parser")
    links = page.select("main details .pages a")
    assert len(links) == 13
    assert links[0].get_text() == "part 1, from 2020-01-01"
    assert page.select_one("main details summary").get_text() == f"{say('across.earlier')}: 13 pages"
