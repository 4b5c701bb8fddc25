"""Whether a capture is what its source promises, decided before anything of it is believed.

Owns what a blocked, empty or substituted answer looks like. Pure; never raises for anything that a server can send.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.articles.pages import read_article
from tracker.collect.asking.headers import content_type
from tracker.collect.reading.blocks import joined
from tracker.collect.reading.fragments import open_markup
from tracker.collect.reading.items import article_blocks, blocks_at
from tracker.collect.reading.kinds import detail_format, list_part
from tracker.collect.reading.posts import refusal_in, refuses
from tracker.collect.reading.records import open_json
from tracker.collect.reading.selectors import Page, any_number
from tracker.errors import BadInput
from tracker.language.texts.decoding import decode
from tracker.model import Capture, Verdict
from tracker.sources import Source

Judged = tuple[Verdict, str]

#: Statuses by which a host refuses; asking again at once would be impolite.
_REFUSED = frozenset((401, 402, 403, 407, 429, 451))
#: First bytes of things that are no text.
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or office file",
    b"\x89PNG": "a PNG image",
    b"GIF8": "a GIF image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an office file",
}
#: What challenge pages say: UN ("Client Challenge"), F5 ("requested URL was rejected": mid.ru), Cloudflare, Akamai,
#: Imperva, Radware. Looked for in the title, and in the text of pages that lack what the source promises.
_CHALLENGE = re.compile(
    r"client challenge|just a moment\W|attention required|access denied|requested url was rejected|request unsuccessful"
    r"|request rejected"
    r"|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|pardon our interruption|unusual traffic"
    r"|enable javascript and cookies|radware|incapsula|captcha|bot (?:manager|detection)|too many requests"
    r"|please limit requests"
    r"|(?:403 )?forbidden\W*$",
    re.IGNORECASE,
)
#: What stands in place of a page that a server does not want to or cannot give, with status 200.
_DECOY = re.compile(
    r"technical difficulties|temporarily unavailable|under maintenance|service unavailable|page (?:was |could )?not"
    r" (?:be )?found|404 not found|error 40[34]|does(?:n.t| not) exist|(?:sign|log) ?in to continue|site maintenance"
    r"|页面不存在|系统维护|访问过于频繁",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|ul|ol|li|table|tbody|tr|section|article|h[1-6]|span|dl|a)\b", re.IGNORECASE
)
#: What may stand before the root of XML, each comment taken once: tried again as parts of one another, forty comments
#: would take years.
_PROLOGUE = r"\A\s*+(?>(?><!--.*?-->|<\?[^>]*\?>)\s*+)*+"
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|rdf:RDF|!DOCTYPE rss)\b", re.DOTALL)
_SITEMAP = re.compile(_PROLOGUE + r"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.DOTALL)
_XML = {"a feed": _FEED, "a sitemap": _SITEMAP}
_PROMISED = {
    "html-list": "HTML",
    "html-fragment": "HTML",
    "telegram": "HTML",
    "rss": "a feed",
    "sitemap": "a sitemap",
}
#: Interfaces that say in data why there is no data.
_REPORTING = ("mastodon", "bluesky", "x")
_GZIP = b"\x1f\x8b"
_TITLE = re.compile(r"<title[^>]*>(.{0,200}?)</title>", re.IGNORECASE | re.DOTALL)
_HEAD = 60_000
#: How much of an answer that is something else is shown: the whole complaint of an interface.
_SAID = 120
_NO_SENTENCE = re.compile(r"\s*(?:$|[^\w\s])")


def judge(source: Source, capture: Capture, body: bytes) -> Judged:
    """The verdict on a body and its reason in words (empty when it is good).

    Looks at, in this order: status, emptiness, kind of content, challenge and decoy titles, the parts that must be
    there, length.
    """
    status = _by_status(capture)
    if status is not None:
        return status
    if not body.strip():
        return Verdict.EMPTY, f"an answer of {len(body)} bytes without content"
    binary = next((name for magic, name in _BINARY.items() if body.startswith(magic)), "")
    if binary and promised(source, capture) == "a sitemap" and body.startswith(_GZIP):
        return Verdict.GOOD, ""  # published as a .gz file; reading it says whether it is one
    if binary:
        return Verdict.NOT_A_PAGE, f"{binary}, where {promised(source, capture)} is promised"
    try:
        head = decode(body[:_HEAD], content_type=content_type(capture), override=source.encoding).text
    except BadInput as error:
        return Verdict.NOT_A_PAGE, str(error)
    return _by_content(source, capture, body, head)


def promised(source: Source, capture: Capture) -> str:
    """What the address of a capture should answer with: HTML, a feed, a sitemap or JSON."""
    if _wrapped(source, capture):
        return "JSON"
    if capture.role == "list":
        return _PROMISED.get(source.kind, "JSON")
    return "JSON" if detail_format(source) == "json" else "HTML"


def _wrapped(source: Source, capture: Capture) -> str:
    """The path of the markup in the JSON around it, where a source has its pages wrapped."""
    return source.list.wrapped if capture.role == "list" else source.detail.wrapped


def _by_status(capture: Capture) -> Judged | None:
    if capture.status in _REFUSED:
        return Verdict.BLOCKED, f"status {capture.status}: the host refuses us"
    if not 200 <= capture.status < 300:  # noqa: PLR2004  (the range that HTTP calls success)
        return Verdict.NOT_A_PAGE, f"status {capture.status}"
    return None


def _by_content(source: Source, capture: Capture, body: bytes, head: str) -> Judged:
    kind = promised(source, capture)
    title = _TITLE.search(head)
    if title and kind != "a feed":
        bad = _title(title[1].strip())
        if bad is not None:
            return bad
    if kind == "HTML" and _MARKUP.search(head):
        return _by_parts(source, capture, body)
    if kind == "JSON" and head.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _by_parts(source, capture, body) if _wrapped(source, capture) else _by_data(source, capture, body)
    if kind in _XML and _XML[kind].match(head.lstrip("\ufeff")):
        return Verdict.GOOD, ""
    began = " ".join(head[:_SAID].split())
    reason = f"{kind} is promised, found {began!r}"
    return _phrase(head, "the text says") or _login(head, reason) or (Verdict.NOT_A_PAGE, reason)


def _by_data(source: Source, capture: Capture, body: bytes) -> Judged:
    """Interfaces report their refusals in JSON with status 200 too."""
    if source.kind not in _REPORTING or capture.role != "list":
        return Verdict.GOOD, ""
    try:
        said = refusal_in(open_json(source, capture, body))
    except BadInput as error:
        return Verdict.NOT_A_PAGE, str(error)
    if not said:
        return Verdict.GOOD, ""
    verdict = Verdict.BLOCKED if refuses(said) else Verdict.NOT_A_PAGE
    return verdict, f"the answer is no list but says {said[:_SAID]!r}"


def _title(title: str) -> Judged | None:
    """Only a title that is the phrase speaks for itself: "Access denied to inspectors" is a statement."""
    for pattern in (_CHALLENGE, _DECOY):
        found = pattern.match(title)
        if found and _NO_SENTENCE.match(title, found.end()):
            return _phrase(title, "its title says")
    return None


def _login(markup: str, reason: str) -> Judged | None:
    """A page that lacks what is promised and asks for a password is most likely a login."""
    if not _PASSWORD.search(markup):
        return None
    return Verdict.DECOY, f"it asks for a password: a login page, though status 200 ({reason})"


def _phrase(text: str, where: str) -> Judged | None:
    for pattern, verdict in ((_CHALLENGE, Verdict.BLOCKED), (_DECOY, Verdict.DECOY)):
        found = pattern.search(text)
        if found:
            return verdict, f"{where} {found.group()!r}: not the page, though status 200"
    return None


def _by_parts(source: Source, capture: Capture, body: bytes) -> Judged:
    """A page must hold what its source looks for; a page that does not is asked why."""
    source = source.as_of(capture.retrieved_at.date())
    try:
        page = open_markup(source, capture, body, wrapped=_wrapped(source, capture))
    except BadInput as error:
        return Verdict.NOT_A_PAGE, str(error)
    if capture.role == "item" and detail_format(source) == "article":
        named = bool(any_number(page.tree, source.detail.body)) or not source.detail.body
        login = None if named else _login(str(page.tree.root), "nothing matches detail.body")
        if login is not None:
            return login
        blocks = article_blocks(source, page.tree, read_article(page.tree.root))
        return _by_length(source, (block.text for block in blocks), page)
    if capture.role == "list":
        places, what, missing = list_part(source).item, "list.item", Verdict.EMPTY
    else:
        places, what, missing = source.detail.body, "detail.body", Verdict.NOT_A_PAGE
    found = any_number(page.tree, places)
    if not found:
        wanted = " | ".join(place.at for place in places)
        text = joined(blocks_at(page.tree, source.detail))
        reason = f"nothing matches {what} ({wanted}): another page, or a new layout"
        return _phrase(text, "the text says") or _login(str(page.tree.root), reason) or (missing, reason)
    if capture.role == "list":
        least = source.expect.min_items
        short = f"{len(found)} match list.item, expected at least {least}"
        return (len(found) < least and _login(str(page.tree.root), short)) or (Verdict.GOOD, "")
    return _by_length(source, (text for tag in found for text in tag.stripped_strings), page)


def _by_length(source: Source, texts: Iterable[str], page: Page | None = None) -> Judged:
    length, met = 0, list[str]()
    for text in texts:
        length += len(text)
        met.append(text)
        if length >= source.expect.min_chars:
            return Verdict.GOOD, ""
    reason = f"the text has {length} characters, expect.min_chars is {source.expect.min_chars}"
    login = _login(str(page.tree.root), reason) if page else None
    return _phrase(" ".join(met), "the text says") or login or (Verdict.EMPTY, reason)
