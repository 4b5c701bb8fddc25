"""Where the next list page is.

Owns the ways in which sites count their pages. Whether it is asked for is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.collect.asking.addresses import absolute
from tracker.collect.asking.headers import link_header
from tracker.collect.reading.parsed import Ask
from tracker.collect.reading.places import Scope, first, found
from tracker.collect.reading.postback import posted
from tracker.collect.reading.records import Record
from tracker.collect.reading.selectors import Tree
from tracker.sources import Paging

#: TRS list pages say how many there are in a script: `var countPage = 67` or `createPageHTML(67, 0, "index", "shtml")`.
_TRS_COUNT = re.compile(r"countPage\s*=\s*(\d{1,5})|createPageHTML\(\s*(\d{1,5})")
#: A cursor longer than this is no cursor: servers refuse such addresses anyway.
_LONGEST_CURSOR = 2000


def next_page(
    paging: Paging,
    url: str,
    root: Tree | Record | None = None,
    *,
    headers: Sequence[tuple[str, str]] = (),
    base: str = "",
) -> Ask | None:
    """The page after `url`; None at the end, or where this source has one page alone.

    `root` is what the page at `url` holds, `headers` what came with it, `base` where its relative addresses begin
    if that is elsewhere. A page that names itself as its next is the end.
    """
    if paging.style == "postback":
        return posted(paging, url, root) if isinstance(root, Tree) else None
    following = (
        _linked(paging, url, root, base or url) if paging.style == "next" else _address(paging, url, root, headers)
    )
    return Ask(url=following) if following and following != url else None


def _linked(paging: Paging, url: str, root: Tree | Record | None, base: str) -> str | None:
    href = first(paging.link, Scope(root=root, url=url)) if root is not None else ""
    return absolute(base, href) if href else None


def _address(paging: Paging, url: str, root: Tree | Record | None, headers: Sequence[tuple[str, str]]) -> str | None:
    if paging.style == "header":
        href = link_header(headers, "next")
        return absolute(url, href) if href else None
    if paging.style == "cursor":
        return _after_cursor(paging, url, root)
    if paging.style == "trs":
        return _after_trs(paging, url, root if isinstance(root, Tree) else None)
    if paging.style == "query":
        return _after_query(paging, url, _stated_pages(headers))
    return _after_path(paging, url) if paging.style == "path" else None


def _after_cursor(paging: Paging, url: str, root: Tree | Record | None) -> str | None:
    cursor = next(found(paging.link, Scope(root=root, url=url)), "") if root is not None else ""
    return _with_parameter(url, paging.name, cursor) if 0 < len(cursor) <= _LONGEST_CURSOR else None


def _with_parameter(url: str, name: str, value: str) -> str:
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    # brackets and slashes stay as sites write them: f[0]=…, jcr:content/root
    return urlunsplit(parts._replace(query=urlencode([*kept, (name, value)], safe="[]/:,")))


def _after_trs(paging: Paging, url: str, root: Tree | None) -> str | None:
    folder, _, name = urlsplit(url).path.rpartition("/")
    stem, dot, ending = (name or paging.file).rpartition(".")
    counted = re.fullmatch(r"(.+?)_(\d+)", stem)
    base, number = (counted[1], int(counted[2])) if counted else (stem, 0)
    if number + 1 >= min(paging.pages, _trs_count(root)):
        return None
    return urlunsplit(urlsplit(url)._replace(path=f"{folder}/{base}_{number + 1}{dot}{ending}"))


def _trs_count(root: Tree | None) -> int:
    for script in root.select("script") if root is not None else ():
        counted = _TRS_COUNT.search(script.string or "")
        if counted:
            return int(counted[1] or counted[2])
    return 10**6


def _stated_pages(headers: Sequence[tuple[str, str]]) -> int:
    """How many pages a WordPress interface says that there are; a great many where nothing is said."""
    stated = next((value for name, value in headers if name.lower() == "x-wp-totalpages"), "")
    return int(stated) if re.fullmatch(r"\d{1,6}", stated) else 10**6


def _after_query(paging: Paging, url: str, stated: int) -> str | None:
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    given = next((value for name, value in query if name == paging.name), str(paging.first))
    if not re.fullmatch(r"\d{1,9}", given):
        return None
    following = int(given) + paging.step
    if (following - paging.first) // paging.step >= min(paging.pages, stated):
        return None
    return _with_parameter(url, paging.name, str(following))


def _after_path(paging: Paging, url: str) -> str | None:
    shape = re.escape(paging.path).replace(r"\{n\}", r"(\d{1,9})")
    parts = urlsplit(url)
    counted = re.search(shape + r"\Z", parts.path)
    number = int(counted[1]) if counted else paging.first
    start = parts.path[: counted.start()] if counted else parts.path
    if number + 1 - paging.first >= paging.pages:
        return None
    between = "/" if paging.path[0].isalnum() and not start.endswith("/") else ""
    path = start + between + paging.path.replace("{n}", str(number + 1))
    return urlunsplit(parts._replace(path=path))
