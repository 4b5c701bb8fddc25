"""One incident: who said what, how strongly, in whose words; who has not been found to speak.

Owns the grid, the cards, the order of speaking and the list of observed issuers. Never ranks across languages.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from tracker.model import Incident, Observation, Observed, Statement, When
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import Moment, moment, order
from tracker.report.template import Slot, template
from tracker.report.views.claims import Claim, claims
from tracker.report.views.corrected import corrected
from tracker.report.views.evidence import Attested, Head, attested, head, step, stepped
from tracker.report.views.lags import lag_after
from tracker.report.views.likewise import beside_last
from tracker.report.views.questions import Answer, questions
from tracker.report.views.reactions import Gone, reaction, spoken
from tracker.report.views.rendered import differing
from tracker.report.views.standing import by_then, earliest, opening
from tracker.report.views.subevents import Part, parts
from tracker.report.views.wording import Words, last_own, words

#: Width of the time strip, in the units of its drawing.
STRIP = 600
#: A phrasing of one statement about one incident recurs nowhere.
_RECURS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement of an incident; `x` and `width` place its time on the strip (None when undated)."""

    number: int
    anchor: str
    head: Head
    words: Words
    answers: tuple[Answer, ...]
    lag: str
    missing: tuple[Gone, ...]
    partly: str
    differing: tuple[str, ...]
    x: int | None
    width: int
    step: str
    incident_link: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observer:
    """What is known of one issuer, and why; of one who spoke also on what evidence and how soon, with the statement."""

    issuer: Link
    state: str
    label: str
    reason: str
    attested: Attested | None
    lag: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One toll or claim, as somebody reports it: `href` leads to the statement in which it is said, if it is."""

    what: str
    label: str
    words: str
    language: str
    by: str
    date: Moment
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A recurring phrasing that is used in this incident."""

    slots: tuple[Slot, ...]
    href: str
    language: str
    here: int
    earliest: str
    by_then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """Everything that the page of an incident shows."""

    id: str
    name: str
    title: str
    date: Moment
    until: Moment | None
    places: tuple[str, ...]
    kind: str
    parent: Link | None
    outside: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    cards: tuple[Card, ...]
    observed: tuple[Observer, ...]
    counts: tuple[tuple[str, str, int], ...]
    observed_what: str
    shared: tuple[Shared, ...]
    strip_start: str
    strip_end: str
    corrected: tuple[str, ...]
    claims: tuple[Reported, ...]
    parts: tuple[Part, ...]


def incident_page(collection: Collection, incident: Incident) -> IncidentPage:
    """The page of one incident; statements stand in order of time, undated ones last."""
    said = [collection.statements[one] for one in incident.statements if one in collection.statements]
    said.sort(key=lambda s: (order(s.date), s.id))
    start, end = _window(incident, said)
    cards = tuple(_card(collection, incident, one, at, (start, end)) for at, one in enumerate(said, 1))
    observed = tuple(_observer(collection, incident, one) for one in collection.observations(incident.id))
    tally = Counter(one.state for one in observed)
    return IncidentPage(
        id=incident.id,
        name=incident.name,
        title=say("incident.title", name=incident.name),
        date=moment(incident.start),
        until=_until(incident),
        places=incident.places,
        kind=incident.kind,
        parent=collection.incident_link(incident.parent) if incident.parent else None,
        outside=incident.ids,
        facts=_facts(said),
        questions=tuple(one.label for one in questions()),
        cards=cards,
        observed=observed,
        observed_what=say("incident.observed_nobody" if collection.files_alone else "incident.observed_what"),
        counts=tuple((state.value, say(f"observed.{state}"), tally[state.value]) for state in Observed),
        shared=_shared(collection, said),
        strip_start=start.iso[:16].replace("T", " ") if start else "",
        strip_end=end.iso[:16].replace("T", " ") if end else "",
        corrected=corrected(collection, incident.id),
        claims=tuple(_reported(collection, one) for one in claims(collection, incident)),
        parts=parts(collection, incident),
    )


def _until(incident: Incident) -> Moment | None:
    """The last day, of an incident that had more than one."""
    if incident.start is None or incident.end is None or incident.end.day == incident.start.day:
        return None
    return moment(incident.end)


def _facts(said: list[Statement]) -> tuple[str, ...]:
    languages = {one.language for one in said}
    issuers = {party.issuer for one in said for party in one.parties}
    return (
        count("noun.statement", len(said)),
        count("noun.issuer", len(issuers)),
        count("noun.language", len(languages)),
    )


def _window(incident: Incident, said: list[Statement]) -> tuple[When | None, When | None]:
    dates = [one.date for one in said if one.date]
    dates += [incident.start] if incident.start else []
    if not dates:
        return None, None
    return min(dates, key=order), max(dates, key=lambda d: (d.end, d.iso))


def _card(
    collection: Collection,
    incident: Incident,
    statement: Statement,
    number: int,
    window: tuple[When | None, When | None],
) -> Card:
    before = last_own(collection, statement)
    x, width = _place(statement.date, window)
    shown = reaction(collection, incident, statement)
    return Card(
        number=number,
        anchor=f"s{number}",
        head=head(collection, statement),
        words=words(collection, statement, before),
        answers=shown.answers,
        lag=shown.lag.text,
        missing=shown.missing,
        partly=shown.partly,
        differing=differing(collection, statement),
        x=x,
        width=width,
        step=step(before.strength, statement.strength) if before and stepped(before) and stepped(statement) else "",
        incident_link=page("issuers", statement.issuer) if statement.issuer else "",
        beside=beside_last(collection, statement),
    )


def _place(date: When | None, window: tuple[When | None, When | None]) -> tuple[int | None, int]:
    """Where a time lies on the strip, and how wide its uncertainty is; a minute is drawn as a thin mark."""
    first, last = window
    if date is None or first is None or last is None:
        return None, 0
    whole = max(last.end - first.start, timedelta(minutes=1))
    x = round((date.start - first.start) / whole * STRIP)
    width = max(round((date.end - date.start) / whole * STRIP), 6)
    return min(x, STRIP - 6), min(width, STRIP)


def _observer(collection: Collection, incident: Incident, seen: Observation) -> Observer:
    own = spoken(collection, incident, seen.issuer)
    dated = [one.date for one in own if one.date]
    return Observer(
        issuer=collection.issuer_link(seen.issuer),
        state=seen.state.value,
        label=say(f"observed.{seen.state}"),
        reason=_named(collection, seen.reason),
        attested=attested(collection, collection.main(own[0]), own[0].evidence) if own else None,
        lag=lag_after(incident, min(dated, key=order)).text if dated else "",
        href=page("statements", own[0].id) if own else "",
    )


def _reported(collection: Collection, one: Claim) -> Reported:
    said = collection.issuer_name(one.issuer) if one.issuer else ""
    parts = (said, say("evidence.paraphrased", outlet=one.outlet) if one.outlet else "")
    return Reported(
        what=one.what.value,
        label=say(f"claim.{one.what}"),
        words=one.words or one.name or str(one.value or ""),
        language=one.rendering.language,
        by=", ".join(part for part in parts if part),
        date=moment(one.rendering.published),
        href=page("statements", one.statement) if one.statement else "",
    )


def _named(collection: Collection, reason: str) -> str:
    """The reason with an issuer's name for its id, where it says through whom somebody spoke."""
    how, _, issuer = reason.partition(" ")
    return f"{how} {collection.issuer_name(issuer)}" if issuer in collection.issuers else reason


def _shared(collection: Collection, said: list[Statement]) -> tuple[Shared, ...]:
    here: Counter[str] = Counter()
    last: dict[str, Statement] = {}
    for one in said:
        used = {formula.id for formula, _ in collection.uses.get(one.id, ())}
        here.update(used)
        last.update(dict.fromkeys(used, one))
    rows = []
    for formula, number in sorted(here.items(), key=lambda item: (-item[1], item[0])):
        held = collection.formulas[formula]
        if number < _RECURS and not collection.returned(formula):
            continue
        rows.append(
            Shared(
                slots=template(held.template),
                href=page("formulas", held.id),
                language=held.language,
                here=number,
                earliest=earliest(collection, held, opening(collection, held)),
                by_then=" · ".join(by_then(collection, held, [last[formula]])),
            )
        )
    return tuple(rows)
