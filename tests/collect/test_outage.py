"""Whether it is this machine that reaches nobody, or the sources that are gone, from runs alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.collect.asking.outage import NETWORK, NEXT_STEP, all_unreached, network_first, out_of_reach
from tracker.errors import Unreached
from tracker.model import Health, RunStatus, SourceRun

NOON = datetime(2031, 3, 1, 12, tzinfo=UTC)
GOOD, LOST, OTHER = "good", "lost", "other"


def history(source: str, *passes: tuple[float, str]) -> list[SourceRun]:
    runs = []
    for hours, how in passes:
        at = NOON + timedelta(hours=hours)
        status = RunStatus.COMPLETE if how == GOOD else RunStatus.FAILED
        reason = {GOOD: "", LOST: Unreached.MARK + "host", OTHER: "https://x.example/: no connection: said so"}[how]
        runs.append(SourceRun(source=source, started_at=at, ended_at=at, status=status, reason=reason))
    return runs


@pytest.mark.parametrize(
    ("passes", "lost"),
    [
        ([[(0, GOOD), (1, LOST)]] * 3, "012"),
        ([[(1, LOST)]] * 3, "012"),
        ([[(0, GOOD), (1, LOST), (2, LOST), (3, LOST)]] * 3, "012"),
        ([[(1, LOST)]] * 2, ""),
        ([[(0, GOOD), (1, OTHER)]] * 3, ""),
        ([[(0, GOOD), (1, LOST)]] * 3 + [[(0, GOOD), (1, GOOD)]], ""),
        ([[(0, GOOD), (1, LOST)]] * 3 + [[(0, GOOD)]], "012"),
        ([[(1, LOST), (2, LOST)]] * 3 + [[(1, GOOD)]], ""),
        ([[(-5, LOST), (1, LOST)]] + [[(0, GOOD), (1, LOST)]] * 3, "0123"),
        ([[(-5, LOST), (1, LOST)]] + [[(0, GOOD), (1, LOST)]] * 2, ""),
        ([[(0, GOOD), (1, LOST), (2, GOOD)]] * 3, ""),
        ([[]] * 3, ""),
    ],
)
def test_the_network_is_gone_when_three_were_lost_since_anybody_was_reached(
    passes: list[list[tuple[float, str]]], lost: str
) -> None:
    runs = {str(number): history(str(number), *own) for number, own in enumerate(passes)}
    assert "".join(sorted(out_of_reach(runs))) == lost


def test_a_run_reached_nobody_when_all_that_it_asked_were_lost() -> None:
    lost = [history(name, (0, LOST))[0] for name in "abc"]
    idle = SourceRun(source="d", started_at=NOON, ended_at=NOON, status=RunStatus.NOT_DUE)
    assert all_unreached([*lost, idle])
    assert not all_unreached([*lost[:2], idle])
    assert not all_unreached([*lost, *history("e", (0, GOOD))])


def test_the_network_stands_for_the_sources_that_it_hides() -> None:
    hidden = [Health(source=name, status="red", next_step=NEXT_STEP) for name in "abc"]
    other = Health(source="d", status="red", next_step="tracker collect d")
    assert [(one.source, one.status) for one in network_first([*hidden, other])] == [(NETWORK, "red"), ("d", "red")]
    assert [(one.source, one.status) for one in network_first([other])] == [(NETWORK, "green"), ("d", "red")]
