"""The operator's verbs as a scheduler, a monitor and a person call them: real processes, exit codes, words."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path

import forking
import pytest
import yaml

from tracker.model import RunStatus, SourceRun
from tracker.store import migrations, open_store

TRACKER = [sys.executable, "-c", "from tracker.cli import main; main()"]
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
ENTRY = """
  {source}:
    issuer: xaa-mfa
    name: Ministry of {source}
    kind: html-list
    category: ministry
    country: XAA
    languages: en
    zone: UTC
    urls: https://{source}.example/statements/
    list: {{item: li, link: "a@href", title: a}}
    detail: {{title: h1, body: div.article, date: time@datetime}}
    dates: {{formats: ["%Y-%m-%d"]}}
    every: 6h
    licence: unstated
    enabled: {enabled}
    disabled_reason: "{reason}"
"""
# Waits inside the run, holding the lock, until somebody closes its standard input.
WAITING = """
import sys
from tracker.jobs import running
whole = running.collect_store
def waiting(*arguments, **more):
    print("at work", flush=True)
    sys.stdin.read()
    return whole(*arguments, **more)
running.collect_store = waiting
from tracker.cli import main
main(["run"])
"""


def write_sources(folder: Path, *sources: str, enabled: bool = True) -> None:
    entries = [
        ENTRY.format(source=one, enabled=str(enabled).lower(), reason="" if enabled else "a test").replace(
            '    disabled_reason: ""\n', ""
        )
        for one in sources
    ]
    (folder / "sources.yaml").write_text("sources:" + "".join(entries), "utf-8")


def passed(folder: Path, source: str, status: RunStatus = RunStatus.UNCHANGED, reason: str = "") -> None:
    at = NOW - HOUR / 2  # too lately to be asked again, failed or not
    run = SourceRun(source=source, started_at=at, ended_at=at, status=status, reason=reason)
    with open_store(folder / "data" / "tracker.db") as store, store.transaction():
        store.add_run(run)


def tracker(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in ("TRACKER_NOTIFY", "GITHUB_STEP_SUMMARY")}
    return forking.tracker(folder, *arguments, environment=clean | environment)


@pytest.fixture
def idle(tmp_path: Path) -> Path:
    """A folder whose only source is switched off, so that a run asks nobody."""
    write_sources(tmp_path, "karsan", enabled=False)
    return tmp_path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Two sources, one of them in trouble; the reason is as hostile as a page can be."""
    write_sources(tmp_path, "karsan", "osk")
    passed(tmp_path, "karsan", RunStatus.FAILED, "a | <b>challenge</b> \x1b[2J page")
    passed(tmp_path, "osk")
    return tmp_path


def test_a_second_run_leaves_at_once_with_a_clear_line(idle: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=idle, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "at work\n"
        second = tracker(idle, "run")
        assert (second.returncode, second.stdout) == (3, "")
        assert second.stderr.splitlines() == [
            "tracker: data: another tracker is at work here; wait for it, or name another folder with --data"
        ]
        assert first.poll() is None
        first.stdin.close()
        assert first.wait() == 0
    assert tracker(idle, "run").returncode == 0


def test_a_run_tells_its_summary_and_its_digest(broken: Path) -> None:
    write_sources(broken, "karsan", "osk")
    made = tracker(broken, "run", GITHUB_STEP_SUMMARY=str(broken / "summary.md"))
    assert made.returncode == 0, made.stderr
    assert "Statement tracker: 1 broke; see data/digest.txt" in made.stderr
    digest = (broken / "data" / "digest.txt").read_text("utf-8")
    assert "- karsan: a | <b>challenge</b> [2J page" in digest
    assert "### Statement tracker: 0 sources asked" in (broken / "summary.md").read_text("utf-8")
    again = tracker(broken, "run", GITHUB_STEP_SUMMARY=str(broken / "nowhere" / "summary.md"))
    assert again.returncode == 0
    assert "broke" not in again.stderr
    assert "summary.md: cannot be written" in again.stderr


def test_a_run_that_cannot_send_tells_it_and_goes_on(broken: Path) -> None:
    write_sources(broken, "karsan", "osk")
    made = tracker(broken, "run", TRACKER_NOTIFY="nonsense://user:secret@host json://")
    assert made.returncode == 0, made.stderr
    assert "the digest was not sent: " in made.stderr
    assert "secret" not in made.stderr + made.stdout
    wrong = tracker(broken, "run", "--notify", "somebody@example.org")
    assert wrong.returncode == 2
    assert "somebody" not in wrong.stderr


def test_a_run_without_addresses_does_not_import_apprise(idle: Path) -> None:
    program = (
        "import sys\nfrom tracker.cli import main\n"
        "try:\n    main(['run'])\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        "assert 'apprise' not in sys.modules and 'requests' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=idle, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_health_leaves_with_one_until_the_trouble_is_known(broken: Path) -> None:
    assert tracker(broken, "health").returncode == 1
    tomorrow = (NOW + 24 * HOUR).date()
    made = tracker(broken, "health", "--ack", "karsan", "--until", str(tomorrow))
    assert made.returncode == 0, made.stderr
    shown = tracker(broken, "health")
    assert shown.returncode == 0
    assert f"known until {tomorrow}" in " ".join(shown.stdout.split())
    found = {one["source"]: one for one in json.loads(tracker(broken, "health", "--json").stdout)}
    assert (found["karsan"]["status"], found["karsan"]["acknowledged_until"]) == ("red", str(tomorrow))
    assert found["osk"]["acknowledged_until"] is None
    assert "broke" not in tracker(broken, "run").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ack", "karsen", "--until", "2031-01-01"], 'did you mean "karsan"'),
        (["--ack", "karsan", "--until", str(date(2001, 1, 1))], "is over"),
        (["--ack", "karsan", "--until", "2999-01-01"], "more than a year"),
        (["--ack", "karsan"], "--until"),
        (["--until", "2031-01-01"], "--ack"),
    ],
)
def test_a_wrong_acknowledgement_is_wrong_use(broken: Path, arguments: list[str], said: str) -> None:
    made = tracker(broken, "health", *arguments)
    assert made.returncode == 2
    assert said in made.stderr
    assert "Traceback" not in made.stderr


def test_health_writes_for_prometheus_and_for_a_workflow(broken: Path) -> None:
    target = broken / "textfile" / "tracker.prom"
    missing = tracker(broken, "health", "--prometheus", str(target))
    assert missing.returncode == 3
    assert "tracker.prom: cannot be written" in missing.stderr
    target.parent.mkdir()
    target.write_text("old")
    made = tracker(broken, "health", "--prometheus", str(target), GITHUB_STEP_SUMMARY=str(broken / "summary.md"))
    assert made.returncode == 1
    assert 'statement_tracker_source_status{source="karsan",status="red"} 1\n' in target.read_text("utf-8")
    assert [path.name for path in target.parent.iterdir()] == ["tracker.prom"]
    assert target.stat().st_mode & 0o044 == 0o044 & ~_umask()
    summary = (broken / "summary.md").read_text("utf-8")
    assert "### Statement tracker: 2 sources, 1 in trouble" in summary
    assert "<b>" not in summary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_disk_is_shown_by_source(demo_data: Path, tmp_path: Path) -> None:
    shown = tracker(tmp_path, "health", "--disk", "--data", str(demo_data))
    assert shown.returncode in (0, 1), shown.stderr
    assert "yunlan_mfa_en" in shown.stdout
    found = json.loads(tracker(tmp_path, "health", "--disk", "--json", "--data", str(demo_data)).stdout)
    assert found["archive"] == sum(one["bytes"] for one in found["sources"])
    assert found["free"] > 0


@pytest.mark.parametrize("lines", [1, 0])
@pytest.mark.parametrize("many", [2, 400])
def test_a_reader_that_leaves_early_ends_it_quietly(tmp_path: Path, many: int, lines: int) -> None:
    """Both with more than a pipe holds and with less than a buffer holds."""
    write_sources(tmp_path, *(f"source{number}" for number in range(many)))
    passed(tmp_path, "source1")
    command = f"{shlex.join([*TRACKER, 'health', '--json'])} | head -n {lines}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout.splitlines()[-1]) in ((0, 141) if many > 2 else (0, 1, 141))


def test_an_older_store_is_brought_forward_and_the_person_is_told(idle: Path) -> None:
    (idle / "data").mkdir()
    db = sqlite3.connect(idle / "data" / "tracker.db", isolation_level=None)
    db.executescript(resources.files("tracker.store").joinpath("schema.sql").read_text("utf-8"))
    db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    db.close()
    made = tracker(idle, "run")
    assert made.returncode == 0, made.stderr
    assert "brought from schema 1 to" in made.stderr
    assert "the old store is kept as data/tracker.db.v1" in made.stderr
    assert "brought" not in tracker(idle, "run").stderr


def test_a_backup_says_what_it_did_and_refuses_other_folders(idle: Path) -> None:
    assert tracker(idle, "run").returncode == 0
    made = tracker(idle, "backup", "copy")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("2 files copied, 0 were there already")
    assert tracker(idle, "backup", "data/copy").returncode == 2


@pytest.mark.parametrize("kind", ["systemd", "cron", "github"])
def test_the_files_for_a_scheduler_are_written_and_what_they_call_runs(tmp_path: Path, kind: str) -> None:
    home = tmp_path / "a b%20$HOME it's"
    home.mkdir()
    write_sources(home, "karsan", enabled=False)
    made = tracker(home, "schedule", kind, "--out", "units")
    assert made.returncode == 0, made.stderr
    paths = [home / line for line in made.stdout.splitlines()]
    assert sorted((home / "units").iterdir()) == sorted(paths)
    texts = [path.read_text("utf-8") for path in paths]
    printed = tracker(home, "schedule", kind)
    assert all(text.strip() in printed.stdout for text in texts)
    assert printed.stdout.count("# ---------- ") == (len(paths) if len(paths) > 1 else 0)
    again = tracker(home, "schedule", kind, "--out", "units", "--ping", "https://ping.example/x")
    assert again.returncode == 2
    assert "is another one" in again.stderr
    if kind == "systemd":
        line = next(line for line in texts[0].splitlines() if line.startswith("ExecStart="))
        command = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")
        call = shlex.split(command)
    elif kind == "cron":
        line = next(line for line in texts[0].splitlines() if not line.startswith("#"))
        call = ["/bin/sh", "-c", line.split(" ", 5)[5].replace(r"\%", "%")]
    else:
        step = next(step for step in yaml.safe_load(texts[0])["jobs"]["run"]["steps"] if step.get("name") == "Run")
        call = ["/bin/bash", "-e", "-c", step["run"].replace("tracker ", f"{sys.executable} -c '{TRACKER[2]}' ", 1)]
    environment = os.environ | {"DATA": "data", "SOURCES": "sources.yaml"}
    cwd = home if kind == "github" else tmp_path
    done = subprocess.run(call, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (home / "data" / "site" / "index.html").is_file()


def test_a_workflow_takes_no_path_outside_its_repository(tmp_path: Path) -> None:
    made = tracker(tmp_path, "schedule", "github", "--data", "/srv/data")
    assert made.returncode == 2
    assert "lie in the repository" in made.stderr
