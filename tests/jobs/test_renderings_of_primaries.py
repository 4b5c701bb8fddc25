"""A report and the ministry's own page, whichever comes first: one statement, and how true the report is to it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.cli.main import main
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.tables.shapes import statement_shape
from tracker.report.views.incident import incident_page
from tracker.report.views.statement import statement_page
from tracker.store import open_store

OFFICIAL = {
    "id": "1",
    "source": "Ministry of Foreign Affairs of Portugal",
    "date": "2011-05-11",
    "title": "On the attack in Accra",
    "text": (
        "Portugal firmly condemns the cowardly attack on the ferry terminal in Accra. We will keep supporting Ghana in"
        " protecting its harbours and the people who work in them. Our thoughts are with the bereaved families."
    ),
    "lang": "en",
}
NEWS = """date 2011-05-11
Lisbon, May 11 (PTI) A ferry terminal in Accra was attacked by gunmen on Tuesday, killing six in Ghana.

“Portugal condemns the cowardly attack on the ferry terminal,” Portuguese foreign ministry official Rui Sarmento said.

“Our thoughts are with the bereaved families,” Sarmento told reporters.

“We will keep supporting Ghana in protecting … the people who work in them,” Sarmento added.

Sarmento said Portugal would keep supporting Ghana in protecting its harbours and the people working there.
"""
OTHER = """date 2011-05-11
Accra, May 11 (Xinhua) Gunmen killed six at a ferry terminal in Accra on Tuesday.

Portuguese foreign ministry official Rui Sarmento said: “We go on supporting Ghana in protecting all who work in ports.”
"""


def imported(folder: Path, *order: str) -> Workspace:
    """A workspace into which these come one after the other, matched each time."""
    workspace = Workspace(data=folder / "data")
    texts = {"official.jsonl": json.dumps(OFFICIAL) + "\n", "news.txt": NEWS, "other.txt": OTHER}
    for name in order:
        path = folder / name
        path.write_text(texts[name], "utf-8")
        import_files(workspace, [path], kind="records" if name.endswith("l") else "news")
        match(workspace)
    return workspace


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with open_store(imported(tmp_path, "official.jsonl", "news.txt").db, read_only=True) as store:
        yield Collection.read(store)


def fidelities(collection: Collection) -> dict[str, dict[str, object]]:
    (statement,) = [one for one in collection.statements.values() if one.issuer == "prt-mfa"]
    shape = statement_shape(collection, statement)
    return {one["text"][:20]: one["fidelity"] for one in shape["renderings"]}


def test_whichever_comes_first_the_page_leads_and_old_ids_resolve(tmp_path: Path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    late = imported(tmp_path / "one", "news.txt")
    with open_store(late.db, read_only=True) as store:
        before = [one.id for one in store.statements() if one.issuer == "prt-mfa"]
    late, early = (
        imported(tmp_path / "one", "news.txt", "official.jsonl"),
        imported(tmp_path / "two", "official.jsonl", "news.txt"),
    )
    with open_store(late.db, read_only=True) as one, open_store(early.db, read_only=True) as two:
        said = [[replace(s, incidents=()) for s in store.statements()] for store in (one, two)]
        assert said[0] == said[1]
        (statement,) = [s for s in one.statements() if s.issuer == "prt-mfa"]
        assert statement.evidence.value == "official"
        assert {one.resolve(key) for key in before} == {statement.id}


def test_quotations_are_held_against_the_ministrys_page(collection: Collection):
    found = fidelities(collection)
    assert found["Portugal firmly cond"] is None
    kinds = {key: (one["kind"], one["basis"]) for key, one in found.items() if one}
    assert kinds == {
        "Portugal condemns th": ("altered", "official"),
        "Our thoughts are wit": ("verbatim", "official"),
        "We will keep support": ("trimmed", "official"),
        "Portugal would keep ": ("wordings differ", "official"),
    }
    altered, trimmed = found["Portugal condemns th"], found["We will keep support"]
    assert altered["flags"] == ["weaker"]
    assert [one["text"] for one in altered["differences"]] == ["firmly", "in Accra."]
    assert [(one["text"], one["marked"]) for one in trimmed["differences"]] == [("its harbours and", True)]


def test_the_page_and_the_terminal_say_it(collection: Collection, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (statement,) = [one for one in collection.statements.values() if one.issuer == "prt-mfa"]
    page = statement_page(collection, statement)
    labels = [text.fidelity.label for text in page.texts if text.fidelity]
    assert "verbatim: word for word in the official text" in labels
    with pytest.raises(SystemExit, match="0"):
        main(["--data", str(tmp_path / "data"), "show", statement.id])
    out = " ".join(capsys.readouterr().out.split())
    assert "altered: words changed or added against the official text [weaker]" in out
    assert "⟦Our thoughts are with the bereaved families,⟧” Sarmento told" in out
    assert "quoted words, then who, then a verb of saying" in out
    cards = [card for one in collection.incidents.values() for card in incident_page(collection, one).cards]
    assert [card.differing for card in cards if card.differing] == [
        ("PTI: altered: words changed or added against the official text, weaker",)
    ]


def test_two_outlets_without_a_page_differ_and_nobody_is_blamed(tmp_path: Path):
    with open_store(imported(tmp_path, "news.txt", "other.txt").db, read_only=True) as store:
        found = fidelities(Collection.read(store))
    kinds = {key: (one["kind"], one["basis"]) for key, one in found.items() if one}
    assert ("wordings differ", "quotation") in kinds.values()
    assert "altered" not in {kind for kind, _ in kinds.values()}
