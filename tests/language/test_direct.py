"""English quotations: which are speech, which a part of the reporter's clause, and which nobody says."""

from __future__ import annotations

import pytest

from tracker.language.quoting.attributions import Attribution, attributions


def direct(text: str) -> list[tuple[str, str]]:
    """Content and speaker of everything quoted."""
    return [(one.content, one.speaker or one.source) for one in attributions(text) if one.direct]


def quoted(one: Attribution) -> list[str]:
    return [one.content[start - one.start : end - one.start] for start, end in one.quoted]


@pytest.mark.parametrize(
    "text",
    [
        "If the border is closed, “we shall have no choice but to leave,” Ada Orlen said.",
        "Like most ministries, “ours reads what it signs before it signs,” said Ada Orlen, a spokeswoman.",
        "The plan “is a step forward for everybody,” Ada Orlen said.",
    ],
)
def test_a_sentence_that_the_reporter_begins_is_one_paraphrase_with_quoted_words(text: str) -> None:
    [found] = attributions(text)
    assert not found.direct
    assert found.speaker == "Ada Orlen"
    assert len(quoted(found)) == 1
    assert found.content.startswith(text[:6])


@pytest.mark.parametrize(
    "text",
    [
        "But “we shall stay,” Ada Orlen said.",
        "Still, “we shall stay,” Ada Orlen said.",
        "Her answer was short: “We shall stay,” Ada Orlen said.",
        "Ada Orlen warned, “We shall stay,” when reporters asked again.",
    ],
)
def test_a_word_that_joins_or_an_introduction_leaves_the_quotation_whole(text: str) -> None:
    assert direct(text) == [("We shall stay,", "Ada Orlen")] or direct(text) == [("we shall stay,", "Ada Orlen")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Orlen said “no more raids” in comments to officials.",
        "There was, Ada Orlen said, “never any doubt of a rescue” and no order to wait.",
    ],
)
def test_a_clause_that_runs_on_after_the_mark_is_not_taken_out(text: str) -> None:
    assert direct(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He spoke on his weekly radio show, “Mornings with Orlen,” Karsan Radio reported.",
        "The agency helped an author to write a book, “Who Was Who in Karsa,” the paper reported.",
        "Joaquin “El Topo” Orlen said nothing.",
        "The so-called “border guards,” the ministry said, were soldiers.",
        "She chairs a group known as the “Quiet Nine,” officials said.",
    ],
)
def test_titles_nicknames_and_terms_are_nobodys_speech(text: str) -> None:
    assert direct(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We noted the reports,” China's foreign ministry said.", "China's foreign ministry"),
        ("“The road is closed,” Karsa's Ada Orlen said.", "Karsa's Ada Orlen"),
    ],
)
def test_a_straight_apostrophe_is_no_verb(text: str, source: str) -> None:
    [found] = attributions(text)
    assert (found.direct, found.source) == (True, source)


def test_a_blank_between_two_closing_marks_does_not_hide_the_comma() -> None:
    text = "\"They want to know why they should not vote for 'Orlen,' \" said Bree Maxwell, a volunteer."
    assert [one.source for one in attributions(text) if one.direct] == ["Bree Maxwell, a volunteer"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ada Orlen: “We shall stay until it ends.”", "Ada Orlen"),
        ("THE REGION TALKS AGAIN - Ada Orlen: “We shall stay until it ends.”", "Ada Orlen"),
        ("As Ada Orlen put it, “We shall stay until it ends.”", "Ada Orlen"),
        ("“We shall stay until it ends,” as Ada Orlen put it.", "Ada Orlen"),
        ("It was, in the words of Ada Orlen, “We shall stay until it ends.”", "Ada Orlen"),
        ("Hours later, Karsa’s answer was short: “We shall stay until it ends.”", "Karsa"),
        ("Orlen went even further: “We shall stay until it ends.”", "Orlen"),
        ("The communique was blunt: “We shall stay until it ends.”", "The communique"),
        ("“We shall stay until it ends,” federal prosecutors wrote.", "federal prosecutors"),
        ("“We shall stay until it ends,” Karsa News reported.", "Karsa News"),
        ("“We shall stay until it ends” said Ada Orlen, a clerk.", "Ada Orlen, a clerk"),
        ("As Ada Orlen said last week in Geneva, “We shall stay until it ends.”", "Ada Orlen"),
    ],
)
def test_what_leads_up_to_a_quotation_names_its_source(text: str, source: str) -> None:
    [found] = [one for one in attributions(text) if one.direct]
    assert (found.content.rstrip(".,"), found.source) == ("We shall stay until it ends", source)


@pytest.mark.parametrize(
    "text",
    [
        "Related: “We shall stay until it ends.”",
        "The schedule was so odd that nobody could explain it: “We shall stay until it ends.”",
        "Three days before the vote it was all over: “We shall stay until it ends.”",
        "Karsa’s largest town had one thing to see: “We shall stay until it ends.”",
    ],
)
def test_a_colon_behind_nobody_names_nobody(text: str) -> None:
    assert direct(text) == []


def test_a_colon_is_a_weaker_sign_than_a_verb() -> None:
    [weak] = attributions("Ada Orlen went even further: “We shall stay until it ends.”")
    [sure] = attributions("Ada Orlen said: “We shall stay until it ends.”")
    assert weak.confidence < sure.confidence


def test_a_bare_quotation_goes_on_for_whoever_was_reported_before_it() -> None:
    text = "Ada Orlen said that the talks would go on. “We shall stay until it ends.”"
    assert direct(text) == [("We shall stay until it ends.", "Ada Orlen")]


@pytest.mark.parametrize(
    "text",
    [
        "“We mourn the victims,” the French embassy in Karsa wrote on its official X account.",
        "“We mourn the victims,” the French embassy in Karsa posted on Truth Social.",
        "“We mourn the victims,” the French embassy in Karsa tweeted.",
        "In a post on X, the French embassy in Karsa wrote: “We mourn the victims.”",
        "A tweet by the French embassy in Karsa said: “We mourn the victims.”",
        "“We mourn the victims,” read a statement from the French embassy in Karsa.",
        "“We mourn the victims,” according to the French embassy in Karsa.",
        "“We mourn the victims,” the French embassy in Karsa.\n\n— X/@otherembassy\n— X/@otherembassy",
        "'We mourn the victims,' said the French embassy in Karsa.",
        "&quot;We mourn the victims,&quot; said the French embassy in Karsa.",
        "''We mourn the victims,'' said the French embassy in Karsa.",
        "„We mourn the victims,“ said the French embassy in Karsa.",
    ],
)
def test_posts_statements_and_every_style_of_marks_are_heard(text: str) -> None:
    [found] = [one for one in attributions(text) if one.direct]
    assert (found.content.rstrip(".,"), found.issuer_id) == ("We mourn the victims", "fra-embassy")


@pytest.mark.parametrize(
    "text",
    [
        "“We mourn the victims of this attack.”\n\n— X/@frembassy",
        "“We mourn the victims of this attack.” — Reuters",
        "“We mourn the victims of this attack.”\n\nPhoto: Ada Orlen/AFP",
        "The wall reads: welcome. “We mourn the victims of this attack.”",
    ],
)
def test_a_credit_under_a_quotation_is_not_its_source(text: str) -> None:
    assert direct(text) == []


def test_what_a_speaker_quotes_is_his_content_and_brackets_stay() -> None:
    text = "“They told me, “we were hit [by] shells,” and left,” Ada Orlen said."
    assert direct(text) == [("They told me, “we were hit [by] shells,” and left,", "Ada Orlen")]


def test_each_piece_of_a_broken_quotation_has_its_place() -> None:
    text = "“We mourn,” Ada Orlen told reporters, “and we shall not forget.” She added: “Never.”"
    assert direct(text) == [
        ("We mourn,", "Ada Orlen"),
        ("and we shall not forget.", "Ada Orlen"),
        ("Never.", "Ada Orlen"),
    ]


def test_capitals_before_a_colon_name_a_person_the_text_knows_and_no_place() -> None:
    lead = "The spokeswoman Ada Orlen met reporters in New York.\n\n"
    assert direct(f"{lead}ADA ORLEN: “We mourn the victims of this attack.”") == [
        ("We mourn the victims of this attack.", "Ada Orlen")
    ]
    assert direct(f"{lead}NEW YORK: “We mourn the victims of this attack.”") == []
    assert direct(f"{lead}KARSA: “We mourn the victims of this attack.”") == []
