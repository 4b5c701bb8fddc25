"""An unknown address that lists statements: what kind of list it is, and where its entries stand.

Owns recognising feeds, WordPress, JSON lists and repeated markup. Pure; what it cannot tell it leaves empty.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from tracker.collect.asking.addresses import absolute
from tracker.collect.asking.headers import content_type
from tracker.collect.guesses.markup import guess_markup
from tracker.collect.guesses.objects import guess_objects
from tracker.collect.guesses.shape import ListGuess
from tracker.collect.reading.feeds import read_xml
from tracker.collect.reading.selectors import Tree, open_fragment
from tracker.errors import BadPage
from tracker.language.texts.decoding import decode
from tracker.model import Capture

__all__ = ["ListGuess", "guess_list"]

#: A text of this length in a feed is no teaser.
_WHOLE = 600
_TEXTS = (("encoded", "content"), ("content", "content"), ("description", "summary"), ("summary", "summary"))


def guess_list(capture: Capture, body: bytes) -> ListGuess:
    """What an answer seems to be. BadPage, saying what was looked for, when it lists nothing that can be recognised."""
    text = decode(body, content_type=content_type(capture), override=None).text
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        return guess_objects(capture, text)
    if start.startswith(("<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:RDF")):
        return _xml(capture, body)
    return guess_markup(capture, open_fragment(text, source="new", url=capture.url))


def feeds_of(capture: Capture, body: bytes) -> tuple[str, ...]:
    """The feeds that a page names as another way to its entries, in its order."""
    tree = tree_of(capture, body)
    base = capture.final_url or capture.url
    named = [tag.get("href") for tag in tree.select("link[type]") if _names_feed(tag.get("type"))]
    found = (absolute(base, href) for href in named if isinstance(href, str))
    return tuple(dict.fromkeys(url for url in found if url and "comments" not in url))


def _names_feed(kind: object) -> bool:
    return kind in ("application/rss+xml", "application/atom+xml")


def _xml(capture: Capture, body: bytes) -> ListGuess:
    try:
        root = read_xml("new", capture, body, what="feed or sitemap")
    except BadPage as error:
        raise BadPage(f"{capture.url}: expected a feed or a sitemap, found XML that is not whole ({error})") from error
    name = root.tag.rpartition("}")[2]
    if name in ("urlset", "sitemapindex"):
        return ListGuess(kind="sitemap", url=capture.url)
    if name not in ("rss", "feed", "RDF"):
        raise BadPage(f"{capture.url}: expected a feed or a sitemap, found XML of the kind {name!r}")
    return ListGuess(kind="rss", url=capture.url, text=_whole_text(root))


def _whole_text(root: Element) -> str:
    """Which part of the entries holds whole texts; nothing where they are teasers."""
    for name, place in _TEXTS:
        lengths = sorted(len(one.text or "") for one in root.iter() if one.tag.rpartition("}")[2] == name)
        if lengths and lengths[len(lengths) // 2] >= _WHOLE:
            return place
    return ""


def tree_of(capture: Capture, body: bytes) -> Tree:
    """The tree of an unknown page."""
    text = decode(body, content_type=content_type(capture), override=None).text
    return open_fragment(text, source="new", url=capture.url)
