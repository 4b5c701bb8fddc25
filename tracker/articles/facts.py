"""What a news page says of itself in JSON-LD and meta tags.

Owns the reading of headline, date, publisher and body from a page's own metadata. Never trusts a date that it does
not understand.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4.element import Tag

from tracker.articles.moments import read_when
from tracker.language.decoding import clean
from tracker.when import When

_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion|BackgroundNews|Review)?Article$|BlogPosting|Report$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dcterms.created", "publish_date",
)  # fmt: skip
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BREAK = re.compile(r"<(?:/p|/div|br\s*/?)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page's own account of itself; empty where it is silent. `updated` is kept apart from `published`."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    author: str = ""
    published: When | None = None


def page_facts(root: Tag) -> PageFacts:
    """Facts from JSON-LD, and from meta tags where JSON-LD is silent. A broken block is passed over."""
    node = next(_articles(root), {})
    publisher = _name(node.get("publisher"))
    return PageFacts(
        title=_text(node.get("headline")) or _meta(root, "og:title", "twitter:title") or _tag(root, "title"),
        outlet=publisher or _meta(root, "og:site_name", "application-name"),
        url=_meta(root, "og:url") or _link(root) or _text(node.get("url")),
        language=_language(root, node),
        body=_text(node.get("articleBody"), lines=True),
        author=_name(node.get("author")),
        published=_date(root, node),
    )


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


def _link(root: Tag) -> str:
    tag = root.find("link", rel="canonical")
    href = tag.get("href") if tag else None
    return href if isinstance(href, str) else ""


def _language(root: Tag, node: dict[str, Any]) -> str:
    page = root.find("html")
    lang = page.get("lang") if page else None
    stated = _text(node.get("inLanguage")) or (lang if isinstance(lang, str) else "")
    return stated.replace("_", "-").split("-")[0].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", stated) else ""


def _date(root: Tag, node: dict[str, Any]) -> When | None:
    for stated in (_text(node.get("datePublished")), *(_meta(root, name) for name in _DATE_NAMES)):
        if stated and (when := read_when(stated)):
            return when
    tag = root.find("time", attrs={"datetime": True})
    shown = tag.get("datetime") if tag else None
    return read_when(shown) if isinstance(shown, str) and shown else None
