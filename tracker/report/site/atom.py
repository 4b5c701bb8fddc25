"""Feeds as Atom (RFC 4287), one beside the page that it belongs to.

Owns the XML and the names of entries. Entries are known by tags (RFC 4151) that no move of the site changes, and dated
by when they were found, never by the clock. The content is escaped HTML of the same templates as the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from tracker.errors import BadConfig
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import outside
from tracker.report.screen import on_page
from tracker.report.site.facts import number
from tracker.report.site.filling import environment
from tracker.report.site.given import Told
from tracker.report.views.changes import Change
from tracker.report.views.entries import Entry, entries, shortened
from tracker.report.views.feed import Feed, feeds as chosen, titled

_ATOM = "http://www.w3.org/2005/Atom"
#: Whose names the tags are where the site has no address: a domain that nobody can own (RFC 2606).
_NOBODY = "statement-tracker.invalid"
_YEAR = 2026


def feeds(
    collection: Collection, found: Sequence[Change], *, base: str = ""
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and maker of every feed, from all changes of the collection, the newest first.

    `base` is the address of the site's root; without it links are relative to the feed, as most readers resolve them.
    """
    told = {id(one): str(number(one)) for one in found}
    for feed in chosen(collection, found):
        held = [told[id(one)] for part in (feed.news, feed.late) for one in part]
        number_of = number(feed.kind, feed.thing, feed.page, feed.at, *held)
        yield feed.path, partial(_compose, collection, Told(feed, number_of), base)


def checked_base(base: str) -> str:
    """The address of the site's root, ending in a slash; BadConfig for what is none."""
    if not base:
        return ""
    found = outside(base)
    if not found or urlsplit(found).query or urlsplit(found).fragment:
        raise BadConfig(f"--base {base!r}: expected the web address of the site's root, such as https://site.example/")
    return found.rstrip("/") + "/"


def _compose(collection: Collection, held: Told[Feed], base: str) -> bytes:
    feed = held.value
    shown = entries(collection, feed)
    root = base or "../" * feed.path.count("/")
    top = ET.Element("feed", {"xmlns": _ATOM})
    _text(top, "id", tag(base, f"feed/{feed.path}"))
    _text(top, "title", say("feed.title_of", title=titled(collection, feed), site=say("site.name")))
    _text(top, "updated", _stamp(max((one.at for one in shown), default=feed.at)))
    _text(ET.SubElement(top, "author"), "name", say("site.name"))
    if base:
        ET.SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": urljoin(base, feed.path)})
    ET.SubElement(top, "link", {"rel": "alternate", "type": "text/html", "href": root + feed.page})
    _text(top, "subtitle", say("feed.subtitle"))
    for one in shown:
        _entry(top, one, base=base, root=root)
    whole: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _entry(top: ET.Element, entry: Entry, *, base: str, root: str) -> None:
    made = ET.SubElement(top, "entry")
    _text(made, "id", tag(base, entry.thing))
    _text(made, "title", entry.title)
    _text(made, "updated", _stamp(entry.at))
    ET.SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": root + entry.href})
    if entry.via:
        ET.SubElement(made, "link", {"rel": "via", "href": str(on_page(entry.via))})
    ET.SubElement(made, "category", {"term": entry.kind})
    html = environment().get_template("entry.html").render(view=entry, root=root, short=shortened)
    _text(made, "content", html.strip(), type="html")


def tag(base: str, thing: str) -> str:
    """The lasting name of a thing: tag:<authority>,<year>:<thing>."""
    authority = urlsplit(base).hostname or _NOBODY
    return f"tag:{authority},{_YEAR}:{quote(thing.encode('utf-8', 'surrogatepass'), safe='/:@!$&()*+,;=~-._')}"


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = str(on_page(text))
