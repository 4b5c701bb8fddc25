"""A comparison as a critical apparatus: well-formed, every witness has its own words again, none is shown too much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from lxml import etree
from report_fake import Fake

from tracker.model import Display, Evidence
from tracker.report.collection import Collection
from tracker.report.tables.apparatus import segments
from tracker.report.tables.tei import tei
from tracker.report.views.compare import compare

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
WORDS = st.lists(st.sampled_from(["we", "condemn", "the", "attack", "strongly", "on", "market", "today"]), max_size=9)


def plain(text: str) -> str:
    return " ".join(text.lower().split())


@given(st.lists(WORDS.filter(bool), min_size=1, max_size=4))
def test_each_witness_has_its_words_again(found: list[list[str]]):
    texts = [" ".join(words) for words in found]
    cut = segments(texts, language="en")
    for place, text in enumerate(texts):
        again = " ".join(one.readings[0 if one.shared else place] for one in cut)
        assert plain(again) == plain(text)
    assert all(one.shared or len({plain(reading) for reading in one.readings}) > 1 for one in cut)


def test_words_without_blanks_are_cut_as_well():
    cut = segments(["中方对此次袭击表示谴责", "中方对此次恐怖袭击表示强烈谴责"], language="zh")
    assert "".join(one.readings[-1] for one in cut) == "中方对此次恐怖袭击表示强烈谴责"
    assert [one.readings for one in cut if not one.shared]


def made(world: Fake, *ids: str) -> etree._Element:
    collection = Collection.read(world)
    body = tei(collection, compare(collection, ids))
    assert body == tei(collection, compare(collection, ids))
    return etree.fromstring(body)


def test_the_document_has_the_shape_of_tei(world: Fake):
    first = world.held_statements[0].id
    root = made(world, first, "arvenia-tarim", "union-joint")
    assert [etree.QName(one).localname for one in root] == ["teiHeader", "text"]
    header = [etree.QName(one).localname for one in root[0]]
    assert header == ["fileDesc", "encodingDesc"]
    described = root.find("t:teiHeader/t:fileDesc", NAMES)
    assert described is not None
    assert [etree.QName(one).localname for one in described] == ["titleStmt", "publicationStmt", "sourceDesc"]
    ids = root.xpath("//t:witness/@xml:id", namespaces=NAMES)
    assert ids == ["w1", "w2", "w3"]
    for app in root.iterfind(".//t:app", NAMES):
        wits = [wit for one in app for wit in one.get("wit", "").split()]
        assert wits, "an app has readings"
        assert len(set(wits)) == len(wits), "a witness has one reading a place"
        assert {one.removeprefix("#") for one in wits} <= set(ids)
        assert sum(etree.QName(one).localname == "lem" for one in app) <= 1
        assert {etree.QName(one).localname for one in app} <= {"lem", "rdg"}


def test_what_one_adds_is_a_reading_and_who_has_nothing_is_named(world: Fake):
    first = world.held_statements[0].id
    root = made(world, first, "arvenia-tarim", "union-joint")
    block = next(one for one in root.iterfind(".//t:ab", NAMES) if one.get("n") == "f-condemn")
    readings = {one.get("wit"): "".join(one.itertext()) for one in block.iterfind(".//t:rdg", NAMES)}
    assert any("heinous terrorist" in text for text in readings.values())
    condole = next(one for one in root.iterfind(".//t:ab", NAMES) if one.get("n") == "f-condole")
    assert [one.get("wit") for one in condole.findall("t:app[@type='block']/t:rdg", NAMES)] == ["#w3"]


def test_a_reporters_words_have_no_reading_and_rights_hold(world: Fake):
    world.say("xab-mfa", "2031-03-16", "Hanzhou regrets it.", evidence=Evidence.PARAPHRASED, name="told")
    world.held_channels = [
        replace(one, display=Display.LINK) if one.id == "xaa-mfa-site" else one for one in world.held_channels
    ]
    root = made(world, "told", "arvenia-tarim", "union-joint")
    text = "".join(root.find("t:text", NAMES).itertext())  # type: ignore[union-attr]
    assert "regrets" not in text
    assert "heinous" not in text
    assert root.findall(".//t:gap[@reason='rights']", NAMES)


@pytest.mark.parametrize(
    "hostile", ["We condemn <script>alert(1)</script> &amp; \x07 this ]]> attack.", "\x00\ud800 condemn"]
)
def test_hostile_words_stay_words(world: Fake, hostile: str):
    world.say("xaa-mfa", "2031-03-16", hostile, name="odd")
    root = made(world, "odd", "arvenia-tarim")
    assert not root.findall(".//{*}script")
