"""What a scraper leaves around an article's text: captions, credits, links, menus, agency sign-offs.

Owns which lines of an article, or ends of lines, no reporter wrote as part of the report. Never takes words out of the
shown text: reading goes over blanks of the same length, so that every place stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tracker.yamltext import parsed

_LINE = re.compile(r"[^\n]+")
#: No such line is longer: captions run to three sentences, reports of a whole article in one line to thousands.
_LONGEST = 420
_SHORT = 160
_CREDIT_REACH = 110
#: An author's own line stands among the last of the article.
_LAST_LINES = 4
_BREAK = "\n"
#: What a credit leaves of so few words, without a stop, is the photographer's name.
_NAME_WORDS = 6
_STOPS = '.!?…”"’。！？'


class _Patterns(NamedTuple):
    opens: re.Pattern[str]
    whole: re.Pattern[str]
    credit: re.Pattern[str]
    photo: re.Pattern[str]
    caption: re.Pattern[str]
    writer: re.Pattern[str]
    credit_hints: tuple[str, ...]
    photo_hints: tuple[str, ...]
    caption_hints: tuple[str, ...]


def blanked(text: str) -> str:
    """The text with line breaks in place of lines that only surround a report, and blanks in place of credits.

    As long as `text`, so that every offset holds. A caption, a link to another story, a share bar, a sign-off can then
    be no speaker and no quotation.
    """
    last = _last_lines(text)
    return _LINE.sub(lambda line: _line(line.group(), closing=line.start() >= last), text)


def is_scraped(line: str, *, closing: bool = False) -> bool:
    """Whether the whole line only surrounds a report; `closing` tells that it is one of the last."""
    return bool(line.strip()) and not _line(line, closing=closing).strip()


def _last_lines(text: str) -> int:
    """Where the last few lines begin that hold anything."""
    at = len(text.rstrip())
    for _ in range(_LAST_LINES):
        at = text.rstrip().rfind("\n", 0, at)
        while at > 0 and text[at - 1].isspace():
            at -= 1
        if at < 0:
            return len(text)  # a text of few lines has no such end
    return at


def _line(line: str, *, closing: bool) -> str:
    """The line as it may be read: itself, without its credit, or all breaks."""
    if len(line) > _LONGEST:
        return _uncredited(line)
    known, bare = _patterns(), line.strip()
    if (
        (len(bare) <= _SHORT and known.whole.fullmatch(bare))
        or known.opens.match(bare)
        or (closing and known.writer.search(bare))
    ):
        return _BREAK * len(line)
    if _at_end(known.photo, line, known.photo_hints):
        return _BREAK * len(line)
    plain = _uncredited(line)
    if _hinted(plain, known.caption_hints) and known.caption.search(plain) and not _reports(plain):
        return _BREAK * len(line)
    bare_name = plain != line and len(plain.split()) <= _NAME_WORDS and plain.rstrip()[-1:] not in _STOPS
    return _BREAK * len(line) if bare_name or not plain.strip() else plain


def _uncredited(line: str) -> str:
    """The line with blanks where a credit ends it; two may follow each other."""
    if line.rstrip()[-1:] in _STOPS and "/" not in line and "|" not in line:
        return line  # no credit ends so; most lines do
    for _ in range(2):
        found = _at_end(_patterns().credit, line, _patterns().credit_hints)
        if found is None:
            break
        line = line[: found.start()] + " " * (len(line) - found.start())
    return line


def _at_end(pattern: re.Pattern[str], line: str, hints: tuple[str, ...]) -> re.Match[str] | None:
    """What ends the line, if it is of that kind."""
    end = len(line.rstrip())
    first = max(0, end - _CREDIT_REACH)
    return pattern.search(line[:end], first) if _hinted(line[first:end], hints) else None


def _hinted(line: str, hints: tuple[str, ...]) -> bool:
    low = line.lower()
    return any(hint in low for hint in hints)


def _reports(line: str) -> bool:
    """Whether the line quotes somebody all the same: then it is kept, and what it says of a picture with it."""
    return bool(re.search('[“”"«»「」]', line))


@cache
def _patterns() -> _Patterns:
    table = parsed(files("tracker.language").joinpath("data/scraped.yaml").read_text(encoding="utf-8"))
    opens = (one for rows in table["opens"].values() for one in rows)
    whole = (one for rows in table["whole"].values() for one in rows)
    return _Patterns(
        opens=_either(opens),
        whole=_either(whole),
        credit=_either(table["credit"]),
        photo=_either(table["photo"]),
        caption=_either(table["caption"]),
        writer=re.compile("|".join(table["writer"])),
        credit_hints=tuple(table["hints"]["credit"]),
        photo_hints=tuple(table["hints"]["photo"]),
        caption_hints=tuple(table["hints"]["caption"]),
    )


def _either(rows: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)
