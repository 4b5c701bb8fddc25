"""The page of a statement: corrections that a reader can send in, what it stands beside, and what was changed in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from report_fake import NOW, Fake

from tracker.report.collection import Collection
from tracker.report.pieces import Mark
from tracker.report.site.drafts import drafts
from tracker.report.views.likewise import last_like
from tracker.report.views.reporting import Proposal, proposals
from tracker.report.views.statement import StatementPage, statement_page
from tracker.report.views.wording import shares
from tracker.sources.corrections import Correction, load_corrections

FILLED = {
    "THE PERSON": "Ada Example", "ISSUER-ID": "xab-mfa", "CLASS/INTENSITY": "regret/1", "INCIDENT-ID": "osk-2029",
    "YOUR NAME": "A. Reader", "WHAT SHOWS IT": "the page itself",
}  # fmt: skip


def view_of(world: Fake, statement: str) -> StatementPage:
    collection = Collection.read(world)
    return statement_page(collection, collection.statements[statement])


def page_of(world: Fake, path: str) -> BeautifulSoup:
    made = next(one for one in drafts(Collection.read(world), {}, NOW) if one.path == path)
    return BeautifulSoup(made.compose(), "html.parser")


def read(proposal: Proposal, folder: Path) -> Correction:
    """The entry as the program reads it, once a person has filled it in."""
    text = proposal.yaml.replace('to: "YYYY-MM-DD"', 'to: "2031-03-13"').replace("when: YYYY-MM-DD", "when: 2031-03-16")
    for blank, filled in FILLED.items():
        text = text.replace(blank, filled)
    path = folder / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = load_corrections(path).corrections
    return found


def test_every_proposed_correction_is_one_that_the_program_reads(world: Fake, tmp_path: Path):
    found = [read(one, tmp_path) for one in view_of(world, "arvenia-tarim").proposals]
    kinds = ["speaker", "issuer", "date", "strength", "incident-remove", "incident-add", "exclude"]
    assert [one.what for one in found] == kinds
    assert {one.id for one in found} == {"arvenia-tarim", "tarim-2031", "osk-2029"}


def test_strength_of_a_reporters_words_cannot_be_corrected(world: Fake):
    assert "strength" not in "".join(one.yaml for one in view_of(world, "hanzhou-characterised").proposals)


@pytest.mark.parametrize("evil", ['"\nx: 1', "a\u2028- what: exclude", "# \x85 b", "}{"])
def test_what_a_page_said_cannot_write_lines_of_its_own(world: Fake, evil: str, tmp_path: Path):
    at = next(place for place, one in enumerate(world.held_statements) if one.id == "arvenia-tarim")
    world.held_statements[at] = replace(world.held_statements[at], speaker=f"Toren {evil}")
    collection = Collection.read(world)
    first = proposals(collection, collection.statements["arvenia-tarim"])[0]
    assert len(first.yaml.splitlines()) == 7
    assert read(first, tmp_path).to == "Ada Example"


def test_a_statement_leads_to_its_issuers_last_after_such_an_incident(world: Fake):
    collection = Collection.read(world)
    like = last_like(collection, collection.statements["arvenia-tarim"])
    assert like is not None
    assert like.date is not None
    assert like.date.iso == "2030-11-20"
    soup = page_of(world, "statements/arvenia-tarim.html")
    assert soup.find("a", href="../compare/arvenia-tarim.html")
    beside = page_of(world, "compare/arvenia-tarim.html")
    assert [one.get_text() for one in beside.select(".heads h2")] == ["1. Arvenia MFA", "2. Arvenia MFA"]


def test_another_kind_of_incident_is_not_set_beside_it(world: Fake):
    world.held_incidents[1] = replace(world.held_incidents[1], kind="flood")
    collection = Collection.read(world)
    like = last_like(collection, collection.statements["arvenia-tarim"])
    assert like is not None
    assert like.date is not None
    assert like.date.iso == "2029-06-02"


def test_the_issuers_statements_before_and_after_are_linked(world: Fake):
    earlier, middle, last = (one.id for one in Collection.read(world).by_issuer["xaa-mfa"][:3])
    view = view_of(world, middle)
    assert view.previous is not None
    assert view.following is not None
    assert (view.previous.href, view.following.href) == (f"statements/{earlier}.html", f"statements/{last}.html")
    assert view_of(world, earlier).previous is None


def test_a_silent_edit_names_what_differs_and_when(world: Fake):
    text = page_of(world, "statements/union-joint.html").find(id="versions").parent.get_text(" ", strip=True)
    assert "changed between 2031-03-16 05:30 UTC and 2031-03-16 05:30 UTC" in text
    assert "strength concern → condemns" in text


def test_a_phrasing_that_stands_twice_in_a_text_is_named_once(world: Fake):
    at, formula = next((at, one) for at, one in enumerate(world.held_formulas) if one.uses)
    use = formula.uses[0]
    again = replace(use, start=use.end, end=use.end + 1)
    world.held_formulas[at] = replace(formula, uses=(use, again, *formula.uses[1:]))
    held = [one.href for one in view_of(world, use.statement).held]
    assert held
    assert len(held) == len(set(held))


def test_the_issuers_and_the_incidents_page_lead_to_it_beside_its_last(world: Fake):
    pages = {one.path: one.compose for one in drafts(Collection.read(world), {}, NOW) if one.path.endswith(".html")}
    href = "../compare/arvenia-tarim.html"
    assert href.removeprefix("../") in pages
    for path in ("issuers/xaa-mfa.html", "incidents/tarim-2031.html"):
        assert len(BeautifulSoup(pages[path](), "html.parser").select(f'a[href="{href}"]')) == 1, path
    linked = BeautifulSoup(pages["incidents/tarim-2031.html"](), "html.parser").select('a[href^="../compare/"]')
    assert {one["href"].removeprefix("../") for one in linked} <= set(pages)


def test_a_share_too_small_for_a_percent_is_not_called_nothing():
    found = shares([Mark(0, 996, "own"), Mark(996, 1000, "new")])
    assert [one.amount for one in found] == ["100 %", "under 1 %"]
