"""Reported and characterised speech: what follows a verb, what stands before it, where it ends, what it proves."""

from __future__ import annotations

import pytest

from tracker.language.english.lexicon import inflected
from tracker.language.english.verbs import find_verbs
from tracker.language.quoting.attributions import Attribution, attributions
from tracker.terms import Evidence


def contents(text: str) -> list[str]:
    return [one.content for one in attributions(text)]


def only(text: str) -> Attribution:
    found = attributions(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Orlen told cheering dockers that the strike was over.", "the strike was over"),
        ("Ada Orlen said following a vote in Oslo that the strike was over.", "the strike was over"),
        ("Ada Orlen did not flinch and said the strike was over.", "the strike was over"),
        ("Sources close to the port say the strike is over.", "the strike is over"),
        ("Ada Orlen asked whether the strike was over.", "whether the strike was over"),
        ("Norway vowed on Tuesday to reopen the port.", "to reopen the port"),
        ("Norway urged both sides to reopen the port.", "both sides to reopen the port"),
        ("Norway called on Chile to reopen the port.", "Chile to reopen the port"),
        ("Norway continued to question the need for a strike.", "the need for a strike"),
    ],
)
def test_what_may_follow_a_verb_is_paraphrased(text: str, content: str) -> None:
    found = only(text)
    assert found.content == content
    assert not found.direct


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The port will reopen soon, said Ada Orlen, a minister.", ["The port will reopen soon"]),
        ("The port will reopen soon, Ada Orlen said.", ["The port will reopen soon"]),
        (
            "The port, Ada Orlen said, would reopen within days.",
            ["The port", "would reopen within days"],
        ),
        (
            "The port will reopen soon, Ada Orlen said, but trains will not run.",
            ["The port will reopen soon", "but trains will not run"],
        ),
        ("According to exit polls, the party won the port cities.", ["the party won the port cities"]),
        ("For Norway, according to Ada Orlen, the strike is a test.", ["For Norway", "the strike is a test"]),
        ("Condemning the strike, Ada Orlen said the port would reopen.", ["the strike", "the port would reopen"]),
    ],
)
def test_contents_before_and_around_their_verb(text: str, parts: list[str]) -> None:
    assert contents(text) == parts


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Orlen said rebels had crossed the river, a charge Karsa denies.", "rebels had crossed the river"),
        ("Ada Orlen said the port would reopen, while trains stood still.", "the port would reopen"),
        ("Ada Orlen said the port would reopen, state radio reported on Monday.", "the port would reopen"),
        ("Norway deplored the raid in a statement.", "the raid"),
        ("Norway blamed rebels and the army for the raid on Monday.", "rebels and the army for the raid"),
        (
            "Norway described Chile as a proven partner and trusted friend.",
            "Chile as a proven partner and trusted friend",
        ),
    ],
)
def test_where_a_content_ends(text: str, content: str) -> None:
    assert contents(text) == [content]


def test_another_partys_denial_is_nobodys_report_of_the_sentence() -> None:
    found = attributions(
        "Ada Orlen blamed rebels for the raid, saying they had crossed the river, a charge Karsa denies."
    )
    assert {one.speaker for one in found} == {"Ada Orlen"}


def test_a_second_verb_of_the_source_has_a_content_of_its_own() -> None:
    text = "Norway affirmed that the port would reopen and expressed its desire to help."
    first, second = attributions(text)
    assert (first.content, second.content) == ("the port would reopen", "its desire to help")
    assert {first.source, second.source} == {"Norway"}


def test_what_was_said_is_not_the_outlets_that_relays_it() -> None:
    found = only("Prime Minister Ada Orlen underscored that ties were vital, the Karsan News Agency said.")
    assert (found.content, found.speaker) == ("ties were vital", "Ada Orlen")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Norway said that the raid was vile.", Evidence.PARAPHRASED),
        ("Norway expressed readiness to help.", Evidence.PARAPHRASED),
        ("Norway reaffirmed Chile's commitment to further expand trade.", Evidence.PARAPHRASED),
        ("Norway reaffirmed its opposition to terrorism.", Evidence.PARAPHRASED),
        ("Norway expressed deep grief over the raid.", Evidence.CHARACTERISED),
        ("Norway voiced concern about the raid.", Evidence.CHARACTERISED),
        ("Norway mourned the dead of the raid.", Evidence.CHARACTERISED),
    ],
)
def test_a_proposition_is_paraphrased_and_a_thing_characterised(text: str, evidence: Evidence) -> None:
    assert only(text).evidence is evidence


@pytest.mark.parametrize(
    "text",
    [
        "Ada Orlen believes that the strike will end.",
        "Norway wants to reopen the port.",
        "A new poll shows that the strike is unpopular.",
        "Ada Orlen's claim that the port was safe is old.",
        "Norway is concerned that the port may close.",
        "The port is expected to close on Friday.",
        "Asked whether the port would close, Ada Orlen left the room.",
    ],
)
def test_thoughts_polls_and_claims_are_no_utterances(text: str) -> None:
    found = attributions(text)
    assert found
    assert not any(one.spoken or one.direct for one in found)
    assert all(one.evidence is Evidence.CHARACTERISED for one in found)


def test_who_owns_a_claim_has_not_spoken() -> None:
    text = "Ada Orlen said the port was safe. Bo Karsen's claim that it burnt was old. She said ships would come."
    assert [one.speaker for one in attributions(text) if one.spoken] == ["Ada Orlen", "Ada Orlen"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway would condemn any raid on the port.",
        "Norway has not said that the raid was vile.",
        "The reports of the port fill a shelf.",
        "The full details and motives were discussed.",
        "The man was urged to leave the port.",
    ],
)
def test_what_is_denied_possible_or_a_noun_is_no_speech(text: str) -> None:
    assert not any(one.spoken for one in attributions(text))


def test_a_relative_clause_is_about_the_name_before_it() -> None:
    found = attributions("The raid angered Ada Orlen, who said that the port would reopen.")
    assert [(one.content, one.speaker) for one in found] == [("the port would reopen", "Ada Orlen")]


def test_forms_of_verbs() -> None:
    assert inflected("deny") == ("denies", "denied", "denied", "denying")
    assert inflected("urge") == ("urges", "urged", "urged", "urging")
    assert inflected("stress") == ("stresses", "stressed", "stressed", "stressing")
    text = "Norway has been pressing Chile, and she continued to ask for proof. "
    assert [(verb.lemma, verb.form) for verb in find_verbs(text, 0, len(text))] == [
        ("press", "ing"),
        ("continue", "past"),
        ("ask for", "base"),
    ]


@pytest.mark.parametrize(
    "piece", ["a claim that ", "is expected to ", "said, ", "and urged ", "who said ", "X said in Y "]
)
def test_a_sentence_of_very_many_verbs_is_read_to_its_end(piece: str) -> None:
    text = piece * 1500
    assert all(0 <= one.start < one.end <= len(text) for one in attributions(text))


@pytest.mark.parametrize(
    ("text", "cue", "content", "evidence"),
    [
        ("Norway issued a demand for Chile to open the port.", "issued a demand for", "Chile to open the port", "p"),
        ("Norway made a call for calm.", "made a call for", "calm", "c"),
        ("Norway issued a warning that the port would close.", "issued a warning", "the port would close", "p"),
        ("Norway sent a blunt warning to Chile that ice melts.", "sent a blunt warning", "ice melts", "p"),
        ("Norway made an offer to host the talks.", "made an offer", "to host the talks", "p"),
        ("Norway made an appeal to both sides to talk.", "made an appeal to", "both sides to talk", "p"),
    ],
)  # fmt: skip
def test_a_light_verb_reports_what_its_noun_holds(text: str, cue: str, content: str, evidence: str) -> None:
    found = only(text)
    assert (found.cue, found.content, found.issuer_id, found.spoken) == (cue, content, "nor", True)
    assert found.evidence is (Evidence.PARAPHRASED if evidence == "p" else Evidence.CHARACTERISED)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a ferry near the port.",
        "Karsan forces attacked Norway's ports for two hours.",
        "Rebels blasted the bridge.",
        "Shelling hammered the port for its third day.",
        "Karsan troops attacked the village for hiding rebels.",
        "Karsa attacked the town over the river.",
        "Rebels raised a flag over the town.",
        "The minister raised $3 million.",
        "They belong to a group called Real Norway.",
        "Norway called an emergency session.",
        "The port was built for the planned visit.",
    ],
)
def test_what_hands_and_arms_do_is_no_speech(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Orlen attacked Chile's decision to close the port.", "Chile's decision to close the port"),
        ("Ada Orlen attacked the minister for failing to act.", "the minister for failing to act"),
        ("Norway raised concerns about the raid.", "concerns about the raid"),
        ("The minister called Ivo Marn a thief.", "Ivo Marn a thief"),
    ],
)
def test_a_figure_of_the_same_verb_is(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Ada Orlen, who called the raid “a vile act,” said the town would be rebuilt.",
            ["the raid “a vile act,”", "the town would be rebuilt"],
        ),
        (
            "Ada Orlen, who said last week that the port was lost, issued a statement.",
            ["the port was lost"],
        ),
    ],
)
def test_a_clause_about_somebody_ends_before_his_own_verb(text: str, parts: list[str]) -> None:
    assert contents(text) == parts


def test_what_an_outlet_reports_keeps_whom_it_follows() -> None:
    found = only("The Karsan News Agency reported that, according to a study, the port was lost.")
    assert found.content == "according to a study, the port was lost"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ada Orlen wanted to know whether the port was lost.", "whether the port was lost"),
        ("Two inspectors found that the port was lost.", "the port was lost"),
    ],
)
def test_who_wants_to_know_asks_and_who_found_holds(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize("text", ["Ada Orlen introduced a guest.", "Norway decided to leave.", "Voters cast ballots."])
def test_deeds_are_no_speech(text: str) -> None:
    assert contents(text) == []
