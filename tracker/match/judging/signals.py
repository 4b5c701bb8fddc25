"""What one text says that a comparison of force needs: what it denies, which sides and levels it takes, whom it names.

Owns the reading of one text against the lexicon. Never compares two texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.letters import lowered
from tracker.match.judging.polarity import Polarity, Tag
from tracker.match.judging.roles import Named, named
from tracker.match.judging.stems import stem, words

#: How many words a negation reaches, how many a word that only disfavours does, and how many either side of a word
#: say what it is about.
SCOPE, SHELTER, BESIDE = 5, 8, 3
#: How many words a word of supposing reaches.
SUPPOSED = 12
#: Scales whose words an adverb beside them raises.
_RAISABLE = frozenset({"evaluation", "demand"})
_MARKS = re.compile(r"[,;:!?()，。；：！？、\n—]|(?<!\b\w)\.|\s–\s")
#: The marks that end a sentence or its half: what stands between commas is passed over where a denial is shared.
_STOPS = re.compile(r"[;:!?。；：！？\n]|(?<!\b\w)\.")
#: Who speaks in a transcript stands before the text and is no part of what is said.
_LABEL = re.compile(r"(?:[A-Z][A-Z.’' -]{1,40}|[\u4e00-\u9fff·]{2,12})[:：]")
#: A journalist in a transcript.
_QUESTIONER = re.compile(r"QUESTION:|Q(?:\.|:)?\s+(?=[—–-]|[A-Z])")
_ASKS = re.compile(r"(?:[?？؟][\s\"”’»」)]*|[—–]\s*)$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon at its place."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation from its cue's first to its cue's last letter, and the words that it reaches, by number."""

    start: int
    end: int
    reach: tuple[int, ...]


class Signals:
    """One text's reading, each part made when first asked for: most comparisons need few of them."""

    def __init__(self, text: str, *, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.low = lowered(text, language=language)
        self._lexicon, self._language, self._gazetteer = lexicon, language, gazetteer
        label = _LABEL.match(text)
        first = label.end() if label else 0
        self.words = [word for word in words(text, language) if word[1] >= first]
        self.denials = tuple(self._denials())
        self.sides: dict[tuple[str, int], list[Hit]] = {}
        self.levels: dict[str, dict[int, str]] = {}
        self.placed: dict[str, list[tuple[int, Hit]]] = {}
        self._forces: list[tuple[Hit, int]] = []
        self._heads: list[tuple[Hit, str, int]] = []
        self._tag()

    @property
    def asks(self) -> bool:
        """Whether the text is a question or broken off, so that it neither says nor denies."""
        return _ASKS.search(self.text) is not None or _QUESTIONER.match(self.text) is not None

    @property
    def denies(self) -> bool:
        """Whether the text denies anything at all, or tells somebody not to do a thing."""
        return bool(self.denials) or self._lexicon.forbidding.search(self.low) is not None

    def _tag(self) -> None:
        for found, tag in self._lexicon.tags(self.low):
            self._put(Hit(found.group(), found.start(), found.end()), tag)
        for word, start, end in self.words:
            for tag in self._lexicon.antonyms.get(word, ()):
                self._put(Hit(self.low[start:end], start, end), tag)

    def _put(self, hit: Hit, tag: Tag) -> None:
        if tag.kind == "side":
            if not self._denies_at(hit.start):
                self.sides.setdefault((tag.name, tag.value), []).append(hit)
        elif tag.kind == "level":
            self.levels.setdefault(tag.name, {}).setdefault(tag.value, hit.word)
            if tag.name in _RAISABLE:
                self._heads.append((hit, f"{tag.name} {tag.value}", 1))
        elif tag.kind == "placed":
            if not self._denies_at(hit.start):
                self.placed.setdefault(tag.name, []).append((tag.value, hit))
        elif tag.kind == "head":
            self._heads.append((hit, stem(hit.word, self._language), tag.value))
        else:
            self._forces.append((hit, tag.value))

    def _denies_at(self, start: int) -> bool:
        """Whether a negation bears on the word at that place."""
        return any(self.words[i][1] <= start < self.words[i][2] for denial in self.denials for i in denial.reach)

    def _denials(self) -> Iterator[Denial]:
        harmless = [m.span() for m in self._lexicon.harmless.finditer(self.low)]
        harmless += [(self.words[i][1], self.words[i][2]) for i in self._supposed]
        for pattern, reached in self._cues():
            before = -1
            for cue in pattern.finditer(self.low):
                # Two negations in a row cancel each other: "not abandon".
                doubled, before = before >= 0 and not self.low[before : cue.start()].strip(), cue.end()
                if not doubled and not any(start < cue.end() and cue.start() < end for start, end in harmless):
                    reach = reached(cue)
                    yield Denial(min([cue.start(), *(self.words[i][1] for i in reach[:1])]), cue.end(), reach)

    def _cues(self) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, ...]]]]:
        """What denies, with the words that each cue reaches, the likeliest first."""
        yield self._lexicon.negators, lambda cue: tuple(self._within(cue.end(), SCOPE))
        yield self._lexicon.behind, lambda cue: tuple(self._until(cue.start(), SCOPE))
        yield self._lexicon.inside, lambda cue: tuple(i for i, w in enumerate(self.words) if w[1] <= cue.start() < w[2])

    def _until(self, start: int, most: int) -> Iterator[int]:
        """The words before a cue, the nearest first, back to a mark."""
        before = [i for i, word in enumerate(self.words) if word[2] <= start][-most:]
        for i in reversed(before):
            if _MARKS.search(self.low, self.words[i][2], start):
                return
            yield i

    @cached_property
    def _supposed(self) -> frozenset[int]:
        """The words, by number, of what is only supposed: they neither say nor deny."""
        cues = self._lexicon.supposing.finditer(self.low)
        return frozenset(i for cue in cues for i in self._within(cue.end(), SUPPOSED, barriers=False))

    def _within(self, end: int, most: int, *, barriers: bool = True, marks: re.Pattern[str] = _MARKS) -> Iterator[int]:
        """The words after a cue, up to a mark or a word that ends its reach."""
        after = [i for i, word in enumerate(self.words) if word[1] >= end][:most]
        for i in after:
            start = self.words[i][1]
            # What stands at the cue itself, without a space, is no barrier: 无法为 denies what follows.
            if marks.search(self.low, end, start) or (
                barriers and self._lexicon.barriers.search(self.low, end + 1, start)
            ):
                return
            yield i

    @cached_property
    def free(self) -> frozenset[str]:
        """Stems that stand somewhere undenied."""
        return self._outside({i for denial in self.denials for i in denial.reach})

    @cached_property
    def denied(self) -> set[str]:
        """Stems that a negation may bear on, however far off in its clause: what both texts deny turns neither."""
        found: set[str] = set()
        for denial in self.denials:
            found.update(self.words[i][0] for i in denial.reach)
            if not denial.reach or any(self.words[i][1] >= denial.end for i in denial.reach):
                around = self._within(denial.end, SHELTER, barriers=False, marks=_STOPS)
                found.update(self.words[i][0] for i in around)
        return found - self._lexicon.light

    @cached_property
    def favoured(self) -> Mapping[str, tuple[int, ...]]:
        """Stems that are neither denied nor wished away somewhere, with the numbers of those words."""
        taken = {i for denial in self.denials for i in denial.reach} | self._supposed
        for cue in self._lexicon.disfavouring.finditer(self.low):
            taken.update(self._within(cue.end(), SHELTER, barriers=False))
        found: dict[str, tuple[int, ...]] = {}
        for i, (word, _, _) in enumerate(self.words):
            if i not in taken:
                found[word] = (*found.get(word, ()), i)
        return found

    def takes(self, tag: Tag) -> bool:
        """Whether a word that is neither denied nor wished away is on that side."""
        hits = self.sides.get((tag.name, tag.value), ())
        return any(self.words[i][1] == hit.start for hit in hits for found in self.favoured.values() for i in found)

    def _outside(self, taken: Iterable[int]) -> frozenset[str]:
        taken = frozenset(taken)
        return frozenset(word for i, (word, _, _) in enumerate(self.words) if i not in taken)

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems."""
        return self._outside(())

    def shares(self, other: Signals, word: str = "") -> int:
        """How many stems with a meaning of their own both texts hold, beside that word."""
        return len((self.stems & other.stems) - self._lexicon.light - {word})

    def about(self, number: int, reach: int) -> frozenset[str]:
        """The stems with a meaning of their own within `reach` words of a word."""
        near = self.words[max(0, number - reach) : number] + self.words[number + 1 : number + 1 + reach]
        return frozenset(word for word, _, _ in near) - self._lexicon.light

    @cached_property
    def raised(self) -> Mapping[str, tuple[int, str]]:
        """What is evaluated, demanded or felt, with the most that a word beside it adds, and that stretch."""
        found = {key: (0, head.word) for head, key, _ in self._heads}
        for force, weight in self._forces:
            beside = self._beside(force, weight)
            if beside is not None and weight > found[beside[1]][0]:
                head, key = beside
                found[key] = weight, self.text[min(force.start, head.start) : max(force.end, head.end)]
        return found

    @property
    def raisers(self) -> frozenset[str]:
        """All raising words, whatever they raise."""
        return frozenset(force.word for force, weight in self._forces if weight > 0)

    @cached_property
    def loose(self) -> int:
        """The most that a raising word adds which stands beside nothing that it could raise (it is unwavering)."""
        return max((weight for force, weight in self._forces if self._beside(force, weight) is None), default=0)

    def _beside(self, force: Hit, weight: int) -> tuple[Hit, str] | None:
        """What a raising word raises, with its key."""
        near = [
            (distance, head.start, head, key)
            for head, key, least in self._heads
            if abs(weight) >= least and (distance := self._distance(force, head, weight)) is not None
        ]
        return min(near, key=lambda one: one[:2])[2:] if near else None

    def _distance(self, force: Hit, head: Hit, weight: int) -> int | None:
        """The characters between a raising word and what it may raise, or None if they do not belong together."""
        behind = head.start < force.start
        if behind and (self._lexicon.precedes or not self._lexicon.follows.fullmatch(force.word)):
            return None
        first, second = sorted((force, head), key=lambda hit: hit.start)
        between = self.low[first.end : second.start]
        reach = self._lexicon.reach[weight > 1]
        return len(between) if len(between) <= reach and not _MARKS.search(between) else None

    def beside(self, hit: Hit) -> tuple[frozenset[str], frozenset[str]]:
        """The stems just before and just after a word: what it is said of."""
        before = [word for word, _, end in self.words if end <= hit.start]
        after = [word for word, start, _ in self.words if start >= hit.end]
        light = self._lexicon.light
        return frozenset(before[-BESIDE:]) - light, frozenset(after[:BESIDE]) - light

    @cached_property
    def named(self) -> Named:
        """The names in the text."""
        return named(self.text, self.low, lexicon=self._lexicon, gazetteer=self._gazetteer)
