"""Acts of speech, their sentences, and how strongly they speak.

Owns what a statement and a passage are. Never reads a word of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.model.issuers import Party
from tracker.terms import Evidence, Move, Scope, TargetKind, VerbClass
from tracker.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strongly a text speaks, on two axes that are never merged; `words` are the ones that decided."""

    verb_class: VerbClass = VerbClass.NONE
    intensity: int = 0
    words: tuple[str, ...] = ()
    target: str = ""
    negated: bool = False
    hypothetical: bool = False

    @property
    def order(self) -> tuple[int, int]:
        """Verb class, then intensity: for choosing the strongest sentence of one text, in one language."""
        return self.verb_class.rank, self.intensity


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLabel:
    """What the issuer calls an event (terrorist attack, attack, violence), by its word at `text[start:end]`."""

    label: str = ""
    words: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTarget:
    """Whom the issuer puts behind an event: somebody by `name` (a state by its code), or nobody."""

    kind: TargetKind = TargetKind.NONE
    name: str = ""
    words: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """How the words that evaluate name the event and whoever is behind it."""

    event: EventLabel = field(default_factory=EventLabel)
    target: NamedTarget = field(default_factory=NamedTarget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of speech by its issuers at a time: the unit that people compare and count.

    `text` is the current text of the first rendering in the order of evidence, date and id.
    """

    id: str
    aliases: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    speaker: str = ""
    role: str = ""
    date: When | None = None
    kind: str = "release"
    title: str = ""
    question: str = ""
    language: str = "en"
    text: str
    evidence: Evidence = Evidence.OFFICIAL
    renderings: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    strength: Strength = field(default_factory=Strength)
    scope: Scope = Scope.UNKNOWN
    incidents: tuple[str, ...] = ()
    possibly_same: tuple[str, ...] = ()

    @property
    def issuer(self) -> str | None:
        """The id of the first issuer, or None when nobody is named."""
        return self.parties[0].issuer if self.parties else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or clause of a version: half-open code-point offsets into its shown text."""

    id: str
    statement: str
    rendering: str
    version: int
    start: int
    end: int
    text: str
    language: str
    evidence: Evidence = Evidence.OFFICIAL
    clause: bool = False
    moves: tuple[Move, ...] = ()
    strength: Strength = field(default_factory=Strength)
