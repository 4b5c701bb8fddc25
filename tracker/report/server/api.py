"""The same for programs: the JSON shapes over HTTP, page by page.

Owns paging and how much of each text a program gets: what pages show, and exports, and no more. Never says what the
shapes are (tables/shapes).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from tracker.errors import BadConfig, BadInput, UnknownId
from tracker.model import Formula, Statement
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.rights import shown_text
from tracker.report.server.answers import HTML, as_json
from tracker.report.server.asked_pages import AskedPages, bounded, compared
from tracker.report.server.asking import body, parameters
from tracker.report.server.filters import mask, number, read
from tracker.report.server.held import Held
from tracker.report.server.lists import searched_json
from tracker.report.server.openapi import OPERATIONS, described
from tracker.report.server.pages import Pages
from tracker.report.server.pairs import named, statement_of
from tracker.report.site.filling import fill, served
from tracker.report.tables.shapes import (
    comparison_shape,
    formula_shape,
    health_shape,
    incident_shape,
    issuer_shape,
    statement_shape,
)
from tracker.report.views.bands import may_quote
from tracker.report.views.compare import compare

Json = dict[str, Any]
#: How many things one answer holds if nothing is said, and at the most.
FEW, MOST = 50, 500


class Api:
    """The handlers under /api/."""

    def __init__(self, pages: Pages, asked: AskedPages) -> None:
        self._pages = pages
        self._asked = asked

    async def front(self, _: Request) -> Response:
        """The page that lists what there is."""
        with served():
            page = fill("api.html", path="api/", heading=say("api.title"), view=OPERATIONS, here="")
        return Response(page, media_type=HTML, headers={"cache-control": "no-cache"})

    async def openapi(self, _: Request) -> Response:
        """The description, as OpenAPI 3.1 has it."""
        return as_json(described())

    async def health(self, _: Request) -> Response:
        """Whether each source can be trusted."""
        return await self._pages.within(lambda held: as_json([health_shape(one) for one in held.opened.healths]))

    async def statements(self, request: Request) -> Response:
        """Statements, oldest first, by the filters of the search page."""
        asked = parameters(request)

        def found(held: Held) -> Response:
            filters = read(
                ((name, value) for name, value in asked if name not in ("q", "page", "sort")), held.collection
            )
            chosen = [held.columns.ids[at] for at in np.flatnonzero(mask(filters, held.columns)).tolist()]
            shape = partial(_statement_of, held.collection)
            return _paged(held, asked, _List(name="statements", query=filters.query(), keys=chosen, shape=shape))

        return await self._pages.within(found)

    async def formulas(self, request: Request) -> Response:
        """Recurring phrasings by id, of one language if it is named."""
        asked = parameters(request)
        language = dict(asked).get("language", "")

        def found(held: Held) -> Response:
            held_formulas = held.collection.formulas
            keys = [key for key, one in held_formulas.items() if not language or one.language == language]
            query = urlencode({"language": language}) if language else ""
            shape = partial(_formula_of, held.collection)
            return _paged(held, asked, _List(name="formulas", query=query, keys=keys, shape=shape))

        return await self._pages.within(found)

    async def incidents(self, request: Request) -> Response:
        """Incidents, oldest first."""
        asked = parameters(request)

        def found(held: Held) -> Response:
            known = held.collection.incidents
            shape = partial(_incident_of, held.collection)
            return _paged(held, asked, _List(name="incidents", query="", keys=list(known), shape=shape))

        return await self._pages.within(found)

    async def issuers(self, request: Request) -> Response:
        """Issuers that have said anything, by id."""
        asked = parameters(request)

        def found(held: Held) -> Response:
            known = held.collection.issuers
            keys = [key for key in known if key in held.collection.by_issuer]
            shape = partial(_issuer_of, held.collection)
            return _paged(held, asked, _List(name="issuers", query="", keys=keys, shape=shape))

        return await self._pages.within(found)

    async def one(self, request: Request) -> Response:
        """One thing by its id, or by one that it had before."""
        kind, thing = request.path_params["kind"], request.path_params["thing"]
        return await self._pages.within(lambda held: as_json(_one(held, kind, thing)))

    async def search(self, request: Request) -> Response:
        """Statements that hold words."""
        asked = parameters(request)
        return await self._pages.within(lambda held: as_json(searched_json(held, read(asked, held.collection))))

    async def compare(self, request: Request) -> Response:
        """Two to twelve statements side by side."""
        names = named(value for name, value in parameters(request) if name == "s")

        def found(held: Held) -> Response:
            made = compare(held.collection, [statement_of(held, one) for one in names])
            return as_json(quotable(held.collection, comparison_shape(made)))

        return await self._pages.within(found)

    async def check(self, request: Request) -> Response:
        """What is new in a text; nothing is kept."""
        if request.method != "POST":
            raise BadInput('check: expected POST with JSON such as {"text": "…", "language": "en"}')
        text, language = _posted(await body(request))

        def found(held: Held) -> Response:
            made, read_as = compared(held, text, language)
            return as_json({"language": read_as, **comparison_shape(made)})

        return await self._asked.alone(found)

    async def nothing(self, _: Request) -> Response:
        """No such address."""
        raise UnknownId(say("api.nothing"))


def _posted(held: bytes) -> tuple[str, str]:
    try:
        shape = json.loads(held)
        text, language = shape["text"], shape.get("language") or ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput('check: expected JSON such as {"text": "…", "language": "en"}') from error
    if not isinstance(text, str) or not isinstance(language, str):
        raise BadInput("check: expected text and language as strings")
    return bounded(text.encode("utf-8", "replace").decode(), language)


def _one(held: Held, kind: str, thing: str) -> Json:
    collection = held.collection
    with held.opened.named():
        key = collection.store.resolve(thing)
        if kind == "statements" and key in collection.statements:
            return statement_for_all(collection, collection.statements[key])
        if kind == "formulas" and key in collection.formulas:
            return formula_for_all(collection, collection.formulas[key])
        if kind == "incidents" and key in collection.incidents:
            return incident_shape(collection, collection.incidents[key])
        if kind == "issuers" and key in collection.issuers:
            return issuer_shape(collection, collection.issuers[key])
    raise UnknownId(f"{thing}: none of the {kind}")


def _statement_of(collection: Collection, key: str) -> Json:
    return statement_for_all(collection, collection.statements[key])


def _formula_of(collection: Collection, key: str) -> Json:
    return formula_for_all(collection, collection.formulas[key])


def _incident_of(collection: Collection, key: str) -> Json:
    return incident_shape(collection, collection.incidents[key])


def _issuer_of(collection: Collection, key: str) -> Json:
    return issuer_shape(collection, collection.issuers[key])


def statement_for_all(collection: Collection, statement: Statement) -> Json:
    """A statement with as much of each text as its source allows to be shown."""
    shape = statement_shape(collection, statement)
    shape["text"] = shown_text(statement.text, collection.visible(statement, collection.main(statement)))
    for told in shape["renderings"]:
        rendering = collection.renderings[told["id"]]
        told["text"] = shown_text(rendering.text, collection.visible(statement, rendering))
        if told.get("attribution") and not may_quote(collection, rendering):
            told["attribution"]["sentence"] = ""
    return shape


def formula_for_all(collection: Collection, formula: Formula) -> Json:
    """A phrasing; the words of a use only where its source may be quoted."""
    shape = formula_shape(collection, formula)
    for use in shape["passages"]:
        use["text"] = use["text"] if may_quote(collection, collection.renderings.get(use["rendering"])) else ""
    return shape


def quotable(collection: Collection, shape: Json) -> Json:
    """A comparison; the words of a cell only where its source may be quoted."""
    for row in shape["rows"]:
        for cell in (*row["cells"], *row["reported"]):
            if cell and not may_quote(collection, collection.renderings.get(cell["rendering"])):
                cell["text"] = ""
    return shape


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of things: its name, its filters as an address has them, the ids, and the shape of one."""

    name: str
    query: str
    keys: Sequence[str]
    shape: Callable[[str], Json]


def _paged(held: Held, asked: Iterable[tuple[str, str]], whole: _List) -> Response:
    """One page of things, behind the one named by `after`; the Link header leads to the next."""
    given = dict(asked)
    limit = number("limit", given.get("limit", str(FEW)), most=MOST)
    first = 0
    if after := given.get("after", ""):
        if after not in whole.keys:
            raise BadConfig(f"after: expected the id of something in this list, found {after[:80]!r}")
        first = whole.keys.index(after) + 1
    page = whole.keys[first : first + limit]
    more = first + len(page) < len(whole.keys)
    rest = [whole.query] if whole.query else []
    following = "?" + "&".join([*rest, urlencode({"limit": limit, "after": page[-1]})]) if more and page else None

    def made() -> bytes:
        shapes = [whole.shape(key) for key in page]
        return bytes(as_json({"total": len(whole.keys), "items": shapes, "next": following}).body)

    kept = held.composed(f"api/{whole.name}?{whole.query} {after} {limit}", made)
    answer = Response(kept.body, media_type="application/json", headers={"cache-control": "no-cache"})
    if following:
        answer.headers["link"] = f'<{following}>; rel="next"'
    return answer
