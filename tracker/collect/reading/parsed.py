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
class Ask:
    """A list page to ask for: by its address alone, or by sending `form` there.

    `address` is what the page is known by: that of a page got by a form has the event's fields appended, as web
    archives do it.
    """

    url: str
    form: tuple[tuple[str, str], ...] = ()
    address: str = ""

    def __post_init__(self) -> None:
        """A page is known by the address that it is asked for at, unless something else is said."""
        object.__setattr__(self, "address", self.address or self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """All that one capture says.

    `items` counts what the page held before include and exclude rules; `skipped` pairs an address or title with the
    reason why it was left out; `next_page` is how to ask for the next page, or None at the end or where paging is not
    read from the page. `leads` are the lists to be read in place of an answer that only leads to them: such an answer
    holds no entries of its own. A list page gives links, renderings or both (a feed with full text needs no second
    request). `url` is the address that a list page was asked for at; the visit fills it in.
    """

    renderings: tuple[Rendering, ...] = ()
    links: tuple[Link, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    next_page: Ask | None = None
    leads: tuple[str, ...] = ()
    items: int = 0
    url: str = ""
