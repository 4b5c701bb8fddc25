"""Official language versions: which texts of two paired sources are one statement in two languages.

Owns the signs by which two versions are known: the key that both pages give, the number in both addresses, the place
of an answer on its page, and names, numbers and length where a page gives no key. Reads no meaning, and ties nothing
of sources that are not declared as a pair (`pairs_with:` in sources.yaml).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.language.names.gazetteer import Gazetteer
from tracker.model import Rendering

#: Two versions are at most this many days apart: a translation is put up hours later, over a midnight at times.
DAYS = 2
#: Marks (names and numbers) that one text must have before its marks alone can tell it from the day's others.
LEAST = 3
#: Share of the marks of both that two pages without a key must have in common, and how far the next best must be.
SHARED, CLEAR = 0.5, 1.5
#: Marks both of which a numbered answer must have before having none in common says that it is another answer.
SPEAKS = 2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ID = re.compile(r"\d{5,}")
_DAY = re.compile(r"(?:19|20)\d{6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What a rendering's `pair` says: `<source>+<source>[:<key>][#<place>/<answers>]`."""

    sources: str
    key: str = ""
    place: int = 1
    answers: int = 1


def pairing(text: str) -> Pairing | None:
    """The parts of a rendering's `pair`, or None for a source without a pair."""
    if not text:
        return None
    whole, _, count = text.partition("#")
    place, _, answers = count.partition("/")
    sources, _, key = whole.partition(":")
    if not (place.isdigit() and answers.isdigit()):
        return Pairing(sources=sources, key=key)
    return Pairing(sources=sources, key=key, place=int(place), answers=int(answers))


def versions(official: Sequence[Rendering], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Pairs of rendering ids that are one statement in two languages.

    Pages are matched first: by the key that both give; by the same number in both addresses; else as each other's
    clearly most similar page of those days by names and numbers. Answers of matched pages are tied by their place
    where both pages have as many; where one page has fewer, only what is alike and in order.
    """
    known = [(one, paired) for one in official if (paired := pairing(one.pair))]
    marks = {one.id: _marks(one, gazetteer) for one, _ in known}
    for first, second in _matched(_pages(known), marks):
        yield from _answers(first, second, marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The answers of one page in their order, or its one text."""

    texts: tuple[Rendering, ...]
    paired: Pairing

    @property
    def day(self) -> int | None:
        published = self.texts[0].published
        return published.day.toordinal() if published else None

    @property
    def language(self) -> str:
        return self.texts[0].language.split("-")[0]

    @property
    def number(self) -> str:
        """The long number that ends its address, which is no day; "" without one."""
        found = [n for n in _ID.findall(urlsplit(self.texts[0].url).path) if not _DAY.match(n)]
        return found[-1] if found else ""

    def marks(self, of: Mapping[str, Counter[str]]) -> Counter[str]:
        """The marks of all its texts."""
        return sum((of[text.id] for text in self.texts), Counter())


def _pages(known: Sequence[tuple[Rendering, Pairing]]) -> list[_Page]:
    gathered: dict[tuple[str, str, str], list[tuple[Rendering, Pairing]]] = defaultdict(list)
    for one, paired in known:
        gathered[paired.sources, one.source, one.url or one.id].append((one, paired))
    pages = []
    for key in sorted(gathered):
        ordered = sorted(gathered[key], key=lambda found: (found[1].place, found[0].id))
        pages.append(_Page(texts=tuple(one for one, _ in ordered), paired=ordered[0][1]))
    return pages


def _matched(pages: Sequence[_Page], marks: Mapping[str, Counter[str]]) -> Iterator[tuple[_Page, _Page]]:
    families: dict[str, list[_Page]] = defaultdict(list)
    for page in pages:
        families[page.paired.sources].append(page)
    for family in families.values():
        left: list[_Page] = []
        by_key: dict[str, list[_Page]] = defaultdict(list)
        for page in family:
            (by_key[page.paired.key] if page.paired.key else left).append(page)
        for same in by_key.values():
            yield from ((same[0], other) for other in same[1:] if _may(same[0], other))
        yield from _by_looks(left, marks)


def _may(a: _Page, b: _Page) -> bool:
    """Two languages, on days that touch; a missing day speaks against nothing that has a key."""
    if a.language == b.language:
        return False
    return a.day is None or b.day is None or abs(a.day - b.day) <= DAYS


def _by_looks(pages: Sequence[_Page], marks: Mapping[str, Counter[str]]) -> Iterator[tuple[_Page, _Page]]:
    """Pages without a key that are each other's best, and clearly so."""
    days: dict[int, list[int]] = defaultdict(list)
    for i, page in enumerate(pages):
        if page.day is not None:
            days[page.day].append(i)
    total = [page.marks(marks) for page in pages]
    best: dict[int, int] = {}
    for i, page in enumerate(pages):
        around = [j for d in range(-DAYS, DAYS + 1) for j in days.get((page.day or -DAYS - 1) + d, ())]
        scores = sorted(
            ((_alike(page, pages[j], total[i], total[j]), -j) for j in around if _may(page, pages[j])), reverse=True
        )
        if scores and scores[0][0] >= SHARED and (len(scores) == 1 or scores[0][0] >= CLEAR * scores[1][0]):
            best[i] = -scores[0][1]
    yield from ((pages[i], pages[j]) for i, j in sorted(best.items()) if i < j and best.get(j) == i)


def _alike(a: _Page, b: _Page, ours: Counter[str], theirs: Counter[str]) -> float:
    """Twice as sure with one number in both addresses; else the shared share of the marks of both."""
    if a.number and a.number == b.number:
        return 2.0
    if min(len(ours), len(theirs)) < LEAST:
        return 0.0
    return _share(ours, theirs)


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    both = (ours | theirs).total()
    return (ours & theirs).total() / both if both else 0.0


def _answers(a: _Page, b: _Page, marks: Mapping[str, Counter[str]]) -> Iterator[tuple[str, str]]:
    if len(a.texts) == len(b.texts):
        for one, other in zip(a.texts, b.texts, strict=True):
            if not _strangers(marks[one.id], marks[other.id]):
                yield one.id, other.id
        return
    yield from _in_order(a.texts, b.texts, marks)


def _strangers(ours: Counter[str], theirs: Counter[str]) -> bool:
    """Both name things, and nothing that both name."""
    return min(len(ours), len(theirs)) >= SPEAKS and not ours & theirs


def _in_order(
    a: Sequence[Rendering], b: Sequence[Rendering], marks: Mapping[str, Counter[str]]
) -> Iterator[tuple[str, str]]:
    """The way through both pages, forwards in both, of the greatest likeness; pairs under SHARED are no part of it."""
    alike = [[_share(marks[x.id], marks[y.id]) for y in b] for x in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            here = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= SHARED else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], here)
    i = j = 0
    while i < len(a) and j < len(b):
        if alike[i][j] >= SHARED and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            if min(len(marks[a[i].id]), len(marks[b[j].id])) >= SPEAKS:
                yield a[i].id, b[j].id
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def _marks(one: Rendering, gazetteer: Gazetteer) -> Counter[str]:
    """What two languages write alike: states, places and bodies by what they stand for, and numbers."""
    text = f"{one.title}\n{one.question}\n{one.text}"
    names = Counter(name.country or name.canonical for name in gazetteer.find(text))
    numbers = Counter(found.replace(",", "") for found in _NUMBER.findall(text))
    return Counter(dict.fromkeys(names, 1)) + Counter(dict.fromkeys(numbers, 1))
