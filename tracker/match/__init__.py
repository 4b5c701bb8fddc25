"""Matching: which passages say the same, which statements and incidents belong together, where words come from.

Everything here is pure: no clock, no network, no randomness. Names are loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.match.incidents.incidents import group_incidents
    from tracker.match.joining.pairs import similar_pairs
    from tracker.match.judging.judgement import Judgement, judge

__all__ = ["Judgement", "group_incidents", "judge", "similar_pairs"]

_HOMES = {
    "Judgement": "judging.judgement",
    "group_incidents": "incidents.incidents",
    "judge": "judging.judgement",
    "similar_pairs": "joining.pairs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
