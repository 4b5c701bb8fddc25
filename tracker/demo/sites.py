"""Every invented host and what it answers at one visit, with the traps laid.

Owns the table of addresses. Never listens on a port.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from tracker.demo import feeds, pages, trs
from tracker.demo.atlas import read
from tracker.demo.items import read_traps
from tracker.demo.markup import Reply, Routes, frame, html

#: The host of each source that a trap shuts.
HOSTS = {"sahlan_mfa": feeds.SAHLAN, "zoravia_mfa": pages.ZORAVIA, "maravelle_mfa": pages.MARAVELLE}
_LISTS = {"maravelle_mfa": "/fr/communiques"}


@cache
def routes(visit: int) -> Routes:
    """All addresses of all hosts as that visit (1 or 2) finds them."""
    found: Routes = {}
    for build in (
        trs.chinese,
        trs.english,
        trs.embassy,
        feeds.veldoria,
        feeds.sahlan,
        feeds.kestria,
        feeds.maravelle_embassy,
        pages.maravelle,
        pages.union,
        pages.concord,
        pages.pallonia,
        pages.zoravia,
        pages.veldoria_embassy,
    ):
        found |= build(visit)
    for source in pages.WIRES:
        found |= pages.wire(source, visit)
    if visit == 1:
        found |= _hole()
    return {(host, _normal(target)): reply for (host, target), reply in found.items()}


def _hole() -> Routes:
    """The empty page inside pagination, on the first visit only."""
    trap = read("traps")["empty_page"]
    host, path = HOSTS[trap["source"]], _LISTS[trap["source"]]
    empty = html(frame("Communiqués", '<div class="view-content"></div>', language="fr", site=host))
    return {(host, f"{path}?page={trap['page']}"): empty}


def hosts() -> tuple[str, ...]:
    """Every host of the sample world, sorted."""
    return tuple(sorted({host for host, _ in routes(1)}))


def answer(host: str, target: str, visit: int) -> Reply:
    """What a host answers for a path with query; unknown addresses get a page that says so, with status 404."""
    shut = _shut(host, visit)
    if shut is not None:
        return shut
    found = routes(visit).get((host, _normal(target)))
    if found is not None:
        return found
    if urlsplit(target).path == "/robots.txt":
        return Reply(body=b"not found\n", content_type="text/plain; charset=utf-8", status=404)
    return Reply(body=frame("Not found", "<h1>Page not found</h1>", site=host).encode(), status=404)


def _shut(host: str, visit: int) -> Reply | None:
    """On the second visit one site refuses us and another is down."""
    if visit == 1:
        return None
    if host in {HOSTS[source] for source in read_traps()["blocked"]}:
        return Reply(
            body=b"<html><head><title>Just a moment...</title></head><body>Access denied.</body></html>", status=403
        )
    if host in {HOSTS[source] for source in read_traps()["down"]}:
        return Reply(body=b"Service Unavailable\n", content_type="text/plain", status=503)
    return None


def _normal(target: str) -> str:
    """One spelling of an address: decoded and encoded again, query in order of its names."""
    parts = urlsplit(target)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = quote(unquote(parts.path) or "/")
    return f"{path}?{query}" if query else path
