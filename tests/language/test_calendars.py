"""Calendars against equivalences that others published, and names of months against themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.language.dating.months import hijri_names, hijri_ordinal, names, tabular_ordinal

LANGUAGES = "en fr de es it pt nl ru uk pl cs ro el tr ar fa ur hi id th he".split()  # noqa: SIM905 - a list of words

#: Days since 1 January 1 and their Islamic (arithmetic) dates: E. M. Reingold and N. Dershowitz, Calendrical
#: Calculations, appendix on sample data. The first and the last third of their list.
REINGOLD = """
253427 75 7 13, 369740 403 10 5, 400085 489 5 22, 434355 586 2 7, 452605 637 8 7, 470160 687 2 20, 473837 697 7 7,
507850 793 7 1, 524156 839 7 6, 544676 897 6 1, 567118 960 9 30, 569477 967 5 27, 601716 1058 5 18, 613424 1091 6 2,
626596 1128 8 4, 645554 1182 2 3, 664224 1234 10 10, 671401 1255 1 11, 694799 1321 1 21, 704424 1348 3 19,
708842 1360 9 8, 709409 1362 4 13, 709580 1362 10 7, 727274 1412 9 13, 728714 1416 10 5, 744313 1460 10 12,
764652 1518 3 5
"""


@pytest.mark.parametrize("line", REINGOLD.replace("\n", " ").split(","))
def test_the_tabular_calendar_agrees_with_calendrical_calculations(line: str):
    ordinal, year, month, day = map(int, line.split())
    assert tabular_ordinal(year, month, day) == ordinal


#: Days as the civil calendar of Saudi Arabia has them: seven new years, three beginnings of the fast, and both feasts
#: of 2024, which newspapers of many countries reported (the fast was broken on 10 April, the sacrifice was on 16 June).
UMM_AL_QURA = [
    ("1 محرم 1440", "2018-09-11"),
    ("1 محرم 1441", "2019-08-31"),
    ("1 محرم 1442", "2020-08-20"),
    ("1 محرم 1443", "2021-08-09"),
    ("1 محرم 1444", "2022-07-30"),
    ("1 محرم 1445", "2023-07-19"),
    ("1 محرم 1446", "2024-07-07"),
    ("1 رمضان 1444", "2023-03-23"),
    ("1 رمضان 1445", "2024-03-11"),
    ("1 رمضان 1446", "2025-03-01"),
    ("1 شوال 1445", "2024-04-10"),
    ("10 ذو الحجة 1445", "2024-06-16"),
]


@pytest.mark.parametrize(("text", "iso"), UMM_AL_QURA)
def test_days_of_the_umm_al_qura_calendar(text: str, iso: str):
    assert parse_date(text, formats=["%d %B %Y"], zone=None, calendar="hijri").iso == iso


def test_every_year_of_the_table_runs_into_the_next():
    for year in range(1318, 1500):
        lengths = []
        for month in range(1, 13):
            try:
                hijri_ordinal(year, month, 30)
                lengths.append(30)
            except ValueError:
                lengths.append(29)
        assert hijri_ordinal(year, 12, lengths[-1]) + 1 == hijri_ordinal(year + 1, 1, 1)
        assert sum(lengths) in (354, 355)
        assert abs(hijri_ordinal(year, 1, 1) - tabular_ordinal(year, 1, 1)) <= 2


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (1, 0), (1, 31), (12, 31)])
def test_a_hijri_day_that_no_year_has_is_refused(month: int, day: int):
    for reckoned in (hijri_ordinal, tabular_ordinal):
        with pytest.raises(ValueError, match="1447 AH"):
            reckoned(1447, month, day)


@given(st.integers(1318, 1499), st.integers(1, 12), st.integers(1, 29))
def test_hijri_dates_by_number_and_by_any_name_are_one_day(year: int, month: int, day: int):
    expected = date.fromordinal(hijri_ordinal(year, month, day)).isoformat()
    if expected < "1900-06":
        return
    assert parse_date(f"{year}/{month}/{day}", formats=["%Y/%m/%d"], zone=None, calendar="hijri").iso == expected
    for name, number in hijri_names().items():
        if number == month:
            text = f"{day} {name} {year}"
            assert parse_date(text, formats=["%d %B %Y"], zone=None, calendar="hijri").iso == expected


@pytest.mark.parametrize(
    ("calendar", "text", "iso"),
    [
        ("buddhist", "2484/01/01", "1941-01-01"),  # the year that Thailand first began on 1 January
        ("buddhist", "2567/02/29", "2024-02-29"),
        ("roc", "1/1/1", "1912-01-01"),  # the founding of the republic
        ("roc", "113/02/29", "2024-02-29"),
    ],
)
def test_years_counted_from_elsewhere(calendar: str, text: str, iso: str):
    assert parse_date(text, formats=["%Y/%m/%d"], zone=None, calendar=calendar).iso == iso


@given(st.dates(date(1912, 1, 1), date(2100, 12, 31)), st.sampled_from([("buddhist", 543), ("roc", -1911)]))
def test_other_years_of_the_same_day(day: date, calendar: tuple[str, int]):
    name, ahead = calendar
    text = f"{day.year + ahead}年{day.month}月{day.day}日"
    assert parse_date(text, formats=["%Y年%m月%d日"], zone=None, calendar=name).iso == day.isoformat()


@pytest.mark.parametrize(
    ("calendar", "text"), [("buddhist", "2024/03/01"), ("roc", "2024/03/01"), ("hijri", "2024/03/01")]
)
def test_a_gregorian_year_under_another_calendar_is_refused(calendar: str, text: str):
    with pytest.raises(BadDate):
        parse_date(text, formats=["%Y/%m/%d"], zone=None, calendar=calendar)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_every_month_is_read(language: str):
    known = names(language, "month")
    assert set(known.values()) == set(range(1, 13))
    for name, month in known.items():
        for text in (f"9 {name} 2024", f"9 {name.upper()} 2024", f"9 {name.capitalize()} 2024"):
            if text.casefold() == f"9 {name} 2024":  # some letters have no way back from their capital
                assert parse_date(text, formats=["%d %B %Y"], zone=None, months=language).iso == f"2024-{month:02}-09"


@pytest.mark.parametrize("language", LANGUAGES)
def test_weekdays_stand_before_a_date_and_decide_nothing(language: str):
    for name in names(language, "weekday"):
        assert parse_date(f"{name}, 9/3/2024", formats=["%A, %d/%m/%Y"], zone=None, months=language).iso == "2024-03-09"


def test_a_day_and_the_next_are_never_one():
    days = [date(2026, 1, 1) + timedelta(days=count) for count in range(400)]
    read = [parse_date(f"{day:%d.%m.%Y}", formats=["%d.%m.%Y"], zone="UTC").iso for day in days]
    assert read == [day.isoformat() for day in days]
