"""Checks of one source that need several of its keys at once.

Owns what a source of each kind must say. Gives (path, message) pairs; never raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import soupsieve

from tracker.sources.nodes import Path
from tracker.sources.source import DetailPart, ListPart, Place, Source

Fault = tuple[Path, str]

#: The only ports that are asked.
_PORTS = {"http": 80, "https": 443}
#: Kinds whose lists hold whole texts.
WHOLE = ("wordpress", "mastodon", "bluesky", "telegram", "x")
LIST_PLACES = ("item", "link", "title", "date", "id", "text", "speaker")
DETAIL_PLACES = ("title", "body", "date", "speaker", "role", "language", "permalink", "pair")


def check_source(source: Source) -> Iterator[Fault]:
    """Every fault of one source that its types alone cannot show."""
    yield from _addresses(source)
    yield from _kind(source)
    yield from _selectors(source)
    yield from _paging(source)
    if not source.enabled and not source.disabled_reason:
        yield ("enabled",), 'a disabled source needs "disabled_reason"'
    if source.category != "news" and source.issuer is None:
        yield ("category",), f'a source of category "{source.category}" needs "issuer"'
    if len({layout.until for layout in source.versions}) < len(source.versions):
        yield ("versions",), "two layouts end on the same day"


def allowed_hosts(source: Source) -> tuple[str, ...]:
    """The hosts that may be asked: those given, else those of the list addresses."""
    return source.hosts or tuple(sorted({_host(url) for url in source.urls}))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _addresses(source: Source) -> Iterator[Fault]:
    hosts = allowed_hosts(source)
    for url in source.urls:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            yield ("url",), f"{url!r} is no web address: {error}"
            continue
        if parts.scheme not in _PORTS or not host:
            yield ("url",), f"{url!r} is no web address: write http:// or https:// and a host"
        elif parts.username or parts.password:
            yield ("url",), f"{host}: an address must not hold a user name or password"
        elif port not in (None, _PORTS[parts.scheme]):
            yield ("url",), f"{url!r}: port {port} is never asked, only {_PORTS[parts.scheme]}: leave the port out"
        elif host not in hosts:
            yield ("url",), f"{url!r}: its host is not among hosts ({', '.join(hosts)})"
    for host in hosts:
        if not host or "/" in host or ":" in host or host != host.lower():
            yield ("hosts",), f"{host!r} is no host name: write it in lower case, without scheme, port or path"


def _kind(source: Source) -> Iterator[Fault]:
    if source.kind == "x" and not source.token:
        yield ("token",), 'kind "x" needs "token": the environment variable that holds the key'
    if source.token and any(not url.startswith("https://") for url in source.urls):
        yield ("token",), "a key is sent to https addresses alone"
    if source.list.wrapped and source.kind != "html-fragment":
        yield ("list", "wrapped"), f'kind "{source.kind}" has no "list.wrapped": markup inside JSON is "html-fragment"'
    if source.detail.wrapped and source.detail.format == "json":
        yield ("detail", "wrapped"), 'with "format: json" the path of the text is "detail.body"'
    if not source.enabled:
        return  # named so that its silence can be explained; how it would be read need not be known
    if source.kind in ("html-list", "html-fragment", "json-list") and not source.list.item:
        yield ("list",), f'kind "{source.kind}" needs "list.item": what one entry is'
    for place in source.list.link:
        if not place.at:
            yield ("list", "link"), "a link must be looked up with a selector or path"
    whole = source.kind in WHOLE or source.list.text or source.detail.format == "article" or source.kind == "gdelt"
    if not whole and not source.detail.body:
        yield ("detail",), 'needs "detail.body" (or "list.text", where the list holds whole texts)'


def _selectors(source: Source) -> Iterator[Fault]:
    html_list = source.kind in ("html-list", "html-fragment", "telegram")
    yield from _part(("list",), source.list, html_list)
    yield from _part(("detail",), source.detail, source.detail.format == "html" and not source.list.text)
    for number, layout in enumerate(source.versions):
        if layout.list:
            yield from _part(("versions", number, "list"), layout.list, html_list)
        if layout.detail:
            yield from _part(("versions", number, "detail"), layout.detail, layout.detail.format == "html")
    for key, rule in (("include", source.include), ("exclude", source.exclude)):
        for place in rule.place if html_list else ():
            yield from _css((key, "place"), place.css)
    for css in source.detail.drop:
        yield from _css(("detail", "drop"), css)
    for place in source.paging.link if source.paging.style in ("next", "postback") else ():
        yield from _css(("paging", "link"), place.css)


def _part(path: Path, part: ListPart | DetailPart, html: bool) -> Iterator[Fault]:
    for name in LIST_PLACES if isinstance(part, ListPart) else DETAIL_PLACES:
        places: tuple[Place, ...] = getattr(part, name)
        for place in places:
            if html and place.css:
                yield from _css((*path, name), place.css)


def _css(path: Path, css: str) -> Iterator[Fault]:
    try:
        soupsieve.compile(css)
    except soupsieve.SelectorSyntaxError as error:
        yield path, f"{css!r} is no CSS selector: {str(error).splitlines()[0]}"


def _paging(source: Source) -> Iterator[Fault]:
    style = source.paging.style
    if style == "path" and "{n}" not in source.paging.path:
        yield ("paging",), 'style "path" needs "path" with {n} in it, such as "page/{n}/"'
    if style in ("next", "cursor", "postback") and not source.paging.link:
        yield ("paging",), f'style "{style}" needs "link": where the next page is named'
