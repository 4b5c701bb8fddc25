"""Dates as a source writes them, by the source's own formats.

Owns how a declared format is read, and hands on find_dates for dates in running text. Never guesses a format, never
fills in today, never reads a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.errors import BadDate
from tracker.language.dating import months as calendar_names
from tracker.language.dating.datefinding import DateMention, find_dates
from tracker.when import When

__all__ = ["DateMention", "find_dates", "parse_date"]

#: Years outside these are misread numbers or another calendar, not dates of statements.
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: Formats that are names, not patterns.
_NAMED = {
    "iso": (
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S%z",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d",
        "%Y-%m",
        "%Y",
    ),
    "rfc2822": (
        "%a, %d %b %Y %H:%M:%S %Z",
        "%a, %d %b %Y %H:%M %Z",
        "%d %b %Y %H:%M:%S %Z",
        "%d %b %Y %H:%M %Z",
        "%d %b %y %H:%M:%S %Z",
        "%a, %d %b %Y",
    ),
}
_DIRECTIVES = {
    "%Y": r"(?P<year>\d{1,4})",
    "%y": r"(?P<short>\d{2})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|º|ª|°|\.(?=\s))?",
    "%H": r"(?P<hour>\d{1,2})",
    "%I": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%S": r"(?P<second>\d{2})",
    "%f": r"\d{1,9}",
    "%p": r"(?P<half>[ap]\.?\s?m\.?|上午|下午|午前|午後|오전|오후|ص|م)",
    "%z": r"(?P<offset>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})",
    "%Z": r"(?P<zone>[+-]\d{4}|[a-z]{1,5})",
    "%s": r"(?P<epoch>\d{9,13})(?:\.\d+)?",
    "%%": "%",
}
_DIRECTIVES |= {"%e": _DIRECTIVES["%d"], "%j": r"(?P<yearday>\d{1,3})", "%-d": _DIRECTIVES["%d"]}
_DIRECTIVES |= {"%-m": _DIRECTIVES["%m"], "%-H": _DIRECTIVES["%H"], "%-I": _DIRECTIVES["%I"]}
_UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x307))
_PIECE = re.compile(r"%-?[A-Za-z%]|\s+|[^%\s]+|%")
#: Zone abbreviations of RFC 2822 and the commonest unambiguous others, as hours from UTC.
_ABBREVIATIONS = {
    "z": 0.0,
    "ut": 0.0,
    "utc": 0.0,
    "gmt": 0.0,
    "est": -5.0,
    "edt": -4.0,
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "cet": 1.0,
    "cest": 2.0,
    "eet": 2.0,
    "eest": 3.0,
    "msk": 3.0,
    "pkt": 5.0,
    "jst": 9.0,
    "kst": 9.0,
    "trt": 3.0,
}
_AFTERNOON = frozenset({"p", "下午", "午後", "오후", "م"})
_MILLISECONDS = 100_000_000_000
_HALF_DAY = 12


def parse_date(
    text: str, *, formats: Sequence[str], zone: str | None, months: str | None = None, calendar: str = "gregorian"
) -> When:
    """The date that `text` spells in the first of `formats` that reads all of it, as precisely as it says.

    Formats are strptime's (%B and %b in the language `months`; "June 15th" and "1er" are days; %s is an epoch in
    seconds or milliseconds) or the names "iso" and "rfc2822", whose month names are English. A time of day without an
    offset is in `zone`; without either it is dropped, since nobody knows which minute it names, and so is one that the
    clocks of `zone` passed over in spring. `calendar`: gregorian, buddhist, roc or hijri (Umm al-Qura). Raises BadDate
    when no format reads it or it names no day from 1900 to 2100.
    """
    plain = _plain(text)
    reasons: list[str] = []
    for form, names, years in _ways(formats, months, calendar):
        found = _pattern(form, names, years).fullmatch(plain)
        if found is None:
            continue
        try:
            return _Reading(parts=found.groupdict(), months=names, calendar=years, zone=zone).when()
        except (ValueError, OverflowError, ZoneInfoNotFoundError) as error:
            reasons.append(f"{form}: {error}")
    why = "; ".join(reasons) or "none of them reads it"
    raise BadDate(
        f"date {text.strip()[:80]!r}: expected one of {list(formats)!r}: {why}; look at `dates:` of its source"
    )


def _ways(formats: Sequence[str], months: str | None, calendar: str) -> Iterator[tuple[str, str | None, str]]:
    """Each format with its months and calendar: a feed's stamp is English and Gregorian, whatever its texts are in."""
    for given in formats:
        forms = _NAMED.get(given.lower(), (given,))
        if given.lower() == "rfc2822":
            yield from ((form, "en", "gregorian") for form in forms)
        yield from ((form, months, calendar) for form in forms)


def _plain(text: str) -> str:
    """One blank between words, ASCII digits, lower case (of a Turkish capital too), no direction marks."""
    folded = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    return " ".join(folded.casefold().translate(_UNSEEN).split())


@lru_cache(maxsize=512)
def _pattern(form: str, months: str | None, calendar: str) -> re.Pattern[str]:
    """One format as a pattern over `_plain` text. Raises BadDate for a directive that is not known."""
    return re.compile("".join(_piece(piece, form, months, calendar) for piece in _PIECE.findall(form.strip())))


def _piece(piece: str, form: str, months: str | None, calendar: str) -> str:
    if piece.isspace():
        return " "
    if not piece.startswith("%"):
        return re.escape(piece.casefold())
    if piece in ("%B", "%b", "%A", "%a"):
        known = _names(piece, months, calendar)
        group = "name" if piece.lower() == "%b" else "weekday"
        return rf"(?P<{group}>{calendar_names.either(known)})\.?"
    if piece not in _DIRECTIVES:
        raise BadDate(f"date format {form!r}: unknown directive {piece!r}; expected strptime's, iso or rfc2822")
    return _DIRECTIVES[piece]


def _names(piece: str, months: str | None, calendar: str) -> Mapping[str, int]:
    if piece in ("%A", "%a"):
        return calendar_names.names(months, "weekday")
    return calendar_names.hijri_names() if calendar == "hijri" else calendar_names.names(months, "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one format took out of one text."""

    parts: Mapping[str, str | None]
    months: str | None
    calendar: str
    zone: str | None

    def when(self) -> When:
        if self._text("epoch"):
            return self._epoch(int(self._text("epoch")))
        year, month, day = self._year(), self._month(), self._text("day")
        if self._text("yearday"):
            first = date(year, 1, 1) + timedelta(days=int(self._text("yearday")) - 1)
            year, month, day = first.year, first.month, str(first.day)
        if month is None:
            return When(f"{_sane(year):04d}", self.zone)
        if not day:
            return When(f"{_sane(date(year, month, 1).year):04d}-{month:02d}", self.zone)
        return self._day(self._civil(year, month, int(day)))

    def _civil(self, year: int, month: int, day: int) -> date:
        if self.calendar == "hijri":
            return date.fromordinal(calendar_names.hijri_ordinal(year, month, day))
        return date(year, month, day)

    def _day(self, day: date) -> When:
        _sane(day.year)
        if self._text("hour") and self._text("minute"):
            moment = datetime(day.year, day.month, day.day, self._hour(), int(self._text("minute")))  # noqa: DTZ001  # the zone is put on in the next line
            zoned = self._zoned(moment)
            if zoned is not None:
                return When(zoned.isoformat(timespec="minutes"))
        return When(day.isoformat(), self.zone)

    def _zoned(self, moment: datetime) -> datetime | None:
        """The moment with the offset it states, else with the source's zone, else None."""
        own = ZoneInfo(self.zone) if self.zone else None
        named = self._text("zone") or self._text("offset")
        if not named:
            return _shown(moment, own) if own else None
        if own and (moment.replace(tzinfo=own).tzname() or "").casefold() == named:
            return moment.replace(tzinfo=own)
        if named[0] in "+-":
            return moment.replace(tzinfo=_offset(named))
        if named not in _ABBREVIATIONS:
            raise ValueError(f"unknown zone {named!r}")
        return moment.replace(tzinfo=timezone(timedelta(hours=_ABBREVIATIONS[named])))

    def _epoch(self, seconds: int) -> When:
        seconds = seconds // 1000 if seconds >= _MILLISECONDS else seconds
        moment = datetime.fromtimestamp(seconds, tz=ZoneInfo(self.zone) if self.zone else UTC)
        _sane(moment.year)
        return When(moment.isoformat(timespec="minutes"))

    def _hour(self) -> int:
        hour, half = int(self._text("hour")), self._text("half")
        if not half:
            return hour
        afternoon = half in _AFTERNOON or half[0] == "p"
        if hour > _HALF_DAY and not afternoon:
            raise ValueError(f"hour {hour} with {half!r}")
        return hour % _HALF_DAY + (_HALF_DAY if afternoon else 0)

    def _year(self) -> int:
        if self._text("short"):
            short = int(self._text("short"))
            return short + (2000 if short < 70 else 1900)  # noqa: PLR2004  # POSIX strptime: 69 to 99 are 19xx
        if not self._text("year"):
            raise ValueError("it has no year")
        year = int(self._text("year"))
        return year if self.calendar == "hijri" else year - calendar_names.YEAR_OFFSETS.get(self.calendar, 0)

    def _month(self) -> int | None:
        if self._text("name"):
            return _names("%B", self.months, self.calendar)[self._text("name")]
        return int(self._text("month")) if self._text("month") else None

    def _text(self, part: str) -> str:
        return self.parts.get(part) or ""


def _shown(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in a zone, the first of two in autumn; None for one in spring that no clock there showed."""
    zoned = moment.replace(tzinfo=zone)
    return zoned if zoned.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment else None


def _offset(spelled: str) -> timezone:
    digits = spelled[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if spelled[0] == "-" else away)


def _sane(year: int) -> int:
    """The year itself, or ValueError for one that no statement of ours can carry."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year} is outside {FIRST_YEAR} to {LAST_YEAR}")
    return year
