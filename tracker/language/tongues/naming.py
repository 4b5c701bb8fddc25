"""Where a person's name stands beside a title, by the habits of a script.

Owns which words of a phrase are the name. Never decides whose voice it is, nor whether the name is a real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tracker.language.names.persons import Person, person_named, persons
from tracker.language.texts.stopwords import stop_words
from tracker.language.tongues.habits import Naming, Tongue

Place = tuple[int, int]
_WORD = re.compile(r"[^\W\d_][\w’'ʼ.\-\u0900-\u097f]*")
_TOKEN = re.compile(r"[^\s,،、:؛;.«»“”\"()۔।!؟?]+")
_PARTICLES = frozenset(
    (
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den"),
        *("zu", "ter", "af", "av", "bin", "ben", "ibn", "al", "el", "la", "le", "abu", "bint"),
    )
)
#: Where a capital tells nothing: at the beginning of a text, a line, a sentence or a quotation.
_OPENING = re.compile(r"(?:^|[.!?\n:«»“”\"—–-]\s?)$")
_LONGEST = 5
#: A name and its verb stand within so many characters.
_REACH = 24
#: A title this near behind a name is apposed to it.
_BESIDE = 8
_PAUSES = re.compile(r"[、，,。]\s*")

#: What stands between a name and its apposed office: ", le ", " (el ".
_APPOSED = re.compile(r"\s?[,(]\s?(?:[^\W\d_]{1,4}[’' ]\s?){0,3}")
_BETWEEN = re.compile(r"[\s,（(]{0,3}")
_HAN_NAME = r"[一-鿿]{1,6}(?:[·•‧・．][一-鿿]{1,8}?)+?|[一-鿿]{2,5}?"
_SUFFIX = re.compile(r"[’'ʼ]\w{0,6}$")
_PARTS = re.compile(r"[\s·•‧・．.\-]+")
_CYRILLIC = re.compile("[А-я]")
_FALLEN = "аеёиоуыьюяйм"


def name_beside(  # noqa: PLR0917 - text, its plain form and places in both
    text: str, plain: str, tongue: Tongue, chain: Sequence[tuple[int, int, str, str]],
    heads: Sequence[tuple[int, int, str, str]], within: Place,
) -> Place | None:  # fmt: skip
    """The place of the name beside a phrase of office, or None."""
    taken = [(head[0], head[1]) for head in heads if head[2] != "place"]  # Delmas is a town, and a name
    if tongue.naming is Naming.CAPITALS:
        return _capitals(text, tongue, chain, taken, within)
    close = max(head[1] for head in chain)
    if tongue.naming is Naming.BEFORE:
        return _before(text, tongue, chain, within)
    if tongue.naming is Naming.CHINESE:
        titles = [head[1] for head in chain if head[2] == "title"]
        return _han(plain, tongue, max(titles, default=close), within[1])
    return _after(text, tongue, close, within[1])


def person_alone(text: str, plain: str, tongue: Tongue, taken: Sequence[Place], within: Place) -> Place | None:
    """The place of a name that is the whole phrase, or None."""
    start, end = within
    if tongue.naming is Naming.CAPITALS:
        runs = list(_runs(text, tongue.language, start, end, taken))
        return runs[0] if len(runs) == 1 and not _small_words(text, runs[0], within, tongue.language) else None
    if any(a < end and b > start for a, b in taken):
        return None
    if tongue.naming is Naming.CHINESE:
        return _han(plain, tongue, start, end)
    if tongue.naming is Naming.BEFORE:
        stop = tongue.find("names_end", plain, start, end)
        return (start, stop.start() if stop and stop.start() > start else end) if end - start < 15 else None  # noqa: PLR2004
    return _after(text, tongue, start, end)


def leading_name(text: str, tongue: Tongue, taken: Sequence[Place], within: Place) -> Place | None:
    """The name with capitals that a phrase begins with, if a title is not just behind it."""
    if tongue.naming is not Naming.CAPITALS:
        return None
    run = next(_runs(text, tongue.language, *within, taken), None)
    if run is None or text[within[0] : run[0]].strip() or any(a >= run[1] and a - run[1] < _BESIDE for a, _ in taken):
        return None
    return run


def same_person(name: str, full: str, tongue: Tongue) -> bool:
    """Whether every part of the name is a part of the full one; of an East Asian full name its beginning will do."""
    if not name or not full:
        return False
    if tongue.naming in (Naming.CHINESE, Naming.BEFORE) and full.startswith(name):
        return True
    parts, whole = (_stems(one, tongue.language) for one in (name, full))
    return bool(parts) and parts <= whole


def listed_person(name: str, tongue: Tongue) -> Person | None:
    """The person of the directory whom a name means, in Russian in any case of it."""
    return person_named(name) or (_declined().get(_key(name)) if tongue.language == "ru" else None)


@cache
def _declined() -> dict[str, Person]:
    return {_key(name): person for name, person in persons().items() if _CYRILLIC.search(name)}


def _key(name: str) -> str:
    return " ".join(sorted(_stems(name, "ru")))


def _stems(name: str, language: str) -> set[str]:
    parts = [_SUFFIX.sub("", part).casefold() for part in _PARTS.split(name) if part]
    return {part.rstrip(_FALLEN) or part for part in parts} if language == "ru" else set(parts)


def _runs(text: str, language: str, start: int, end: int, taken: Sequence[Place]) -> Iterator[Place]:
    """Runs of words with capitals that no office, body or state takes."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        free = not any(a < word.end() and word.start() < b for a, b in taken)
        joined = run and text[run[-1].end() : word.start()] in (" ", "\u00a0")
        small = word.group() in _PARTICLES
        opens = _OPENING.search(text, max(0, word.start() - 3), word.start()) is not None
        plain_word = opens and not run and word.group().lower() in stop_words(language)
        named = free and word.group()[0].isupper() and not plain_word
        if run and not (joined and (named or (small and free))):
            yield from _closed(run)
            run = []
        if named or (run and small):
            run.append(word)
    yield from _closed(run)


def _closed(run: list[re.Match[str]]) -> Iterator[Place]:
    while run and run[-1].group() in _PARTICLES:
        run = run[:-1]
    if run and len(run) <= _LONGEST:
        last = run[-1].group()
        cut = _SUFFIX.search(last)
        tail = len(last) - cut.start() if cut and len(last) - cut.start() < len(last) else 0
        yield run[0].start(), run[-1].end() - tail - (1 if last.endswith(".") else 0)


def _small_words(text: str, run: Place, within: Place, language: str) -> bool:
    """Whether words of content stand beside the run."""
    beside = [m for m in _WORD.finditer(text, *within) if m.end() <= run[0] or m.start() >= run[1]]
    return any(m.group().lower() not in stop_words(language) for m in beside)


def _capitals(
    text: str, tongue: Tongue, chain: Sequence[tuple[int, int, str, str]], taken: Sequence[Place], within: Place
) -> Place | None:
    first = chain[0][0]
    titles = [head[1] for head in chain if head[2] in ("title", "nobody")]
    runs = list(_runs(text, tongue.language, *within, taken))
    for run in runs:
        ends = [head[1] for head in chain if head[1] <= run[0]]
        if titles and min(titles) <= run[0] and ends and _BETWEEN.fullmatch(text, max(ends), run[0]):
            return run
    return next((run for run in runs if run[1] <= first and _APPOSED.fullmatch(text, run[1], first)), None)


def _before(text: str, tongue: Tongue, chain: Sequence[tuple[int, int, str, str]], within: Place) -> Place | None:
    """In Japanese and Korean: between the office and the title, or before the state that opens the phrase."""
    titles = {head[0] for head in chain if head[2] == "title"}
    reach = max([within[0], *(m.end() for m in _PAUSES.finditer(text, within[0], chain[0][0]))])
    for head in sorted(chain):
        gap = text[reach : head[0]]
        bare = gap.strip(" 、，,・のは")
        title = head[0] in titles or tongue.language == "ko"
        if bare and title and titles and 1 <= len(bare) <= 15 and not re.search(r"[、。，,」]", bare):  # noqa: PLR2004
            start = reach + gap.index(bare)
            return start, start + len(bare)
        reach = max(reach, head[1])
    return None


def _han(plain: str, tongue: Tongue, start: int, end: int) -> Place | None:
    """The Chinese name at `start`; it ends at the latest where a verb of saying begins."""
    stop = tongue.at("names_end", plain, start, end)
    if stop and stop.end() - start > 1:  # one character that ends names may also open them: 于, 曾
        return None
    verb = tongue.cue.search(plain, start, min(end, start + _REACH))
    found = _han_name(tongue).match(plain, start, verb.start() if verb else end)
    return found.span("name") if found else None


@cache
def _han_name(tongue: Tongue) -> re.Pattern[str]:
    stop = tongue.patterns["names_end"].pattern
    return re.compile(rf"(?P<name>{_HAN_NAME})(?=(?:{stop})|[，。：；“「『‘、（(]|$)")


def _after(text: str, tongue: Tongue, start: int, end: int) -> Place | None:
    """The words behind a title up to one that no name holds."""
    stop = tongue.patterns.get("names_end")
    first, last = -1, -1
    for count, word in enumerate(_TOKEN.finditer(text, start, end)):
        between = text[(last if last >= 0 else start) : word.start()]
        if between.strip(" \u200c") or count == _LONGEST or (stop and stop.fullmatch(text, *word.span())):
            break
        first, last = (first if first >= 0 else word.start()), word.end()
    return (first, last) if first >= 0 else None
