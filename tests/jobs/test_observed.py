"""From passes over sources to what is said of silence: broken, blocked, late, unread and on X alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.jobs.coverages import coverages
from tracker.match.observations import observe
from tracker.model import (
    Channel,
    Incident,
    Issuer,
    Observation,
    Observed,
    Party,
    Rendering,
    RunStatus,
    SourceRun,
    Statement,
    When,
)

EVENT = datetime(2031, 3, 14, 12, tzinfo=UTC)
INCIDENT = Incident(id="i", name="Attack", start=When("2031-03-14"), end=When("2031-03-14"), statements=("s",))
ISSUERS = (
    Issuer(id="xaa-mfa", name="Foreign Ministry of Arvenia", country="XAA"),
    Issuer(id="xab-mfa", name="Foreign Ministry of Osk", country="XAB"),
)
SAID = Statement(id="s", text="x", parties=(Party("xaa-mfa"),))


def passed(days: int, status: RunStatus = RunStatus.UNCHANGED, reason: str = "") -> SourceRun:
    at = EVENT + timedelta(days=days)
    return SourceRun(source="osk", started_at=at, ended_at=at, status=status, reason=reason, listed=10)


def published(days: int) -> Rendering:
    """An item of the list's first page, seen at the first pass: how far back the collection reaches."""
    day = (EVENT + timedelta(days=days)).date().isoformat()
    return Rendering(
        id=f"osk.{days}",
        source="osk",
        text="x",
        published=When(day),
        retrieved_at=EVENT + timedelta(4 if days > 0 else -30),
    )


def seen(runs: list[SourceRun], *, oldest: int = -40, **more: object) -> Observation:
    channel = Channel(**{"id": "osk", "issuer": "xab-mfa", "kind": "rss", "name": "Osk", **more})  # type: ignore[arg-type]
    found = observe(
        [INCIDENT], [SAID], issuers=ISSUERS, channels=[channel], coverage=coverages(runs, [published(oldest)])
    )  # fmt: skip
    return next(one for one in found if one.issuer == "xab-mfa")


WHOLE = [passed(-30), passed(-1), passed(8)]


def test_a_source_that_was_whole_from_the_day_to_a_week_after_found_nothing():
    found = seen(WHOLE)
    assert (found.state, found.reason) == (Observed.NONE_FOUND, "last check 2031-03-22")


@pytest.mark.parametrize(
    ("runs", "more", "reason"),
    [
        ([passed(-30), passed(-1), passed(8, RunStatus.FAILED, "no items")], {}, "osk: failed: no items"),
        ([passed(-30), passed(8, RunStatus.BLOCKED, "403")], {}, "osk: blocked: 403"),
        ([passed(-30), passed(3)], {}, "osk: not read since, up to 2031-03-21"),
        ([passed(5), passed(20)], {"oldest": 4}, "osk: collected since 2031-03-18"),
        ([], {}, "osk: never collected whole"),
        ([], {"kind": "x", "enabled": False}, "osk: on X, which has no free channel"),
        (WHOLE, {"access": "blocked"}, "osk: blocked"),
    ],
)
def test_what_nobody_could_see_is_not_silence(runs: list[SourceRun], more: dict[str, object], reason: str):
    found = seen(runs, **more)  # type: ignore[arg-type]
    assert (found.state, found.reason) == (Observed.NOT_OBSERVABLE, reason)
