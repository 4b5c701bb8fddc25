# ruff: noqa: T201 - the table goes to the terminal
"""Which texts answer one event: groups of labelled statements beside every statement alone."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import partitions
from figures import aims, held_to, line, reference, share

from tracker.match import group_incidents
from tracker.match.incidents.incidents import Grouping
from tracker.terms import Scope

#: What the grouping is told; place, kind and day of the event are the labels' own.
TOLD = ("id", "text", "date", "title", "country")
LONE = ("general", "multi")
AIMS = {"b3 f1": 0.85, "pairwise f1": 0.75, "general f1": 0.80}


def statements() -> list[dict[str, Any]]:
    folder = reference()
    assert folder is not None
    lines = (folder / "eval" / "incidents_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(one) for one in lines]


def hits(items: Sequence[tuple[bool, bool]]) -> float:
    """F1 of one label over (wanted, given)."""
    both = sum(wanted and given for wanted, given in items)
    return 2 * both / max(sum(wanted + given for wanted, given in items), 1)


def given_groups(grouping: Grouping) -> dict[str, str]:
    """The first group in the order of days that holds each statement."""
    found: dict[str, str] = {}
    for number, group in enumerate(grouping):
        for statement in group.statements:
            found.setdefault(statement, str(number))
    return found


def main() -> int:
    if reference() is None:
        print("eval_incidents: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    items = statements()
    grouping = group_incidents({name: item[name] for name in TOLD} for item in items)
    true = {item["id"]: item["incident"] for item in items if item["incident"] not in LONE}
    groups = partitions.standings(true, given_groups(grouping))
    alone = partitions.standings(true, {})
    print(f"incidents: {len(items)} statements, {len(true)} of one event each; n events, drawn again whole")
    found = {
        "b3 f1": line("B3 F1", groups, partitions.bcubed),
        "b3 precision": line("B3 precision", groups, partitions.bcubed_precision),
        "b3 recall": line("B3 recall", groups, partitions.bcubed_recall),
        "b3 alone": line("B3 F1, every statement alone", alone, partitions.bcubed),
        "pairwise f1": line("pairwise F1", groups, partitions.pairwise),
        "pairwise precision": line("pairwise precision", groups, partitions.pairwise_precision),
        "pairwise recall": line("pairwise recall", groups, partitions.pairwise_recall),
    }
    general = [(item["incident"] == "general", grouping.scopes[item["id"]] is Scope.GENERAL) for item in items]
    found["general f1"] = line(f"general: F1 ({sum(w for w, _ in general)} are)", general, hits)
    found["general precision"] = line("general: precision", [(float(w), w) for w, g in general if g], share)
    found["general recall"] = line("general: recall", [(float(g), g) for w, g in general if w], share)
    aims(found, AIMS)
    return held_to(found, "incidents")


if __name__ == "__main__":
    sys.exit(main())
