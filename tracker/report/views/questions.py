"""Yes or no, with the words: what a statement does and does not say.

Owns what a whole statement answers, from what its sentences do. A reporter's words answer "as reported" at the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from unicodedata import east_asian_width

from tracker.language.evaluating.asked import Asked, answerable, reply
from tracker.model import Evidence, Move, Passage, Rendering, Statement, Strength, VerbClass
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.views.bands import may_quote

_CLIP = 70
#: So many replies of sentences are kept.
_KEPT = 16_384
#: A reporter's verbs that tell that somebody was named.
_BLAMES = re.compile(r"(?:blam|accus)(?:e|es|ed|ing)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and how pages ask it."""

    id: Asked
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`state` is yes, no, reported or unknown; `words` show why it is yes, else why it is not known."""

    question: Asked
    state: str
    label: str
    words: str = ""


def questions() -> tuple[Question, ...]:
    """The questions in the order in which pages ask them."""
    return tuple(Question(id=one, label=say(f"question.{one}")) for one in Asked)


def answers(collection: Collection, statement: Statement) -> tuple[Answer, ...]:
    """The answers to all questions, in their order."""
    own = tuple(_own(collection, statement)) if statement.evidence.own_words else ()
    return tuple(_answer(collection, statement, one, own) for one in Asked)


def answer(collection: Collection, statement: Statement, question: Asked) -> Answer:
    """The answer to one of them."""
    return _answer(collection, statement, question, _own(collection, statement))


def _answer(collection: Collection, statement: Statement, question: Asked, own: Iterable[Passage]) -> Answer:
    """The answer from the statement's own words; "as reported" where only a report's words say it.

    "No" needs the whole text, and words to look for in its language; of what a report quotes only a part is at hand,
    beside which a reporter's words may say what the quoted ones do not.
    """
    given = _corrected(collection, statement, question)
    if given is not None:
        return given
    if not statement.evidence.own_words:
        return _reported(collection, statement, question)
    for passage in own:
        words = _reply(question, passage.text, passage.language, passage.strength, passage.moves)
        if words is not None:
            shown = may_quote(collection, collection.renderings.get(passage.rendering))
            return Answer(question=question, state="yes", label=say("answer.yes"), words=clip(words) if shown else "")
    if not answerable(question, language=statement.language):
        return _unknown(question, "no_words")
    if statement.evidence is Evidence.QUOTED:
        told = _reported(collection, statement, question, label="answer.only_reported")
        part = Answer(question=question, state="unknown", label=say("answer.not_quoted"), words=say("answer.part"))
        return told if told.state == "reported" else part
    return Answer(question=question, state="no", label=say("answer.no"))


@lru_cache(maxsize=_KEPT)
def _reply(question: Asked, text: str, language: str, read: Strength, moves: tuple[Move, ...]) -> str | None:
    """What a sentence replies; stock sentences stand in many statements."""
    return reply(question, text, language=language, read=read, moves=moves)


def _corrected(collection: Collection, statement: Statement, question: Asked) -> Answer | None:
    """Whether it condemns, where a person said how strong it is."""
    decided = [one for one in collection.corrected.get(statement.id, ()) if one.what == "strength"]
    if question is not Asked.CONDEMN or not decided:
        return None
    state = "yes" if statement.strength.verb_class in (VerbClass.CONDEMN, VerbClass.DEPLORE) else "no"
    return Answer(
        question=question, state=state, label=say(f"answer.{state}"), words=say("answer.corrected", who=decided[-1].who)
    )


def _own(collection: Collection, statement: Statement) -> Iterator[Passage]:
    """Sentences in the issuer's own words, those of the first rendering first."""
    held = [one for one in collection.passages(statement.id) if one.evidence.own_words]
    first = statement.renderings[0] if statement.renderings else ""
    yield from sorted(held, key=lambda one: one.rendering != first)


def _reported(
    collection: Collection, statement: Statement, question: Asked, *, label: str = "answer.reported"
) -> Answer:
    """What reporters say in words of their own, if that answers: the outlet is named with it."""
    for rendering in _texts(collection, statement):
        if rendering.evidence.own_words:
            continue
        words = _told(question, rendering)
        if words is not None:
            outlet = collection.outlet(rendering)
            shown = may_quote(collection, rendering)
            lead = say(label, outlet=outlet)
            return Answer(question=question, state="reported", label=lead, words=clip(words) if shown else "")
    return _unknown(question, "reporter")


def _told(question: Asked, rendering: Rendering) -> str | None:
    """The words of a report that answer; nothing if none do.

    Whom a reporter describes as the doer ("the attack by gunmen") the issuer has not named, unless it is told to have
    blamed somebody.
    """
    if question is Asked.NAMES and rendering.evidence is Evidence.CHARACTERISED:
        return rendering.text if _BLAMES.fullmatch(rendering.cue.strip()) else None
    said = (reply(question, part, language=rendering.language) for part in (rendering.text, rendering.cue) if part)
    return next((one for one in said if one is not None), None)


def _texts(collection: Collection, statement: Statement) -> Iterator[Rendering]:
    yield from (collection.renderings[key] for key in statement.renderings if key in collection.renderings)


def _unknown(question: Asked, why: str) -> Answer:
    return Answer(question=question, state="unknown", label=say("answer.unknown"), words=say(f"answer.{why}"))


def clip(text: str, length: int = _CLIP) -> str:
    """The beginning of a text in one line, cut at a word where blanks are; a wide letter takes the room of two."""
    line = " ".join(text.split())
    widths = accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in line[: length + 1])
    fit = sum(width <= length for width in widths)
    if fit == len(line):
        return line
    head = line[:fit]
    blank = head.rfind(" ")
    return (head[:blank] if blank > fit // 2 else head).rstrip(" ,;:") + "…"
