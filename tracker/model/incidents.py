"""The events that statements respond to, and who was heard after them.

Owns what an incident, an observation and somebody else's record of an event are. Never groups anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.terms import Observed
from tracker.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEvent:
    """One of several events of an incident, told apart by its place.

    `statements` are those that speak of it alone; all of them are the incident's. `evidence` gives the rendering and
    its words, article or statement, that tell of it. Counts of incidents never count it.
    """

    id: str
    incident: str
    name: str
    start: When | None
    end: When | None
    places: tuple[str, ...]
    kind: str
    statements: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The event that statements respond to. `links` says for each statement why it is here."""

    id: str
    name: str
    start: When | None
    end: When | None
    places: tuple[str, ...] = ()
    kind: str = ""
    parent: str | None = None
    statements: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    events: tuple[SubEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What is known of one issuer after one incident."""

    incident: str
    issuer: str
    state: Observed
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideEvent:
    """One row of somebody else's list of events (`scheme`: acled, ucdp-ged, gtd), as that list says it.

    `value` is its id there; the event lies between the days `first` and `last`, which are one where the list is sure of
    the day. `places` are named from the nearest outwards, without the country. `kind` are the list's own words.
    """

    scheme: str
    value: str
    first: date
    last: date
    country: str = ""
    places: tuple[str, ...] = ()
    kind: str = ""
    actors: tuple[str, ...] = ()
    killed: int | None = None
