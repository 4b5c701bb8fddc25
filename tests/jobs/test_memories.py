"""What matching remembers saves work and changes nothing: any history gives what is given by comparing all anew."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tracker.demo.visits import sources_path
from tracker.jobs import matching
from tracker.jobs.matching import match, match_store
from tracker.jobs.refitting import refit
from tracker.jobs.workspace import Workspace
from tracker.match.phrasings import phrasings
from tracker.match.phrasings.phrasings import Memory
from tracker.model import Form, Rendering
from tracker.store import Store, dump, open_store
from tracker.store.segments import FORMS, INDEX

MERGE = """corrections:
  - {{what: {what}, id: {id}, {more}, who: an editor, when: 2030-01-01, why: a test}}
"""


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits, with a sources.yaml beside which corrections can lie."""
    shutil.copy(sources_path(), tmp_path / "sources.yaml")
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    return Workspace(data=data, sources=tmp_path / "sources.yaml")


def anew(workspace: Workspace) -> tuple[list[str], bytes]:
    """What comparing all passages gives now, and the ledger after it; in a copy."""
    data = workspace.data.with_name("anew")
    shutil.rmtree(data, ignore_errors=True)
    copy = replace(workspace, data=Path(shutil.copytree(workspace.data, data)))
    with copy.lock(), open_store(copy.db) as store:
        for table in ("formulas", "uses", "passages", "statements", "origins", "search"):
            store._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        match_store(store, copy, whole=True)
        return list(dump(store)), copy.ledger.read_bytes()


def matched(workspace: Workspace) -> tuple[tuple[list[str], bytes], list[str]]:
    said: list[str] = []
    match(workspace, progress=said.append)
    with open_store(workspace.db, read_only=True) as store:
        return (list(dump(store)), workspace.ledger.read_bytes()), said


def same(workspace: Workspace) -> str:
    """Match; it must be what comparing all gives. The line that says how much was compared."""
    wanted = anew(workspace)
    found, said = matched(workspace)
    assert found == wanted
    return next(line for line in said if "passages are compared" in line or "passages come" in line)


def texts(store: Store) -> list[Rendering]:
    return [one for one in store.renderings() if one.form is not Form.EXCERPT and one.retrieved_at is not None]


def put(store: Store, *renderings: Rendering) -> None:
    with store.transaction():
        for one in renderings:
            assert one.retrieved_at is not None
            store.put_renderings([one], one.retrieved_at + timedelta(days=1))


def take_out(store: Store, *keys: str) -> None:
    with store.transaction():
        for key in keys:
            store._db.execute("DELETE FROM renderings WHERE id = ?", (key,))
            store._db.execute("DELETE FROM versions WHERE rendering = ?", (key,))
            store._db.execute("DELETE FROM sightings WHERE rendering = ?", (key,))


def correct(workspace: Workspace, what: str, key: str, more: str) -> None:
    workspace.corrections.write_text(MERGE.format(what=what, id=key, more=more), "utf-8")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
def test_any_history_gives_what_comparing_everything_gives(workspace: Workspace, seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - histories to try, no secrets
    assert same(workspace).startswith("0 passages come into the index, 0 go")
    lines = []
    for step in ("remove", "edit", "add", "date", "exclude"):
        with open_store(workspace.db) as store:
            held = texts(store)
            some = draw.sample(held, 4)
            ids = [statement.id for statement in store.statements()]
            if step == "remove":
                removed = some
                take_out(store, *(one.id for one in some))
            elif step == "add":
                put(store, *removed)
            elif step == "edit":
                other = {one.id: draw.choice(held).text for one in some}
                put(store, *(replace(one, text=f"{one.text}\n{other[one.id][:300]}") for one in some))
        if step in ("exclude", "date"):
            more = 'to: "2029-03-03"' if step == "date" else 'to: ""'
            correct(workspace, step, draw.choice(ids), more)
        lines.append(same(workspace))
    assert all("passages come into the index" in line for line in lines)


def test_what_is_there_is_not_read_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    match(workspace)
    asked: list[str] = []
    real = phrasings.canonical_all

    def watched(given: list[str], **more: object) -> object:
        asked.extend(given)
        return real(given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(phrasings, "canonical_all", watched)
    found, said = matched(workspace)
    assert asked == []
    assert "0 passages come into the index, 0 go" in said
    with open_store(workspace.db) as store:
        one = texts(store)[0]
        put(store, replace(one, text=f"{one.text}\nNobody has ever spoken of purple lighthouses in this way before."))
    matched(workspace)
    assert 0 < len(asked) < 5
    assert matched(workspace)[0] != found


def test_corrections_that_merge_compare_everything_and_leave_no_index(workspace: Workspace) -> None:
    with open_store(workspace.db) as store:
        first, second, *_ = sorted(one.id for one in store.formulas())
    correct(workspace, "formula-merge", first, f"ids: [{second}]")
    assert "corrections merge phrasings" in same(workspace)
    workspace.corrections.unlink()
    assert "an index is made" in same(workspace)
    assert "passages come into the index" in same(workspace)


def test_another_ledger_than_that_of_the_index_is_gone_by(workspace: Workspace) -> None:
    with workspace.ledger.open("a", encoding="utf-8") as file:
        first, second, *_ = [line.split('"')[3] for line in workspace.ledger.read_text("utf-8").splitlines()]
        entry = {"id": first, "thing": "formula", "event": "merged", "anchor": "", "into": second}
        file.write(json.dumps(entry) + "\n")
    assert "an index is made" in same(workspace)


def damage_index(store: Store) -> None:
    store._db.execute(
        "UPDATE segments SET data = CAST(data || x'00' AS BLOB) WHERE cache = ? AND name = 'ids'", (INDEX,)
    )


def lose_a_part(store: Store) -> None:
    store._db.execute("DELETE FROM segments WHERE cache = ? AND name = 'leader'", (INDEX,))


def make_foreign(store: Store) -> None:
    store._db.execute("UPDATE segments_version SET version = 'another'")


def lose_a_formula(store: Store) -> None:
    store._db.execute("DELETE FROM formulas WHERE id = (SELECT min(id) FROM formulas)")


def lose_a_use(store: Store) -> None:
    store._db.execute("DELETE FROM uses WHERE rowid = (SELECT max(rowid) FROM uses)")


@pytest.mark.parametrize("harm", [damage_index, lose_a_part, make_foreign, lose_a_formula, lose_a_use])
def test_an_index_that_is_not_as_it_was_written_is_made_anew(
    workspace: Workspace, harm: Callable[[Store], None]
) -> None:
    (wanted, ledger), _ = matched(workspace)
    with open_store(workspace.db) as store:
        harm(store)
    found, said = matched(workspace)
    assert found == (wanted, ledger)
    assert any("an index is made" in line for line in said)


def test_forms_that_are_not_as_they_were_written_are_made_anew(workspace: Workspace) -> None:
    wanted, _ = matched(workspace)
    for harm in (
        "UPDATE segments SET data = CAST(data || data AS BLOB) WHERE cache = 'forms' AND name = 'keys'",
        "UPDATE segments SET data = CAST(replace(data, 'a', 'b') AS BLOB) WHERE cache = 'forms' AND name = 'words'",
        "DELETE FROM segments WHERE cache = 'forms' AND name = 'terms'",
        "UPDATE segments_version SET version = 'another'",
    ):
        with open_store(workspace.db) as store:
            store._db.execute(harm)
            store._db.execute("DELETE FROM segments WHERE cache = ?", (INDEX,))
        assert matched(workspace)[0] == wanted
    with open_store(workspace.db) as store:
        assert store._db.execute("SELECT count(*) FROM segments WHERE cache = ?", (FORMS,)).fetchone()[0] == 4


def test_new_weights_drop_the_index_and_keep_the_forms(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Memory] = []
    real = matching.recall

    def watched(*values: object, **more: object) -> object:
        found = real(*values, **more)  # type: ignore[arg-type]
        made.append(found.memory)
        return found

    monkeypatch.setattr(matching, "recall", watched)
    said: list[str] = []
    refit(workspace, enough=150, progress=said.append)
    assert any("an index is made" in line for line in said)
    assert len(made[-1].forms)
    assert not made[-1].formulas
    assert "0 passages come into the index" in same(workspace)
