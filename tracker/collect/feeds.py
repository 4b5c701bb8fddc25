"""RSS and Atom to records.

Owns refusing document types and entities before feedparser sees a byte, and which part of an entry is its text.
Never fetches.
"""

from __future__ import annotations

import html
import io
import re
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors as expat

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tracker.collect.records import Record
from tracker.errors import BadPage
from tracker.model import Capture
from tracker.sources import Source

#: Faults that careless publishers make in the middle of an otherwise whole feed (a bare & or an HTML entity).
#: Everything else, above all a feed that ends early, could store half a text as if it were an edit.
_FORGIVEN = frozenset(
    expat.codes[message] for message in (expat.XML_ERROR_UNDEFINED_ENTITY, expat.XML_ERROR_INVALID_TOKEN)
)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENDS = re.compile(rb"</(rss|feed|rdf:RDF)\s*>\s*(<!--.*?-->\s*)?\Z", re.IGNORECASE | re.DOTALL)


def feed_records(source: Source, capture: Capture, body: bytes) -> list[Record]:
    """The entries of a feed. BadPage if it is none, is cut off, or declares a document type or entities."""
    _check_xml(source, capture, body)
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise BadPage(f"{source.id}: {capture.url}: expected RSS or Atom, found other XML; check the feed's address")
    return [Record(value=_entry(entry)) for entry in feed.entries]


def _check_xml(source: Source, capture: Capture, body: bytes) -> None:
    try:
        read_xml(source, capture, body, what="feed")
    except BadPage as error:
        fault = error.__cause__
        if not isinstance(fault, ParseError) or fault.code not in _FORGIVEN or not _ENDS.search(body):
            raise
        if _DECLARES.search(body):
            raise _declares(source, capture, "feed") from error


def read_xml(source: Source, capture: Capture, body: bytes, *, what: str) -> Element:
    """The root of a whole XML body. BadPage if it is cut off, or declares a document type or entities."""
    where = f"{source.id}: {capture.url}"
    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _declares(source, capture, what) from error
    except ParseError as error:
        raise BadPage(f"{where}: expected a whole {what}, found {error}; asked again at the next run") from error
    except (LookupError, ValueError) as error:
        raise BadPage(f"{where}: expected a {what}, found XML in an unknown encoding ({error})") from error


def _declares(source: Source, capture: Capture, what: str) -> BadPage:
    return BadPage(f"{source.id}: {capture.url}: the {what} declares a document type or entities; that is never needed")


def _entry(entry: feedparser.FeedParserDict) -> dict[str, str]:
    # dict.get passes by feedparser's fallbacks between published and updated, which warn and mislead
    contents = dict.get(entry, "content") or []
    known = ("title", "link", "id", "published", "updated", "author", "summary")
    values = {name: str(dict.get(entry, name) or "") for name in known}
    values["content"] = str(contents[0].get("value") or "") if contents else ""
    values["tags"] = "; ".join(str(tag.get("term") or "") for tag in dict.get(entry, "tags") or [])
    # state.gov escapes twice: &amp;quot;Tommy&amp;quot;
    return values | {name: html.unescape(values[name]) for name in ("title", "author")}
