"""Dates in the lines around a headline: "Published …", a byline's day, a wire's dateline.

Owns which of these lines speaks of publication. Never takes a line about a change for one, nor a bare date at the top,
which is the day on which somebody looked at the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.articles.moments import read_when
from tracker.articles.published import Witness
from tracker.language.dating.dates import find_dates
from tracker.language.dating.months import names
from tracker.when import When

#: What a line says before its date, in the languages that are read (the wording of news sites' own templates).
_PUBLISHED = re.compile(
    r"\b(?:first published|published|posted|publish date|publication date|date|issued|release date|publi[ée]e? le"
    r"|publicado|publicada|fecha|veröffentlicht|erschienen|datum|pubblicato|yayınlan?ma(?: tarihi)?|yayın tarihi"
    r"|giriş tarihi|tarih|опубликовано|дата публикации|опубліковано)\b"
    r"|نُ?شر(?:ت)?(?: في)?|تاريخ النشر|شائع|تاریخ اشاعت|发布时间|发表时间|发布于|发表于|日期|發布時間|發佈",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:updated?|last (?:updated|modified|edited|revised)|modified|mis(?:e)? à jour|modifié|actualizado|actualizada"
    r"|última actualización|aktualisiert|stand|zuletzt|aggiornato|ultima modifica|atualizado|güncelleme|güncellendi"
    r"|son güncelleme|обновлено|изменено|оновлено)\b|آخر تحديث|تحديث|اپ ڈیٹ|更新时间|更新于|更新時間|最后更新",
    re.IGNORECASE,
)
_NO_DATE = re.compile(r"©|\(c\)|copyright|all rights reserved|版权|حقوق", re.IGNORECASE)
_FIGURES = re.compile(
    r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d/.-])|(?<![\d/.-])\d{4}([/.])\d{1,2}\2\d{1,2}(?!\d)"
)
_CLOCK = re.compile(
    r"[\s,|•·T–—-]*(?:at|à|um|a las|alle|в|，)?\s*(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap]\.?m\.?)?\s*"
    r"\(?(UTC|GMT|Z|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|MSK|PKT|JST|KST|TRT|[+-]\d{2}:?\d{2})?\b\)?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*(?:By|BY)\s+[A-Z][\w.’'-]*(?:,?\s+[\w.’'&-]+){0,7}\s*(?:[|•·–—-].*)?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"\s*(?P<place>[A-Z][A-Za-z .’'/-]{{2,40}}?),? "
    rf"(?:(?:(?P<day>{_MONTH} \d{{1,2}})|(?P<turned>\d{{1,2}} {_MONTH})),? ?(?P<year>\d{{4}})? )?"
    r"\((?P<outlet>[A-Z][A-Za-z .]{1,24}?)\)",
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A wire's opening: "KARSAN, May 3 (AP)". `when` is None unless it names its year; `month_day` is its day."""

    outlet: str
    when: When | None
    month_day: tuple[int, int] | None


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the article, and says little more."""
    return len(line) <= _LONGEST and bool(_BYLINE.fullmatch(line))


def dateline(line: str) -> Dateline | None:
    """The wire's dateline with which a line opens."""
    found = _DATELINE.match(line)
    if found is None:
        return None
    spelled = found["day"] or " ".join(reversed((found["turned"] or "").split()))
    day = read_when(_unabbreviated(f"{spelled}, {found['year'] or 2000}")) if spelled else None
    return Dateline(
        outlet=found["outlet"],
        when=day if found["year"] else None,
        month_day=(day.day.month, day.day.day) if day else None,
    )


def _unabbreviated(spelled: str) -> str:
    return re.sub(r"(?<=[A-Za-z])\.", "", spelled)


def states_a_day(line: str, *, locale: str) -> bool:
    """Whether the line is a date and nothing else."""
    return len(line) <= _LONGEST and _alone(line, locale, byline=False) is not None


def line_dates(lines: Sequence[str], *, locale: str, title: int | None) -> Iterator[Witness]:
    """What the lines at the top of an article say of its publication, in their order.

    `title` is the index of the headline among them, None where none was found. A date that stands alone counts within
    two lines after a byline, or below the headline; above both it is the day of viewing.
    """
    since_byline = len(lines)
    for at, line in enumerate(lines):
        since_byline = 0 if is_byline(line) else since_byline + 1
        if len(line) > _LONGEST or _NO_DATE.search(line):
            continue
        named = _named(line, locale)
        if named:
            yield Witness(basis="its line of publication", when=named)
        elif not _CHANGED.search(line) and (alone := _alone(line, locale, byline=since_byline == 0)):
            if since_byline <= 2:  # noqa: PLR2004  (the line of the byline itself and two below it)
                yield Witness(basis="its byline", when=alone)
            elif title is not None and at > title:
                yield Witness(basis="the line below its headline", when=alone, strong=False)


def changes(lines: Sequence[str], *, locale: str) -> When | None:
    """The day on which the lines say that the article was changed last."""
    for line in lines:
        found = _CHANGED.search(line) if len(line) <= _LONGEST else None
        dated = _first_date(line[found.end() :], locale) if found else None
        if dated:
            return dated[0]
    return None


def _named(line: str, locale: str) -> When | None:
    """The date right behind a word of publication; one behind a word of change that follows it is not that."""
    for said in _PUBLISHED.finditer(line):
        if _CHANGED.search(line[max(0, said.start() - 8) : said.end() + 1]) and said.group().lower() == "date":
            continue
        rest = line[said.end() :]
        changed = _CHANGED.search(rest)
        dated = _first_date(rest[: changed.start()] if changed else rest, locale)
        if dated and len(_LETTERS.findall(rest[: dated[1]])) <= 4:  # noqa: PLR2004  (on, at, a weekday, a zone)
            return dated[0]
    return None


def _alone(line: str, locale: str, *, byline: bool) -> When | None:
    """The date of a line that holds nothing else but a weekday, a time, or the name of who wrote it."""
    dated = _first_date(line, locale)
    if dated is None:
        return None
    when, start, end = dated
    if byline:
        return when
    days = names(locale.partition("-")[0] or "en", "weekday")
    before = [word.casefold() for word in _LETTERS.findall(line[:start])]
    after = _CLOCK.match(line, end)
    rest = line[after.end() if after else end :]
    return when if all(word in days for word in before) and len(_LETTERS.findall(rest)) <= 3 else None  # noqa: PLR2004  (a zone in words)


def _first_date(line: str, locale: str) -> tuple[When, int, int] | None:
    """The first full date of a line with its place, to the minute where the line names hour and zone."""
    base = locale.partition("-")[0] or "en"
    plain = line.title() if line.isascii() and line.isupper() else line
    found: list[tuple[int, int, When]] = [
        (one.start, one.end, one.when)
        for one in find_dates(plain, language=base, published=None)
        if len(one.when.iso) == len("2000-01-01")
    ]
    for figures in _FIGURES.finditer(line):
        when = read_when(figures.group(), locale=locale)
        if when:
            found.append((*figures.span(), when))
    if not found:
        return None
    start, end, when = min(found, key=lambda one: one[0])
    return _timed(line, end, when), start, end


def _timed(line: str, end: int, when: When) -> When:
    """The same day with hour and zone behind it, if both are named."""
    clock = _CLOCK.match(line, end)
    if clock is None or not clock[4]:
        return when
    zone = "GMT" if clock[4].upper() in ("UTC", "Z") else clock[4]
    hour = int(clock[1]) % 12 + (12 if clock[3][0] in "pP" else 0) if clock[3] else int(clock[1])
    return (
        read_when(f"{when.day:%d} {_ENGLISH[when.day.month - 1]} {when.day.year} {hour:02d}:{clock[2]}:00 {zone}")
        or when
    )


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
