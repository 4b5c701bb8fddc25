"""The pages: built twice the same, linked soundly, harmless, and plain about whose words they show."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest
import report_fake
from bs4 import BeautifulSoup
from report_fake import Fake

from tracker.match.epochs import current
from tracker.model import Display, Evidence, Move, Observed, Strength
from tracker.report.labels import labels, say
from tracker.report.site.building import MANIFEST, SiteReport, build as build_site

EVIL = "<script>alert(1)</script>"


def build(store: Fake, out: Path, *, now: datetime) -> SiteReport:
    return build_site(store, out, now=now, health=report_fake.health(store))


def soups(folder: Path):
    return {
        str(path.relative_to(folder)): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(folder.rglob("*.html"))
    }


def bytes_of(folder: Path):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_builds_of_one_store_are_byte_identical(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path / "a", now=now)
    world.held_statements.reverse()
    world.held_formulas.reverse()
    world.held_incidents.reverse()
    world.held_renderings.reverse()
    world.held_issuers.reverse()
    world.held_channels.reverse()
    build(world, tmp_path / "b", now=now)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_a_second_build_writes_nothing(world: Fake, now: datetime, tmp_path: Path):
    first = build(world, tmp_path, now=now)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = build(world, tmp_path, now=now)
    assert first.written
    assert (second.written, second.removed) == ((), ())
    assert set(second.unchanged) == set(first.written)
    assert stamps == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_a_new_statement_touches_few_pages(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne encore.", incident="tarim-2031", language="fr", name="x")
    report = build(world, tmp_path, now=now)
    assert set(report.written) == {
        "statements/x.html",
        "issuers/xad-mfa.html",
        "incidents/tarim-2031.html",
        "index.html",
        "all.html",
        "issuers.html",
        "incidents.html",
        "sources.html",
    }


def test_a_page_of_a_gone_statement_is_removed_and_foreign_files_stay(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    foreign = tmp_path / "statements" / "mine.html"
    foreign.write_text("kept")
    gone = next(one for one in world.held_statements if one.id == "union-lund")
    world.held_statements.remove(gone)
    world.held_formulas = [
        replace(one, uses=tuple(u for u in one.uses if u.statement != gone.id)) for one in world.held_formulas
    ]
    report = build(world, tmp_path, now=now)
    assert report.removed == ("statements/union-lund.html",)
    assert foreign.read_text() == "kept"


def test_a_manifest_cannot_lead_out_of_the_site(world: Fake, now: datetime, tmp_path: Path):
    outside = tmp_path / "precious.txt"
    outside.write_text("kept")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text('{"../precious.txt": "0"}')
    assert build(world, site, now=now).removed == ()
    assert outside.read_text() == "kept"


def test_every_internal_link_resolves(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    pages = soups(tmp_path)
    checked = 0
    for name, soup in pages.items():
        for tag in soup.find_all(["a", "link"]):
            href = tag["href"]
            if href.startswith(("http:", "https:")):
                continue
            path, _, fragment = href.partition("#")
            target = (tmp_path / name).parent.joinpath(unquote(path)).resolve() if path else (tmp_path / name).resolve()
            assert target.is_file(), f"{name}: {href}"
            if fragment:
                found = pages[str(target.relative_to(tmp_path.resolve()))]
                assert found.find(id=fragment), f"{name}: {href}"
            checked += 1
    assert checked > 300


def test_ids_are_unique_on_a_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_hostile_text_is_shown_and_does_nothing(world: Fake, now: datetime, tmp_path: Path):
    title = 'He said "hi" \' \u202egnp.exe & <img src=x onerror=alert(1)>'
    world.say(
        "xaa-mfa", "2031-03-15", f"Arvenia condemns {EVIL} this.", incident="tarim-2031", title=title, name="evil"
    )
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "evil")
    world.held_renderings[at] = replace(world.held_renderings[at], url="javascript:alert(1)")
    world.held_issuers[0] = replace(world.held_issuers[0], name=f"Arvenia {EVIL}")
    world.held_incidents[2] = replace(world.held_incidents[2], name=f"{EVIL}\x1b[31m")
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        assert not soup.find_all(["script", "img", "iframe", "object", "style"]), name
        for tag in soup.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on") or key == "style"], (name, tag)
            assert not str(tag.get("href", "")).lower().startswith(("javascript", "data", "vbscript"))
    page = (tmp_path / "statements" / "evil.html").read_text(encoding="utf-8")
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "javascript:alert(1)" in BeautifulSoup(page, "html.parser").get_text()
    assert say("statement.unlinked") in page
    assert all("\x1b" not in text.decode() for text in bytes_of(tmp_path).values())


def test_a_strict_policy_stands_on_every_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy
        assert "script-src" not in policy


def test_hostile_ids_become_files_inside_the_site(world: Fake, now: datetime, tmp_path: Path):
    for name in ("../../up", "import:Näme.0a/b", "CON", "con"):
        world.say("xaa-mfa", "2031-03-15", "Arvenia condemns this.", incident="tarim-2031", name=name)
    report = build(world, tmp_path / "site", now=now)
    made = [path for path in report.written if path.startswith("statements/")]
    assert len({path.casefold() for path in made}) == len(made) == len(world.held_statements)
    assert all(re.fullmatch(r"statements/[a-z0-9._-]+\.html", path) for path in made)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site"]


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
    texts = [one.get_text() for one in cards[-1].select("blockquote.own-words.v-origins, blockquote.also")]
    assert texts == ["We grieve with the people of Karsan", "strongly condemns the attack on the Tarim market"]
    lines = [" ".join(one.get_text().split()) for one in soups(tmp_path)["index.html"].select(".news li")]
    assert "new Gulmarin MFA, 2031-03-15: 1 of 2 sentences match its text of 2030-11-20" in " ".join(lines)


def test_redline_runs_along_the_row_and_gaps_are_shown(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xaa-mfa.html"]
    band = next(one for one in page.select("tbody.band") if "strongly condemns the attack on the" in one.th.get_text())
    cells = band.select("tr.side-official td")
    assert "empty" in cells[1]["class"]
    assert say("formula.earliest_badge") in cells[0].get_text()
    assert [one.get_text().strip() for one in cells[2].select("ins")] == ["heinous terrorist", "Tarim market"]
    assert [one.get_text().strip() for one in cells[2].select("del")] == ["Osk railway station"]


def test_english_beside_the_original_or_a_note_that_there_is_none(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    heads = soups(tmp_path)["issuers/xab-mfa.html"].select("tr.columns th")
    texts = [head.get_text() for head in heads]
    assert say("across.official_english") in texts[0]
    assert say("across.no_english") in texts[2]
    assert say("across.no_english") not in texts[1]


def test_a_silent_edit_is_redlined_on_the_statements_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/union-joint.html"].select_one(".always-red")
    assert "are concerned at" in page.select_one("del").get_text()
    assert "strongly condemn" in page.select_one("ins").get_text()
    assert "version 2" in soups(tmp_path)["index.html"].select_one(".news").get_text()


def test_texts_carry_their_language_and_direction(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["incidents/tarim-2031.html"]
    found = {(one["lang"], one["dir"]) for one in page.select("blockquote.own-words")}
    assert {("ar", "rtl"), ("zh", "ltr"), ("fr", "ltr"), ("en", "ltr")} <= found


def test_origins_are_told_by_element_or_title_and_linked_to_the_earlier_text(
    world: Fake, now: datetime, tmp_path: Path
):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/union-joint.html"]
    matched = page.select_one(".card a.o-matched")
    assert matched["href"] == "../statements/arvenia-tarim.html"
    assert "Arvenia MFA, 2031-03-14" in matched["title"]
    assert page.select_one(".card .o-agreed")["title"] == "agreed language (S/RES/2999 (2028))"
    new = soups(tmp_path)["statements/arvenia-tarim.html"].select(".card mark.o-new")
    assert new[0].get_text() == "heinous terrorist"


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


def test_the_default_filter_hides_what_does_not_evaluate_and_all_shows_it(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    pages = soups(tmp_path)
    wanted = "Those responsible must be brought to justice"
    assert wanted not in pages["index.html"].select_one("table.matrix").get_text()
    assert wanted in pages["all.html"].select_one("table.matrix").get_text()


def test_the_sentence_counts_matches_and_names_what_is_not_found_earlier(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    lines = [one.get_text(" ", strip=True) for one in soups(tmp_path)["index.html"].select(".news li")]
    arvenia = next(line for line in lines if line.startswith("new Arvenia MFA"))
    folded = " ".join(arvenia.split())
    assert "2 of 4 sentences match its text of 2029-06-02" in folded or "3 of 4 sentences match" in folded
    assert "not found earlier" in folded
    assert "heinous terrorist" in folded


def test_a_page_of_forty_issuers_stays_light(world: Fake, now: datetime, tmp_path: Path):
    for number in range(40):
        issuer = f"x{number:02d}-mfa"
        for incident, day in (("osk-2029", "2029-06-03"), ("tarim-2031", "2031-03-15")):
            world.say(
                issuer,
                day,
                f"Ministry {number} ⟦stock|strongly condemns the attack⟧ near place {number * 7}. "
                f"⟦new|It mourns case {number * 13} and recalls paragraph {number * 17} of its earlier note⟧. " * 4,
                incident=incident,
                strength=Strength(),
            )
    build(world, tmp_path, now=now)
    page = (tmp_path / "incidents" / "tarim-2031.html").read_bytes()
    assert len(gzip.compress(page)) < 100_000


def test_long_histories_are_paged_and_earlier_pages_stay(world: Fake, now: datetime, tmp_path: Path):
    for number in range(30):
        world.held_incidents.append(
            report_fake._incident(f"i{number:02d}", f"Event {number}", f"2030-01-{number + 1:02d}", "Osk")
        )
        world.say(
            "xad-mfa", f"2030-01-{number + 1:02d}", "La Castovie condamne.", incident=f"i{number:02d}", language="fr"
        )
    first = build(world, tmp_path, now=now)
    assert {"issuers/xad-mfa.html", "issuers/xad-mfa.1.html", "issuers/xad-mfa.2.html"} <= set(first.written)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne.", incident="tarim-2031", language="fr")
    second = build(world, tmp_path, now=now)
    assert "issuers/xad-mfa.html" in second.written
    assert "issuers/xad-mfa.1.html" not in second.written


def test_a_broken_source_is_on_the_home_page_with_its_reason(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["index.html"]
    assert "the list page has no items" in page.select_one(".tag-bad").parent.get_text()
    assert "1 source down or overdue" in page.select_one(".lead").get_text()


def test_an_empty_store_gives_pages_that_say_so(now: datetime, tmp_path: Path):
    build(report_fake.Fake(), tmp_path, now=now)
    assert say("sentence.nothing") in soups(tmp_path)["index.html"].get_text()


def test_unknown_dates_issuers_and_sources_do_not_stop_a_build(world: Fake, now: datetime, tmp_path: Path):
    bare = world.say("xaa-mfa", "2031-03-15", "Somebody condemns this.", name="bare")
    world.held_statements[-1] = replace(bare, date=None, parties=(), renderings=("missing", "bare"))
    world.say("nobody-known", "2031-03-15", "Somebody condemns this too.", evidence=Evidence.QUOTED, name="stray")
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/bare.html"].get_text()
    assert say("issuer.unknown") in page
    assert say("time.unknown") in page


@pytest.mark.parametrize("kind", ["html", "py"])
def test_every_label_that_is_asked_for_exists(kind: str):
    root = Path(str(files("tracker.report")))
    asked = set()
    for path in root.rglob(f"*.{kind}"):
        asked |= set(re.findall(r"""say\(\s*['"]([a-z_.0-9-]+)['"]\s*[,)]""", path.read_text(encoding="utf-8")))
    assert asked
    assert asked - set(labels()) == set()


def test_a_paraphrase_answers_no_question(world: Fake, now: datetime, tmp_path: Path):
    passage = world.held_passages["arvenia-tarim"][0]
    told = replace(passage, id="told", evidence=Evidence.PARAPHRASED, moves=(Move.OFFER,), text="would send doctors")
    world.held_passages["arvenia-tarim"].append(told)
    build(world, tmp_path, now=now)
    assert "would send doctors" not in soups(tmp_path)["incidents/tarim-2031.html"].select_one("table.yesno").get_text()


def test_the_method_says_by_which_weights(world: Fake, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    build(world, tmp_path, now=now)
    assert f"{world.epoch()}, {say('method.own')}" in (tmp_path / "method.html").read_text("utf-8")
    shipped = current().version
    monkeypatch.setattr(Fake, "epoch", lambda _: shipped)
    build(world, tmp_path, now=now)
    assert f"{shipped}, {say('method.shipped')}" in (tmp_path / "method.html").read_text("utf-8")
