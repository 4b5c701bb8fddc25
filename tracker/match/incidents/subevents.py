"""The several events of one incident: a day with attacks in three towns.

Owns which clauses tell of an event at a place of its own, and which places hold the others. Never groups statements.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from tracker.language.names import geonames
from tracker.language.names.gazetteer import Gazetteer, Name, NameKind
from tracker.match.identity.groups import Groups
from tracker.match.incidents.eventwords import Kind, Lexicon, lexicon
from tracker.match.incidents.localities import one_spelling, place_key
from tracker.match.incidents.mentions import Mention
from tracker.match.incidents.scenes import places_of, with_called

#: Where one event ends and the next is told in the same sentence.
_NEXT = re.compile(
    r";|；|[,，]?\s(?:while|whereas|tandis que|mientras|während|enquanto)\s|[,，]?\bmeanwhile\b|，(?:同时|此外|另有)"
)
#: Names that stand side by side name two places; otherwise the second says where the first lies.
_SIDE_BY_SIDE = re.compile(r"\s*(?:,|、|,? and|,? or|和|及|与|et|y|und|e|ve|и|و)\s*(?:in |at |near |the )*")
#: What makes a place one that holds others: Balochistan province, Balochistan’s Kachhi district.
_HOLDS = re.compile(
    r"[’']s?\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)? |\s(?:province|region|state|governorate|oblast)\b|省|州|自治区"
)
#: Words by which a text says that there were several.
_MANY = re.compile(
    r"\b(?:separate(?:ly)?|another (?:incident|attack|blast|bombing|shooting)|in the (?:first|second)|series of|"
    r"spate of|wave of|coordinated|simultaneous(?:ly)?|multiple|twin|two (?:attacks|bombings|blasts|shootings)|"
    r"série d|série de|serie de|séparément|serij|серии|серия|одновременн\w*|Serie von|zeitgleich\w*)\b"
    r"|多起|连环|多地|另一起|系列|接连|سلسلة|متزامنة|سلسلہ وار|پے در پے",
    re.IGNORECASE,
)
#: Families of which one incident can hold several; a storm or an earthquake is one, wherever it is felt.
_MANIFOLD = frozenset({"attack", "accident"})
#: A war is not one of several events of a day.
_NEVER_ONE = frozenset({"invasion", "crackdown"})
#: Evidence longer than this is cut.
_SHOWN = 300
_SLACK = timedelta(days=1)
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one text tells: its key, language and the mentions of its event."""

    key: str
    language: str
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEvent:
    """One of several events of an incident: `evidence` is the text's key and the words that tell of it."""

    key: str
    kind: Kind
    places: tuple[str, ...]
    first: date | None
    last: date | None
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A clause that tells of an event, and the places of one event in it."""

    text: str
    clause: str
    kind: Kind
    places: tuple[str, ...]
    day: tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the events of an incident have in common: the family of their kinds, their state, their days."""

    family: str
    country: str | None
    first: date | None
    last: date | None

    def holds(self, day: tuple[date, date] | None) -> bool:
        """Whether a day is the incident's, or none is given."""
        if day is None or self.first is None or self.last is None:
            return True
        return self.first - _SLACK <= day[0] <= self.last + _SLACK


def find_subevents(told: Iterable[Told], frame: Frame, *, gazetteer: Gazetteer) -> tuple[SubEvent, ...]:
    """The events of an incident that happened at places of their own; none where all happened in one place.

    In the order of their keys, which are places: an event is known by where it was. Clauses that share a place tell of
    one event. At least one text must tell two of them apart and say that there were several: two texts may call one
    place by two names, and one text may name places that have nothing to do with it.
    """
    texts = list(told) if frame.family in _MANIFOLD else []
    many = {one.key for one in texts if any(_MANY.search(m.sentence) for m in one.mentions)}
    if not many:
        return ()
    holding = holding_places(texts, gazetteer)
    scenes = [scene for one in texts for scene in _scenes(one, frame, gazetteer, holding)]
    joined = Groups()
    for scene in scenes:
        keys = [place_key(place) for place in scene.places]
        for key in keys:
            joined.join(keys[0], key)
    by_root: dict[str, list[_Scene]] = defaultdict(list)
    for scene in scenes:
        by_root[joined.root(place_key(scene.places[0]))].append(scene)
    by_text: dict[str, set[str]] = defaultdict(set)
    for root, those in by_root.items():
        for scene in those:
            by_text[scene.text].add(root)
    if not any(len(roots) >= _SEVERAL for text, roots in by_text.items() if text in many):
        return ()
    known = frozenset(p for one in texts for m in one.mentions for p, state in m.places if state)
    return tuple(_subevent(root, by_root[root], known) for root in sorted(by_root))


def holding_places(told: Iterable[Told], gazetteer: Gazetteer) -> frozenset[str]:
    """Keys of the places that hold others: provinces and the like, as the texts say."""
    return frozenset(key for one in told for key in _holding(one, gazetteer))


def _subevent(key: str, scenes: Sequence[_Scene], known: frozenset[str]) -> SubEvent:
    kinds = Counter(scene.kind.name for scene in scenes)
    spelled = one_spelling((place for scene in scenes for place in scene.places), known)
    named = Counter(spelled[place] for scene in scenes for place in scene.places)
    days = [scene.day for scene in scenes if scene.day]
    shown = dict.fromkeys((scene.text, scene.clause[:_SHOWN]) for scene in scenes)
    return SubEvent(
        key=key,
        kind=max((s.kind for s in scenes), key=lambda k: (k.name != k.family, kinds[k.name], k.name)),
        places=tuple(sorted(named, key=lambda place: (-named[place], place))),
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        evidence=tuple(sorted(shown)),
    )


def _holding(told: Told, gazetteer: Gazetteer) -> Iterator[str]:
    """Keys of the places that hold others, by the words of one text."""
    for sentence in dict.fromkeys(mention.sentence for mention in told.mentions):
        for name in with_called(sentence, gazetteer.find(sentence)):
            if name.kind is NameKind.PLACE and (name.canonical in _states() or _HOLDS.match(sentence, name.end)):
                yield place_key(name.canonical)


@cache
def _states() -> frozenset[str]:
    return frozenset(state.name for state in geonames.american_states())


def _scenes(told: Told, frame: Frame, gazetteer: Gazetteer, holding: Iterable[str]) -> Iterator[_Scene]:
    words = lexicon(told.language)
    held = set(holding)
    by_sentence: dict[str, list[Mention]] = defaultdict(list)
    for mention in told.mentions:
        if mention.kind.family == frame.family and mention.told:
            by_sentence[mention.sentence].append(mention)
    for sentence, mentions in by_sentence.items():
        day = next(((m.first, m.last) for m in mentions if m.first and m.last), None)
        for clause in _clauses(sentence) if frame.holds(day) else ():
            kind = _kind(clause, frame.family, words)
            if kind is None or kind.name in _NEVER_ONE:
                continue
            for names in _apart(clause, places_of(clause, gazetteer.find(clause), words)):
                near = [n for n in names if n.country in (None, frame.country) and place_key(n.canonical) not in held]
                places = tuple(dict.fromkeys(n.canonical for n in near))
                if places:
                    yield _Scene(text=told.key, clause=clause.strip(" ,;，；"), kind=kind, places=places, day=day)


def _clauses(sentence: str) -> list[str]:
    return [part for part in _NEXT.split(sentence) if part.strip()]


def _kind(clause: str, family: str, words: Lexicon) -> Kind | None:
    """The kind of event that the clause tells of, the more telling one of two."""
    found = [kind for kind, pattern in words.kinds if kind.family == family and pattern.search(clause)]
    return next((kind for kind in found if kind.name != family), found[0] if found else None)


def _apart(clause: str, names: Sequence[Name]) -> list[list[Name]]:
    """Names that stand side by side apart, names of which one says where the other lies together.

    Burlington, Vermont is one place; Kalat, Bela and Musakhel are three.
    """
    ordered = sorted(names, key=lambda name: name.start)
    runs: list[list[Name]] = []
    for name in ordered:
        if runs and _SIDE_BY_SIDE.fullmatch(clause, runs[-1][-1].end, name.start):
            runs[-1].append(name)
        else:
            runs.append([name])
    parts: list[list[Name]] = []
    for run in runs:
        between = [clause[one.end : other.start] for one, other in pairwise(run)]
        listed = any(joint.strip(" ,") for joint in between)
        new = [[name] for name in run] if listed else [run]
        if parts and len(new) == 1 and len(run) == 1:
            parts[-1].extend(run)
        else:
            parts.extend(new)
    return parts


def alone(texts: Iterable[tuple[str, str]], subevents: Sequence[SubEvent], gazetteer: Gazetteer) -> str:
    """The key of the one event of several at whose place the texts (words, language) speak; "" for none or more."""
    named: set[str] = set()
    for text, language in texts:
        named |= {place_key(one.canonical) for one in places_of(text, gazetteer.find(text), lexicon(language))}
        named |= {
            place_key(place)
            for event in subevents
            for place in event.places
            if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text)
        }
    those = [one.key for one in subevents if named & {place_key(place) for place in one.places}]
    return those[0] if len(those) == 1 else ""
