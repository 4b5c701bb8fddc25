"""RSS and Atom to records.

Owns refusing document types and entities before feedparser sees a byte, and which part of an entry is its text.
Never fetches.
"""

from __future__ import annotations

import html
import io
import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat import errors as expat

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from tracker.collect.reading.records import Record
from tracker.errors import BadPage
from tracker.model import Capture
from tracker.sources import Source

#: Faults that careless publishers make in the middle of an otherwise whole feed (a bare & or an HTML entity).
#: Everything else, above all a feed that ends early, could store half a text as if it were an edit.
_FORGIVEN = frozenset(
    expat.codes[message] for message in (expat.XML_ERROR_UNDEFINED_ENTITY, expat.XML_ERROR_INVALID_TOKEN)
)
#: A feed has a few hundred elements, a sitemap may have 50,000 links of some parts each; both are flat.
MAX_ELEMENTS, MOST_LINKS = 60_000, 250_000
MAX_DEPTH, MAX_ATTRIBUTES = 256, 100
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[a-z][^>]{65536}", re.IGNORECASE)
#: The comment after the root is looked at once, and not again for every root that it speaks of.
_ENDS = re.compile(
    rb"</(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--(?:(?!-->|</(?:rss|feed|rdf:RDF)).)*+-->\s*)?\Z", re.IGNORECASE | re.DOTALL
)


def feed_records(source: Source, capture: Capture, body: bytes) -> list[Record]:
    """The entries of a feed. BadPage if it is none, is cut off, or declares a document type or entities."""
    _check_xml(source, capture, body)
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise BadPage(f"{source.id}: {capture.url}: expected RSS or Atom, found other XML; check the feed's address")
    return [Record(value=_entry(entry)) for entry in feed.entries]


def _check_xml(source: Source, capture: Capture, body: bytes) -> None:
    try:
        read_xml(source.id, capture, body, what="feed", most=MAX_ELEMENTS)
    except BadPage as error:
        fault = error.__cause__
        if not isinstance(fault, ParseError) or fault.code not in _FORGIVEN or not _ENDS.search(body):
            raise
        if _DECLARES.search(body):
            raise _declares(source.id, capture, "feed") from error
        if body.count(b"<") > 2 * MAX_ELEMENTS or _LONG_TAG.search(body):
            raise BadPage(f"{source.id}: {capture.url}: a broken feed of too many parts; it was not read") from error


class _OverBudget(Exception):
    """More of something than any honest feed has."""


class _Bounded(TreeBuilder):
    """Builds a tree until it has more elements, depth or attributes than any honest feed."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left, self._depth, self._most = most, 0, most

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """An element begins."""
        self._left -= 1
        self._depth += 1
        if self._left < 0 or self._depth > MAX_DEPTH or len(attrs) > MAX_ATTRIBUTES:
            raise _OverBudget(
                f"more than {self._most} elements, {MAX_DEPTH} inside each other or {MAX_ATTRIBUTES} attributes"
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """An element ends."""
        self._depth -= 1
        return super().end(tag)


def read_xml(reader: str, capture: Capture, body: bytes, *, what: str, most: int = MOST_LINKS) -> Element:
    """The root of a whole XML body. BadPage if it is cut off, or declares a document type or entities, or is a trap.

    `reader` is who reads it, for the message: a source's id, or "new" for a page that nobody has described yet.
    """
    where = f"{reader}: {capture.url}"
    try:
        parser = DefusedXMLParser(target=_Bounded(most), forbid_dtd=True)
        parser.feed(body)
        root: Element = parser.close()
    except _OverBudget as over:
        raise BadPage(f"{where}: {over}; no honest {what} is like this, so it was not read") from over
    except DefusedXmlException as error:
        raise _declares(reader, capture, what) from error
    except ParseError as error:
        raise BadPage(f"{where}: expected a whole {what}, found {error}; asked again at the next run") from error
    except (LookupError, ValueError) as error:
        raise BadPage(f"{where}: expected a {what}, found XML in an unknown encoding ({error})") from error
    return root


def _declares(reader: str, capture: Capture, what: str) -> BadPage:
    return BadPage(f"{reader}: {capture.url}: the {what} declares a document type or entities; that is never needed")


def _entry(entry: feedparser.FeedParserDict) -> dict[str, str]:
    # dict.get passes by feedparser's fallbacks between published and updated, which warn and mislead
    contents = dict.get(entry, "content") or []
    known = ("title", "link", "id", "published", "updated", "author", "summary")
    values = {name: str(dict.get(entry, name) or "") for name in known}
    values["content"] = str(contents[0].get("value") or "") if contents else ""
    values["tags"] = "; ".join(str(tag.get("term") or "") for tag in dict.get(entry, "tags") or [])
    # state.gov escapes twice: &amp;quot;Tommy&amp;quot;
    return values | {name: html.unescape(values[name]) for name in ("title", "author")}
