"""The lists that lead to issuers, incidents and formulas.

Owns their order and what each line says. Never shows a formula that no own words use.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Evidence
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import moment
from tracker.report.pieces import direction
from tracker.report.template import Slot, template
from tracker.report.views.standing import earliest, numbers, shown_by_default, standing

#: A list of formulas is cut here; the export has them all.
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerLine:
    """One issuer of the list."""

    issuer: Link
    kind: str
    country: str
    statements: int
    official: int
    incidents: int
    first: str
    last: str
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """One incident of the list."""

    incident: Link
    date: str
    places: str
    kind: str
    statements: int
    issuers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaLine:
    """One formula of the list; `default` says whether the default filter shows it."""

    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str
    moves: str
    statements: str
    incidents: str
    issuers: int
    first: str
    last: str
    default: bool


def issuer_lines(collection: Collection) -> tuple[IssuerLine, ...]:
    """Every issuer that has said anything, by name."""
    lines = []
    for issuer, own in collection.by_issuer.items():
        held = collection.issuers.get(issuer)
        dates = [one.date.iso[:10] for one in own if one.date]
        lines.append(
            IssuerLine(
                issuer=collection.issuer_link(issuer),
                kind=say(f"issuer_kind.{held.kind}") if held else "",
                country=(held.country or "") if held else "",
                statements=len(own),
                official=sum(one.evidence is Evidence.OFFICIAL for one in own),
                incidents=len({incident for one in own for incident in one.incidents}),
                first=dates[0] if dates else "",
                last=dates[-1] if dates else "",
                begins=collection.since(issuer),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.issuer.name.casefold(), line.issuer.href)))


def incident_lines(collection: Collection) -> tuple[IncidentLine, ...]:
    """Every incident, the latest first."""
    lines = []
    for incident in reversed(list(collection.incidents.values())):
        said = [collection.statements[one] for one in incident.statements if one in collection.statements]
        lines.append(
            IncidentLine(
                incident=collection.incident_link(incident.id),
                date=moment(incident.start).text,
                places=", ".join(incident.places),
                kind=incident.kind,
                statements=len(said),
                issuers=len({party.issuer for one in said for party in one.parties}),
            )
        )
    return tuple(lines)


def formula_lines(collection: Collection) -> tuple[tuple[FormulaLine, ...], str]:
    """Formulas with most incidents first, those of the default filter before others; what was cut, in words."""
    ordered = sorted(
        collection.formulas.values(), key=lambda f: (not shown_by_default(f), -f.incidents, -f.statements, f.id)
    )
    lines = []
    for one in ordered[:LONGEST]:
        stands = standing(collection, one)
        incidents, statements = numbers(one, stands)
        lines.append(
            FormulaLine(
                slots=template(one.template),
                href=page("formulas", one.id),
                language=one.language,
                direction=direction(one.language),
                moves=", ".join(say(f"move.{move}") for move in one.moves),
                statements=statements,
                incidents=incidents,
                issuers=one.issuers,
                first=earliest(collection, one, stands),
                last=one.last.iso[:10] if one.last else "",
                default=shown_by_default(one),
            )
        )
    cut = len(ordered) - len(lines)
    return tuple(lines), say("formula.cut", n=count("noun.formula", cut)) if cut else ""
