"""Somebody else's list of events, read row by row: the exports of ACLED, UCDP GED and GTD.

Owns which columns each list has and how it writes days, ids and names. Nothing of a row is kept here: the user's own
copy is read as a stream, so that a file of any size takes the memory of one row. Never compares an event with anything.

Columns: ACLED codebook (event_id_cnty, event_date, time_precision …; column changes of 2023), UCDP GED codebook 24.1
(id, date_start, date_end, date_prec, where_coordinates …), GTD codebook of 2021 (eventid, iyear, imonth, iday …).
"""

from __future__ import annotations

import calendar
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO

from tracker.errors import BadDate, BadInput
from tracker.imports.detect import checked
from tracker.model import OutsideEvent

Row = Mapping[str, str]

#: No cell of these lists is longer; a quotation mark that nobody closed would swallow the rest of the file.
_CELL = 1 << 20
#: Characters of a line; a file without line breaks must not be read into memory whole.
_LINE = 8 << 20
_SEPARATORS = (",", ";", "\t", "|")
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
#: ="2024" is how a spreadsheet is told to leave digits alone.
_FORMULA = re.compile(r'="?([^"]*)"?\Z')
_CLOCK = re.compile(r"(?<=\d)[T ]\d{1,2}:\d\d.*")
_DAMAGED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+\Z", re.IGNORECASE)
#: How far from the stated day an event of ACLED's precision 2 (some days of that week) can lie.
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scheme:
    """One list: what tells it, what its ids look like, and how a row is read."""

    name: str
    needs: tuple[str, ...]
    id: str
    ids: re.Pattern[str]
    days: Callable[[Row], tuple[date, date]]
    country: str
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    killed: str

    @property
    def columns(self) -> frozenset[str]:
        """All columns that are read."""
        named = (*self.needs, *self.places, *self.kinds, *self.actors)
        return frozenset((*named, self.country, self.killed, "time_precision"))


@dataclass(slots=True)
class Read:
    """What became of the rows of a file; filled while it is read."""

    scheme: str = ""
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def read_events(path: Path, read: Read) -> Iterator[OutsideEvent]:
    """The events of an export, in the order of its rows; `read` counts them and what was left out, and why.

    Raises BadInput for a file that is none of the three lists, a workbook, or one that ends inside a quotation.
    """
    if not path.is_file():
        raise BadInput(f"{path}: no such file; name your copy of an ACLED, UCDP GED or GTD export, saved as CSV")
    csv.field_size_limit(_CELL)
    with path.open("rb") as raw:
        lines = _lines(raw, path)
        head = next(lines)
        separator = max(_SEPARATORS, key=head.count)
        names = [_plain(name).lower() for name in next(_rows(iter([head]), separator, path), [])]
        scheme = _scheme_of(names, path)
        read.scheme = scheme.name
        wanted = [(place, name) for place, name in enumerate(names) if name in scheme.columns]
        for cells in _rows(lines, separator, path):
            read.rows += 1
            row = {name: _plain(cells[place]) for place, name in wanted if place < len(cells)}
            event = _event(scheme, row, read.left_out)
            if event is not None:
                yield event


def _lines(raw: IO[bytes], path: Path) -> Iterator[str]:
    """The lines as text; UTF-16 by its mark, else UTF-8, and each line that is not UTF-8 as Windows-1252."""
    start = raw.read(1 << 16)
    try:
        checked(start, path.name)
    except BadInput as error:
        raise BadInput(f"{error}; from a workbook: save the sheet as CSV UTF-8") from error
    raw.seek(0)
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    with open(raw.fileno(), encoding=encoding, errors="surrogateescape", newline="", closefd=False) as text:
        try:
            while line := text.readline(_LINE):
                if len(line) == _LINE:
                    raise BadInput(
                        f"{path}: a line of more than {_LINE >> 20} million characters; export the file again"
                    )
                yield _mended(line)
        except UnicodeDecodeError as error:
            raise BadInput(f"{path}: it ends in the middle of a character or is no UTF-16; export it again") from error


def _mended(line: str) -> str:
    if line.isascii():
        return line
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return line


def _rows(lines: Iterator[str], separator: str, path: Path) -> Iterator[list[str]]:
    begun, following, line = 0, 1, ""

    def remembered() -> Iterator[str]:
        nonlocal line
        for line in lines:  # noqa: UP028  the last one is looked at again
            yield line

    reader = csv.reader(remembered(), delimiter=separator)
    cells: list[str] = []
    try:
        for cells in reader:
            begun, following = following, reader.line_num + 1
            if cells:
                yield cells
    except csv.Error as error:
        raise BadInput(
            f"{path}: about line {reader.line_num + 1}: {error}; a quotation mark is not closed: export the file again"
        ) from error
    # A cell that ran on to the end of the file keeps the line break that a closed one does not have.
    if cells and cells[-1].endswith(("\n", "\r")) and not line.rstrip("\r\n").endswith('"'):
        raise BadInput(f"{path}: row from line {begun + 1}: a quotation mark is not closed: export the file again")


def _scheme_of(names: list[str], path: Path) -> _Scheme:
    """The list whose columns these are. BadInput names what the nearest one lacks."""
    nearest = max(_SCHEMES, key=lambda one: len(set(one.needs) & set(names)) / len(one.needs))
    lacking = [name for name in nearest.needs if name not in names]
    if not lacking:
        return nearest
    if len(lacking) == len(nearest.needs):
        known = "; ".join(f"{one.name} by {', '.join(one.needs)}" for one in _SCHEMES)
        found = ", ".join(names[:6]) or "nothing"
        raise BadInput(f"{path}: its first line names no columns of a known export ({known}), found: {found}")
    raise BadInput(f"{path}: looks like {nearest.name}, but lacks {', '.join(lacking)}; export it with all columns")


def _event(scheme: _Scheme, row: Row, left_out: Counter[str]) -> OutsideEvent | None:
    value = row.get(scheme.id, "")
    if not scheme.ids.fullmatch(value):
        left_out["id rounded by a spreadsheet" if _DAMAGED.match(value) else "no id of this list"] += 1
        return None
    try:
        first, last = scheme.days(row)
    except (BadDate, KeyError, ValueError, OverflowError):  # a row that was cut off has no such cell at all
        left_out["no readable day"] += 1
        return None
    return OutsideEvent(
        scheme=scheme.name,
        value=value,
        first=min(first, last),
        last=max(first, last),
        country=row.get(scheme.country, ""),
        places=_filled(row, scheme.places),
        kind=" · ".join(_filled(row, scheme.kinds)),
        actors=_filled(row, scheme.actors),
        killed=_number(row.get(scheme.killed, "")),
    )


def _filled(row: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for name in names if (cell := row.get(name, "")) and cell.lower() != "unknown"))


def _plain(cell: str) -> str:
    """A cell without blanks around it, and out of the formula that guards it."""
    cell = cell.strip().strip("\ufeff")
    found = _FORMULA.match(cell)
    return (found[1] if found else cell.removeprefix("'")).strip()


def _number(cell: str) -> int | None:
    try:
        return int(float(cell))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    words = _CLOCK.sub("", text)
    for form in _DAYS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise BadDate(f"{text!r} is no day that such a list writes")


def _acled_days(row: Row) -> tuple[date, date]:
    day = _day(row["event_date"])
    precision = row.get("time_precision", "1")
    if precision == "3":
        return _month(day.year, day.month)
    return (day - _WEEK, day + _WEEK) if precision == "2" else (day, day)


def _ged_days(row: Row) -> tuple[date, date]:
    return _day(row["date_start"]), _day(row["date_end"])


def _gtd_days(row: Row) -> tuple[date, date]:
    """GTD writes 0 for a day or a month that it does not know; an event of an unknown month matches nothing."""
    year, month, day = (int(float(row[name])) for name in ("iyear", "imonth", "iday"))
    if day == 0:
        return _month(year, month)
    return date(year, month, day), date(year, month, day)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


_SCHEMES = (
    _Scheme(
        name="acled",
        needs=("event_id_cnty", "event_date"),
        id="event_id_cnty",
        ids=re.compile(r"[A-Z]{2,4}\d{1,9}"),
        days=_acled_days,
        country="country",
        places=("location", "admin3", "admin2", "admin1"),
        kinds=("sub_event_type", "event_type"),
        actors=("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"),
        killed="fatalities",
    ),
    _Scheme(
        name="ucdp-ged",
        needs=("id", "date_start", "date_end", "type_of_violence"),
        id="id",
        ids=re.compile(r"\d{1,9}"),
        days=_ged_days,
        country="country",
        places=("where_coordinates", "where_description", "adm_2", "adm_1"),
        kinds=(),
        actors=("side_a", "side_b"),
        killed="best",
    ),
    _Scheme(
        name="gtd",
        needs=("eventid", "iyear", "imonth", "iday"),
        id="eventid",
        ids=re.compile(r"\d{12}"),
        days=_gtd_days,
        country="country_txt",
        places=("city", "location", "provstate"),
        kinds=("attacktype1_txt", "attacktype2_txt"),
        actors=("gname", "gname2"),
        killed="nkill",
    ),
)
