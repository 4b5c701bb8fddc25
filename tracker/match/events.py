"""Events as one text tells them: what happened, where, when, and how sure we are that it answers one event.

Owns the reading of event words, their dates and places. Never compares two texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from tracker.language.datefinding import DateMention, find_dates
from tracker.language.gazetteer import Gazetteer, Name
from tracker.language.sentences import sentences
from tracker.model import Precision, When

#: A text answers an event of the last weeks unless it says otherwise.
RECENT = timedelta(days=45)
#: Where nothing states a day, the event lies in the days before the text.
REACTION = timedelta(days=6)
#: A mention at or over this weight makes the text an answer to one event.
SPECIFIC = 2.5
#: How far into a text we look for its event; what comes later is background.
REACH = 2500
_NEAR = 28
_DATELINE = 40
_INTO = re.compile(r"(?:\b(?:in|of|on|against|at|near|into|hit|hits|struck)\s(?:the\s)?|在|对)$")
_DATELINE_TAIL = re.compile(r"[,:]? ?(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9})? ?[(（:：—–]")
_COUNTS = (
    ("one", "first", "一周年", "一年"),
    ("two", "second", "两周年", "二周年"),
    ("three", "third", "三周年"),
    ("four", "四周年"),
    ("five", "fifth", "五周年"),
    ("six", "sixth", "六周年"),
    ("seven", "seventh", "七周年"),
    ("eight", "eighth", "八周年"),
    ("nine", "ninth", "九周年"),
    ("ten", "tenth", "十周年"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event: its family (kinds that can be one event in two texts) and its label for names."""

    name: str
    family: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Event words and their company in one language, as patterns."""

    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    any_kind: re.Pattern[str]
    reactions: re.Pattern[str]
    casualties: re.Pattern[str]
    generic: re.Pattern[str]
    speech: re.Pattern[str]
    anniversary: re.Pattern[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without an own list is read with the English one."""
    loaded = yaml.safe_load(files("tracker.match").joinpath("data/events.yaml").read_text(encoding="utf-8"))
    code = language.split("-", maxsplit=1)[0]
    code = code if code in loaded["reactions"] else "en"
    kinds = tuple(
        (Kind(name=name, family=row["family"], label=row["label"]), _pattern(row[code], code))
        for name, row in loaded["kinds"].items()
    )
    every = "|".join(row[code] for row in loaded["kinds"].values())
    rest = {
        name: _pattern(loaded[name][code], code)
        for name in ("reactions", "casualties", "generic", "speech", "anniversary")
    }
    return Lexicon(kinds=kinds, any_kind=_pattern(every, code), **rest)


def _pattern(text: str, code: str) -> re.Pattern[str]:
    bound = rf"\b(?:{text})\b" if code in ("en", "fr") else f"(?:{text})"
    return re.compile(bound, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the reading of an event needs of one text."""

    title: str
    body: str
    language: str
    published: When | None
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a text names an event, with the weight of what stands around it."""

    kind: Kind
    words: str
    sentence: str
    weight: float
    why: tuple[str, ...]
    first: date | None
    last: date | None
    countries: tuple[str, ...]
    places: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The event that a text answers, as far as the text says.

    `stated` tells whether the text gives the day; else `first` to `last` is the stretch in which the day must lie.
    Without a date of its own the text leaves both unknown.
    """

    kind: Kind
    first: date | None
    last: date | None
    stated: bool
    countries: tuple[str, ...]
    places: tuple[str, ...]
    weight: float
    specific: bool
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def why(self) -> str:
        """The deciding words, for the evidence of a link."""
        best = self.mentions[0]
        return "; ".join((f"“{best.words}”", *best.why))


def read_event(text: Text, gazetteer: Gazetteer) -> Event | None:
    """The event that a text answers, or None where it names none."""
    found = sorted(_mentions(text, gazetteer), key=lambda m: -m.weight)
    if not found:
        return None
    families: dict[str, float] = defaultdict(float)
    for mention in found:
        families[mention.kind.family] += max(mention.weight, 0)
    best = found[0]
    same = [m for m in found if m.kind.family == best.kind.family]
    dated = next((m for m in same if m.first and m.weight >= best.weight / 2), None)
    first, last, stated = (dated.first, dated.last, True) if dated else (*_stretch(text.published), False)
    weight = best.weight + 0.25 * min(len(same) - 1, 4)
    close = [m for m in same if m.weight >= best.weight - 2.5]  # half of what weights can reach
    countries = _abroad(_ranked(m.countries for m in close), text.home)
    return Event(
        kind=_kind(same),
        first=first,
        last=last,
        stated=stated,
        countries=countries,
        places=_ranked([name for name, state in m.places if state in (None, *countries[:2])] for m in close),
        weight=weight,
        specific=weight >= SPECIFIC,
        mentions=tuple(same[:5]),
    )


def _stretch(published: When | None) -> tuple[date | None, date | None]:
    if published is None or published.precision in (Precision.YEAR, Precision.MONTH):
        return None, None
    return published.day - REACTION, published.day


def _kind(mentions: Sequence[Mention]) -> Kind:
    """The kind with most weight among the strongest mentions; "attack" counts half, since others say more."""
    strong = [m for m in mentions if m.weight >= mentions[0].weight - 1.5]
    score: dict[str, float] = defaultdict(float)
    for mention in strong:
        score[mention.kind.name] += mention.weight * (0.5 if mention.kind.name == mention.kind.family else 1)
    best = max(strong, key=lambda m: (score[m.kind.name], m.kind.name))
    return best.kind


def _ranked(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Names by how early in their mentions and how often they come."""
    score: Counter[str] = Counter()
    for group in groups:
        for rank, name in enumerate(group):
            score[name] += 4 - min(rank, 3)
    return tuple(sorted(score, key=lambda name: (-score[name], name)))


def _abroad(countries: tuple[str, ...], home: str | None) -> tuple[str, ...]:
    """Without the speaker's own country, unless it is the only one: "we" are named in every statement."""
    return tuple(c for c in countries if c != home) or countries


def _mentions(text: Text, gazetteer: Gazetteer) -> Iterable[Mention]:
    words = lexicon(text.language)
    title = _in_sentence(text, text.title, words, gazetteer, -1) if text.title else ()
    yield from title
    body = text.body[:REACH]
    for span in sentences(body, language=text.language):
        yield from _in_sentence(text, span.of(body), words, gazetteer, span.start)


def _in_sentence(text: Text, sentence: str, words: Lexicon, gazetteer: Gazetteer, at: int) -> Iterable[Mention]:
    """The event words of one sentence, `at` code points into the text (-1 for the title)."""
    if not words.any_kind.search(sentence):
        return
    taken: list[tuple[int, int]] = []
    names: list[Name] | None = None
    for kind, pattern in words.kinds:
        for found in pattern.finditer(sentence):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            names = gazetteer.find(sentence) if names is None else names
            yield _mention(text, found, kind, words=words, names=names, at=at)


def _mention(
    text: Text, found: re.Match[str], kind: Kind, *, words: Lexicon, names: Sequence[Name], at: int
) -> Mention:
    sentence = found.string
    when = _anniversary(text, sentence, words) or _day(text, sentence, found, words)
    weight, why = _weigh(sentence, found, words, at)
    if when is not None:
        lag = (text.published.day - when[1]).days if text.published else 0
        if lag <= RECENT.days or words.anniversary.search(sentence) or words.anniversary.search(text.title):
            weight, why = weight + 2, [*why, f"dated {when[0].isoformat()}"]
        else:
            weight, why = weight - 2, [*why, "long before"]
    near = sorted(
        _scene(sentence, names, words),
        key=lambda n: (abs((n.start + n.end) - sum(found.span())) - _lead(sentence, n), n.start),
    )
    countries = _distinct(n.country for n in near if n.country and n.kind.value in ("ACTOR", "PLACE"))
    places = tuple(dict.fromkeys((n.canonical, n.country) for n in near if n.kind.value == "PLACE"))
    if countries or places:
        weight += 0.5
    return Mention(
        kind=kind,
        words=found.group(),
        sentence=sentence,
        weight=weight,
        why=tuple(why),
        first=when[0] if when else None,
        last=when[1] if when else None,
        countries=tuple(countries),
        places=places,
    )


def _lead(sentence: str, name: Name) -> int:
    """A head start for a name after a preposition of place: an attack "by" one is an attack "on" the other."""
    return 60 if _INTO.search(sentence[max(0, name.start - 14) : name.start]) else 0


def _scene(sentence: str, names: Sequence[Name], words: Lexicon) -> list[Name]:
    """The names that can be where it happened: not those who speak about it, not a dateline."""
    return [
        name
        for name in names
        if sentence[name.end - 1] != "方"  # 中方 is who speaks or acts, never where
        and not words.speech.search(sentence, name.end, name.end + _NEAR)
        and not (name.start < _DATELINE and _DATELINE_TAIL.match(sentence, name.end))
    ]


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _weigh(sentence: str, found: re.Match[str], words: Lexicon, at: int) -> tuple[float, list[str]]:
    """The weight of a mention without its date, and the reasons."""
    weight = 0.0
    why: list[str] = []
    if at < 0:
        weight, why = 2.5, ["in the title"]
    elif at < 300:  # noqa: PLR2004  # about the first two sentences, where an answer names its event
        weight, why = 1.0, ["at the head"]
    elif at < 800:  # noqa: PLR2004  # about the first paragraphs
        weight = 0.5
    if words.casualties.search(sentence):
        weight, why = weight + 1.0, [*why, "with victims"]
    if words.reactions.search(sentence):
        weight, why = weight + 1.0, [*why, "with a reaction"]
    lead = sentence[max(0, found.start() - _NEAR) : found.end() + 4]
    generic = words.generic.search(lead)
    if generic:
        weight, why = weight - 2.5, [*why, f"but “{generic.group()}”"]
    return weight, why


def _day(text: Text, sentence: str, found: re.Match[str], words: Lexicon) -> tuple[date, date] | None:
    """The day or days that the sentence gives for its event, nearest to the event word.

    A date that stands at a verb of speech ("said on Wednesday") is the day of the speech, unless the event's word
    stands between them.
    """
    best: tuple[int, tuple[date, date]] | None = None
    for mention in find_dates(sentence, language=text.language, published=text.published):
        days = _days(mention, text)
        if days is None or _dateline(sentence, mention) or _speech_date(sentence, mention, found, words):
            continue
        gap = mention.start - found.end() if mention.start >= found.end() else found.start() - mention.end
        if gap > _reach(sentence, mention, text):
            continue
        if best is None or gap < best[0]:
            best = gap, days
    return best[1] if best else None


def _reach(sentence: str, mention: DateMention, text: Text) -> int:
    """How far, in code points, a date may stand from its event: "today" belongs to the nearest verb."""
    reach = 90 if sentence[mention.start : mention.end].isascii() else 32
    today = text.published is not None and mention.relative and mention.when.day == text.published.day
    return reach // 6 if today else reach


def _anniversary(text: Text, sentence: str, words: Lexicon) -> tuple[date, date] | None:
    """The same day some years before, where the title or the sentence marks an anniversary with a count."""
    if text.published is None:
        return None
    for place in (sentence, text.title):
        found = words.anniversary.search(place)
        years = _count(place[max(0, found.start() - 16) : found.end() + 16]) if found else 0
        if years:
            day = text.published.day
            same = day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004
            return same, same
    return None


def _count(words: str) -> int:
    """The number of years in a phrase, in digits or words; 0 where there is none."""
    digits = re.search(r"(?<!\d)(\d{1,2})(?!\d)", words)
    if digits:
        return int(digits.group(1))
    low = words.casefold()
    return next((n for n, names in enumerate(_COUNTS, start=1) if any(name in low for name in names)), 0)


def _days(mention: DateMention, text: Text) -> tuple[date, date] | None:
    """First and last day of a mention that is not after the text and not coarser than a day."""
    if mention.when.precision in (Precision.YEAR, Precision.MONTH):
        return None
    day = mention.when.day
    if text.published and day > text.published.day + timedelta(days=1):
        return None
    return day, day


def _dateline(sentence: str, mention: DateMention) -> bool:
    """Whether the date stands in a dateline: near the start, before a bracket, a dash or a colon."""
    return mention.start < _DATELINE and sentence[mention.end :].lstrip()[:1] in tuple("(（—–:：-")


def _speech_date(sentence: str, mention: DateMention, found: re.Match[str], words: Lexicon) -> bool:
    """Whether the date belongs to a verb of speech next to it rather than to the event."""
    for verb in words.speech.finditer(sentence, max(0, mention.start - 24), mention.end + 24):
        left, right = min(verb.start(), mention.start), max(verb.end(), mention.end)
        if not (left <= found.start() < right):
            return True
    return False
