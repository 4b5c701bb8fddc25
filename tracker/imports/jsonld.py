"""What a news page says of itself in JSON-LD and meta tags.

Owns the reading of headline, date, publisher and body from a page's own metadata. Never trusts a date that it does
not understand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup

from tracker.imports.moments import read_when
from tracker.language.decoding import clean
from tracker.when import When

_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion|BackgroundNews|Review)?Article$|BlogPosting|Report$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dcterms.created", "publish_date",
)  # fmt: skip
_MARKUP = re.compile(r"<[^>]+>")


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


def page_facts(soup: BeautifulSoup) -> PageFacts:
    """Facts from JSON-LD, and from meta tags where JSON-LD is silent. A broken block is passed over."""
    node = next(_articles(soup), {})
    publisher = _name(node.get("publisher"))
    return PageFacts(
        title=_text(node.get("headline")) or _meta(soup, "og:title", "twitter:title") or _tag(soup, "title"),
        outlet=publisher or _meta(soup, "og:site_name", "application-name"),
        url=_meta(soup, "og:url") or _link(soup) or _text(node.get("url")),
        language=_language(soup, node),
        body=_text(node.get("articleBody"), lines=True),
        author=_name(node.get("author")),
        published=_date(soup, node),
    )


def _articles(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(_CONTROL.sub(" ", script.string or script.get_text() or ""))
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data) if _is_article(node))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key))


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
    plain = BeautifulSoup(value, "lxml").get_text() if _MARKUP.search(value) or "&" in value else value
    return plain.strip() if lines else " ".join(plain.split())


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for item in value if (name := _name(item)))
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _meta(soup: BeautifulSoup, *names: str) -> str:
    for name in names:
        for key in ("property", "name", "itemprop"):
            tag = soup.find("meta", attrs={key: re.compile(rf"^{re.escape(name)}$", re.IGNORECASE)})
            content = tag.get("content") if tag else None
            if isinstance(content, str) and content.strip():
                return " ".join(content.split())
    return ""


def _tag(soup: BeautifulSoup, name: str) -> str:
    tag = soup.find(name)
    return " ".join(tag.get_text().split()) if tag else ""


def _link(soup: BeautifulSoup) -> str:
    tag = soup.find("link", rel="canonical")
    href = tag.get("href") if tag else None
    return href if isinstance(href, str) else ""


def _language(soup: BeautifulSoup, node: dict[str, Any]) -> str:
    root = soup.find("html")
    lang = root.get("lang") if root else None
    stated = _text(node.get("inLanguage")) or (lang if isinstance(lang, str) else "")
    return stated.replace("_", "-").split("-")[0].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", stated) else ""


def _date(soup: BeautifulSoup, node: dict[str, Any]) -> When | None:
    for stated in (_text(node.get("datePublished")), *(_meta(soup, name) for name in _DATE_NAMES)):
        if stated and (when := read_when(stated)):
            return when
    tag = soup.find("time", attrs={"datetime": True})
    shown = tag.get("datetime") if tag else None
    return read_when(shown) if isinstance(shown, str) and shown else None
