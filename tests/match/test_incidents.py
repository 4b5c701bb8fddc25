import random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tracker.match.incidents.incidents import Grouping, group_incidents
from tracker.model import Scope

BOMBING = {
    "id": "a",
    "date": "2031-03-15",
    "title": "Attack on a market in Karachi",
    "text": "We strongly condemn the bombing of a market in Karachi, Pakistan, on 14 March. At least 20 people died.",
    "country": "Germany",
}
CHINESE = {
    "id": "b",
    "date": "2031-03-16",
    "title": "外交部发言人答记者问",
    "text": "据报道，3月14日，巴基斯坦卡拉奇一市场发生爆炸袭击，造成20人死亡。中方对此表示强烈谴责。",
    "country": "China",
}
LATER = {
    "id": "c",
    "date": "2031-09-02",
    "title": "Attack on a train in Karachi",
    "text": "We strongly condemn the bombing of a train in Karachi, Pakistan, on 1 September. Nine people died.",
    "country": "Germany",
}
ELSEWHERE = {
    "id": "d",
    "date": "2031-03-15",
    "title": "Attack in Nairobi",
    "text": "We condemn the attack on a hotel in Nairobi, Kenya, on 14 March. Four people were killed.",
    "country": "Germany",
}
GENERAL = {
    "id": "e",
    "date": "2031-03-15",
    "title": "Meeting with the Foreign Minister of Norway",
    "text": "The ministers met today to discuss trade, fisheries and the opening of a new school in Oslo.",
    "country": "Germany",
}
PRINCIPLE = {
    "id": "f",
    "date": "2031-03-16",
    "title": "Remarks",
    "text": "We are committed to combating terrorism and oppose all forms of terrorist attacks anywhere.",
    "country": "Germany",
}


def together(grouping: Grouping) -> list[tuple[str, ...]]:
    return [group.statements for group in grouping]


def test_one_event_in_two_languages_is_one_incident():
    (group,) = group_incidents([BOMBING, CHINESE])
    assert group.statements == ("a", "b")
    assert group.name == "Bombing in Karachi, 14 March 2031"


@pytest.mark.parametrize("other", [LATER, ELSEWHERE])
def test_another_day_or_another_place_is_another_incident(other: dict[str, str]):
    assert len(group_incidents([BOMBING, other])) == 2


@pytest.mark.parametrize("other", [GENERAL, PRINCIPLE])
def test_a_text_of_no_event_is_general(other: dict[str, str]):
    grouping = group_incidents([BOMBING, other])
    assert together(grouping) == [("a",)]
    assert grouping.scopes[other["id"]] is Scope.GENERAL
    assert grouping.scopes["a"] is Scope.ONE


def test_every_link_has_its_evidence():
    (group,) = group_incidents([BOMBING, CHINESE])
    links = dict(group.links)
    assert set(links) == {"a", "b"}
    assert any("day 2031-03-14" in why and "Karachi" in why for why in links.values())


def test_a_late_report_finds_the_old_event_by_its_day():
    late = {**BOMBING, "id": "z", "date": "2031-04-20"}
    assert together(group_incidents([BOMBING, LATER, late])) == [("a", "z"), ("c",)]


def test_an_anniversary_belongs_to_its_own_day():
    year = {
        **BOMBING,
        "id": "y",
        "date": "2032-03-14",
        "title": "First anniversary of the bombing in Karachi",
        "text": "One year ago a bombing at a market in Karachi killed 20 people.",
    }
    assert together(group_incidents([BOMBING, year])) == [("a", "y")]


def test_a_reports_day_of_speech_is_not_the_day_of_the_event():
    wire = {
        "id": "w",
        "date": "2031-03-18",
        "title": "",
        "text": "BERLIN, Mar 18 (Wire) Germany on Tuesday condemned the bombing of a Karachi market that killed 20.",
    }
    assert together(group_incidents([BOMBING, wire])) == [("a", "w")]


def test_an_undated_report_finds_its_event_by_rare_names():
    known = {
        "id": "k",
        "date": "2031-03-12",
        "title": "",
        "text": "We condemn the hijacking of the Zorun Express near Mithri in Pakistan, where the Ilmar Brigade took "
        "hostages from Zorun.",
    }
    undated = {
        "id": "u",
        "date": None,
        "title": "",
        "text": "The attack on the Zorun Express in Pakistan ended on Tuesday. Hostages died near Mithri, and the "
        "Ilmar Brigade claimed the attack.",
    }
    other = {**BOMBING, "date": "2031-01-15", "text": BOMBING["text"].replace("14 March", "14 January")}
    grouping = group_incidents([known, undated, other])
    assert ("k", "u") in together(grouping)
    group = next(g for g in grouping if "u" in g.statements)
    assert group.name.endswith("11 March 2031")


def test_an_undated_report_goes_by_the_name_of_the_train_and_not_by_days_of_the_week():
    train = {
        "id": "k",
        "date": "2031-03-12",
        "title": "",
        "text": "We condemn the hijacking of the Zorun Express near Mithri in Pakistan by the Ilmar Brigade.",
    }
    attack = {
        "id": "b",
        "date": "2031-01-15",
        "title": "",
        "text": "The attack near Mithri in Pakistan on Tuesday 14 January killed ten people. The Ilmar Brigade claimed "
        "the attack that the Karsan Council had feared since Monday.",
    }
    undated = {
        "id": "u",
        "date": None,
        "title": "",
        "text": "The attack on the Zorun Express in Pakistan ended on Tuesday. Hostages died near Mithri, and the "
        "Ilmar Brigade claimed the attack, as the Karsan Council said on Monday.",
    }
    assert ("k", "u") in together(group_incidents([train, attack, undated]))


def test_the_order_of_arrival_changes_nothing():
    everything: list[Any] = [BOMBING, CHINESE, LATER, ELSEWHERE, GENERAL, PRINCIPLE]
    expected = group_incidents(everything)
    for seed in range(5):
        random.Random(seed).shuffle(everything)  # noqa: S311  # an order of arrival, no secret
        assert group_incidents(everything) == expected


def test_objects_do_as_well_as_mappings():
    assert together(group_incidents([SimpleNamespace(**BOMBING)])) == [("a",)]


def test_blank_and_dateless_statements_are_no_trouble():
    grouping = group_incidents(
        [{"id": "x", "text": "", "date": None}, {"id": "y", "text": "\ud800 attack", "date": ""}]
    )
    assert grouping.scopes["x"] is Scope.UNKNOWN


def test_what_says_that_it_comes_afterwards_joins_the_last_event_in_its_town():
    later = {
        **BOMBING,
        "id": "m",
        "date": "2031-04-20",
        "title": "One month after the attack on a market in Karachi",
        "text": "One month after the bombing of a market in Karachi, Pakistan, we pay tribute to the victims.",
    }
    assert together(group_incidents([BOMBING, later])) == [("a", "m")]
    fresh = {**later, "title": "Attack in Karachi", "text": "We condemn the attack on a market in Karachi, Pakistan."}
    assert together(group_incidents([BOMBING, fresh])) == [("a",), ("m",)]
    long_after = {**later, "date": "2031-09-20"}
    assert ("a", "m") not in together(group_incidents([BOMBING, long_after]))


def test_who_names_a_war_long_after_it_began_speaks_of_what_goes_on():
    began = {
        "id": "began",
        "date": "2031-03-15",
        "title": "Statement",
        "text": "We condemn Norway’s invasion of Sweden, which began this morning, in the strongest terms.",
        "country": "Germany",
    }
    later = began | {"id": "later", "date": "2031-09-20", "text": "We condemn the invasion of Sweden by Norway."}
    assert group_incidents([later]).scopes["later"] is Scope.ONE
    assert group_incidents([later, began]).scopes["later"] is Scope.GENERAL


def test_what_touches_an_event_late_in_its_text_does_not_join_it():
    other = {
        "id": "z",
        "date": "2031-03-18",
        "title": "Reply on trade with Pakistan",
        "text": "Trade, fisheries, schools, roads and harbours were discussed at length. " * 8
        + "We are concerned about the attacks in Karachi, Pakistan.",
        "country": "Germany",
    }
    early = other | {"id": "y", "text": "We are concerned about the attacks in Karachi, Pakistan."}
    scopes = group_incidents([BOMBING, other, early]).scopes
    assert scopes["y"] is Scope.ONE
    assert scopes["z"] is Scope.GENERAL


_TOWNS = {"Oslo": "Norway", "Nairobi": "Kenya", "Lima": "Peru"}
_STORIES = st.lists(
    st.tuples(st.sampled_from(sorted(_TOWNS)), st.integers(1, 28), st.integers(0, 9), st.booleans()),
    min_size=1,
    max_size=7,
)


def _told(number: int, story: tuple[str, int, int, bool]) -> dict[str, str]:
    town, day, lag, dated = story
    when = f" on {day} March" if dated else ""
    return {
        "id": f"{town}-{number}",
        "date": f"2031-03-{min(28, day + lag):02d}",
        "title": "Statement",
        "text": f"We strongly condemn the bombing of a market in {town}, {_TOWNS[town]}{when}; ten people died.",
        "country": "Germany",
    }


@settings(max_examples=40, deadline=None)
@given(_STORIES, st.randoms(use_true_random=False))
def test_groups_follow_from_the_texts_whatever_their_order(stories: Any, chance: random.Random):
    texts = [_told(number, story) for number, story in enumerate(stories)]
    expected = group_incidents(texts)
    chance.shuffle(texts)
    assert group_incidents(texts) == expected


@settings(max_examples=40, deadline=None)
@given(_STORIES)
def test_what_comes_of_another_state_leaves_the_groups_of_one_as_they_were(stories: Any):
    texts = [_told(number, story) for number, story in enumerate(stories)]
    at_home = [text for text in texts if text["id"].startswith("Oslo")]
    alone, among = together(group_incidents(at_home)), together(group_incidents(texts))
    assert alone == [group for group in among if group[0].startswith("Oslo")]
