"""The names of events in a sentence: "the bombing at the market of X", 喀布尔机场袭击事件.

Owns where the name of one event begins and ends. A sentence that condemns an event is the same wording whatever the
event is, so its name is a slot, as the name of a state is. What evaluates or classifies (heinous, terrorist) is wording
and stays outside; so is what is said of attacks in general ("attacks on civilians"), which names no event. Depends on
the sentence alone. Covers English, French, Arabic and Chinese; in other languages no event is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tracker.language.texts.spans import BREAK
from tracker.yamltext import parsed

#: Words of a name before its head, and in each step that a preposition begins.
BEFORE, STEP = 4, 7
#: Characters before a Chinese head that may belong to its name.
REACH = 40
#: Characters before and behind any other head that are looked at.
BACK, AHEAD = 160, 320
#: An event beside one that is named is named as well: the earthquake and the floods.
_AND = frozenset({"and", "et", "the", "les", "و"})
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*[’']?", re.UNICODE)
_DAY = re.compile(
    r"\d.*|january|february|march|april|june|july|august|september|october|november|december|.*day|janvier|février|avril"
    r"|mai|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_BREAK = re.compile('[，。；：、！？,.;:!?“”"（）()\n\ue00f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One language's lists, folded."""

    heads: frozenset[str]
    needs: Mapping[str, frozenset[str]]
    keeps: frozenset[str]
    into: frozenset[str]
    ends: frozenset[str]
    compounds: frozenset[str]
    the: frozenset[str]
    a: frozenset[str]


class _Token(NamedTuple):
    """A word with its place, and whether only a blank parts it from the one before."""

    start: int
    end: int
    word: str
    close: bool


def event_spans(text: str, *, language: str) -> list[tuple[int, int]]:
    """The half-open code-point spans of event names in `text`, in order and apart; none in an uncovered language.

    `text` is `encodable`. No name reaches over a mark of any kind, so that texts with a mark between them can be read
    at once.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    if base not in _lists():
        return []
    heads = _gate(base).find_matches_as_indexes(text)
    if not heads:
        return []
    places = [(start, end) for _, start, end in heads]
    return list(_han(text, places) if base == "zh" else _spaced(text, places, _words(base)))


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    text = files("tracker.language").joinpath("data/happenings.yaml").read_text(encoding="utf-8")
    return {name: rows for name, rows in parsed(text).items() if name != "version"}


@cache
def _gate(base: str) -> AhoCorasick:
    """Finds the heads in one quick pass: of so many the library would not make its fastest automaton by itself."""
    heads = str(_lists()[base]["heads"]).split()
    forms = sorted({*heads, *(head.capitalize() for head in heads)})
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


@cache
def _words(base: str) -> _Words:
    rows = _lists()[base]
    some = {
        name: frozenset(str(rows[name]).split()) for name in ("heads", "keeps", "into", "ends", "compounds", "the", "a")
    }
    company: Mapping[str, str] = rows["needs"]  # type: ignore[assignment] # the one nested row
    needs = {head: frozenset(words.split()) for head, words in company.items()}
    return _Words(needs=needs, **some)


def _spaced(text: str, heads: list[tuple[int, int]], words: _Words) -> Iterator[tuple[int, int]]:
    after = 0
    for start, end in heads:
        if start < after or text[end : end + 1].isalnum() or (start and text[start - 1].isalnum()):
            continue
        tokens = _tokens(text, max(after, start - BACK), start, end + AHEAD)
        at = next((i for i, token in enumerate(tokens) if token.start == start), None)
        if at is None or tokens[at].word not in words.heads or _is_other(text, tokens, at, words):
            continue
        name = _Stretch(text, tokens, words, at)
        first, last = tokens[name.first].start, tokens[name.last].end
        if name.is_one or (after and _AND.issuperset(text[after:first].split())):
            yield first, last
            after = last


def _tokens(text: str, left: int, head: int, right: int) -> list[_Token]:
    """The words around a head in its own text; behind it up to the first that a mark parts from the rest."""
    left = max(left, text.rfind(BREAK, left, head) + 1)
    found: list[_Token] = []
    for match in _WORD.finditer(text, left, right):
        start, end = match.span()
        word = match[0].lower().replace("’", "'")
        if word[1:2] == "'" and len(word) > 2 and word[0] in "ld":  # noqa: PLR2004  # l'attaque, d'Arvel
            close = bool(found) and not text[found[-1].end : start].strip()
            found.append(_Token(start, start + 1, word[0], close))
            found.append(_Token(start + 2, end, word[2:], True))
            continue
        found.append(_Token(start, end, word, bool(found) and not text[found[-1].end : start].strip()))
        if start > head and not found[-1].close:
            break
    return found


def _is_other(text: str, tokens: list[_Token], at: int, words: _Words) -> bool:
    """Whether the head is part of a proper name or says what kind another thing is: Air Assault, attack helicopters."""
    if at + 1 < len(tokens) and tokens[at + 1].close and tokens[at + 1].word in words.compounds:
        return True
    return at > 0 and text[tokens[at].start].isupper() and text[tokens[at - 1].start].isupper()


class _Stretch:
    """The words around one head that name its event.

    Back to an article, an owner or what evaluates it, and on through what prepositions add.
    """

    def __init__(self, text: str, tokens: list[_Token], words: _Words, at: int) -> None:
        self._text, self._tokens, self._words, self._at = text, tokens, words, at
        self.first = self._first()
        self.last = self._last()

    @property
    def is_one(self) -> bool:
        """Whether this is one event: a definite article or an owner before it, or a name in what is added to it."""
        tokens, words = self._tokens, self._words
        needs = words.needs.get(tokens[self._at].word)
        if needs and needs.isdisjoint(token.word for token in tokens[self.first : self.last + 1]):
            return False
        before = self.first - 1
        while before >= 0 and tokens[before].word in words.keeps:
            before -= 1
        owner = before >= 0 and (tokens[before].word in words.the or self._owns(before))
        if not words.the:  # no letters of two sizes: what is added makes it one
            return self.last > self._at
        return owner or any(self._named(at) for at in range(self._at + 1, self.last + 1))

    def _named(self, at: int) -> bool:
        return self._text[self._tokens[at].start].isupper()

    def _owns(self, at: int) -> bool:
        """Russia's attack, and the DPRK launches."""
        return self._tokens[at].word.endswith(("'s", "'")) or (at > 0 and self._named(at))

    def _first(self) -> int:
        tokens, words = self._tokens, self._words
        barrier = words.keeps | words.the | words.a | words.into | words.ends
        for at in range(self._at - 1, max(-1, self._at - 1 - BEFORE), -1):
            word = tokens[at].word
            if not tokens[at + 1].close or (word in barrier and not self._joins(at)):
                return at + 1 if word in barrier - words.ends or at + 1 == self._at else self._at
            if word.endswith("ly") or self._owns(at):
                return at + 1
        return self._at

    def _joins(self, at: int) -> bool:
        """Whether an "and" stands between two words that both specify the head: the knife and arson attack."""
        tokens, words = self._tokens, self._words
        beside = tokens[at].word in ("and", "et") and at > 1 and tokens[at - 1].word not in words.keeps
        return beside and tokens[at - 2].word in words.the | words.a

    def _last(self) -> int:
        tokens, words = self._tokens, self._words
        last = self._at
        while last + 1 < len(tokens) and tokens[last + 1].close and tokens[last + 1].word in words.into:
            end = self._step(last + 1)
            if end is None:
                return last
            last = end
        return last

    def _step(self, into: int) -> int | None:
        """The last word of what one preposition adds; None where nothing follows that could be part of a name."""
        tokens, words = self._tokens, self._words
        end = None
        for at in range(into + 1, min(into + 1 + STEP, len(tokens))):
            one = tokens[at]
            if not one.close or one.word in words.ends or _DAY.fullmatch(one.word):
                break
            if one.word in words.into and end is not None:
                break
            if one.word not in words.into | words.the:
                end = at
        return end


def _han(text: str, heads: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In Chinese the name stands between the verb or preposition that governs it and its head."""
    after = 0
    for head, _ in heads:
        found = _han_head().match(text, head)
        if head < after or found is None or not _closed(text, found.end()):
            continue
        kept = _han_kept(text, after, head)
        start = _han_start(text, max(after, kept - REACH), kept)
        if start is None:
            continue
        if start < kept:
            yield start, kept
        yield head, found.end()
        after = found.end()


@cache
def _han_head() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of('heads')})+(?:{_any_of('tails')})?")


def _han_kept(text: str, least: int, head: int) -> int:
    """Where the words that classify the event begin, right before its head."""
    keeps = str(_lists()["zh"]["keeps"]).split()
    while kept := next((word for word in keeps if text.endswith(word, least, head)), ""):
        head -= len(kept)
    return head


@cache
def _any_of(name: str) -> str:
    return "|".join(sorted(str(_lists()["zh"][name]).split(), key=lambda word: (-len(word), word)))


@cache
def _han_starts() -> re.Pattern[str]:
    return re.compile(_any_of("starts"))


@cache
def _han_verbs() -> re.Pattern[str]:
    return re.compile(_any_of("ends"))


def _han_start(text: str, least: int, head: int) -> int | None:
    """Where the name begins: right behind what governs it, if no verb or mark comes between; else None."""
    starts = [found.end() for found in _han_starts().finditer(text, least, head)]
    if (
        not starts
        or text[max(0, starts[-1] - 4) : starts[-1]].rpartition(BREAK)[2].startswith(("任何", "一切"))
        or _BREAK.search(text, starts[-1], head)
        or _han_verbs().search(text, starts[-1], head)
    ):
        return None
    return starts[-1]


def _closed(text: str, end: int) -> bool:
    """Whether the name is over behind its head, so that no other noun follows (袭击者, 爆炸物)."""
    return end == len(text) or _BREAK.match(text, end) is not None or _han_after().match(text, end) is not None


@cache
def _han_after() -> re.Pattern[str]:
    return re.compile(_any_of("after"))
