import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.cli.main import main, settings_first
from tracker.cli.talk import harmless
from tracker.errors import MissingExtra


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        (["match", "--data", "x"], ["--data", "x", "match"]),
        (["--data", "x", "match"], ["--data", "x", "match"]),
        (["show", "id", "--sources=s.yaml"], ["--sources=s.yaml", "show", "id"]),
        (["search", "--", "--data", "x"], ["search", "--", "--data", "x"]),
        (["match", "--data"], ["--data", "match"]),
    ],
)
def test_settings_may_stand_before_or_after_the_verb(typed: list[str], parsed: list[str]) -> None:
    assert settings_first(typed) == parsed


def test_help_does_not_import_pandas() -> None:
    program = (
        "import sys\nfrom tracker.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as left:\n    assert left.code == 0\n"
        "heavy = {'pandas', 'numpy', 'httpx', 'jinja2', 'icu4py'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "tracker [OPTIONS] COMMAND" in done.stdout


@pytest.mark.parametrize("verb", ["demo", "run", "collect", "import", "match", "site", "show", "across", "export"])
def test_every_verb_has_help_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])
    assert left.value.code == 0
    assert f"Example: tracker {verb}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("typed", [["nonsense"], ["match", "--nonsense"], ["show"]])
def test_wrong_use_leaves_with_two(typed: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    assert left.value.code == 2


def test_what_could_turn_a_terminal_is_taken_out() -> None:
    assert harmless("a\x1b[31mb\u202ec\nd\te\u2066\u200f\r\x9b\ufeff") == "a[31mbc\nd\te"
    assert harmless("می\u200cخواهیم क्\u200dष") == "می\u200cخواهیم क्\u200dष"


def test_a_collection_that_brings_its_sources_is_read_with_them_and_not_with_those_that_lie_here(
    demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(demo_data, tmp_path / "sample"))
    (tmp_path / "sources.yaml").write_text("sources: {}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["--data", "sample", "health", "--json"])
    assert "littoral_union" in {one["source"] for one in json.loads(capsys.readouterr().out)}
    (data / "sources.yaml").unlink()
    with pytest.raises(SystemExit):
        main(["--data", "sample", "health", "--json"])
    assert "littoral_union" not in {one["source"] for one in json.loads(capsys.readouterr().out or "[]")}


def test_what_is_missing_is_installed_with_the_python_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/opt/my tracker/bin/python")
    assert str(MissingExtra("serve", "the server")).endswith(
        """: '/opt/my tracker/bin/python' -m pip install "statement-tracker[serve]\""""
    )
