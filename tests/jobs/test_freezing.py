"""A frozen release says in a later month what it said in the first, and which of its ids live under another name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tracker.demo.visits import sources_path
from tracker.errors import AlreadyRunning, BadConfig, BadInput
from tracker.jobs import freezing
from tracker.jobs.freezing import freeze, since
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.model import Form, When, rendering_id
from tracker.report.collection import Collection
from tracker.report.tables.export import rows
from tracker.report.tables.frozen import Numbers, count, read_package, release_shape
from tracker.report.tables.schema import schema
from tracker.report.terminal.release import release
from tracker.store import open_store

CREATED = datetime(2030, 12, 1, 6, tzinfo=UTC)


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits, with configuration of its own."""
    shutil.copy(sources_path(), tmp_path / "sources.yaml")
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    return Workspace(data=data, sources=tmp_path / "sources.yaml")


@pytest.fixture(scope="module")
def release_v1(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample world, for reading."""
    home = tmp_path_factory.mktemp("release")
    data = Path(shutil.copytree(demo_data, home / "data"))
    return freeze(Workspace(data=data, sources=home / "sources.yaml"), "v1", out=home / "out", created=CREATED)


def numbers(workspace: Workspace) -> Numbers:
    with open_store(workspace.db, read_only=True) as store:
        return count(partial(rows, Collection.read(store)))


def another_month(workspace: Workspace, month: int) -> None:
    """Ministries say texts of earlier months again, changed a little."""
    with open_store(workspace.db) as store:
        held = [one for one in store.renderings(Form.STATEMENT) if one.language == "en" and one.published][:: 9 + month]
        for number, one in enumerate(held):
            assert one.retrieved_at is not None
            said = date(2030, 12, 1) + timedelta(days=30 * month + number)
            new = replace(
                one,
                id=rendering_id(one.source, f"month {month} {number}"),
                url=f"http://later.example/{month}/{number}",
                text=f"{one.text}\nIn month {month} we add that the harbour of number {number} stays open.",
                published=When(said.isoformat()),
                retrieved_at=one.retrieved_at + timedelta(days=30 * month),
            )
            with store.transaction():
                store.put_renderings([new], new.retrieved_at or CREATED)


def test_month_six_reproduces_month_one_and_says_where_its_ids_are(workspace: Workspace, tmp_path: Path) -> None:
    first = numbers(workspace)
    folder = freeze(workspace, "month-1", out=tmp_path / "releases", created=CREATED)
    for month in range(1, 6):
        another_month(workspace, month)
    match(workspace)
    keep, lost = sorted(first.formulas)[:2]
    workspace.corrections.write_text(
        f"corrections:\n  - {{what: formula-merge, id: {keep}, ids: [{lost}], who: A, when: 2031-05-01, why: none}}\n",
        "utf-8",
    )
    match(workspace)

    package = read_package(folder)
    assert package.damaged() == ()
    assert package.numbers() == first, "month one is reproduced from the package alone"
    found = since(workspace, package)
    assert found.frozen == first
    assert found.today == numbers(workspace) != first
    assert found.today.statements > first.statements
    assert dict(found.moved["formulas"])[lost] == keep
    frozen_ids = {one["id"] for one in package.rows("statements")}
    with open_store(workspace.db, read_only=True) as store:
        living = {one.id for one in store.statements()}
    assert frozen_ids - living == {key for key, _ in found.moved["statements"]} | set(found.gone["statements"])
    assert json.loads(json.dumps(release_shape(package, found)))["moved"]["formulas"][lost] == keep
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(release(package, found))
    shown = console.export_text()
    assert f"{lost} is now {keep}" in shown
    assert re.search(rf"^statements +{first.statements} +{found.today.statements}$", shown, re.MULTILINE)


def test_frozen_twice_the_bytes_are_the_same_and_a_name_is_taken_once(workspace: Workspace, tmp_path: Path) -> None:
    a = freeze(workspace, "v1", out=tmp_path / "a", created=CREATED)
    b = freeze(workspace, "v1", out=tmp_path / "b", created=CREATED)
    files = {path.relative_to(a) for path in a.rglob("*") if path.is_file()}
    assert {path.relative_to(b) for path in b.rglob("*") if path.is_file()} == files
    assert all((a / one).read_bytes() == (b / one).read_bytes() for one in files)
    with pytest.raises(BadConfig, match="never overwritten"):
        freeze(workspace, "v1", out=tmp_path / "a", created=CREATED)
    with workspace.lock(), pytest.raises(AlreadyRunning):
        freeze(workspace, "v2", out=tmp_path / "a", created=CREATED)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["v1"], "nothing half is left"
    for name in ("", "../v", ".v", "a/b", "v 1", "v."):
        with pytest.raises(BadConfig, match="no name for a release"):
            freeze(workspace, name, out=tmp_path / "a", created=CREATED)


def test_who_comes_second_takes_nothing_from_a_release_that_is_being_written(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, refused = freezing._put, []

    def disturbed(*given: Any) -> Any:
        if len(refused) < 3:
            with pytest.raises(AlreadyRunning) as error:
                freeze(workspace, "v1", out=tmp_path / "out", created=CREATED)
            refused.append(error)
        return put(*given)

    monkeypatch.setattr(freezing, "_put", disturbed)
    folder = freeze(workspace, "v1", out=tmp_path / "out", created=CREATED)
    assert len(refused) == 3
    assert read_package(folder).damaged() == ()


def test_what_a_killed_run_left_is_swept_away_and_is_no_release(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    left = out / f".v1.{freezing._mark(workspace)}.part"
    (left / "tables").mkdir(parents=True)
    (left / "tables" / "strange.csv").write_text("half", "utf-8")
    folder = freeze(workspace, "v1", out=out, created=CREATED)
    assert [one.name for one in out.iterdir()] == ["v1"]
    assert not (folder / "tables" / "strange.csv").exists()


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("created",), None),
        (("version",), 7),
        (("tracker",), {}),
        (("tracker", "tool"), ["x"]),
        (("resources",), {}),
        (("resources", 0, "path"), "tables/../../x"),
        (("resources", 0, "path"), "/etc/hostname"),
        (("resources", 0, "bytes"), "7"),
        (("resources", 0, "hash"), None),
        (("resources", 0, "schema"), "none"),
        (("resources", 0, "schema", "fields"), [{}]),
        (("resources", 0, "schema", "fields", 0, "name"), ["id"]),
        (("resources", 0, "schema", "fields", 0, "name"), "other"),
        (("resources", 0, "schema", "fields", 0, "type"), "integer"),
    ],
)
def test_a_damaged_description_is_said_in_words(release_v1: Path, tmp_path: Path, at: tuple[Any, ...], value: Any):
    folder = Path(shutil.copytree(release_v1, tmp_path / "v1"))
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    place = about
    for one in at[:-1]:
        place = place[one]
    place[at[-1]] = value
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(BadInput, match=r"datapackage\.json"):
        read_package(folder).numbers()


def test_the_package_is_what_frictionless_asks_for(workspace: Workspace, tmp_path: Path) -> None:
    folder = freeze(workspace, "Month.1", out=tmp_path, created=CREATED)
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert re.fullmatch(r"[a-z0-9._-]+", about["name"])
    assert (about["version"], about["created"]) == ("Month.1", "2030-12-01T06:00:00+00:00")
    assert {one["id"] for one in about["sources"]} >= {"veldoria_mfa"}
    assert all({"display", "licence", "title"} <= set(one) for one in about["sources"])
    assert set(about["tracker"]) == {"tool", "store_schema", "epoch", "collection"}
    names = [one["name"] for one in about["resources"]]
    assert len(set(names)) == len(names)
    assert {f"tables/{name}.csv" for name in schema()} <= {one["path"] for one in about["resources"]}
    for one in about["resources"]:
        body = (folder / one["path"]).read_bytes()
        assert one["bytes"] == len(body)
        assert one["hash"] == "sha256:" + hashlib.sha256(body).hexdigest()
        assert re.fullmatch(r"[a-z0-9._-]+", one["name"])
        if one["path"].startswith("tables/"):
            assert one["type"] == "table"
            follows(folder, one, names)
        else:  # else a reader would look for a schema in whatever ends on .jsonl
            assert one["type"] == "file"
            assert one["mediatype"] in {"application/x-ndjson", "application/yaml"}


KINDS = {"string", "integer", "number", "boolean", "date", "datetime"}


def follows(folder: Path, resource: dict[str, Any], names: list[str]) -> None:
    """The file has the fields of its schema, and every cell the type of its field."""
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file)
    fields = resource["schema"]["fields"]
    assert header == [one["name"] for one in fields]
    assert {one["type"] for one in fields} <= KINDS
    assert set(resource["schema"]["primaryKey"]) <= set(header)
    for key in resource["schema"]["foreignKeys"]:
        assert key["fields"] in header
        assert key["reference"]["resource"] in names
    for row in found:
        for field, cell in zip(fields, row, strict=True):
            fit(field, cell)


def fit(field: dict[str, Any], cell: str) -> None:
    limits = field.get("constraints", {})
    if cell == "":
        assert not limits.get("required"), field["name"]
        return
    {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": ["true", "false"].index,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
    }[field["type"]](cell)
    assert "enum" not in limits or cell in map(str, limits["enum"]), (field["name"], cell)


def test_what_people_wrote_and_the_ledger_are_in_it_and_no_article(workspace: Workspace, tmp_path: Path) -> None:
    folder = freeze(workspace, "v1", out=tmp_path, created=CREATED)
    assert (folder / "inputs" / "ledger.jsonl").read_bytes() == workspace.ledger.read_bytes()
    assert (folder / "inputs" / "sources.yaml").read_bytes() == workspace.sources.read_bytes()
    with open_store(workspace.db, read_only=True) as store:
        bodies = [one.text for one in store.renderings(Form.ARTICLE)]
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).decode("utf-8")
    assert bodies
    assert not any(one in whole for one in bodies)


def test_a_long_text_is_read_back_and_a_link_is_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    (tmp_path / ".v1.part").symlink_to(aside)
    folder = freeze(workspace, "v1", out=tmp_path, created=CREATED)
    assert list(aside.iterdir()) == []
    assert not folder.is_symlink()
    (tmp_path / "v2").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadConfig, match="never overwritten"):
        freeze(workspace, "v2", out=tmp_path, created=CREATED)
    path = folder / "tables" / "statements.csv"
    path.write_bytes(path.read_bytes().replace(b"condemn", b"condemn" * 20_000, 1))
    assert max(len(str(cell)) for row in read_package(folder).rows("statements") for cell in row.values()) > 1 << 17


def test_a_changed_file_is_found_and_a_foreign_folder_refused(workspace: Workspace, tmp_path: Path) -> None:
    folder = freeze(workspace, "v1", out=tmp_path, created=CREATED)
    path = folder / "tables" / "statements.csv"
    path.write_bytes(path.read_bytes().replace(b"condemn", b"contemn", 1))
    (folder / "tables" / "uses.csv").unlink()
    assert set(read_package(folder).damaged()) == {"tables/statements.csv", "tables/uses.csv"}
    with pytest.raises(BadInput, match="not in this package"):
        read_package(folder).rows("uses")
    with pytest.raises(BadInput, match="holds no datapackage"):
        read_package(tmp_path)
    for text in ("{", "[]", '{"resources": []}', '{"resources": [{"path": "../x"}], "version": "1", "tracker": {}}'):
        (folder / "datapackage.json").write_text(text, "utf-8")
        with pytest.raises(BadInput):
            read_package(folder)
