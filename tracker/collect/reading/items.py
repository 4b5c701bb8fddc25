"""The page or answer of one item to its text, title, date and speaker.

Owns what an item must have. Never fetches and never looks at lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from bs4.element import Tag

from tracker.articles.pages import Page as ArticlePage, read_article
from tracker.collect.reading.blocks import Block, blocks_of, clean, joined
from tracker.collect.reading.fragments import open_markup
from tracker.collect.reading.kinds import detail_format
from tracker.collect.reading.parsed import Link
from tracker.collect.reading.places import Scope, first, first_date, in_zone
from tracker.collect.reading.records import Record, open_json
from tracker.collect.reading.renderings import Draft
from tracker.collect.reading.selectors import Page, Tree, any_number, at_least_one, open_fragment
from tracker.errors import BadPage
from tracker.model import Capture, Precision, When
from tracker.sources import DetailPart, Place, Source

#: Where nearly every site repeats its title and date; tried after the source's own places.
_USUAL_TITLE = (Place(at="h1"), Place(at='meta[property="og:title"]@content'), Place(at="title"))
_USUAL_DATE = (Place(at='meta[property="article:published_time"]@content'),)

#: mfa.gov.cn escapes the line breaks of its long titles.
_ESCAPED_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_item(source: Source, capture: Capture, body: bytes, link: Link | None = None) -> Draft:
    """What one item says. BadPage if it lacks the body that the source promises.

    `link` is what the list said of it: the title, and above all the date, of pages that do not repeat them.
    """
    if source.detail.format == "json":
        record = open_json(source, capture, body)
        blocks = _json_blocks(source, capture, record)
        return _draft(source, capture, record, blocks, link)
    page = open_markup(source, capture, body, wrapped=source.detail.wrapped)
    if detail_format(source) == "article":
        return _article(source, capture, page, link)
    tags = at_least_one(page, "detail.body", source.detail.body)
    blocks = blocks_in(tags, page.tree, source.detail)
    if not blocks:
        raise page.lacks("detail.body", source.detail.body, "some text", "an empty element")
    return _draft(source, capture, page.tree, blocks, link)


def _article(source: Source, capture: Capture, page: Page, link: Link | None) -> Draft:
    """The page of any news site. A date of the last change is never taken for that of publication.

    Its author is read and not kept: whoever reports is no speaker of anybody.
    """
    read = read_article(page.tree.root, url=capture.url, retrieved=capture.retrieved_at)
    blocks = article_blocks(source, page.tree, read)
    if not blocks:
        raise page.lacks("the article", source.detail.body, "paragraphs", "none")
    facts = read.facts
    said = replace(link or Link(url=capture.url), title=facts.title or (link.title if link else ""))
    draft = _draft(source, capture, page.tree, blocks, said)
    stated = in_zone(facts.published, source.zone) if facts.published else None
    published = first_date(source.detail.date, Scope(root=page.tree, url=draft.url), source) or stated
    speaks = next((one for one in source.languages if one.partition("-")[0] == facts.language), "")
    return replace(
        draft,
        published=_finer(published, draft.published),
        language=draft.language or speaks,
        outlet=facts.outlet or urlsplit(draft.url).hostname or "",
    )


def _finer(page: When | None, listed: When | None) -> When | None:
    """The page's date, or the minute that the list gives of the day that the page gives alone."""
    if page is None or listed is None:
        return page or listed
    minute = page.precision is Precision.DAY and listed.precision is Precision.MINUTE and listed.day == page.day
    return listed if minute else page


def article_blocks(source: Source, tree: Tree, read: ArticlePage) -> tuple[Block, ...]:
    """The paragraphs of an article: those of the body selectors where they match, else where most of them stand."""
    tags = any_number(tree, source.detail.body)
    own = blocks_in(tags, tree, source.detail) if tags else ()
    return own or tuple(Block(text=clean(one)) for one in read.text.split("\n\n") if clean(one))


def blocks_at(tree: Tree, detail: DetailPart) -> tuple[Block, ...]:
    """The paragraphs of some markup: those of the body selectors where they match, else all of it."""
    places = [place for place in detail.body if place.at]
    return blocks_in(any_number(tree, places) or [tree.root], tree, detail)


def blocks_in(tags: Sequence[Tag], tree: Tree, detail: DetailPart) -> tuple[Block, ...]:
    """The paragraphs of some elements of a tree, without what the source drops."""
    drop = {id(tag) for css in detail.drop for tag in tree.select(css)}
    return tuple(block for tag in tags for block in blocks_of(tag, drop=drop))


def _json_blocks(source: Source, capture: Capture, record: Record) -> tuple[Block, ...]:
    for place in source.detail.body:
        markup = record.text(place.at)
        if markup.strip():
            tree = open_fragment(markup, source=source.id, url=capture.url)
            return blocks_in([tree.root], tree, source.detail)
    wanted = " | ".join(place.at for place in source.detail.body)
    raise BadPage(
        f"{source.id}: {capture.url}: detail.body ({wanted}): expected one text, found none; "
        "the answer may have a new shape: look at it and adjust sources.yaml"
    )


def _draft(source: Source, capture: Capture, root: Tree | Record, blocks: Sequence[Block], link: Link | None) -> Draft:
    detail, html = source.detail, isinstance(root, Tree)
    url = urldefrag(capture.url).url
    title = first(detail.title, Scope(root=root, url=url)) or (link.title if link else "")
    title = title or (first(_USUAL_TITLE, Scope(root=root, url=url)) if html else "")
    title = clean(_ESCAPED_BREAK.sub("", title))
    scope = Scope(root=root, url=url, title=title, text=joined(blocks))
    published = first_date(detail.date, scope, source) or (link.published if link else None)
    if published is None and html:
        published = first_date(_USUAL_DATE, scope, source)
    permalink = first(detail.permalink, scope) or url
    return Draft(
        key=permalink,
        url=permalink,
        blocks=blocks,
        title=title,
        published=published,
        speaker=first(detail.speaker, scope),
        role=first(detail.role, scope),
        language=first(detail.language, scope),
        pair=first(detail.pair, scope),
    )
