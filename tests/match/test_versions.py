"""Language versions: what ties two pages, and which answers of them."""

from collections.abc import Callable, Sequence

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.identity.identity import identify
from tracker.match.identity.kinship import Kinship
from tracker.match.identity.versions import Pairing, pairing, versions
from tracker.match.origins.words import Vocabulary
from tracker.model import Issuer, Rendering

Maker = Callable[..., Rendering]
PAIR = "cn+en"
KENYA = "The embassies in Kenya and Uganda report that 14 people were hurt on the road to Nairobi."
KENYA_ZH = "驻肯尼亚和乌干达使馆通报，通往内罗毕的公路上有14人受伤。"
PERU = "The minister leaves for Peru and Chile on the 9th and will be in Lima for 3 days."
PERU_ZH = "部长9日启程访问秘鲁和智利，将在利马停留3天。"


@pytest.fixture
def english(statement: Maker) -> Maker:
    return lambda key, text, pair=PAIR, day="2031-03-14", **more: statement(
        key, text, day, source="en", pair=pair, url=f"https://en.example/{key.partition('-')[0]}", **more
    )


@pytest.fixture
def chinese(statement: Maker) -> Maker:
    return lambda key, text, pair=PAIR, day="2031-03-14", **more: statement(
        key, text, day, source="cn", language="zh", pair=pair, url=f"https://cn.example/{key.partition('-')[0]}", **more
    )


def tied(renderings: Sequence[Rendering]) -> set[tuple[str, str]]:
    return {tuple(sorted(pair)) for pair in versions(renderings, default_gazetteer())}  # type: ignore[misc]


def test_the_parts_of_a_pair():
    assert pairing("") is None
    assert pairing("a+b") == Pairing(sources="a+b")
    assert pairing("a+b:k") == Pairing(sources="a+b", key="k")
    assert pairing("a+b:k#2/3") == Pairing(sources="a+b", key="k", place=2, answers=3)
    assert pairing("a+b#2/3") == Pairing(sources="a+b", place=2, answers=3)


def test_a_key_ties_and_another_key_does_not(english: Maker, chinese: Maker):
    one = english("1", KENYA, f"{PAIR}:k")
    assert tied([one, chinese("7", "我们表示慰问。", f"{PAIR}:k")]) == {("cn.7", "en.1")}
    assert tied([one, chinese("7", KENYA_ZH, f"{PAIR}:j")]) == set()


def test_a_key_of_another_week_is_another_statement(english: Maker, chinese: Maker):
    one = english("1", KENYA, f"{PAIR}:k")
    assert tied([one, chinese("7", KENYA_ZH, f"{PAIR}:k", "2031-03-21")]) == set()


def test_as_many_answers_are_tied_by_their_place(english: Maker, chinese: Maker):
    ours = [english("1-a", "We have nothing to add.", f"{PAIR}:k#1/2"), english("1-b", "That is so.", f"{PAIR}:k#2/2")]
    theirs = [chinese("7-a", "没有补充。", f"{PAIR}:k#1/2"), chinese("7-b", "确实如此。", f"{PAIR}:k#2/2")]
    assert tied([*ours, *theirs]) == {("cn.7-a", "en.1-a"), ("cn.7-b", "en.1-b")}


def test_answers_in_one_place_that_name_other_states_stay_apart(english: Maker, chinese: Maker):
    ours = [english("1-a", KENYA, f"{PAIR}:k#1/2"), english("1-b", "That is so.", f"{PAIR}:k#2/2")]
    theirs = [chinese("7-a", PERU_ZH, f"{PAIR}:k#1/2"), chinese("7-b", "确实如此。", f"{PAIR}:k#2/2")]
    assert tied([*ours, *theirs]) == {("cn.7-b", "en.1-b")}


def test_of_a_page_with_fewer_answers_only_the_like_are_tied_in_order(english: Maker, chinese: Maker):
    ours = [english("1-a", PERU, f"{PAIR}:k#1/1")]
    theirs = [chinese("7-a", KENYA_ZH, f"{PAIR}:k#1/2"), chinese("7-b", PERU_ZH, f"{PAIR}:k#2/2")]
    assert tied([*ours, *theirs]) == {("cn.7-b", "en.1-a")}


def test_without_a_key_pages_are_tied_by_names_and_numbers(english: Maker, chinese: Maker):
    pages = [english("1", KENYA), english("2", PERU), chinese("7", PERU_ZH), chinese("8", KENYA_ZH)]
    assert tied(pages) == {("cn.8", "en.1"), ("cn.7", "en.2")}


def test_without_a_key_two_pages_alike_are_tied_to_nothing(english: Maker, chinese: Maker):
    assert tied([english("1", KENYA), chinese("7", KENYA_ZH), chinese("8", KENYA_ZH)]) == set()


def test_one_number_in_both_addresses_ties(english: Maker, chinese: Maker):
    one = english("7450211", "We have nothing to add.")
    assert tied([one, chinese("7450211", "没有补充。"), chinese("7450300", "确实如此。")]) == {
        ("cn.7450211", "en.7450211")
    }
    assert tied([one, chinese("7450212", "没有补充。")]) == set()


def test_a_day_in_both_addresses_ties_nothing(english: Maker, chinese: Maker):
    assert tied([english("20310314", "We have nothing to add."), chinese("20310314", "没有补充。")]) == set()


def test_sources_that_are_no_pair_are_tied_to_nothing(english: Maker, chinese: Maker):
    assert tied([english("1", KENYA, ""), chinese("7", KENYA_ZH, "")]) == set()


def test_the_order_of_the_renderings_has_no_influence(english: Maker, chinese: Maker):
    pages = [english("1", KENYA), english("2", PERU), chinese("7", PERU_ZH), chinese("8", KENYA_ZH)]
    assert tied(pages) == tied(pages[::-1]) == tied([*pages[2:], *pages[:2]])


def test_versions_are_one_statement_and_those_of_another_state_are_not(
    english: Maker, chinese: Maker, issuers: tuple[Issuer, ...]
):
    one = english("1", KENYA, f"{PAIR}:k")
    for issuer, expected in (("xaa-mfa", 1), ("xab-mfa", 2)):
        both = [one, chinese("7", KENYA_ZH, f"{PAIR}:k", issuer=issuer)]
        vocabulary = Vocabulary()
        words = {r.id: vocabulary.encode(r.text, r.language) for r in both}
        assert len(identify(both, words=words, kin=Kinship(issuers)).statements) == expected
