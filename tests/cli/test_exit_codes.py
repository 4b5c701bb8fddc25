"""What a shell gets: the code for each kind of mistake, and no traceback whatever is closed."""

import subprocess
import sys
from pathlib import Path

import forking
import pytest

from tracker.store import open_store

ROOT = Path(__file__).parents[2]
TRACKER = [sys.executable, "-c", "from tracker.cli import main; main()"]
ENTRY = """
sources:
  karsan:
    issuer: xaa-mfa
    name: Ministry of Karsan
    kind: html-list
    category: ministry
    country: XAA
    languages: en
    zone: UTC
    urls: https://mfa.karsan.example/statements/
    list: {item: li, link: "a@href", title: a}
    detail: {title: h1, body: div.article, date: time@datetime}
    dates: {formats: ["%Y-%m-%d"]}
    every: 6h
    licence: unstated
    enabled: false
    disabled_reason: "its host refuses us"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(ENTRY, "utf-8")
    return tmp_path


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def tracker(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = forking.tracker(folder, *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("url", ["foo", "ftp://x/", "file:///etc/passwd", "https://", "https://a:b@x.example/"])
def test_what_is_no_address_of_a_site_is_wrong_use(folder: Path, url: str) -> None:
    done = tracker(folder, "sources", "add", url)
    assert done.returncode == 2
    assert "as in https://mfa.example/news" in done.stderr
    assert (folder / "sources.yaml").read_text("utf-8") == ENTRY


def test_a_source_that_is_switched_off_and_asked_for_by_name_is_said_to_be_so(folder: Path) -> None:
    named = tracker(folder, "collect", "karsan")
    assert named.returncode == 1
    assert "karsan: was not asked, it is switched off in sources.yaml" in named.stderr
    assert "its host refuses us" in named.stdout
    every = tracker(folder, "collect")
    assert (every.returncode, "switched off" in every.stderr) == (0, False)


def test_an_export_onto_a_file_is_wrong_use(demo_data: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    done = tracker(tmp_path, "--data", str(demo_data), "export", "out")
    assert done.returncode == 2
    assert "out is a file" in done.stderr
    assert (tmp_path / "out").read_text("utf-8") == "mine"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_output_is_no_reason_for_a_traceback(folder: Path, closed: str) -> None:
    with open_store(folder / "data" / "tracker.db"):
        pass
    for verb in ("sources check", "statements", "health"):
        line = f"{sys.executable} -c '{TRACKER[2]}' {verb} {closed}"
        done = call(folder, "/bin/bash", "-c", line)
        assert done.returncode in (0, 1), (verb, done.stderr)
    with open_store(folder / "data" / "tracker.db", read_only=True) as store:
        assert list(store.check()) == []


@pytest.mark.parametrize("arguments", [["sources.yaml", "nosuch"], ["sources.yaml"], ["nowhere.yaml", "x"]])
def test_the_reader_of_fixture_pairs_names_what_is_wrong(folder: Path, arguments: list[str]) -> None:
    done = call(folder, sys.executable, str(ROOT / "tests" / "sources" / "pairs.py"), *arguments)
    assert done.returncode == 1
    assert done.stderr.strip()


def test_one_source_is_one_source(folder: Path) -> None:
    assert "1 source, 0 enabled" in tracker(folder, "sources", "check").stderr


def test_a_source_never_collected_is_called_that(folder: Path) -> None:
    (folder / "sources.yaml").write_text(ENTRY.split("    enabled:", maxsplit=1)[0], "utf-8")
    with open_store(folder / "data" / "tracker.db"):
        pass
    shown = tracker(folder, "health").stdout
    assert "never collected, overdue" in " ".join(shown.split())
    assert "read with gaps" not in shown
    assert tracker(folder, "match").returncode == 0
    assert tracker(folder, "site").returncode == 0
    page = (folder / "data" / "site" / "sources.html").read_text("utf-8")
    assert "never collected" in page
    assert "read with gaps" not in page
