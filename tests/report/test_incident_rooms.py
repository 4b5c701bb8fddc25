"""The page of an incident: tolls as reported, missing moves, corrections, the days of a long event."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tracker.model import Corrected, Incident, Move, Party, Statement, SubEvent, When
from tracker.report.site.building import build


def incident(world: Any, tmp_path: Path, now: datetime, key: str = "tarim-2031") -> BeautifulSoup:
    build(world, tmp_path, now=now)
    return BeautifulSoup((tmp_path / "incidents" / f"{key}.html").read_text("utf-8"), "html.parser")


def test_tolls_stand_beside_who_reports_them(world: Any, now: datetime, tmp_path: Path):
    at = next(i for i, one in enumerate(world.held_renderings) if one.id == "wire.article")
    article = world.held_renderings[at]
    world.held_renderings[at] = replace(article, text=article.text + "\nGunmen killed 37 people in Tarim.")
    place = next(i for i, one in enumerate(world.held_incidents) if one.id == "tarim-2031")
    held = world.held_incidents[place]
    world.held_incidents[place] = replace(held, statements=(*held.statements, "gulmarin-quoted"))
    rows = incident(world, tmp_path, now).select("table.claims tbody tr")
    [row] = [one for one in rows if "37" in one.get_text()]
    assert row.th.get_text() == "Killed"
    assert row.q.get_text() == "killed 37 people"
    assert "as reported by" in row.select("td")[1].get_text()


def test_without_a_number_there_is_no_section(world: Any, now: datetime, tmp_path: Path):
    assert incident(world, tmp_path, now).select("table.claims") == []


def test_a_missing_habit_links_to_where_it_was_kept(world: Any, now: datetime, tmp_path: Path):
    for month in (1, 2, 3, 4):
        moves = (Move.CONDEMN, Move.CONDOLE) if month < 4 else (Move.CONDEMN,)
        key, day = f"i{month}", When(f"2030-{month:02}-10")
        world.held_incidents.append(
            Incident(id=key, name=key, start=day, end=day, kind="bombing", statements=(f"s{month}",))
        )
        world.held_statements.append(
            Statement(
                id=f"s{month}", text="w", parties=(Party("xae-mfa"),), date=day, moves=moves, incidents=(key,)
            )
        )  # fmt: skip
    missing = incident(world, tmp_path, now, "i4").select_one(".missing")
    assert missing is not None
    assert "condoles (after 3 of its last 3)" in missing.get_text()
    assert [link.get_text() for link in missing.select("a")] == ["2030-03-10", "2030-02-10", "2030-01-10"]


def test_what_people_corrected_is_marked(world: Any, now: datetime, tmp_path: Path):
    mark = Corrected(
        thing="tarim-2031", number=1, what="incident-name", to="x", was="Attack", who="A. Reader",
        day=now.date(), why="the usual name",
    )  # fmt: skip
    world.held_corrected.append(mark)
    shown = incident(world, tmp_path, now).select_one(".corrected")
    assert shown is not None
    assert shown.get_text() == "Name corrected by A. Reader on 2031-03-17: the usual name (found: Attack)"


def test_an_event_of_several_days_shows_both(world: Any, now: datetime, tmp_path: Path):
    at = next(i for i, one in enumerate(world.held_incidents) if one.id == "osk-2029")
    world.held_incidents[at] = replace(world.held_incidents[at], end=When("2029-06-03"))
    facts = incident(world, tmp_path, now, "osk-2029").select_one(".facts")
    assert facts is not None
    assert [time["datetime"] for time in facts.select("time")] == ["2029-06-02", "2029-06-03"]


def test_several_events_of_one_incident_stand_on_its_page_with_the_words_that_tell_of_them(
    world: Any, now: datetime, tmp_path: Path
):
    at = next(i for i, one in enumerate(world.held_incidents) if one.id == "tarim-2031")
    held = world.held_incidents[at]
    event = SubEvent(
        id="e-1",
        incident=held.id,
        name="Bombing in Veld",
        start=held.start,
        end=held.end,
        places=("Veld",),
        kind="bombing",
        evidence=(("wire.article", "a bridge was blown up in Veld"), ("gone", "words of a text that is no more")),
    )
    world.held_incidents[at] = replace(held, events=(event,))
    [told] = incident(world, tmp_path, now).select("#e-1")
    assert told.b is not None
    assert told.b.get_text() == "Bombing in Veld"
    assert [quote.get_text() for quote in told.select("q")] == ["a bridge was blown up in Veld"]
