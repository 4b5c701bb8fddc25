"""What is true of the sample world: for tests and evaluation alone. The pipeline never reads this.

Owns the answers: formula, variant, strength, move, incident, first use, and the origin of every word. Computed from the
same tables as the texts, so that it cannot disagree with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from tracker.demo.atlas import voices
from tracker.demo.generator import world
from tracker.demo.phrasebook import Sentence, phrases
from tracker.demo.speech import Report, Speech
from tracker.demo.visits import sources_path
from tracker.sources import load_agreed_texts
from tracker.terms import OriginKind

#: The words of sections 1 and 3 of the design: so many states make words stock; so many earlier texts make "new" sure.
STOCK, ENOUGH, A_YEAR = 3, 10, timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """A run of words of one sentence: offsets into it, and their origin, or that they fill a slot or were inserted."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePassage:
    """One sentence of a text with all that is true of it. `first` is the statement that used the formula first."""

    text: str
    formula: str
    variant: int
    move: str
    verb_class: str
    intensity: int
    negated: bool
    near: str
    why: str
    origin: str
    origin_from: str
    first: str
    words: tuple[WordSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueText:
    """One text of a statement at one source, and what it says on each visit ("" where it has gone or is not there)."""

    key: str
    statement: str
    source: str
    issuer: str
    parties: tuple[tuple[str, str], ...]
    language: str
    title: str
    question: str
    speaker: str
    published: str
    incident: str
    mode: str
    kind: str
    text: str
    text_later: str
    passages: tuple[TruePassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueArticle:
    """One wire article and who is quoted, paraphrased or characterised where in it."""

    key: str
    source: str
    language: str
    title: str
    published: str
    stated: str
    incident: str
    text: str
    trap: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """One earlier use of the same words."""

    statement: str
    issuer: str
    family: str
    state: str
    at: datetime


@cache
def texts() -> tuple[TrueText, ...]:
    """The truth of every text, in the order of publication."""
    uses, said = _uses(), _said()
    return tuple(_true_text(speech, uses, said) for speech in world().speeches)


@cache
def articles() -> tuple[TrueArticle, ...]:
    """The truth of every wire article, in the order of publication."""
    return tuple(
        TrueArticle(
            key=one.key,
            source=one.source,
            language=one.language,
            title=one.title,
            published=one.published.isoformat(),
            stated=one.stated.isoformat(),
            incident=one.incident,
            text=one.text,
            trap=one.trap,
            reports=one.reports,
        )
        for one in world().articles
    )


def statements() -> Mapping[str, tuple[TrueText, ...]]:
    """Which texts are one statement: by statement, its renderings in the order of publication."""
    found: dict[str, list[TrueText]] = {}
    for one in texts():
        found.setdefault(one.statement, []).append(one)
    return {key: tuple(renderings) for key, renderings in found.items()}


def write(path: Path) -> None:
    """Writes the truth as JSON lines, texts first, then articles."""
    rows = [*map(asdict, texts()), *map(asdict, articles())]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _uses() -> Mapping[str, list[_Use]]:
    """Every use of the same words, oldest first."""
    found: dict[str, list[_Use]] = {}
    for speech in world().speeches:
        for sentence in speech.sentences:
            found.setdefault(_words(sentence), []).append(_use(speech))
    return found


def _words(sentence: Sentence) -> str:
    return sentence.phrase or sentence.text


def _use(speech: Speech) -> _Use:
    voice = voices()[speech.issuer]
    return _Use(
        statement=speech.statement,
        issuer=speech.issuer,
        family=voice.parent or voice.issuer,
        state=voice.country or voice.issuer,
        at=speech.published,
    )


def _said() -> Mapping[tuple[str, str], list[datetime]]:
    """For each issuer and language when it spoke, oldest first; each statement once."""
    found: dict[tuple[str, str], dict[str, datetime]] = {}
    for speech in world().speeches:
        found.setdefault((speech.issuer, speech.language), {}).setdefault(speech.statement, speech.published)
    return {key: sorted(times.values()) for key, times in found.items()}


def _true_text(
    speech: Speech, uses: Mapping[str, list[_Use]], said: Mapping[tuple[str, str], list[datetime]]
) -> TrueText:
    return TrueText(
        key=speech.key,
        statement=speech.statement,
        source=speech.source,
        issuer=speech.issuer,
        parties=tuple((party.issuer, party.part.value) for party in speech.parties),
        language=speech.language,
        title=speech.title,
        question=speech.question,
        speaker=speech.speaker,
        published=speech.published.isoformat(),
        incident=speech.incident,
        mode=speech.mode,
        kind="answer" if speech.question and speech.kind == "release" else speech.kind,
        text="\n\n".join(speech.shown(1)),
        text_later="\n\n".join(speech.shown(2)),
        passages=tuple(_passage(one, speech, uses, said) for one in speech.sentences),
    )


def _passage(
    sentence: Sentence,
    speech: Speech,
    uses: Mapping[str, list[_Use]],
    said: Mapping[tuple[str, str], list[datetime]],
) -> TruePassage:
    same = uses[_words(sentence)]
    origin, source = _origin(sentence, speech, same, said)
    rest = _origin(sentence, speech, same, said, cited=False)[0] if origin is OriginKind.AGREED else origin
    return TruePassage(
        text=sentence.text,
        formula=sentence.phrase,
        variant=sentence.variant,
        move=sentence.move.value,
        verb_class=sentence.verb_class.value,
        intensity=sentence.intensity,
        negated=sentence.negated,
        near=sentence.near,
        why=sentence.why,
        origin=origin.value,
        origin_from=source,
        first=same[0].statement,
        words=tuple(_word_spans(sentence, origin, rest)),
    )


def _origin(
    sentence: Sentence,
    speech: Speech,
    same: list[_Use],
    said: Mapping[tuple[str, str], list[datetime]],
    *,
    cited: bool = True,
) -> tuple[OriginKind, str]:
    """The design's precedence: own, agreed, stock, matched, new, unknown; a statement is no origin of itself.

    With `cited` off it is what the words are that stand around a fixed phrase of an agreed text.
    """
    me = _use(speech)
    earlier = [use for use in same if use.at < speech.published and use.statement != speech.statement]
    own = [use for use in earlier if use.family == me.family]
    others = [use for use in earlier if use.state != me.state]
    agreed = phrases()[sentence.phrase].agreed if sentence.phrase else ""
    if own:
        return OriginKind.OWN, own[0].statement
    if agreed and cited:
        return OriginKind.AGREED, agreed
    if len({use.state for use in others}) >= STOCK:
        return OriginKind.STOCK, others[0].statement
    if others:
        return OriginKind.MATCHED, others[0].statement
    times = [at for at in said[speech.issuer, speech.language] if at < speech.published]
    begun = world().speeches[0].published
    sure = len(times) >= ENOUGH and speech.published - begun >= A_YEAR
    return (OriginKind.NEW if sure else OriginKind.UNKNOWN), ""


def _word_spans(sentence: Sentence, origin: OriginKind, rest: OriginKind) -> Iterator[WordSpan]:
    """The whole sentence in runs: slots, inserted clauses, and the formula's own words between them.

    Of a sentence in agreed language only the fixed phrases are agreed; what is put around them is the `rest`.
    """
    for span in _spans(sentence, origin):
        if span.kind != OriginKind.AGREED:
            yield span
            continue
        last = span.start
        for start, end in _cited(sentence.text, span.start, span.end):
            if start > last:
                yield WordSpan(start=last, end=start, kind=rest.value)
            yield WordSpan(start=start, end=end, kind=origin.value)
            last = end
        if last < span.end:
            yield WordSpan(start=last, end=span.end, kind=rest.value)


def _cited(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where fixed phrases of the agreed texts stand, letter by letter but for capitals."""
    last = start
    for at in range(start, end):
        found = next((p for p in _phrases() if text[at:end].casefold().startswith(p)), "")
        if at >= last and found:
            yield at, at + len(found)
            last = at + len(found)


@cache
def _phrases() -> tuple[str, ...]:
    """The fixed phrases of the sample world's agreed texts, longest first."""
    found = load_agreed_texts(sources_path().with_name("agreed.yaml")).phrases
    return tuple(sorted((one.phrase.casefold() for one in found), key=len, reverse=True))


def _spans(sentence: Sentence, origin: OriginKind) -> Iterator[WordSpan]:
    marked = [(*span, "slot") for span in sentence.slots] + [(*span, "insert") for span in sentence.inserts]
    last = 0
    for start, end, kind in sorted(marked):
        if start < last:
            continue  # a slot inside an inserted clause belongs to the clause
        if start > last:
            yield WordSpan(start=last, end=start, kind=origin.value)
        yield WordSpan(start=start, end=end, kind=kind)
        last = end
    if last < len(sentence.text):
        yield WordSpan(start=last, end=len(sentence.text), kind=origin.value)
