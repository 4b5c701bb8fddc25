"""On which day an article was published, where a page gives several answers.

Owns the order of trust among a page's dates and what is left when they contradict each other. Never reads a page, and
never makes a date more exact than those that agree on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.errors import BadDate
from tracker.when import Precision, When

#: Two dates of one publication may lie this far apart: zones, and a print edition's next morning.
_SLACK = timedelta(days=1)
#: A page says "published tomorrow" by its zone alone; further ahead of its retrieval it cannot have been published.
_AHEAD = timedelta(days=1)
#: Words of an article that was changed so long after its publication may be as young as the change.
_REWORKED = 30
_FINENESS = {Precision.YEAR: 0, Precision.MONTH: 1, Precision.DAY: 2, Precision.MINUTE: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One place of a page that states its date. `strong`: it is declared to be that of publication and no other's."""

    basis: str
    when: When
    strong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The date, the place that gave it, and in plain words what stands against it (empty where nothing does)."""

    when: When | None = None
    basis: str = ""
    doubt: str = ""


def settle(
    witnesses: Iterable[Witness], *, changed: When | None = None, retrieved: datetime | None = None
) -> Published:
    """The date that `witnesses`, most trusted first, give together.

    Those within a day of each other agree, and the first of the most exact among them is taken, one with an offset of
    its own before one in UTC. Of several that differ, most witnesses win, then a declared date over one that only
    stands in the page; where that decides nothing, what both allow remains: their month, their year, or no date.
    Dates after `retrieved`, the first day of 1970 and, where a declared date differs, the day of the last change
    (`changed`) are no dates of publication.
    """
    known = [one for one in witnesses if _possible(one.when, retrieved)]
    declared = [one for one in known if one.strong]
    known = [one for one in known if one.strong or not _is_change(one, declared, changed)]
    camps = _camps(known)
    if not camps:
        return Published()
    best = [camp for camp in camps if _weight(camp) == max(map(_weight, camps))]
    if len(best) == 1:
        chosen = max(best[0], key=lambda one: (_FINENESS[one.when.precision], one.strong, _at_home(one.when)))
        doubt = _told(camps) if len(camps) > 1 else _reworked(chosen.when, changed)
        return Published(when=chosen.when, basis=chosen.basis, doubt=doubt)
    return Published(when=_shared([camp[0].when for camp in best]), basis="contradicted", doubt=_told(camps))


def _possible(when: When, retrieved: datetime | None) -> bool:
    """A computer without a date says 1970-01-01, or the evening before; nothing is published after it was fetched."""
    if when.iso[:10] in ("1970-01-01", "1969-12-31"):
        return False
    return retrieved is None or when.start <= retrieved + _AHEAD


def _is_change(one: Witness, declared: Sequence[Witness], changed: When | None) -> bool:
    if changed is None or not declared or not agree(one.when, changed):
        return False
    return not any(agree(one.when, other.when) for other in declared)


def agree(one: When, other: When) -> bool:
    """Whether two dates can be those of one publication: no more than a day apart, or one within the other."""
    return one.start - _SLACK < other.end and other.start - _SLACK < one.end


def _camps(known: Sequence[Witness]) -> list[list[Witness]]:
    """Witnesses that agree with the first of their camp, which is the most trusted and as exact as a day if one is."""
    exact = [one for one in known if _FINENESS[one.when.precision] >= _FINENESS[Precision.DAY]]
    camps: list[list[Witness]] = []
    for one in (*exact, *(one for one in known if one not in exact)):
        camp = next((camp for camp in camps if agree(camp[0].when, one.when)), None)
        if camp is None:
            camps.append([one])
        else:
            camp.append(one)
    return camps


def _at_home(when: When) -> bool:
    """Whether the date keeps the clock of where it was published; programs turn it into UTC."""
    return when.precision is Precision.MINUTE and not when.iso.endswith("+00:00")


def _weight(camp: Sequence[Witness]) -> tuple[int, bool]:
    return len(camp), any(one.strong for one in camp)


def _shared(dates: Sequence[When]) -> When | None:
    """The month or year in which all the dates lie."""
    for length in (7, 4):
        heads = {when.iso[:length] for when in dates}
        if len(heads) == 1:
            return _made(heads.pop(), dates[0].zone)
    return None


def _made(iso: str, zone: str | None) -> When | None:
    try:
        return When(iso, zone)
    except BadDate:
        return None


def _told(camps: Sequence[Sequence[Witness]]) -> str:
    return "; ".join(f"{camp[0].basis} says {camp[0].when.iso[:10]}" for camp in camps)


def _reworked(published: When, changed: When | None) -> str:
    if changed is None or published.days_until(changed) <= _REWORKED:
        return ""
    return f"changed on {changed.iso[:10]}, long after its publication"
