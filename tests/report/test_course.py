"""An issuer's strength over time: in order, with the deciding words, one language at a time."""

from __future__ import annotations

import json

import pytest
from report_fake import Fake

from tracker.report.collection import Collection
from tracker.report.tables.shapes import course_shape
from tracker.report.views.course import course


@pytest.fixture
def collection(world: Fake):
    return Collection.read(world)


def test_the_course_is_dated_ordered_and_the_issuers_own_words(collection: Collection):
    longest = max((course(collection, one) for one in collection.issuers), key=len)
    assert longest
    dates = [one.statement.date.iso for one in longest if one.statement.date]
    assert dates == sorted(dates)
    assert len(dates) == len(longest)
    assert all(one.statement.evidence.own_words and one.statement.incidents for one in longest)


def test_a_step_is_told_within_a_language_alone(collection: Collection):
    for issuer in collection.issuers:
        latest = {}
        for one in course(collection, issuer):
            language = one.statement.language.split("-")[0]
            before = latest.get(language)
            changed = before is not None and before.strength.order != one.statement.strength.order
            assert bool(one.step) == changed
            latest[language] = one.statement


def test_the_course_is_json_with_its_words(collection: Collection):
    shapes = [row for one in collection.issuers for row in course_shape(course(collection, one))]
    assert shapes
    assert {"statement", "date", "verb_class", "intensity", "words", "event_label", "named_target", "step"} <= set(
        shapes[0]
    )
    json.dumps(shapes)
