"""Links: only what a reader may follow, and file names that every file system keeps apart."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tracker.report.links import outside, slug


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript://host/%0aalert(1)",
        "JAVASCRIPT://host/x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://host/x",
        "//host/x",
        "http://",
        "https://ho st/",
        "http://[broken",
        "",
    ],
)
def test_what_acts_or_leads_nowhere_is_not_linked(url: str):
    assert outside(url) == ""


@pytest.mark.parametrize("url", ["https://mfa.example/a?b=c&d=e#f", "http://mfa.example/"])
def test_pages_are_linked(url: str):
    assert outside(f" {url}\n") == url


@given(st.text(max_size=200))
def test_slugs_are_safe_file_names(name: str):
    made = slug(name)
    assert made
    assert len(made) < 100
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert made[0] not in ".-"


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_things_get_different_files(a: str, b: str):
    assert a == b or slug(a) != slug(b)
