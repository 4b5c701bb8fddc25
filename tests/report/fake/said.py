"""What a marked text gives: its plain words, its passages, its version and its uses."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from tracker.language.evaluating.strength import strength as read_strength
from tracker.model import (
    Evidence,
    How,
    Move,
    Passage,
    Rendering,
    Statement,
    Strength,
    Use,
    VerbClass,
    Version,
)

NOW = datetime(2031, 3, 17, 6, 0, tzinfo=UTC)
SEEN = datetime(2031, 3, 16, 5, 30, tzinfo=UTC)


_MARK = re.compile(r"⟦(?P<kind>\w+)(?:;(?P<source>[^|]*))?\|(?P<words>[^⟧]*)⟧")
_SENTENCE = re.compile(r"[^.。!?]+[.。!?]?\s*")
_MOVES = (
    (re.compile(r"condemn|谴责|إدانت|condamne", re.IGNORECASE), Move.CONDEMN),
    (re.compile(r"condolence|慰问|التعازي|condoléances", re.IGNORECASE), Move.CONDOLE),
    (re.compile(r"concern|关切", re.IGNORECASE), Move.CONCERN),
    (re.compile(r"stands with|站在一起", re.IGNORECASE), Move.SOLIDARITY),
    (re.compile(r"call on|呼吁", re.IGNORECASE), Move.DEMAND),
)


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The plain text and its marked spans."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match["words"]), match["kind"], match["source"] or ""))
        text += match["words"]
        at = match.end()
    return text + marked[at:], spans


def _passages(identity: str, text: str, language: str, evidence: Evidence) -> list[Passage]:
    found = []
    for number, match in enumerate(_SENTENCE.finditer(text)):
        words = match[0].rstrip()
        found.append(
            Passage(
                id=f"{identity}#{number}",
                statement=identity,
                rendering=identity,
                version=1,
                start=match.start(),
                end=match.start() + len(words),
                text=words,
                language=language,
                evidence=evidence,
                moves=tuple(move for pattern, move in _MOVES if pattern.search(words)) or (Move.OTHER,),
                strength=read_strength(words, language=language),
            )
        )
    return found


def version_of(rendering: Rendering, number: int = 1, text: str | None = None, at: datetime = SEEN) -> Version:
    shown = rendering.text if text is None else text
    return Version(
        rendering=rendering.id,
        number=number,
        sha256=replace(rendering, text=shown).sha256,
        title=rendering.title,
        question="",
        text=shown,
        first_seen=at,
        last_seen=at,
        capture="c0",
    )


def _use(formula: str, statement: Statement, words: str) -> Use:
    start = statement.text.index(words)
    reported = not statement.evidence.own_words
    return Use(
        formula=formula,
        statement=statement.id,
        rendering=statement.renderings[0],
        version=1,
        start=start,
        end=start + len(words),
        text=words,
        similarity=0.91,
        how=How.REPORTED if reported else How.MEMBER,
    )


def condemns(intensity: int, *words: str) -> Strength:
    return Strength(verb_class=VerbClass.CONDEMN, intensity=intensity, words=words)
