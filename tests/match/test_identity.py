import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tracker.match.identity.identity import Identified, identify
from tracker.match.identity.kinship import Kinship
from tracker.match.origins.words import Vocabulary
from tracker.model import Evidence, Issuer, Rendering, When

Finder = Callable[..., Identified]
Maker = Callable[..., Rendering]

CONDEMNS = "Arvenia strongly condemns the attack on the market in Osk and mourns with the families of the victims."
OTHER = "The minister received the ambassador of Lumia today and spoke about the harvest, trade and river traffic."


@pytest.fixture
def found(issuers: tuple[Issuer, ...]) -> Finder:
    def _find(renderings: Sequence[Rendering], **more: object) -> Identified:
        vocabulary = Vocabulary()
        words = {r.id: vocabulary.encode(r.text, r.language) for r in renderings}
        return identify(renderings, words=words, kin=Kinship(issuers), **more)  # type: ignore[arg-type]

    return _find


def test_an_embassy_repost_is_the_ministrys_statement(found: Finder, statement: Maker):
    ministry = statement("a", CONDEMNS)
    embassy = statement("b", CONDEMNS + " Follow us.", "2031-03-15", "xaa-embassy-xab")
    result = found([embassy, ministry])
    (one,) = result.statements
    assert one.id == ministry.id
    assert one.aliases == (embassy.id,)
    assert one.parties == ministry.parties


@pytest.mark.parametrize(
    ("ministry", "embassy", "leads"),
    [
        ("2031-03-14", "2031-03-14", "z.ministry"),
        ("2031-03-14T15:00+00:00", "2031-03-14", "z.ministry"),
        ("2031-03-14", "2031-03-14T09:00+00:00", "z.ministry"),
        ("2031-03-14T15:00+00:00", "2031-03-14T09:00+00:00", "a.embassy"),
        ("2031-03-15", "2031-03-14", "a.embassy"),
        (None, "2031-03-14", None),
    ],
)
def test_of_one_moment_the_ministrys_own_page_leads_its_embassys(
    found: Finder, statement: Maker, ministry: str | None, embassy: str, leads: str | None
):
    own = statement("ministry", CONDEMNS, ministry, source="z")
    repost = statement("embassy", CONDEMNS, embassy, "xaa-embassy-xab", source="a")
    for order in ([own, repost], [repost, own]):
        result = found(order)
        if leads is None:
            assert len(result.statements) == 2
            continue
        (one,) = result.statements
        assert (one.id, set(one.renderings)) == (leads, {own.id, repost.id})
        assert [party.issuer for party in one.parties] == ["xaa-mfa" if leads == own.id else "xaa-embassy-xab"]
        assert one.date == (own if leads == own.id else repost).published


def test_another_states_same_words_are_its_own_statement(found: Finder, statement: Maker):
    assert len(found([statement("a", CONDEMNS), statement("b", CONDEMNS, issuer="xab-mfa")]).statements) == 2


def test_the_same_words_after_a_week_are_another_statement(found: Finder, statement: Maker):
    assert len(found([statement("a", CONDEMNS), statement("b", CONDEMNS, "2031-03-21")]).statements) == 2


def test_two_readouts_of_one_day_with_the_same_habits_stay_apart(found: Finder, statement: Maker):
    habit = "The Minister spoke today with the Foreign Minister of {} about trade and thanked {} for its friendship."
    first = statement("a", habit.format("Lumia", "Lumia"))
    second = statement("b", habit.format("Quell", "Quell"))
    assert len(found([first, second]).statements) == 2


def test_a_short_answer_given_twice_is_two_statements(found: Finder, statement: Maker):
    first = statement("a", "I have nothing to share on this matter.", question="On the talks?")
    second = statement("b", "I have nothing to share on this matter.", "2031-03-15", question="On the visit?")
    assert len(found([first, second]).statements) == 2
    assert len(found([first, replace(second, question="On the talks?")]).statements) == 1


def test_a_quotation_of_other_words_stays_by_itself(found: Finder, statement: Maker, excerpt: Maker):
    quote = excerpt("q", "the victims of the flood will get our doctors and tents", "wire.1")
    assert len(found([statement("a", CONDEMNS), quote]).statements) == 2


def test_a_quotation_finds_the_official_text_whichever_comes_first(found: Finder, statement: Maker, excerpt: Maker):
    official = statement("a", CONDEMNS + " " + OTHER)
    quote = excerpt("q", "strongly condemns the attack on the market in Osk", "wire.1")
    for order in ([official, quote], [quote, official]):
        (one,) = found(order).statements
        assert one.id == official.id
        assert one.evidence is Evidence.OFFICIAL
        assert quote.id in one.aliases


def test_a_quotation_takes_the_answer_that_holds_its_words(found: Finder, statement: Maker, excerpt: Maker):
    right = statement("a", CONDEMNS)
    wrong = statement("b", OTHER)
    quote = excerpt("q", "strongly condemns the attack on the market", "wire.1")
    assert found([wrong, right, quote]).of[quote.id] == right.id


def test_two_outlets_of_one_answer_are_one_statement(found: Finder, excerpt: Maker):
    first = excerpt("q", "We noted the reports and strongly condemn this terrorist attack", "wire.1")
    second = excerpt("q", "We strongly condemn this terrorist attack", "post.7", source="post")
    (one,) = found([first, second]).statements
    assert len(one.renderings) == 2


def test_the_same_quoted_formula_of_another_day_is_another_statement(found: Finder, excerpt: Maker):
    first = excerpt("q", "We strongly condemn this terrorist attack", "wire.1")
    second = excerpt("q", "We strongly condemn this terrorist attack", "wire.2", "2032-01-09")
    assert len(found([first, second]).statements) == 2


def test_an_undated_quotation_needs_the_speaker_the_words_and_the_occasion(found: Finder, excerpt: Maker):
    first = excerpt("q", "We strongly condemn this terrorist attack", "wire.1")
    second = excerpt("q", "We strongly condemn this terrorist attack", "post.7", None, source="post")
    same = {"wire.1": frozenset({1, 2, 3}), "post.7": frozenset({1, 2, 4})}
    other = {"wire.1": frozenset({1, 2, 3}), "post.7": frozenset({7, 8, 9})}
    assert len(found([first, second], contexts=same).statements) == 1
    assert len(found([first, second], contexts=other).statements) == 2
    assert len(found([first, second]).statements) == 2


def test_two_speakers_of_one_house_are_two_statements(found: Finder, excerpt: Maker):
    first = excerpt("q", "We strongly condemn this terrorist attack", "wire.1")
    second = excerpt("r", "We strongly condemn this terrorist attack", "wire.1", speaker="Oda Pell")
    assert len(found([first, second]).statements) == 2


def test_direct_and_indirect_words_of_one_speaker_in_one_article_are_one_statement(found: Finder, excerpt: Maker):
    quote = excerpt("q", "We strongly condemn this terrorist attack", "wire.1")
    report = excerpt(
        "r", "Arvenia opposes terrorism in any form", "wire.1", evidence=Evidence.PARAPHRASED, speaker="Marr"
    )
    verb = excerpt("s", "the hijacking", "wire.1", issuer="xaa", evidence=Evidence.CHARACTERISED, speaker="")
    (one,) = found([verb, report, quote]).statements
    assert one.id == quote.id
    assert one.evidence is Evidence.QUOTED
    assert one.speaker == "Ilen Marr"


def test_the_day_on_which_it_was_said_wins_over_the_articles(found: Finder, excerpt: Maker):
    quote = excerpt("q", "We strongly condemn this terrorist attack", "wire.1")
    (one,) = found([quote], said={quote.id: When("2031-03-13")}).statements
    assert one.date == When("2031-03-13")


def test_the_order_of_arrival_changes_nothing(found: Finder, statement: Maker, excerpt: Maker):
    renderings = [
        statement("a", CONDEMNS),
        statement("b", CONDEMNS, issuer="xaa-embassy-xab"),
        statement("c", OTHER),
        excerpt("q", "strongly condemns the attack on the market in Osk", "wire.1"),
        excerpt("q", "the harvest, trade and river traffic with Lumia", "post.1", source="post"),
        excerpt("r", "We will never forget those who died on this dark day", "post.1", source="post"),
        excerpt("r", "never forget those who died on this dark day", "wire.2", "2031-03-15"),
    ]
    expected = found(renderings)
    for seed in range(6):
        shuffled = list(renderings)
        random.Random(seed).shuffle(shuffled)  # noqa: S311  # an order of arrival, no secret
        again = found(shuffled)
        assert again.statements == expected.statements
        assert again.of == expected.of


def test_blank_and_nameless_renderings_are_no_trouble(found: Finder, statement: Maker, excerpt: Maker):
    nobody = excerpt("q", "words of nobody", "wire.1", parties=(), speaker="")
    blank = statement("a", "")
    result = found([nobody, blank])
    assert [s.id for s in result.statements] == [blank.id]
    assert nobody.id not in result.of


def test_what_a_report_recalls_is_no_part_of_what_it_reports(found: Finder, excerpt: Maker, statement: Maker):
    now = excerpt("a", CONDEMNS, "wire.1")
    said = "Arvenia agreed with Osk to guard its markets"
    before = excerpt("b", said, "wire.1", evidence=Evidence.PARAPHRASED, recalled=True)
    habit = excerpt("c", "attacks on markets", "wire.1", evidence=Evidence.CHARACTERISED, recalled=True)
    result = found([now, before, habit])
    assert {one.renderings: one.date for one in result.statements} == {
        (now.id,): now.published,
        (before.id,): None,
    }
    (dated,) = found([before], said={before.id: When("2031-02")}).statements
    assert dated.date == When("2031-02")
    page = statement("d", said + ".")
    assert len(found([before, page]).statements) == 2
