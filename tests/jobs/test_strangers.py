"""Nothing is derived by a sources.yaml that describes another collection."""

import shutil
from pathlib import Path

import pytest

from tracker.demo.visits import sources_path
from tracker.errors import BadConfig
from tracker.jobs.collecting import collect
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.refitting import refit
from tracker.jobs.workspace import Workspace
from tracker.store import dump, open_store

OTHER = """issuers:
  jpn-mfa: {name: Ministry of Foreign Affairs of Japan, kind: state, country: JPN}
sources:
  jp_mofa:
    issuer: jpn-mfa
    name: Ministry of Foreign Affairs of Japan
    kind: rss
    category: ministry
    country: JPN
    languages: en
    zone: Asia/Tokyo
    url: https://www.mofa.example/rss.xml
    detail: {title: h1, body: article}
    licence: unstated
"""


def derived(workspace: Workspace) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return list(dump(store))


def test_another_collections_sources_are_refused_and_nothing_changes(demo_data: Path, tmp_path: Path):
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    before = derived(Workspace(data=data, sources=sources_path()))
    (tmp_path / "sources.yaml").write_text(OTHER, encoding="utf-8")
    other = Workspace(data=data, sources=tmp_path / "sources.yaml")
    for job in (match, refit, collect):
        with pytest.raises(BadConfig, match="describes none of the"):
            job(other)
    assert derived(other) == before


def test_imported_files_need_no_description(tmp_path: Path):
    (tmp_path / "sources.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "one.jsonl").write_text(
        '{"id": "1", "source": "Ministry of Foreign Affairs", "country": "Japan", "date": "2024-05-06",'
        ' "title": "Statement", "text": "We regret the closing of the harbour."}\n',
        encoding="utf-8",
    )
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    import_files(workspace, [tmp_path / "one.jsonl"], kind="records")
    assert match(workspace).statements == 1
