"""The tree is the one that BeautifulSoup builds, and a page beyond its budget is refused at once."""

import gc
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag
from hypothesis import given, settings, strategies as st
from soupsieve import SelectorSyntaxError

from tracker.collect.reading import trees
from tracker.collect.reading.selectors import Tree
from tracker.collect.reading.trees import MAX_DEPTH, MAX_ELEMENTS, MAX_TEXTS, build
from tracker.errors import BadPage

NAMES = ("div", "p", "span", "a", "ul", "li", "b", "pre", "textarea", "table", "tr", "td", "h1", "br", "img", "script")
NAMES += ("style", "rt", "ruby", "option", "form", "x-y", "title")
CLASSES = ("news", "text", "date-of", "news text", "  news  ", "")

attributes = st.builds(
    lambda css, name, href: css + name + href,
    st.sampled_from([f' class="{one}"' for one in CLASSES] + ["", ""]),
    st.sampled_from(["", "", ' id="top"', " id=low", " id"]),
    st.sampled_from(["", "", ' href="/a?b=c&amp;d"', " data-x='&quot;'", " hidden"]),
)
pieces = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(NAMES), attributes),
    st.builds("</{}>".format, st.sampled_from(NAMES)),
    st.sampled_from(
        ["word", " ", "\n ", "\t", "\u00a0", "&amp;", "&nbsp;", "&#8211;", "<!-- aside -->", "<?x y?>", "<"]
    ),
    st.sampled_from(
        ["<!DOCTYPE html>", "<html>", "<body class=a>", "</body>", "<head>", "<![CDATA[x]]>", "字", "\r\n"]
    ),
)
markup = st.lists(pieces, max_size=30).map("".join)


def by_bs4(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BeautifulSoup(text, "lxml", multi_valued_attributes=None)


def walked(soup: BeautifulSoup) -> Iterator[tuple[Any, ...]]:
    """Every element and text with its place: the name of its parent, and how many siblings stand before and after."""
    for node in soup.descendants:
        if isinstance(node, PreformattedString):
            continue
        assert node.parent is not None
        before, after = (
            [one for one in siblings if not isinstance(one, PreformattedString)]
            for siblings in (node.previous_siblings, node.next_siblings)
        )
        what: Any = (type(node), str(node))
        if isinstance(node, Tag):
            what = (
                node.name,
                dict(node.attrs),
                list(node.stripped_strings),
                str(node.get_text()),
                node.is_empty_element,
            )
        yield node.parent.name, len(before), len(after), len(list(node.parents)), what


@given(markup)
@settings(max_examples=300)
def test_the_tree_is_that_of_beautifulsoup(text: str):
    assert list(walked(build(text, source="s", url="u"))) == list(walked(by_bs4(text)))


SELECTORS = (
    "div", "#top", ".news", "div.news", "p#top.text", "a[href]", 'a[href^="/a"]', "div p", "div > p", "ul li a",
    "ul > li", "div.news > ul li.text", ".news .text", "#top > .news", "div div div", "div[id] span",
    'div [class="news"]', ".news>p", "div, p", "p + p", "h1 ~ p", "li:first-child", "div :not(.news)",
    "b a[href*='b='] b", "x-y", "DIV", "div >  p", "*",
)  # fmt: skip


@given(markup, st.sampled_from(SELECTORS))
@settings(max_examples=400)
def test_every_selector_finds_what_soupsieve_finds(text: str, css: str):
    soup = build(text, source="s", url="u")
    assert [id(tag) for tag in Tree(soup).select(css)] == [id(tag) for tag in soup.select(css)]
    for inner in soup.find_all(["div", "ul", "p"])[:3]:
        assert [id(tag) for tag in Tree(inner).select(css)] == [id(tag) for tag in inner.select(css)]


@pytest.mark.parametrize("css", ["div >", "div > > p", "p..x"])
def test_a_selector_that_is_none_is_refused_by_soupsieve(css: str):
    with pytest.raises(SelectorSyntaxError):
        Tree(build("<div><p class=x>word</p></div>", source="s", url="u")).select(css)


@pytest.mark.parametrize("name", ["div", "p", "b", "main", "pre", "x", "table", "li"])
@pytest.mark.parametrize("closed", [True, False])
def test_a_hundred_thousand_tags_are_refused_wherever_they_nest(name: str, closed: bool):
    text = f"<{name}>" * 100_000 + f"</{name}>" * (100_000 if closed else 0)
    with pytest.raises(BadPage, match=f"https://a.example/.*{MAX_ELEMENTS} elements.*{MAX_DEPTH} inside"):
        build(text, source="aland", url="https://a.example/")


def test_a_refused_page_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch):
    begun = []
    start = trees._Builder.start
    monkeypatch.setattr(trees._Builder, "start", lambda self, *given: (begun.append(1), start(self, *given))[1])
    with pytest.raises(BadPage):
        build("<x>" * 1_000_000, source="s", url="u")
    assert len(begun) <= MAX_DEPTH + 10


def test_comments_cannot_cut_a_text_into_endless_pieces():
    with pytest.raises(BadPage, match=f"{MAX_TEXTS} pieces"):
        build("<p>" + "a<!---->" * (MAX_TEXTS + 1), source="s", url="u")


def test_a_deep_page_within_the_budget_is_read():
    soup = build("<x>" * (MAX_DEPTH - 5) + "word", source="s", url="u")
    assert len(Tree(soup).select("x x x x")) == MAX_DEPTH - 5 - 3


def test_the_collector_of_cycles_is_left_as_it_was():
    build("<p>word", source="s", url="u")
    assert gc.isenabled()
    with pytest.raises(BadPage):
        build("<x>" * 1000, source="s", url="u")
    assert gc.isenabled()
    gc.disable()
    try:
        build("<p>word", source="s", url="u")
        assert not gc.isenabled()
    finally:
        gc.enable()
