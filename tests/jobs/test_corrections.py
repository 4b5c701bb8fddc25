"""Corrections on the sample world, end to end: shown, handed on, the same after a rebuild, gone with their line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tracker.demo.visits import sources_path
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild
from tracker.jobs.reporting import site
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.links import page
from tracker.report.tables.shapes import formula_shape, incident_shape, statement_shape
from tracker.store import dump, open_store

WHO = "who: A. Reader, when: 2031-01-02, why: the desk knows better"
UNREACHED = (
    "warning: corrections.yaml: correction 8 (exclude nobody.knows): no statement has that id;"
    " `tracker show nobody.knows` says what it is now"
)


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    shutil.copy(sources_path(), tmp_path / "sources.yaml")
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    return Workspace(data=data, sources=tmp_path / "sources.yaml")


def lines(workspace: Workspace) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return list(dump(store))


def write(workspace: Workspace, *rows: str) -> None:
    workspace.corrections.write_text("corrections:\n" + "".join(f"  - {{{row}, {WHO}}}\n" for row in rows), "utf-8")


def soup(workspace: Workspace, room: str, key: str) -> BeautifulSoup:
    return BeautifulSoup((workspace.site / page(room, key)).read_text("utf-8"), "html.parser")


def test_every_kind_is_shown_survives_a_rebuild_and_goes_with_its_line(workspace: Workspace) -> None:
    match(workspace)
    before = lines(workspace)
    with open_store(workspace.db, read_only=True) as store:
        held = Collection.read(store)
    one, two, three = [one.id for one in held.incidents.values() if len(one.statements) > 5][:3]
    said = held.incidents[one].statements[0]
    phrasings = [key for key in held.formulas if held.formulas[key].statements > 3][:2]
    write(
        workspace,
        f"what: incident-name, id: {one}, to: The long night",
        f"what: incident-id, id: {one}, to: 'acled:XAA17'",
        f"what: incident-merge, id: {two}, ids: [{three}]",
        f"what: incident-parent, id: {one}, to: {three}",
        f"what: speaker, id: {said}, to: Oda Pell",
        f"what: strength, id: {said}, to: regret/1",
        f"what: formula-merge, id: {phrasings[0]}, ids: [{phrasings[1]}]",
        "what: exclude, id: nobody.knows",
    )
    told: list[str] = []
    match(workspace, progress=told.append)
    assert [line for line in told if line.startswith("warning")] == [UNREACHED]
    corrected = lines(workspace)
    assert corrected != before

    with open_store(workspace.db, read_only=True) as store:
        held = Collection.read(store)
        assert store.resolve(three) == two
        assert store.resolve(phrasings[1]) == phrasings[0]
        night = incident_shape(held, held.incidents[one])
        assert (night["name"], night["parent"]) == ("The long night", two)
        assert night["ids"] == [{"scheme": "acled", "value": "XAA17"}]
        assert {mark["what"] for mark in night["corrected"]} == {"incident-name", "incident-id", "incident-parent"}
        spoken = statement_shape(held, held.statements[said])
        assert (spoken["speaker"], spoken["strength"]["verb_class"]) == ("Oda Pell", "regret")
        assert {mark["who"] for mark in spoken["corrected"]} == {"A. Reader"}
        assert formula_shape(held, held.formulas[phrasings[0]])["corrected"][0]["ids"] == [phrasings[1]]
    site(workspace)
    for room, key in (("incidents", one), ("statements", said), ("formulas", phrasings[0])):
        marks = [mark.get_text() for mark in soup(workspace, room, key).select(".corrected")]
        assert any("by A. Reader on 2031-01-02: the desk knows better" in mark for mark in marks), room
    assert "The long night" in soup(workspace, "incidents", one).h1.get_text()  # type: ignore[union-attr]

    rebuild(workspace)
    assert lines(workspace) == corrected

    workspace.corrections.unlink()
    match(workspace)
    assert lines(workspace) == before
