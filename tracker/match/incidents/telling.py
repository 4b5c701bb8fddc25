"""From gathered texts to the event that a reader is told of: its name, days, places, and the several events it had.

Owns what an incident is called and where it was. Never decides which texts belong to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.incidents.eventwords import Kind, kind_of
from tracker.match.incidents.gathering import DAYS_APART, Gathered
from tracker.match.incidents.localities import one_spelling, place_key
from tracker.match.incidents.naming import Naming, incident_name, named_person, named_thing
from tracker.match.incidents.subevents import Frame, SubEvent, Told, find_subevents, holding_places

#: Towns and provinces that an incident lists at the most.
_TOWNS, _PROVINCES = 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several events of a group: a sub-event with its name, and its days or else the group's."""

    name: str
    first: date | None
    last: date | None
    event: SubEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One event and the statements that answer it. `links` gives for each statement the evidence.

    `parts` are the several events that it had, where texts tell them apart by place.
    """

    name: str
    kind: str
    first: date | None
    last: date | None
    places: tuple[str, ...]
    statements: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...] = ()


def told_group(cluster: Gathered, gazetteer: Gazetteer) -> Group:
    """The group that gathered texts make."""
    links: dict[str, str] = {}
    for read, why in cluster.members:
        for statement in read.unit.statements:
            links.setdefault(statement, why)
    kind = max((m.event.kind for m, _ in cluster.members), key=lambda k: (_telling(cluster, k), k.name))
    texts = [
        Told(key=m.unit.rendering or m.unit.id, language=m.unit.text.language, mentions=m.event.mentions)
        for m, _ in cluster.members
    ]
    first, last, day = _days(cluster)
    codes = sorted(cluster.countries, key=lambda code: (-cluster.countries[code], code))
    frame = Frame(family=kind.family, country=next(iter(codes), None), first=first, last=last)
    found = find_subevents(texts, frame, gazetteer=gazetteer)
    if found:
        kind = _common([one.kind for one in found], kind)
    towns, provinces = _places(cluster, holding_places(texts, gazetteer))
    state = [gazetteer.state_name(code) for code in codes[:1]]
    naming = Naming(
        kind=kind,
        several=bool(found),
        thing="" if found else _thing(cluster, kind),
        place=next(iter(state if kind.joint != "in" else _where(cluster, towns, provinces, state, found)), ""),
        first=first if found else day or first,
        last=last if found else day or first,
        exact=day is not None,
    )
    return Group(
        name=incident_name(naming),
        kind=kind.name,
        first=first,
        last=last,
        places=(*towns[:_TOWNS], *provinces[:_PROVINCES], *state),
        statements=tuple(sorted(links)),
        links=tuple(sorted(links.items())),
        parts=tuple(_part(one, naming) for one in found),
    )


def _telling(cluster: Gathered, kind: Kind) -> float:
    """How many texts tell of the kind; "attack" counts half, since others say more."""
    return cluster.kinds[kind.name] * (0.5 if kind.name == kind.family else 1)


def _part(event: SubEvent, naming: Naming) -> Part:
    first, last = event.first or naming.first, event.last or naming.last
    own = replace(naming, kind=event.kind, several=False, thing="", place=event.places[0], first=first, last=last)
    return Part(name=incident_name(own), first=first, last=last, event=event)


def _common(kinds: Sequence[Kind], kind: Kind) -> Kind:
    """The kind of several events together: their own where they have one, else the family's."""
    names = {one.name for one in kinds}
    return kinds[0] if len(names) == 1 else kind_of(kind.family) if kind.family == "attack" else kind


def _days(cluster: Gathered) -> tuple[date | None, date | None, date | None]:
    """First and last day of the event, and the day that most texts state."""
    days = Counter(m.event.first for m, _ in cluster.members if m.event.stated and m.event.first)
    near = [d for d in days if cluster.first and cluster.last and _within(d, cluster.first, cluster.last)]
    top = min(days, key=lambda d: (-days[d], d)) if days else None
    return min(near, default=cluster.first), max(near, default=cluster.last), top


def _within(day: date, first: date, last: date) -> bool:
    """Whether a stated day belongs to the group's own stretch, a day more or less."""
    return first - timedelta(days=DAYS_APART) <= day <= last + timedelta(days=DAYS_APART)


def _places(cluster: Gathered, holding: frozenset[str]) -> tuple[list[str], list[str]]:
    """Towns, and the provinces that hold them, each by how often they are named; one spelling for each."""
    known = {place for read, _ in cluster.members for m in read.event.mentions for place, state in m.places if state}
    spelled = one_spelling(cluster.places.elements(), known)
    counts: Counter[str] = Counter()
    for place, count in cluster.places.items():
        counts[spelled[place]] += count
    ranked = sorted(counts, key=lambda place: (-counts[place], place))
    towns = [place for place in ranked if place_key(place) not in holding]
    return towns, [place for place in ranked if place_key(place) in holding]


def _where(
    cluster: Gathered, towns: Sequence[str], provinces: Sequence[str], state: Sequence[str], found: Sequence[SubEvent]
) -> list[str]:
    """The place for the name: the town that most texts name, else the province, else the state.

    Several events are named by what holds them all.
    """
    if found:
        return [*(provinces if len(provinces) == 1 else ()), *state]
    enough = [place for place in towns if cluster.places[place] * 5 >= len(cluster.members) * 2]
    return [*enough[:1], *provinces[:1], *state]


def _thing(cluster: Gathered, kind: Kind) -> str:
    """The named train, hotel or person of the event."""
    same = [(m.words, m.sentence) for read, _ in cluster.members for m in read.event.mentions if m.told]
    texts = [" ".join(dict.fromkeys(m.sentence for m in read.event.mentions if m.told)) for read, _ in cluster.members]
    return named_person(same, kind) if kind.persons else named_thing(texts, kind)
