"""Who acts on whom: whether two names changed places around the same words.

Owns the comparison of sides. Never decides that two texts are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.gazetteer import Gazetteer
from tracker.language.tokens import tokenize
from tracker.match import rule
from tracker.match.polarity import Polarity

#: Stands for we, us and our.
_SELF = "we"
#: A Latin word that can stand between actor and sufferer has this many letters; as many are compared.
_SHORTEST, _COMPARED = 4, 7
#: A passive's auxiliary stands at most so many characters before its verb (one adverb between).
_AUXILIARY = 16

_Pivots = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A text with the names in it, each with its place."""

    text: str
    low: str
    names: tuple[tuple[str, int, int], ...]

    @property
    def whom(self) -> frozenset[str]:
        """Whom or what the text names."""
        return frozenset(name for name, _, _ in self.names)


def named(text: str, low: str, *, lexicon: Polarity, gazetteer: Gazetteer) -> Named:
    """The names of a text: states by code, others by canonical name, and the speaker's own side."""
    names = [(name.country or name.canonical, name.start, name.end) for name in gazetteer.find(text)]
    taken = {start for _, start, _ in names}
    names += [(_SELF, m.start(), m.end()) for m in lexicon.first_person.finditer(low) if m.start() not in taken]
    return Named(text=text, low=low, names=tuple(sorted(names, key=lambda n: n[1:])))


def swapped(a: Named, b: Named, *, lexicon: Polarity, language: str) -> tuple[str, str] | None:
    """The stretches of a and b in which two names stand on opposite sides of the same word, or None.

    A passive ("condemned by X") turns the sides of its verb and is no swap. A name also counts as swapped when it
    is the doer in one text and the sufferer in the other (attacks by X, attacks on X).
    """
    shared = sorted(a.whom & b.whom)
    if not shared:
        return None
    if len(shared) > 1:
        one, two = _pivots(a, language), _pivots(b, language)
        for word in sorted(one.keys() & two.keys(), key=lambda w: one[w]):
            sides = [(n, _side(a, n, one[word], lexicon), _side(b, n, two[word], lexicon)) for n in shared]
            crossed = {before for _, before, after in sides if before and after and before != after}
            if len(crossed) > 1 or _exchanged(a, b, one[word], two[word], lexicon):
                names = {n for n, before, after in sides if before and after and before != after} or set(shared)
                return _stretch(a, names, one[word]), _stretch(b, names, two[word])
    return _turned(a, b, shared, lexicon)


def _root(word: str, language: str) -> str:
    """A word's beginning without the ending that person and time give it."""
    return word[:_COMPARED].rstrip("s") if rule.primary(language) == "en" else word[:_COMPARED]


def _pivots(reading: Named, language: str) -> _Pivots:
    """The words that occur once outside names, by their beginning, with their places."""
    places: dict[str, list[tuple[int, int]]] = {}
    for token in tokenize(reading.text, language=language):
        inside = any(start < token.end and token.start < end for _, start, end in reading.names)
        # A capital marks part of a name that the gazetteer does not know.
        if not inside and (token.text[0].islower() or not token.text.isascii()):
            places.setdefault(_root(token.text, language), []).append((token.start, token.end))
    return {
        word: spans[0]
        for word, spans in places.items()
        if len(spans) == 1 and (len(word) >= _SHORTEST or not word.isascii())
    }


def _exchanged(a: Named, b: Named, one: tuple[int, int], two: tuple[int, int], lexicon: Polarity) -> bool:
    """Whether the names nearest to the word on either side changed places."""
    before, after = _nearest(a, one, lexicon), _nearest(b, two, lexicon)
    return all((*before, *after)) and before[0] != before[1] and before == after[::-1]


def _nearest(reading: Named, pivot: tuple[int, int], lexicon: Polarity) -> tuple[str, str]:
    left = [name for name, _, end in reading.names if end <= pivot[0]]
    right = [name for name, start, _ in reading.names if start >= pivot[1]]
    sides = (left[-1] if left else "", right[0] if right else "")
    return sides[::-1] if _passive(reading.low, *pivot, lexicon) else sides


def _side(reading: Named, name: str, pivot: tuple[int, int], lexicon: Polarity) -> str:
    """Left or right of the word if the name stands on one side only, as if the verb were active."""
    sides = {"left" if at < pivot[0] else "right" for found, at, _ in reading.names if found == name}
    if len(sides) != 1:
        return ""
    side = sides.pop()
    if _passive(reading.low, *pivot, lexicon):
        return "left" if side == "right" else "right"
    return side


def _passive(low: str, start: int, end: int, lexicon: Polarity) -> bool:
    before = [m.end() for m in lexicon.passives.finditer(low[max(0, start - 2 * _AUXILIARY) : start])]
    near = bool(before) and min(start, 2 * _AUXILIARY) - before[-1] < _AUXILIARY
    return near and lexicon.doer.match(low[end : end + 2 * _AUXILIARY].lstrip()) is not None


def _stretch(reading: Named, names: set[str], pivot: tuple[int, int]) -> str:
    places = [pivot, *((start, end) for name, start, end in reading.names if name in names)]
    return reading.text[min(start for start, _ in places) : max(end for _, end in places)]


def _turned(a: Named, b: Named, shared: Sequence[str], lexicon: Polarity) -> tuple[str, str] | None:
    """A name behind "by" or "from" after a word in one text, behind "on" or "against" after the same in the other."""
    for name in shared:
        before, after = _governed(a, name, lexicon), _governed(b, name, lexicon)
        for noun in sorted(before.keys() & after.keys()):
            if before[noun][0] != after[noun][0]:
                return before[noun][1], after[noun][1]
    return None


def _governed(reading: Named, name: str, lexicon: Polarity) -> dict[str, tuple[bool, str]]:
    governed: dict[str, tuple[bool, str]] = {}
    for found, start, end in reading.names:
        words = reading.low[max(0, start - 60) : start].split() if found == name else []
        if words and words[-1] == "the":
            words.pop()
        if len(words) > 1:
            link, noun = words[-1], words[-2]
            doer = lexicon.doer.fullmatch(link) is not None
            if doer or lexicon.done_to.fullmatch(link):
                governed[noun] = doer, f"{noun} {link} {reading.text[start:end]}"
    return governed
