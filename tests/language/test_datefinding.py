from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tracker.language.dating.dates import find_dates
from tracker.when import When

TUESDAY = When("2024-08-27", "Asia/Karachi")


def found(text: str, language: str = "en", published: When | None = TUESDAY):
    return [
        (text[m.start : m.end], m.when.iso, m.relative)
        for m in find_dates(text, language=language, published=published)
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the attack of August 26, 2024 in", [("August 26, 2024", "2024-08-26", False)]),
        ("en", "on 26 August.", [("26 August", "2024-08-26", True)]),
        ("en", "On the 25th of August 2024", [("25th of August 2024", "2024-08-25", False)]),
        ("en", "in March 2025", [("March 2025", "2025-03", False)]),
        ("en", "on Wednesday", [("Wednesday", "2024-08-21", True)]),
        ("en", "on Tuesday", [("Tuesday", "2024-08-27", True)]),
        ("en", "Yesterday we met", [("Yesterday", "2024-08-26", True)]),
        ("en", "last month", [("last month", "2024-07", True)]),
        ("en", "He may march on 26 roads", []),
        ("en", "on 31 June 2024", []),
        ("en", "since 1999", []),
        ("en", "held on 5 September", [("5 September", "2024-09-05", True)]),
        ("en", "held on 5 December", [("5 December", "2023-12-05", True)]),
        ("zh", "8月26日，俾路支省", [("8月26日", "2024-08-26", True)]),
        ("zh", "2024年8月26日", [("2024年8月26日", "2024-08-26", False)]),
        ("zh", "9日，外交部", [("9日", "2024-08-09", True)]),
        ("ja", "昨日、攻撃", [("昨日", "2024-08-26", True)]),
        ("zh", "日本和5日本", []),
        ("fr", "le 1er mars 2024", [("1er mars 2024", "2024-03-01", False)]),
        ("es", "el 26 de agosto de 2024", [("26 de agosto de 2024", "2024-08-26", False)]),
        ("ru", "26 августа 2024 года", [("26 августа 2024", "2024-08-26", False)]),
        ("ar", "في 26 أغسطس 2024", [("26 أغسطس 2024", "2024-08-26", False)]),
    ],
)
def test_days_in_running_text(language: str, text: str, expected: list[object]):
    assert found(text, language) == expected


def test_relative_days_need_a_day_of_publication():
    text = "yesterday, on Monday, on 26 August and on 25 August 2024"
    assert found(text, published=None) == [("25 August 2024", "2024-08-25", False)]
    assert found(text, published=When("2024-08")) == [("25 August 2024", "2024-08-25", False)]


def test_the_day_is_counted_where_it_was_published():
    late = When("2024-08-27T23:30+05:00")
    assert found("yesterday", published=late) == [("yesterday", "2024-08-26", True)]


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "zh", "ar", "xx", ""]))
def test_any_text_can_be_searched(text: str, language: str):
    mentions = find_dates(text, language=language, published=TUESDAY)
    assert all(former.end <= later.start for former, later in pairwise(mentions))
