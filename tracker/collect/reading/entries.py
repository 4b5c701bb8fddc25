"""The entries of a list answer, whatever its kind: markup, feed, sitemap, JSON or posts.

Owns which reader a list goes to. Never reads what an entry says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.collect.reading.feeds import feed_records
from tracker.collect.reading.fragments import open_markup
from tracker.collect.reading.kinds import MARKUP, list_part
from tracker.collect.reading.places import Scope
from tracker.collect.reading.posts import lead_of, listed, own
from tracker.collect.reading.records import Record, open_json
from tracker.collect.reading.selectors import Tree, any_number, at_least_one
from tracker.collect.reading.sitemaps import read_sitemap
from tracker.model import Capture
from tracker.sources import Place, Source

#: A message that was passed on is its first author's, whoever that is.
_FORWARDED = (Place(at=".tgme_widget_message_forwarded_from"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What a list holds. `items` counts all that it showed, `scopes` are those of its own, the newest first.

    `root` is what paging looks at; `leads` are the lists to be read in its place, the first one first.
    """

    scopes: Sequence[Scope] = ()
    items: int = 0
    root: Tree | Record | None = None
    leads: tuple[str, ...] = ()


def read_entries(source: Source, capture: Capture, body: bytes) -> Entries:
    """The entries of a list capture. BadPage if it is not the list that the source promises."""
    if source.kind in MARKUP:
        return _markup(source, capture, body)
    if source.kind == "rss":
        return _entries(capture, feed_records(source, capture, body))
    if source.kind == "sitemap":
        sitemap = read_sitemap(source, capture, body)
        return _entries(capture, sitemap.records, leads=sitemap.leads)
    whole = open_json(source, capture, body)
    lead = lead_of(source, capture, whole)
    if lead:
        return Entries(leads=(lead,))
    records = listed(source, capture, whole)
    mine = [Scope(root=made, url=capture.url) for one in records if (made := own(source.kind, one)) is not None]
    return Entries(scopes=mine, items=len(records), root=whole)


def _entries(capture: Capture, records: Sequence[Record], *, leads: tuple[str, ...] = ()) -> Entries:
    return Entries(scopes=[Scope(root=one, url=capture.url) for one in records], items=len(records), leads=leads)


def _markup(source: Source, capture: Capture, body: bytes) -> Entries:
    page = open_markup(source, capture, body, wrapped=source.list.wrapped)
    trees = [Tree(tag) for tag in at_least_one(page, "list.item", list_part(source).item)]
    if source.kind == "telegram":  # the preview shows the oldest first
        trees.reverse()
    mine = [tree for tree in trees if source.kind != "telegram" or not any_number(tree, _FORWARDED)]
    return Entries(scopes=[Scope(root=tree, url=capture.url) for tree in mine], items=len(trees), root=page.tree)
