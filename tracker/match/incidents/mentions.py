"""Places where a text names an event, with the weight of what stands around them.

Owns the reading of event words in their sentences. Never decides which event a text answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.language.names.gazetteer import Gazetteer, Name
from tracker.language.quoting.scraped import blanked
from tracker.language.texts.sentences import sentences
from tracker.match.incidents.eventdays import anniversary, is_earlier, stated_day
from tracker.match.incidents.eventwords import Kind, Lexicon, Text, lexicon
from tracker.match.incidents.scenes import scene_of

#: A text answers an event of the last weeks unless it says otherwise.
RECENT = timedelta(days=45)
#: How far into a text we look for its event, in code points; what comes later is background.
REACH = 2500
#: About the first two sentences, where an answer names its event, the third, the first paragraphs, and from where on
#: a text has come to other matters. Chinese, Japanese and Korean say twice as much in as many characters.
_HEAD, _EARLY, _OPENING, _LATE = 300, 400, 800, 700
_NEAR = 28
#: Days.
_YEAR, _WEEK = 365.2425, 7
#: What a habit or an earlier event loses, or more.
_APART = -2.0
#: The last words of what a release says of itself.
_PREAMBLE = re.compile(r"\b(?:Begin Text|attributable to [^\n:]{3,80}):|\bOffice of the Spokesperson$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a text names an event, with the weight of what stands around it.

    `countries` and `places` are where it can have happened, nearest first; `actors` are states named as those who did
    it. `old` events happened long before the text; `reacting` sentences hold a reaction, `strong` ones more than
    concern; a `known` event is one and definite; a `told` one is neither a habit nor of an earlier time; `later` texts
    speak of it some time afterwards; `early` ones stand in the title or the first sentences. `at` is the place of the
    sentence in the body, -1 for the title.
    """

    kind: Kind
    words: str
    sentence: str
    at: int
    weight: float
    old: bool
    reacting: bool
    strong: bool
    known: bool
    why: tuple[str, ...]
    first: date | None
    last: date | None
    countries: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[tuple[str, str | None], ...]
    told: bool
    later: bool
    early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence in its place: `asked` within a question what one says to it, `echoed` beside a reaction.

    A question is `answered` where the answer speaks of one event; a sentence stands `aside` under a title of something
    else.
    """

    text: str
    at: int
    asked: bool = False
    answered: bool = False
    echoed: bool = False
    aside: bool = False


def mentions(text: Text, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Every mention of the title and of the beginning of the body, in their order."""
    words = lexicon(text.language)
    for sentence in _sentences(text, words):
        yield from _in_sentence(text, sentence, words, gazetteer)


def _sentences(text: Text, words: Lexicon) -> Iterator[_Sentence]:
    """The title and those sentences after the preamble that name an event."""
    if text.title:
        yield _Sentence(text=text.title, at=-1)
    body = blanked(text.body[:REACH])
    begin = _beginning(body)
    asked = words.asked.search(body, begin, begin + _HEAD * 2)
    answered = asked is not None and words.answered.search(body, asked.end()) is not None
    aside = _of_something_else(text.title, words)
    spans = [span for span in sentences(body, language=text.language) if span.end > begin]
    for i, span in enumerate(spans):
        told = span.of(body)
        if any(pattern.search(told) for _, pattern in words.kinds_in(told)):
            yield _Sentence(
                text=told,
                at=max(0, span.start - begin),
                asked=asked is not None and span.start < asked.end(),
                answered=answered,
                aside=aside,
                echoed=any(words.reactions.search(near.of(body)) for near in spans[max(0, i - 1) : i + 2]),
            )


def _of_something_else(title: str, words: Lexicon) -> bool:
    """Whether the title names a day of every year, a fact sheet, a designation or the like, and no event."""
    if not words.subject.search(title):
        return False
    return not any(pattern.search(title) for _, pattern in words.kinds_in(title))


def _beginning(body: str) -> int:
    """Where the words themselves begin, after who released them: that is never where an event is named."""
    return max((found.end() for found in _PREAMBLE.finditer(body, 0, _HEAD * 3)), default=0)


def _in_sentence(text: Text, sentence: _Sentence, words: Lexicon, gazetteer: Gazetteer) -> Iterable[Mention]:
    """The event words of one sentence."""
    taken: list[tuple[int, int]] = []
    names: list[Name] | None = None
    for kind, pattern in words.kinds_in(sentence.text):
        for found in pattern.finditer(sentence.text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            names = gazetteer.find(sentence.text) if names is None else names
            yield _mention(text, found, kind, words=words, names=names, sentence=sentence)


def _mention(
    text: Text, found: re.Match[str], kind: Kind, *, words: Lexicon, names: Sequence[Name], sentence: _Sentence
) -> Mention:
    when = anniversary(text, sentence.text, words) or stated_day(text, sentence.text, found, words)
    weight, why = _weigh(kind, words, sentence)
    if words.besides.search(sentence.text, 0, found.start()):
        weight, why = weight - 0.5, [*why, "among other things"]
    number, reason = _one_or_many(found, words, plain=when is None, title=sentence.at < 0)
    day, told, old = _dated(when, text, words, sentence)
    if when is None and number > -1 and is_earlier(text, found, words):
        number, reason = -2.0, "but of earlier"
    scene = scene_of(found, names, words, kind)
    return Mention(
        kind=kind,
        words=found.group(),
        sentence=sentence.text,
        at=sentence.at,
        weight=weight + number + day + (0.5 if scene else 0),
        old=old,
        reacting=bool(words.reactions.search(sentence.text)),
        strong=bool(words.strong.search(sentence.text)),
        known=number > 0,
        why=tuple(filter(None, (*why, reason, told))),
        first=when[0] if when else None,
        last=when[1] if when else None,
        countries=scene.countries,
        actors=scene.actors,
        places=scene.places,
        told=number > _APART and not old,
        later=words.aftermath.search(sentence.text) is not None,
        early=sentence.at < _EARLY * (0.5 if words.solid else 1),
    )


def _weigh(kind: Kind, words: Lexicon, sentence: _Sentence) -> tuple[float, list[str]]:
    """The weight of a mention by its place and company, and the reasons."""
    scale = 0.5 if words.solid else 1
    weight, why = (-1.0, ["what states often do"]) if kind.weak else (0.0, [])
    if sentence.at < 0:
        weight, why = weight + 2.5, [*why, "in the title"]
    elif sentence.at < _HEAD * scale:
        weight, why = weight + 1.0, [*why, "at the head"]
    elif sentence.at < _EARLY * scale:
        weight += 0.5
    elif sentence.at >= _LATE * scale:
        weight -= 0.5
    if words.casualties.search(sentence.text):
        weight, why = weight + 1.0, [*why, "with victims"]
    if words.reactions.search(sentence.text):
        weight, why = weight + 1.0, [*why, "with a reaction"]
    elif sentence.echoed:
        weight, why = weight + 0.5, [*why, "beside a reaction"]
    if sentence.asked:
        weight, why = weight + (1.5 if sentence.answered else 1.0), [*why, "asked about"]
    if sentence.aside:
        weight, why = weight - 2.0, [*why, "under a title of something else"]
    return weight, why


def is_generic(found: re.Match[str], words: Lexicon) -> str | None:
    """The words around an event word by which it is meant in general; None where it is not."""
    around = words.generic.search(found.string[max(0, found.start() - _NEAR) : found.end() + 4])
    return around.group() if around else None


def _one_or_many(found: re.Match[str], words: Lexicon, *, plain: bool, title: bool) -> tuple[float, str]:
    """What the number of the event word tells: "the attack" is a known one, "attacks on" are a habit or a figure.

    `plain` mentions have no day; titles leave articles out.
    """
    sentence = found.string
    generic = is_generic(found, words)
    if generic is not None:
        return -2.5, f"but “{generic}”"
    if not plain:
        return 0.0, ""
    if words.abstract.search(sentence[found.end() : found.end() + 60]):
        return -3.0, "but of something that cannot be hurt"
    definite = words.definite.search(sentence[max(0, found.start() - 60) : found.start()])
    if words.several.search(found.group()):
        if definite and words.strong.search(sentence):
            return 0.25, "several, answered as one"
        return (-0.5, "but several") if definite else (-1.0 if title else -1.5, "but several, none known")
    noun = not found.group().casefold().endswith("ed")
    return (0.75, "a known one") if definite and noun else (0.0, "")


def _marked(text: Text, sentence: _Sentence, words: Lexicon) -> bool:
    """Whether the sentence or the title speaks of an anniversary."""
    return bool(words.anniversary.search(sentence.text) or words.anniversary.search(text.title))


def _same_season(day: date, text: Text) -> bool:
    """Whether a text comes some whole years after a day, a week more or less, as who remembers it does."""
    if text.published is None:
        return False
    apart = (text.published.day - day).days % _YEAR
    return min(apart, _YEAR - apart) <= _WEEK


def _dated(when: tuple[date, date] | None, text: Text, words: Lexicon, sentence: _Sentence) -> tuple[float, str, bool]:
    """What a day adds, the reason, and whether it is long ago; less beyond the opening, where earlier events stand."""
    if when is None:
        return 0.0, "", False
    lag = (text.published.day - when[1]).days if text.published else 0
    if lag > RECENT.days and not (_marked(text, sentence, words) or _same_season(when[0], text)):
        return -2.0, "long before", True
    opening = sentence.at < _OPENING * (0.5 if words.solid else 1)
    return (2.0 if opening else 1.0), f"dated {when[0].isoformat()}", False
