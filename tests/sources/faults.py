"""What goes wrong with sources, made from the pages of any fixture pair.

Owns the faults of the matrix: pure changes of a list or of an item's page, by the source's own description of it.
No fault is written for a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from pages import Data, Feed, Markup, opened

from tracker.collect.reading.kinds import list_part
from tracker.sources import Source

#: Words in languages that some source does not have, about nothing that ever happened.
_TEXTS = {
    "en": (
        "The assembly of the harbour town has taken note of what was said by the council on the eve of the meeting, and"
        " it is of the view that all of those who were there should have been heard before the vote was held."
    ),
    "fr": (
        "Le conseil de la ville du port a pris connaissance de ce qui a été dit par les membres de l'assemblée, et il"
        " est d'avis que tous ceux qui étaient dans la salle auraient dû être entendus avant que le vote ne soit tenu."
    ),
    "ru": (
        "Совет портового города принял к сведению то, что было сказано членами собрания накануне встречи, и считает,"
        " что все, кто был в зале, должны были быть услышаны до того, как состоялось голосование."
    ),
}
#: Languages that are told from French; beside Malay or Polish only English and other scripts are surely foreign.
_TOLD = frozenset(
    ("en", "fr", "es", "de", "pt", "it", "tr", "ru", "uk", "ar", "fa", "ur", "zh", "ja", "ko", "th", "hi", "el")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One column of the matrix: what is done, to the list or to the item, and the words that must name it."""

    name: str
    on: str
    reason: str
    make: Callable[[Source, bytes, str], bytes]


def _change(on: str, change: Callable[[Markup | Feed | Data], object]) -> Callable[[Source, bytes, str], bytes]:
    def make(source: Source, body: bytes, content: str) -> bytes:
        page = opened(source, body, content=content, is_list=on == "list")
        change(page)
        return page.body()

    return make


def _renamed(on: str, part: str) -> Fault:
    words = {
        ("list", "item"): r"list\.item|lists 0 items",
        ("list", "link"): r"list\.link|list\.item|lists 0 items|web address",
        ("list", "title"): r"list\.title|list\.item|have a title",
        ("list", "date"): r"list\.date|have a date",
        ("list", "text"): r"list\.text|have text|no text",
        ("item", "body"): r"detail\.body|have text|characters",
        ("item", "title"): r"detail\.title|have a title",
        ("item", "date"): r"detail\.date|have a date",
    }
    where = "list" if on == "list" else "detail"
    return Fault(
        name=f"renamed {where}.{part}",
        on=on,
        reason=words[on, part],
        make=_change(on, lambda page: page.rename(part)),
    )


def _half(page: Markup | Feed | Data) -> list[int]:
    """The newest entry and every second after it, at most half of what was usual before that one came."""
    addresses = page.addresses()
    kept = list(dict.fromkeys(address for address in addresses if address))[::2]
    kept = kept[: max(1, (len(set(addresses) - {""}) - 1) // 2)]
    return [place for place, address in enumerate(addresses) if address in kept]


def undated(value: str) -> str:
    """A date as nobody writes it."""
    return re.sub(r"\d", "#", value)


def wrong_language(source: Source) -> str:
    """A language that the source does not have."""
    bases = {one.partition("-")[0] for one in source.languages}
    plain = bases <= _TOLD
    return next(one for one in _TEXTS if one not in bases and (plain or one != "fr"))


def foreign(source: Source, value: str) -> str:
    """As much text as there was, in another language; what told it from others stays."""
    text = _TEXTS[wrong_language(source)]
    told = " ".join(re.findall(r"\d+", value))
    return " ".join([text] * (1 + len(value) // (2 * len(text)))) + (f" ({told})" if told else "")


def _foreign_titles(page: Markup | Feed | Data) -> None:
    page.change_titles(lambda value: foreign(page.source, value))


def _foreign_list(page: Markup | Feed | Data) -> None:
    _foreign_titles(page)
    page.change("text", lambda value: foreign(page.source, value))


def _emptied_text(page: Markup | Feed | Data) -> None:
    page.change_text(lambda _: "")


def _page(body: bytes, *, title: str, words: str, form: bool) -> bytes:
    """A whole other page in the site's own frame, where the site's answer is a page; a bare one where it is not."""
    is_markup = b"<body" in body.lower()
    soup = BeautifulSoup(body if is_markup else b"<html><head></head><body></body></html>", "lxml")
    assert soup.body is not None
    frame = [tag for tag in soup.body.find_all(["header", "nav", "footer"]) if form]
    frame = [tag.extract() for tag in frame if not tag.find_parent(["header", "nav", "footer"])]
    soup.body.clear()
    for tag in frame[:1]:
        soup.body.append(tag)
    if soup.title is None:
        soup.head.append(soup.new_tag("title")) if soup.head else None
    if soup.title is not None:
        soup.title.string = title
    main = BeautifulSoup(words, "lxml")
    soup.body.extend(list(main.body.children) if main.body else [])
    return str(soup).encode("utf-8")


def _block(_source: Source, body: bytes, _content: str) -> bytes:
    words = (
        "<p>The requested URL was rejected. Please consult with your administrator.</p><p>Your support ID is: 41</p>"
    )
    return _page(body, title="Request Rejected", words=words, form=False)


def _challenge(_source: Source, body: bytes, _content: str) -> bytes:
    words = "<div id='challenge'><p>Enable JavaScript and cookies to continue</p></div><script>var c = 1;</script>"
    return _page(body, title="Just a moment...", words=words, form=False)


def _login(_source: Source, body: bytes, _content: str) -> bytes:
    words = (
        "<form method='post' action='/account'><label>User <input name='user'></label>"
        "<label>Password <input type='password' name='word'></label><button>Go on</button></form>"
    )
    return _page(body, title="My account", words=words, form=True)


def _nothing(_source: Source, body: bytes, _content: str) -> bytes:
    """The answer without its content: markup with an empty body, JSON and feeds with nothing in them."""
    if b"<body" in body.lower():
        soup = BeautifulSoup(body, "lxml")
        assert soup.body is not None
        soup.body.clear()
        return str(soup).encode("utf-8")
    return b""


FAULTS = (
    Fault(
        name="empty list",
        on="list",
        reason=r"list\.item|lists 0 (?:items|entries)|expected at least|0 of \d+ entries",
        make=_change("list", lambda page: page.keep(())),
    ),
    *(_renamed("list", part) for part in ("item", "link", "title", "date", "text")),
    *(_renamed("item", part) for part in ("body", "title", "date")),
    Fault(name="block page, list", on="list", reason="(?i)rejected", make=_block),
    Fault(name="block page, item", on="item", reason="(?i)rejected", make=_block),
    Fault(name="login page, list", on="list", reason="log in|login|password", make=_login),
    Fault(name="login page, item", on="item", reason="log in|login|password", make=_login),
    Fault(name="challenge page, list", on="list", reason="(?i)just a moment|enable javascript", make=_challenge),
    Fault(name="challenge page, item", on="item", reason="(?i)just a moment|enable javascript", make=_challenge),
    Fault(name="emptied list", on="list", reason=r"list\.item|without content|expected", make=_nothing),
    Fault(
        name="emptied text",
        on="text",
        reason=r"detail\.body|have text|characters|no text|some text|without content|list\.text",
        make=lambda source, body, content: _text_change(source, body, content, _emptied_text),
    ),
    Fault(
        name="unparsable date, list",
        on="list",
        reason=r"list\.date|have a date",
        make=_change("list", lambda page: page.change("date", undated, whole=False)),
    ),
    Fault(
        name="unparsable date, item",
        on="item",
        reason=r"detail\.date|have a date",
        make=_change("item", lambda page: page.change("date", undated, whole=False)),
    ),
    Fault(
        name="half gone",
        on="list",
        reason=r"lists \d+ (?:entries|items), (?:usually|expected at least) \d+",
        make=_change("list", lambda page: page.keep(_half(page))),
    ),
    Fault(
        name="wrong language",
        on="text",
        reason=r"expected \w\w",
        make=lambda source, body, content: _text_change(source, body, content, _foreign_text),
    ),
    Fault(
        name="wrong language, list",
        on="list",
        reason=r"expected \w\w|list\.title",
        make=_change("list", _foreign_list),
    ),
)


def _foreign_text(page: Markup | Feed | Data) -> None:
    page.change_text(lambda value: foreign(page.source, value))


def _text_change(source: Source, body: bytes, content: str, change: Callable[[Markup | Feed | Data], object]) -> bytes:
    """On the item's page, or on the list where that holds whole texts; the caller gives the body that it is about."""
    page = opened(source, body, content=content, is_list=bool(list_part(source).text))
    change(page)
    return page.body()
