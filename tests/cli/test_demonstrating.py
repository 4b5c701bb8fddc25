"""The demo: a short account for whoever sees the tracker first, and a collection whose time stands still."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.cli.demonstrating import _account, _started_as
from tracker.cli.main import main
from tracker.jobs.healths import healths
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.store import open_store


def test_the_account_says_what_is_there_what_is_broken_and_what_to_type(
    demo_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["/nowhere at all/tracker", "demo"])
    workspace = Workspace(data=demo_data, sources=demo_data / "sources.yaml")
    with open_store(workspace.db, read_only=True) as store:
        held = Collection.read(store)
        made, stored = store.count("statements"), {one.source for one in healths(workspace) if one.alarming}
        lines = list(_account(workspace, held, healths(workspace)))
    assert any(f"{made} statements" in line for line in lines)
    assert stored == {"sahlan_mfa", "zoravia_mfa"}
    assert {line.split(":")[0].strip() for line in lines} >= stored
    typed = [line for line in lines if f"--data {demo_data}" in line]
    assert [line.split(str(demo_data))[1].split()[0] for line in typed] == ["serve", "across", "formulas"]
    assert all(line.strip().startswith("'/nowhere at all/tracker' --data") for line in typed)
    assert len(lines) < 12


@pytest.mark.parametrize(
    ("argv", "expected"),
    [("/usr/bin/tracker", "tracker"), ("/elsewhere/tracker", "/elsewhere/tracker"), ("x/__main__.py", "py -m tracker")],
)
def test_it_is_named_as_it_was_started(monkeypatch: pytest.MonkeyPatch, argv: str, expected: str) -> None:
    monkeypatch.setattr("sys.argv", [argv])
    monkeypatch.setattr("sys.executable", "py")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert _started_as() == expected


def test_the_time_in_the_sample_world_stands_still_for_every_command(
    demo_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its passes lie in years to come: by this machine's clock every source would be down."""
    workspace = Workspace(data=demo_data, sources=demo_data / "sources.yaml")
    assert (workspace.now().year, workspace.now().tzinfo) == (2030, UTC)
    with pytest.raises(SystemExit):
        main(["--data", str(demo_data), "health", "--json"])
    trouble = [one["source"] for one in json.loads(capsys.readouterr().out) if one["status"] != "green"]
    assert sorted(trouble) == ["sahlan_mfa", "zoravia_mfa"]
    begun = Path(shutil.copytree(demo_data, tmp_path / "begun"))
    (begun / ".sample-world").write_text("", "utf-8")  # a demo that was killed before its first visit ended
    assert Workspace(data=begun).now() != workspace.now()
    assert (datetime.now(UTC) - Workspace(data=tmp_path).now()).total_seconds() < 60
