"""Moves: what a sentence does, several at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.language.evaluating.moves import cues, moves
from tracker.language.evaluating.strength import strength
from tracker.terms import Move


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We strongly condemn this terrorist attack.", "en", {Move.CONDEMN}),
        ("Our thoughts are with the families of the victims.", "en", {Move.CONDOLE}),
        ("We stand with the people of Arvenia.", "en", {Move.SOLIDARITY}),
        ("We urge all parties to exercise restraint.", "en", {Move.DEMAND}),
        ("We are ready to provide assistance.", "en", {Move.OFFER}),
        ("These allegations are baseless.", "en", {Move.DENY}),
        ("Further escalation will be met with severe consequences.", "en", {Move.THREATEN}),
        ("We are deeply concerned about the fighting.", "en", {Move.CONCERN}),
        ("The two ministers met on Monday.", "en", {Move.INFORM}),
        ("We thank our hosts.", "en", {Move.OTHER}),
        ("We hope that both sides will lay down their arms.", "en", {Move.DEMAND}),
        ("The cabinet has no intention of closing the port.", "en", {Move.DENY}),
        ("中方对遇难者表示深切哀悼。", "zh", {Move.CONDOLE}),
        ("我们敦促有关各方保持克制。", "zh", {Move.DEMAND}),
        ("Nous présentons nos condoléances aux familles.", "fr", {Move.CONDOLE}),
    ],
)
def test_one_move(text: str, language: str, expected: set[Move]) -> None:
    assert set(moves(text, language=language)) == expected


def test_generic_condemnation_is_also_a_principle() -> None:
    assert moves("We condemn terrorism in all its forms.", language="en") == (Move.CONDEMN, Move.PRINCIPLE)


def test_rejecting_a_class_of_acts_is_a_principle_alone() -> None:
    assert moves("我们坚决反对任何形式的政治操弄。", language="zh") == (Move.PRINCIPLE,)


def test_others_condemnation_is_not_own() -> None:
    assert Move.CONDEMN not in moves("Many states condemned the raid.", language="en")


def test_order_is_that_of_the_closed_list_and_never_empty() -> None:
    for text in ("", "Hello.", "We condemn it and mourn the victims and urge restraint."):
        found = moves(text, language="en")
        assert found
        assert list(found) == [move for move in Move if move in found]


def test_strength_is_not_read_twice() -> None:
    text = "We condemn it."
    assert moves(text, language="en", read=strength(text, language="en")) == moves(text, language="en")


@pytest.mark.parametrize(
    ("text", "language", "move"),
    [
        ("《港口日报》记者：据了解，渔民呼吁当局开放港口。", "zh", Move.DEMAND),
        ("云方敦促该方停止炮制谎言。", "zh", Move.CONDEMN),
        ("不容任何势力以任何方式干涉港务。", "zh", Move.BLAME),
        ("我们反对违反海港章程的行为。", "zh", Move.CONDEMN),
        ("我们维护渔民的正当合法权益。", "zh", Move.DENY),
        ("I believe that the ferry left at noon.", "en", Move.PRINCIPLE),
        ("The islanders are an important partner of ours.", "en", Move.PRINCIPLE),
        ("The port organises its demand for the new cranes.", "en", Move.DEMAND),
    ],
)
def test_what_only_looks_like_a_move(text: str, language: str, move: Move) -> None:
    assert move not in moves(text, language=language)


def test_a_language_without_cues_informs() -> None:
    assert cues("xx").rules == ()
    assert moves("Kami berduka.", language="id") == (Move.INFORM,)


def test_on_the_labelled_sentences(reference: Path) -> None:
    rows = json.loads((reference / "eval" / "moves_dev.json").read_text(encoding="utf-8"))
    hit = wrong = missed = 0
    for row in rows:
        found, gold = {str(m) for m in moves(row["text"], language=row["lang"])}, set(row["moves"])
        hit, wrong, missed = hit + len(found & gold), wrong + len(found - gold), missed + len(gold - found)
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.93
