"""What incidents are read from: an official text by itself, reported words by the article that reports them.

Owns the way from statements to units, and from groups to incidents with lasting ids.
Never reads an article's words as anybody's statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from tracker.language.names.gazetteer import Gazetteer
from tracker.match import ledger as histories
from tracker.match.identity.kinship import Kinship
from tracker.match.incidents.answering import answers
from tracker.match.incidents.eventwords import Text
from tracker.match.incidents.gathering import Unit
from tracker.match.incidents.incidents import group_units
from tracker.match.incidents.localities import place_key
from tracker.match.incidents.subevents import alone as speaks_of_one
from tracker.match.incidents.telling import Group, Part
from tracker.model import Form, Incident, LedgerEntry, Rendering, Scope, Statement, SubEvent, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasions:
    """The incidents, the statements with their scope and incidents, and the entries to append to the ledger."""

    incidents: tuple[Incident, ...]
    statements: tuple[Statement, ...]
    ledger: tuple[LedgerEntry, ...]


def find_incidents(
    statements: Sequence[Statement],
    renderings: Mapping[str, Rendering],
    *,
    gazetteer: Gazetteer,
    kin: Kinship,
    ledger: Sequence[LedgerEntry],
) -> Occasions:
    """Incidents over all statements; `renderings` holds statements, articles and excerpts by id."""
    grouping = group_units(units_of(statements, renderings, kin), gazetteer=gazetteer)
    by_id = {statement.id: statement for statement in statements}
    assigned = histories.assign(_clusters(grouping.groups, by_id), ledger, thing="incident", prefix="i-")
    found = [_incident(key, group) for key, group in zip(assigned.ids, grouping.groups, strict=True)]
    parts = [
        (incident.id, part) for incident, group in zip(found, grouping.groups, strict=True) for part in group.parts
    ]
    named = histories.assign([_part_cluster(part) for _, part in parts], ledger, thing="sub-event", prefix="e-")
    alone = _alone(found, grouping.groups, by_id, renderings, gazetteer)
    events = [
        _event(key, incident, part, alone[incident, part.event.key])
        for key, (incident, part) in zip(named.ids, parts, strict=True)
    ]
    held: dict[str, list[SubEvent]] = defaultdict(list)
    for event in sorted(
        events, key=lambda event: (event.start is None, event.start.iso if event.start else "", event.id)
    ):
        held[event.incident].append(event)
    found = [replace(incident, events=tuple(held[incident.id])) for incident in found]
    incidents = tuple(sorted(found, key=lambda incident: incident.id))
    scoped = [replace(s, scope=grouping.scopes.get(s.id, _elsewhere(s, renderings))) for s in statements]
    return Occasions(
        incidents=incidents, statements=with_incidents(scoped, incidents), ledger=(*assigned.entries, *named.entries)
    )


def _elsewhere(statement: Statement, renderings: Mapping[str, Rendering]) -> Scope:
    """The scope of a statement that no text of an event holds: general, unless it has no words at all."""
    known = (renderings[key] for key in statement.renderings if key in renderings)
    return Scope.GENERAL if any(one.text.strip() for one in known) else Scope.UNKNOWN


def with_incidents(statements: Iterable[Statement], incidents: Iterable[Incident]) -> tuple[Statement, ...]:
    """The statements with the ids of the incidents that hold them, in the order of those ids."""
    held: dict[str, list[str]] = defaultdict(list)
    for incident in incidents:
        for statement in incident.statements:
            held[statement].append(incident.id)
    return tuple(replace(s, incidents=tuple(sorted(held[s.id])), scope=_scope(s, len(held[s.id]))) for s in statements)


def _scope(statement: Statement, count: int) -> Scope:
    if count:
        return Scope.SEVERAL if count > 1 else Scope.ONE
    return statement.scope if statement.scope in (Scope.GENERAL, Scope.UNKNOWN) else Scope.GENERAL


def units_of(statements: Iterable[Statement], renderings: Mapping[str, Rendering], kin: Kinship) -> tuple[Unit, ...]:
    """One unit per statement with an official text, else one per article that reports it as an answer to something."""
    units: list[Unit] = []
    reported: dict[str, list[str]] = defaultdict(list)
    for statement in statements:
        texts = [renderings[key] for key in statement.renderings if key in renderings]
        official = next((r for r in texts if r.form is Form.STATEMENT), None)
        if official:
            issuer = kin.get(statement.issuer) if statement.issuer else None
            text = _text(official, statement.date, issuer.country if issuer else None)
            units.append(Unit(id=statement.id, statements=(statement.id,), text=text, rendering=official.id))
            continue
        # What a report recalls from another occasion answers another event, if any.
        said = [r for r in texts if not r.recalled]
        for article in sorted({r.parent for r in said if r.parent}) if answers(statement, said) else ():
            reported[article].append(statement.id)
    for article, members in sorted(reported.items()):
        if article in renderings:
            source = renderings[article]
            text = _text(source, source.published, None)
            units.append(Unit(id=article, statements=tuple(sorted(members)), text=text, rendering=article))
    return tuple(units)


def _text(rendering: Rendering, date: When | None, home: str | None) -> Text:
    body = "\n".join(part for part in (rendering.question, rendering.text) if part)
    return Text(title=rendering.title, body=body, language=rendering.language, published=date, home=home)


def _clusters(groups: Sequence[Group], statements: Mapping[str, Statement]) -> list[histories.Cluster]:
    """What the ledger knows the groups by, none by what it knows another by."""
    taken: set[str] = set()
    found: list[histories.Cluster] = []
    for group in groups:
        found.append(_cluster(group, statements, taken))
        taken |= found[-1].keys
    return found


def _cluster(group: Group, statements: Mapping[str, Statement], taken: Collection[str]) -> histories.Cluster:
    """Its renderings, led by the first one of its earliest statement, less those that stand for an earlier group.

    A statement may answer several events. A group whose statements all stand for others already is known by kind, day
    and order beside the first of them.
    """
    members = sorted(
        (statements[key] for key in group.statements),
        key=lambda s: (s.date.end.timestamp() if s.date else float("inf"), s.id),
    )
    free = [one for statement in members for one in statement.renderings if one not in taken]
    if not free:
        mark = f"{members[0].renderings[0]}#{group.kind} {group.first}"
        free = [next(key for n in count() if (key := f"{mark} {n}") not in taken)]
    return histories.Cluster(anchor=free[0], keys=frozenset(free))


def _incident(key: str, group: Group) -> Incident:
    first = When(group.first.isoformat()) if group.first else None
    last = When(group.last.isoformat()) if group.last else None
    return Incident(
        id=key,
        name=group.name,
        start=first,
        end=last,
        places=group.places,
        kind=group.kind,
        statements=group.statements,
        links=group.links,
    )


def _part_cluster(part: Part) -> histories.Cluster:
    """What the ledger knows a sub-event by: its places in the texts that tell of it."""
    texts = sorted({rendering for rendering, _ in part.event.evidence})
    keys = frozenset(f"{text}#{place_key(place)}" for text in texts for place in part.event.places)
    return histories.Cluster(anchor=min(keys), keys=keys)


def _alone(
    incidents: Sequence[Incident],
    groups: Sequence[Group],
    statements: Mapping[str, Statement],
    renderings: Mapping[str, Rendering],
    gazetteer: Gazetteer,
) -> Mapping[tuple[str, str], list[str]]:
    """By incident and key of a sub-event the statements that speak of it alone."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for incident, group in zip(incidents, groups, strict=True):
        parts = [part.event for part in group.parts]
        for key in group.statements if parts else ():
            texts = [renderings[one] for one in statements[key].renderings if one in renderings]
            texts = [one for one in texts if one.evidence.own_words]  # what a reporter adds is not what they speak of
            if part := speaks_of_one(((one.text, one.language) for one in texts), parts, gazetteer):
                found[incident.id, part].append(key)
    return found


def _event(key: str, incident: str, part: Part, statements: Sequence[str]) -> SubEvent:
    told = part.event
    return SubEvent(
        id=key,
        incident=incident,
        name=part.name,
        start=When(part.first.isoformat()) if part.first else None,
        end=When(part.last.isoformat()) if part.last else None,
        places=told.places,
        kind=told.kind.name,
        statements=tuple(sorted(statements)),
        evidence=told.evidence,
    )
