"""What reading one capture gives: texts, links to follow, and what had to be left out.

Owns the values that cross from reading to whatever stores them. Never reads bytes itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Rendering
from tracker.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One item that a list page names. `published` and `title` are the list's own words, where it has any."""

    url: str
    title: str = ""
    published: When | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """All that one capture says.

    `items` counts what the page held before include and exclude rules; `skipped` pairs an address or title with the
    reason why it was left out; `next_page` is an absolute address, or None at the end or where paging is not read
    from the page. A list page gives links, renderings or both (a feed with full text needs no second request). `url`
    is the address that a list page was asked for at; the visit fills it in.
    """

    renderings: tuple[Rendering, ...] = ()
    links: tuple[Link, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    next_page: str | None = None
    items: int = 0
    url: str = ""
