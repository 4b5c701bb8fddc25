"""Whether it is this machine's own network that failed, and not the sources.

Owns the rule and its words. Pure: runs are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from tracker.model import Health, SourceRun

#: In health's place for the network, under a name that no source can have.
NETWORK = "(network)"
REASON = "no source could be reached"
NEXT_STEP = "check this machine's network"
SENTENCE = f"{REASON}: {NEXT_STEP}"
#: One or two hosts may be gone by themselves.
_LEAST = 3


def out_of_reach(runs: Mapping[str, Sequence[SourceRun]]) -> frozenset[str]:
    """The sources that could not be connected to because nobody could be; empty while the network is there.

    `runs` are those of each source, in any order. At least three sources must have been lost since the last time that
    any source was reached: one that was lost before is gone by itself.
    """
    tried = {one: sorted((run for run in own if run.tried), key=_start) for one, own in runs.items()}
    reached = max((run.ended_at for own in tried.values() for run in own if not run.unreached), default=None)
    lost = {one: since for one, own in tried.items() if (since := _lost_since(own)) is not None}
    lately = [one for one, since in lost.items() if reached is None or since > reached]
    return frozenset(lost) if len(lately) >= _LEAST else frozenset()


def all_unreached(runs: Iterable[SourceRun]) -> bool:
    """Whether these runs asked several sources and reached none."""
    asked = [run for run in runs if run.tried]
    return len(asked) >= _LEAST and all(run.unreached for run in asked)


def network_first(healths: Sequence[Health]) -> tuple[Health, ...]:
    """The same with the network as one more thing that can be in trouble; it then stands for the sources it hides."""
    left = tuple(one for one in healths if one.next_step != NEXT_STEP)
    if len(left) == len(healths):
        return (Health(source=NETWORK, status="green"), *healths)
    return (Health(source=NETWORK, status="red", reason=REASON, next_step=NEXT_STEP), *left)


def _lost_since(own: Sequence[SourceRun]) -> datetime | None:
    """When the passes without a connection began with which the history of a source ends."""
    lost = list(takewhile(lambda run: run.unreached, reversed(own)))
    return lost[-1].started_at if lost else None


def _start(run: SourceRun) -> datetime:
    return run.started_at
