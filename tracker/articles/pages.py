"""The body of a news page, by where its paragraphs stand.

Owns which element holds the article. Never follows a link, never keeps navigation, captions or scripts, and never
changes the tree that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from tracker.articles.facts import PageFacts, page_facts
from tracker.language.decoding import decode

_SILENT_NAMES = (
    "script style noscript template nav header footer aside form figure figcaption button svg iframe head dialog select"
)
_BLOCK_NAMES = (
    "p div section article main ul ol li table blockquote h1 h2 h3 h4 h5 h6 figure header footer nav aside form pre dl"
)
_DROP = frozenset(_SILENT_NAMES.split())
_BLOCK = frozenset(_BLOCK_NAMES.split())
_BOILER = re.compile(
    r"related|promo|newsletter|share|social|comment|cookie|consent|advert|recommend|sidebar|breadcrumb|subscri|caption"
    r"|paywall|modal|popup|overlay|toolbar|device-|sign-?in|sign-?up|capping|disclaimer",
    re.IGNORECASE,
)
_LOOKS_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)
#: Less than this is no article, and a division with less is no paragraph.
_SHORT = 200
_LINE = 60
_SAMPLE = 4096
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's facts and the article's text, paragraphs parted by an empty line."""

    facts: PageFacts
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One paragraph element and its paragraphs: two line breaks in a row part them."""

    tag: Tag
    texts: tuple[str, ...]

    @property
    def weight(self) -> int:
        return sum(map(len, self.texts))


def looks_html(content: bytes) -> bool:
    """Whether the first bytes hold HTML tags."""
    return bool(_LOOKS_HTML.search(content[:_SAMPLE]))


def read_page(content: bytes, *, url: str = "", retrieved: datetime | None = None) -> Page:
    """The article of an HTML page. `text` is empty when no element holds paragraphs enough to be one."""
    root = BeautifulSoup(decode(content, content_type="text/html").text, "lxml")
    return read_article(root, url=url, retrieved=retrieved)


def read_article(root: Tag, *, url: str = "", retrieved: datetime | None = None) -> Page:
    """The article of a page that is parsed already. The page's own account of its text counts where more is there.

    `url` and `retrieved` are where and when it was fetched, as far as known.
    """
    facts = page_facts(root, url=url, retrieved=retrieved)
    text = "\n\n".join(_paragraphs(root))
    return Page(facts=facts, text=facts.body if len(facts.body) > max(_SHORT, 2 * len(text)) else text)


def _paragraphs(root: Tag) -> list[str]:
    """The paragraphs of the densest element; divisions count as paragraphs only where they hold most of the text."""
    runs = list(_runs(root, everything=False)) or list(_runs(root, everything=True))
    plain = _densest([run for run in runs if run.tag.name == "p"])
    either = _densest(runs)
    chosen = plain if _weight(plain) >= _HALF * _weight(either) else either
    found: list[str] = []
    for text in (text for run in chosen for text in run.texts):
        if text not in found[-1:]:
            found.append(text)
    return found


def _weight(runs: Sequence[_Run]) -> int:
    return sum(run.weight for run in runs)


def _densest(runs: Sequence[_Run]) -> list[_Run]:
    """Those under the element whose own paragraphs weigh most; an article or main element is preferred."""
    scores: dict[int, int] = {}
    articles: dict[int, int] = {}
    for run in runs:
        for step, around in enumerate(_around(run.tag)):
            if step < 3:  # noqa: PLR2004  (parent, grandparent and the one around it, each for half as much)
                scores[id(around)] = scores.get(id(around), 0) + (run.weight >> step)
            if around.name in ("article", "main"):
                articles[id(around)] = articles.get(id(around), 0) + run.weight
    best = max(articles, key=lambda one: articles[one], default=0)
    if articles.get(best, 0) <= _SHORT:
        best = max(scores, key=lambda one: scores[one], default=0)
    return [run for run in runs if any(id(around) == best for around in _around(run.tag))]


def _around(tag: Tag) -> Iterator[Tag]:
    return (around for around in tag.parents if isinstance(around, Tag))


def _runs(root: Tag, *, everything: bool) -> Iterator[_Run]:
    """The paragraph elements in page order, without those inside of what only surrounds an article."""
    todo = [root]
    while todo:
        tag = todo.pop()
        if (tag.name in _DROP and not _holds_the_page(tag)) or (_is_boiler(tag) and not everything):
            continue
        children = [child for child in tag.contents if isinstance(child, Tag)]
        if tag.name == "p" or (tag.name == "div" and not any(child.name in _BLOCK for child in children)):
            texts = tuple(_texts(tag))
            if texts and (tag.name == "p" or _is_paragraph(tag, sum(map(len, texts)))):
                yield _Run(tag=tag, texts=texts)
            continue
        todo.extend(reversed(children))


def _holds_the_page(tag: Tag) -> bool:
    """ASP.NET puts whole pages into one form; a form to fill in has no headline."""
    return tag.name == "form" and tag.find(["main", "article", "h1"]) is not None


def _is_paragraph(tag: Tag, length: int) -> bool:
    """Whether a division is one: long enough, and no list of links to other articles."""
    linked = sum(len(link.get_text()) for link in tag.find_all("a"))
    return length >= _LINE and linked <= _HALF * length


def _texts(tag: Tag) -> Iterator[str]:
    parts: list[str] = []
    todo: list[object] = list(reversed(tag.contents))
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name == "br":
                parts.append("\n")
            elif node.name not in _DROP:
                todo.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            parts.append(" ".join(f".{node}.".split())[1:-1])
    for text in re.split(r"\n\s*\n", "".join(parts)):
        line = " ".join(text.split())
        if line:
            yield line


def _is_boiler(tag: Tag) -> bool:
    if tag.name in ("article", "main", "body", "html"):
        return False
    names = tag.get("class")
    return bool(_BOILER.search(" ".join(names) if isinstance(names, list) else names or ""))
