"""Rows of statements and their texts: statements, their parties, the corpus, renderings, versions.

Owns what stands in these columns. Never writes more of a text than its source allows, and never an article's body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.model import Evidence, Form, Precision, Rendering, Statement, VerbClass, Version, When
from tracker.report.collection import Collection
from tracker.report.rights import shown_text
from tracker.report.tables.codes import state_codes
from tracker.report.tables.shapes import statement_shape
from tracker.report.views.copies import archived_at, url_of

Record = dict[str, Any]


def codes_of(collection: Collection, issuer: str | None, date: When | None) -> Record:
    """The columns that say of what state an issuer is; all empty for organisations."""
    held = collection.issuers.get(issuer or "")
    found = state_codes(held.country if held else None, date)
    return {
        "issuer_iso3": found.iso3 or None,
        "issuer_cowc": found.cowc or None,
        "issuer_cown": found.cown,
        "issuer_gwn": found.gwn,
    }


def iso(date: When | None) -> str | None:
    """A date as exported."""
    return date.iso if date else None


def statements(collection: Collection) -> Iterator[Record]:
    """One row a statement."""
    for statement in _ordered(collection):
        row = statement_shape(collection, statement)
        strength = row.pop("strength")
        spans = collection.visible(statement, collection.main(statement))
        yield {
            **row,
            **codes_of(collection, statement.issuer, statement.date),
            "text": shown_text(statement.text, spans),
            "verb_class": strength["verb_class"],
            "intensity": strength["intensity"],
            "strength_words": strength["words"],
            "negated": strength["negated"],
            "zone": statement.date.zone if statement.date else None,
            "precision": statement.date.precision.value if statement.date else None,
            "renderings": [one["id"] for one in row["renderings"]],
        }


def _ordered(collection: Collection) -> list[Statement]:
    return sorted(collection.statements.values(), key=lambda s: s.id)


def parties(collection: Collection) -> Iterator[Record]:
    """One row an issuer of a statement, in the statement's own order; its first part counts where it has two."""
    for statement in _ordered(collection):
        seen: set[str] = set()
        for party in statement.parties:
            if party.issuer not in seen:
                seen.add(party.issuer)
                yield {
                    "statement": statement.id,
                    "position": len(seen),
                    "issuer": party.issuer,
                    "name": collection.issuer_name(party.issuer),
                    "part": party.part.value,
                    **codes_of(collection, party.issuer, statement.date),
                }


def corpus(collection: Collection) -> Iterator[Record]:
    """One row a statement, every column a plain value."""
    for statement in _ordered(collection):
        main = collection.main(statement)
        spans = collection.visible(statement, main)
        own = statement.evidence.own_words
        first = collection.incidents.get(statement.incidents[0]) if statement.incidents else None
        issuer = collection.issuers.get(statement.issuer or "")
        yield {
            "doc_id": statement.id,
            "text": shown_text(statement.text, spans),
            "own_words": own,
            "evidence": statement.evidence.value,
            "whole": statement.evidence is Evidence.OFFICIAL and spans == ((0, len(statement.text)),),
            "issuer": statement.issuer,
            "issuer_kind": issuer.kind.value if issuer else None,
            **codes_of(collection, statement.issuer, statement.date),
            "speaker": statement.speaker,
            **_calendar(statement.date),
            "language": statement.language,
            "kind": statement.kind,
            "title": statement.title,
            "incident": first.id if first else None,
            "incident_kind": first.kind if first else None,
            "verb_class": statement.strength.verb_class.value if own else None,
            "intensity": statement.strength.intensity if own else None,
            "url": url_of(collection, main.id) if main else "",
        }


def _calendar(date: When | None) -> Record:
    exact = date is not None and date.precision in (Precision.DAY, Precision.MINUTE)
    return {
        "date": iso(date),
        "day": date.iso[:10] if date and exact else None,
        "year": int(date.iso[:4]) if date else None,
    }


def renderings(collection: Collection) -> Iterator[Record]:
    """Every text with its evidence; articles as reference alone, without their words."""
    owner = {one: statement for statement in collection.statements.values() for one in statement.renderings}
    shapes: dict[str, Mapping[str, Any]] = {}
    for statement in collection.statements.values():
        shapes.update({one["id"]: one for one in statement_shape(collection, statement)["renderings"]})
    for rendering in sorted(collection.renderings.values(), key=lambda r: r.id):
        shape = shapes.get(rendering.id, {})
        article = collection.renderings.get(rendering.parent or "")
        yield {
            "id": rendering.id,
            "statement": owner[rendering.id].id if rendering.id in owner else None,
            "form": rendering.form.value,
            "source": rendering.source,
            "external_id": shape.get("external_id", rendering.external_id),
            "url": shape.get("url", rendering.url),
            "evidence": None if rendering.form is Form.ARTICLE else rendering.evidence.value,
            "wording": None if rendering.form is Form.ARTICLE else rendering.wording.value,
            "outlet": shape.get("outlet", rendering.outlet),
            "language": rendering.language,
            "title": shape.get("title", rendering.title),
            "published": iso(rendering.published),
            "text": _shown(collection, owner.get(rendering.id), rendering),
            "version": rendering.version,
            "retrieved_at": rendering.retrieved_at.isoformat() if rendering.retrieved_at else None,
            "sha256": rendering.sha256,
            "capture": rendering.capture or (article.capture if article else ""),
            "outside_copy": archived_at(url_of(collection, rendering.id)),
            "parent": rendering.parent,
            "display": collection.display(rendering.source).value,
            "fidelity": (shape.get("fidelity") or {}).get("kind"),
            "fidelity_against": (shape.get("fidelity") or {}).get("against"),
        }


def _shown(collection: Collection, statement: Statement | None, rendering: Rendering) -> str:
    return shown_text(rendering.text, collection.visible(statement, rendering)) if statement else ""


def versions(collection: Collection) -> Iterator[Record]:
    """Every version of every text; the words of earlier ones only where the whole text may be shown."""
    owner = {one: statement for statement in collection.statements.values() for one in statement.renderings}
    for rendering in sorted(collection.renderings.values(), key=lambda r: r.id):
        held = sorted(collection.versions(rendering.id), key=lambda v: v.number)
        earlier = len(held) > 1 and rendering.id in owner
        whole = earlier and collection.visible(owner[rendering.id], rendering) == ((0, len(rendering.text)),)
        for one in held:
            yield _version(one, current=one is held[-1], shown=whole)


def _version(one: Version, *, current: bool, shown: bool) -> Record:
    return {
        "rendering": one.rendering,
        "number": one.number,
        "current": current,
        "first_seen": one.first_seen.isoformat(),
        "last_seen": one.last_seen.isoformat(),
        "sha256": one.sha256,
        "capture": one.capture,
        "title": one.title,
        "text": one.text if shown and not current else "",
    }


def strength_of(evidence: Evidence, verb: VerbClass, intensity: int) -> Record:
    """Verb class and intensity, unsaid where the words are a reporter's."""
    own = evidence.own_words
    return {"verb_class": verb.value if own else None, "intensity": intensity if own else None}
