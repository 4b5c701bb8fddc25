"""Tolls and claims in invented reports."""

import pytest

from tracker.language.evaluating.tolls import Told, find_tolls


def told(text: str, language: str = "en") -> list[tuple[Told, int | None]]:
    return [(one.told, one.value) for one in find_tolls(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed at least 37 people in Veld.", [(Told.KILLED, 37)]),
        ("Twelve soldiers were killed and 30 others injured.", [(Told.KILLED, 12), (Told.INJURED, 30)]),
        ("The blast left 12 dead and 34 wounded.", [(Told.KILLED, 12), (Told.INJURED, 34)]),
        ("Ten people, among them five guards, were shot dead.", [(Told.KILLED, 10)]),
        ("Police said that 1,200 were hurt.", [(Told.INJURED, 1200)]),
        ("The death toll rose to forty-five.", [(Told.KILLED, 45)]),
        ("Dozens were killed.", [(Told.KILLED, None)]),
        ("Security forces rescued 190 passengers, killing 30 militants.", [(Told.HOSTAGES, 190), (Told.KILLED, 30)]),
        ("40 villagers are still being held hostage.", [(Told.HOSTAGES, 40)]),
        ("In 2014 gunmen killed 140 pupils there.", []),
        ("Last year 30 people were killed in the province.", []),
        ("A larger charge could have killed 300 people.", []),
        ("Some 50 could have been killed.", []),
        ("The train was carrying 400 passengers in nine coaches.", []),
        ("The party won 12 seats and lost 30.", []),
        ("Nobody was killed.", []),
    ],
)
def test_english(text: str, expected: list[tuple[Told, int | None]]):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("袭击造成至少37人死亡、62人受伤。", [(Told.KILLED, 37), (Told.INJURED, 62)]),
        ("爆炸致三十七名士兵遇难。", [(Told.KILLED, 37)]),
        ("警方击毙21名武装分子。", [(Told.KILLED, 21)]),
        ("十余人身亡。", [(Told.KILLED, None)]),
        ("武装分子劫持了约400名乘客。", [(Told.HOSTAGES, 400)]),
        ("去年有5人遇难。", []),
        ("会议有37人参加。", []),
    ],
)
def test_chinese(text: str, expected: list[tuple[Told, int | None]]):
    assert told(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The Red Front (RF) has claimed responsibility for the raid.", "en", "The Red Front (RF)"),
        ("Responsibility was later claimed by Jaish al-Osk.", "en", "Jaish al-Osk"),
        ("红色阵线宣称对袭击负责。", "zh", "红色阵线"),
    ],
)
def test_who_claims_an_attack(text: str, language: str, name: str):
    [one] = find_tolls(text, language=language)
    assert (one.told, one.name, one.value) == (Told.CLAIMED, name, None)
    assert text[one.start : one.end] == one.words


def test_that_nobody_claims_it_is_no_claim():
    assert told("No group has claimed responsibility.") == []


def test_a_language_without_patterns_says_nothing():
    assert told("37 tués", "fr") == []
