from datetime import date
from itertools import pairwise

import pytest

from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.language.dating.months import hijri_ordinal
from tracker.when import Precision


@pytest.mark.parametrize(
    ("text", "form", "months", "iso"),
    [
        ("June 15th 2026", "%B %d %Y", None, "2026-06-15"),
        ("1er mars 2024", "%d %B %Y", "fr", "2024-03-01"),
        ("3. März 2024", "%d %B %Y", "de", "2024-03-03"),
        ("26 августа 2024", "%d %B %Y", "ru", "2024-08-26"),
        ("26 أغسطس 2024", "%d %B %Y", "ar", "2024-08-26"),
        ("٢٦ أغسطس ٢٠٢٤", "%d %B %Y", "ar", "2024-08-26"),
        ("26 آب 2024", "%d %B %Y", "ar", "2024-08-26"),
        ("5 septembre 2024", "%d %b %Y", "fr", "2024-09-05"),
        ("Sept. 5, 2024", "%b %d, %Y", None, "2024-09-05"),
        ("AUGUST 26,  2024", "%B %d, %Y", "en", "2024-08-26"),
        ("Tuesday, 27 August 2024", "%A, %d %B %Y", None, "2024-08-27"),
        ("2024年8月26日", "%Y年%m月%d日", "zh", "2024-08-26"),
        ("２０２４年８月２６日", "%Y年%m月%d日", None, "2024-08-26"),
        ("26.08.2024", "%d.%m.%Y", None, "2024-08-26"),
        ("20240826", "%Y%m%d", None, "2024-08-26"),
        ("August 2024", "%B %Y", None, "2024-08"),
        ("2024", "%Y", None, "2024"),
        ("01.02.69", "%d.%m.%y", None, "2069-02-01"),
        ("26\u00a0August\u200f 2024", "%d %B %Y", None, "2024-08-26"),
    ],
)
def test_days_months_and_years_keep_their_precision_and_zone(text: str, form: str, months: str | None, iso: str):
    when = parse_date(text, formats=[form], zone="Asia/Karachi", months=months)
    assert (when.iso, when.zone) == (iso, "Asia/Karachi")


@pytest.mark.parametrize(
    ("text", "form", "iso"),
    [
        ("2024-04-03 21:30", "iso", "2024-04-03T21:30+08:00"),
        ("2024-04-03T21:30:10Z", "iso", "2024-04-03T21:30+00:00"),
        ("2024-04-03T21:30:10.250+05:00", "%Y-%m-%dT%H:%M:%S.%f%z", "2024-04-03T21:30+05:00"),
        ("Mon, 28 Feb 2022 14:05:00 EST", "rfc2822", "2022-02-28T14:05-05:00"),
        ("Mon, 28 Feb 2022 14:05:00 +0530", "rfc2822", "2022-02-28T14:05+05:30"),
        ("28 Feb 2022 14:05 CST", "rfc2822", "2022-02-28T14:05+08:00"),
        ("1646200000", "%s", "2022-03-02T13:46+08:00"),
        ("1646200000123", "%s", "2022-03-02T13:46+08:00"),
        ("12:05 a.m., 2 Jan 2024", "%I:%M %p, %d %b %Y", "2024-01-02T00:05+08:00"),
        ("12:05 PM, 2 Jan 2024", "%I:%M %p, %d %b %Y", "2024-01-02T12:05+08:00"),
        ("2024年1月2日 下午3:05", "%Y年%m月%d日 %p%I:%M", "2024-01-02T15:05+08:00"),
    ],
)
def test_minutes_carry_their_offset(text: str, form: str, iso: str):
    assert parse_date(text, formats=[form], zone="Asia/Shanghai").iso == iso


@pytest.mark.parametrize(
    ("months", "calendar"), [("de", "gregorian"), ("ar", "gregorian"), ("ar", "hijri"), ("th", "buddhist")]
)
def test_the_stamp_of_a_feed_is_english_and_gregorian(months: str, calendar: str):
    text = "Sun, 04 Oct 2026 13:20:00 +0200"
    when = parse_date(text, formats=["rfc2822"], zone="Europe/Berlin", months=months, calendar=calendar)
    assert when.iso == "2026-10-04T13:20+02:00"


def test_a_feed_in_the_months_of_its_own_language_is_read_too():
    when = parse_date("04 Okt 2026 13:20 +0200", formats=["rfc2822"], zone="Europe/Berlin", months="de")
    assert when.iso == "2026-10-04T13:20+02:00"


def test_daylight_saving_decides_the_offset():
    summer = parse_date("2024-07-01 10:00", formats=["iso"], zone="Europe/Berlin")
    winter = parse_date("2024-01-01 10:00", formats=["iso"], zone="Europe/Berlin")
    assert (summer.iso[-6:], winter.iso[-6:]) == ("+02:00", "+01:00")


def test_a_time_that_nobody_can_place_is_only_a_day():
    when = parse_date("2024-04-03 21:30", formats=["iso"], zone=None)
    assert (when.iso, when.precision) == ("2024-04-03", Precision.DAY)


def test_formats_are_tried_in_order():
    assert parse_date("02/05/2019", formats=["%m/%d/%Y", "%d/%m/%Y"], zone=None).iso == "2019-02-05"
    assert parse_date("15/04/2019", formats=["%m/%d/%Y", "%d/%m/%Y"], zone=None).iso == "2019-04-15"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("yesterday", "iso"),
        ("12", "iso"),
        ("May", "%B"),
        ("2 May", "%d %B"),
        ("31 June 2024", "%d %B %Y"),
        ("2567年3月1日", "%Y年%m月%d日"),
        ("3 March 9999", "%d %B %Y"),
        ("2024-08-26 and more", "iso"),
        ("15 mars 2024", "%d %B %Y"),
        ("28 Feb 2022 14:05 XYZ", "rfc2822"),
        ("13:00 am 2024-01-01", "%I:%M %p %Y-%m-%d"),
        ("2024-01-01 25:00", "iso"),
        ("", "iso"),
    ],
)
def test_what_a_format_does_not_read_is_never_guessed(text: str, form: str):
    with pytest.raises(BadDate, match="expected one of"):
        parse_date(text, formats=[form], zone="UTC", months="en")


def test_an_unknown_directive_is_named():
    with pytest.raises(BadDate, match="%Q"):
        parse_date("2024", formats=["%Q"], zone=None)


@pytest.mark.parametrize(
    ("text", "calendar", "form", "iso"),
    [
        ("1 มีนาคม 2567", "buddhist", "%d %B %Y", "2024-03-01"),
        ("113年3月1日", "roc", "%Y年%m月%d日", "2024-03-01"),
        ("1 رمضان 1445", "hijri", "%d %B %Y", "2024-03-11"),
    ],
)
def test_other_calendars(text: str, calendar: str, form: str, iso: str):
    assert parse_date(text, formats=[form], zone=None, months="th", calendar=calendar).iso == iso


def test_hijri_days_run_on_without_gap_or_overlap():
    days = []
    for year in range(1440, 1471):
        for month in range(1, 13):
            for day in (1, 29, 30):
                try:
                    days.append((hijri_ordinal(year, month, day), year, month, day))
                except ValueError:
                    assert day == 30
    assert [day[0] for day in days] == sorted({day[0] for day in days})
    firsts = [found[0] for found in days if found[2:] == (1, 1)]
    assert {later - former for former, later in pairwise(firsts)} == {354, 355}
    assert date.fromordinal(hijri_ordinal(1446, 1, 1)) in (date(2024, 7, 7), date(2024, 7, 8))
