"""Days named by their distance from publication, in nine languages."""

from __future__ import annotations

import pytest

from tracker.language.dating.dates import find_dates
from tracker.when import When

TUESDAY = When("2031-03-11", "Asia/Karachi")


def days(text: str, language: str = "en", published: When | None = TUESDAY) -> list[str]:
    """Each mention as its date, with the last day of a stretch behind it."""
    return [
        one.when.iso + (f"/{one.until.iso}" if one.until else "")
        for one in find_dates(text, language=language, published=published)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it said two days ago", "2031-03-09"),
        ("it said 3 days ago", "2031-03-08"),
        ("a week ago", "2031-03-03/2031-03-05"),
        ("the day before yesterday", "2031-03-09"),
        ("raids overnight", "2031-03-10/2031-03-11"),
        ("on Sunday night", "2031-03-09"),
        ("on Tuesday", "2031-03-11"),
        ("on Wednesday", "2031-03-05"),
        ("this past Wednesday", "2031-03-05"),
        ("last Wednesday", "2031-03-05"),
        ("last Monday", "2031-03-03/2031-03-10"),
        ("Wednesday last week", "2031-03-05"),
        ("last week’s Friday", "2031-03-07"),
        ("next Tuesday", "2031-03-18"),
        ("they will meet on Friday", "2031-03-14"),
        ("talks due on Thursday", "2031-03-13"),
        ("He will go, he said on Friday", "2031-03-07"),
        ("earlier this week", "2031-03-10/2031-03-11"),
        ("late last week", "2031-03-03/2031-03-09"),
        ("over the weekend", "2031-03-08/2031-03-09"),
        ("last weekend", "2031-03-08/2031-03-09"),
        ("earlier this month", "2031-03"),
        ("earlier this year", "2031"),
        ("in March", "2031-03"),
        ("in April", "2030-04"),
        ("last March", "2030-03"),
        ("the January blast", "2031-01"),
        ("in March 2029", "2029-03"),
        ("on 5 June last year", "2030-06-05"),
        ("in June of last year", "2030-06"),
    ],
)
def test_english(text: str, expected: str):
    assert days(text) == [expected]


@pytest.mark.parametrize("text", ["on the same day", "this weekend", "the following day", "They may march on", "by May",
                                  "the May cabinet", "90 days ago"])  # fmt: skip
def test_what_names_no_day_by_itself(text: str):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday, and a day earlier it", ["2031-03-10", "2031-03-09"]),
        ("on 3 March, the same day", ["2031-03-03", "2031-03-03"]),
        ("on Friday and the following day", ["2031-03-07", "2031-03-08"]),
        ("a day earlier", ["2031-03-10"]),
    ],
)
def test_the_day_before_goes_by_the_day_named_before_it(text: str, expected: list[str]):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "昨日发生，周三会见", ["2031-03-10", "2031-03-05"]),
        ("zh", "上周三", ["2031-03-05"]),
        ("zh", "本周三", ["2031-03-12"]),
        ("zh", "本月9日", ["2031-03-09"]),
        ("zh", "上月27日", ["2031-02-27"]),
        ("zh", "当地时间9日", ["2031-03-09"]),
        ("zh", "今年2月", ["2031-02"]),
        ("zh", "去年8月26日", ["2030-08-26"]),
        ("zh", "三天前", ["2031-03-08"]),
        ("zh", "星期日晚", ["2031-03-09"]),
        ("zh", "本月", ["2031-03"]),
        ("fr", "mercredi dernier", ["2031-03-05"]),
        ("fr", "il y a deux jours", ["2031-03-09"]),
        ("fr", "lundi et la veille", ["2031-03-10", "2031-03-09"]),
        ("fr", "en février", ["2031-02"]),
        ("es", "el miércoles pasado", ["2031-03-05"]),
        ("es", "hace tres días", ["2031-03-08"]),
        ("es", "anteayer", ["2031-03-09"]),
        ("es", "en abril", ["2030-04"]),
        ("de", "vor zwei Tagen", ["2031-03-09"]),
        ("de", "am vergangenen Freitag", ["2031-03-07"]),
        ("de", "im Februar", ["2031-02"]),
        ("de", "so sagte er, und fr. Ott will das so", []),
        ("ar", "يوم الأربعاء", ["2031-03-05"]),
        ("ar", "قبل يومين", ["2031-03-09"]),
        ("ar", "الأحد الماضي", ["2031-03-09"]),
        ("ar", "أول أمس", ["2031-03-09"]),
        ("tr", "Çarşamba günü", ["2031-03-05"]),
        ("tr", "iki gün önce", ["2031-03-09"]),
        ("tr", "Şubat ayında", ["2031-02"]),
        ("tr", "bu hafta", ["2031-03-10/2031-03-11"]),
        ("ru", "в среду", ["2031-03-05"]),
        ("ru", "позавчера", ["2031-03-09"]),
        ("ru", "два дня назад", ["2031-03-09"]),
        ("ru", "в феврале", ["2031-02"]),
        ("ru", "вт и ср", []),
        ("ur", "بدھ کے روز", ["2031-03-05"]),
        ("ur", "دو روز قبل", ["2031-03-09"]),
        ("ur", "گزشتہ ہفتے", ["2031-03-03/2031-03-09"]),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]):
    assert days(text, language) == expected


def test_it_is_reckoned_where_the_report_was_published():
    assert days("two days ago", published=When("2031-03-11T01:15+05:00")) == ["2031-03-09"]
    (one,) = find_dates("two days ago", language="en", published=TUESDAY)
    assert (one.when.zone, one.relative) == ("Asia/Karachi", True)


@pytest.mark.parametrize("published", [None, When("2031-03"), When("2031")])
def test_without_a_day_of_publication_nothing_is_reckoned(published: When | None):
    text = "last Wednesday, two days ago, overnight, this week, in March, earlier this month, the day before, on Monday"
    assert days(text, published=published) == []
