"""Files without collecting: what they give now, and what a rebuild from the archive gives."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.errors import BadConfig
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.views.across import across
from tracker.report.views.indexes import issuer_lines
from tracker.report.views.sources import sources_page
from tracker.store import dump, open_store

#: The Prime Minister's office by another name than texts give it, and a ministry of which no file says a word.
SOURCES = """
contact: desk@newsroom.example
sources:
  pk_pm: {issuer: pak-pm, name: The Office on the Hill, category: government, country: PAK, languages: en, zone: UTC,
    kind: rss, url: "https://pm.example/feed", detail: {body: article}}
  xaa_mfa: {issuer: xaa-mfa, name: Ministry of Quarrel Island, category: ministry, country: XAA, languages: en,
    zone: UTC, kind: rss, url: "https://mfa.example/feed", detail: {body: article}, enabled: false,
    disabled_reason: a test}
states:
  XAA: {name: Quarrel Island, names: [Quarrel Island], demonyms: [Quarrelan]}
"""
RECORDS = (
    (
        "1",
        "Prime Minister of Pakistan",
        "We strongly condemn the attack on the port of Lune and stand with its people.",
    ),
    ("2", "Ministry of Foreign Affairs of Japan", "Japan firmly condemns the attack on the port of Lune."),
)
NEWS = """date 2030-01-03
Quarrel Island condemns raid

The foreign ministry of Quarrel Island said: “We strongly condemn the raid on Port Lune in which nine people died.”
The Prime Minister of Pakistan condemned the attack on Port Lune on Thursday.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of both kinds of files."""
    folder = tmp_path / "brought along"
    folder.mkdir()
    lines = [
        json.dumps(
            {"id": key, "source": who, "date": "2030-01-02", "title": "On the attack", "text": text, "lang": "en"}
        )
        for key, who, text in RECORDS
    ]
    (folder / "records.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "report.txt").write_text(NEWS, "utf-8")
    return folder


def bring(workspace: Workspace, *paths: Path, second: int = 0) -> None:
    import_files(workspace, paths, clock=lambda: datetime(2030, 2, 1, 12, 0, second, tzinfo=UTC))


def tables(workspace: Workspace) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return list(dump(store))


@pytest.mark.parametrize("sources", ["", SOURCES], ids=["without sources.yaml", "with sources.yaml"])
def test_a_rebuild_gives_the_rows_that_import_and_match_gave(workspace: Workspace, files: Path, sources: str) -> None:
    if sources:
        workspace.sources.write_text(sources, "utf-8")
    bring(workspace, files)
    match(workspace)
    before = tables(workspace)
    rebuild(workspace)
    assert tables(workspace) == before
    assert any("The Office on the Hill" in line for line in before) == bool(sources)


def test_a_sources_yaml_that_comes_later_is_read_by_the_next_match(workspace: Workspace, files: Path) -> None:
    bring(workspace, files)
    match(workspace)
    workspace.sources.write_text(SOURCES, "utf-8")
    match(workspace)
    before = tables(workspace)
    assert any("The Office on the Hill" in line for line in before)
    rebuild(workspace)
    assert tables(workspace) == before


def test_an_import_after_the_sources_were_read_takes_nothing_back(workspace: Workspace, files: Path) -> None:
    workspace.sources.write_text(SOURCES, "utf-8")
    bring(workspace, files / "report.txt")
    match(workspace)
    bring(workspace, files / "records.jsonl", second=1)
    with open_store(workspace.db, read_only=True) as store:
        names = {one.id: one.name for one in store.known_issuers()}
    assert names["pak-pm"] == "The Office on the Hill"


@pytest.mark.parametrize("broken", ["sources: [", "sorces:\n  karsan: {}\n"])
def test_a_broken_sources_yaml_is_told_of_before_anything_is_done(
    workspace: Workspace, files: Path, broken: str
) -> None:
    bring(workspace, files)
    workspace.sources.write_text(broken, "utf-8")
    before = tables(workspace)
    for job in (lambda: bring(workspace, files, second=1), lambda: match(workspace)):
        with pytest.raises(BadConfig, match=r"sources\.yaml:1"):
            job()
    assert tables(workspace) == before


def test_nothing_is_said_about_a_folder_with_a_blank_in_its_name(
    workspace: Workspace, files: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    bring(workspace, files)
    match(workspace)
    rebuild(workspace)
    assert caplog.text == ""
    assert capfd.readouterr().err == ""


def test_the_collection_itself_is_not_taken_in(workspace: Workspace, files: Path) -> None:
    bring(workspace, files)
    before = tables(workspace)
    report = import_files(workspace, [workspace.data, workspace.archive / "journal.jsonl"], kind="news")
    assert [("is the collection itself" in one) for one in report.refused] == [True, True]
    assert report.files == 0
    assert tables(workspace) == before


def test_files_are_collected_since_no_day(workspace: Workspace, files: Path) -> None:
    bring(workspace, files)
    match(workspace)
    with open_store(workspace.db, read_only=True) as store:
        assert store.beginnings() == []
        held = Collection.read(store)
        assert held.by_issuer["jpn-mfa"]
        assert held.begins("jpn-mfa") is None
        assert held.since("jpn-mfa") == "from imported files only"
        assert "from imported files only" in across(held, "jpn-mfa").facts
        assert {line.begins for line in issuer_lines(held)} == {"from imported files only"}
        assert sources_page(held, {}, datetime(2030, 2, 2, tzinfo=UTC)).begins == ""
