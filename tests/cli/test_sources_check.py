"""`tracker sources check`: what is no mistake of one line, said before the first run."""

import subprocess
import sys
from pathlib import Path

import pytest

ENTRY = """
  {source}: {{issuer: xaa-mfa, name: Ministry, category: ministry, country: XAA, languages: en, zone: UTC, kind: rss,
    url: "https://mfa.example/feed", detail: {{body: article}}}}
"""


def check(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "sources.yaml").write_text(text, "utf-8")
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "sources", "check"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("text", ["sources:\n", "sources: {}\n", "contact: desk@newsroom.example\n"])
def test_a_file_without_sources_is_a_mistake(tmp_path: Path, text: str) -> None:
    done = check(tmp_path, text)
    assert done.returncode == 2
    assert "sources.yaml: names no sources" in done.stderr


@pytest.mark.parametrize("contact", ["", 'contact: ""\n'])
def test_an_empty_contact_is_warned_of(tmp_path: Path, contact: str) -> None:
    done = check(tmp_path, f"{contact}sources:{ENTRY.format(source='karsan')}")
    assert done.returncode == 0
    first, last = done.stderr.splitlines()
    assert first.startswith("sources.yaml: warning: `contact:` is empty: ")
    assert "the owner of a site reaches you" in first
    assert "all well" not in last


def test_a_contact_that_is_there_is_well(tmp_path: Path) -> None:
    done = check(tmp_path, f"contact: desk@newsroom.example\nsources:{ENTRY.format(source='karsan')}")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.endswith("1 enabled, all well")


def test_a_copied_entry_is_refused_by_its_line(tmp_path: Path) -> None:
    text = f"sources:{ENTRY.format(source='karsan')}{ENTRY.format(source='osk')}"
    done = check(tmp_path, text)
    assert done.returncode == 2
    assert "sources.yaml:6:5: " in done.stderr
    assert '"karsan" (line 2)' in done.stderr
