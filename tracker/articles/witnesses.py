"""Every place of a news page that states when it was published.

Owns which elements and addresses are asked, and in which order they are believed. Never weighs one against another:
that is published's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bs4.element import NavigableString, PreformattedString, Tag

from tracker.articles.datelines import line_dates
from tracker.articles.moments import read_when
from tracker.articles.published import Witness
from tracker.errors import BadDate
from tracker.when import Precision, When

#: Names under which sites declare a date of publication, and nothing else; lower case.
_DECLARED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "rnews:datepublished", "publishdate", "publish-date", "publish_date", "published_date", "publication_date",
    "pubdate", "parsely-pub-date", "sailthru.date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "citation_publication_date",
)  # fmt: skip
#: Names that say "date" and leave open of what.
_LOOSE = ("date", "dcterms.created", "dc.date.created", "dc.created", "datecreated", "created")
_CHANGED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<year2>(?:19|20)\d\d)/(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(?P<day2>\d{1,2})(?!\d)"
    r"|(?<=[/t_-])(?P<year3>20\d\d)/?(?P<month3>[01]\d)(?P<day3>[0-3]\d)(?=[/_.]|$)"
    r"|/(?P<year4>(?:19|20)\d\d)/(?P<month4>0[1-9]|1[0-2])/(?=\D)"
)
_CHANGE_WORDS = re.compile(r"updat|modif|edited|revis|更新|обновл|mise? à jour|güncel", re.IGNORECASE)
_AROUND = frozenset({"aside", "footer", "nav", "figure", "figcaption", "ul", "ol", "li", "form", "dialog"})
_OTHER_STORIES = re.compile(
    r"related|recommend|more-|most-|latest|trending|promo|comment|sidebar|teaser|ticker|live|timeline|card|also",
    re.IGNORECASE,
)
_STRINGS_BELOW = 60
_PARAGRAPH = 200


def witnesses(root: Tag, node: Mapping[str, Any], *, url: str, locale: str) -> Iterator[Witness]:
    """What the page says of its date of publication, most trusted place first. `node` is its article in JSON-LD."""
    yield from _declared("JSON-LD datePublished", node.get("datePublished"), locale)
    metas = {name: content for tag in root.find_all("meta") for name, content in _named(tag)}
    declared = (one for name in _DECLARED for one in _declared(f"meta {name}", metas.get(name), locale))
    yield from islice(declared, 1)  # one program fills them all
    yield from _marked(root, locale)
    yield from _declared("JSON-LD coverageStartTime", node.get("coverageStartTime"), locale, strong=False)
    yield from from_address(url)
    yield from islice(_below_headline(root, locale), 1)
    yield from _times(root, locale)
    for name in _LOOSE:
        yield from _declared(f"meta {name}", metas.get(name), locale, strong=False)


def created(node: Mapping[str, Any], locale: str) -> Iterator[Witness]:
    """When the article was begun: a last resort, since drafts lie for days."""
    yield from _declared("JSON-LD dateCreated", node.get("dateCreated"), locale, strong=False)


def last_change(root: Tag, node: Mapping[str, Any], *, locale: str) -> When | None:
    """The last change that the page declares."""
    metas = {name: content for tag in root.find_all("meta") for name, content in _named(tag)}
    for value in (node.get("dateModified"), *(metas.get(name) for name in _CHANGED)):
        when = _read(value, locale)
        if when is not None:
            return when
    return None


def from_address(url: str) -> Iterator[Witness]:
    """The day, or the month, in an address such as /2024/08/27/ or /202408/t20240827_1.html."""
    found = _ADDRESS.search(urlsplit(url).path) if url else None
    if found is None:
        return
    part = found.groupdict()
    year = part["year"] or part["year2"] or part["year3"] or part["year4"]
    month = part["month"] or part["month3"] or part["month4"]
    if part["name"]:
        month = str(_ENGLISH_MONTHS.index(part["name"]) + 1)
    day = part["day"] or part["day2"] or part["day3"]
    try:
        when = When(f"{year}-{int(month):02d}-{int(day):02d}" if day else f"{year}-{int(month):02d}")
    except BadDate:
        return
    yield Witness(basis="its address", when=when, strong=False)


def _named(tag: Tag) -> Iterator[tuple[str, str]]:
    content = tag.get("content")
    for key in ("property", "name", "itemprop"):
        name = tag.get(key)
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            yield name.strip().lower(), content


def _read(value: object, locale: str) -> When | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return read_when(value, locale=locale) if isinstance(value, str) and value.strip() else None


def _declared(basis: str, value: object, locale: str, *, strong: bool = True) -> Iterator[Witness]:
    when = _read(value, locale)
    if when is not None and when.precision is not Precision.YEAR:
        yield Witness(basis=basis, when=when, strong=strong)


def _marked(root: Tag, locale: str) -> Iterator[Witness]:
    """Elements that are marked as the date of publication, outside of lists of other stories."""
    for tag in root.find_all(
        ["time", "span", "div", "p"], attrs={"itemprop": re.compile("^datePublished$", re.IGNORECASE)}
    ):
        if not _elsewhere(tag):
            value = tag.get("datetime") or tag.get("content") or tag.get_text(" ", strip=True)
            yield from _declared("itemprop datePublished", value, locale)
            return
    for tag in root.find_all("time", attrs={"pubdate": True}):
        if not _elsewhere(tag):
            yield from _declared("time pubdate", tag.get("datetime"), locale)
            return


def _times(root: Tag, locale: str) -> Iterator[Witness]:
    """The first <time> that stands in the article itself and does not speak of a change."""
    for tag in root.find_all("time"):
        names = " ".join(tag.get("class") or []) + str(tag.get("itemprop") or "")
        before = " ".join(_strings_before(tag))
        if _elsewhere(tag) or _CHANGE_WORDS.search(f"{before} {names} {tag.get_text(' ')}"):
            continue
        value = tag.get("datetime") or tag.get_text(" ", strip=True)
        when = _read(value, locale)
        if when is not None:
            yield Witness(basis="its first time element", when=when, strong=False)
            return


def _strings_before(tag: Tag) -> list[str]:
    """The words right before an element, within its parent: "Updated" is said there."""
    said: list[str] = []
    for node in tag.previous_siblings:
        said.append(node.get_text(" ") if isinstance(node, Tag) else str(node))
        if len(said) > 1:
            break
    return said


def _elsewhere(tag: Tag) -> bool:
    """Whether an element belongs to a list, a menu or another story."""
    for around in tag.parents:
        if not isinstance(around, Tag) or around.name in ("article", "main", "body"):
            return False
        names = around.get("class")
        if around.name in _AROUND or _OTHER_STORIES.search(" ".join(names) if isinstance(names, list) else names or ""):
            return True
    return False


def _below_headline(root: Tag, locale: str) -> Iterator[Witness]:
    """The lines between the headline and the first paragraph."""
    for headline in root.find_all("h1"):
        lines = [" ".join(headline.get_text().split())]
        if not lines[0]:
            continue
        within = {id(one) for one in headline.descendants}
        for node in headline.next_elements:
            if isinstance(node, PreformattedString) or not isinstance(node, NavigableString) or id(node) in within:
                continue
            line = " ".join(node.split())
            if len(line) > _PARAGRAPH or len(lines) > _STRINGS_BELOW:
                break
            if line and node.parent is not None and node.parent.name not in ("script", "style", "time"):
                lines.append(line)
        yield from line_dates(lines, locale=locale, title=0)
        return
