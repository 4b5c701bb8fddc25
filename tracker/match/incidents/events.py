"""Events as one text tells them: what happened, where, when, and how sure we are that it answers one event.

Owns which of a text's mentions is the event that it answers. Never compares two texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.incidents.eventwords import Kind, Text
from tracker.match.incidents.mentions import Mention, mentions
from tracker.match.incidents.scenes import seats
from tracker.model import Precision, When

#: Where nothing states a day, the event lies in the days before the text.
REACTION = timedelta(days=6)
#: A mention at or over this weight makes the text an answer to one event.
SPECIFIC = 2.5
#: What a title adds that names the event to which the opening reacts.
AGREED = 0.75
#: What condolences add on what nobody did: a death, a disaster, an accident.
CONDOLED = 0.5
_NOBODYS = frozenset({"death", "earthquake", "weather", "accident"})
#: How much less than the best another mention of the event may weigh: half of what weights can reach.
CLOSE = 3.0
#: How much less than its consequence a cause may weigh.
CAUSED = 3.0


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
    found = sorted(mentions(text, gazetteer), key=lambda m: -m.weight)
    if not found:
        return None
    best = _recalled(found) or _cause(found)
    same = [m for m in found if m.kind.family == best.kind.family]
    dated = next((m for m in same if m.first and (m is best or (not m.old and m.weight >= best.weight / 2))), None)
    first, last, stated = (dated.first, dated.last, True) if dated else (*_stretch(text.published), False)
    sure = best.weight + (AGREED if _agreed(same) else 0) + (CONDOLED if _condoled(best) else 0)
    close = [m for m in same if m.weight >= best.weight - CLOSE and m.old is best.old and (m.told or not best.told)]
    countries = _abroad(close, text.home)
    return Event(
        kind=_kind(same),
        first=first,
        last=last,
        stated=stated,
        countries=countries,
        places=_ranked([name for name, state in m.places if state in (None, *countries[:2])] for m in close),
        weight=sure + 0.25 * min(len(same) - 1, 4),
        specific=sure >= SPECIFIC and not best.old,
        mentions=(best, *[m for m in same if m is not best]),
    )


def _recalled(found: Sequence[Mention]) -> Mention | None:
    """The event of long ago that a text reacts to, where it reacts to none of its own days."""
    if found[0].weight >= SPECIFIC:
        return None
    return next((m for m in found if m.old and m.reacting and m.first and m.weight >= 0), None)


def _cause(found: Sequence[Mention]) -> Mention:
    """The mention with most weight; of an attack and the fire or collapse that it caused, the attack."""
    best = found[0]
    if best.kind.family != "accident":
        return best
    return next((m for m in found if m.kind.family == "attack" and m.weight >= best.weight - CAUSED), best)


def _agreed(same: Sequence[Mention]) -> bool:
    """Whether both the title and a reacting sentence name the event, neither in general."""
    return any(m.at < 0 and m.weight >= 1 for m in same) and any(
        m.at >= 0 and m.reacting and m.weight >= 1 for m in same
    )


def _condoled(best: Mention) -> bool:
    return best.kind.family in _NOBODYS and best.strong


def _where(close: Sequence[Mention]) -> tuple[str, ...]:
    """The states where it can have happened, those that did it last."""
    there = [tuple(state for _, state in m.places if state)[:1] + m.countries for m in close]
    return tuple(dict.fromkeys((*_ranked(there), *_ranked(m.actors for m in close))))


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


def _abroad(close: Sequence[Mention], home: str | None) -> tuple[str, ...]:
    """The states without the speaker's own, which every statement names as "we", unless a place in it is named.

    A text that names no state at all speaks of its own.
    """
    named = _where(close)
    places = {state for mention in close for name, state in mention.places if name not in seats()}
    kept = tuple(code for code in named if code != home or code in places)
    return kept or named or ((home,) if home else ())
