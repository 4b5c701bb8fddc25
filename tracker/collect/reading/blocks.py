"""Markup to paragraphs of plain text.

Owns what of a page is text, where a paragraph ends and which characters are dropped. Knows nothing of questions,
dates or sources, and never changes the tree that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bs4.element import NavigableString, PreformattedString, Tag

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_SILENT_NAMES = (
    "script style noscript template iframe object svg math head button select input textarea audio video map"
)
_BLOCK = frozenset(_BLOCK_NAMES.split())
_NO_TEXT = frozenset(_SILENT_NAMES.split())
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)

_BREAK_IN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef“”])\n(?=[\u2e80-\u9fff\uff00-\uffef“”])")

#: Soft hyphens, zero-width blanks, byte order marks and bidirectional controls hide inside words and make equal texts
#: differ. ZWNJ and ZWJ stay: Persian and Indic spelling needs them.
_CHARACTERS: dict[int, str | None] = (
    dict.fromkeys((0xAD, 0x200B, 0xFEFF, 0x2060, 0x200E, 0x200F, 0x061C))
    | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    | dict.fromkeys((0xA0, 0x2007, 0x202F, 0x3000, 0x2028, 0x2029, 0x85), " ")
    | dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F))
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph. `bold` if every character of it is; a newline in the text is a line break that the author made."""

    text: str
    bold: bool = False


def clean(text: str) -> str:
    """`text` on one line: invisible characters out, odd blanks to a blank, runs of white space to one."""
    return " ".join(text.translate(_CHARACTERS).split())


def joined(blocks: Iterable[Block]) -> str:
    """The blocks as one text, with an empty line between paragraphs."""
    return "\n\n".join(block.text for block in blocks)


def one_line(tag: Tag) -> str:
    """The text of an element on one line. A line break between Chinese characters was no blank."""
    return clean(_BREAK_IN_CJK.sub("", "\n".join(block.text for block in blocks_of(tag))))


def blocks_of(tag: Tag, *, drop: Collection[int] = ()) -> tuple[Block, ...]:
    """The paragraphs under an element, without those elements whose `id()` is in `drop`. Empty ones are left out.

    Walks with its own stack, so that no depth of nesting can exhaust Python's.
    """
    writer = _Writer()
    todo: list[tuple[object, bool, bool]] = [(tag, False, False)]
    while todo:
        node, bold, leaving = todo.pop()
        if not isinstance(node, Tag):
            if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                writer.write(str(node), bold=bold)
            continue
        if leaving:
            writer.end_block()
        elif node.name == "br" or _stands_for_break(node):
            writer.end_line()
        elif node.name not in _NO_TEXT and id(node) not in drop:
            _enter(node, bold, todo, writer)
    writer.end_block()
    return tuple(writer.blocks)


def _stands_for_break(node: Tag) -> bool:
    """Some sites draw their line breaks as empty elements of a class of that name (timesofindia.indiatimes.com)."""
    return node.name == "span" and not node.contents and "br" in str(node.get("class") or "").split()


def _enter(node: Tag, bold: bool, todo: list[tuple[object, bool, bool]], writer: _Writer) -> None:
    if node.name in _BLOCK:
        writer.end_block()
        todo.append((node, bold, True))
    heavy = bold or node.name in _BOLD or bool(_BOLD_STYLE.search(str(node.get("style") or "")))
    todo.extend((child, heavy, False) for child in reversed(node.contents))


@dataclass(slots=True)
class _Writer:
    """Collects runs of text into lines and lines into blocks."""

    blocks: list[Block] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _runs: list[str] = field(default_factory=list)
    _plain: bool = False

    def write(self, text: str, *, bold: bool) -> None:
        """Take a run of characters."""
        text = text.translate(_CHARACTERS)
        self._plain = self._plain or (not bold and not text.isspace() and bool(text))
        self._runs.append(text)

    def end_line(self) -> None:
        """Break the line; a second break in a row ends the paragraph, as authors without <p> mean it."""
        line = " ".join("".join(self._runs).split())
        self._runs.clear()
        if line:
            self._lines.append(line)
        elif self._lines:
            self.end_block()

    def end_block(self) -> None:
        """Close the paragraph, if there is any text in it."""
        line = " ".join("".join(self._runs).split())
        lines = [*self._lines, line] if line else self._lines
        if lines:
            self.blocks.append(Block(text="\n".join(lines), bold=not self._plain))
        self._lines, self._plain = [], False
        self._runs.clear()
