"""Which rows of somebody else's list of events could be an incident of this collection, and why.

Owns what counts for a proposal: the day, the place, the actor, the kind of event. Never decides: a person accepts.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.incidents.eventwords import Kind, lexicon
from tracker.model import Incident, OutsideEvent

#: A day more or less: lists and reports keep different clocks.
_SLACK = timedelta(days=1)
#: Families of what such lists hold; nobody lists earthquakes there.
_VIOLENT = ("attack", "detention", "coup", "")
#: Incidents that reach over more days than this are no single event.
_LONGEST = 62
_LEAST = 0.5
#: Shorter names are initials that stand for many things.
_SHORTEST = 3
#: Rows that tell of no violence.
_PEACEFUL = re.compile(r"\bpeaceful|\bprotest with|\bagreement|\barrests\b|\bheadquarters", re.IGNORECASE)
#: Words that stand behind the name of a place without being part of it, and actors that are anybody.
_AROUND = re.compile(
    r"\b(?:district|province|region|city|town|village|area|tehsil|county|governorate|oblast|state|municipality|division)\b"
)
_ANYBODY = re.compile(
    r"(?:civilian|unidentified|unknown|government|(?:military|police|security) forces|protest|riot)",
    re.IGNORECASE,
)


class Why(StrEnum):
    """What speaks for a proposal."""

    DAY = "day"
    WITHIN = "within"
    NEXT_DAY = "next-day"
    PLACE = "place"
    COUNTRY = "country"
    ACTOR = "actor"
    KIND = "kind"
    FAMILY = "family"
    TOLL = "toll"


#: What each is worth. One of the first three is asked for, and beside it a place or an actor.
WORTH: Mapping[Why, float] = {
    Why.DAY: 0.4, Why.WITHIN: 0.25, Why.NEXT_DAY: 0.2, Why.PLACE: 0.3, Why.COUNTRY: 0.05, Why.ACTOR: 0.15,
    Why.KIND: 0.1, Why.FAMILY: 0.05, Why.TOLL: 0.05,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One row that could be one incident; `reasons` pair what speaks for it with the words that do.

    `score` lies between 0 and 1 and orders the proposals of one incident; it is no probability.
    """

    incident: str
    event: OutsideEvent
    score: float
    reasons: tuple[tuple[Why, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one incident here: `text` is all that was said and reported, `tolls` are reported numbers."""

    incident: Incident
    text: str = ""
    tolls: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Place:
    """An incident as rows are compared with it."""

    known: Known
    first: date
    last: date
    places: dict[str, str]
    countries: frozenset[str]
    kind: Kind | None
    best: list[tuple[float, str, Proposal]] = field(default_factory=list)


def propose(
    known: Iterable[Known], events: Iterable[OutsideEvent], *, gazetteer: Gazetteer, most: int = 5
) -> tuple[Proposal, ...]:
    """The `most` best rows for each incident, by incident and score; takes the memory of these alone.

    Incidents without a day, and kinds of event that such lists do not hold, get none; ids that an incident has already
    are left out.
    """
    places = [place for one in known if (place := _placed(one, gazetteer))]
    by_day: dict[date, list[_Place]] = defaultdict(list)
    for place in places:
        for number in range((place.last - place.first).days + 1 + 2 * _SLACK.days):
            by_day[place.first - _SLACK + timedelta(days=number)].append(place)
    codes: dict[str, str | None] = {}
    for event in events:
        for place in _near(event, by_day):
            if event.country not in codes:
                codes[event.country] = _country(event.country, gazetteer)
            _weigh(place, event, codes[event.country], gazetteer, most)
    ranked = (sorted(place.best, key=lambda entry: (-entry[0], entry[1])) for place in places)
    return tuple(entry[2] for entries in ranked for entry in entries)


def _placed(one: Known, gazetteer: Gazetteer) -> _Place | None:
    incident = one.incident
    kind = next((kind for kind, _ in lexicon("en").kinds if kind.name == incident.kind), None)
    if incident.start is None or (kind and kind.family not in _VIOLENT):
        return None
    first = incident.start.day
    last = max(first, (incident.end or incident.start).day)
    if (last - first).days > _LONGEST:
        return None
    names = {key: name for name in incident.places for key in _keys(name, gazetteer)}
    codes = {code for name in incident.places if (code := _country(name, gazetteer))}
    return _Place(known=one, first=first, last=last, places=names, countries=frozenset(codes), kind=kind)


def _near(event: OutsideEvent, by_day: Mapping[date, list[_Place]]) -> list[_Place]:
    """The incidents of the event's days; most rows have none, so this comes first."""
    if event.first == event.last:
        return by_day.get(event.first, [])
    found: dict[str, _Place] = {}
    for number in range(min((event.last - event.first).days, _LONGEST) + 1):
        for place in by_day.get(event.first + timedelta(days=number), ()):
            found[place.known.incident.id] = place
    return list(found.values())


def _weigh(place: _Place, event: OutsideEvent, code: str | None, gazetteer: Gazetteer, most: int) -> None:
    if (event.scheme, event.value) in place.known.incident.ids or any(event.value == one[1] for one in place.best):
        return
    if code and place.countries and code not in place.countries:
        return
    reasons = [_day(place, event), *_where(place, event, code, gazetteer), *_what(place, event), *_who(place, event)]
    told = {why for why, _ in reasons}
    score = round(sum(WORTH[why] for why, _ in reasons), 2)
    sure = told & {Why.PLACE, Why.ACTOR} or not set(place.places) - set(_country_keys(place, gazetteer))
    if score < _LEAST or not sure:
        return
    made = Proposal(incident=place.known.incident.id, event=event, score=score, reasons=tuple(reasons))
    heapq.heappush(place.best, (score, event.value, made))
    if len(place.best) > most:
        heapq.heappop(place.best)


def _country_keys(place: _Place, gazetteer: Gazetteer) -> Iterable[str]:
    for code in place.countries:
        yield from _keys(gazetteer.state_name(code), gazetteer)


def _day(place: _Place, event: OutsideEvent) -> tuple[Why, str]:
    told = event.first.isoformat() if event.first == event.last else f"{event.first} – {event.last}"
    if event.last < place.first or event.first > place.last:
        return Why.NEXT_DAY, told
    exact = event.first >= place.first and event.last <= place.last
    return (Why.DAY if exact else Why.WITHIN), told


def _where(place: _Place, event: OutsideEvent, code: str | None, gazetteer: Gazetteer) -> list[tuple[Why, str]]:
    """The nearest place that both name, else the country."""
    countries = set(_keys(event.country, gazetteer))
    for name in event.places:
        for key in _keys(name, gazetteer):
            if key in place.places and key not in countries:
                return [(Why.PLACE, name)]
    return [(Why.COUNTRY, event.country)] if code and code in place.countries else []


def _what(place: _Place, event: OutsideEvent) -> list[tuple[Why, str]]:
    """The same kind of event; a family where the list's own words say no more than that there was violence."""
    if place.kind is None:
        return []
    said = next((kind for kind, words in lexicon("en").kinds if event.kind and words.search(event.kind)), None)
    if said and said.name == place.kind.name:
        return [(Why.KIND, event.kind)]
    if not _PEACEFUL.search(event.kind) and place.kind.family == (said.family if said else "attack"):
        return [(Why.FAMILY, event.kind)]
    return []


def _who(place: _Place, event: OutsideEvent) -> list[tuple[Why, str]]:
    """An actor whom what was said of the incident names, and a number of dead that somebody reported."""
    found: list[tuple[Why, str]] = []
    named = next((name for actor in event.actors for name in _names(actor) if _named(name, event, place)), None)
    if named:
        found.append((Why.ACTOR, named))
    if event.killed and event.killed in place.known.tolls:
        found.append((Why.TOLL, str(event.killed)))
    return found


def _names(actor: str) -> list[str]:
    """The names of one actor: "BLA: Baloch Liberation Army", "Boko Haram (JAS)"; none of anybody in general."""
    if _ANYBODY.match(actor):
        return []
    parts = (part.strip() for part in re.split(r"[:()/;]|\s-\s", actor))
    return [part for part in parts if len(part) >= _SHORTEST and not part[0].isdigit() and not _ANYBODY.match(part)]


def _named(name: str, event: OutsideEvent, place: _Place) -> bool:
    if name in (event.country, *event.places):
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", place.known.text) is not None


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    return next((found.country for found in gazetteer.find(name) if found.country), None)


def _keys(name: str, gazetteer: Gazetteer) -> list[str]:
    """What a place is compared by: its letters without accents, blanks and "district", and the gazetteer's name."""
    if not name:
        return []
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in _AROUND.sub(" ", plain) if sign.isalnum())
    keys = [letters] if letters else []
    whole = [found for found in gazetteer.find(name) if found.end - found.start >= len(name) - 1]
    return keys + [found.canonical.casefold() for found in whole if found.canonical.casefold() not in keys]
