import time
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.model import Issuer, State


def names(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[name.start : name.end], name.kind.value, name.country) for name in default_gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China and Pakistan’s envoys", [("China", "ACTOR", "CHN"), ("Pakistan", "ACTOR", "PAK")]),
        ("the U.S., the US, us", [("U.S.", "ACTOR", "USA"), ("US", "ACTOR", "USA")]),
        ("the Afghan authorities", [("Afghan", "ACTOR", "AFG")]),
        ("in Quetta, Balochistan", [("Quetta", "PLACE", "PAK"), ("Balochistan", "PLACE", "PAK")]),
        ("Pahalgam and Musakhel", [("Pahalgam", "PLACE", "IND"), ("Musakhel", "PLACE", "PAK")]),
        ("UN Security Council", [("UN Security Council", "ACTOR", None)]),
        ("Nigerian, not Niger", [("Nigerian", "ACTOR", "NGA"), ("Niger", "ACTOR", "NER")]),
        ("Police in Nice Reading Mobile Central Victoria", []),
        ("Indiana, not India", [("Indiana", "PLACE", "USA"), ("India", "ACTOR", "IND")]),
        ("USAID Chinas", []),
        ("中方对美方在喀布尔", [("中方", "ACTOR", "CHN"), ("美方", "ACTOR", "USA"), ("喀布尔", "PLACE", "AFG")]),
        (
            "巴基斯坦俾路支省奎达",
            [("巴基斯坦", "ACTOR", "PAK"), ("俾路支省", "PLACE", "PAK"), ("奎达", "PLACE", "PAK")],
        ),
        ("中美关系", [("中美", "ACTOR", None)]),
        ("其中日本", [("日本", "ACTOR", "JPN")]),
        ("9日中国", [("中国", "ACTOR", "CHN")]),
        ("以方便的方式", []),
        ("Пакистан и Китай", [("Пакистан", "ACTOR", "PAK"), ("Китай", "ACTOR", "CHN")]),
        ("en Chine, en Côte d’Ivoire", [("Chine", "ACTOR", "CHN"), ("Côte d’Ivoire", "ACTOR", "CIV")]),
    ],
)
def test_names_that_texts_use(text: str, expected: list[tuple[str, str, str | None]]):
    assert names(text) == expected


def test_an_invented_world_is_added_and_comes_first():
    world = default_gazetteer().with_names(
        states=[
            State(
                code="XAA", name="Ardenia", names=("the Ardenian Republic",), demonyms=("Ardenian",), capital="Quetta"
            )
        ],
        issuers=[Issuer(id="xaa-mfa", name="Office of Outer Affairs", country="XAA", names=("OOA",))],
    )
    text = "The Ardenian OOA in Quetta"
    assert [(n.canonical, n.kind.value, n.country) for n in world.find(text)] == [
        ("Ardenia", "ACTOR", "XAA"),
        ("Office of Outer Affairs", "ACTOR", "XAA"),
        ("Quetta", "PLACE", "XAA"),
    ]
    assert names(text) == [("Quetta", "PLACE", "PAK")], "the gazetteer that it came from is unchanged"


def test_the_fingerprint_tells_contents_apart():
    plain = default_gazetteer()
    state = State(code="XAA", name="Ardenia")
    assert plain.with_names().fingerprint == plain.fingerprint
    assert plain.with_names(states=[state]).fingerprint != plain.fingerprint
    assert plain.with_names(states=[state]).fingerprint == plain.with_names(states=[state]).fingerprint


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list("中美日方US. "))), max_size=60))
def test_names_are_ordered_apart_and_inside_any_text(text: str):
    found = default_gazetteer().find(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(former.end <= later.start for former, later in pairwise(found))


def test_a_sentence_takes_microseconds():
    text = "The Government of Pakistan and the Security Council condemn the attack near Quetta, said an envoy. "
    gazetteer = default_gazetteer()
    start = time.process_time()
    for _ in range(2000):
        gazetteer.find(text)
    assert (time.process_time() - start) / 2000 < 50e-6, "10 µs on a quiet machine"


def test_codes_of_added_states_have_names():
    world = default_gazetteer().with_names(states=[State(code="XAQ", name="Quelland")]).with_names()
    assert world.state_name("XAQ") == "Quelland"
    assert world.state_name("PAK") == "Pakistan"
    assert world.state_name("XAR") == "XAR"
