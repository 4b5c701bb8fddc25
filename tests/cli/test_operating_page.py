"""What docs/operating.md tells people to type exists, and what it says of metrics and keys is what is printed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.cli.main import main
from tracker.model import Health
from tracker.report.operations.metrics import metrics
from tracker.report.tables.shapes import health_shape

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operating.md").read_text("utf-8")
TYPED = sorted(set(re.findall(r"^tracker ([^#\n]+?)\s*(?:#.*)?$", PAGE, re.MULTILINE)))


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_of_the_page_is_understood(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*typed.split(), "--help"])
    assert left.value.code == 0
    verb = typed.split(maxsplit=1)[0]
    assert f"Usage: tracker {verb}" in capsys.readouterr().out


def test_every_metric_is_explained() -> None:
    health = Health(source="x", status="green", last_good=datetime(2031, 3, 1, tzinfo=UTC))
    written = set(re.findall(r"# TYPE (\S+)", metrics([health], datetime(2031, 3, 1, tzinfo=UTC))))
    assert written == set(re.findall(r"^\| `(statement_tracker_\w+)`", PAGE, re.MULTILINE))


def test_every_key_of_health_is_named() -> None:
    said = re.search(r"gives for each source `([^`]+)`", PAGE)
    assert said
    assert set(re.split(r",\s+", said[1])) == set(health_shape(Health(source="x", status="green")))
