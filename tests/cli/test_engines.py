"""`match --engine spark` where Spark cannot run: said in a line, before anything is touched."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from tracker.cli.main import main


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main([str(one) for one in arguments])
    return int(left.value.code or 0), capsys.readouterr().err


def test_without_the_extra_or_java_nothing_is_started(
    demo_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    before = {path: path.stat().st_mtime_ns for path in demo_data.rglob("*")}
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    code, said = call(capsys, "match", "--engine", "spark", "--data", demo_data)
    assert (code, "statement-tracker[spark]" in said) == (2, True)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    code, said = call(capsys, "match", "--engine", "spark", "--data", demo_data)
    assert (code, "no java on the path" in said) == (2, True)
    assert {path: path.stat().st_mtime_ns for path in demo_data.rglob("*")} == before


def test_a_wrong_folder_is_told_before_spark_is_started(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, said = call(capsys, "match", "--engine", "spark", "--data", tmp_path / "none")
    assert (code, "holds no collection" in said) == (2, True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--master", "local[2]"), "--engine spark"),
        (("--engine", "local", "--scratch", "x"), "--engine spark"),
        (("--json",), "--refit"),
        (("--engine", "fast"), "local"),
    ],
)
def test_an_option_of_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], told: str
):
    code, said = call(capsys, "match", *given, "--data", tmp_path)
    assert (code, told in said) == (2, True)
