"""News files with everything wrong that scrapers do: read or refused in one line, and nobody speaks who did not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import hostile
import pytest

from tracker import imports
from tracker.errors import BadInput
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.language.quoting.attributions import attributions
from tracker.model import Rendering
from tracker.store import open_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LARGE = "five_megabytes.txt"
REFUSED = {
    "a_picture.txt", "controls.txt", "empty.txt", "many_nuls.txt", "noise.txt", "page_without_text.html",
    "white.txt",
}  # fmt: skip
#: Whom the files let speak; the ministry is where a name is hidden or lost.
SPEAKERS = {"Ada Orlen", "Orlen", "Ада Орлен", "林伊", ""}
#: A text in the wrong letters, in which no name can be known.
SPOILT = {"mojibake.txt", "twice_mojibake.txt", "koi8r.txt"}
DATES = {
    "dates_contradict.txt": "2024-03", "dates_contradict_years.txt": None, "date_of_viewing.txt": None,
    "date_impossible.txt": None, "date_epoch.txt": None, "date_future.txt": None, "date_of_year_zero.txt": None,
    "relative_without_date.txt": None, "page_contradicts.html": "2024-03", "page_of_nulls.html": None,
    "utf16_mark.txt": "2024-03-11", "cp1252.txt": "2024-03-11", "blank_of_every_kind.txt": "2024-03-11",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    hostile.write(made)
    return made


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, Rendering | str]:
    """Each file's one article, or why it was refused."""
    found: dict[str, Rendering | str] = {}
    for file in sorted(folder.iterdir()):
        try:
            (one,) = imports.read(file, format="news", map=None, now=NOW)
            (found[file.name],) = imports.parse(one.capture, one.body).renderings
        except BadInput as error:
            found[file.name] = str(error)
    return found


def test_sixty_files_are_read_or_refused_by_name_in_one_line(read: dict[str, Rendering | str]) -> None:
    assert len(read) >= 60
    refused = {name: why for name, why in read.items() if isinstance(why, str)}
    assert set(refused) == REFUSED
    assert all(why.startswith(name) and "\n" not in why for name, why in refused.items())


def test_no_deceiving_character_is_kept(read: dict[str, Rendering | str]) -> None:
    deceiving = re.compile("[\x00-\x08\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
    assert [name for name, one in read.items() if isinstance(one, Rendering) and deceiving.search(one.text)] == []


@pytest.mark.parametrize("name", sorted(DATES))
def test_dates(read: dict[str, Rendering | str], name: str) -> None:
    one = read[name]
    assert isinstance(one, Rendering)
    assert (one.published.iso if one.published else None) == DATES[name]


def test_nobody_speaks_who_did_not(read: dict[str, Rendering | str]) -> None:
    spoke: dict[str, set[str]] = {}
    for name, one in read.items():
        if isinstance(one, Rendering) and name not in SPOILT | {LARGE}:
            found = attributions(one.text, language=one.language)
            assert all(one.text[a.start : a.end] == a.content for a in found), name
            spoke[name] = {a.speaker for a in found} - SPEAKERS
    assert {name: who for name, who in spoke.items() if who} == {}


def test_a_hidden_character_parts_no_name(read: dict[str, Rendering | str]) -> None:
    for name in ("bidi_in_name.txt", "zero_width_in_name.txt", "zero_width_in_quote.txt", "isolates_in_quote.txt"):
        one = read[name]
        assert isinstance(one, Rendering)
        quoted = [a for a in attributions(one.text) if a.direct]
        assert [(a.speaker, a.issuer_id) for a in quoted] == [("Ada Orlen", "nor-mfa")], name


def test_encodings_give_one_text(read: dict[str, Rendering | str]) -> None:
    texts = {read[name].text for name in ("utf8_bom.txt", "utf16_mark.txt", "utf16_be_mark.txt", "cp1252.txt")}  # type: ignore[union-attr]
    assert len(texts) == 1


def test_a_folder_of_them_is_taken_in_and_matched(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    (folder / LARGE).unlink()  # it is read above; to match it takes half a minute
    report = import_files(workspace, [folder], kind="news", clock=lambda: NOW)
    assert report.files == 62 - len(REFUSED)
    assert all(any(name in why for why in report.refused) for name in REFUSED)
    again = import_files(workspace, [folder], kind="news", clock=lambda: NOW)
    assert (again.changes.new, again.changes.edited) == (0, 0)
    match(workspace)
    with open_store(workspace.db) as store:
        statements, first = store.statements(), [one.id for one in store.incidents()]
    match(workspace)
    with open_store(workspace.db) as store:
        assert [one.id for one in store.incidents()] == first
    assert {one.speaker for one in statements} <= SPEAKERS
    assert {one.issuer for one in statements if one.issuer} <= {"nor", "nor-mfa", "chn-mfa"}
