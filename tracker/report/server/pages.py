"""The pages over HTTP: those of the site at their own addresses, search, and the way from an id to its page.

Owns which request leads to which page. Never says what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from tracker.errors import BadConfig, UnknownId
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import page
from tracker.report.server.answers import as_json, kind_of, moved, sent
from tracker.report.server.asking import parameters
from tracker.report.server.filters import LONGEST, Filters, read
from tracker.report.server.held import Held, Keeper, Page
from tracker.report.server.lists import searched_csv, searched_json
from tracker.report.server.pairs import statement_of
from tracker.report.server.results import SIZE, refused, search_page
from tracker.report.server.searching import search
from tracker.report.site.filling import fill, served

#: Threads that compose and search: more would only wait for each other.
THREADS = 4
_FRONT = {"": "index.html", "index": "index.html", "statements": "search", "statements.html": "search"}


class Pages:
    """The handlers of all pages."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._threads: CapacityLimiter | None = None

    async def within(self, make: Callable[[Held], Response]) -> Response:
        """What is made of the newest state, in a thread."""
        self._threads = self._threads or CapacityLimiter(THREADS)
        with self._keeper.using() as held:
            return await to_thread.run_sync(partial(make, held), limiter=self._threads)

    async def site(self, request: Request) -> Response:
        """A page of the site; a page that was composed before is sent at once."""
        asked = request.scope["path"].lstrip("/")
        path = _FRONT.get(asked, asked)
        if path != asked and asked:
            return moved(request, path)
        with self._keeper.using() as held:
            kept = held.kept(path)
            if kept is not None and path in held.drafts:
                return sent(request, kept, media=kind_of(path))
        return await self.within(partial(_page, request, path))

    async def search(self, request: Request) -> Response:
        """The search page; one that was composed before is sent at once, under the address that its own links have."""
        with self._keeper.using() as held:
            kept = held.kept("search?" + request.scope["query_string"].decode("latin-1"))
            if kept is not None:
                return sent(request, kept)
        return await self.within(partial(_search, request))

    async def search_json(self, request: Request) -> Response:
        """What was found, for programs."""
        asked = parameters(request)
        return await self.within(lambda held: as_json(searched_json(held, read(asked, held.collection))))

    async def search_csv(self, request: Request) -> Response:
        """The same as a table."""
        asked = parameters(request)

        def table(held: Held) -> Response:
            body = searched_csv(held, read(asked, held.collection))
            headers = {"content-disposition": 'attachment; filename="statements.csv"', "cache-control": "no-cache"}
            return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

        return await self.within(table)

    async def go(self, request: Request) -> Response:
        """From an id or an official address to its page."""
        asked = dict(parameters(request))
        thing = (asked.get("id") or asked.get("url") or "").strip()
        return await self.within(lambda held: moved(request, path_of(held, thing), status=302))


def _page(request: Request, path: str, held: Held) -> Response:
    found = held.page(path)
    if found is not None:
        return sent(request, found, media=kind_of(path))
    return moved(request, living(held, path))


def living(held: Held, path: str) -> str:
    """The page that stands today for what once had this one; UnknownId where nothing does."""
    folder, _, name = path.partition("/")
    thing = name.removesuffix(".html")
    if folder not in ("statements", "formulas", "incidents", "issuers") or not thing or "/" in thing:
        raise UnknownId(say("server.not_found_what"))
    try:
        with held.opened.named():
            found = page_of(held.collection, held.collection.store.resolve(thing))
    except UnknownId as error:
        raise UnknownId(say("server.not_found_what")) from error
    if found == path or found not in held.drafts:
        raise UnknownId(say("server.not_found_what"))
    return found


def page_of(collection: Collection, thing: str) -> str:
    """The page of a living id."""
    for folder, things in (
        ("statements", collection.statements),
        ("formulas", collection.formulas),
        ("incidents", collection.incidents),
    ):
        if thing in things:
            return page(folder, thing)
    return page("issuers", thing)


def path_of(held: Held, thing: str) -> str:
    """The page of an id, old or living, or of an official address."""
    if not thing:
        raise BadConfig("go: expected id=… or url=…")
    if "/" in thing:
        return page("statements", statement_of(held, thing))
    with held.opened.named():
        found = page_of(held.collection, held.collection.store.resolve(thing))
    if found not in held.drafts:
        raise UnknownId(say("server.not_found_what"))
    return found


def _search(request: Request, held: Held) -> Response:
    asked = parameters(request)
    try:
        filters = read(asked, held.collection)
    except (BadConfig, UnknownId) as error:
        with served():
            words = next((value for name, value in asked if name == "q"), "")[:LONGEST]
            answer = sent(request, Page(_filled(refused(str(error), asked=words)), '""'))
        answer.status_code = 400
        return answer
    return sent(request, held.composed(f"search?{filters.query(page=filters.page)}", partial(_found, held, filters)))


def _found(held: Held, filters: Filters) -> bytes:
    return _filled(search_page(held.collection, search(held, filters, size=SIZE)))


def _filled(view: object) -> bytes:
    return fill("search.html", path="search", heading=say("search.title"), view=view, here="search")
