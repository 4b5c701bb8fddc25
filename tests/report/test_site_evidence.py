"""The pages are plain about whose words they show, and show no more of a source than it allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import report_fake
from bs4 import BeautifulSoup
from report_fake import Fake
from report_fake.site import build, bytes_of, soups

from tracker.model import Display, Evidence, Move, Observed
from tracker.report.labels import say


def test_a_reporters_words_never_stand_as_the_issuers(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    words = "the bloodshed in the Lund valley"
    seen = 0
    for name, soup in soups(tmp_path).items():
        for own in soup.select(".own-words, q"):
            assert words not in own.get_text(), name
        for report in soup.select(".report-words"):
            if words in report.get_text():
                seen += 1
                around = report.find_parent(["article", "td", "div"]).get_text()
                assert "Osk Wire" in around
    assert seen >= 3
    page = BeautifulSoup((tmp_path / "statements/hanzhou-characterised.html").read_text("utf-8"), "html.parser")
    assert say("evidence.not_own") in page.get_text()
    assert not page.select(".card .o-new, .card .o-own, .card .o-matched, .card .o-stock")


def test_a_quotation_stands_in_the_sentence_of_its_report_and_what_checks_it_is_folded(
    world: Fake, now: datetime, tmp_path: Path
):
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "gulmarin-quoted")
    words = world.held_renderings[at].text
    world.held_renderings[at] = replace(world.held_renderings[at], start=21, end=21 + len(words))
    place = next(place for place, one in enumerate(world.held_renderings) if one.id == "wire.article")
    body = f"The ministry said it {words} on Monday. Shops were open again."
    world.held_renderings[place] = replace(world.held_renderings[place], text=body)
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/gulmarin-quoted.html"]
    sentence = page.select_one("dd.report-words")
    assert sentence.get_text() == f"The ministry said it ⟦{words}⟧ on Monday."
    assert sentence.b.get_text() == f"⟦{words}⟧"
    assert not page.select("details.record[open]")
    assert world.held_renderings[at].sha256 in page.select_one("details.record").get_text()


def test_every_statement_shows_its_evidence(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    pages = soups(tmp_path)
    for card in pages["incidents/lund-2030.html"].select("article.card"):
        assert card.select_one(".ev")
    for head in pages["issuers/xab-mfa.html"].select("tr.columns th"):
        assert head.select_one(".ev")
    for statement in world.held_statements:
        level = pages[f"statements/{statement.id}.html"].select_one(".facts .ev")
        assert f"ev-{statement.evidence}" in level["class"]


def test_official_and_quoted_words_have_rows_of_their_own(world: Fake, now: datetime, tmp_path: Path):
    world.say(
        "xac-mfa",
        "2031-03-14",
        "Gulmarin strongly condemns the attack on the Tarim market.",
        incident="tarim-2031",
        name="gulmarin-official",
    )
    formula = world.held_formulas[0]
    use = report_fake._use(formula.id, world.held_statements[-1], "strongly condemns the attack on the Tarim market")
    world.held_formulas[0] = replace(formula, uses=(*formula.uses, use))
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xac-mfa.html"]
    band = next(one for one in page.select("tbody.band") if "strongly condemns the attack on the" in one.th.get_text())
    sides = {row["class"][0]: row for row in band.select("tr[class^=side-]")}
    assert set(sides) == {"side-official", "side-quoted"}
    assert not sides["side-official"].select("ins, del")
    assert not sides["side-quoted"].select("ins, del")


def test_what_is_only_quoted_shows_every_quotation_and_counts_by_phrasing(world: Fake, now: datetime, tmp_path: Path):
    quoted = world.say(
        "xac-mfa",
        "2031-03-15",
        "We grieve with the people of Karsan",
        incident="tarim-2031",
        evidence=Evidence.QUOTED,
        name="gulmarin-again",
    )
    more = replace(
        world.held_renderings[-1], id="gulmarin-again.2", text="strongly condemns the attack on the Tarim market"
    )
    world.held_renderings.append(more)
    world.held_statements[-1] = replace(quoted, renderings=(quoted.id, more.id), moves=(Move.CONDEMN,))
    passage = world.held_passages[quoted.id][0]
    world.held_passages[quoted.id].append(
        replace(passage, id="p2", rendering=more.id, start=0, end=len(more.text), text=more.text, moves=(Move.CONDEMN,))
    )
    formula = world.held_formulas[0]
    use = replace(formula.uses[-1], statement=quoted.id, rendering=more.id, start=0, end=len(more.text), text=more.text)
    world.held_formulas[0] = replace(formula, uses=(*formula.uses, use))
    build(world, tmp_path, now=now)
    cards = soups(tmp_path)["incidents/tarim-2031.html"].select("article.card-quoted")
    texts = [one.get_text() for one in cards[-1].select("blockquote.own-words.v-origins")]
    assert texts == ["We grieve with the people of Karsan", "strongly condemns the attack on the Tarim market"]
    lines = [" ".join(one.get_text().split()) for one in soups(tmp_path)["index.html"].select(".news li")]
    assert "new Gulmarin MFA, 2031-03-15: 1 of 2 sentences match its text of 2030-11-20" in " ".join(lines)


def test_no_is_an_answer_and_a_missing_word_list_is_none(world: Fake, now: datetime, tmp_path: Path):
    world.say("xad-mfa", "2031-03-15", "Ons veroordeel die aanval.", incident="tarim-2031", language="af", name="af")
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["incidents/tarim-2031.html"]
    rows = {row.th.get_text(): row.select("td") for row in page.select("table.yesno tbody tr")}
    arvenia = next(cells for name, cells in rows.items() if "Arvenia MFA" in name and "Union" not in name)
    assert arvenia[0].b.get_text() == "yes"
    assert "terrorist" in arvenia[1].q.get_text()
    assert arvenia[2].get_text() == "no"
    states = [cells[1]["class"][0] for name, cells in rows.items() if "Castovie" in name]
    assert sorted(states) == ["a-unknown", "a-yes"]


def test_observed_states_are_told_apart(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["incidents/tarim-2031.html"]
    for state, name in (
        (Observed.SPOKE, "Arvenia MFA"),
        (Observed.NONE_FOUND, "Union"),
        (Observed.NOT_OBSERVABLE, "X"),
    ):
        assert name in page.select_one(f".obs-{state}").get_text()


def test_a_source_that_allows_links_only_is_not_quoted(world: Fake, now: datetime, tmp_path: Path):
    world.held_channels = [
        replace(one, display=Display.LINK) if one.id == "xaa-mfa-site" else one for one in world.held_channels
    ]
    world.held_formulas.clear()
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        for own in soup.select("blockquote, .report-words, td, q"):
            assert "deepest condolences" not in own.get_text(), name


def test_a_quoting_source_shows_its_evaluating_sentences_alone(world: Fake, now: datetime, tmp_path: Path):
    world.held_channels = [
        replace(one, display=Display.QUOTE) if one.id == "union-site" else one for one in world.held_channels
    ]
    build(world, tmp_path, now=now)
    text = soups(tmp_path)["statements/union-lund.html"].select_one(".own-words").get_text()
    assert "The Union condemns in the strongest terms" in text
    assert "maximum restraint" not in text
    assert "[…]" in text


def test_an_articles_body_is_on_no_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    assert all(b"lay quiet at dusk" not in body for body in bytes_of(tmp_path).values())


def test_a_paraphrase_answers_no_question(world: Fake, now: datetime, tmp_path: Path):
    passage = world.held_passages["arvenia-tarim"][0]
    told = replace(passage, id="told", evidence=Evidence.PARAPHRASED, moves=(Move.OFFER,), text="would send doctors")
    world.held_passages["arvenia-tarim"].append(told)
    build(world, tmp_path, now=now)
    assert "would send doctors" not in soups(tmp_path)["incidents/tarim-2031.html"].select_one("table.yesno").get_text()
