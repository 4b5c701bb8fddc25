"""The file for Prometheus, read by a parser of its own."""

import re
from datetime import UTC, date, datetime

from hypothesis import given, strategies as st

from tracker.model import Health
from tracker.report.operations.metrics import metrics

NOW = datetime(2031, 3, 1, 6, tzinfo=UTC)
FOUND = (
    Health(source="karsan", status="green", last_good=NOW, items=12),
    Health(source="osk", status="red", overdue=True, skipped=3, acknowledged_until=date(2031, 3, 2)),
    Health(source="new", status="amber", overdue=True),
)
LINE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<labels>(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (?P<value>[0-9.e+-]+)')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\\n]|\\[\\"n])*)"')


def read(text: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and labels. Each line is a comment or a sample, and each name is introduced."""
    found: dict[tuple[str, ...], float] = {}
    known: set[str] = set()
    assert text.endswith("\n")
    for line in text[:-1].split("\n"):
        if line.startswith("# TYPE "):
            known.add(line.split()[2])
            assert line.endswith(" gauge")
        elif not line.startswith("# HELP "):
            sample = LINE.fullmatch(line)
            assert sample, line
            assert sample["name"] in known
            values = [re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), v) for _, v in LABEL.findall(line)]
            key = (sample["name"].removeprefix("statement_tracker_"), *values)
            assert key not in found
            found[key] = float(sample["value"])
    return found


def test_every_source_has_its_samples() -> None:
    found = read(metrics(FOUND, NOW))
    assert found["health_timestamp_seconds",] == NOW.timestamp()
    assert found["source_last_good_timestamp_seconds", "karsan"] == NOW.timestamp()
    assert ("source_last_good_timestamp_seconds", "osk") not in found
    assert [found["source_items", one] for one in ("karsan", "osk", "new")] == [12, 0, 0]
    assert found["source_skipped", "osk"] == 3
    assert [found["source_overdue", one] for one in ("karsan", "osk", "new")] == [0, 1, 1]
    assert [found["source_acknowledged", one] for one in ("karsan", "osk", "new")] == [0, 1, 0]
    assert [found["source_alarming", one] for one in ("karsan", "osk", "new")] == [0, 0, 1]
    assert {key[2]: value for key, value in found.items() if key[:2] == ("source_status", "osk")} == {
        "green": 0,
        "amber": 0,
        "red": 1,
        "disabled": 0,
    }


@given(st.text())
def test_any_name_comes_back_as_it_was(name: str) -> None:
    found = read(metrics([Health(source=name, status="green", items=7)], NOW))
    assert found["source_items", name] == 7
