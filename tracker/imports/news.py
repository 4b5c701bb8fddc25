"""A news article, from scraped text or a saved page, as one rendering that is nobody's statement.

Owns title, outlet and publication date of an article. Never splits it into quotations and never takes the day on
which somebody viewed the page for the day on which it was published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.articles.moments import read_when
from tracker.articles.pages import looks_html, read_page
from tracker.errors import BadInput
from tracker.imports.parsed import Parsed
from tracker.language.decoding import decode
from tracker.language.identify import identify
from tracker.model import Capture, Rendering, rendering_id
from tracker.terms import Evidence, Form, Wording
from tracker.when import When

_META = re.compile(r"\A\ufeff?[ \t]*date[ :]+(\d{4}-\d{2}-\d{2})[ \t]*\n?", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE_LINE = re.compile(rf"\s*(?:(?:{_WEEKDAY}),? )?({_DAY})(?:[ ,|]+\d{{1,2}}:\d{{2}}.*)?\s*", re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"\s*(?:published|posted|first published|publish date|date)\s*(?:on|at)?[: ]*.*?({_DAY})", re.IGNORECASE
)
_UPDATED = re.compile(r"\s*(?:last )?(?:updated|modified)", re.IGNORECASE)
_BYLINE = re.compile(r"\s*By\s+[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,5}\s*(?:\|.*)?")
_DATELINE = re.compile(
    rf"\s*(?P<place>[A-Z][A-Za-z .’'/-]{{2,40}}?),? (?:(?P<day>{_MONTH} \d{{1,2}}),? ?(?P<year>\d{{4}})? )?"
    r"\((?P<outlet>[A-Z][A-Za-z .]{1,24}?)\)",
)
_OUTLETS = {
    "PTI": "PTI", "AP": "AP", "Reuters": "Reuters", "AFP": "AFP", "Xinhua": "Xinhua", "ANI": "ANI", "IANS": "IANS",
    "TASS": "TASS", "APP": "APP", "UPI": "UPI", "dpa": "dpa", "AA": "AA", "Yonhap": "Yonhap", "Kyodo": "Kyodo",
}  # fmt: skip
_CLOSING = re.compile(r"\b(PTI|ANI|IANS|AFP|TASS)(?: [A-Z]{2,4}){1,6}\s*\Z")
_FURNITURE = re.compile(rf"\s*(?:close|menu|search|share|advertisement|subscribe|{_WEEKDAY},? .*)\s*", re.IGNORECASE)
_TITLE_LENGTH = 220
_HEAD = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What an article says of itself: text whole, the rest empty where it is silent."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    author: str = ""
    published: When | None = None


def parse_news(capture: Capture, content: bytes, *, name: str) -> Parsed:
    """One article rendering for the file, with its text whole.

    Its id comes from the import's name and the page's own address, or the file name. Raises BadInput for a page
    without an article.
    """
    article = _page(content, name) if looks_html(content) else read_text(decode(content).text)
    if not article.text.strip():
        raise BadInput(f"{name}: no article text found; save the whole page or its text")
    rendering = Rendering(
        id=rendering_id(capture.source, article.url or name),
        source=capture.source,
        form=Form.ARTICLE,
        evidence=Evidence.PARAPHRASED,
        wording=Wording.OUTLET,
        language=article.language or identify(article.text),
        kind="news",
        title=article.title,
        text=article.text,
        url=article.url,
        external_id=name,
        outlet=article.outlet,
        published=article.published,
        capture=capture.id,
        retrieved_at=capture.retrieved_at,
    )
    return Parsed(renderings=(rendering,))


def _page(content: bytes, name: str) -> Article:
    page = read_page(content)
    if not page.text:
        raise BadInput(f"{name}: no element of the page holds an article's paragraphs; save it as text instead")
    facts = page.facts
    return Article(
        text=page.text,
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        language=facts.language,
        author=facts.author,
        published=facts.published,
    )


def read_text(raw: str) -> Article:
    """An article from scraped plain text.

    A first line ` date YYYY-MM-DD` is metadata and is trusted; then a byline's date, then a dateline with a year. A
    date at the top that follows no byline is the day of viewing and is never used; with nothing else, None.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    stated = _META.match(text)
    body = text[stated.end() :] if stated else text
    head = [line for line in body.split("\n") if line.strip()][:_HEAD]
    dateline = next((m for line in head if (m := _DATELINE.match(line))), None)
    published = read_when(stated.group(1)) if stated else _byline_date(head) or _dateline_date(dateline)
    return Article(text=body.strip("\n"), title=_title(head), outlet=_outlet(dateline, body), published=published)


def _byline_date(head: list[str]) -> When | None:
    """The date that a "Published" line states, or that stands on its own within two lines after a byline."""
    since_byline = _HEAD
    for line in head:
        since_byline = 0 if _BYLINE.fullmatch(line) else since_byline + 1
        named = None if _UPDATED.match(line) else _PUBLISHED.match(line)
        alone = _DATE_LINE.fullmatch(line) if since_byline in (1, 2) else None
        if found := named or alone:
            return read_when(_plain_date(found.group(1)))
    return None


def _plain_date(stated: str) -> str:
    return re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", re.sub(r"(?<=[A-Za-z])\.", "", stated)).replace(" ,", ",")


def _dateline_date(dateline: re.Match[str] | None) -> When | None:
    """A dateline without a year ("Aug 27") names no date by itself."""
    if not dateline or not dateline.group("year"):
        return None
    return read_when(_plain_date(f"{dateline.group('day')}, {dateline.group('year')}"))


def _outlet(dateline: re.Match[str] | None, body: str) -> str:
    if dateline and dateline.group("outlet") in _OUTLETS:
        return _OUTLETS[dateline.group("outlet")]
    closing = _CLOSING.search(body)
    return _OUTLETS[closing.group(1)] if closing else ""


def _title(head: list[str]) -> str:
    """The first line that reads like a headline: short, no full stop, no date, byline or dateline."""
    for line in head[:4]:
        bare = line.strip()
        if _FURNITURE.fullmatch(bare) or _DATE_LINE.fullmatch(bare):
            continue
        return bare if _headline(bare) and len(head) > 1 else ""
    return ""


def _headline(line: str) -> bool:
    ends = line.endswith((".", "。", "”", '"', ":", "："))
    return len(line) <= _TITLE_LENGTH and not ends and not _DATELINE.match(line) and not _BYLINE.fullmatch(line)
