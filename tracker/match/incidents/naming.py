"""Names: the rare ones that tie texts to one event, and the name a person would give the event.

Owns which capitalised words count as rare in a collection, and the wording of incident names. Never groups anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.match.incidents.eventwords import Kind, Text
from tracker.match.incidents.mentions import REACH

#: A capitalised word inside a sentence: the names of places, trains, groups and victims.
_NAME = re.compile(r"(?<=[a-z,;’'”\"] )[A-Z][\w’'-]{3,}")
#: A name in more texts than this share (and than three texts) ties nothing together.
COMMON = 0.02
#: What moves and what stands, when it has a name of its own: the Jaffar Express, the Serena Hotel.
_MOVES = "Express|Airlines? Flight [A-Z]{0,2}\\d+|Flight [A-Z]{0,2}\\d+|Ferry"
_STANDS = (
    "Hotel|Airport|Church|Cathedral|Mosque|Synagogue|Temple|School|College|University|Hospital|Mall|Market|Theat(?:re|er)|"
    "City Hall|Concert Hall|Stadium|Bridge|Station|Dam|Embassy|Consulate|Port"
)
_THING = re.compile(rf"\b(?:[Tt]he )?((?:[A-Z][\w’'-]+ ){{1,3}}(?:{_MOVES}|{_STANDS}))\b")
_MOVING = re.compile(rf"(?:{_MOVES})$")
#: Capitalised words before a thing that are no part of its name.
_NO_PART = re.compile(r"^(?:The|A|An|On|In|At|President|Minister|Former|Late)\s")
_TITLE = (
    "President|Prime Minister|Minister|Senator|Congress(?:man|woman)|Sir|Dr|King|Queen|Prince|Pope|General|Justice|"
    "Secretary|Ambassador|Majesty|Holiness|Leader|[Jj]ournalist|[Aa]ctivist|[Ll]eader|[Cc]leric|Mr|Mrs|Ms|Highness|Royal|"
    "Sheikh|Sheikha|Excellency|[Cc]itizens?|[Nn]ationals?|[Ll]awyer|[Bb]logger|Metropolitan|Patriarch|Archbishop|Bishop"
)
#: Whose: after the event's word, with offices before the name that are no part of it.
_PERSON = re.compile(
    rf"(?:\s+of)?\s+(?:the\s+|[Ff]ormer\s+|[Ll]ate\s+|His\s+|Her\s+|[A-Z]\w+\s+(?=(?:{_TITLE})\b)|(?:{_TITLE})\.?\s+)*"
    r"((?:[A-Z][\w.’-]*\s+){1,3}?[A-Z][\w-]+)(?=[\s.,;:’']|$)"
)
#: Capitalised words that tie no two texts: every report has days.
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip
#: What stands in no person's name: offices, and words of bodies ("the arrest of Karsa Daily").
_OFFICE = re.compile(
    rf"\b(?:{_TITLE}|Prime|Pro-\w+|Foreign|People|Opposition|Rights|School|Daily|News|Times|Post|Party|Council|University"
    r"|College|Church|Seminary|Ministry|Army|Forces?|Group|Union|Commission|Committee|Court|Media|Press|Network)\b|[’']s\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a name is made of; `exact` where a text states the day, else the month is named."""

    kind: Kind
    several: bool
    thing: str
    place: str
    first: date | None
    last: date | None
    exact: bool


def rare_names(texts: Sequence[Text]) -> list[frozenset[str]]:
    """For each text the names that few texts of this collection have. Depends on the collection as a set alone.

    A name is a capitalised word, or the whole name of a train, hotel or the like, in small letters.
    """
    names = [_names(text) for text in texts]
    seen: Counter[str] = Counter()
    for one in names:
        seen.update(one)
    most = max(4, int(COMMON * len(texts)))
    return [frozenset(name for name in one if 1 < seen[name] <= most) for one in names]


def _names(text: Text) -> set[str]:
    body = text.title + "\n" + text.body[:REACH]
    found = {name.casefold().removesuffix("’s").removesuffix("'s") for name in _NAME.findall(body)}
    return (found - _CALENDAR).union(name.casefold() for name in _whole(body))


def named_thing(texts: Iterable[str], kind: Kind) -> str:
    """The train, hotel or person by whose name most of the texts tell of an event of this kind; "" without one.

    A name that one of many texts gives is not the event's: at least two in five must.
    """
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(set(_things(text, kind)))
    best = min(counts, key=lambda name: (-counts[name], name), default="")
    return best if best and counts[best] * 5 >= total * 2 else ""


def _things(text: str, kind: Kind) -> Iterable[str]:
    return _whole(text) if kind.things else ()


def _whole(text: str) -> Iterator[str]:
    """Names of things with more than one word: Jaffar Express."""
    for found in _THING.finditer(text):
        name = found[1]
        while part := _NO_PART.match(name):
            name = name[part.end() :]
        if " " in name:
            yield name


def named_person(sentences: Iterable[tuple[str, str]], kind: Kind) -> str:
    """Whose death, killing or arrest it is, by sentences with their event words; "" where none is named."""
    if not kind.persons:
        return ""
    counts: Counter[str] = Counter()
    for words, sentence in sentences:
        at = sentence.find(words)
        found = _PERSON.match(sentence, at + len(words.removesuffix(" of")))
        name = " ".join(found[1].split()) if found else ""
        if name and not _OFFICE.search(name):
            counts[name] += 1
    return min(counts, key=lambda name: (-counts[name], name), default="")


def incident_name(naming: Naming) -> str:
    """Kind, the thing or the place, and the day or days (the month where no text states it).

    For example: Attacks in Balochistan, 25-26 August 2024; Hijacking of the Jaffar Express, 11 March 2025.
    """
    kind = naming.kind
    label = (kind.plural or f"{kind.label}s") if naming.several else kind.label
    name = label
    if naming.thing and kind.persons:
        name = f"{label} of {naming.thing}"
    elif naming.thing:
        moving = _MOVING.search(naming.thing) is not None
        joint = "at" if kind.things == "of" and not moving else kind.things
        named = naming.place and not moving and naming.place not in naming.thing
        name = f"{label} {joint} the {naming.thing}" + (f" in {naming.place}" if named else "")
    elif naming.place:
        name = f"{label} {kind.joint} {naming.place}"
    days = stretch(naming.first, naming.last, exact=naming.exact)
    return f"{name}, {days}" if days else name


def stretch(first: date | None, last: date | None, *, exact: bool) -> str:
    """The days as one writes them: 25-26 August 2024, 31 May-1 June 2024; the month where they are not exact."""
    if first is None or last is None:
        return ""
    if not exact:
        return f"{last:%B %Y}"
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%B %Y}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%B}{year}-{last.day} {last:%B %Y}"
