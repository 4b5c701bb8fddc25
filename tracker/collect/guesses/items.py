"""The page of one statement on an unknown site: which elements hold its title, text and date.

Owns finding the element that the text fills. Pure; a guess says what it doubts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

from tracker.collect.guesses.lists import tree_of
from tracker.collect.guesses.naming import css_of, unique_css
from tracker.collect.guesses.stamps import declared, form_of, looks_dated
from tracker.collect.reading.blocks import one_line
from tracker.collect.reading.selectors import Tree
from tracker.errors import BadPage
from tracker.language.texts.identify import identify
from tracker.model import Capture

#: A paragraph of this many characters is running text, not a label.
_PARAGRAPH = 60
#: No date is written in more characters, nor in more pieces.
_LABEL = 60
_ASIDE = ("nav", "header", "footer", "aside", "head")
_INLINE = ("p", "span", "font", "strong", "b", "em", "i", "a", "li")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: A Chinese letter says as much as three Latin ones.
_DENSE = 3
#: The element that holds this share of all running text is the text.
_MOST = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGuess:
    """A page as it could be described."""

    title: str = ""
    body: str = ""
    date: str = ""
    form: str = ""
    language: str = ""
    doubts: tuple[str, ...] = ()


def guess_item(capture: Capture, body: bytes) -> ItemGuess:
    """Where a page has its title, text and date. BadPage when no element of it is filled with running text."""
    tree = tree_of(capture, body)
    filled = _filled(tree)
    if filled is None:
        raise BadPage(f"{capture.url}: found no element with running text; the page may be drawn by a script")
    language = identify(one_line(filled))
    date, form = _date(tree, language)
    doubts = () if date else ("no date was found on the page",)
    return ItemGuess(
        title=_title(tree),
        body=unique_css(filled, tree),
        date=date,
        form=form,
        language=language,
        doubts=doubts,
    )


def _filled(tree: Tree) -> Tag | None:
    """The innermost element that holds most of the page's running text."""
    lengths: dict[int, int] = {}
    tags: dict[int, Tag] = {}
    whole = 0
    for piece in tree.root.find_all(string=True):
        above = list(piece.parents)
        if type(piece) is not NavigableString or any(tag.name in _ASIDE for tag in above):
            continue
        length = len(piece.strip()) * (_DENSE if _IDEOGRAPH.search(piece) else 1)
        if length < _PARAGRAPH:
            continue
        whole += length
        for tag in above:
            lengths[id(tag)] = lengths.get(id(tag), 0) + length
            tags[id(tag)] = tag
    enough = [tags[key] for key, length in lengths.items() if length >= _MOST * whole and tags[key].name not in _INLINE]
    return max(enough, key=lambda tag: len(list(tag.parents)), default=None)


def _title(tree: Tree) -> str:
    heads = tree.select("h1")
    if len(heads) == 1:
        return css_of(heads[0])
    return next((unique_css(tag, tree) for tag in tree.select("h2")), "") if not heads else "h1"


def _date(tree: Tree, language: str) -> tuple[str, str]:
    """Where the page states its date, machine places first, and the form in which it is written there."""
    if tree.select('meta[property="article:published_time"]'):
        return 'meta[property="article:published_time"]@content', ""
    if tree.select("time[datetime]"):
        return "time@datetime", ""
    for tag in tree.root.find_all(True):
        text = one_line(tag) if _is_short(tag) else ""
        if looks_dated(text) and (form := form_of([text], language)):
            return unique_css(tag, tree), declared(form)
    return "", ""


def _is_short(tag: Tag) -> bool:
    """Whether an element holds a label's worth of text, told from its first words: nearly all hold whole pages."""
    strings = [text.strip() for text in itertools.islice(tag.strings, _LABEL)]
    return len(strings) < _LABEL and sum(map(len, strings)) <= _LABEL
