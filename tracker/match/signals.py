"""What one text says that a comparison of force needs: what it denies, which sides and levels it takes, whom it names.

Owns the reading of one text against the lexicon. Never compares two texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

import snowballstemmer

from tracker.language.gazetteer import Gazetteer
from tracker.language.tokens import tokenize
from tracker.match import rule
from tracker.match.polarity import Polarity
from tracker.match.roles import Named, named

#: How many words a negation reaches, and how many either side of a word say what it is about.
SCOPE, BESIDE = 4, 2
#: Latin words shorter than this carry no meaning that could be denied.
SHORT = 3
_ALGORITHMS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
_STEMMERS = MappingProxyType({code: snowballstemmer.stemmer(name) for code, name in _ALGORITHMS.items()})
#: Scales whose words an adverb beside them raises.
_RAISABLE = frozenset({"evaluation", "demand"})
_MARKS = frozenset(",.;:!?()，。；：！？、\n")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon at its place."""

    word: str
    start: int
    end: int


class Signals:
    """One text's reading, each part made when first asked for: most comparisons need few of them."""

    def __init__(self, text: str, *, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> None:
        self.text = text
        low = text.lower()
        # A few letters grow when lowered; places must stay the same.
        self.low = low if len(low) == len(text) else text
        self._lexicon, self._language, self._gazetteer = lexicon, language, gazetteer
        harmless = [m.span() for m in lexicon.harmless.finditer(self.low)]
        self._cues = tuple(
            m.span()
            for m in lexicon.negators.finditer(self.low)
            if not any(start < m.end() and m.start() < end for start, end in harmless)
        )
        self.sides: dict[tuple[str, int], list[Hit]] = {}
        self.levels: dict[str, dict[int, str]] = {}
        self._forces: list[tuple[Hit, int]] = []
        self._heads: list[tuple[Hit, str]] = []
        self._tag()

    @property
    def denies(self) -> bool:
        """Whether the text denies anything at all, or tells somebody not to do a thing."""
        return bool(self._cues) or self._lexicon.forbidding.search(self.low) is not None

    def _tag(self) -> None:
        for found, tag in self._lexicon.tags(self.low):
            hit = Hit(found.group(), found.start(), found.end())
            if tag.kind == "side":
                self.sides.setdefault((tag.name, tag.value), []).append(hit)
            elif tag.kind == "level":
                self.levels.setdefault(tag.name, {}).setdefault(tag.value, hit.word)
                if tag.name in _RAISABLE:
                    self._heads.append((hit, f"{tag.name} {tag.value}"))
            elif tag.kind == "head":
                self._heads.append((hit, stem(hit.word, self._language)))
            else:
                self._forces.append((hit, tag.value))

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Stems with their places."""
        return [
            (stem(token.text.casefold(), self._language), token.start, token.end)
            for token in tokenize(self.text, language=self._language)
            if len(token.text) >= SHORT or not token.text.isascii()
        ]

    @cached_property
    def denied(self) -> Mapping[str, str]:
        """Stems under a negation, with the words that deny them."""
        return {word: self.text[start:end] for word, _, start, end in self._reached()}

    @cached_property
    def free(self) -> frozenset[str]:
        """Stems that stand somewhere undenied."""
        reached = {place for _, place, _, _ in self._reached()}
        return frozenset(word for i, (word, _, _) in enumerate(self.words) if i not in reached)

    def _reached(self) -> Iterator[tuple[str, int, int, int]]:
        for cue_start, cue_end in self._cues:
            after = [(i, word) for i, word in enumerate(self.words) if word[1] >= cue_end][:SCOPE]
            for i, (word, start, end) in after:
                between = self.low[cue_end:start]
                if _MARKS.intersection(between) or self._lexicon.barriers.search(between):
                    break
                yield word, i, cue_start, end

    @cached_property
    def raised(self) -> Mapping[str, tuple[int, str]]:
        """What is evaluated, demanded or felt, with the most that a word beside it adds, and that stretch."""
        found = {key: (0, head.word) for head, key in self._heads}
        for force, weight in self._forces:
            near = [
                (distance, head.start, head, key)
                for head, key in self._heads
                if (distance := self._distance(force, head, weight)) is not None
            ]
            if not near:
                continue
            _, _, head, key = min(near, key=lambda one: one[:2])
            if weight > found[key][0]:
                found[key] = weight, self.text[min(force.start, head.start) : max(force.end, head.end)]
        return found

    def _distance(self, force: Hit, head: Hit, weight: int) -> int | None:
        """The characters between a raising word and what it may raise, or None if they do not belong together."""
        if self._lexicon.precedes and head.start < force.start:
            return None
        first, second = sorted((force, head), key=lambda hit: hit.start)
        between = self.low[first.end : second.start]
        reach = self._lexicon.reach[weight > 1]
        return len(between) if len(between) <= reach and not _MARKS.intersection(between) else None

    def beside(self, hit: Hit) -> tuple[frozenset[str], frozenset[str]]:
        """The stems just before and just after a word: what it is said of."""
        before = [word for word, _, end in self.words if end <= hit.start]
        after = [word for word, start, _ in self.words if start >= hit.end]
        return frozenset(before[-BESIDE:]), frozenset(after[:BESIDE])

    @cached_property
    def named(self) -> Named:
        """The names in the text."""
        return named(self.text, self.low, lexicon=self._lexicon, gazetteer=self._gazetteer)


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word without its ending; the word itself in a language without a stemmer."""
    stemmer = _STEMMERS.get(rule.primary(language))
    return str(stemmer.stemWord(word)) if stemmer else word
