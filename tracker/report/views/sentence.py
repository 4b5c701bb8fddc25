"""The machine-made sentence: what one statement repeats and what is not found earlier, with its evidence.

Owns the counting of matching sentences. Never calls words new that the collection cannot vouch for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.model import Health, How, Origin, OriginKind, Passage, Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import page
from tracker.report.moments import order
from tracker.report.views.bands import may_quote
from tracker.report.views.questions import clip
from tracker.report.views.sources import broken

#: A sentence matches when this share of its letters stood in an earlier text of the issuer.
MATCHES = 0.6
_FRESH = 3
#: A statement is news beside the latest one when no more days lie between.
_NEWS = 31


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of the sentence; what it rests on is at `href`. `quote` marks words of a statement."""

    text: str
    href: str = ""
    quote: bool = False
    language: str = ""


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """What of one statement stood in one earlier statement of its issuer, and what stood nowhere."""

    statement: Statement
    sentences: int
    matching: int
    earlier: Statement | None
    fresh: tuple[str, ...]
    unknown: bool


def repetition(collection: Collection, statement: Statement) -> Repetition:
    """How many of its sentences match its issuer's earlier text, from the origins of its words."""
    voiced = {one.id: one for one in collection.voiced(statement)}
    passages = [one for one in collection.passages(statement.id) if one.rendering in voiced]
    origins = [one for one in collection.origins(statement.id) if one.rendering in voiced]
    sources: Counter[str] = Counter()
    matching = 0
    for passage in passages:
        found = _earlier(collection, statement, passage, origins)
        matching += bool(found)
        sources.update(found)
    earlier = max(sources, key=lambda one: (sources[one], order(collection.statements[one].date), one), default=None)
    fresh = [
        words
        for one in voiced.values()
        if may_quote(collection, one)
        for words in _fresh(one.text, [origin for origin in origins if origin.rendering == one.id])
    ]
    return Repetition(
        statement=statement,
        sentences=len(passages),
        matching=matching,
        earlier=collection.statements[earlier] if earlier else None,
        fresh=tuple(fresh[:_FRESH]),
        unknown=any(one.kind is OriginKind.UNKNOWN for one in origins) or not origins,
    )


def _earlier(
    collection: Collection, statement: Statement, passage: Passage, origins: Sequence[Origin]
) -> frozenset[str]:
    """Earlier statements of the same issuer that a sentence matches: by its words, or by a phrasing they share."""
    own = [
        one
        for one in origins
        if one.kind is OriginKind.OWN
        and one.rendering == passage.rendering
        and one.start < passage.end
        and one.end > passage.start
    ]
    if _covered(passage, own) >= MATCHES:
        return frozenset(one.source for one in own if one.source in collection.statements)
    return frozenset(
        other.statement
        for formula, use in collection.uses.get(statement.id, ())
        if use.rendering == passage.rendering and use.start < passage.end and use.end > passage.start
        for other in formula.uses
        if other.how is not How.REPORTED and _before(collection, other.statement, statement)
    )


def _before(collection: Collection, other: str, statement: Statement) -> bool:
    held = collection.statements.get(other)
    if held is None or held.date is None or statement.date is None or statement.issuer is None:
        return False
    return any(party.issuer == statement.issuer for party in held.parties) and held.date.earlier_than(statement.date)


def _covered(passage: Passage, origins: Sequence[Origin]) -> float:
    inside = {at for one in origins for at in range(max(one.start, passage.start), min(one.end, passage.end))}
    letters = [at for at, letter in enumerate(passage.text, passage.start) if letter.isalnum()]
    return sum(at in inside for at in letters) / len(letters) if letters else 0.0


def _fresh(text: str, origins: Iterable[Origin]) -> tuple[str, ...]:
    """The longest new stretches, in text order: words, or at least two characters where nothing divides words."""
    found = [(one.start, text[one.start : one.end].strip()) for one in origins if one.kind is OriginKind.NEW]
    telling = [(start, words) for start, words in found if len(words) > 1]
    longest = sorted(telling, key=lambda pair: (-len(pair[1]), pair[0]))[:_FRESH]
    return tuple(words for _, words in sorted(longest))


def sentence(collection: Collection, found: Repetition) -> Sentence:
    """The words "X, date: 3 of 5 sentences match its text of …; not found earlier: …", linked to what they rest on."""
    statement = found.statement
    href = page("statements", statement.id)
    words = [
        Word(collection.issuer_names(statement), page("issuers", statement.issuer) if statement.issuer else ""),
        Word(f", {statement.date.iso[:10] if statement.date else say('time.unknown')}: "),
    ]
    if not statement.evidence.own_words:
        return (*words, Word(say("sentence.reported"), href))
    words += _matching(found, href)
    if found.fresh:
        words.append(Word(say("sentence.fresh")))
        for at, one in enumerate(found.fresh):
            words += [Word(", ")] if at else []
            words.append(Word(clip(one, 90), f"{href}#words", quote=True, language=statement.language))
    elif found.unknown:
        words.append(Word(say("sentence.unknown")))
    return tuple(words)


def _matching(found: Repetition, href: str) -> list[Word]:
    if found.earlier is None or not found.matching:
        return [Word(say("sentence.none"), href)]
    date = found.earlier.date.iso[:10] if found.earlier.date else say("time.unknown")
    return [
        Word(say("sentence.matching", n=found.matching, all=found.sentences), f"{href}#words"),
        Word(say("sentence.its_text", date=date), page("statements", found.earlier.id)),
    ]


def trouble(health: Iterable[Health]) -> Sentence:
    """How many sources are down, linked to where it is said which and why; one that was never asked is not."""
    down = sum(broken(one) and not one.never for one in health)
    return (Word(count("noun.down", down), "sources.html"),) if down else ()


def telling(collection: Collection, candidates: Iterable[Statement]) -> list[Repetition]:
    """The candidates worth a sentence, the most repetitive of the latest day first."""
    fit = [one for one in candidates if by_default(one.moves) and one.evidence.own_words and one.date]
    latest = max((one.date.day for one in fit if one.date), default=None)
    found = [
        repetition(collection, one) for one in fit if one.date and latest and (latest - one.date.day).days <= _NEWS
    ]
    return sorted(found, key=lambda r: (-r.matching, [-order(r.statement.date)[0].timestamp()], r.statement.id))
