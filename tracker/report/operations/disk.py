"""The forecast of the disk as a table, as JSON, and as a line of warning.

Owns the units that people read. Never computes the forecast: that is growth's.
"""

from __future__ import annotations

import math
from typing import Any

from rich import box
from rich.table import Table

from tracker.report.labels import say
from tracker.report.operations.growth import Forecast
from tracker.report.terminal.tables import plain

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_STEP = 1000


def disk_table(found: Forecast) -> Table:
    """One line a source, those that take most first; then what lies beside the archive, and all."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, caption=_free(found), caption_justify="left")
    for name in ("source", "held", "per_day", "year"):
        table.add_column(say(f"disk.{name}"), overflow="fold", justify="left" if name == "source" else "right")
    for one in sorted(found.sources, key=lambda one: (-one.size, one.source)):
        young = one.per_day is None or one.year is None
        pace = (say("disk.young"), "") if young else (readable(one.per_day or 0), readable(one.year or 0))
        table.add_row(plain(one.source), readable(one.size), *pace)
    table.add_row(say("disk.beside"), readable(found.beside), "", "")
    table.add_row(say("disk.all"), readable(found.size + found.beside), readable(found.per_day), readable(found.year))
    return table


def disk_shape(found: Forecast) -> dict[str, Any]:
    """The same for programs, in bytes; what cannot be said yet is null."""
    return {
        "sources": [
            {"source": one.source, "bytes": one.size, "per_day": _whole(one.per_day), "year": one.year}
            for one in found.sources
        ],
        "archive": found.size,
        "beside": found.beside,
        "per_day": _whole(found.per_day),
        "year": found.year,
        "free": found.free,
        "days": None if found.days is None else math.floor(found.days),
        "warning": warning(found) or None,
    }


def warning(found: Forecast) -> str:
    """What must be said when the disk will be full soon; else nothing."""
    return say("disk.full", days=math.floor(found.days)) if found.soon and found.days is not None else ""


def readable(size: float) -> str:
    """Bytes as people read them."""
    unit = 0
    while size >= _STEP and unit < len(_UNITS) - 1:
        size /= _STEP
        unit += 1
    return f"{size:,.0f} {_UNITS[unit]}" if unit == 0 else f"{size:,.1f} {_UNITS[unit]}"


def _free(found: Forecast) -> str:
    days = say("disk.still") if found.days is None else say("disk.lasts", days=f"{math.floor(found.days):,}")
    return say("disk.free", free=readable(found.free), days=days)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
