"""What matching makes of renderings, and what it remembers of its own work.

Owns the whole of one match as a value, with the ledger of ids. Never computes any of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.model.corrections import Corrected
from tracker.model.incidents import Incident, Observation
from tracker.model.issuers import Issuer
from tracker.model.phrasings import Formula, Origin
from tracker.model.statements import Passage, Statement
from tracker.model.texts import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """From when on the statements of a source are collected: what every count of them, and every "first", rests on."""

    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of the append-only history of formula and incident ids.

    `event` is born, merged (into `into`) or split (from `into`); `anchor` is the stable content the id was given for.
    """

    id: str
    thing: str
    event: str
    anchor: str
    into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of one array that matching keeps of a language (`shelf`), from byte `number` of it on."""

    shelf: str
    name: str
    number: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """Everything that matching computes from renderings: a pure function of them, the epoch and the ledger.

    `corrected` says which corrections hold, `aliases` which ids people merged into which, `doubts` (for people, not
    stored) which corrections found nothing to correct.
    """

    epoch: str
    statements: tuple[Statement, ...] = ()
    excerpts: tuple[Rendering, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    passages: tuple[Passage, ...] = ()
    formulas: tuple[Formula, ...] = ()
    incidents: tuple[Incident, ...] = ()
    origins: tuple[Origin, ...] = ()
    observations: tuple[Observation, ...] = ()
    beginnings: tuple[Beginning, ...] = ()
    furniture: tuple[tuple[str, str], ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    search: tuple[tuple[str, str], ...] = ()
    corrected: tuple[Corrected, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
