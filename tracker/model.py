"""The nouns of the tracker, as frozen values that cross the borders between rooms.

Owns the words of the project: what a source, capture, rendering, statement, passage, formula, incident is.
Never reads a file, a clock or a network, and knows nothing of how any of these are made or kept.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tracker.errors import Unreached
from tracker.terms import (
    DEFAULT_MOVES as DEFAULT_MOVES,
    Display as Display,
    Evidence as Evidence,
    Form as Form,
    How as How,
    IssuerKind as IssuerKind,
    Move as Move,
    Observed as Observed,
    OriginKind as OriginKind,
    Part as Part,
    RunStatus as RunStatus,
    Scope as Scope,
    TargetKind as TargetKind,
    VerbClass as VerbClass,
    Verdict as Verdict,
    Wording as Wording,
)
from tracker.when import Precision as Precision, When as When


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A body on whose behalf something is said.

    `id` is `<alpha-3>-<office>` for states (chn-mfa, usa-embassy-pak) and a short name for
    organisations (eu-commission).
    `parent` is the id of the body above: an embassy's is its ministry. `names` are further names.
    """

    id: str
    name: str
    kind: IssuerKind = IssuerKind.STATE
    country: str | None = None
    parent: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state as texts name it: alpha-3 code, English name, other names, demonyms, capital.

    `places` holds further places, each with its names in all scripts, the first of which stands for it.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One issuer's part in a statement."""

    issuer: str
    part: Part = Part.ISSUER


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the store must remember of a source so that pages can speak of coverage and health.

    `begins` is the day from which the collection of this source can be trusted to be whole.
    """

    id: str
    issuer: str | None
    kind: str
    name: str
    url: str | None = None
    languages: tuple[str, ...] = ()
    zone: str | None = None
    access: str = "ok"
    enabled: bool = True
    display: Display = Display.QUOTE
    licence: str = ""
    every: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes fetched from one URL, or read from one file, at one moment.

    `role` is list, item or import. `id` is name-based, so the same bytes at the same moment are the same capture.
    `record` is `<archive file>:<byte offset>`. `revisits` names the capture that holds an unchanged body.
    """

    id: str
    source: str
    url: str
    retrieved_at: datetime
    sha256: str
    role: str
    final_url: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    verdict: Verdict = Verdict.GOOD
    reason: str = ""
    record: str = ""
    revisits: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One text at one place, as parsed: the unit that gets versions.

    `text` is the current text; offsets are code points into it. `parties` may be empty when nothing names an issuer.
    `published` is the source's own date, never the day of viewing. `pair` ties official language versions together:
    `<source>+<source>[:<key>][#<place>/<answers>]`, the sources that publish them, the key that both pages give, and
    which of the page's answers this is.
    For an excerpt, `parent` is the article's rendering id, `start` and `end` its place there, and `cue`, `rule`
    and `confidence` say how it was found. `event` is the date of the event as the text states it, if it does.
    """

    id: str
    source: str
    form: Form = Form.STATEMENT
    evidence: Evidence = Evidence.OFFICIAL
    wording: Wording = Wording.ORIGINAL
    language: str = "en"
    kind: str = "release"
    title: str = ""
    question: str = ""
    text: str
    url: str = ""
    external_id: str = ""
    outlet: str = ""
    published: When | None = None
    parties: tuple[Party, ...] = ()
    speaker: str = ""
    role: str = ""
    pair: str = ""
    capture: str = ""
    retrieved_at: datetime | None = None
    version: int = 1
    parent: str | None = None
    start: int = 0
    end: int = 0
    cue: str = ""
    rule: str = ""
    confidence: float = 1.0

    @property
    def sha256(self) -> str:
        """Hash of title, question and text with white space folded: what decides whether a text changed."""
        return text_hash(self.title, self.question, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A rendering's text over a span of time. Nothing is ever overwritten."""

    rendering: str
    number: int
    sha256: str
    title: str
    question: str
    text: str
    first_seen: datetime
    last_seen: datetime
    capture: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a formula in one statement. `flags` name what differs: negated, weaker, stronger and so on."""

    formula: str
    statement: str
    rendering: str
    version: int
    start: int
    end: int
    text: str
    similarity: float
    how: How = How.MEMBER
    flags: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUse:
    """The earliest use in the collection; `shared` when others overlap it in time."""

    statement: str | None = None
    issuer: str | None = None
    date: When | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A recurring phrasing in one language. The three counts are of own words only, never of renderings."""

    id: str
    template: str
    language: str
    measure: str
    min_similarity: float
    statements: int
    incidents: int
    issuers: int
    first: FirstUse
    last: When | None
    moves: tuple[Move, ...] = ()
    variants: tuple[tuple[str, int], ...] = ()
    uses: tuple[Use, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """From when on the statements of a source are collected: what every count of them, and every "first", rests on."""

    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the words of one span come from. `source` is the earlier statement's id, or an agreed text's symbol."""

    statement: str
    rendering: str
    version: int
    start: int
    end: int
    kind: OriginKind
    source: str = ""
    issuer: str = ""
    date: When | None = None


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
    """Everything that matching computes from renderings: a pure function of them, the epoch and the ledger."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """One pass over one source, as the journal and the health report keep it.

    `first_page` counts the entries of its newest list page; `reached` is the day back to which a backfill came whole.
    """

    source: str
    started_at: datetime
    ended_at: datetime
    status: RunStatus
    reason: str = ""
    listed: int = 0
    new: int = 0
    edited: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    vanished: int = 0
    first_page: int = 0
    reached: date | None = None

    @property
    def tried(self) -> bool:
        """Whether the source was to be asked."""
        return self.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED)

    @property
    def unreached(self) -> bool:
        """Whether it failed because there was no connection at all."""
        return self.status is RunStatus.FAILED and self.reason.startswith(Unreached.MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """Up to where the archive is known to be stored: how far into each of its files, the journal among them.

    `checksum` is that of the journal's line which ends there: an archive whose journal has another one, or none, there
    is not the one that this was said of.
    """

    checksum: str
    ends: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The bytes that one source takes in the archive, `later` those of them written a day or more after `first`."""

    source: str
    first: datetime
    size: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """An address that is no longer where it stood (`what` is "vanished"), or is there again ("returned")."""

    source: str
    url: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far a backfill of one list has come: all of `pages` pages are whole.

    `resume_url` is the last of them, asked for again when the walk goes on, so that entries that moved between the
    pages meanwhile are met; it is empty when the walk is finished. `reached` is the day back to which all was read.
    """

    source: str
    url: str
    since: date
    resume_url: str = ""
    pages: int = 0
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody knew at `at` of a source's trouble, and is not to be told again before the day `until` has ended."""

    source: str
    until: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the last digest said of a source, so that nothing is said twice."""

    source: str
    status: str
    reason: str
    at: datetime


#: The reason of a source that nobody has asked yet.
NEVER_COLLECTED = "never collected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether a source can be trusted today, and what to do if not.

    `skipped` counts what its last pass left out; `acknowledged_until` is set while somebody knows of the trouble.
    """

    source: str
    status: str
    reason: str = ""
    last_good: datetime | None = None
    items: int = 0
    overdue: bool = False
    next_step: str = ""
    skipped: int = 0
    acknowledged_until: date | None = None

    @property
    def never(self) -> bool:
        """Whether nothing was ever collected from it."""
        return self.reason == NEVER_COLLECTED

    @property
    def broken(self) -> bool:
        """Whether the source cannot be trusted today, known or not."""
        return self.status == "red" or self.overdue

    @property
    def alarming(self) -> bool:
        """Whether somebody must be told: it is broken, and nobody has said that they know."""
        return self.broken and self.acknowledged_until is None


def text_hash(*parts: str) -> str:
    """SHA-256 of the parts with runs of white space folded to one blank, so that re-wrapping is no edit."""
    folded = "\x1f".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def short_hash(*parts: str, length: int = 10) -> str:
    """The first `length` hex digits of `text_hash`: the tail of ids."""
    return text_hash(*parts)[:length]


def rendering_id(source: str, *key: str) -> str:
    """Source id and a short hash of the permalink or guid (for an answer also of its canonical question)."""
    return f"{source}.{short_hash(*key)}"


_CAPTURES = uuid.uuid5(uuid.NAMESPACE_URL, "https://statement-tracker.example/captures/")


def capture_id(source: str, url: str, retrieved_at: datetime, sha256: str) -> str:
    """A name-based UUID: the same bytes from the same place at the same moment are the same capture."""
    return str(uuid.uuid5(_CAPTURES, f"{source}\n{url}\n{retrieved_at.isoformat()}\n{sha256}"))


def sorted_renderings(renderings: Iterable[Rendering]) -> list[Rendering]:
    """The total order of the design: evidence, then date (unknown last), then id."""
    return sorted(
        renderings,
        key=lambda r: (r.evidence.rank, r.published.start if r.published else datetime.max.replace(tzinfo=UTC), r.id),
    )
