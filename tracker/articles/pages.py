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
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from tracker.articles.facts import PageFacts, page_facts
from tracker.language.quoting.scraped import is_scraped
from tracker.language.texts.decoding import decode

_SILENT_NAMES = (
    "script style noscript template nav header footer aside form figure figcaption button svg iframe head dialog select"
)
_BLOCK_NAMES = (
    "p div section article main ul ol li table blockquote h1 h2 h3 h4 h5 h6 figure header footer nav aside form pre dl"
)
_DROP = frozenset(_SILENT_NAMES.split())
_BLOCK = frozenset(_BLOCK_NAMES.split())
_BLOCK_LIST = sorted(_BLOCK)
_HOLDERS = frozenset({"div", "section", "article", "main", "td"})
_BOILER = re.compile(
    r"related|promo|newsletter|share|social|comment|cookie|consent|advert|recommend|sidebar|breadcrumb|subscri|caption"
    r"|paywall|modal|popup|overlay|toolbar|device-|sign-?in|sign-?up|capping|disclaimer",
    re.IGNORECASE,
)
#: What only screen readers say ("opens new tab").
_UNSEEN = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "a11y-hidden"}
)
_CLIPPED = re.compile(r"clip:\s*rect\(0|display:\s*none", re.IGNORECASE)
_LOOKS_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)
#: Less than this is no article, and a division with less is no paragraph.
_SHORT = 200
_LINE = 60
_SAMPLE = 4096
#: Who worked on an article is said among its last paragraphs, of an article that has more than those.
_LAST_LINES = 4
_LINES_AT_LEAST = 4
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's facts and the article's text, paragraphs parted by an empty line."""

    facts: PageFacts
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One paragraph element and its paragraphs: two line breaks in a row part them.

    `loose`: text that stands bare in an element beside other blocks; `tag` is that element.
    """

    tag: Tag
    texts: tuple[str, ...]
    loose: bool = False

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
    texts = [text for run in chosen for text in run.texts]
    found: list[str] = []
    for at, text in enumerate(texts):
        if text not in found[-1:] and not is_scraped(
            text, closing=at >= max(_LINES_AT_LEAST, len(texts) - _LAST_LINES)
        ):
            found.append(text)
    return found


def _weight(runs: Sequence[_Run]) -> int:
    return sum(run.weight for run in runs)


def _densest(runs: Sequence[_Run]) -> list[_Run]:
    """Those under the element whose own paragraphs weigh most; an article or main element is preferred."""
    scores: dict[int, int] = {}
    articles: dict[int, int] = {}
    for run in runs:
        for step, around in enumerate(_around(run)):
            if step < 3:  # noqa: PLR2004  (parent, grandparent and the one around it, each for half as much)
                scores[id(around)] = scores.get(id(around), 0) + (run.weight >> step)
            if around.name in ("article", "main"):
                articles[id(around)] = articles.get(id(around), 0) + run.weight
    best = max(articles, key=lambda one: articles[one], default=0)
    if articles.get(best, 0) <= _SHORT:
        best = max(scores, key=lambda one: scores[one], default=0)
    return [run for run in runs if any(id(around) == best for around in _around(run))]


def _around(run: _Run) -> Iterator[Tag]:
    if run.loose:
        yield run.tag
    yield from (around for around in run.tag.parents if isinstance(around, Tag))


def _runs(root: Tag, *, everything: bool) -> Iterator[_Run]:
    """The paragraph elements in page order, without those inside of what only surrounds an article."""
    todo: list[Tag | _Run] = [root]
    while todo:
        tag = todo.pop()
        if isinstance(tag, _Run):
            yield tag
            continue
        if (tag.name in _DROP and not _holds_the_page(tag)) or (_is_boiler(tag) and not everything):
            continue
        children = [child for child in tag.contents if isinstance(child, Tag)]
        if tag.name == "p" or (tag.name == "div" and not any(map(_is_block, children))):
            texts = tuple(_texts(tag.contents))
            if texts and (tag.name == "p" or _is_paragraph([tag], sum(map(len, texts)))):
                yield _Run(tag=tag, texts=texts)
            continue
        todo.extend(reversed(_parts(tag)))


def _parts(tag: Tag) -> list[Tag | _Run]:
    """The elements in a tag, and the bare texts between its blocks that are long enough for paragraphs."""
    if tag.name not in _HOLDERS:
        return [child for child in tag.contents if isinstance(child, Tag)]
    parts: list[Tag | _Run] = []
    bare: list[PageElement] = []
    for child in (*tag.contents, None):
        if child is not None and not _is_block(child):
            bare.append(child)
            continue
        texts = tuple(_texts(bare))
        if _is_paragraph([one for one in bare if isinstance(one, Tag)], sum(map(len, texts))):
            parts.append(_Run(tag=tag, texts=texts, loose=True))
        else:
            parts.extend(one for one in bare if isinstance(one, Tag))
        bare = []
        if isinstance(child, Tag):
            parts.append(child)
    return parts


def _is_block(node: PageElement) -> bool:
    """Whether an element is a block, or holds one whatever it is called."""
    return isinstance(node, Tag) and (node.name in _BLOCK | _DROP or node.find(_BLOCK_LIST) is not None)


def _holds_the_page(tag: Tag) -> bool:
    """ASP.NET puts whole pages into one form; a form to fill in has no headline."""
    return tag.name == "form" and tag.find(["main", "article", "h1"]) is not None


def _is_paragraph(tags: Sequence[Tag], length: int) -> bool:
    """Whether what stands in elements is one: long enough, and no list of links to other articles."""
    links = (link for tag in tags for link in ([tag] if tag.name == "a" else tag.find_all("a")))
    linked = sum(len(link.get_text()) for link in links)
    return length >= _LINE and linked <= _HALF * length


def _texts(nodes: Sequence[PageElement]) -> Iterator[str]:
    parts: list[str] = []
    todo: list[object] = list(reversed(nodes))
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            names = node.get("class") or ()
            if node.name == "br":
                parts.append("\n")
            elif "br" in names and not node.contents:  # an empty <span class="br"> is drawn as a gap
                parts.append("\n\n")
            elif node.name not in _DROP and not _is_unseen(node):
                todo.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            parts.append(" ".join(f".{node}.".split())[1:-1])
    for text in re.split(r"\n\s*\n", "".join(parts)):
        line = " ".join(text.split())
        if line:
            yield line


def _is_unseen(tag: Tag) -> bool:
    """Whether words are for screen readers alone: no reader of the page sees them in the sentence."""
    return not _UNSEEN.isdisjoint(tag.get("class") or ()) or bool(_CLIPPED.search(str(tag.get("style") or "")))


def _is_boiler(tag: Tag) -> bool:
    if tag.name in ("article", "main", "body", "html"):
        return False
    names = tag.get("class")
    return bool(_BOILER.search(" ".join(names) if isinstance(names, list) else names or ""))
