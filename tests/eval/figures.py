# ruff: noqa: T201 - the table goes to the terminal
"""Areas under curves, bootstrap intervals, reference data and pinned floors: what every evaluation prints with."""

import json
import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.json")
ROUNDS = 400

Scored = tuple[float, bool]
Item = TypeVar("Item")


def reference() -> Path | None:
    """The folder of reference data, which is not redistributed, or None."""
    path = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data"))
    return path if path.is_dir() else None


def labelled(name: str) -> list[dict[str, Any]]:
    folder = reference()
    assert folder is not None
    items: list[dict[str, Any]] = json.loads((folder / "eval" / name).read_text(encoding="utf-8"))
    return items


def auc(items: Sequence[Scored]) -> float:
    """The chance that a positive scores over a negative, ties counting half; 0.5 without both."""
    positives, negatives = ([s for s, label in items if label is want] for want in (True, False))
    if not positives or not negatives:
        return 0.5
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def balanced(items: Sequence[Scored]) -> float:
    """Mean of the shares of positives and of negatives that a score of 1 or 0 gets right."""
    halves = [[bool(s) is label for s, label in items if label is want] for want in (True, False)]
    return sum(sum(half) / len(half) if half else 0.5 for half in halves) / 2


def share(items: Sequence[Scored]) -> float:
    """The share of items whose score is 1."""
    return sum(s for s, _ in items) / len(items) if items else 0.0


def interval(items: Sequence[Item], figure: Callable[[Sequence[Item]], float]) -> tuple[float, float]:
    """The middle 95 % of the figure over items drawn again with replacement, with a fixed seed."""
    draw = random.Random(20)  # noqa: S311 - a bootstrap is no secret
    found = sorted(figure(draw.choices(items, k=len(items))) for _ in range(ROUNDS))
    return found[int(0.025 * ROUNDS)], found[int(0.975 * ROUNDS) - 1]


def line(name: str, items: Sequence[Item], figure: Callable[[Sequence[Item]], float]) -> float:
    """Print one figure with its interval and the size of its set, and return it."""
    value = figure(items)
    low, high = interval(items, figure)
    print(f"  {name:<44} {value:6.3f}  [{low:.3f}, {high:.3f}]  n={len(items)}")
    return value


def aims(found: Mapping[str, float], wanted: Mapping[str, float]) -> None:
    """Print what each figure is meant to reach one day beside what it is; floors alone decide the exit code."""
    for name, aim in wanted.items():
        reached = "reached" if found[name] >= aim else f"short by {aim - found[name]:.3f}"
        print(f"  {'aim for ' + name:<44} {aim:6.3f}  {reached}")


def held_to(found: Mapping[str, float], room: str) -> int:
    """0 if every pinned floor of the room is reached, else 1 with a line for each that is not."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))[room]
    short = [(name, floor) for name, floor in floors.items() if found.get(name, 0.0) < floor]
    for name, floor in short:
        print(f"  BELOW THE FLOOR: {name} is {found.get(name, 0.0):.3f}, floor {floor}")
    return 1 if short else 0
