"""The JSON that programs rely on: the shapes of the design, key for key.

Owns names and nesting of the keys. More fields may be added; these stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.match.phrasings.drift import Step, drift
from tracker.model import Formula, Framing, Health, Incident, Issuer, Origin, Part, Rendering, Statement, Strength, Use
from tracker.report.collection import Collection
from tracker.report.template import template_text
from tracker.report.views.attributed import attributed
from tracker.report.views.claims import claims_shape
from tracker.report.views.compare import Comparison, Piece
from tracker.report.views.corrected import corrected_shape
from tracker.report.views.course import Point
from tracker.report.views.evidence import framed, not_before
from tracker.report.views.hits import Hit
from tracker.report.views.reactions import observed_shape, said_shape
from tracker.report.views.rendered import compared
from tracker.report.views.standing import standing
from tracker.report.views.subevents import part_shapes

Json = dict[str, Any]


def statement_shape(collection: Collection, statement: Statement) -> Json:
    """One statement; `text` is the latest version of its first rendering."""
    main = collection.issuers.get(statement.issuer or "")
    held = [collection.renderings[one] for one in statement.renderings if one in collection.renderings]
    least = not_before(collection, statement)
    return {
        "id": statement.id,
        "aliases": list(statement.aliases),
        "issuer": collection.issuer_name(statement.issuer) if statement.issuer else None,
        "issuer_id": statement.issuer,
        "issuers": [_party(collection, one.issuer, one.part) for one in statement.parties],
        "country": main.country if main else None,
        "speaker": statement.speaker,
        "role": statement.role,
        "date": statement.date.iso if statement.date else None,
        "not_before": least.iso if least else None,
        "incident": statement.incidents[0] if statement.incidents else None,
        "incidents": list(statement.incidents),
        "scope": statement.scope.value,
        "kind": statement.kind,
        "title": statement.title,
        "question": statement.question,
        "language": statement.language,
        "text": statement.text,
        "evidence": statement.evidence.value,
        "moves": [move.value for move in statement.moves],
        "strength": _strength(statement.strength) | framing_shape(framed(statement)),
        "possibly_same": list(statement.possibly_same),
        "renderings": [rendering_shape(collection, statement, one) for one in held],
        "corrected": corrected_shape(collection, statement.id),
    }


def rendering_shape(collection: Collection, statement: Statement, rendering: Rendering) -> Json:
    """One text of a statement, how it was found and how true it is to the primary text."""
    return (
        _rendering(collection, rendering)
        | attribution_shape(collection, rendering)
        | _compared(collection, statement, rendering)
    )


def attribution_shape(collection: Collection, rendering: Rendering) -> Json:
    """How an excerpt was found; null for an official text."""
    found = attributed(collection, rendering)
    if found is None:
        return {"attribution": None}
    return {
        "attribution": {
            "rule": found.rule,
            "rule_label": found.rule_label,
            "cue": found.cue,
            "start": found.start,
            "end": found.end,
            "confidence": found.confidence,
            "source": found.source,
            "counts": found.counts,
            "recalled": bool(found.recalled),
            "quoted": [{"start": start, "end": end} for start, end in found.quoted],
            "sentence": "".join(piece.text for piece in found.pieces),
        }
    }


def _compared(collection: Collection, statement: Statement, rendering: Rendering) -> Json:
    """How true a report is to its primary text; null for an official text and for a reporter's own verb."""
    found = compared(collection, statement, rendering)
    if found is None:
        return {"fidelity": None}
    return {
        "fidelity": {
            "kind": found.kind.value,
            "against": found.against,
            "basis": found.basis.value,
            "flags": list(found.flags),
            "differences": [
                {
                    "kind": one.kind,
                    "text": one.text,
                    "start": one.span.start,
                    "end": one.span.end,
                    "about": one.about,
                    "marked": one.marked,
                }
                for one in found.edits
            ],
        }
    }


def _party(collection: Collection, issuer: str, part: Part) -> Json:
    return {"id": issuer, "name": collection.issuer_name(issuer), "part": part.value}


def _strength(strength: Strength) -> Json:
    return {
        "verb_class": strength.verb_class.value,
        "intensity": strength.intensity,
        "words": list(strength.words),
        "target": strength.target,
        "negated": strength.negated,
        "hypothetical": strength.hypothetical,
    }


def framing_shape(framing: Framing) -> Json:
    """What the event is called and whom the words put behind it; null where no word says so."""
    event, target = framing.event, framing.target
    named = {"kind": target.kind.value, "name": target.name or None, "words": target.words}
    return {
        "event_label": {"label": event.label, "words": event.words} if event.label else None,
        "named_target": named if event.label or target.name else None,
    }


def course_shape(points: Iterable[Point]) -> list[Json]:
    """An issuer's strength over time, the earliest first; nothing is averaged."""
    return [
        {
            "statement": one.statement.id,
            "date": one.statement.date.iso if one.statement.date else None,
            "incidents": list(one.statement.incidents),
            "language": one.statement.language,
            **_strength(one.statement.strength),
            **framing_shape(one.framing),
            "step": one.step,
        }
        for one in points
    ]


def _rendering(collection: Collection, rendering: Rendering) -> Json:
    article = collection.renderings.get(rendering.parent or "")
    return {
        "id": rendering.id,
        "source": rendering.source,
        "external_id": rendering.external_id or (article.external_id if article else ""),
        "url": rendering.url or (article.url if article else ""),
        "evidence": rendering.evidence.value,
        "wording": rendering.wording.value,
        "outlet": collection.outlet(rendering) if rendering.parent else rendering.outlet,
        "language": rendering.language,
        "title": rendering.title or (article.title if article else ""),
        "text": rendering.text,
        "version": rendering.version,
        "retrieved_at": rendering.retrieved_at.isoformat() if rendering.retrieved_at else None,
        "sha256": rendering.sha256,
        "published": rendering.published.iso if rendering.published else None,
        "parent": rendering.parent,
        "start": rendering.start,
        "end": rendering.end,
    }


def formula_shape(collection: Collection, formula: Formula) -> Json:
    """One formula with every use, and how its wording drifted."""
    return formula_row(collection, formula) | {
        "passages": [_use(one) for one in formula.uses],
        "drift": [_step(one) for one in drift(formula, collection.statements, collection.renderings)],
    }


def formula_row(collection: Collection, formula: Formula) -> Json:
    """The same without its uses and the drift.

    `statements` and `issuers` count own words; `incidents` counts reports of the same issuers as well, of which
    `incidents_reported` are known by report alone, as are `reported_statements`.
    """
    first, stands = formula.first, standing(collection, formula)
    return {
        "id": formula.id,
        "template": formula.template,
        "language": formula.language,
        "statements": formula.statements,
        "incidents": formula.incidents,
        "issuers": formula.issuers,
        "reported_statements": stands.reported,
        "incidents_reported": stands.incidents,
        "partly_reported": stands.partly,
        "moves": [move.value for move in formula.moves],
        "first": {
            "statement": first.statement,
            "date": first.date.iso if first.date else None,
            "issuer": first.issuer,
            "issuer_name": collection.issuer_name(first.issuer) if first.issuer else None,
            "shared": first.shared,
            "evidence": stands.first or None,
            "collected_since": _day(collection.begins(first.issuer)) if first.issuer else None,
        },
        "last": formula.last.iso if formula.last else None,
        "min_similarity": formula.min_similarity,
        "measure": formula.measure,
        "variants": [{"text": text, "count": number} for text, number in formula.variants],
        "corrected": corrected_shape(collection, formula.id),
    }


def _step(step: Step) -> Json:
    """One official use in order of time, with the words gained and lost since its issuer's use before."""
    return {
        "statement": step.statement,
        "rendering": step.rendering,
        "issuer": step.issuer,
        "date": step.date.iso if step.date else None,
        "wording": step.wording,
        "before": step.before,
        "gained": list(step.gained),
        "lost": list(step.lost),
        "gained_since_first": list(step.gained_since_first),
        "lost_since_first": list(step.lost_since_first),
    }


def _use(use: Use) -> Json:
    return {
        "statement": use.statement,
        "rendering": use.rendering,
        "version": use.version,
        "start": use.start,
        "end": use.end,
        "text": use.text,
        "similarity": use.similarity,
        "how": use.how.value,
        "flags": list(use.flags),
    }


def incident_shape(collection: Collection, incident: Incident) -> Json:
    """One incident with what is known of each issuer and how each statement answers it."""
    return incident_row(collection, incident) | {"said": said_shape(collection, incident)}


def incident_row(collection: Collection, incident: Incident) -> Json:
    """The same without how each statement answers it, which costs most of the time."""
    return {
        "id": incident.id,
        "name": incident.name,
        "date": incident.start.iso if incident.start else None,
        "end": incident.end.iso if incident.end else None,
        "places": list(incident.places),
        "kind": incident.kind,
        "parent": incident.parent,
        "events": part_shapes(collection, incident),
        "statements": list(incident.statements),
        "observed": observed_shape(collection, incident),
        "ids": [{"scheme": scheme, "value": value} for scheme, value in incident.ids],
        "claims": claims_shape(collection, incident),
        "corrected": corrected_shape(collection, incident.id),
    }


def issuer_shape(collection: Collection, issuer: Issuer) -> Json:
    """One issuer with how much of it is held."""
    own = collection.by_issuer.get(issuer.id, ())
    dates = [one.date.iso for one in own if one.date]
    return {
        "id": issuer.id,
        "name": issuer.name,
        "names": list(issuer.names),
        "kind": issuer.kind.value,
        "country": issuer.country,
        "parent": issuer.parent,
        "statements": len(own),
        "incidents": len({incident for one in own for incident in one.incidents}),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "collected_since": _day(collection.begins(issuer.id)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def health_shape(health: Health) -> Json:
    """One source's health."""
    return {
        "source": health.source,
        "status": str(health.status),
        "reason": health.reason,
        "last_good": health.last_good.isoformat() if health.last_good else None,
        "items": health.items,
        "overdue": health.overdue,
        "next_step": health.next_step,
        "skipped": health.skipped,
        "acknowledged_until": health.acknowledged_until.isoformat() if health.acknowledged_until else None,
    }


def comparison_shape(comparison: Comparison) -> Json:
    """A comparison (or a check): rows of aligned passages with the origins of their words."""
    return {
        "statements": [
            {"id": one.id, "issuer": one.issuer, "date": one.date, "language": one.language, "evidence": one.evidence}
            for one in comparison.statements
        ],
        "rows": [
            {
                "formula": row.formula,
                "template": template_text(row.template) if row.template else None,
                "move": row.move,
                "cells": [_cell(cell) for cell in row.cells],
                "reported": [_cell(cell) for cell in row.reported],
            }
            for row in comparison.rows
        ],
    }


def _cell(cell: Piece | None) -> Json | None:
    if cell is None:
        return None
    return {
        "statement": cell.statement,
        "rendering": cell.rendering,
        "start": cell.start,
        "end": cell.end,
        "text": cell.text,
        "origins": [_origin(one) for one in cell.origins],
    }


def _origin(origin: Origin) -> Json:
    return {
        "start": origin.start,
        "end": origin.end,
        "kind": origin.kind.value,
        "from": origin.source or None,
        "issuer": origin.issuer or None,
        "date": origin.date.iso if origin.date else None,
    }


def search_shape(collection: Collection, found: Iterable[Hit]) -> list[Json]:
    """Search results: which statement, where in it, and in whose words."""
    return [
        {
            "id": hit.statement.id,
            "issuer": collection.issuer_names(hit.statement),
            "date": hit.statement.date.iso if hit.statement.date else None,
            "title": hit.statement.title,
            "snippet": hit.snippet,
            "rendering": hit.rendering or None,
            "evidence": hit.attested.level,
        }
        for hit in found
    ]
