"""Tables for a workflow's summary: right, and inert whatever was fetched."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from tracker.model import Health, RunStatus, SourceRun
from tracker.report.operations.summary import cell, health_summary, run_summary

NOW = datetime(2031, 3, 1, 6, tzinfo=UTC)


def rows(markdown: str) -> list[list[str]]:
    return [line[2:-2].split(" | ") for line in markdown.splitlines() if line.startswith("|")]


def test_health_shows_alarms_first_and_what_is_known() -> None:
    found = [
        Health(source="fine", status="green", last_good=NOW, items=5),
        Health(source="known", status="red", reason="moved", acknowledged_until=date(2031, 3, 9)),
        Health(source="bad", status="red", reason="gone"),
    ]
    text = health_summary(found)
    assert text.startswith("### Statement tracker: 3 sources, 1 in trouble\n\n")
    assert [row[0] for row in rows(text)[2:]] == ["bad", "known", "fine"]
    assert rows(text)[3][1] == "broken (known until 2031-03-09)"
    assert len({len(row) for row in rows(text)}) == 1


def test_a_run_shows_those_that_were_asked() -> None:
    def run(source: str, status: RunStatus) -> SourceRun:
        return SourceRun(source=source, started_at=NOW, ended_at=NOW, status=status, listed=9, skipped=(("a", "b"),))

    text = run_summary(
        [run("asked", RunStatus.PARTIAL), run("later", RunStatus.NOT_DUE), run("off", RunStatus.DISABLED)]
    )
    assert rows(text)[2:] == [["asked", "partial", "9", "0", "0", "1", ""]]
    assert rows(run_summary([])) == []


@pytest.mark.parametrize(
    "evil",
    [
        "a | b",
        "<img src=x onerror=alert(1)>",
        "[click](https://evil.example)",
        "![](https://evil.example/pixel)",
        "`code` *bold* _it_ ~~gone~~ $x$",
        "https://evil.example www.evil.example @somebody #12",
        "line\n\n# heading\n- list",
        "&lt;script&gt; \\| \x1b[31m \u202e",
    ],
)
def test_fetched_text_has_no_markup(evil: str) -> None:
    made = cell(evil)
    assert not set(made) & set("|<>[]`*_~$@\\!{}\n\x1b\u202e")
    assert "://" not in made
    assert "www." not in made
    assert "#" not in made.replace("&#", "")


@given(st.text())
def test_any_reason_is_one_cell_of_one_row(text: str) -> None:
    found = rows(health_summary([Health(source="karsan", status="red", reason=text)]))
    assert [len(row) for row in found] == [5, 5, 5]
