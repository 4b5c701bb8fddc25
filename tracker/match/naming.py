"""Names: the rare ones that tie texts to one event, and the name a person would give the event.

Owns which capitalised words count as rare in a collection, and the wording of incident names. Never groups anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from tracker.match.eventwords import Text
from tracker.match.mentions import REACH

#: A capitalised word inside a sentence: the names of places, trains, groups and victims.
_NAME = re.compile(r"(?<=[a-z,;’'”\"] )[A-Z][\w’'-]{3,}")
#: A name in more texts than this share (and than three texts) ties nothing together.
COMMON = 0.02


def rare_names(texts: Sequence[Text]) -> list[frozenset[str]]:
    """For each text the names that few texts of this collection have. Depends on the collection as a set alone."""
    names = [_names(text) for text in texts]
    seen: Counter[str] = Counter()
    for one in names:
        seen.update(one)
    most = max(4, int(COMMON * len(texts)))
    return [frozenset(name for name in one if 1 < seen[name] <= most) for one in names]


def _names(text: Text) -> set[str]:
    body = text.title + "\n" + text.body[:REACH]
    return {found.casefold().removesuffix("’s").removesuffix("'s") for found in _NAME.findall(body)}


def incident_name(label: str, places: Sequence[str], countries: Sequence[str], day: date | None, *, exact: bool) -> str:
    """Kind, the place named most (else the first state), and the day (the month where no text states it).

    For example: Attack in Balochistan, 26 August 2024.
    """
    where = next(iter((*places[:1], *countries[:1])), "")
    name = f"{label} in {where}" if where else label
    if day is None:
        return name
    return f"{name}, {day.day} {day:%B %Y}" if exact else f"{name}, {day:%B %Y}"
