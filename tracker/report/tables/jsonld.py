"""The collection as linked data, in the words of schema.org (types and properties of version 29, schema.org/docs).

Owns which type a thing has there. An issuer's own words are a Quotation of the issuer; a reporter's words about it
are a work of the outlet that only is about the issuer, and never a Quotation. The context stands in the file: nothing
is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tracker.model import Channel, Form, Incident, Issuer, IssuerKind, Part, Party, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.links import outside
from tracker.report.rights import shown_text
from tracker.report.views.citation import cite
from tracker.report.views.copies import url_of

Node = dict[str, Any]
_URN = "urn:statement-tracker"
#: schema.org has no word for how near words are to whoever they are of; these are ours.
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "tracker": "https://statement-tracker.example/terms#",
    "evidence": "tracker:evidence",
    "wording": "tracker:wording",
    "url": {"@type": "@id"},
    "isBasedOn": {"@type": "@id"},
}


def urn(kind: str, thing: str) -> str:
    """The name of a thing of this collection, for other data to point to."""
    return f"{_URN}:{kind}:{thing}"


def jsonld(collection: Collection) -> bytes:
    """One document with every issuer, source, incident, article and statement; the same data give the same bytes."""
    graph = [_clean(one) for one in _nodes(collection)]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "replace")


def _nodes(collection: Collection) -> Iterator[Node]:
    for issuer in collection.issuers.values():
        yield _issuer(collection, issuer)
    for channel in collection.channels.values():
        yield _source(collection, channel)
    for incident in sorted(collection.incidents.values(), key=lambda i: i.id):
        yield _incident(incident)
    for rendering in sorted(collection.renderings.values(), key=lambda r: r.id):
        if rendering.form is Form.ARTICLE:
            yield _article(rendering, collection)
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        main = collection.main(statement)
        if main is not None:
            yield _statement(collection, statement, main)


def _issuer(collection: Collection, issuer: Issuer) -> Node:
    known = issuer.parent in collection.issuers
    return {
        "@id": urn("issuer", issuer.id),
        "@type": "GovernmentOrganization" if issuer.kind is IssuerKind.STATE else "Organization",
        "identifier": issuer.id,
        "name": issuer.name,
        "alternateName": list(issuer.names),
        "areaServed": {"@type": "Country", "identifier": issuer.country} if issuer.country else None,
        "parentOrganization": {"@id": urn("issuer", issuer.parent)} if issuer.parent and known else None,
    }


def _source(collection: Collection, channel: Channel) -> Node:
    known = channel.issuer in collection.issuers
    return {
        "@id": urn("source", channel.id),
        "@type": "WebSite",
        "identifier": channel.id,
        "name": channel.name,
        "url": outside(channel.url or ""),
        "publisher": {"@id": urn("issuer", channel.issuer)} if channel.issuer and known else None,
        "inLanguage": list(channel.languages),
        "license": {"@type": "CreativeWork", "name": channel.licence} if channel.licence else None,
        "conditionsOfAccess": channel.display.value,
    }


def _incident(incident: Incident) -> Node:
    ids = [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in incident.ids]
    return {
        "@id": urn("incident", incident.id),
        "@type": "Event",
        "identifier": [incident.id, *ids],
        "name": incident.name,
        "startDate": incident.start.iso if incident.start else None,
        "endDate": incident.end.iso if incident.end else None,
        "location": [{"@type": "Place", "name": name} for name in incident.places],
        "superEvent": {"@id": urn("incident", incident.parent)} if incident.parent else None,
    }


def _article(article: Rendering, collection: Collection) -> Node:
    return {
        "@id": urn("rendering", article.id),
        "@type": "NewsArticle",
        "identifier": article.id,
        "headline": article.title,
        "url": outside(article.url),
        "datePublished": article.published.iso if article.published else None,
        "inLanguage": article.language,
        "publisher": {"@type": "Organization", "name": collection.outlet(article)},
        "isPartOf": {"@id": urn("source", article.source)} if article.source in collection.channels else None,
    }


def _statement(collection: Collection, statement: Statement, main: Rendering) -> Node:
    text = shown_text(statement.text, collection.visible(statement, main))
    common: Node = {
        "@id": urn("statement", statement.id),
        "@type": "Quotation",
        "identifier": statement.id,
        "text": text,
        "inLanguage": statement.language,
        "evidence": statement.evidence.value,
        "wording": main.wording.value,
        "isPartOf": _within(collection, main),
        "isBasedOn": outside(url_of(collection, main.id)),
        # `citation` would be what the statement itself refers to.
        "creditText": cite(collection, statement, main).text,
    }
    issuers = [{"@id": urn("issuer", one.issuer)} for one in statement.parties]
    answers = [{"@id": urn("incident", one)} for one in statement.incidents if one in collection.incidents]
    if not statement.evidence.own_words:
        outlet = {"@type": "Organization", "name": collection.outlet(main)}
        # When a reporter tells of it is not when it was said, and who spoke is what the report says.
        return common | {"@type": "CreativeWork", "genre": "report", "creator": outlet, "about": [*issuers, *answers]}
    return common | {
        "name": statement.title,
        "creator": [_creator(party) for party in statement.parties],
        "spokenByCharacter": _speaker(statement) or issuers,
        "dateCreated": statement.date.iso if statement.date else None,
        "about": answers,
    }


def _creator(party: Party) -> Node:
    """An issuer, and how it takes part where it only joins.

    That is said of the statement: a property of the issuer's own node would hold for all that it ever said.
    """
    issuer = {"@id": urn("issuer", party.issuer)}
    if party.part is Part.ISSUER:
        return issuer
    return {"@type": "Role", "roleName": party.part.value, "creator": issuer}


def _speaker(statement: Statement) -> Node | None:
    if not statement.speaker:
        return None
    return {"@type": "Person", "name": statement.speaker, "jobTitle": statement.role}


def _within(collection: Collection, rendering: Rendering) -> Node | None:
    if rendering.parent in collection.renderings:
        return {"@id": urn("rendering", str(rendering.parent))}
    return {"@id": urn("source", rendering.source)} if rendering.source in collection.channels else None


def _clean(value: Any) -> Any:
    """Without what is not known: an empty property would say that there is none."""
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items() if one not in (None, "", [])}
    return [_clean(one) for one in value] if isinstance(value, list) else value
