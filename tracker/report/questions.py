"""Yes or no, with the words: what a statement does and does not say.

Owns the questions of the incident grid (questions.toml). Never answers for words that are a reporter's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.model import Evidence, Move, Statement
from tracker.report.bands import may_quote
from tracker.report.collection import Collection
from tracker.report.labels import say

_CLIP = 70
_UNDIVIDED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and how it is answered: by moves, or by words of each language."""

    id: str
    label: str
    moves: frozenset[Move]
    words: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`state` is yes, no, or unknown; `words` show why it is yes, else why it is unknown."""

    state: str
    label: str
    words: str = ""


@cache
def questions() -> tuple[Question, ...]:
    """The questions in the order in which pages ask them."""
    data = tomllib.loads(files("tracker.report").joinpath("questions.toml").read_text(encoding="utf-8"))
    return tuple(
        Question(
            id=entry["id"],
            label=say(f"question.{entry['id']}"),
            moves=frozenset(Move(move) for move in entry.get("moves", ())),
            words={language: _pattern(stems) for language, stems in entry.get("words", {}).items()},
        )
        for entry in data["question"]
    )


def _pattern(stems: list[str]) -> re.Pattern[str]:
    """Any of the stems and the letters that follow, up to six: enough to show the word that was used.

    Scripts that do not divide words show the stem alone; of several that fit the one listed first.
    """
    more = 0 if _UNDIVIDED.search(stems[0]) else 6
    return re.compile("(?:" + "|".join(map(re.escape, stems)) + rf")\w{{0,{more}}}", re.IGNORECASE)


def answer(collection: Collection, statement: Statement, question: Question) -> Answer:
    """The answer from the statement's own words; unknown where a report gives only some of them."""
    if not statement.evidence.own_words:
        return Answer(state="unknown", label=say("answer.unknown"), words=say("answer.reporter"))
    given = (_by_words if question.words else _by_moves)(collection, statement, question)
    if given.state == "no" and statement.evidence is Evidence.QUOTED:
        return Answer(state="unknown", label=say("answer.not_quoted"), words=say("answer.part"))
    return given


def _by_words(collection: Collection, statement: Statement, question: Question) -> Answer:
    pattern = question.words.get(statement.language.split("-")[0].lower())
    if pattern is None:
        return Answer(state="unknown", label=say("answer.unknown"), words=say("answer.no_words"))
    found = pattern.search(" ".join(one.text for one in collection.voiced(statement)))
    return _yes(found[0]) if found else Answer(state="no", label=say("answer.no"))


def _by_moves(collection: Collection, statement: Statement, question: Question) -> Answer:
    for passage in collection.passages(statement.id):
        if question.moves.isdisjoint(passage.moves) or not passage.evidence.own_words:
            continue
        if not may_quote(collection, collection.renderings.get(passage.rendering)):
            return _yes("")
        deciding = passage.strength.words or statement.strength.words
        decided = " · ".join(deciding) if Move.CONDEMN in question.moves else ""
        return _yes(decided or clip(passage.text))
    return _yes("") if question.moves.intersection(statement.moves) else Answer(state="no", label=say("answer.no"))


def _yes(words: str) -> Answer:
    return Answer(state="yes", label=say("answer.yes"), words=words)


def clip(text: str, length: int = _CLIP) -> str:
    """The beginning of a text in one line, cut at a word where there are blanks."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[:length]
    blank = head.rfind(" ")
    return (head[:blank] if blank > length // 2 else head).rstrip(" ,;:") + "…"
