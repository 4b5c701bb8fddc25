"""Where the next list page is.

Owns the ways in which sites count their pages. Whether it is asked for is decided elsewhere.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from tracker.collect.places import Scope, first
from tracker.collect.selectors import Tree
from tracker.sources import Paging

#: TRS list pages say how many there are in a script: `var countPage = 67` or `createPageHTML(67, 0, "index", "shtml")`.
_TRS_COUNT = re.compile(r"countPage\s*=\s*(\d{1,5})|createPageHTML\(\s*(\d{1,5})")


def next_page(paging: Paging, url: str, root: Tree | None = None) -> str | None:
    """The absolute address of the page after `url`; None at the end, or where this source has one page alone."""
    if paging.style == "next":
        href = first(paging.link, Scope(root=root, url=url)) if root is not None else ""
        return absolute(url, href) or None if href else None
    if paging.style == "trs":
        return _after_trs(paging, url, root)
    if paging.style == "query":
        return _after_query(paging, url)
    return _after_path(paging, url) if paging.style == "path" else None


def absolute(base: str, href: str) -> str:
    """The web address that `href` means on the page `base`, without a fragment; nothing if it is none.

    `javascript:`, `data:` and broken addresses are none.
    """
    try:
        url = urldefrag(urljoin(base, href)).url
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if usable else ""


def _after_trs(paging: Paging, url: str, root: Tree | None) -> str | None:
    folder, _, name = urlsplit(url).path.rpartition("/")
    stem, dot, ending = (name or paging.file).rpartition(".")
    found = re.fullmatch(r"(.+?)_(\d+)", stem)
    base, number = (found[1], int(found[2])) if found else (stem, 0)
    if number + 1 >= min(paging.pages, _trs_count(root)):
        return None
    return urlunsplit(urlsplit(url)._replace(path=f"{folder}/{base}_{number + 1}{dot}{ending}"))


def _trs_count(root: Tree | None) -> int:
    for script in root.select("script") if root is not None else ():
        found = _TRS_COUNT.search(script.string or "")
        if found:
            return int(found[1] or found[2])
    return 10**6


def _after_query(paging: Paging, url: str) -> str | None:
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    given = next((value for name, value in query if name == paging.name), str(paging.first))
    if not re.fullmatch(r"\d{1,9}", given):
        return None
    following = int(given) + paging.step
    if (following - paging.first) // paging.step >= paging.pages:
        return None
    kept = [(name, value) for name, value in query if name != paging.name]
    # brackets and slashes stay as sites write them: f[0]=…, jcr:content/root
    text = urlencode([*kept, (paging.name, str(following))], safe="[]/:,")
    return urlunsplit(parts._replace(query=text))


def _after_path(paging: Paging, url: str) -> str | None:
    shape = re.escape(paging.path).replace(r"\{n\}", r"(\d{1,9})")
    parts = urlsplit(url)
    found = re.search(shape + r"\Z", parts.path)
    number = int(found[1]) if found else paging.first
    start = parts.path[: found.start()] if found else parts.path
    if number + 1 - paging.first >= paging.pages:
        return None
    path = start + paging.path.replace("{n}", str(number + 1))
    return urlunsplit(parts._replace(path=path))
