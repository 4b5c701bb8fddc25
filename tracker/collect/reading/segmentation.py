"""A page of questions and answers, cut into answers that know their question.

Owns how a turn is recognised: by bold type, by labels, or by a prefix at the start of a line. Never drops an answer
and knows nothing of ids or dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.collect.reading.blocks import Block
from tracker.sources import Segment

#: What opens a question and an answer, by language; group `name` is the label of the one who answers.
#: zh: counted on 400 press conferences of the Chinese foreign ministry; en: on 69 State Department briefings.
_QUESTION = {
    "zh": r"(?P<cut>(?:追?问|记者)\s*[：:])|(?:《?[^：:，。？！]{1,38}(?:记者|社|报|台|网|刊|问)\s*[：:])",
    "en": r"(?P<cut>(?:QUESTION(?:ER)?|REPORTER|JOURNALIST|Question|Q)\s*[:.])",
    "fr": r"(?P<cut>(?:QUESTION|Question|Q)\s*[:.])",
    "ar": r"(?P<cut>(?:سؤال|س)\s*[:：])",
}
_ANSWER = {
    "zh": r"(?P<name>[一-鿿]{1,2}(?:[一-鿿]|·)?[一-鿿]?)\s*[：:]",
    "en": r"(?P<name>[A-Z][A-Z.’' -]{1,48}|A|Answer|ANSWER|Spokes(?:person|man|woman)"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3})\s*:",
    "fr": r"(?P<name>[A-Z][A-Z.’' -]{1,48}|R|Réponse|RÉPONSE|Le porte-parole|La porte-parole)\s*:",
    "ar": r"(?P<name>جواب|ج|المتحدث(?: باسم الوزارة| الرسمي)?)\s*[:：]",
}
_PREFIX_QUESTION = r"(?P<cut>Q(?:UESTION)?(?:\s*[:.]|\s)\s*)(?=\S)"
#: Labels that stand for the speaker without naming anybody.
_NAMELESS = frozenset(
    ("答", "发言人", "A", "Answer", "ANSWER", "R", "Réponse", "RÉPONSE", "Spokesperson", "Spokesman", "Spokeswoman")
) | {"جواب", "ج"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Opening remarks (no question) or one answer. `speaker` is what the label names, or nothing."""

    question: str = ""
    speaker: str = ""
    blocks: tuple[Block, ...]


def segment(blocks: Sequence[Block], how: Segment, *, language: str = "en", speaker: str = "") -> tuple[Turn, ...]:
    """The turns of a page in order; none if the page has no question, or questions that nobody answers.

    `speaker` is the one whom the page names: a label with that name, or with its last word, is this person.
    """
    if how.style == "none":
        return ()
    rules = _rules(how, language, speaker)
    if how.style == "qa-prefix":
        blocks = [Block(text=line, bold=block.bold) for block in blocks for line in block.text.split("\n")]
    cutter = _Cutter(rules=rules)
    for block in blocks:
        cutter.take(block)
    cutter.close()
    return tuple(cutter.turns) if any(turn.question for turn in cutter.turns) else ()


def fold_question(question: str) -> str:
    """A question as its id sees it: letters and digits alone, so that a mended comma keeps the answer's id."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", question).casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    question: re.Pattern[str]
    answer: re.Pattern[str]
    bold: bool
    speaker: str

    def asks(self, block: Block) -> re.Match[str] | None:
        """A match, possibly empty, if this block opens or continues a question."""
        found = self.question.match(block.text)
        if found or not (self.bold and block.bold):
            return found
        label = self.answer.match(block.text)
        return None if label and self.names_speaker(label) else re.match("", block.text)

    def names_speaker(self, label: re.Match[str]) -> bool:
        """Whether a label is that of the one who answers, rather than any two words before a colon."""
        name = _name(label)
        return not name or name in _NAMELESS or self._is_speaker(name)

    def _is_speaker(self, name: str) -> bool:
        if not self.speaker:
            return False
        return name == self.speaker or _surname(name) == _surname(self.speaker)

    def person(self, label: re.Match[str]) -> str:
        """The person behind a label: the page's speaker where the label is a form of that name."""
        name = _name(label).strip()
        if not name or name in _NAMELESS or self._is_speaker(name):
            return self.speaker
        return name.title() if name.isupper() else name


def _rules(how: Segment, language: str, speaker: str) -> _Rules:
    base = language.partition("-")[0]
    question = _PREFIX_QUESTION if how.style == "qa-prefix" else _QUESTION.get(base, _QUESTION["en"])
    return _Rules(
        question=how.question or re.compile(question),
        answer=how.answer or re.compile(_ANSWER.get(base, _ANSWER["en"])),
        bold=how.style == "qa-bold",
        speaker=speaker,
    )


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _name(label: re.Match[str]) -> str:
    return label.groupdict().get("name") or ""


@dataclass(slots=True)
class _Cutter:
    """Goes through the blocks once and closes a turn when the next one opens."""

    rules: _Rules
    turns: list[Turn] = field(default_factory=list)
    _question: list[str] = field(default_factory=list)
    _answer: list[Block] = field(default_factory=list)
    _speaker: str = ""
    _labelled: bool = False

    def take(self, block: Block) -> None:
        """Put one block where it belongs."""
        asked = self.rules.asks(block)
        if asked is not None:
            self._ask(block, asked)
            return
        label = self._label(block)
        if label is not None:
            self._answer_as(self.rules.person(label), block.text[label.end() :].strip())
        elif self._question and not self._labelled and not self.rules.bold:
            self._question.append(block.text)  # a question of several paragraphs: only labels end it
        else:
            self._labelled = True
            self._answer.append(block)

    def close(self) -> None:
        """End the turn that is open, if anything was said in it."""
        if self._answer:
            question = "\n\n".join(self._question)
            self.turns.append(Turn(question=question, speaker=self._speaker, blocks=tuple(self._answer)))
        self._answer, self._labelled = [], False

    def _ask(self, block: Block, asked: re.Match[str]) -> None:
        if self._answer:
            self.close()
            self._question = []
        cut = asked.end("cut") if asked.groupdict().get("cut") else 0
        self._question.append(block.text[cut:].strip())
        self._speaker, self._labelled = "", False

    def _label(self, block: Block) -> re.Match[str] | None:
        """A label opens an answer if it names the speaker, or if an answer is due, or if labels rule the page."""
        label = self.rules.answer.match(block.text)
        if label is None:
            return None
        due = bool(self._question) and not self._labelled
        return label if self.rules.names_speaker(label) or due or not self.rules.bold else None

    def _answer_as(self, person: str, text: str) -> None:
        if self._answer and self._speaker and person != self._speaker:
            self.close()
        self._speaker, self._labelled = person, True
        if text:
            self._answer.append(Block(text=text))
