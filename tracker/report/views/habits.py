"""What one issuer usually says and after what, what it left off and took up lately, and with whom it shares words.

Owns the rules of "usually" and "lately". Counts incidents, never renderings, in the issuer's own words alone; says that
words are shared, never who took them from whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tracker.model import Evidence, Formula, How, Statement
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import order
from tracker.report.pieces import direction
from tracker.report.template import Slot, template
from tracker.report.views.ladder import Ladder, ladders
from tracker.report.views.lags import lag_after
from tracker.report.views.standing import telling

Spoken = dict[str, list[Statement]]
#: "Lately" is an issuer's last three incidents; before them it needs as many to have habits at all.
LATELY = 3
#: What it left off it had said after at least so many incidents, and after half of those since it began to.
HELD = 3
_MOST = 15
#: The latest day of each stretch in which an issuer speaks after an incident.
_STRETCHES = ((1, "habits.soon_1"), (3, "habits.soon_3"), (7, "habits.soon_7"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """One phrasing of an issuer: after how many of its incidents, of which kinds, from when to when."""

    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str
    share: str
    kinds: str
    first: Link
    last: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Another issuer with the same phrasings: how many, and who of the two used them earlier in this collection."""

    issuer: Link
    shared: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerHabits:
    """The page of an issuer's habits. `young` says that there are too few incidents to tell what is late."""

    title: str
    name: str
    across: str
    facts: str
    ladders: tuple[Ladder, ...]
    usual: tuple[Usual, ...]
    dropped: tuple[Usual, ...]
    added: tuple[Usual, ...]
    young: str
    soon: tuple[tuple[str, int], ...]
    company: tuple[Company, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A formula in an issuer's statements about incidents, both in order of time."""

    formula: Formula
    statements: list[Statement]
    incidents: list[str]


def habits_page(collection: Collection, issuer: str) -> IssuerHabits:
    """The habits of one issuer, from its own words about incidents."""
    spoken = _spoken(collection, issuer)
    found = [one for one in _held(collection, spoken) if _telling(collection, one.formula)]
    found.sort(key=lambda one: (-len(one.incidents), one.formula.id))
    young = len(spoken) < 2 * LATELY
    late = set(list(spoken)[-LATELY:])
    usual = partial(_usual, collection, spoken)
    return IssuerHabits(
        title=say("habits.title", name=collection.issuer_name(issuer)),
        name=collection.issuer_name(issuer),
        across=page("issuers", issuer),
        facts=say("habits.facts", n=count("noun.incident", len(spoken))),
        ladders=ladders(collection, issuer),
        usual=tuple(usual(one) for one in found if len(one.incidents) > 1)[:_MOST],
        dropped=() if young else tuple(usual(one) for one in found if _dropped(collection, one, spoken))[:_MOST],
        added=() if young else tuple(usual(one) for one in found if late.issuperset(one.incidents))[:_MOST],
        young=say("habits.young", n=count("noun.incident", len(spoken)), least=2 * LATELY) if young else "",
        soon=_soon(collection, spoken),
        company=_company(collection, issuer, found),
    )


def _telling(collection: Collection, formula: Formula) -> bool:
    return telling(formula, returned=collection.returned(formula.id))


def _spoken(collection: Collection, issuer: str) -> Spoken:
    """What an issuer said in its own words, by the incidents that it was about, in order of their time."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in collection.by_issuer.get(issuer, ()):
        for incident in one.incidents if one.evidence.own_words else ():
            if incident in collection.incidents:
                found[incident].append(one)
    return {key: found[key] for key in sorted(found, key=lambda key: (order(collection.incidents[key].start), key))}


def _held(collection: Collection, spoken: Spoken) -> list[_Held]:
    found: dict[str, _Held] = {}
    for incident, said in spoken.items():
        for statement in said:
            for formula, use in collection.uses.get(statement.id, ()):
                if use.how is How.REPORTED:
                    continue
                held = found.setdefault(formula.id, _Held(formula, [], []))
                if statement not in held.statements:
                    held.statements.append(statement)
                if incident not in held.incidents:
                    held.incidents.append(incident)
    return list(found.values())


def _dropped(collection: Collection, one: _Held, spoken: Spoken) -> bool:
    """Whether a phrasing was a habit before the last incidents and stands in none of them.

    Their whole texts have to be at hand in its language: of a quoted part nobody knows what it leaves out.
    """
    order_of = list(spoken)
    earlier, late = order_of[order_of.index(one.incidents[0]) : -LATELY], order_of[-LATELY:]
    done = len(one.incidents)
    if done < HELD or 2 * done < len(earlier) or not set(late).isdisjoint(one.incidents):
        return False
    return all(any(_whole(collection, statement, one.formula.language) for statement in spoken[key]) for key in late)


def _whole(collection: Collection, statement: Statement, language: str) -> bool:
    held = (collection.renderings[key] for key in statement.renderings if key in collection.renderings)
    return any(one.evidence is Evidence.OFFICIAL and one.language == language for one in held)


def _usual(collection: Collection, spoken: Spoken, one: _Held) -> Usual:
    kinds = Counter(collection.incidents[key].kind or say("habits.no_kind") for key in one.incidents)
    said = sorted(one.statements, key=lambda s: (order(s.date), s.id))
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    return Usual(
        slots=template(one.formula.template),
        href=page("formulas", one.formula.id),
        language=one.formula.language,
        direction=direction(one.formula.language),
        share=say("habits.share", n=len(one.incidents), of=len(spoken)),
        kinds=", ".join(f"{name} ({number})" for name, number in ordered),
        first=_day(said[0]),
        last=_day(said[-1]),
    )


def _day(statement: Statement) -> Link:
    day = statement.date.iso[:10] if statement.date else say("time.unknown")
    return Link(day, page("statements", statement.id))


def _soon(collection: Collection, spoken: Spoken) -> tuple[tuple[str, int], ...]:
    """How many incidents by the time until the first own words; of an uncertain time its latest day counts."""
    found: Counter[str] = Counter()
    for incident, said in spoken.items():
        dates = [one.date for one in said if one.date]
        lag = lag_after(collection.incidents[incident], min(dates, key=order) if dates else None)
        days = lag.hours / 24 if lag.hours is not None else lag.days[1] if lag.days else None
        if days is None:
            found["time.lag_unknown"] += 1
        else:
            found[next((key for most, key in _STRETCHES if days <= most), "habits.soon_later")] += 1
    keys = (*(key for _, key in _STRETCHES), "habits.soon_later", "time.lag_unknown")
    return tuple((say(key), found[key]) for key in keys if found[key])


def _company(collection: Collection, issuer: str, found: Sequence[_Held]) -> tuple[Company, ...]:
    shared: Counter[str] = Counter()
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for one in found:
        own = min(one.statements, key=lambda s: (order(s.date), s.id))
        for other, first in collection.taken_up(one.formula.id).items():
            if other == issuer:
                continue
            shared[other] += 1
            if own.date and first:
                before[other] += first.earlier_than(own.date)
                after[other] += own.date.earlier_than(first)
    ordered = sorted(shared, key=lambda key: (-shared[key], key))[:_MOST]
    return tuple(
        Company(issuer=collection.issuer_link(key), shared=shared[key], before=before[key], after=after[key])
        for key in ordered
    )
