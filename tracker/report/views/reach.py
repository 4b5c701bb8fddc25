"""How far the collection reaches: from which countries, and over which time.

Owns the counts by country and by month. Never says that what is not counted was not said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pycountry

from tracker.model import Evidence
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.views.pictures import Bars, bars

#: More months than this are counted by year.
MONTHS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What is held of one country's issuers, or of all that belong to none."""

    name: str
    sources: int
    issuers: int
    official: int
    reported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Statements over time, as a picture and as the table beside it, and by country."""

    picture: Bars | None
    counts: tuple[tuple[str, int, int], ...]
    countries: tuple[Country, ...]


def reach(collection: Collection) -> Reach:
    """What the collection holds, by time and by country."""
    counts = _over_time(collection)
    picture = bars(say("reach.title"), say("reach.what"), [(label, one + two) for label, one, two in counts])
    return Reach(picture=picture, counts=counts, countries=_countries(collection))


def _over_time(collection: Collection) -> tuple[tuple[str, int, int], ...]:
    """(month or year, official statements, statements known by reports), with empty stretches between."""
    dated = [(one.date.day, one.evidence is Evidence.OFFICIAL) for one in collection.statements.values() if one.date]
    if not dated:
        return ()
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MONTHS:
        labels: Sequence[str] = [str(year) for year in range(first.year, last.year + 1)]
    else:
        places = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + months)
        labels = [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in places]
    size = len(labels[0])
    found = Counter((day.isoformat()[:size], official) for day, official in dated)
    return tuple((label, found[label, True], found[label, False]) for label in labels)


def _countries(collection: Collection) -> tuple[Country, ...]:
    sources: Counter[str] = Counter(
        _country(collection, one.issuer) for one in collection.channels.values() if one.issuer
    )
    issuers: dict[str, set[str]] = defaultdict(set)
    said: Counter[tuple[str, bool]] = Counter()
    for issuer, own in collection.by_issuer.items():
        code = _country(collection, issuer)
        issuers[code].add(issuer)
        for one in own:
            said[code, one.evidence is Evidence.OFFICIAL] += 1
    rows = [
        Country(
            name=_name(code),
            sources=sources[code],
            issuers=len(issuers[code]),
            official=said[code, True],
            reported=said[code, False],
        )
        for code in {*sources, *issuers}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.sources, -row.official, -row.reported, row.name)))


def _country(collection: Collection, issuer: str) -> str:
    held = collection.issuers.get(issuer)
    return (held.country or "") if held else ""


def _name(code: str) -> str:
    found = pycountry.countries.get(alpha_3=code) if code else None
    return getattr(found, "common_name", found.name) if found else code or say("reach.no_country")
