"""What a notebook gets: tidy frames with sound types, pages that show themselves and touch nothing around them."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from report_fake import Fake

import tracker
from tracker.errors import BadConfig, StoreTrouble, UnknownId
from tracker.report.research.frames import Frames
from tracker.report.tables.schema import schema

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def frames(world: Fake) -> Frames:
    return Frames(world)


def test_statements_have_sound_types(frames: Frames, world: Fake) -> None:
    found = frames.statements().set_index("id")
    assert len(found) == len(world.held_statements)
    row = found.loc["arvenia-tarim"]
    assert (row["date"], str(row["day"])[:10]) == ("2031-03-14T11:40+03:00", "2031-03-14")
    assert isinstance(row["moves"], list)
    assert str(found["day"].dtype).startswith("datetime64")
    assert found["intensity"].dtype == "Int64"
    assert found["negated"].dtype == "boolean"
    strong = found[found["verb_class"] > "concern"]
    assert set(strong["verb_class"]) == {"condemn"}
    assert row["text"] == next(one.text for one in world.held_statements if one.id == "arvenia-tarim")


def test_every_frame_has_its_columns_also_when_there_is_nothing(frames: Frames) -> None:
    empty = Frames(Fake())
    names = "statements passages moves formulas uses origins incidents answers observations issuers versions"
    for name in names.split():
        full, none = getattr(frames, name)(), getattr(empty, name)()
        assert len(none) == 0, name
        assert list(full.columns) == list(none.columns), name
        told = set(re.findall(r"`(\w+)`", getattr(Frames, name).__doc__ or ""))
        assert told - set(full.columns) - {"none"} == set(), name


def test_what_each_column_means_is_told(frames: Frames) -> None:
    for name in schema():
        told = frames.columns(name)
        assert (told["meaning"] != "").all()
        assert set(told["column"]) <= set(frames.table(name).columns)
    with pytest.raises(BadConfig, match="there are statements"):
        frames.columns("nothing")


def test_a_date_that_is_less_than_a_day_has_no_day(world: Fake) -> None:
    world.held_statements[0] = replace(world.held_statements[0], date=tracker_when("2029-06"))
    row = Frames(world).statements().set_index("id").loc[world.held_statements[0].id]
    assert row["date"] == "2029-06"
    assert row.isna()["day"]


def tracker_when(text: str):
    from tracker.model import When  # noqa: PLC0415  one test's noun

    return When(text)


def test_origins_answers_and_observations_can_be_of_one_thing(frames: Frames) -> None:
    assert set(frames.origins("arvenia-tarim")["statement"]) == {"arvenia-tarim"}
    assert "new" in set(frames.origins("arvenia-tarim")["kind"])
    assert set(frames.answers("tarim-2031")["incident"]) == {"tarim-2031"}
    states = frames.observations("tarim-2031").set_index("issuer")["state"]
    assert (states["union"], states["xaa-embassy-xac"]) == ("none-found", "not-observable")
    with pytest.raises(UnknownId, match="none of the incidents"):
        frames.answers("arvenia-tarim")


def test_a_reporters_words_are_marked_in_uses(frames: Frames) -> None:
    uses = frames.uses()
    assert set(uses["template"].str.contains("condemn", na=False)) == {True, False}
    evidence = frames.statements().set_index("id")["evidence"]
    assert set(evidence[uses.loc[uses["how"] != "reported", "statement"]]) <= {"official", "quoted"}


@pytest.mark.parametrize("thing", ["arvenia-tarim", "f-condemn", "tarim-2031", "xaa-mfa", "across", "compare"])
def test_a_piece_is_one_element_with_its_style_and_nothing_that_acts(world: Fake, thing: str) -> None:
    world.held_issuers[0] = replace(world.held_issuers[0], name=f"Arvenia {EVIL}")
    world.held_incidents[2] = replace(world.held_incidents[2], name=f"{EVIL}\u202e")
    frames = Frames(world)
    if thing == "across":
        piece = frames.across("xaa-mfa")
    elif thing == "compare":
        piece = frames.compare("arvenia-tarim", "union-joint")
    else:
        piece = frames.show(thing)
    html = piece._repr_html_()
    soup = BeautifulSoup(html, "html.parser")
    assert [one.name for one in soup.find_all(recursive=False)] == ["div"]
    assert not soup.find_all(["script", "iframe", "img", "link", "form", "input", "object"])
    for tag in soup.find_all(name=True):
        assert not {"id", "for", "style"} & set(tag.attrs), tag
        assert not [key for key in tag.attrs if key.startswith("on")]
        assert tag.get("href", "https://").startswith("https://")
    assert EVIL not in html
    assert "\u202e" not in html
    assert len(soup.get_text()) > 200


def test_the_style_of_a_piece_stays_inside(frames: Frames) -> None:
    style = BeautifulSoup(frames.show("arvenia-tarim").html, "html.parser").style.get_text()
    depth, start, heads = 0, 0, []
    for at, letter in enumerate(style):
        if letter == "{":
            heads += [style[start:at].strip()] if depth == 0 else []
            depth += 1
        elif letter == "}":
            depth -= 1
            start = at + 1
    assert depth == 0
    assert len(heads) > 3
    for head in heads:
        assert all(".tracker-piece" in one for one in head.split(",")) or head == "@media (prefers-color-scheme:dark)"
    assert "@page" not in style
    assert "url(" not in style
    assert "body {" not in style


def test_what_is_wrong_is_said_in_one_line(demo_data: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="no database there"):
        tracker.open(tmp_path)
    with tracker.open(demo_data) as collection:
        assert "233 statements" in repr(collection) or "statements" in repr(collection)
        with pytest.raises(UnknownId, match="no statement"):
            collection.show("nothing")
        with pytest.raises(BadConfig, match="2 to 12"):
            collection.compare(collection.statements()["id"][0])
    closed = tracker.open(demo_data)
    closed.close()
    with pytest.raises(StoreTrouble, match="closed already") as caught:
        closed.statements()
    assert caught.value._render_traceback_() == [f"StoreTrouble: {caught.value}"]
    old = tmp_path / "old" / "tracker.db"
    old.parent.mkdir()
    db = sqlite3.connect(old)
    db.execute("CREATE TABLE runs (id)")
    db.execute("PRAGMA user_version = 1")
    db.close()
    with pytest.raises(StoreTrouble, match="schema 1, expected"):
        tracker.open(old.parent)


def test_opening_a_collection_loads_no_pandas(demo_data: Path) -> None:
    code = (
        f"import sys, tracker; tracker.open({str(demo_data)!r}).across('Veldoria MFA'); print('pandas' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert run.stdout == "False\n"
