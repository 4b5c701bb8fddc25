"""Markup to paragraphs, and looking things up in it."""

import pytest

from tracker.collect.reading.blocks import blocks_of, joined, one_line
from tracker.collect.reading.selectors import Page, Tree, any_number, at_least_one, one, open_fragment
from tracker.errors import BadPage
from tracker.sources import Place


def text_of(markup: str) -> str:
    return joined(blocks_of(open_fragment(markup, source="s", url="u").root))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One</p>two<p>three</p>", "One\n\ntwo\n\nthree"),
        ("<p>One<br>two<br/>three</p>", "One\ntwo\nthree"),
        ("<p>One<br><br>two</p>", "One\n\ntwo"),
        ("<p>One<span class='part br' data-pos=2></span>two<span class=br>, three</span></p>", "One\ntwo, three"),
        ("<p>a&nbsp;b c\n\td　e</p>", "a b c d e"),
        ("<p>Aus&shy;wär&#173;tiges Amt</p>", "Auswärtiges Amt"),
        ("<p>a\u202eb\u2066c\u200fd\ufeffe\u200bf</p>", "abcdef"),
        ("<p>می\u200cخواهم क्\u200dष</p>", "می\u200cخواهم क्\u200dष"),
        ("<p>a<script>bad()</script><style>p{}</style><!-- note -->b</p>", "ab"),
        ("<p>a<noscript>no</noscript><svg><text>x</text></svg> b</p>", "a b"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<p>1 &lt;script&gt; 2 &amp;amp; 3</p>", "1 <script> 2 &amp; 3"),
        ("<p> </p><p>\u00a0</p><div><div></div></div>", ""),
    ],
)
def test_markup_to_paragraphs(markup: str, expected: str):
    assert text_of(markup) == expected


def test_a_page_beyond_the_budget_is_not_read():
    with pytest.raises(BadPage, match="no honest page"):
        open_fragment("<div>" * 5000, source="s", url="u")
    with pytest.raises(BadPage, match="no honest page"):
        open_fragment("<p>x" * 60_001, source="s", url="u")
    assert text_of("<div>" * 300 + "deep" + "</div>" * 300) == "deep"


@pytest.mark.parametrize(
    "css",
    ["p", "#a", ".b", "p.b", "p#a.b", ".b.c", "meta[name=x]", "p[title]", "div > p", "p:first-child", "a, p", "*", "P"],
)
def test_the_index_finds_what_soupsieve_finds(css: str):
    markup = "<p id=a class='b c' title=t>1</p><p class=b>2</p><meta name=x><a id=a>3</a><span class='c b'>4</span>"
    tree = open_fragment(markup, source="s", url="u")
    assert [str(tag) for tag in tree.select(css)] == [str(tag) for tag in tree.root.select(css)]
    assert isinstance(tree, Tree)


def test_selectors_state_how_many_they_expect():
    page = Page(source="s", url="u", tree=open_fragment("<i>1</i><i>2</i><b>3</b>", source="s", url="u"))
    assert one(page, "detail.title", [Place(at="u"), Place(at="b")]).name == "b"
    assert len(at_least_one(page, "list.item", [Place(at="i")])) == 2
    assert any_number(page.tree, [Place(at="u")]) == []
    with pytest.raises(BadPage, match=r"s: u: detail\.title \(i\): expected one, found 2"):
        one(page, "detail.title", [Place(at="i")])
    with pytest.raises(BadPage, match=r"s: u: list\.item \(u \| s\): expected at least one, found none"):
        at_least_one(page, "list.item", [Place(at="u"), Place(at="s")])


def test_an_element_inside_a_match_is_part_of_it():
    tree = open_fragment("<div>a<div>b</div></div><div>c</div>", source="s", url="u")
    assert [one_line(tag) for tag in any_number(tree, [Place(at="div")])] == ["a b", "c"]


def test_matches_that_hold_each_other_are_climbed_and_not_searched():
    """Searched from every one of them, 300 lists inside each other would take minutes."""
    tree = open_fragment("<ul><li>" * 180 + "<a href=x>y</a>" * 50_000, source="s", url="u")
    assert len(any_number(tree, [Place(at="li")])) == 1


def test_a_line_break_inside_a_chinese_title_is_no_blank():
    assert (
        one_line(open_fragment("<h1>重大人员伤亡<br>答记者问</h1>", source="s", url="u").root) == "重大人员伤亡答记者问"
    )
    assert one_line(open_fragment("<h1>On the<br>port</h1>", source="s", url="u").root) == "On the port"
