"""Which texts tell of one event: gathered by kind, day, place and shared rare names, with the evidence of every link.

Owns the points that join a text to others. Never reads a text, never names an event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.incidents.events import Event, read_event
from tracker.match.incidents.eventwords import Text
from tracker.model import When

#: Points that a text needs to join a group; a shared kind and country of the right days give three.
JOINS = 3.0
#: The same for a text that only touches the event, or has no date.
JOINS_LOOSELY = 3.0
#: Stated days of one event differ by zones and by attacks that go on past midnight.
DAYS_APART = 1
#: A mention under this weight is of events in general, and joins nothing.
TOUCHES = 0.5
#: Kinds that happen in one place, so that two towns of one country mean two events.
LOCAL = frozenset({"shooting", "assassination", "accident", "bombing", "hijacking", "flood", "storm"})
#: A text this sure of its event opens a group even where the like happened before.
FRESH = 4.0
#: How long a country's last event of a family makes later mentions mere background.
GOES_ON = timedelta(days=30)
#: Of what lasts for years the beginning is the event; who names it later without a day speaks of what goes on.
LASTING = frozenset({"invasion", "coup"})
LASTS = timedelta(days=3 * 365)
#: How long after it began texts without a day of their own still answer its beginning.
OUTBREAK = timedelta(days=7)
#: How long a text that says that it speaks afterwards may be from an event in a town that it names.
AFTERWARDS = timedelta(days=120)
#: What the name of a train, ship or building tells of a text without any day: there is one of that name.
THING = 1.0
#: How long after a group's day texts without a day of their own still join it.
ECHO = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One text that may answer an event, and the statements that stand or fall with it.

    `rendering` is where the text stands.
    """

    id: str
    statements: tuple[str, ...]
    text: Text
    rendering: str = ""


@dataclass(slots=True, kw_only=True)
class Read:
    """A unit with its event and rare names."""

    unit: Unit
    event: Event
    rare: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """A group in the making; `first` and `last` are the first text's stretch until a text states the day."""

    members: list[tuple[Read, str]]
    first: date | None
    last: date | None
    stated: bool
    countries: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    rare: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def take(self, read: Read, why: str) -> None:
        """Add a text and what it knows."""
        event = read.event
        self.members.append((read, why))
        for rank, country in enumerate(event.countries[:3]):
            self.countries[country] += 3 - rank
        self.places.update(event.places[:4])
        self.rare.update(read.rare)
        self.kinds[event.kind.name] += 1
        self._narrow(event)

    def _narrow(self, event: Event) -> None:
        if event.first is None or event.last is None:
            return
        if self.first is None or self.last is None or (event.stated and not self.stated):
            self.first, self.last, self.stated = event.first, event.last, event.stated


def gather(reads: Sequence[Read]) -> list[Gathered]:
    """Specific texts found and join groups, those that state a day first; the others may join what there is."""
    found = _Shelf()
    specific = [r for r in reads if r.event.specific]
    for read in sorted(specific, key=lambda r: (not r.event.stated, r.event.first or date.max, r.unit.id)):
        cluster, why = found.best(read, JOINS if read.event.first else JOINS_LOOSELY)
        if cluster is None and found.goes_on(read):
            continue
        if cluster is None and (before := found.before(read)):
            if read.event.mentions[0].known or any(mention.later for mention in read.event.mentions):
                before.take(read, f"the latest of its kind there: {read.event.why}")
            continue
        if cluster is None:
            found.open(read)
        else:
            cluster.take(read, why)
            found.shelve(cluster, read)
    joined = [(read, *found.best(read, JOINS_LOOSELY)) for read in reads if _touches(read.event)]
    for read, cluster, why in joined:
        if cluster is not None:
            cluster.take(read, why)
    return found.clusters


def _touches(event: Event) -> bool:
    """Whether a text that is not of one event still reacts to one, or names its day, and may join what others found."""
    best = event.mentions[0]
    if event.specific or event.weight < TOUCHES:
        return False
    reacting = any(m.reacting for m in event.mentions)
    return reacting if best.old else any(m.early for m in event.mentions) and (event.stated or reacting)


def _since(event: Event, cluster: Gathered) -> timedelta:
    """How long after a group's last day a text was published; longer than anything where it was before."""
    apart = event.last - cluster.last if event.last and cluster.last else timedelta.max
    return apart if apart >= timedelta(0) else timedelta.max


class _Shelf:
    """The groups so far, found by family and country, or by rare name for texts that know no day."""

    def __init__(self) -> None:
        self.clusters: list[Gathered] = []
        self._by_country: dict[tuple[str, str], dict[int, Gathered]] = defaultdict(dict)
        self._by_name: dict[str, dict[int, Gathered]] = defaultdict(dict)

    def before(self, read: Read) -> Gathered | None:
        """The event that a text without a day of its own goes on about.

        What most spoke of there in the last weeks; of a text that says that it speaks afterwards the last in its town.
        """
        event = read.event
        if event.stated or event.last is None or not event.countries:
            return None
        near = [c for code in event.countries[:2] for c in self._by_country[event.kind.family, code].values()]
        if any(mention.later for mention in event.mentions):
            there = [
                c for c in near if c.first and any(c.places[p] for p in event.places) and _since(event, c) <= AFTERWARDS
            ]
            if there:
                return max(there, key=lambda c: (c.first or date.min, len(c.members)))
        if event.weight >= FRESH:
            return None
        recent = [c for c in near if c.last and _since(event, c) <= GOES_ON]
        return max(recent, key=lambda c: len(c.members), default=None)

    def goes_on(self, read: Read) -> bool:
        """Whether a text without a day of its own speaks of what began there in the last years, as a war does."""
        event = read.event
        if event.stated or event.kind.name not in LASTING:
            return False
        near = (c for code in event.countries[:2] for c in self._by_country[event.kind.family, code].values())
        return any(c.kinds[event.kind.name] and OUTBREAK < _since(event, c) <= LASTS for c in near)

    def open(self, read: Read) -> None:
        cluster = Gathered(members=[], first=None, last=None, stated=False)
        cluster.take(read, f"names the event: {read.event.why}")
        self.clusters.append(cluster)
        self.shelve(cluster, read)

    def shelve(self, cluster: Gathered, read: Read) -> None:
        place = self.clusters.index(cluster) if cluster in self.clusters[-1:] else self._place(cluster)
        for country in read.event.countries[:3]:
            self._by_country[read.event.kind.family, country][place] = cluster
        for name in read.rare:
            self._by_name[name][place] = cluster

    def _place(self, cluster: Gathered) -> int:
        return next(i for i, one in enumerate(self.clusters) if one is cluster)

    def best(self, read: Read, least: float) -> tuple[Gathered | None, str]:
        """The group with most points, the earlier one among equals, and the evidence in words."""
        near: dict[int, Gathered] = {}
        for country in read.event.countries[:3]:
            near |= self._by_country[read.event.kind.family, country]
        for name in read.rare:
            near |= self._by_name.get(name, {})
        best: tuple[float, int] | None = None
        why = ""
        for place in sorted(near):
            points, reasons = _points(read, near[place])
            if points >= least and (best is None or points > best[0]):
                best, why = (points, place), "; ".join(reasons)
        return (near[best[1]], why) if best else (None, "")


def _points(read: Read, cluster: Gathered) -> tuple[float, list[str]]:
    """How well a text fits a group, and why; 0 where day, kind or place forbid it."""
    event = read.event
    if all(member.event.kind.family != event.kind.family for member, _ in cluster.members):
        return 0.0, []
    day, day_why = _day_points(event, cluster)
    if day < 0:
        return 0.0, []
    both = sorted(name for name in read.rare if cluster.rare[name])
    shared, things = [name for name in both if " " not in name], [name for name in both if " " in name]
    place, place_why = _place_points(event, cluster, shared)
    if place < 0 or (event.first is None and len(shared) < 2):  # noqa: PLR2004  # one name may be chance
        return 0.0, []
    likeness = 3 * len(both) / len(read.rare) + (THING if things else 0) if event.first is None and read.rare else 0.0
    points = day + place + likeness + min(len(shared), 3) * 0.5 + (0.5 if cluster.kinds[event.kind.name] else 0)
    reasons = [f"kind {event.kind.name}", day_why, place_why]
    if both:
        reasons.append("names " + ", ".join([*things, *shared][:3]))
    return points, [reason for reason in reasons if reason]


def _day_points(event: Event, cluster: Gathered) -> tuple[float, str]:
    """2 for the same stated day, 1 where the days can be one, 0 where nothing is known, -1 where they cannot."""
    if event.first is None or event.last is None or cluster.first is None or cluster.last is None:
        return 0.0, "no day stated"
    if event.stated and cluster.stated:
        apart = (event.first - cluster.first).days
        if abs(apart) > DAYS_APART:
            return -1.0, ""
        return (2.0 if apart == 0 else 1.0), f"day {event.first.isoformat()}"
    if event.stated:
        fits = cluster.first <= event.first <= cluster.last
        return (1.0, f"day {event.first.isoformat()}") if fits else (-1.0, "")
    end = (cluster.first if cluster.stated else cluster.last) + (OUTBREAK if event.kind.name in LASTING else ECHO)
    fits = cluster.first <= event.last <= end
    return (1.0, f"said {(event.last - cluster.first).days} days after") if fits else (-1.0, "")


def _place_points(event: Event, cluster: Gathered, shared: Sequence[str]) -> tuple[float, str]:
    """Places of the event in common: towns and provinces above countries; -1 where they contradict each other."""
    towns = [place for place in event.places if cluster.places[place]]
    if towns:
        return 2.5, f"place {towns[0]}"
    known = {country for country, _ in cluster.countries.most_common(2)}
    same = [country for country in event.countries[:2] if country in known]
    if not same:
        return (0.0, "") if len(shared) > 1 or not (event.countries and cluster.countries) else (-1.0, "")
    if event.places and cluster.places and not shared:
        return (0.5 if event.kind.name in LOCAL else 1.5), f"country {same[0]}"
    leading = event.countries[0] == cluster.countries.most_common(1)[0][0]
    return (2.0 if leading else 0.75), f"country {same[0]}"


def date_again(cluster: Gathered, gazetteer: Gazetteer) -> None:
    """Read "on Tuesday" in texts without a date against the group's own time; the text itself stays undated."""
    if cluster.last is None:
        return
    when = When((cluster.last + timedelta(days=1 if cluster.stated else 0)).isoformat())
    for at, (member, why) in enumerate(cluster.members):
        if member.unit.text.published is None and member.event.first is None:
            event = read_event(replace(member.unit.text, published=when), gazetteer)
            if event and event.stated and event.kind.family == member.event.kind.family:
                cluster.members[at] = Read(unit=member.unit, event=event, rare=member.rare), why
