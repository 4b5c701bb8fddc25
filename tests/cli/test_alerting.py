"""The verbs of alerts.yaml as a person calls them: exit codes, words, and that looking changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.cli import main

RULES = "rules:\n  edited: {when: silent-edit, everything: true, to: DESK}\n  fresh: {when: new-words, to: DESK}\n"


def call(*arguments: object) -> int:
    try:
        main([str(one) for one in arguments])
    except SystemExit as left:
        return int(left.code or 0)
    return 0


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "alerts.yaml"
    path.write_text(RULES, "utf-8")
    return path


def test_rules_are_checked_with_their_addresses(
    rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("DESK", raising=False)
    assert call("alerts", "check", "--alerts", rules) == 1
    assert 'rule "edited": DESK: is not set' in capsys.readouterr().err
    monkeypatch.setenv("DESK", "json://desk:secret@host")
    assert call("alerts", "check", "--alerts", rules) == 0
    told = capsys.readouterr()
    assert "2 rules, all well" in told.err
    assert "secret" not in told.err + told.out


def test_a_bad_rule_is_a_wrong_configuration(rules: Path, capsys: pytest.CaptureFixture[str]):
    rules.write_text("rules:\n  a: {when: spok}\n", "utf-8")
    assert call("alerts", "check", "--alerts", rules) == 2
    assert "alerts.yaml:2:" in capsys.readouterr().err


def test_what_would_have_been_told_is_printed(demo_data: Path, rules: Path, capsys: pytest.CaptureFixture[str]):
    before = (demo_data / "tracker.db").read_bytes()
    assert call("--data", demo_data, "alerts", "test", "--since", "2030-11-20", "--alerts", rules) == 0
    told = capsys.readouterr()
    assert "edited: Ministry of Foreign Affairs of Kestria" in told.out
    assert "fresh: " in told.out
    assert "nothing was sent" in told.err
    assert (demo_data / "tracker.db").read_bytes() == before


def test_a_dry_run_prints_what_the_next_run_would_send(
    demo_data: Path, rules: Path, capsys: pytest.CaptureFixture[str]
):
    assert call("--data", demo_data, "alerts", "send", "--dry-run", "--alerts", rules) == 0
    told = capsys.readouterr().err
    assert "nothing was sent" in told
    assert "the first time, a run sends one line that counts them" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("alerts", "test", "--since", "soon"), "expected a day"),
        (("alerts", "test", "--since", "2030-01-01", "--alerts", "nowhere.yaml"), "no such file"),
        (("alerts", "check"), "no such file"),
        (("alerts", "send", "--base", "ftp://x"), "expected the web address"),
        (("site", "--base", "x"), "expected the web address"),
    ],
)
def test_wrong_use_leaves_with_2(
    demo_data: Path, tmp_path: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
):
    if arguments[1] == "send":
        (tmp_path / "alerts.yaml").write_text(RULES, "utf-8")
    assert call("--data", demo_data, "--sources", tmp_path / "sources.yaml", *arguments) == 2
    assert said in capsys.readouterr().err
