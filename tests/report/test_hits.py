"""What a search shows: the words as they stand, and whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_fake import Fake

from tracker.language.texts.tokens import words
from tracker.model import Display, Evidence
from tracker.report.collection import Collection
from tracker.report.tables.shapes import search_shape
from tracker.report.views.hits import _known_as, _places, hits


@pytest.fixture
def told(world: Fake):
    """A quotation, and beside it a reporter's own words in the same statement."""
    one = world.say(
        "xac-mfa",
        "2031-03-15",
        "We mourn with Tarim.",
        incident="tarim-2031",
        evidence=Evidence.QUOTED,
        name="mourning",
    )
    base = next(each for each in world.held_renderings if each.id == "mourning")
    beside = replace(base, id="mourning.b", text="The Market, it feared, stays shut.", evidence=Evidence.PARAPHRASED)
    world.held_renderings.append(beside)
    world.held_statements[world.held_statements.index(one)] = replace(one, renderings=(one.id, beside.id))
    return world


def test_words_of_a_reporter_are_shown_as_the_reporters(told: Fake):
    collection = Collection.read(told)
    (hit,) = hits(collection, [("mourning", "the market it feared")], ["market"])
    assert hit.snippet == "The Market, it feared, stays shut."
    assert (hit.rendering, hit.attested.text) == ("mourning.b", "as reported by Osk Wire")
    (own,) = hits(collection, [("mourning", "we mourn")], ["mourn"])
    assert (own.snippet, own.attested.level) == ("We mourn with Tarim.", "quoted")
    assert [one["evidence"] for one in search_shape(collection, (hit, own))] == ["paraphrased", "quoted"]


def test_a_text_that_may_only_be_linked_is_not_copied(told: Fake):
    told.held_channels = [replace(one, display=Display.LINK) for one in told.held_channels]
    (hit,) = hits(Collection.read(told), [("mourning", "the market it feared")], ["market"])
    assert hit.snippet == "the market it feared"


def test_a_long_text_is_cut_at_words_around_the_first_one(world: Fake):
    text = "before " * 30 + "harbour " + "behind " * 60
    world.say("xaa-mfa", "2031-03-15", text.strip(), incident="tarim-2031", name="long")
    (hit,) = hits(Collection.read(world), [("long", "harbour"), ("gone", "harbour")], ["harbour"])
    assert hit.snippet.startswith("…before ")
    assert " harbour " in hit.snippet
    assert hit.snippet.endswith("behind…")
    assert set(hit.snippet.strip("…").split()) == {"before", "harbour", "behind"}


def test_a_phrase_is_shown_and_marked_as_a_whole(world: Fake):
    text = "Arvenia turns to its friends, " + "who came from afar " * 12 + "and stands shoulder to shoulder with Tarim."
    world.say("xaa-mfa", "2031-03-15", text, incident="tarim-2031", name="phrase")
    collection = Collection.read(world)
    (whole,) = hits(collection, [("phrase", "shoulder")], ["shoulder to shoulder"])
    assert [one.text for one in whole.pieces if one.kind == "hit"] == ["shoulder to shoulder"]
    (apart,) = hits(collection, [("phrase", "shoulder")], ["shoulder", "to"])
    assert [one.text for one in apart.pieces if one.kind == "hit"] == ["to"]
    (both,) = hits(collection, [("phrase", "shoulder")], ["shoulder to shoulder", "stands"])
    assert [one.text for one in both.pieces if one.kind == "hit"] == ["stands", "shoulder to shoulder"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The U.S. and the U.K. cease-fire, non-violence; co-operate! “Osk’s” 3,500 men—us."),
        ("en", "a_b naïve\tTARIM\nﬁre \u212aarsan ſaid İstanbul x.y.z 3.5 e-mail" + "z" * 90 + " men"),
        ("zh", "中方“强烈谴责”在塔里姆发生的袭击，（2031年）对遇难者表示哀悼。U.S.集团々·２０３１年"),
        ("ar", "ندين بأشدّ العبارات الهجوم على سوق Tarim في أوسك."),
        ("th", "เราขอประณามการโจมตี Osk ที่ตลาด"),
    ],
)
def test_every_word_is_found_where_cutting_the_whole_text_finds_it(language: str, text: str):
    cut = list(words(text, language=language))
    known = {one for start, end in cut for one in _known_as(text[start:end])}
    for word in known:
        there = [(start, end) for start, end in cut if word in _known_as(text[start:end])]
        assert list(_places(text, language, [(word,)])) == there
