"""The description of the interface for programs, as OpenAPI 3.1 has it.

Owns which addresses, parameters and keys are promised. Never answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from tracker.model import Move, VerbClass
from tracker.report.views.bands import SIDES

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address: what it answers (a schema's name, a list of it, or a page of it), and its parameters."""

    path: str
    what: str
    answer: str
    shape: str = "one"
    parameters: tuple[str, ...] = ()
    method: str = "get"


_PAGED = ("limit", "after")
_FILTERS = ("issuer", "incident", "source", "language", "since", "until", "move", "evidence", "strength")
OPERATIONS = (
    Operation(path="/api/statements", what="Statements, oldest first", answer="Statement", shape="page",
              parameters=(*_FILTERS, *_PAGED)),
    Operation(path="/api/statements/{id}", what="One statement, by its id or one it had before", answer="Statement"),
    Operation(path="/api/formulas", what="Recurring phrasings with every use", answer="Formula", shape="page",
              parameters=("language", *_PAGED)),
    Operation(path="/api/formulas/{id}", what="One recurring phrasing", answer="Formula"),
    Operation(path="/api/incidents", what="Incidents, oldest first", answer="Incident", shape="page",
              parameters=_PAGED),
    Operation(path="/api/incidents/{id}", what="One incident", answer="Incident"),
    Operation(path="/api/issuers", what="Issuers that have said anything", answer="Issuer", shape="page",
              parameters=_PAGED),
    Operation(path="/api/issuers/{id}", what="One issuer", answer="Issuer"),
    Operation(path="/api/health", what="Whether each source can be trusted", answer="Health", shape="list"),
    Operation(path="/api/search", what="Statements that hold words, a hundred a page", answer="Found",
              parameters=("q", *_FILTERS, "sort", "page")),
    Operation(path="/api/compare", what="Two to twelve statements side by side", answer="Comparison",
              parameters=("s",)),
    Operation(path="/api/check", what="What is new in a text; nothing is kept", answer="Comparison", method="post"),
)  # fmt: skip

_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_COUNT: Json = {"type": "integer", "minimum": 0}
_YES: Json = {"type": "boolean"}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def _object(**keys: Json) -> Json:
    """An object that has at least these keys."""
    names = {name.rstrip("_"): shape for name, shape in keys.items()}
    return {"type": "object", "required": list(names), "properties": names}


def _several(shape: Json) -> Json:
    return {"type": "array", "items": shape}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_CELL = _object(
    statement=_TEXT, rendering=_TEXT, start=_COUNT, end=_COUNT, text=_TEXT,
    origins=_several(_object(start=_COUNT, end=_COUNT, kind=_TEXT, from_=_MAYBE, date=_MAYBE)),
)  # fmt: skip
_CELLS = _several({"anyOf": [_CELL, {"type": "null"}]})
SCHEMAS: Json = {
    "Statement": _object(
        id=_TEXT, aliases=_TEXTS, issuer=_MAYBE, issuer_id=_MAYBE, country=_MAYBE, speaker=_TEXT, role=_TEXT,
        issuers=_several(_object(id=_TEXT, name=_TEXT, part={"enum": ["issuer", "joined", "aligned"]})),
        date=_MAYBE, incident=_MAYBE, incidents=_TEXTS, kind=_TEXT, title=_TEXT, question=_TEXT, language=_TEXT,
        scope={"enum": ["one", "several", "general", "unknown"]}, text=_TEXT,
        moves=_several({"enum": [one.value for one in Move]}),
        strength=_object(verb_class={"enum": [one.value for one in VerbClass]}, intensity=_COUNT, words=_TEXTS,
                         negated=_YES),
        renderings=_several(_object(id=_TEXT, source=_TEXT, external_id=_TEXT, url=_TEXT, evidence=_TEXT, wording=_TEXT,
                                    outlet=_TEXT, language=_TEXT, text=_TEXT, version=_COUNT, retrieved_at=_MAYBE,
                                    sha256=_TEXT)),
    ),
    "Formula": _object(
        id=_TEXT, template=_TEXT, language=_TEXT, statements=_COUNT, incidents=_COUNT, issuers=_COUNT,
        first=_object(statement=_MAYBE, date=_MAYBE, issuer=_MAYBE, shared=_YES), last=_MAYBE,
        min_similarity={"type": "number"}, measure=_TEXT, variants=_several(_object(text=_TEXT, count=_COUNT)),
        passages=_several(_object(statement=_TEXT, rendering=_TEXT, version=_COUNT, start=_COUNT, end=_COUNT,
                                  text=_TEXT, similarity={"type": "number"}, flags=_TEXTS,
                                  how={"enum": ["member", "occurs_in", "reported"]})),
    ),
    "Incident": _object(
        id=_TEXT, name=_TEXT, date=_MAYBE, places=_TEXTS, kind=_TEXT, parent=_MAYBE, statements=_TEXTS,
        observed=_several(_object(issuer=_TEXT, reason=_TEXT,
                                  state={"enum": ["spoke", "none-found", "not-observable"]})),
        ids=_several(_object(scheme=_TEXT, value=_TEXT)),
    ),
    "Issuer": _object(
        id=_TEXT, name=_TEXT, names=_TEXTS, kind={"enum": ["state", "organisation", "non-state"]}, country=_MAYBE,
        parent=_MAYBE, statements=_COUNT, incidents=_COUNT, first=_MAYBE, last=_MAYBE, collected_since=_MAYBE,
    ),
    "Health": _object(
        source=_TEXT, status=_TEXT, reason=_TEXT, last_good=_MAYBE, items=_COUNT, overdue=_YES, next_step=_TEXT
    ),
    "Found": _object(
        query=_TEXT, filters={"type": "object"}, order={"enum": ["relevance", "newest", "oldest"]}, total=_COUNT,
        results=_several(_object(id=_TEXT, issuer=_TEXT, date=_MAYBE, title=_TEXT, snippet=_TEXT, rendering=_MAYBE,
                                 evidence=_TEXT)),
        counts={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _COUNT}},
        forms={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _COUNT}},
        next=_MAYBE,
    ),
    "Comparison": _object(
        statements=_several(_object(id=_TEXT, issuer=_TEXT, date=_MAYBE, language=_TEXT, evidence=_MAYBE)),
        rows=_several(_object(formula=_MAYBE, template=_MAYBE, move=_TEXT, cells=_CELLS, reported=_CELLS)),
    ),
    "Problem": _object(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
}  # fmt: skip

_KNOWN: Json = {
    "q": (
        "words that a text must hold; between quotation marks they stand together; condem* stands for any ending",
        _TEXT,
    ),
    "issuer": ("an issuer's id or name", _TEXT),
    "incident": ("an incident's id", _TEXT),
    "source": ("a source's id", _TEXT),
    "language": ("a language as BCP 47 has it", _TEXT),
    "since": ("YYYY, YYYY-MM or YYYY-MM-DD", _TEXT),
    "until": ("YYYY, YYYY-MM or YYYY-MM-DD, inclusive", _TEXT),
    "move": ("what one of its sentences does", {"enum": [one.value for one in Move]}),
    "evidence": ("whose words", {"enum": list(SIDES)}),
    "strength": ("this verb class or a stronger one, in own words", {"enum": [one.value for one in VerbClass][1:]}),
    "sort": ("the order", {"enum": ["relevance", "newest", "oldest"]}),
    "page": ("the page, from 1", {"type": "integer", "minimum": 1, "maximum": 100_000}),
    "limit": ("how many", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}),
    "after": ("the id of the last one seen, as `next` and the Link header have it", _TEXT),
    "s": ("a statement, by id, page or official address; once for each", _TEXTS),
    "id": ("an id", _TEXT),
}


def described() -> Json:
    """The whole description."""
    paths: dict[str, Json] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Statement tracker",
            "version": version("statement-tracker"),
            "description": "Read-only. How much of a text is given follows the terms of its source, as on the pages.",
        },
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _operation(one: Operation) -> Json:
    names = [*(["id"] if "{id}" in one.path else []), *one.parameters]
    found: Json = {
        "summary": one.what,
        "operationId": (one.method + one.path.replace("/api/", "_").replace("/{id}", "_one")),
        "parameters": [_parameter(name) for name in names],
        "responses": {
            "200": {"description": one.what, "content": {"application/json": {"schema": answer_schema(one)}}},
            "default": {
                "description": "What is wrong, as RFC 9457 has it",
                "content": {"application/problem+json": {"schema": _ref("Problem")}},
            },
        },
    }
    if one.method == "post":
        schema = _object(text=_TEXT) | {
            "properties": {"text": {"type": "string", "maxLength": 100_000}, "language": _TEXT}
        }
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return found


def answer_schema(one: Operation) -> Json:
    """The schema of what an address answers."""
    if one.shape == "list":
        return _several(_ref(one.answer))
    if one.shape == "page":
        return _object(total=_COUNT, items=_several(_ref(one.answer)), next=_MAYBE)
    return _ref(one.answer)


def _parameter(name: str) -> Json:
    what, schema = _KNOWN[name]
    found = {"name": name, "in": "path" if name == "id" else "query", "description": what, "schema": schema}
    return found | ({"required": True} if name in ("id", "s") else {})
