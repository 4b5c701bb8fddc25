"""How soon: hours between minutes, else days, and a stretch of days where a time is a stretch."""

import pytest

from tracker.model import Incident, When
from tracker.report.views.lags import lag_after


@pytest.mark.parametrize(
    ("start", "end", "said", "hours", "days", "text"),
    [
        ("2031-03-14T08:10+03:00", "2031-03-14", "2031-03-14T11:40+03:00", 3.5, None, "+3 h 30"),
        ("2031-03-14T08:10+03:00", None, "2031-03-15T08:10+03:00", 24.0, None, "+24 h 00"),
        ("2031-03-14", "2031-03-14", "2031-03-16", None, (2, 2), "+2 days"),
        ("2031-03-14", "2031-03-14", "2031-03-14", None, (0, 0), "same time"),
        ("2031-03-14", "2031-03-14", "2031-03-15T11:00+00:00", None, (1, 1), "+1 day"),
        ("2031-03-14", "2031-03-15", "2031-03-16", None, (1, 2), "+1 to 2 days"),
        ("2031-03-14", "2031-03-15", "2031-03-15", None, (0, 1), "+0 to 1 day"),
        ("2031-03-14", "2031-03-14", "2031-03", None, (-13, 17), "−13 to 17 days"),
        ("2031-03-14", "2031-03-14", None, None, None, "how soon is not known"),
        (None, None, "2031-03-14", None, None, "how soon is not known"),
    ],
)
def test_lags(  # noqa: PLR0917  a table of six columns
    start: str | None,
    end: str | None,
    said: str | None,
    hours: float | None,
    days: tuple[int, int] | None,
    text: str,
):
    incident = Incident(id="i", name="x", start=When(start) if start else None, end=When(end) if end else None)
    found = lag_after(incident, When(said) if said else None)
    assert (found.hours, found.days, found.text) == (hours, days, text)
