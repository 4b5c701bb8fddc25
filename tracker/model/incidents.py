"""The events that statements respond to, and who was heard after them.

Owns what an incident and an observation are. Never groups anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.terms import Observed
from tracker.when import When


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What is known of one issuer after one incident."""

    incident: str
    issuer: str
    state: Observed
    reason: str = ""
