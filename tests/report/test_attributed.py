"""Whose words an excerpt's page shows: the report's sentence, who spoke, and the headline as the outlet's alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_fake import Fake

from tracker.model import Evidence
from tracker.report.collection import Collection
from tracker.report.views.attributed import AROUND, attributed
from tracker.report.views.citation import cite
from tracker.report.views.evidence import head

WORDS = "We grieve with the people of Karsan and stand by them"


@pytest.fixture
def quoted(world: Fake):
    """A quotation in the middle of a sentence that is longer than what is shown of one."""
    world.say(
        "xac-mfa", "2031-03-15", WORDS, incident="tarim-2031", evidence=Evidence.QUOTED, name="q", speaker="Ana Bo"
    )
    long = "which reporters of several papers heard in the hall " * 8
    before = f"Standing in the rain, {long}the minister said “"
    body = f"{before}{WORDS}” to {long}on Friday."
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "wire.article")
    world.held_renderings[at] = replace(world.held_renderings[at], text=body)
    place = next(place for place, one in enumerate(world.held_renderings) if one.id == "q")
    start = len(before)
    world.held_renderings[place] = replace(world.held_renderings[place], start=start, end=start + len(WORDS))
    return Collection.read(world)


def test_a_long_sentence_is_cut_at_a_word_and_says_so(quoted: Collection):
    found = attributed(quoted, quoted.renderings["q"])
    assert found is not None
    before, same, after = found.pieces
    assert (same.text, same.kind) == (WORDS, "same")
    assert before.text.startswith("…")
    assert after.text.endswith("…")
    assert max(len(before.text), len(after.text)) <= AROUND + 1
    whole = quoted.renderings["wire.article"].text.split()
    assert set(before.text[1:].split()[:-1]) <= set(whole)
    assert set(after.text[:-1].split()[1:]) <= set(whole)


def test_a_headline_is_cited_as_the_reports_and_never_as_the_title_of_what_was_said(quoted: Collection):
    found = cite(quoted, quoted.statements["q"], quoted.renderings["q"])
    assert f"“{WORDS}”" in found.text
    assert "[quoted by Osk Wire, “Ministries react to market attack”]" in found.text
    assert f"title = {{{{{WORDS}}}}}" in found.bibtex


def test_what_a_quotation_does_not_hold_is_missing_from_the_quoted_words_alone(quoted: Collection):
    official = quoted.by_issuer["xaa-mfa"][0]
    silent = head(quoted, quoted.statements["q"]).said
    assert silent.label == "no evaluation in the quoted words"
    named = [head(quoted, one).said.named for one in quoted.statements.values() if one.evidence is Evidence.QUOTED]
    assert "names nobody" not in named
    assert "quoted words" not in head(quoted, official).said.named
