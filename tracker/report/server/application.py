"""The server as one ASGI application: every address and what answers it, behind the guard.

Owns the list of addresses. Never listens: whoever runs it does.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp

from tracker.report.server.answers import told
from tracker.report.server.api import Api
from tracker.report.server.asked_pages import AskedPages
from tracker.report.server.guard import Guard
from tracker.report.server.held import Keeper
from tracker.report.server.pages import Pages


def application(keeper: Keeper, *, hosts: frozenset[str] | None, api: bool = False) -> ASGIApp:
    """The server over one store. `hosts` are the names under which it answers, None is any; `api` adds /api/."""
    pages = Pages(keeper)
    asked = AskedPages(keeper, pages)
    routes: list[BaseRoute] = [
        Route("/compare", asked.compare),
        Route("/check", asked.check, methods=["GET", "POST"]),
        Route("/search", pages.search),
        Route("/search.json", pages.search_json),
        Route("/search.csv", pages.search_csv),
        Route("/go", pages.go),
        *(_api(Api(pages, asked)) if api else ()),
        Route("/{path:path}", pages.site),
    ]
    return Guard(Router(routes=routes, redirect_slashes=False), hosts=hosts, telling=told)


def _api(api: Api) -> list[BaseRoute]:
    """The addresses for programs."""
    return [
        Route("/api/", api.front),
        Route("/api/openapi.json", api.openapi),
        Route("/api/statements", api.statements),
        Route("/api/formulas", api.formulas),
        Route("/api/incidents", api.incidents),
        Route("/api/issuers", api.issuers),
        Route("/api/health", api.health),
        Route("/api/search", api.search),
        Route("/api/compare", api.compare),
        Route("/api/check", api.check, methods=["GET", "POST"]),
        Route("/api/{kind:str}/{thing:path}", api.one),
        Route("/api/{path:path}", api.nothing),
    ]
