"""Trouble that somebody knows of is shown as such wherever health is shown."""

import io
from datetime import UTC, date, datetime

from report_fake import Fake
from rich.console import Console

from tracker.model import Health
from tracker.report.collection import Collection
from tracker.report.terminal import tables as terminal
from tracker.report.views.sources import sources_page

KNOWN = Health(source="union-site", status="red", reason="moved", acknowledged_until=date(2031, 4, 1))


def test_on_the_page_of_sources(world: Fake) -> None:
    page = sources_page(Collection.read(world), {"union-site": KNOWN}, datetime(2031, 3, 20, tzinfo=UTC))
    row = next(row for row in page.rows if row.id == "union-site")
    assert row.status_label == "broken (known until 2031-04-01)"
    assert not row.good
    assert not any("known" in row.status_label for row in page.rows if row.id != "union-site")


def test_in_the_table() -> None:
    out = io.StringIO()
    Console(file=out, width=200).print(terminal.health([KNOWN]))
    assert "broken (known until 2031-04-01)" in out.getvalue()
