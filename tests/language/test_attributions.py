"""Attributions: who said what, quoted apart from reported, with exact places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tracker.language.quoting.attributions import Attribution, attributions
from tracker.language.quoting.quotes import quotes
from tracker.terms import Evidence


def only(text: str, language: str = "en") -> Attribution:
    found = attributions(text, language=language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "content", "speaker", "cue"),
    [
        ("“We condemn this attack,” Foreign Minister Ada Orlen said.", "We condemn this attack,", "Ada Orlen", "said"),
        ("“We condemn it,” said Ada Orlen, a ministry official.", "We condemn it,", "Ada Orlen", "said"),
        ('Ada Orlen told reporters on Monday, "We condemn it."', "We condemn it.", "Ada Orlen", "told"),
        ("In a statement, Ada Orlen said: “We condemn it.”", "We condemn it.", "Ada Orlen", "said"),
        ("« We condemn it, » Ada Orlen said.", "We condemn it,", "Ada Orlen", "said"),
        ("‘We condemn it,’ Ada Orlen said.", "We condemn it,", "Ada Orlen", "said"),
        ('"Who did it?" Ada Orlen asked.', "Who did it?", "Ada Orlen", "asked"),
    ],
)
def test_direct_speech(text: str, content: str, speaker: str, cue: str) -> None:
    found = only(text)
    assert (found.content, found.speaker, found.cue) == (content, speaker, cue)
    assert found.direct
    assert found.evidence is Evidence.QUOTED


def test_a_quotation_broken_by_its_verb_is_two_contents_of_one_speaker() -> None:
    found = attributions("“This is grave,” Ada Orlen said. “We shall not forget it.”")
    assert [(a.content, a.speaker) for a in found] == [
        ("This is grave,", "Ada Orlen"),
        ("We shall not forget it.", "Ada Orlen"),
    ]


def test_several_paragraphs_with_open_quotes_are_one_speakers() -> None:
    text = "“This is grave,” Ada Orlen said.\n\n“We shall not forget the victims.\n\n“We shall return.”"
    found = attributions(text)
    assert {a.speaker for a in found} == {"Ada Orlen"}
    assert len(found) == 3


def test_a_line_that_ends_in_a_colon_announces_the_next() -> None:
    found = attributions("Foreign Minister Ada Orlen responded:\n\n“We condemn this attack.”")
    assert [(a.content, a.speaker) for a in found if a.direct] == [("We condemn this attack.", "Ada Orlen")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Ada Orlen said her country firmly opposes terrorism in any form.",
            "her country firmly opposes terrorism in any form",
        ),
        ("Ada Orlen told a daily briefing that talks had failed again.", "talks had failed again"),
        (
            "Her country is willing to strengthen cooperation, Orlen said.",
            "Her country is willing to strengthen cooperation",
        ),
        ("According to the ministry, talks had failed again.", "talks had failed again"),
        ("Talks had failed again, according to the ministry.", "Talks had failed again"),
    ],
)
def test_reported_speech(text: str, content: str) -> None:
    found = only(text)
    assert (found.content, found.direct, found.evidence) == (content, False, Evidence.PARAPHRASED)


def test_added_clause_belongs_to_the_same_source() -> None:
    first, second = attributions(
        "Ada Orlen stated, “We condemn it,” adding that her country remains committed to peace."
    )
    assert (first.direct, second.direct) == (True, False)
    assert second.content == "her country remains committed to peace"
    assert second.speaker == "Ada Orlen"


@pytest.mark.parametrize("verb", ["strongly condemned", "deplored", "mourned", "denounced"])
def test_the_reporters_verb_is_a_characterisation(verb: str) -> None:
    found = only(f"Beijing {verb} the attacks on Monday.")
    assert (found.evidence, found.content, found.issuer_id) == (Evidence.CHARACTERISED, "the attacks", "chn")


def test_readiness_is_reported_speech_and_grief_is_not() -> None:
    assert only("China expressed readiness to help the victims.").evidence is Evidence.PARAPHRASED
    assert only("China expressed deep grief over the attacks.").evidence is Evidence.CHARACTERISED


def test_a_fragment_inside_reported_speech_is_not_taken_out() -> None:
    found = only("Ada Orlen said the plan was “a step forward” for the region.")
    assert not found.direct
    assert [found.content[a - found.start : b - found.start] for a, b in found.quoted] == ["a step forward"]


def test_the_reporters_words_before_a_quotation_make_it_a_paraphrase() -> None:
    found = only("The plan “is a step forward,” Ada Orlen said.")
    assert (found.direct, found.evidence) == (False, Evidence.PARAPHRASED)
    assert found.content.startswith("The plan")


def test_an_outlet_that_relays_is_not_the_speaker() -> None:
    found = only("Prime Minister Ada Orlen said that ties are vital, state radio reported on Monday.")
    assert (found.content, found.speaker) == ("ties are vital", "Ada Orlen")


def test_apposition_surname_and_pronoun_are_one_person() -> None:
    text = (
        "“We condemn it,” Lin Orlen, a Chinese foreign ministry spokesperson, said.\n"
        "Orlen said talks would go on soon.\nHe added that help was under way."
    )
    found = attributions(text)
    assert [(a.speaker, a.issuer_id) for a in found] == [("Lin Orlen", "chn-mfa")] * 3


def test_a_quotation_within_a_quotation_is_not_reported_twice() -> None:
    found = attributions("“She told me, ‘We condemn it,’ and left,” Ada Orlen said.")
    assert len(found) == 1


def test_two_states_share_one_act() -> None:
    found = only("The United States and China have reiterated their strong support for Pakistan.")
    assert (found.issuer_id, found.others) == ("usa", ("chn",))


def test_no_speaker_is_invented() -> None:
    assert attributions("A view shows charred vehicles. — Reuters") == []
    assert attributions("The “full-scale” rescue is over.") == []
    assert attributions("") == []
    found = only("He said that the talks had failed again.")
    assert (found.speaker, found.issuer, found.issuer_id) == ("", None, None)
    assert found.confidence < 0.5


def test_what_was_not_said_is_no_report() -> None:
    assert attributions("The ministry did not say that talks had failed.") == []
    assert attributions("The man was told that talks had failed.") == []


@pytest.mark.parametrize(
    ("text", "content", "issuer_id"),
    [
        ("外交部发言人毛宁表示：“中方强烈谴责这一袭击。”", "中方强烈谴责这一袭击。", "chn-mfa"),
        ("外交部发言人毛宁12日在例行记者会上表示，「中方对此深表哀悼。」", "中方对此深表哀悼。", "chn-mfa"),
    ],
)
def test_chinese_quotations(text: str, content: str, issuer_id: str) -> None:
    found = attributions(text, language="zh")[0]
    assert (found.content, found.issuer_id, found.speaker, found.direct) == (content, issuer_id, "Mao Ning", True)


def test_chinese_reported_speech() -> None:
    found = only("外交部发言人林剑表示，中方坚定支持巴方打击恐怖主义。", "zh")
    assert (found.direct, found.speaker) == (False, "Lin Jian")


@pytest.mark.parametrize(
    ("text", "language", "content"),
    [
        ("« Nous condamnons cette attaque », a déclaré la porte-parole.", "fr", "Nous condamnons cette attaque"),
        ("«Condenamos este atentado», dijo la portavoz.", "es", "Condenamos este atentado"),
        ("«Мы осуждаем этот теракт», — заявила представитель.", "ru", "Мы осуждаем этот теракт"),
        ("وقال المتحدث: «ندين هذا الهجوم بشدة».", "ar", "ندين هذا الهجوم بشدة"),
    ],
)
def test_other_languages_direct_only(text: str, language: str, content: str) -> None:
    found = attributions(text, language=language)
    assert [(a.content, a.direct) for a in found] == [(content, True)]


@given(st.text(alphabet="“”\"'‘’«»「」 .,:\nabsaid SMoe那表示", max_size=120), st.sampled_from(["en", "zh", "fr"]))
@settings(max_examples=150, deadline=None)
def test_offsets_slice_the_text_and_nothing_crashes(text: str, language: str) -> None:
    for found in attributions(text, language=language):
        assert text[found.start : found.end] == found.content
        assert text[found.source_start : found.source_end] == found.source
    for quote in quotes(text):
        assert 0 <= quote.start < quote.end <= len(text)


def test_a_long_article_stays_linear() -> None:
    text = "“We condemn it,” Ada Orlen said. Nothing else was known that day.\n\n" * 3000
    assert len(attributions(text)) == 3000


def test_the_five_reports(reference: Path) -> None:
    who: set[tuple[str, str | None]] = set()
    for file in sorted((reference / "seeds").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        for found in attributions(text):
            assert text[found.start : found.end] == found.content
            who |= {(found.content[:24], found.issuer_id)} if found.direct else set()
    assert {
        ("We noted the reports and", "chn-mfa"),
        ("We will continue to firm", "chn-mfa"),
        ("China stands ready to st", "chn-mfa"),
        ("Our people have also bee", "pak-balochistan-government"),
        ("We strongly condemn this", "chn-mfa"),
        ("We know who planned thes", "pak-moi"),
        ("The entire leadership ha", "pak-moi"),
        ("China stands firm agains", "chn-mfa"),
        ("Our hearts go out to the", "usa-embassy-pk"),
        ("Terrorism and violence i", "eu-commission"),
        ("Our thoughts are with th", "deu-consulate-karachi"),
    } == who


@pytest.mark.parametrize(
    "piece", ['He said "', 'said "', '"a," he said. ', "X said that Y. ", "X said, ", '"a" ', ". "]
)
def test_a_line_of_very_many_quotations_is_read_to_its_end(piece: str) -> None:
    """Very many of them once took hours: every quotation looked at every verb of its line."""
    found = attributions(piece * 15_000, language="en")
    assert all(0 <= one.start < one.end <= len(piece) * 50_000 for one in found)


def test_what_no_reporter_writes_is_passed_over_and_the_rest_keeps_its_places() -> None:
    """A word of 200,000 letters was read anew from each of its letters."""
    said = "“We condemn this,” Minister Jane Orvale said."
    text = f"{said}\n{'A' * 200_000}\n{said}"
    found = attributions(text, language="en")
    assert [text[one.start : one.end] for one in found] == ["We condemn this,"] * 2
    assert [one.start for one in found] == [1, len(text) - len(said) + 1]
    assert attributions("Karsan ministry " + "Aa" * 190 + "\n" + said, language="en") != []


@pytest.mark.parametrize("piece", ["\n", "“对”", "发言人说，我们支持和平。", "一"])
def test_a_chinese_page_of_very_many_pieces_is_read_once(piece: str) -> None:
    """Line breaks were counted from each of them, and every clause set beside every other."""
    text = piece * (400_000 // len(piece))
    assert all(0 <= one.start < one.end <= len(text) for one in attributions(text, language="zh"))
