"""List pages, feeds and list answers to links, or to whole texts where the list holds them.

Owns which entries are meant and why another is left out. Never fetches and never reads an item's own page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from bs4.element import Tag

from tracker.collect.asking.addresses import absolute, lasting
from tracker.collect.reading.blocks import Block, clean, one_line
from tracker.collect.reading.entries import read_entries
from tracker.collect.reading.items import blocks_at, blocks_in
from tracker.collect.reading.kinds import ELSEWHERE, FINDERS, PLAIN, POSTS, list_part, needs_title, paging_of
from tracker.collect.reading.paging import next_page
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.reading.places import Scope, first, first_date, found
from tracker.collect.reading.renderings import Draft, renderings
from tracker.collect.reading.selectors import Tree, any_number, open_fragment
from tracker.model import Capture, Rendering, When
from tracker.sources import ListPart, Source, allowed_hosts

#: How much of a post stands for the title that it does not have.
_TITLE_LENGTH = 90

#: The day that programs count from, and so show for a moment that was never set.
_NO_DATE = date(1970, 1, 1)


def read_list(source: Source, capture: Capture, body: bytes) -> Parsed:
    """The links of a list capture, or its texts. BadPage if it is not the list that the source promises."""
    listed = read_entries(source, capture, body)
    base = _base(capture, listed.root)
    reader = _Reader(source=source, capture=capture, part=list_part(source), base=base)
    for entry in listed.scopes:
        reader.take(entry)
    here = capture.final_url or capture.url
    paging, headers = paging_of(source), capture.headers
    following = next_page(paging, here, listed.root, headers=headers, base=base) if listed.items else None
    return Parsed(
        renderings=tuple(reader.renderings),
        links=tuple(reader.links.values()),
        skipped=tuple(reader.skipped),
        next_page=following if following and following.address != capture.url else None,
        leads=listed.leads,
        items=listed.items,
    )


def _base(capture: Capture, root: object) -> str:
    """Where the relative addresses of a page begin: where it says so itself, else at its own address."""
    here = capture.final_url or capture.url
    stated = root.select("base[href]") if isinstance(root, Tree) else []
    return (absolute(here, str(stated[0].get("href"))) if stated else "") or here


def wanted(source: Source, url: str) -> bool:
    """Whether the address of an item is one that the source means, by its host and by its rules."""
    keep, leave = source.include.url, source.exclude.url
    host = urlsplit(url).hostname
    if source.kind not in ELSEWHERE and host not in allowed_hosts(source):
        return False
    if source.kind in FINDERS and host in {urlsplit(own).hostname for own in source.urls}:
        return False  # an index has no pages of its own
    return not ((keep and not keep.search(url)) or (leave and leave.search(url)))


def wanted_title(source: Source, title: str) -> bool:
    """Whether a title is one that the source means."""
    keep, leave = source.include.title, source.exclude.title
    return not ((keep and not keep.search(title)) or (leave and leave.search(title)))


def _meant(source: Source, entry: Scope) -> bool:
    """Whether an entry says of itself what the source's rules ask for."""
    keep, leave = source.include.place, source.exclude.place
    return not ((keep and not first(keep, entry)) or (leave and first(leave, entry)))


def refusal(source: Source, capture: Capture, published: When | None) -> str:
    """Why an item of this date cannot be right, or nothing. A day's grace allows for zones."""
    if published is None:
        return ""
    if published.start > capture.retrieved_at + timedelta(days=1):
        return f"dated {published}, after it was fetched: check the date formats of {source.id}"
    if source.starts and published.end.date() < source.starts:
        return f"dated {published}, before {source.id} began on {source.starts}: check its date formats"
    return f"dated {published}, as programs write that they know no date" if published.day == _NO_DATE else ""


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Takes entries one by one; a bad one is skipped with its reason and never costs the others."""

    source: Source
    capture: Capture
    part: ListPart
    base: str
    links: dict[str, Link] = field(default_factory=dict)
    renderings: list[Rendering] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def take(self, entry: Scope) -> None:
        """Read one entry; a link without words (an image beside the real link) is passed over in silence."""
        title = self._title(entry)
        if not title and needs_title(self.source, self.part):
            return
        url = self._address(entry)
        if not url:
            self.skipped.append((title or "an entry without a title", "no web address in this entry"))
        elif not wanted(self.source, url) or not _meant(self.source, entry):
            return
        elif self.part.text:
            self._take_text(Scope(root=entry.root, url=url, title=title))
        elif not title or wanted_title(self.source, title):
            link = self._link(Scope(root=entry.root, url=url, title=title))
            if link is not None:
                self.links.setdefault(url, link)

    def _title(self, entry: Scope) -> str:
        title = first(self.part.title, entry)
        if self.source.kind == "wordpress":
            return clean(html.unescape(title))  # its titles are markup: "On&nbsp;the port"
        if not title and isinstance(entry.root, Tree) and not self.part.text:
            return _link_text(entry.root.root)
        return title

    def _link(self, inside: Scope) -> Link | None:
        """What the list says of one entry; None for one that is too old or that cannot be right."""
        published = first_date(self.part.date, inside, self.source)
        if published is not None and self.source.starts and published.day < self.source.starts:
            return None
        reason = refusal(self.source, self.capture, published)
        if reason:
            self.skipped.append((inside.url, reason))
            return None
        return Link(url=inside.url, title=inside.title, published=published, external_id=first(self.part.id, inside))

    def _address(self, entry: Scope) -> str:
        for href in found(self.part.link, entry):
            url = lasting(absolute(self.base, href))
            if url:
                return url
        return ""

    def _take_text(self, entry: Scope) -> None:
        tree, blocks = self._text(entry)
        if not blocks:
            if self.source.kind not in POSTS:
                self.skipped.append((entry.url, "the list holds no text for it"))
            return
        inside = replace(entry, title=entry.title or first_words(blocks))
        link = self._link(inside) if wanted_title(self.source, inside.title) else None
        if link is None:
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

    def _text(self, entry: Scope) -> tuple[Tree, Sequence[Block]]:
        """The paragraphs of an entry that holds its whole text, and the markup around them."""
        if isinstance(entry.root, Tree):
            return entry.root, blocks_in(any_number(entry.root, self.part.text), entry.root, self.source.detail)
        markup = next(found(self.part.text, entry), "")
        if self.source.kind in PLAIN:
            # html.unescape: X writes &amp; into what is plain otherwise
            markup = html.escape(html.unescape(markup) if self.source.kind == "x" else markup).replace("\n", "<br>")
        tree = open_fragment(markup, source=self.source.id, url=entry.url)
        return tree, blocks_at(tree, self.source.detail)


def first_words(blocks: Sequence[Block]) -> str:
    """The beginning of a text that has no title of its own, cut at a word."""
    line = clean(blocks[0].text) if blocks else ""
    if len(line) <= _TITLE_LENGTH:
        return line
    cut = line[:_TITLE_LENGTH].rpartition(" ")[0]
    return f"{cut if len(cut) > _TITLE_LENGTH // 2 else line[:_TITLE_LENGTH]}…"


def _around(tree: Tree, link: Link) -> Scope:
    return Scope(root=tree, url=link.url, title=link.title)


def _link_text(tag: Tag) -> str:
    """The words of the link in an entry, or of the entry if it is the link itself."""
    links = [tag] if tag.name == "a" else tag.find_all("a")
    return next((text for text in map(one_line, links) if text), "")
