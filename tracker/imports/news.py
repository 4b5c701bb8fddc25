"""A news article, from scraped text or a saved page, as one rendering that is nobody's statement.

Owns title, outlet and publication date of an article. Never splits it into quotations and never takes the day on
which somebody viewed the page for the day on which it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from tracker.articles.datelines import Dateline, changes, dateline, is_byline, line_dates, states_a_day
from tracker.articles.moments import read_when
from tracker.articles.pages import looks_html, read_page
from tracker.articles.published import Witness, settle
from tracker.errors import BadInput
from tracker.imports.parsed import Parsed
from tracker.language.texts.decoding import decode
from tracker.language.texts.identify import identify
from tracker.model import Capture, Rendering, rendering_id
from tracker.terms import Evidence, Form, Wording
from tracker.when import When

_META = re.compile(r"\A\ufeff?[ \t]*date[ :]+(\d{4}-\d{2}-\d{2})[ \t]*\n?", re.IGNORECASE)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_OUTLETS = {
    "PTI": "PTI", "AP": "AP", "Reuters": "Reuters", "AFP": "AFP", "Xinhua": "Xinhua", "ANI": "ANI", "IANS": "IANS",
    "TASS": "TASS", "APP": "APP", "UPI": "UPI", "dpa": "dpa", "AA": "AA", "Yonhap": "Yonhap", "Kyodo": "Kyodo",
}  # fmt: skip
_CLOSING = re.compile(r"\b(PTI|ANI|IANS|AFP|TASS)(?: [A-Z]{2,4}){1,6}\s*\Z")
_FURNITURE = re.compile(rf"\s*(?:close|menu|search|share|advertisement|subscribe|{_WEEKDAY},? .*)\s*", re.IGNORECASE)
_TITLE_LENGTH = 220
_HEAD = 15
_SAMPLE = 4000


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
    doubt: str = ""


def parse_news(capture: Capture, content: bytes, *, name: str) -> Parsed:
    """One article rendering for the file, with its text whole.

    Its id comes from the import's name and the page's own address, or the file name. Raises BadInput for a page
    without an article.
    """
    retrieved = capture.retrieved_at
    if looks_html(content):
        article = _page(content, name, retrieved)
    else:
        article = read_text(decode(content).text, retrieved=retrieved)
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


def _page(content: bytes, name: str, retrieved: datetime) -> Article:
    page = read_page(content, retrieved=retrieved)
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
        doubt=facts.doubt,
    )


def read_text(raw: str, *, retrieved: datetime | None = None) -> Article:
    """An article from scraped plain text, read at `retrieved`.

    A first line ` date YYYY-MM-DD` is metadata; then a line of publication or a byline's date, a dateline with a year,
    a date below the headline. A date at the top that follows none of these is the day of viewing and is never used.
    Where they contradict each other, `published` is as coarse as what they share.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    stated = _META.match(text)
    body = text[stated.end() :] if stated else text
    head = [line for line in body.split("\n") if line.strip()][:_HEAD]
    opening = next((found for line in head if (found := dateline(line))), None)
    title, locale = _title(head), identify(body[:_SAMPLE])
    at = next((at for at, line in enumerate(head) if title and line.strip() == title), None)
    said = [*_witnesses(stated.group(1) if stated else "", head, opening, locale=locale, title=at)]
    settled = settle(said, changed=changes(head, locale=locale), retrieved=retrieved)
    return Article(
        text=body.strip("\n"),
        title=title,
        outlet=_outlet(opening, body),
        published=settled.when,
        doubt=settled.doubt,
    )


def _witnesses(
    stated: str, head: list[str], opening: Dateline | None, *, locale: str, title: int | None
) -> Iterator[Witness]:
    """What the text says of its publication, most trusted first."""
    first = read_when(stated) if stated else None
    known = [Witness(basis="its first line", when=first)] if first else []
    known += islice(line_dates(head, locale=locale, title=title), 1)
    yield from known
    if opening and opening.when:
        yield Witness(basis="its dateline", when=opening.when)
    elif opening and opening.month_day:
        # a day without a year names none, but speaks for one of the others
        spoken = (one.when for one in known if _on(one.when, opening.month_day))
        yield from (Witness(basis="its dateline", when=when, strong=False) for when in islice(spoken, 1))


def _on(when: When, month_day: tuple[int, int]) -> bool:
    """Whether a date is that day of the year or the day after, when papers print what wires sent."""
    return any((day.month, day.day) == month_day for day in (when.day, when.day - timedelta(days=1)))


def _outlet(opening: Dateline | None, body: str) -> str:
    if opening and opening.outlet in _OUTLETS:
        return _OUTLETS[opening.outlet]
    closing = _CLOSING.search(body)
    return _OUTLETS[closing.group(1)] if closing else ""


def _title(head: list[str]) -> str:
    """The first line that reads like a headline: short, no full stop, no date, byline or dateline."""
    for line in head[:4]:
        bare = line.strip()
        if _FURNITURE.fullmatch(bare) or states_a_day(bare, locale="en"):
            continue
        return bare if _headline(bare) and len(head) > 1 else ""
    return ""


def _headline(line: str) -> bool:
    ends = line.endswith((".", "。", "”", '"', ":", "："))
    return len(line) <= _TITLE_LENGTH and not ends and not dateline(line) and not is_byline(line)
