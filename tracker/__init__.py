"""The statement tracker: what foreign ministries say, and which phrasing returns after which incident."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.report.tables.frames import Frames

__all__ = ["open"]


def open(data_dir: str | Path = "data") -> Frames:  # noqa: A001  the design's word: tracker.open("data")
    """The tables of one data folder as DataFrames: statements, formulas, uses, incidents, issuers; opened read-only.

    Raises StoreTrouble when there is no collection in that folder.
    """
    from tracker.report.tables.frames import Frames  # noqa: PLC0415  importing the package must cost nothing
    from tracker.store import open_store  # noqa: PLC0415

    return Frames(open_store(Path(data_dir) / "tracker.db", read_only=True))
