"""Who acts on whom: whether two names changed places around the same words.

Owns the comparison of sides. Never decides that two texts are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.gazetteer import Gazetteer
from tracker.language.tokens import tokenize
from tracker.match.polarity import Polarity

#: Stands for we, us and our.
_SELF = "we"
#: A Latin word that can stand between actor and sufferer has this many letters; as many are compared.
_SHORTEST, _COMPARED = 4, 7
#: A passive's auxiliary stands at most so many characters before its verb (one adverb between).
_AUXILIARY = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Names with their places, and the words that occur once (folded) with theirs."""

    text: str
    names: tuple[tuple[str, int, int], ...]
    pivots: dict[str, tuple[int, int]]


def swapped(a: str, b: str, *, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The stretches of a and b in which two names stand on opposite sides of the same word, or None.

    A passive ("condemned by X") turns the sides of its verb and is no swap. A name also counts as swapped when it
    is the doer in one text and the sufferer in the other (attacks by X, attacks on X).
    """
    one, two = (_reading(text, lexicon, language, gazetteer) for text in (a, b))
    shared = sorted({n for n, _, _ in one.names} & {n for n, _, _ in two.names})
    for word in sorted(one.pivots.keys() & two.pivots.keys(), key=lambda w: one.pivots[w]):
        sides = [(_side(one, n, word, lexicon), _side(two, n, word, lexicon)) for n in shared]
        crossed = {before for before, after in sides if before and after and before != after}
        if len(crossed) > 1:
            return _stretch(one, shared, word), _stretch(two, shared, word)
    return _turned(one, two, shared, lexicon)


def _reading(text: str, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> _Reading:
    names = [(n.country or n.canonical, n.start, n.end) for n in gazetteer.find(text)]
    low = text.lower()
    if len(low) == len(text):
        names += [
            (_SELF, m.start(), m.end()) for m in lexicon.first_person.finditer(low) if text[m.start() : m.end()] != "US"
        ]
    taken = [(start, end) for _, start, end in names]
    places: dict[str, list[tuple[int, int]]] = {}
    for token in tokenize(text, language=language):
        if not any(start < token.end and token.start < end for start, end in taken):
            places.setdefault(token.text.casefold()[:_COMPARED], []).append((token.start, token.end))
    pivots = {
        word: spans[0]
        for word, spans in places.items()
        if len(spans) == 1 and (len(word) >= _SHORTEST or not word.isascii())
    }
    return _Reading(text=text, names=tuple(sorted(names, key=lambda n: n[1:])), pivots=pivots)


def _side(reading: _Reading, name: str, word: str, lexicon: Polarity) -> str:
    """Left or right of the word if the name stands on one side only, as if the verb were active."""
    start, end = reading.pivots[word]
    sides = {"left" if at < start else "right" for n, at, _ in reading.names if n == name}
    if len(sides) != 1:
        return ""
    side = sides.pop()
    if _passive(reading.text, start, end, lexicon):
        return "left" if side == "right" else "right"
    return side


def _passive(text: str, start: int, end: int, lexicon: Polarity) -> bool:
    before = [m.end() for m in lexicon.passives.finditer(text[:start].lower())]
    return (
        bool(before) and start - before[-1] < _AUXILIARY and lexicon.doer.match(text[end:].lstrip().lower()) is not None
    )


def _stretch(reading: _Reading, shared: Sequence[str], word: str) -> str:
    places = [reading.pivots[word], *((start, end) for name, start, end in reading.names if name in shared)]
    return reading.text[min(start for start, _ in places) : max(end for _, end in places)]


def _turned(one: _Reading, two: _Reading, shared: Sequence[str], lexicon: Polarity) -> tuple[str, str] | None:
    """A name behind "by" or "from" after a word in one text, behind "on" or "against" after the same in the other."""
    for name in shared:
        before, after = _governed(one, name, lexicon), _governed(two, name, lexicon)
        for noun in sorted(before.keys() & after.keys()):
            if before[noun][0] != after[noun][0]:
                return before[noun][1], after[noun][1]
    return None


def _governed(reading: _Reading, name: str, lexicon: Polarity) -> dict[str, tuple[bool, str]]:
    governed: dict[str, tuple[bool, str]] = {}
    for found, start, end in reading.names:
        if found != name:
            continue
        words = reading.text[:start].split()
        if words and words[-1].lower() == "the":
            words.pop()
        if len(words) > 1:
            link, noun = words[-1].lower(), words[-2].casefold()
            if lexicon.doer.fullmatch(link) or lexicon.done_to.fullmatch(link):
                stretch = " ".join([*words[-2:], reading.text[start:end]])
                governed[noun] = (lexicon.doer.fullmatch(link) is not None, stretch)
    return governed
