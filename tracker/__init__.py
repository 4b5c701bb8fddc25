"""The statement tracker: what foreign ministries say, and which phrasing returns after which incident."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.report.research.frames import Frames

__all__ = ["open"]


def open(data_dir: str | Path = "data") -> Frames:  # noqa: A001  the design's word: tracker.open("data")
    """One data folder for a program or a notebook: its tables as DataFrames, its pages as HTML; opened read-only.

    Raises StoreTrouble when there is no collection in that folder, or none that this version reads.
    """
    from functools import partial  # noqa: PLC0415  importing the package must cost nothing

    from tracker.report.research.frames import Frames  # noqa: PLC0415  the same
    from tracker.store import open_store  # noqa: PLC0415  the same
    from tracker.store.database import named  # noqa: PLC0415  the same

    path = Path(data_dir) / "tracker.db"
    return Frames(open_store(path, read_only=True), guarded=partial(named, path))
