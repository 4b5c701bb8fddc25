"""Outlets carry what others say and say nothing themselves; unseen characters part no name; "we" is no reporter's."""

from __future__ import annotations

import pytest

from tracker.language.names.outlets import is_outlet
from tracker.language.quoting.attributions import attributions
from tracker.language.texts.visible import visible


@pytest.mark.parametrize("name", ["Xinhua", "the state-run Radio Pakistan", "Xinhua news agency", "Reuters’s"])
def test_outlets_are_known_by_their_names(name: str):
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["", "Norway", "Dawn Hask", "the ministry"])
def test_others_are_none(name: str):
    assert not is_outlet(name)


def test_words_that_an_outlet_carries_are_nobody_s():
    (one,) = attributions("“The minister said ‘we condemn the raid’,” Xinhua reported on Monday.")
    assert (one.speaker, one.issuer, one.issuer_id, one.country) == ("", None, None, None)
    assert (one.source, one.rule.endswith("/outlet")) == ("Xinhua", True)
    assert one.confidence < 0.5


def test_whom_an_outlet_quotes_is_the_speaker():
    text = "Xinhua quoted Norway's foreign minister Ada Orlen as saying “we mourn the victims of the raid”."
    (one,) = attributions(text)
    assert (one.speaker, one.issuer_id) == ("Ada Orlen", "nor-mfa")
    assert text[one.source_start : one.source_end] == one.source == "Norway's foreign minister Ada Orlen"


def test_who_told_an_outlet_stays_the_speaker():
    (one,) = attributions("“We mourn the victims of the raid,” Norway's foreign minister Ada Orlen told Reuters.")
    assert one.speaker == "Ada Orlen"


def test_words_whose_opening_mark_is_lost_are_not_a_reporter_s():
    assert attributions("We condemn the raid on Velm,” foreign minister Ada Orlen said on Monday.") == []


def test_a_pronoun_after_them_is_nobody():
    text = "We condemn the raid on Velm,” foreign minister Ada Orlen said.\n\nThe border stays open, she told us."
    assert {one.speaker for one in attributions(text)} <= {"", "Ada Orlen"}


def test_unseen_characters_part_no_name_and_keep_their_places():
    text = "A\u200bda Or\u200dlen, Norway's foreign minister, said: “We con\u00addemn it all today\u200b.”\u200b"
    (one,) = attributions(text)
    assert (one.speaker, one.issuer_id) == ("Ada Orlen", "nor-mfa")
    assert text[one.start : one.end] == one.content == "We con\u00addemn it all today\u200b."
    assert text[one.source_start : one.source_end] == one.source


def test_joiners_that_a_script_needs_stay():
    for text in ("می\u200cخواهم", "क्\u200dष", "plain"):
        assert visible(text).text == text
    assert visible("a\u202eb\u2066c\ufeff").text == "abc"
    assert [visible("a\u200bb").back(place) for place in range(3)] == [0, 2, 3]
