"""Whose words a text is, said so that it is plain at a glance.

Owns the wording of evidence, wording and strength. Never lets a reporter's words pass as an issuer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tracker.language.evaluating.framing import framing as read_framing
from tracker.language.evaluating.strength import strength as read_strength
from tracker.model import Evidence, Framing, Rendering, Statement, Strength, VerbClass, When, Wording
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import Link, outside, page
from tracker.report.moments import Moment, moment
from tracker.report.views.corrected import corrected

#: How many statements' framings are kept; a page asks for the same ones often.
KEPT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """How near a text is to the issuer: `level` is the evidence, `text` says it in words."""

    level: str
    text: str
    own_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Strength in words: class and intensity apart, with the words that decided.

    `event` is the issuer's word for the event, `named` says whom it puts behind it. `told` are reporters' evaluating
    verbs where the words at hand hold none, each with its outlet: they stand beside and never count.
    """

    verb_class: str
    label: str
    intensity: int
    intensity_label: str
    words: str
    target: str
    caution: str
    event: str = ""
    named: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """Who said it, when, in what language: what a list needs of `Head`, without reading the words."""

    id: str
    href: str
    issuers: tuple[Link, ...]
    date: Moment
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above every statement: who, when, in what language, on what evidence, how strongly.

    `address` is where its first text was published, for readers of paper; empty when none is known.
    """

    id: str
    href: str
    issuers: tuple[Link, ...]
    joint: bool
    speaker: str
    role: str
    date: Moment
    language: str
    attested: Attested
    said: Said
    title: str
    kind: str
    address: str
    corrected: tuple[str, ...] = ()


def attested(collection: Collection, rendering: Rendering | None, level: Evidence) -> Attested:
    """Whose words these are, with the outlet's name for everything that is not the issuer's own page.

    A reporter's verb is named, since the words beside it are only what it was about.
    """
    if level is Evidence.OFFICIAL:
        translated = rendering is not None and rendering.wording is Wording.OFFICIAL_TRANSLATION
        text = say("evidence.official_translation") if translated else say("evidence.official")
    else:
        outlet = collection.outlet(rendering) if rendering else say("evidence.a_report")
        cue = rendering.cue if rendering and level is Evidence.CHARACTERISED else ""
        text = (
            say("evidence.characterised_as", outlet=outlet, cue=cue) if cue else say(f"evidence.{level}", outlet=outlet)
        )
    return Attested(level=level.value, text=text, own_words=level.own_words)


def framed(statement: Statement) -> Framing:
    """What a statement calls the event and whom it names; nothing where the words are a reporter's."""
    if not statement.evidence.own_words:
        return Framing()
    return _framed(statement.text, statement.language, statement.strength)


@lru_cache(maxsize=KEPT)
def _framed(text: str, language: str, read: Strength) -> Framing:
    return read_framing(text, language=language, read=read)


def said(strength: Strength, framing: Framing | None = None, *, part: bool = False, told: str = "") -> Said:
    """Strength for readers; without an evaluating verb the answer is "no evaluation", which is a value.

    Of a `part`, which is all that reports quote, what is missing is missing from the quoted words alone.
    """
    frame = framing or Framing()
    named = ""
    if frame.event.label or frame.target.name:
        kind = "part" if part and frame.target.kind in ("event", "none") else frame.target.kind
        named = say(f"framing.{kind}", words=frame.target.words)
    bare = part and strength.verb_class is VerbClass.NONE
    caution = [say(f"strength.{flag}") for flag in ("negated", "hypothetical") if getattr(strength, flag)]
    return Said(
        verb_class=strength.verb_class.value,
        label=say("strength.part") if bare else say(f"verb_class.{strength.verb_class}"),
        intensity=strength.intensity,
        intensity_label=say(f"intensity.{min(max(strength.intensity, 0), 3)}"),
        words=" · ".join(strength.words),
        target=strength.target,
        caution=", ".join(caution),
        event=frame.event.words,
        named=named,
        told=told,
    )


def told(collection: Collection, statement: Statement) -> str:
    """With which evaluating verbs reporters tell of a statement whose words at hand hold no evaluation.

    Without them a reader takes what a report does not quote for what was not said.
    """
    if statement.evidence is Evidence.OFFICIAL or (
        statement.evidence.own_words and statement.strength.verb_class is not VerbClass.NONE
    ):
        return ""
    held = [collection.renderings[one] for one in statement.renderings[1:] if one in collection.renderings]
    verbs = [say("strength.verb", verb=one.cue, outlet=collection.outlet(one)) for one in held if _evaluating(one)]
    return say("strength.told", verbs=", ".join(dict.fromkeys(verbs))) if verbs else ""


def _evaluating(rendering: Rendering) -> bool:
    return (
        rendering.evidence is Evidence.CHARACTERISED
        and read_strength(rendering.cue, language=rendering.language).verb_class is not VerbClass.NONE
    )


def quoted(statement: Statement) -> bool:
    """Whether reports' quotations are all that is at hand of a statement's own words."""
    return statement.evidence is Evidence.QUOTED


def stepped(statement: Statement) -> bool:
    """Whether a change of strength may be read from a statement: a quotation without an evaluation shows none."""
    known = statement.strength.verb_class is not VerbClass.NONE
    return statement.evidence is Evidence.OFFICIAL or (statement.evidence.own_words and known)


def step(before: Strength, after: Strength) -> str:
    """A change of verb class or intensity in words (lesson 6: an inline redline hides it); empty when none."""
    if before.order == after.order:
        return ""
    mark = "▲" if after.order > before.order else "▼"
    if before.verb_class is after.verb_class:
        return say("strength.step_intensity", a=before.intensity, b=after.intensity, mark=mark)
    return say(
        "strength.step", a=say(f"verb_class.{before.verb_class}"), b=say(f"verb_class.{after.verb_class}"), mark=mark
    )


def not_before(collection: Collection, statement: Statement) -> When | None:
    """From when on a statement without a date can have been made: since the first day of the event that it answers."""
    if statement.date is not None:
        return None
    held = (collection.incidents[one] for one in statement.incidents if one in collection.incidents)
    return min((one.start for one in held if one.start), key=lambda when: when.start, default=None)


def dated(collection: Collection, statement: Statement) -> Moment:
    """When it was made; without a date, what its incident tells of that."""
    least = not_before(collection, statement)
    return Moment("", say("time.not_before", day=least.iso), "") if least else moment(statement.date)


def top(collection: Collection, statement: Statement) -> Top:
    """The head of a statement in a list."""
    return Top(
        id=statement.id,
        href=page("statements", statement.id),
        issuers=_issuers(collection, statement),
        date=dated(collection, statement),
        language=statement.language,
    )


def _issuers(collection: Collection, statement: Statement) -> tuple[Link, ...]:
    parties = dict.fromkeys(party.issuer for party in statement.parties)
    return tuple(map(collection.issuer_link, parties)) or (collection.issuer_link(None),)


def _address(collection: Collection, statement: Statement) -> str:
    rendering = collection.main(statement)
    article = collection.renderings.get(rendering.parent or "") if rendering else None
    return outside((rendering.url if rendering else "") or (article.url if article else ""))


def head(collection: Collection, statement: Statement) -> Head:
    """The head of one statement; strength is left unsaid where the words are a reporter's."""
    strength = statement.strength if statement.evidence.own_words else Strength(verb_class=VerbClass.NONE)
    return Head(
        id=statement.id,
        href=page("statements", statement.id),
        issuers=_issuers(collection, statement),
        joint=len({party.issuer for party in statement.parties}) > 1,
        speaker=statement.speaker,
        role=statement.role,
        date=dated(collection, statement),
        language=statement.language,
        attested=attested(collection, collection.main(statement), statement.evidence),
        said=said(strength, framed(statement), part=quoted(statement), told=told(collection, statement)),
        title=statement.title,
        kind=statement.kind,
        address=_address(collection, statement),
        corrected=corrected(collection, statement.id),
    )
