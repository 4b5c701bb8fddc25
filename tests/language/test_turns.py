"""Press conferences as plain text: questions apart from answers, units counted as they split."""

from __future__ import annotations

from tracker.language.texts.turns import split_turns

ZH = (
    "应邀，某国外长将访华。\n\n甲社记者：中方有何评论？\n\n毛宁：我们谴责袭击。\n\n"
    "人们不禁要问：这是什么？\n\n乙社记者追问：还有吗？\n\n毛宁：没有。"
)
EN = (
    "1:05 p.m. EDT\n\nMR ORLEN: Good afternoon.\n\nQUESTION: Any comment?\n\n"
    "MR ORLEN: We condemn it.\n\nIt was cruel.\n\nQUESTION: Thanks."
)


def test_chinese_units() -> None:
    read = split_turns(ZH, language="zh")
    assert read.opening == "应邀，某国外长将访华。"
    assert [(t.number, t.question, t.label) for t in read.turns] == [
        (1, "中方有何评论？", "毛宁"),
        (2, "还有吗？", "毛宁"),
    ]
    assert read.turns[0].answer == "我们谴责袭击。\n\n人们不禁要问：这是什么？"
    assert ZH[read.turns[0].start : read.turns[0].end].startswith("甲社记者：")


def test_units_count_from_zero_without_an_opening() -> None:
    assert [t.number for t in split_turns("问：有何评论？\n答：没有。", language="zh").turns] == [0]


def test_english_units_and_one_without_answer() -> None:
    read = split_turns(EN)
    assert [(t.question, t.answer) for t in read.turns] == [
        ("Any comment?", "We condemn it.\n\nIt was cruel."),
        ("Thanks.", ""),
    ]


def test_outlet_labels_ask_when_the_briefer_is_known() -> None:
    text = "Reuters: Any comment?\n\nMao Ning: We condemn it."
    assert split_turns(text).turns == ()
    assert [(t.question, t.answer) for t in split_turns(text, briefer="Mao Ning").turns] == [
        ("Reuters: Any comment?", "We condemn it.")
    ]


def test_a_text_without_turns_is_its_opening() -> None:
    assert split_turns("We condemn it.\n\nWe mourn.").opening == "We condemn it.\n\nWe mourn."
    assert split_turns("").turns == ()
