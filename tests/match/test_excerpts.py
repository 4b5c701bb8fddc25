from collections.abc import Callable

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.identity.excerpts import Excerpted, excerpt_articles
from tracker.model import Evidence, Form, Issuer, IssuerKind, Rendering, When, Wording

Maker = Callable[..., Rendering]
BODY = (
    "“We strongly condemn this cowardly attack,” Chinese Foreign Ministry spokesperson Lin Weimin told reporters on "
    "Tuesday.\n\n"
    "Lin said China firmly opposes terrorism in any form.\n\n"
    "Germany also deplored the attack.\n\n"
    "“We will fight on,” said Sarbaz Khan, a spokesman for the Liberation Front of Zorun."
)


@pytest.fixture
def article(statement: Maker) -> Rendering:
    return statement(
        "7",
        BODY,
        "2031-03-19",
        source="wire",
        form=Form.ARTICLE,
        parties=(),
        outlet="Wire",
        external_id="x7",
        title="Neighbours deplore attack",
    )


def read(*articles: Rendering) -> Excerpted:
    return excerpt_articles(articles, gazetteer=default_gazetteer())


def test_every_excerpt_stands_in_its_article(article: Rendering):
    found = read(article).excerpts
    assert len(found) >= 4
    for one in found:
        assert article.text[one.start : one.end] == one.text
        assert (one.parent, one.form, one.wording) == (article.id, Form.EXCERPT, Wording.OUTLET)
        assert (one.published, one.outlet, one.external_id) == (article.published, "Wire", "")
        assert one.title == ""  # a headline is the outlet's wording, not a title of what somebody said
        assert one.cue
        assert one.rule
        assert 0 < one.confidence <= 1
    assert len({one.id for one in found}) == len(found)


def test_evidence_speaker_and_issuer_are_what_the_article_says(article: Rendering):
    found = {one.text.strip("“”,"): one for one in read(article).excerpts}
    quote = found["We strongly condemn this cowardly attack"]
    assert quote.evidence is Evidence.QUOTED
    assert quote.speaker == "Lin Weimin"
    assert quote.parties[0].issuer == "chn-mfa"
    said = next(one for text, one in found.items() if "opposes terrorism" in text)
    assert said.evidence is Evidence.PARAPHRASED
    verb = next(one for one in found.values() if one.evidence is Evidence.CHARACTERISED)
    assert verb.parties[0].issuer == "deu"


def test_the_issuers_met_are_handed_on_once(article: Rendering):
    issuers = {issuer.id: issuer for issuer in read(article, article).issuers}
    assert issuers["chn-mfa"].country == "CHN"
    assert issuers["chn-mfa"].kind is IssuerKind.STATE
    known = tuple(issuers.values())
    assert excerpt_articles([article], gazetteer=default_gazetteer(), issuers=known).issuers == ()


def test_a_day_at_the_cue_is_the_day_of_the_words(article: Rendering):
    found = read(article)
    quote = next(one for one in found.excerpts if "condemn" in one.text)
    assert found.said[quote.id] == When("2031-03-18")
    late = next(one for one in found.excerpts if "fight on" in one.text)
    assert late.id not in found.said


def test_ids_depend_on_the_words_not_on_their_place(article: Rendering, statement: Maker):
    longer = statement(
        "7", "An opening line that was added.\n\n" + BODY, "2031-03-19", source="wire", form=Form.ARTICLE
    )
    assert {one.id for one in read(article).excerpts} <= {one.id for one in read(longer).excerpts}


def test_articles_without_quotations_give_none(statement: Maker):
    plain = statement("8", "The river rose by two metres in a night.", form=Form.ARTICLE)
    assert read(plain).excerpts == ()
    assert read(statement("9", "“never closed and so on", form=Form.ARTICLE)).excerpts == ()


def test_what_an_article_only_recalls_has_the_time_that_it_names_or_none(statement: Maker):
    body = (
        "“We condemn this attack,” Chinese Foreign Ministry spokesperson Lin Weimin said on Tuesday.\n\n"
        "Last month, China and Pakistan agreed to guard the railway together.\n\n"
        "China has been pressing Pakistan to guard its railways."
    )
    found = read(statement("7", body, "2031-03-19", source="wire", form=Form.ARTICLE, parties=()))
    recalled = {one.text[-20:]: found.said.get(one.id) for one in found.excerpts if one.recalled}
    assert recalled == {"the railway together": When("2031-02"), "o guard its railways": None}
    assert [found.said.get(one.id) for one in found.excerpts if not one.recalled] == [When("2031-03-18")]


@pytest.mark.parametrize(
    ("said", "issuer"),
    [
        ("The British High Commission in Islamabad said it grieved with the families.", "gbr-mission-pk"),
        ("The British High Commission in Dhaka said it grieved with the families.", "gbr-embassy-bd"),
        ("The British High Commission said it grieved with the families.", "gbr-embassy"),
    ],
)
def test_a_declared_mission_is_met_by_its_declared_name(statement: Maker, said: str, issuer: str):
    declared = Issuer(
        id="gbr-mission-pk", name="British High Commission in Pakistan", country="GBR",
        names=("British Deputy High Commission Karachi",),
    )  # fmt: skip
    page = statement("8", said, "2031-03-19", source="wire", form=Form.ARTICLE, parties=(), outlet="Wire")
    (found,) = excerpt_articles([page], gazetteer=default_gazetteer(), issuers=(declared,)).excerpts
    assert [party.issuer for party in found.parties] == [issuer]
