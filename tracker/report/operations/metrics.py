"""The health of every source in Prometheus' text format, for a monitor that reads files.

Owns the names of the metrics, which docs/operating.md explains: they are not changed. Pure; writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from tracker.model import Health

STATUSES = ("green", "amber", "red", "disabled")
_PREFIX = "statement_tracker_"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

#: Name, help and value of each metric that a source has; one without a value is left out.
_OF_A_SOURCE: tuple[tuple[str, str, Callable[[Health], float | None]], ...] = (
    (
        "source_last_good_timestamp_seconds",
        "When the source was last read whole; absent if never.",
        lambda one: one.last_good.timestamp() if one.last_good else None,
    ),
    ("source_items", "How many items the last whole pass listed.", lambda one: one.items),
    ("source_skipped", "How many items the last pass had to leave out.", lambda one: one.skipped),
    ("source_overdue", "1 if the source missed its time.", lambda one: int(one.overdue)),
    (
        "source_acknowledged",
        "1 if somebody said that they know of its trouble.",
        lambda one: int(one.acknowledged_until is not None),
    ),
    ("source_alarming", "1 if it is broken or overdue and nobody said that they know.", lambda one: int(one.alarming)),
)


def metrics(healths: Iterable[Health], now: datetime) -> str:
    """The whole text. The time of writing is among the metrics, so that a file that is no longer written shows."""
    found = list(healths)
    lines = [*_head("health_timestamp_seconds", "When this file was written.")]
    lines.append(f"{_PREFIX}health_timestamp_seconds {_number(now.timestamp())}")
    for name, meaning, value in _OF_A_SOURCE:
        lines += _head(name, meaning)
        lines += _samples(name, found, value)
    lines += _head("source_status", "1 for the status that the source has, 0 for the others.")
    lines += [
        f'{_PREFIX}source_status{{source="{label(one.source)}",status="{status}"}} {int(one.status == status)}'
        for one in found
        for status in STATUSES
    ]
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """A value of a label as the format wants it between quotes."""
    return text.translate(_ESCAPES)


def _head(name: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {_PREFIX}{name} {meaning}", f"# TYPE {_PREFIX}{name} gauge"


def _samples(name: str, found: Sequence[Health], value: Callable[[Health], float | None]) -> Iterator[str]:
    for one in found:
        number = value(one)
        if number is not None:
            yield f'{_PREFIX}{name}{{source="{label(one.source)}"}} {_number(number)}'


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
