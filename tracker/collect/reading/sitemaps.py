"""Sitemaps to records, and sitemap indexes to the sitemaps that are worth reading.

Owns the sitemap protocol with its extension for news. Never fetches; what XML may hold at all, feeds decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from tracker.collect.asking.addresses import absolute
from tracker.collect.asking.bodies import Body, Caps
from tracker.collect.reading.feeds import read_xml
from tracker.collect.reading.records import Record
from tracker.errors import BadDate, BadPage, FetchFailed
from tracker.language.dating.dates import parse_date
from tracker.model import Capture
from tracker.sources import Source

#: As many as one index can name within reason; how many of them a visit reads is decided there.
MOST_LEADS = 500
_GZIP = b"\x1f\x8b"
_NAMES = {
    "loc": "link",
    "title": "title",
    "publication_date": "published",
    "lastmod": "updated",
    "language": "language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists: pages (`records`), or for an index further sitemaps (`leads`), the newest first."""

    records: tuple[Record, ...] = ()
    leads: tuple[str, ...] = ()


def read_sitemap(source: Source, capture: Capture, body: bytes) -> Sitemap:
    """The entries of a sitemap, packed or not. BadPage if it is none, is cut off, or declares entities."""
    root = read_xml(source.id, capture, _unpacked(capture, body), what="sitemap")
    kind = _local(root.tag)
    if kind not in ("urlset", "sitemapindex"):
        raise BadPage(f"{source.id}: {capture.url}: expected a sitemap, found XML of {kind!r}; check its address")
    found = [_values(one) for one in root if _local(one.tag) in ("url", "sitemap")]
    found.sort(key=_newest, reverse=True)  # stable: without dates the sitemap's own order holds
    if kind == "urlset":
        return Sitemap(records=tuple(Record(value=one) for one in found))
    base = capture.final_url or capture.url
    urls = (absolute(base, one.get("link", "")) for one in found)
    leads = dict.fromkeys(url for url in urls if url and url not in (base, capture.url))
    return Sitemap(leads=tuple(itertools.islice(leads, MOST_LEADS)))


def _unpacked(capture: Capture, body: bytes) -> bytes:
    """The bytes of a sitemap that is published as a .gz file."""
    if not body.startswith(_GZIP):
        return body
    packed = Body(encoding="gzip", url=capture.url, caps=Caps())
    try:
        packed.feed(body)
        return packed.finish()
    except FetchFailed as error:
        raise BadPage(str(error)) from error


def _local(tag: object) -> str:
    """The name of an element without its namespace; comments have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _values(entry: Element) -> dict[str, str]:
    """What an entry says under the names of feeds; the first of each counts."""
    values: dict[str, str] = {}
    for part in _parts(entry):
        name = _NAMES.get(_local(part.tag))
        if name and name not in values and part.text:
            values[name] = part.text.strip()
    return values


def _parts(entry: Element) -> Iterator[Element]:
    """An entry's parts, and those inside of its news:news. Images and videos have titles of their own: not theirs."""
    for part in entry:
        yield part
        if _local(part.tag) == "news":
            yield from part


def _newest(values: dict[str, str]) -> datetime:
    for stated in (values.get("published", ""), values.get("updated", "")):
        try:
            return parse_date(stated, formats=("iso", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m"), zone="UTC").start
        except BadDate:
            continue
    return datetime.min.replace(tzinfo=UTC)
