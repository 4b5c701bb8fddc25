"""What is written in a declared format is read back as the same day and minute: for every format of sources.yaml."""

import random
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.language.dating.months import YEAR_OFFSETS, names
from tracker.sources import Source, bundled_sources, load_registry
from tracker.when import Precision, When

DECLARED = [
    (source, form)
    for source in load_registry(bundled_sources()).sources
    for form in source.dates.formats
    if source.dates.calendar != "hijri" and not form.isalnum()
]
#: Forms that no source of today uses and that others will.
FURTHER = (
    "%B %d %Y",
    "%d of %B of %Y",
    "%A, %d %B %Y %I:%M %p",
    "%Y年%m月%d日 %H:%M",
    "%d/%m/%y",
    "%Y-%m-%dT%H:%M:%S%z",
)
FURTHER += (
    "%a, %d %b %Y %H:%M:%S %Z",
    "%H:%M, %d.%m.%Y",
    "%b. %d, %Y",
    "%s",
    "%d-%B-%Y %H.%M",
    "%Y.%m.%d",
    "%d %B, %Y",
)
PIECE = re.compile(r"%-?[A-Za-z%]")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def spelled(known: Mapping[str, int], number: int, draw: random.Random) -> str:
    return draw.choice([name for name, value in known.items() if value == number])


def written(form: str, moment: datetime, months: str | None, calendar: str, draw: random.Random) -> str:
    """A moment in a format, as careless as sites are: with or without leading zeros, in any case, with ordinals."""

    def piece(found: re.Match[str]) -> str:
        directive = found.group().replace("-", "")
        number = {
            "%d": moment.day,
            "%e": moment.day,
            "%m": moment.month,
            "%H": moment.hour,
            "%I": moment.hour % 12 or 12,
        }
        if directive in number:
            zeros = draw.choice(("", "02")) if draw.loose else "02"
            return format(number[directive], zeros) + (
                draw.choice(("", "th")) if directive == "%d" and draw.loose else ""
            )
        return {
            "%Y": lambda: str(moment.year + YEAR_OFFSETS[calendar]),
            "%y": lambda: f"{moment:%y}",
            "%M": lambda: f"{moment:%M}",
            "%S": lambda: "59",
            "%B": lambda: spelled(names(months, "month"), moment.month, draw),
            "%b": lambda: spelled(names(months, "month"), moment.month, draw),
            "%A": lambda: spelled(names(months, "weekday"), moment.isoweekday(), draw),
            "%a": lambda: spelled(names(months, "weekday"), moment.isoweekday(), draw),
            "%p": lambda: draw.choice(("am", "AM", "a.m.") if moment.hour < 12 else ("pm", "PM", "p. m.")),
            "%z": lambda: f"{moment:%z}",
            "%Z": lambda: f"{moment:%z}",
            "%s": lambda: str(int(moment.timestamp())),
        }[directive]()

    text = PIECE.sub(piece, form)
    return draw.choice((text, text.upper(), text.replace(" ", "\u00a0"))) if draw.loose else text


class Drawn(random.Random):
    """Choices of one example; `loose` where the form leaves no doubt about where one number ends."""

    loose = True


def expected(form: str, moment: datetime, zone: str) -> When:
    if "%s" in form or "%z" in form or "%Z" in form:
        return When(moment.isoformat(timespec="minutes"))
    if "%M" in form:
        return When(moment.replace(tzinfo=ZoneInfo(zone)).isoformat(timespec="minutes"))
    return When(f"{moment:%Y-%m-%d}", zone)


def same(form: str, moment: datetime, zone: str, *, months: str | None, calendar: str, draw: Drawn) -> None:
    draw.loose = re.search(r"%[a-zA-Z]%", form) is None and "%B" not in form.replace("%B ", "")
    text = written(form, moment, months, calendar, draw)
    wanted = expected(form, moment, zone)
    for one in (text, text.translate(ARABIC), text.translate(PERSIAN)):
        found = parse_date(one, formats=[form], zone=zone, months=months, calendar=calendar)
        assert (found.start, found.precision) == (wanted.start, wanted.precision), one


moments = st.datetimes(datetime(1975, 1, 1), datetime(2060, 12, 31))  # noqa: DTZ001 - zones are put on where a form has them
seeds = st.integers(0, 10**6)


@pytest.mark.parametrize(("source", "form"), DECLARED, ids=lambda one: one.id if isinstance(one, Source) else one)
@given(moment=moments, seed=seeds)
@settings(max_examples=15)
def test_every_declared_format_reads_what_it_writes(source: Source, form: str, moment: datetime, seed: int):
    there = moment.replace(tzinfo=ZoneInfo(source.zone))
    if there.astimezone(UTC).astimezone(there.tzinfo).replace(tzinfo=None) != moment:
        return
    months = source.dates.months or source.language
    same(form, there, source.zone, months=months, calendar=source.dates.calendar, draw=Drawn(seed))


@pytest.mark.parametrize("form", FURTHER)
@pytest.mark.parametrize("calendar", ["gregorian", "buddhist"])
@given(moment=moments, seed=seeds, offset=st.integers(-12 * 60, 14 * 60))
@settings(max_examples=15)
def test_further_formats_read_what_they_write(form: str, calendar: str, moment: datetime, seed: int, offset: int):
    there = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    calendar = "gregorian" if "%y" in form else calendar
    same(form, there, "Asia/Karachi", months="en", calendar=calendar, draw=Drawn(seed))


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_day_first_and_month_first_are_never_mixed_up(day: date):
    for form, other in (("%d/%m/%Y", "%m/%d/%Y"), ("%d.%m.%y", "%m.%d.%y")):
        text = day.strftime(form)
        assert parse_date(text, formats=[form], zone=None).iso == day.isoformat()
        if day.day <= 12:
            turned = day.replace(day=day.month, month=day.day)
            assert parse_date(text, formats=[other], zone=None).iso == turned.isoformat()
        else:
            with pytest.raises(BadDate):
                parse_date(text, formats=[other], zone=None)


@given(
    st.text(max_size=40), st.sampled_from([*FURTHER, "iso", "rfc2822"]), st.sampled_from(["hijri", "roc", "gregorian"])
)
def test_no_text_is_more_than_a_date_or_no_date(text: str, form: str, calendar: str):
    with suppress(BadDate):
        assert 1899 <= parse_date(text, formats=[form], zone="Europe/Berlin", calendar=calendar).start.year <= 2101


@pytest.mark.parametrize("months", ["zh", "ar", "ru", "fa", "de", None])
def test_the_dates_of_feeds_are_english_in_any_language(months: str | None):
    for text in ("Thu, 05 Mar 2026 08:00:00 GMT", "5 Mar 2026 08:00 +0000", "Thu, 05 Mar 2026 08:00:00 Z"):
        found = parse_date(text, formats=["rfc2822"], zone="Asia/Tehran", months=months)
        assert found.start == datetime(2026, 3, 5, 8, tzinfo=UTC)


def test_an_hour_that_no_clock_showed_leaves_the_day():
    found = parse_date("2026-03-29 02:30", formats=["iso"], zone="Europe/Berlin")
    assert (found.iso, found.precision) == ("2026-03-29", Precision.DAY)
    assert parse_date("2026-03-29 03:00", formats=["iso"], zone="Europe/Berlin").iso == "2026-03-29T03:00+02:00"


def test_an_hour_that_clocks_showed_twice_is_the_first():
    found = parse_date("2026-10-25 02:30", formats=["iso"], zone="Europe/Berlin")
    assert found.iso == "2026-10-25T02:30+02:00"


@pytest.mark.parametrize(
    ("text", "form", "iso"),
    [
        ("28 of September of 2021", "%d of %B of %Y", "2021-09-28"),
        ("June 15th 2026", "%B %d %Y", "2026-06-15"),
        ("JUNE 1ST, 2026", "%B %d, %Y", "2026-06-01"),
        ("2nd June 2026", "%d %B %Y", "2026-06-02"),
        ("12 MAYIS 2026", "%d %B %Y", "2026-05-12"),
        ("12 HAZİRAN 2026", "%d %B %Y", "2026-06-12"),
        ("1º de junho de 2026", "%d de %B de %Y", "2026-06-01"),
    ],
)
def test_ordinals_and_words_between(text: str, form: str, iso: str):
    months = "pt" if " de " in text else "tr" if text.startswith("12") else "en"
    assert parse_date(text, formats=[form], zone=None, months=months).iso == iso
