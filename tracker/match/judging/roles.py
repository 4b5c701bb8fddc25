"""Who acts on whom: whether two names changed places around the same words.

Owns the comparison of sides. Never decides that two texts are alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.tokens import tokenize
from tracker.match.joining import rule
from tracker.match.judging.polarity import Polarity
from tracker.match.judging.replacements import Replacements

#: Stands for we, us and our.
_SELF = "we"
_SOLID = frozenset({"zh", "ja"})
#: A Latin word that can stand between actor and sufferer has this many letters; as many are compared.
_SHORTEST, _COMPARED = 4, 7
#: A passive's auxiliary stands at most so many characters before its verb (one adverb between).
_AUXILIARY = 16
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z]{2,8}\b")
#: A body by its name: Desert Shield Forces.
_BODY = re.compile(
    r"\b(?:[A-Z][\w-]+ ){1,3}(?:Forces|Army|Front|Movement|Brigades?|Guards?|Corps|Party|Militia|Alliance|Command)\b"
)
#: A name further than this from a word, or behind a mark, is not what the word is about.
_CLAUSE = 80
_MARKS = frozenset(",;:，。；：、")
_LISTING, _LISTING_SOLID = frozenset(",:，：、،"), frozenset("、")

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
    names += [
        found for found in _others(text, low, lexicon) if not any(found[1] < e and s < found[2] for _, s, e in names)
    ]
    return Named(text=text, low=low, names=tuple(sorted(names, key=lambda n: n[1:])))


def _others(text: str, low: str, lexicon: Polarity) -> Iterator[tuple[str, int, int]]:
    """Actors that no gazetteer knows: the speaker's side, offices, bodies by their initials."""
    for found in lexicon.first_person.finditer(low):
        yield _SELF, found.start(), found.end()
    for found in lexicon.parties.finditer(low):
        yield _ARTICLE.sub("", found.group()).rstrip("s"), found.start(), found.end()
    for found in (*_ACRONYM.finditer(text), *_BODY.finditer(text)):
        yield _ARTICLE.sub("", found.group()), found.start(), found.end()


def swapped(a: Named, b: Named, places: Replacements, *, lexicon: Polarity, language: str) -> tuple[str, str] | None:
    """The stretches of a and b in which two names stand on opposite sides of the same word, or None.

    A passive ("condemned by X") turns the sides of its verb and is no swap. A name also counts as swapped when it
    is the doer in one text and the sufferer in the other (attacks by X, attacks on X).
    """
    shared = sorted(a.whom & b.whom)
    if not shared:
        return None
    if len(shared) > 1:
        if exchanged := _traded(a, b, shared, places, lexicon) or _marked(a, b, shared, lexicon):
            return exchanged
        one, two = _pivots(a, lexicon, language), _pivots(b, lexicon, language)
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


def _traded(
    a: Named, b: Named, shared: Sequence[str], places: Replacements, lexicon: Polarity
) -> tuple[str, str] | None:
    """Two names of which each stands where the other text has the other one, with words that both share between."""
    where = [{name: _places(reading, name, side, places) for name in shared} for side, reading in enumerate((a, b))]
    for one, two in combinations(shared, 2):
        there, back = where[0][one] & where[1][two], where[0][two] & where[1][one]
        if there and back and there.isdisjoint(back):
            mine, theirs = _between(a, one, two), _between(b, one, two)
            related = _relates(a, mine, lexicon) and _relates(b, theirs, lexicon)
            if related and _turns_round(a, mine, lexicon) == _turns_round(b, theirs, lexicon):
                return a.text[slice(*mine)], b.text[slice(*theirs)]
    return None


def _marked(a: Named, b: Named, shared: Sequence[str], lexicon: Polarity) -> tuple[str, str] | None:
    """Two names of which each bears the mark of the sufferer in one text alone: 프랑스를 and 이탈리아를.

    Where the verb stands first and no mark is written, the second name suffers.
    """
    if lexicon.verb_first and (pair := _side_by_side(a)) and pair == _side_by_side(b)[::-1]:
        return a.text[slice(*_between(a, *pair))], b.text[slice(*_between(b, *pair))]
    one, two = _sufferers(a, lexicon), _sufferers(b, lexicon)
    gone, new = (one - two) & set(shared), (two - one) & set(shared)
    if not gone or not new:
        return None
    names = min(gone), min(new)
    return a.text[slice(*_between(a, *names))], b.text[slice(*_between(b, *names))]


def _side_by_side(reading: Named) -> tuple[str, ...]:
    """The first two names with nothing between them but a blank: doer and sufferer behind their verb, as in Arabic."""
    for (one, _, end), (two, start, _) in pairwise(reading.names):
        if one != two and not reading.low[end:start].strip() and start > end:
            return one, two
    return ()


def _sufferers(reading: Named, lexicon: Polarity) -> frozenset[str]:
    return frozenset(name for name, _, end in reading.names if lexicon.objects.match(reading.low, end))


def _places(reading: Named, name: str, side: int, places: Replacements) -> frozenset[int]:
    found = {places.of(side, start) for known, start, _ in reading.names if known == name}
    return frozenset(place for place in found if place is not None and places.places[place].narrow())


def _between(reading: Named, one: str, two: str) -> tuple[int, int]:
    """The shortest stretch that holds both names."""
    spans = [(n, s, e) for n, s, e in reading.names if n in (one, two)]
    found = [(s, f) for x, (n, s, _) in enumerate(spans) for m, _, f in spans[x + 1 :] if m != n]
    return min(found, key=lambda span: (span[1] - span[0], span))


def _relates(reading: Named, stretch: tuple[int, int], lexicon: Polarity) -> bool:
    """Whether the words between two names say what the one does to the other."""
    words = _plain(reading, *stretch)
    between = reading.low[slice(*stretch)]
    # In a list names change places freely; Chinese lists with a mark of its own, commas stand between clauses.
    listed = _LISTING_SOLID if rule.primary(lexicon.language) in _SOLID else _LISTING
    return bool(words) and listed.isdisjoint(between) and lexicon.symmetric.search(between) is None


def _turns_round(reading: Named, stretch: tuple[int, int], lexicon: Polarity) -> bool:
    """Whether the doer stands behind its verb; if so in both texts, names that trade places are swapped."""
    mark = lexicon.passives if rule.primary(lexicon.language) in _SOLID else lexicon.doer
    return mark.search(reading.low, *stretch) is not None


def _plain(reading: Named, start: int, end: int) -> list[str]:
    """The words of a stretch outside names."""
    rest = reading.low[start:end]
    for _, first, last in reversed(reading.names):
        if start <= first and last <= end:
            rest = rest[: first - start] + " " + rest[last - start :]
    return [word for word in re.findall(r"\w+", rest) if len(word) >= _SHORTEST or not word.isascii()]


def _pivots(reading: Named, lexicon: Polarity, language: str) -> _Pivots:
    """The words that occur once outside names, by their beginning, with their places."""
    places: dict[str, list[tuple[int, int]]] = {}
    empty = stop_words(language)
    for token in tokenize(reading.text, language=language):
        inside = any(start < token.end and token.start < end for _, start, end in reading.names)
        # A capital marks part of a name that the gazetteer does not know.
        if (
            not inside
            and (token.text[0].islower() or not token.text.isascii())
            and not lexicon.symmetric.fullmatch(token.text.casefold())
            and not (token.text.isascii() and token.text.casefold() in empty)
        ):
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
    left = [name for name, _, end in reading.names if end <= pivot[0] and _near(reading, end, pivot[0])]
    right = [name for name, start, _ in reading.names if start >= pivot[1] and _near(reading, pivot[1], start)]
    sides = (left[-1] if left else "", right[0] if right else "")
    if _passive(reading, *pivot, lexicon):
        return sides[::-1]
    # Of "raids by X" the name before the raids need not be who suffers them.
    return ("", "") if right and _behind(reading, right[0], pivot[1], lexicon) else sides


def _near(reading: Named, start: int, end: int) -> bool:
    return end - start <= _CLAUSE and not _MARKS.intersection(reading.text[start:end])


def _side(reading: Named, name: str, pivot: tuple[int, int], lexicon: Polarity) -> str:
    """Left or right of the word if the name stands on one side only, as if the verb were active."""
    sides = {
        "left" if start < pivot[0] else "right"
        for found, start, end in reading.names
        if found == name and _near(reading, *sorted((end, pivot[0])) if start < pivot[0] else (pivot[1], start))
    }
    if len(sides) != 1:
        return ""
    side = sides.pop()
    if rule.primary(lexicon.language) in _SOLID:
        return _before_verb(reading, name, pivot, lexicon) or side
    if side == "right" and _behind(reading, name, pivot[1], lexicon):
        return "left"
    return "right" if side == "left" and _passive(reading, *pivot, lexicon) else side


def _behind(reading: Named, name: str, end: int, lexicon: Polarity) -> bool:
    """Whether the name follows the word as its doer (attacked by X, attacks by the X)."""
    found = lexicon.doer.match(reading.low, end + 1)
    return found is not None and any(n == name and 0 < s - found.end() <= len(" the ") for n, s, _ in reading.names)


def _before_verb(reading: Named, name: str, pivot: tuple[int, int], lexicon: Polarity) -> str:
    """The side of a name before a passive's mark (it suffers) or between that and the verb (it acts), or nothing."""
    spans = [(start, end) for found, start, end in reading.names if found == name and end <= pivot[0]]
    marks = [m for m in lexicon.passives.finditer(reading.low, 0, pivot[0]) if _near(reading, m.end(), pivot[0])]
    if not marks or not spans:
        return ""
    mark = marks[-1]
    return "left" if spans[-1][0] >= mark.end() else "right" if _near(reading, spans[-1][1], mark.start()) else ""


def _passive(reading: Named, start: int, end: int, lexicon: Polarity) -> bool:
    """Whether the word is a passive whose doer follows, at once or as a name further on in its clause."""
    low = reading.low
    before = [m.end() for m in lexicon.passives.finditer(low[max(0, start - 2 * _AUXILIARY) : start])]
    if not before or min(start, 2 * _AUXILIARY) - before[-1] >= _AUXILIARY:
        return False
    return lexicon.doer.match(low[end : end + 2 * _AUXILIARY].lstrip()) is not None or any(
        _near(reading, end, found.start()) and any(0 < s - found.end() <= len(" the ") for _, s, _ in reading.names)
        for found in lexicon.doer.finditer(low, end, end + _CLAUSE)
    )


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
