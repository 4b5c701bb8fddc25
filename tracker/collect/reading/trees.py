"""Markup to a tree of bs4's elements, within a budget of elements and depth.

Owns building: the tree that BeautifulSoup makes of the same events of lxml, less comments, processing instructions and
the document type, in a third of the time. Never looks anything up, and never reads more of a page than its budget.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder, ParserRejectedMarkup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import AttributeValueList, HTMLAttributeDict, NavigableString, PageElement, Tag

from tracker.errors import BadPage

#: Real statement pages have 300 to 3,000 elements and nest 30 deep.
MAX_ELEMENTS = 60_000
MAX_DEPTH = 400
#: Pieces of text; comments between them can make many of nothing.
MAX_TEXTS = 200_000
_BLANKS = " \n\t\f\r"
_EMPTY = frozenset(HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ())
_KEEPS_BLANKS = set(HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS)
_NO_NAMESPACES: dict[str, str] = {}
#: Elements whose text is of a kind of its own, so that it is told from the words of the page.
_KINDS = HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS
_SPECIAL = _KEEPS_BLANKS | _KINDS.keys()


class _OverBudget(Exception):
    """More elements or depth than any honest page has."""


def build(text: str, *, source: str, url: str) -> BeautifulSoup:
    """The tree of some markup. BadPage, at once, if it has more elements or depth than any honest page."""
    try:
        with _uncollected():
            return BeautifulSoup(text, builder=_Builder(multi_valued_attributes=None))
    except _OverBudget as over:
        raise BadPage(f"{source}: {url}: {over}; no honest page is like this, so it was not read") from over
    except ParserRejectedMarkup as error:
        raise BadPage(f"{source}: {url}: expected HTML, found what lxml does not read ({error})") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for unused cycles: nothing of a growing tree is unused, and the search takes as long."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Element(Tag):
    """bs4's Tag, without asking for each element anew what is the same for all elements of a page."""

    parser_class = BeautifulSoup
    namespace = prefix = sourceline = sourcepos = cdata_list_attributes = None
    known_xml = hidden = can_be_empty_element = False
    preserve_whitespace_tags = _KEEPS_BLANKS
    attribute_value_list_class = AttributeValueList
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES
    _namespaces = _NO_NAMESPACES

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        # all values are text: the checks of its __setitem__ are for those that are not
        self.attrs = HTMLAttributeDict(attributes) if attributes else HTMLAttributeDict()
        self.contents = []
        if name in _EMPTY:
            self.can_be_empty_element = True
        elif name in _KINDS:
            self.interesting_string_types = {_KINDS[name]}


class _Builder(LXMLTreeBuilder):
    """Takes lxml's events and links elements and strings as bs4 does."""

    _open: list[Tag]
    _special: list[str]
    _data: list[str]
    _last: PageElement
    _elements: int
    _texts: int

    def prepare_markup(  # type: ignore[override]  # it is given text alone
        self, markup: str, *_: object, **__: object
    ) -> Iterable[tuple[str | bytes, str | None, str | None, bool]]:
        """The text, then its bytes if lxml does not take it; bs4's own would warn of XML, which verdicts look for."""
        markup = markup.removeprefix("\ufeff")
        yield markup, None, None, False
        yield markup.encode("utf-8", "replace"), "utf-8", None, False

    def feed(self, markup: str | bytes) -> None:
        """Builds the whole tree under the soup that called."""
        assert self.soup is not None
        self._open, self._special, self._data, self._last = [self.soup], [], [], self.soup
        self._elements = self._texts = 0
        super().feed(markup)
        self._end_text()

    def start(self, tag: str | bytes, attrib: Mapping[str, str], nsmap: object = None) -> None:  # type: ignore[override]
        """An element begins."""
        del nsmap
        self._end_text()
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise _OverBudget(f"more than {MAX_ELEMENTS} elements, or more than {MAX_DEPTH} inside each other")
        element = _Element(str(tag), attrib)
        self._add(element)
        self._open.append(element)
        if tag in _SPECIAL:
            self._special.append(element.name)

    def end(self, tag: str | bytes) -> None:
        """An element ends, and with it whatever is still open inside."""
        self._end_text()
        name = ""
        while len(self._open) > 1 and name != tag:
            name = self._open.pop().name
            if name in _SPECIAL:
                self._special.pop()

    def data(self, data: str | bytes) -> None:
        """A piece of text."""
        self._data.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """What is no text parts the texts around it."""
        del text
        self._end_text()

    def pi(self, target: str, data: str) -> None:
        """The same."""
        del target, data
        self._end_text()

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """The same."""
        del name, pubid, system
        self._end_text()

    def _end_text(self) -> None:
        if not self._data:
            return
        self._texts += 1
        if self._texts > MAX_TEXTS:
            raise _OverBudget(f"more than {MAX_TEXTS} pieces of text")
        text = "".join(self._data)
        self._data.clear()
        kind: type[NavigableString] = NavigableString
        if self._special:
            kind = next((_KINDS[name] for name in reversed(self._special) if name in _KINDS), kind)
        if not text.strip(_BLANKS) and _KEEPS_BLANKS.isdisjoint(self._special):
            text = "\n" if "\n" in text else " "
        # its own construction would set all five links to nothing first
        self._add(str.__new__(kind, text))

    def _add(self, node: PageElement) -> None:
        parent = self._open[-1]
        siblings = parent.contents
        node.parent = parent
        node.next_element = node.next_sibling = None
        node.previous_element = self._last
        self._last.next_element = self._last = node
        node.previous_sibling = before = siblings[-1] if siblings else None
        if before is not None:
            before.next_sibling = node
        siblings.append(node)
