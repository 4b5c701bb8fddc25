"""What stands at a path of a JSON answer."""

import pytest

from tracker.collect.reading.records import Record


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"text": "one"}, "one"),
        ({"text": 7}, "7"),
        ({"text": ["<p>First.</p>", "<p>Second.</p>"]}, "<p>First.</p>\n<p>Second.</p>"),
        ({"text": []}, ""),
        ({"text": ["<p>First.</p>", {"text": "no text"}]}, ""),
        ({"text": {"en": "one"}}, ""),
        ({}, ""),
    ],
)
def test_a_text_may_come_in_paragraphs(value: object, expected: str):
    assert Record(value=value).text("text") == expected
