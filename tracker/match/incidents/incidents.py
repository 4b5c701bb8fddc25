"""Incidents: which texts answer one event.

Owns the way from texts to groups, and the scope of every statement. Never counts victims, never takes a background
event for the one that is answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.names.nations import alpha3
from tracker.language.texts.identify import identify
from tracker.match.incidents.events import read_event
from tracker.match.incidents.eventwords import Text
from tracker.match.incidents.gathering import Read, Unit, date_again, gather
from tracker.match.incidents.naming import rare_names
from tracker.match.incidents.telling import Group, told_group
from tracker.model import Scope, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """All groups in the order of day and first statement, and the scope of every statement."""

    groups: tuple[Group, ...]
    scopes: Mapping[str, Scope]

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)


def group_incidents(statements: Iterable[Any], *, gazetteer: Gazetteer | None = None) -> Grouping:
    """Groups of statements that answer one event each.

    Takes mappings or objects with `id`, `text`, `date` (ISO text, date or When) and, where known, `title`,
    `question`, `country` (of the speaker: alpha-3 or a name) and `language`. The order of the statements has no
    influence.
    """
    return group_units([_unit(one) for one in statements], gazetteer=gazetteer or default_gazetteer())


def _unit(one: Any) -> Unit:
    when, body = _value(one, "date"), str(_value(one, "text") or "")
    if when is not None and not isinstance(when, When):
        when = When(str(when)) if str(when) else None
    country = str(_value(one, "country") or "")
    text = Text(
        title=str(_value(one, "title") or ""),
        body="\n".join(part for part in (str(_value(one, "question") or ""), body) if part),
        language=str(_value(one, "language") or identify(body)),
        published=when,
        home=alpha3(country) if country else None,
    )
    key = str(_value(one, "id"))
    return Unit(id=key, statements=(key,), text=text)


def _value(one: Any, name: str) -> Any:
    """A field of a mapping or an attribute of an object; None where it is missing."""
    return one.get(name) if isinstance(one, Mapping) else getattr(one, name, None)


def group_units(units: Sequence[Unit], *, gazetteer: Gazetteer) -> Grouping:
    """Groups of units; `statements` of a unit follow it. Pure, and independent of the order of `units`."""
    ordered = sorted(units, key=lambda u: u.id)
    events = {unit.id: read_event(unit.text, gazetteer) for unit in ordered}
    names = rare_names([u.text for u in ordered if events[u.id]])
    by_unit = dict(zip([u.id for u in ordered if events[u.id]], names, strict=True))
    reads = [Read(unit=u, event=e, rare=by_unit[u.id]) for u in ordered if (e := events[u.id])]
    clusters = gather(reads)
    for cluster in clusters:
        date_again(cluster, gazetteer)
    groups = tuple(
        sorted((told_group(c, gazetteer) for c in clusters), key=lambda g: (g.first or date.max, g.statements))
    )
    return Grouping(groups=groups, scopes=_scopes(ordered, groups))


def _scopes(units: Sequence[Unit], groups: Sequence[Group]) -> dict[str, Scope]:
    """One or several by the groups that hold a statement; general for texts of no event; unknown for empty ones."""
    held = Counter(statement for group in groups for statement in group.statements)
    scopes: dict[str, Scope] = {}
    for unit in units:
        blank = not unit.text.body.strip()
        for statement in unit.statements:
            count = held[statement]
            lone = Scope.UNKNOWN if blank else Scope.GENERAL
            scopes[statement] = Scope.SEVERAL if count > 1 else Scope.ONE if count else lone
    return scopes
