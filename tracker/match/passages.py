"""Passages: the sentences and clauses of statements, with what each does and how strongly.

Owns exact offsets into the shown text, and the evidence rule for moves and strength: official and quoted words count,
a paraphrase stands apart, a reporter's own verb is no passage at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from tracker.language.evaluating.ladder import Ladder
from tracker.language.evaluating.moves import moves
from tracker.language.evaluating.strength import strength
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.clauses import clauses
from tracker.language.texts.spans import Span
from tracker.match.furniture import Furniture
from tracker.match.identity.kinship import Kinship
from tracker.match.joining import rule
from tracker.model import DEFAULT_MOVES, Evidence, Move, Passage, Rendering, Statement, Strength, VerbClass

#: Sentences longer than this are tables or broken pages; they stay passages, but nobody cuts them into clauses.
LONGEST = 2000

#: Each word of evaluation is read with all that stands around it: the square of the length, where a "sentence" is a
#: megabyte without a full stop. No real one comes near this.
READ = 10_000

Reading = tuple[tuple[Move, ...], Strength]

#: Moves that no byline, contact line or link label makes.
_SPEECH = DEFAULT_MOVES | {Move.PRINCIPLE}


class Reader:
    """Moves and strength of sentences, each distinct sentence read once; by `ladders` where they hold its language.

    Where `kin` and `gazetteer` are known, the verb of a party that the sentence names is not taken for the issuer's.
    """

    def __init__(
        self,
        ladders: Mapping[str, Ladder] | None = None,
        *,
        kin: Kinship | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self._ladders = ladders or {}
        self._kin = kin
        self._gazetteer = gazetteer
        self._read: dict[tuple[str, str, tuple[Span, ...]], Reading] = {}

    def read(self, text: str, language: str, issuer: str | None = None) -> Reading:
        """The moves and the strength of one sentence; of one of more than `READ` letters, of its beginning.

        `issuer` is whose sentence it is, if that is known.
        """
        text = text[:READ]
        found = self._once(text, language, ())
        if found[1].verb_class is VerbClass.NONE or issuer is None:
            return found
        others = self._others(text, issuer)
        return self._once(text, language, others) if others else found

    def _once(self, text: str, language: str, others: tuple[Span, ...]) -> Reading:
        key = text, language, others
        found = self._read.get(key)
        if found is None:
            rules = self._ladders.get(rule.primary(language))
            force = strength(text, language=language, rules=rules, others=others)
            found = tuple(moves(text, language=language, read=force)), force
            self._read[key] = found
        return found

    def _others(self, text: str, issuer: str) -> tuple[Span, ...]:
        """The places of states that the text names and that are not the issuer's own."""
        known = self._kin.get(issuer) if self._kin else None
        if known is None or self._gazetteer is None:
            return ()
        names = self._gazetteer.find(text)
        return tuple(Span(n.start, n.end) for n in names if n.country and n.country != known.country)

    def speaks(self, text: str, language: str) -> bool:
        """Whether a sentence evaluates something or states a principle, so that it cannot be page furniture."""
        return not _SPEECH.isdisjoint(self.read(text, language)[0])


def passages_of(
    statement: str, rendering: Rendering, found: Iterable[Span], *, reader: Reader, furniture: Furniture
) -> Iterator[Passage]:
    """The sentences `found` in a rendering, and the clauses of those that have several, in text order.

    What `furniture` knows of the rendering's source is left out, but of an answer to a question everything was said.
    A characterisation gives none.
    """
    if rendering.evidence is Evidence.CHARACTERISED:
        return
    text, language = rendering.text, rendering.language
    make = partial(_passage, statement, rendering, reader)
    for sentence in found:
        if not rendering.question and furniture(rendering.source, sentence.of(text)):
            continue
        yield make(sentence, clause=False)
        if len(sentence) > LONGEST:
            continue
        parts = clauses(text, sentence, language=language)
        if len(parts) > 1:
            for part in parts:
                yield make(part, clause=True)


def _passage(statement: str, rendering: Rendering, reader: Reader, span: Span, *, clause: bool) -> Passage:
    text = span.of(rendering.text)
    issuer = rendering.parties[0].issuer if rendering.parties else None
    done, force = reader.read(text, rendering.language, issuer)
    return Passage(
        id=f"{rendering.id}:{span.start}-{span.end}",
        statement=statement,
        rendering=rendering.id,
        version=rendering.version,
        start=span.start,
        end=span.end,
        text=text,
        language=rendering.language,
        evidence=rendering.evidence,
        clause=clause,
        moves=done,
        strength=force,
    )


def with_readings(statement: Statement, passages: Sequence[Passage]) -> Statement:
    """The statement with the moves of its own words and its strongest sentence.

    Negated and hypothetical sentences decide no strength; if nothing else is there the statement has none.
    """
    own = [p for p in passages if p.evidence.own_words and not p.clause]
    found = {move for passage in own for move in passage.moves}
    return replace(statement, moves=tuple(move for move in Move if move in found), strength=strongest(own))


def strongest(passages: Iterable[Passage]) -> Strength:
    """The strongest asserted reading; among equals the one that stands first."""
    best = Strength()
    for passage in passages:
        reading = passage.strength
        if reading.negated or reading.hypothetical:
            continue
        if reading.order > best.order:
            best = reading
    return best
