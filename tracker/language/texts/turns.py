"""Press conferences as questions and answers, from plain text alone.

Owns which paragraph opens a question and which an answer, in Chinese and English transcripts.
Never decides who the issuer is, and never drops a word: a text without turns is one opening.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_ZH_ASKS = re.compile(
    r"\s*(?:[^：。，？！\n]{0,40}记者(?:追问|补充)?|(?:[一二三四五六七八九十]+、)?追?问|会后有记者问及)[：:]"
)
_ZH_ANSWERS = re.compile(r"\s*(?:答|[一-鿿]{2,4}(?:[·•][一-鿿]{1,8})*)[：:]")
_EN_ASKS = re.compile(r"\s*(?:QUESTION|Question|Q(?:UESTION)? ?\d*)\s*:|\s*Q(?:\s{2,}|\xa0+)(?=\S)")
_EN_ANSWERS = re.compile(
    r"\s*(?:(?:MR|MS|MRS|DR|MODERATOR|SECRETARY|AMBASSADOR|UNDER SECRETARY|ASSISTANT SECRETARY|DEPUTY|GENERAL|ADMIRAL"
    r"|SENIOR|THE PRESIDENT|THE VICE PRESIDENT|PRESIDENT|PRIME MINISTER|FOREIGN MINISTER|SPOKESPERSON|SPECIAL"
    r"|COORDINATOR|DIRECTOR|ADMINISTRATOR|MINISTER|CHARG[EÉ])\b[A-Z0-9 .,’'&()-]*|A|ANSWER)\s*:"
)
_EN_LABEL = re.compile(r"\s*([A-Z][\w .’'&/()-]{1,48}):\s")
_LABEL_WORDS = 3
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question-and-answer unit. `number` counts units from 0, the opening being unit 0 where there is one.

    `start` and `end` are offsets of the whole unit; `label` is the words before the answer's colon. A Chinese unit
    without one is a question paragraph and what follows it; an English one has no answer.
    """

    number: int
    question: str
    answer: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What stands before the first question, then the units in order."""

    opening: str
    turns: tuple[Turn, ...]


def split_turns(text: str, *, language: str = "en", briefer: str = "") -> Transcript:
    """The text split before each paragraph that opens with a journalist's label (记者：, 问：, QUESTION:, Q:).

    `briefer` is the speaker's name; where transcripts label questions with an outlet only ("Reuters:"), every label
    but the briefer's asks. Unit numbers count units as the text splits, so unit 0 is the opening if the text has one.
    """
    rules = _Rules(chinese=language.startswith("zh"), briefer=frozenset(_WORDS.findall(briefer.lower())))
    paragraphs = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    starts = [i for i, (a, b) in enumerate(paragraphs) if rules.asks(text[a:b])]
    if not starts:
        return Transcript(opening=text.strip(), turns=())
    opening = text[: paragraphs[starts[0]][0]].strip()
    first = 1 if opening else 0
    units = [paragraphs[a:b] for a, b in zip(starts, [*starts[1:], len(paragraphs)], strict=True)]
    return Transcript(opening=opening, turns=tuple(_turn(text, unit, i + first, rules) for i, unit in enumerate(units)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    chinese: bool
    briefer: frozenset[str]

    def asks(self, paragraph: str) -> bool:
        """Whether a journalist's label opens this paragraph."""
        if self.chinese:
            return bool(_ZH_ASKS.match(paragraph))
        if _EN_ASKS.match(paragraph):
            return True
        label = _EN_LABEL.match(paragraph)
        return bool(
            label and self.briefer and not self._briefs(label.group(1)) and len(label.group(1).split()) <= _LABEL_WORDS
        )

    def answers(self, paragraph: str) -> re.Match[str] | None:
        """The label that opens an answer, if one does."""
        if self.chinese:
            return None if _ZH_ASKS.match(paragraph) else _ZH_ANSWERS.match(paragraph)
        label = _EN_LABEL.match(paragraph)
        if label and self.briefer and self._briefs(label.group(1)):
            return label
        return _EN_ANSWERS.match(paragraph)

    def _briefs(self, label: str) -> bool:
        return bool(self.briefer & set(_WORDS.findall(label.lower())))


def _turn(text: str, unit: list[tuple[int, int]], number: int, rules: _Rules) -> Turn:
    start, end = unit[0][0], unit[-1][1]
    for i, (a, b) in enumerate(unit[1:], start=1):
        label = rules.answers(text[a:b])
        if label:
            question = _bare(text[start : unit[i - 1][1]])
            name = text[a : a + label.end()].strip(" \u2002\u3000：:\n")
            answer = text[a + label.end() : end].strip()
            return Turn(number=number, question=question, answer=answer, label=name, start=start, end=end)
    cut = unit[0][1] if rules.chinese else end
    return Turn(
        number=number, question=_bare(text[start:cut]), answer=text[cut:end].strip(), label="", start=start, end=end
    )


def _bare(question: str) -> str:
    """The question without its label, so that the same question from two outlets reads the same."""
    cut = _ZH_ASKS.match(question) or _EN_ASKS.match(question)
    return question[cut.end() :].strip() if cut else question.strip()
