"""Questions apart from answers, in each of the ways that ministries set them."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings, strategies as st

from tracker.collect.reading.blocks import Block, blocks_of, joined
from tracker.collect.reading.segmentation import Turn, fold_question, segment
from tracker.sources import Segment


def blocks(markup: str) -> tuple[Block, ...]:
    return blocks_of(BeautifulSoup(markup, "lxml"))


def told(turns: tuple[Turn, ...]) -> list[tuple[str, str, str]]:
    return [(turn.question, turn.speaker, joined(turn.blocks)) for turn in turns]


BOLD = Segment(style="qa-bold")
LABEL = Segment(style="qa-label")
PREFIX = Segment(style="qa-prefix")


def test_chinese_questions_in_bold_with_unlabelled_continuations():
    page = blocks("""
        <p>　　应邀请，阿兰国外长将访华。</p>
        <p><strong>海岛社记者：昨天港口发生爆炸。中方有何评论？</strong></p>
        <p>林某：中方对此表示谴责。</p><p>我们向遇难者表示哀悼。</p><p></p>
        <p><strong>山城日报记者：</strong><strong>请问第二个问题？</strong></p><p>林某：不了解。</p>
    """)
    assert told(segment(page, BOLD, language="zh", speaker="林某")) == [
        ("", "", "应邀请，阿兰国外长将访华。"),
        ("海岛社记者：昨天港口发生爆炸。中方有何评论？", "林某", "中方对此表示谴责。\n\n我们向遇难者表示哀悼。"),
        ("山城日报记者：请问第二个问题？", "林某", "不了解。"),
    ]


def test_chinese_questions_without_bold_are_known_by_their_labels():
    page = blocks("<p>海岛社记者：一？</p><p>林某：甲。</p><p>追问：二？</p><p>林某：乙。</p><p>第三：不是标签。</p>")
    assert told(segment(page, BOLD, language="zh", speaker="林某")) == [
        ("海岛社记者：一？", "林某", "甲。"),
        ("二？", "林某", "乙。\n\n第三：不是标签。"),
    ]


def test_question_and_answer_labels_of_a_written_reply():
    page = blocks("<p><strong>问：</strong><strong>有何评论？</strong></p><p>答：我们强烈谴责。</p>")
    assert told(segment(page, BOLD, language="zh")) == [("有何评论？", "", "我们强烈谴责。")]


def test_a_bold_question_may_have_several_paragraphs_and_nested_bold():
    page = blocks(
        "<p><b><span><b>海岛社记者：一</b>，6月以来如何？</span></b></p><p><b>另外呢？</b></p><p>林某：好。</p>"
    )
    (turn,) = segment(page, BOLD, language="zh", speaker="林某")
    assert turn.question == "海岛社记者：一，6月以来如何？\n\n另外呢？"


def test_bold_by_style_counts_and_partly_bold_does_not():
    page = blocks('<p style="font-weight: bold">Wire: And the port?</p><p><b>We</b> condemn it.</p>')
    assert told(segment(page, BOLD, language="en")) == [("Wire: And the port?", "", "We condemn it.")]


def test_an_english_answer_label_with_the_speakers_name_is_cut_off():
    page = blocks(
        "<p><strong>Island Wire: And the port?</strong></p><p>Lin Mou: China condemns it.</p><p>It is sad.</p>"
    )
    (turn,) = segment(page, BOLD, language="en", speaker="Lin Mou")
    assert (turn.speaker, joined(turn.blocks)) == ("Lin Mou", "China condemns it.\n\nIt is sad.")


def test_briefing_labels_with_continuations_on_both_sides():
    page = blocks("""
        <p>Ann Lee, Spokesperson</p><p>2:00 p.m.</p>
        <p><strong>MS LEE:</strong> Good afternoon.</p><p>One thing at the top.</p>
        <p><strong>QUESTION:</strong> The port?</p><p>And the bridge?</p>
        <p><strong>MS LEE:</strong> We condemn it.</p><p>Strongly.</p>
        <p><strong>QUESTION: </strong>Again?</p><p><strong>MR DOE:</strong> Yes.</p>
        <p><strong>QUESTION:</strong> Thanks.</p>
    """)
    assert told(segment(page, LABEL, language="en", speaker="Ann Lee")) == [
        ("", "Ann Lee", "Ann Lee, Spokesperson\n\n2:00 p.m.\n\nGood afternoon.\n\nOne thing at the top."),
        ("The port?\n\nAnd the bridge?", "Ann Lee", "We condemn it.\n\nStrongly."),
        ("Again?", "Mr Doe", "Yes."),
    ]


def test_two_people_who_answer_the_same_question_are_two_turns():
    page = blocks("<p>QUESTION: Both of you?</p><p>SECRETARY ROE: I condemn it.</p><p>MINISTER POE: So do I.</p>")
    assert told(segment(page, LABEL, language="en")) == [
        ("Both of you?", "Secretary Roe", "I condemn it."),
        ("Both of you?", "Minister Poe", "So do I."),
    ]


def test_turns_between_line_breaks():
    page = blocks("<div>MR. ROE:  Hello.<br>Q   The port?<br>MR. ROE:  Dreadful.<br>Truly.<br>Q   Thanks.</div>")
    assert told(segment(page, PREFIX, language="en", speaker="John Roe")) == [
        ("", "John Roe", "Hello."),
        ("The port?", "John Roe", "Dreadful.\n\nTruly."),
    ]


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [("fr", "QUESTION : Le port ?", "R : Nous condamnons."), ("ar", "سؤال: ماذا عن الميناء؟", "جواب: ندين ذلك.")],
)
def test_labels_of_other_languages(language: str, question: str, answer: str):
    (turn,) = segment(blocks(f"<p>{question}</p><p>{answer}</p>"), LABEL, language=language)
    assert turn.question == question.partition(":")[2].strip()
    assert joined(turn.blocks) == answer.partition(":")[2].strip()


def test_own_labels_of_a_source_win():
    own = Segment(style="qa-label", question=r"(?P<cut>PRESS>)", answer=r"(?P<name>DESK)>")  # type: ignore[arg-type]
    assert told(segment(blocks("<p>PRESS> Port?</p><p>DESK> Sad.</p>"), own, language="en")) == [
        ("Port?", "Desk", "Sad.")
    ]


@pytest.mark.parametrize("style", ["qa-bold", "qa-label", "qa-prefix"])
def test_a_plain_statement_is_not_cut(style: str):
    page = blocks("<p>We condemn the attack on the port.</p><p>We stand with Aland: today and always.</p>")
    assert segment(page, Segment(style=style), language="en") == ()  # type: ignore[arg-type]


def test_a_question_that_nobody_answers_makes_no_turn():
    assert segment(blocks("<p><b>Why is everything bold here?</b></p>"), BOLD, language="en") == ()


def test_mended_punctuation_keeps_a_question_the_same():
    assert fold_question("Ｗhat about the port ?") == fold_question("What about the port?")
    assert fold_question("中方有何评论？") != fold_question("美方有何评论？")


LABELS = ["", "QUESTION: ", "MR ROE: ", "问：", "答：", "Q  "]
LINES = st.lists(st.tuples(st.sampled_from(LABELS), st.text("ab c,.", max_size=12), st.booleans()), max_size=12)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["qa-bold", "qa-label", "qa-prefix"]), st.sampled_from(["en", "zh"]))
def test_no_answer_is_lost_whatever_the_order(lines: list[tuple[str, str, bool]], style: str, language: str):
    page = [Block(text=f"{label}<{n}> {text}".strip(), bold=bold) for n, (label, text, bold) in enumerate(lines)]
    turns = segment(page, Segment(style=style), language=language)  # type: ignore[arg-type]
    kept = " ".join(joined(turn.blocks) + turn.question for turn in turns)
    found = [n for n in range(len(page)) if f"<{n}>" in kept]
    assert not turns or found == list(range(found[-1] + 1))  # only questions at the end may go unanswered
    assert all(turn.blocks for turn in turns)
