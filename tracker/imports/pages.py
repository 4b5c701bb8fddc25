"""The body of a saved news page, by where its paragraphs stand.

Owns which element holds the article. Never follows a link and never keeps navigation, captions or scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from tracker.imports.jsonld import PageFacts, page_facts
from tracker.language.decoding import decode

_DROP = ["script", "style", "noscript", "nav", "header", "footer", "aside", "form", "figure", "button", "svg", "iframe"]
_BOILER = re.compile(
    r"related|promo|newsletter|share|social|comment|cookie|consent|advert|recommend|sidebar|breadcrumb|subscribe|caption",
    re.IGNORECASE,
)
_LOOKS_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)
_SHORT = 200
_SAMPLE = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's facts and the article's text, paragraphs parted by an empty line."""

    facts: PageFacts
    text: str


def looks_html(content: bytes) -> bool:
    """Whether the first bytes hold HTML tags."""
    return bool(_LOOKS_HTML.search(content[:_SAMPLE]))


def read_page(content: bytes) -> Page:
    """The article of an HTML page. `text` is empty when no element holds paragraphs enough to be one."""
    soup = BeautifulSoup(decode(content, content_type="text/html").text, "lxml")
    facts = page_facts(soup)
    for tag in soup.find_all(_DROP):
        tag.decompose()
    text = _densest(soup)
    if len(facts.body) > max(_SHORT, 2 * len(text)):
        text = facts.body
    return Page(facts=facts, text=text)


def _densest(soup: BeautifulSoup) -> str:
    """The paragraphs of the element whose own paragraphs weigh most; an article or main element is preferred."""
    scores: dict[int, tuple[Tag, int]] = {}
    for paragraph in soup.find_all("p"):
        weight = len(paragraph.get_text(strip=True))
        for step, parent in enumerate(p for p in list(paragraph.parents)[:3] if isinstance(p, Tag)):
            tag, total = scores.get(id(parent), (parent, 0))
            scores[id(parent)] = (tag, total + (weight >> step))
    articles = [tag for tag in soup.find_all(["article", "main"]) if len(_paragraphs(tag)) > _SHORT]
    best = max(articles, key=lambda t: len(_paragraphs(t)), default=None)
    if best is None and scores:
        best = max(scores.values(), key=lambda pair: pair[1])[0]
    return _paragraphs(best) if best else ""


def _paragraphs(tag: Tag) -> str:
    found: list[str] = []
    for paragraph in tag.find_all("p"):
        if any(_is_boiler(parent) for parent in list(paragraph.parents)[:3] if isinstance(parent, Tag)):
            continue
        text = " ".join(paragraph.get_text().split())
        if text and text not in found[-1:]:
            found.append(text)
    return "\n\n".join(found)


def _is_boiler(tag: Tag) -> bool:
    if tag.name in ("article", "main", "body", "html"):
        return False
    names = tag.get("class")
    return bool(_BOILER.search(" ".join(names) if isinstance(names, list) else names or ""))
