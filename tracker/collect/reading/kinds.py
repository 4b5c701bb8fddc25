"""What each kind of source has by default, so that an entry of sources.yaml says only what is its own.

Owns the usual places of a list's parts and the usual paging of each kind. By kind, never by site; reads nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from tracker.sources import ListPart, Paging, Place, Source

#: Kinds whose lists are markup.
MARKUP = ("html-list", "html-fragment", "telegram")
#: Posts: they have no title of their own, and one that holds a picture alone has no text to be missed.
POSTS = ("mastodon", "bluesky", "telegram", "x")
#: Posts whose text is plain characters, where line breaks are the author's paragraphs.
PLAIN = ("bluesky", "x")
#: Kinds whose permalinks lie on a host that is never asked: the interface has an address of its own.
ELSEWHERE = ("bluesky", "x")
#: Indexes, which find the pages of others and have none of their own.
FINDERS = ("gdelt",)


def _at(*paths: str) -> tuple[Place, ...]:
    return tuple(Place(at=path) for path in paths)


_RKEY = re.compile(r"/app\.bsky\.feed\.post/([\w.~:-]+)\Z")
_STATUS = re.compile(r"\A\d{1,20}\Z")

_LISTS = {
    "html-list": ListPart(link=_at("a@href", "@href")),
    "html-fragment": ListPart(link=_at("a@href", "@href")),
    "rss": ListPart(
        link=_at("link"), title=_at("title"), date=_at("published", "updated"), id=_at("id", "link")
    ),
    # lastmod is the day of the last change and says nothing of publication
    "sitemap": ListPart(link=_at("link"), title=_at("title"), date=_at("published")),
    "json-list": ListPart(link=_at("link"), title=_at("title")),
    "wordpress": ListPart(
        item=_at(""),
        link=_at("link"),
        title=_at("title.rendered"),
        date=_at("date"),
        id=_at("link"),
        text=_at("content.rendered"),
    ),
    "mastodon": ListPart(
        item=_at(""),
        link=_at("url", "uri"),
        title=_at("spoiler_text"),
        date=_at("created_at"),
        id=_at("uri", "url"),
        text=_at("content"),
    ),
    "bluesky": ListPart(
        item=_at("feed"),
        link=_at("permalink"),
        date=_at("post.record.createdAt", "post.indexedAt"),
        id=_at("post.uri"),
        text=_at("post.record.text"),
    ),
    "telegram": ListPart(
        item=_at(".tgme_widget_message[data-post]"),
        link=_at("a.tgme_widget_message_date@href"),
        date=_at("a.tgme_widget_message_date time@datetime"),
        id=_at("a.tgme_widget_message_date@href"),
        text=_at(".tgme_widget_message_text.js-message_text", ".tgme_widget_message_text"),
    ),
    "x": ListPart(
        item=_at("data"),
        link=(Place(at="id", match=_STATUS, format="https://x.com/i/web/status/{value}"),),
        date=_at("created_at"),
        id=_at("id"),
        text=_at("note_tweet.text", "text"),
    ),
    # seendate is when the index first saw a page, not when it was published: the page itself has to say that
    "gdelt": ListPart(item=_at("articles"), link=_at("url"), title=_at("title")),
}  # fmt: skip

_PAGING = {
    "wordpress": Paging(style="query", name="page", first=1),
    "mastodon": Paging(style="header"),
    "bluesky": Paging(style="cursor", name="cursor", link=_at("cursor")),
    "telegram": Paging(style="next", link=_at("a.tme_messages_more[data-before]@href", 'link[rel="prev"]@href')),
    "x": Paging(style="cursor", name="pagination_token", link=_at("meta.next_token")),
}
_NONE = Paging(style="none")


def list_part(source: Source) -> ListPart:
    """The list description of a source with the defaults of its kind where it says nothing."""
    mine, usual = source.list, _LISTS[source.kind]
    return ListPart(
        item=mine.item or usual.item,
        link=mine.link or usual.link,
        title=mine.title or usual.title,
        date=mine.date or usual.date,
        id=mine.id or usual.id,
        text=mine.text or usual.text,
        speaker=mine.speaker or usual.speaker,
        wrapped=mine.wrapped,
    )


def paging_of(source: Source) -> Paging:
    """How a source's lists are paged, "usual" being told by its kind; its own `pages` always holds."""
    if source.paging.style != "usual":
        return source.paging
    return replace(_PAGING.get(source.kind, _NONE), pages=source.paging.pages)


def detail_format(source: Source) -> Literal["html", "json", "article"]:
    """How the page of an item is read: what an index of news finds is articles of any site."""
    return "article" if source.kind == "gdelt" and source.detail.format == "html" else source.detail.format


def needs_title(source: Source, part: ListPart) -> bool:
    """Whether an entry without words is no entry: in markup lists that is the picture beside the real link."""
    return source.kind in MARKUP and not part.text
