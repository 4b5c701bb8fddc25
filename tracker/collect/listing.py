"""List pages, feeds and list answers to links, or to whole texts where the list holds them.

Owns which entries are meant and why another is left out. Never fetches and never reads an item's own page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from bs4.element import Tag

from tracker.collect.blocks import clean, one_line
from tracker.collect.feeds import feed_records
from tracker.collect.items import blocks_at
from tracker.collect.paging import absolute, next_page
from tracker.collect.parsed import Link, Parsed
from tracker.collect.places import Scope, first, first_date, found
from tracker.collect.records import json_records, list_part
from tracker.collect.renderings import Draft, renderings
from tracker.collect.selectors import Tree, at_least_one, open_fragment, open_page
from tracker.model import Capture, Rendering, When
from tracker.sources import ListPart, Source, allowed_hosts


def read_list(source: Source, capture: Capture, body: bytes) -> Parsed:
    """The links of a list capture, or its texts. BadPage if it is not the list that the source promises."""
    entries, root = _entries(source, capture, body)
    reader = _Reader(source=source, capture=capture, part=list_part(source))
    for entry in entries:
        reader.take(entry)
    base = capture.final_url or capture.url
    return Parsed(
        renderings=tuple(reader.renderings),
        links=tuple(reader.links.values()),
        skipped=tuple(reader.skipped),
        next_page=next_page(source.paging, base, root) if entries else None,
        items=len(entries),
    )


def wanted(source: Source, url: str, title: str) -> bool:
    """Whether an item is one of those that the source means, by its host, address and title."""
    keep, leave = source.include, source.exclude
    if urlsplit(url).hostname not in allowed_hosts(source):
        return False
    if (keep.url and not keep.url.search(url)) or (keep.title and not keep.title.search(title)):
        return False
    return not ((leave.url and leave.url.search(url)) or (leave.title and leave.title.search(title)))


def refusal(source: Source, capture: Capture, published: When | None) -> str:
    """Why an item of this date cannot be right, or nothing. A day's grace allows for zones."""
    if published is not None and published.start > capture.retrieved_at + timedelta(days=1):
        return f"dated {published}, after it was fetched: check the date formats of {source.id}"
    return ""


def _entries(source: Source, capture: Capture, body: bytes) -> tuple[Sequence[Scope], Tree | None]:
    if source.kind == "html-list":
        page = open_page(source, capture, body)
        tags = at_least_one(page, "list.item", source.list.item)
        return [Scope(root=Tree(tag), url=capture.url) for tag in tags], page.tree
    read = feed_records if source.kind == "rss" else json_records
    return [Scope(root=one, url=capture.url) for one in read(source, capture, body)], None


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Takes entries one by one; a bad one is skipped with its reason and never costs the others."""

    source: Source
    capture: Capture
    part: ListPart
    links: dict[str, Link] = field(default_factory=dict)
    renderings: list[Rendering] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def take(self, entry: Scope) -> None:
        """Read one entry; a link without words (an image beside the real link) is passed over in silence."""
        title = first(self.part.title, entry)
        if self.source.kind == "wordpress":
            title = clean(html.unescape(title))  # its titles are markup: "On&nbsp;the port"
        if not title and isinstance(entry.root, Tree):
            title = _link_text(entry.root.root)
        url = self._address(entry)
        if not url:
            self.skipped.extend([(title, "no web address in this entry")] if title else [])
        elif title and wanted(self.source, url, title):
            self._keep(entry, url, title)

    def _keep(self, entry: Scope, url: str, title: str) -> None:
        inside = Scope(root=entry.root, url=url, title=title)
        published = first_date(self.part.date, inside, self.source)
        if published is not None and self.source.starts and published.day < self.source.starts:
            return
        reason = refusal(self.source, self.capture, published)
        link = Link(url=url, title=title, published=published, external_id=first(self.part.id, inside))
        if reason:
            self.skipped.append((url, reason))
        elif self.part.text:
            self._whole_text(inside, link)
        else:
            self.links.setdefault(url, link)

    def _address(self, entry: Scope) -> str:
        base = self.capture.final_url or self.capture.url
        for href in found(self.part.link, entry):
            url = absolute(base, href)
            if url:
                return url
        return ""

    def _whole_text(self, entry: Scope, link: Link) -> None:
        markup = next(found(self.part.text, entry), "")
        tree = open_fragment(markup, source=self.source.id, url=link.url)
        blocks = blocks_at(tree, self.source.detail)
        if not blocks:
            self.skipped.append((link.url, "the list holds no text for it"))
            return
        draft = Draft(
            key=link.external_id or link.url,
            url=link.url,
            blocks=blocks,
            title=link.title,
            published=link.published,
            speaker=first(self.part.speaker, entry) or first(self.source.detail.speaker, _around(tree, link)),
            role=first(self.source.detail.role, _around(tree, link)),
        )
        self.renderings.extend(renderings(draft, self.source, self.capture))


def _around(tree: Tree, link: Link) -> Scope:
    return Scope(root=tree, url=link.url, title=link.title)


def _link_text(tag: Tag) -> str:
    """The words of the link in an entry, or of the entry if it is the link itself."""
    links = [tag] if tag.name == "a" else tag.find_all("a")
    return next((text for text in map(one_line, links) if text), "")
