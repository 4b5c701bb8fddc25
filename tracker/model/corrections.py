"""What people decided against the machine, as it took effect.

Owns what is remembered of a correction beside the thing that it changed. Never applies one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction that holds for one thing: the statement, incident or phrasing `thing` by its id of today.

    `number` is its place in corrections.yaml, counted from 1; `was` is what the machine had found, as a person would
    write it; `day` is the day on which `who` decided.
    """

    thing: str
    number: int
    what: str
    to: str = ""
    ids: tuple[str, ...] = ()
    was: str = ""
    who: str
    day: date
    why: str
