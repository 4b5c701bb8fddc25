"""What a news page says of itself in JSON-LD and meta tags.

Owns the choice of the article among a page's nodes, and its headline, publisher and body. Never weighs dates: that is
published's.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bs4.element import Tag

from tracker.articles.published import Published, settle
from tracker.articles.witnesses import created, last_change, witnesses
from tracker.language.texts.decoding import clean
from tracker.language.texts.identify import identify
from tracker.when import When

_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion|BackgroundNews|Review)?Article$|BlogPosting|Report$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
#: Where an article's text was taken out of its paragraphs without a blank between them: "… of years.A series of …"
_GLUED = re.compile(r"(?<=[a-z\d][.!?])(?=[A-Z“][a-z’]*\s)|(?<=[.!?][”’\"])(?=[A-Z“])")
_PARTING = re.compile(r"\s*(?:--+|[|_»·]|\s[-–—]\s)\s*")
_SITE_LENGTH = 60
_BREAK = re.compile(r"<(?:/p|/div|br\s*/?)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page's own account of itself; empty where it is silent.

    `changed` is the last change, kept apart from `published`; `doubt` says what stands against the latter, if anything.
    """

    title: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    author: str = ""
    published: When | None = None
    changed: When | None = None
    doubt: str = ""


def page_facts(root: Tag, *, url: str = "", retrieved: datetime | None = None) -> PageFacts:
    """Facts from JSON-LD, and from meta tags where JSON-LD is silent. A broken block is passed over.

    `url` is the address that the page was fetched from, and `retrieved` when: no date after it is believed.
    """
    node = _chosen(root)
    publisher = _name(node.get("publisher"))
    title, site = _titled(root)
    changed = last_change(root, node, locale=_locale(root, node))
    dated = _dated(root, node, url=url, changed=changed, retrieved=retrieved)
    return PageFacts(
        title=_text(node.get("headline")) or _meta(root, "og:title", "twitter:title") or title,
        outlet=publisher or _meta(root, "og:site_name", "application-name") or site,
        url=_meta(root, "og:url") or _link(root) or _text(node.get("url")),
        language=_language(root, node),
        body=_text(node.get("articleBody"), lines=True),
        author=_name(node.get("author")),
        published=dated.when,
        changed=changed,
        doubt=dated.doubt,
    )


def _chosen(root: Tag) -> dict[str, Any]:
    """The node of the page's own article: the one that bears its headline, where several stand there."""
    nodes = list(_articles(root))
    if len(nodes) > 1:
        titles = {_folded(_meta(root, "og:title")), _folded(_tag(root, "h1"))} - {""}
        nodes.sort(key=lambda node: _folded(_text(node.get("headline"))) not in titles)
        nodes.sort(key=lambda node: "datePublished" not in node and "articleBody" not in node)
    return nodes[0] if nodes else {}


def _folded(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def _dated(
    root: Tag, node: Mapping[str, Any], *, url: str, changed: When | None, retrieved: datetime | None
) -> Published:
    """The date by all that the page says; that of its draft only where nothing else is said."""
    locale = _locale(root, node) or identify(" ".join(one.get_text() for one in root.find_all("h1")))
    address = _meta(root, "og:url") or _link(root) or url
    said = [*witnesses(root, node, url=address, locale=locale)] or [*created(node, locale)]
    return settle(said, changed=changed, retrieved=retrieved)


def _articles(root: Tag) -> Iterator[dict[str, Any]]:
    for script in root.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(_CONTROL.sub(" ", script.string or script.get_text() or ""))
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data) if _is_article(node))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object that can be the article, in the page's order, however deep a hostile page nests them."""
    todo = [data]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            todo.extend(node.get(key) for key in ("mainEntityOfPage", "mainEntity", "@graph"))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _text(value: Any, *, lines: bool = False) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    value = clean(value)
    plain = html.unescape(_MARKUP.sub("", _BREAK.sub("\n\n", value)))
    if lines and "\n" not in plain.strip():
        plain = _GLUED.sub("\n\n", plain)
    return plain.strip() if lines else " ".join(plain.split())


def _name(value: Any) -> str:
    """One name, or several: of people, of organisations, or plain."""
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in _several(value)]
    return ", ".join(name for name in names if name)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _meta(root: Tag, *names: str) -> str:
    for name in names:
        for key in ("property", "name", "itemprop"):
            tag = root.find("meta", attrs={key: re.compile(rf"^{re.escape(name)}$", re.IGNORECASE)})
            content = tag.get("content") if tag else None
            if isinstance(content, str) and content.strip():
                return " ".join(content.split())
    return ""


def _tag(root: Tag, name: str) -> str:
    tag = root.find(name)
    return " ".join(tag.get_text().split()) if tag else ""


def _titled(root: Tag) -> tuple[str, str]:
    """The page's title without the site's name, and that name, where a headline parts one from the other."""
    title = _tag(root, "title")
    for headline in root.find_all("h1"):
        text = " ".join(headline.get_text().split())
        rest = title.removeprefix(text) if text else title
        if rest != title:
            site = _PARTING.split(rest)[-1].strip()
            return text, site if _PARTING.match(rest) and len(site) <= _SITE_LENGTH else ""
    return title, ""


def _link(root: Tag) -> str:
    tag = root.find("link", rel="canonical")
    href = tag.get("href") if tag else None
    return href if isinstance(href, str) else ""


def _language(root: Tag, node: Mapping[str, Any]) -> str:
    return _locale(root, node).partition("-")[0].lower()


def _locale(root: Tag, node: Mapping[str, Any]) -> str:
    """The language that the page states, with its region if it names one: en-GB."""
    page = root.find("html")
    lang = page.get("lang") if page else None
    stated = _text(node.get("inLanguage")) or (lang if isinstance(lang, str) else "")
    found = re.match(r"([A-Za-z]{2})(?:[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2}))?(?![A-Za-z])", stated.strip())
    return "-".join(part for part in (found[1].lower(), (found[2] or "").upper()) if part) if found else ""
