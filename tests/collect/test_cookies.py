"""Cookies go back to the host that set them, for one run, and nowhere else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tracker.collect.asking.cookies import LONGEST, MOST, Cookies

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
URL = "https://mfa.example/press/list"


def sent(*lines: str, to: str = URL, by: str = URL, after: float = 0) -> str:
    cookies = Cookies()
    cookies.take(by, lines, NOW)
    return cookies.header(to, NOW + timedelta(seconds=after))


@pytest.mark.parametrize(
    ("line", "to", "expected"),
    [
        ("a=1; Path=/", URL, "a=1"),
        ("a=1; Path=/; HttpOnly; SameSite=None; Partitioned; Secure", URL, "a=1"),
        ("a=b=c", URL, "a=b=c"),
        ("a=", URL, "a="),
        ("a=1", "https://mfa.example/press/", "a=1"),
        ("a=1", "https://mfa.example/other", ""),
        ("a=1; Path=/press", "https://mfa.example/press", "a=1"),
        ("a=1; Path=/press", "https://mfa.example/press/1", "a=1"),
        ("a=1; Path=/press", "https://mfa.example/pressroom", ""),
        ("a=1; Path=elsewhere", "https://mfa.example/press/1", "a=1"),
        ("a=1; Path=/", "https://www.mfa.example/", ""),
        ("a=1; Path=/; Domain=mfa.example", "https://www.mfa.example/", ""),
        ("a=1; Path=/; Domain=example", "https://other.example/", ""),
        ("a=1; Path=/; Secure", "http://mfa.example/", ""),
        ("a=1; Path=/; Secure", "https://MFA.example./", "a=1"),
        ("a=1; Path=/; Max-Age=0", URL, ""),
        ("a=1; Path=/; Max-Age=-9", URL, ""),
        ("a=1; Path=/; Max-Age=99999999999999999999", URL, "a=1"),
        ("a=1; Path=/; Max-Age=soon", URL, "a=1"),
        ("a=1; Path=/; Expires=Sun, 01 Mar 2020 00:00:00 GMT", URL, ""),
        ("a=1; Path=/; Expires=Sun, 01 Mar 2020 00:00:00 GMT; Max-Age=60", URL, "a=1"),
        ("a=1; Path=/; Expires=Sun, 01 Mar 2026 00:02:00 +99999999999999999999", URL, "a=1"),
        ("no pair", URL, ""),
        ("=1; Path=/", URL, ""),
        ("a b=1; Path=/", URL, ""),
        ("a=1\r\nX-Evil: 1; Path=/", URL, ""),
        ("a=\u00e9; Path=/", URL, ""),
        (f"a={'x' * LONGEST}; Path=/", URL, ""),
    ],
)
def test_what_is_sent_back_and_where(line: str, to: str, expected: str):
    assert sent(line, to=to) == expected


def test_a_cookie_that_asks_for_https_is_not_taken_over_http():
    assert sent("a=1; Path=/; Secure", by="http://mfa.example/", to="https://mfa.example/") == ""


def test_the_newest_counts_and_a_past_date_takes_it_away():
    assert sent("a=1; Path=/", "a=2; Path=/", "b=3; Path=/press") == "b=3; a=2"
    assert sent("a=1; Path=/", "a=; Path=/; Max-Age=0") == ""
    assert sent("a=1; Path=/; Max-Age=60", after=59) == "a=1"
    assert sent("a=1; Path=/; Max-Age=60", after=60) == ""


def test_a_host_cannot_make_us_carry_more_and_more():
    header = sent(*(f"n{number}=1; Path=/" for number in range(1000)))
    assert len(header.split("; ")) == MOST
    assert header.endswith("n999=1")


@given(st.lists(st.text(max_size=60)))
def test_no_line_breaks_the_reader_or_the_header(lines: list[Any]):
    header = sent(*lines)
    assert header.isascii()
    assert header.isprintable()
