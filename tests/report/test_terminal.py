"""Terminal views: readable, and harmless whatever was fetched."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import report_fake
from report_fake import Fake
from report_fake.sentences import known
from rich.console import Console, RenderableType

from tracker.model import Presence
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.tables.shapes import comparison_shape
from tracker.report.terminal import tables as terminal
from tracker.report.terminal.checked import checked as screen
from tracker.report.terminal.phrasing import phrasing
from tracker.report.views.across import across
from tracker.report.views.checked import checked
from tracker.report.views.checking import check
from tracker.report.views.compare import compare
from tracker.report.views.formula import formula_page
from tracker.report.views.hits import hits
from tracker.report.views.statement import statement_page, title_of

EVIL = "\x1b]0;owned\x07\x1b[31mred\u202etxt\u2066 [bold]not markup[/bold] \x9b2J"


def printed(thing: RenderableType, width: int = 240):
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False, color_system=None).print(thing)
    return out.getvalue()


@pytest.fixture
def collection(world: Fake):
    return Collection.read(world)


def every_view(world: Fake):
    collection = Collection.read(world)
    yield terminal.statements(collection, collection.statements.values())
    yield terminal.formulas(collection, collection.formulas.values())
    yield terminal.incidents(collection, collection.incidents.values())
    yield terminal.issuers(collection, collection.issuers.values())
    yield terminal.health(report_fake.health(world))
    lines = [(one.id, one.text) for one in collection.statements.values()]
    yield terminal.found(collection, hits(collection, lines, ["condemns"]))
    yield terminal.across(across(collection, "xaa-mfa"))
    both = compare(collection, ["arvenia-tarim", "union-joint", collection.by_issuer["xaa-mfa"][0].id])
    yield terminal.compare(both)
    yield terminal.compare(both, origins=True)
    yield from (terminal.show(statement_page(collection, one)) for one in collection.statements.values())
    yield from (phrasing(formula_page(collection, one)) for one in collection.formulas.values())
    yield terminal.summary(collection, list(collection.statements.values()))


def test_nothing_fetched_acts_on_the_terminal(world: Fake):
    world.say("xaa-mfa", "2031-03-15", f"Arvenia condemns {EVIL}", title=EVIL, speaker=EVIL, incident="tarim-2031")
    world.held_issuers = [replace(one, name=one.name + EVIL) for one in world.held_issuers]
    world.held_incidents = [replace(one, name=EVIL, places=(EVIL,)) for one in world.held_incidents]
    world.held_channels = [replace(one, name=EVIL) for one in world.held_channels]
    world.held_formulas = [
        replace(
            one,
            template=one.template + EVIL,
            variants=((EVIL, 2),),
            uses=tuple(
                replace(use, text=use.text + EVIL, variant=f"{chr(97 + n) * 3}{EVIL} words")
                for n, use in enumerate(one.uses)
            ),
        )
        for one in world.held_formulas
    ]
    world.held_runs = [replace(one, reason=EVIL) for one in world.held_runs]
    seen = 0
    for view in every_view(world):
        text = printed(view)
        assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"}
        seen += "[bold]not" in text.replace("\n", "")
    assert seen >= 5


def test_across_shows_columns_changes_and_gaps(collection: Collection):
    text = printed(terminal.across(across(collection, "xaa-mfa")))
    assert "Bombing at Osk" in text
    assert "earliest in this" in text
    assert "{+heinous terrorist+}" in " ".join(text.split()) or "{+heinous" in text
    assert "–" in text


def test_a_phrasing_shows_its_variants_and_what_each_issuer_changed(collection: Collection):
    formula = collection.formulas["f-condemn"]
    text = printed(phrasing(formula_page(collection, formula)))
    assert text.startswith("strongly condemns the attack on the ⟨where⟩\n")
    assert "f-condemn · en" in text
    changed = next(line for line in text.splitlines() if "{+heinous terrorist+}" in line)
    assert "Arvenia" in changed
    assert "2031-03-1" in changed
    assert "Lund valley road" in text


def test_compare_redlines_against_the_filled_cell_before(collection: Collection):
    first = collection.by_issuer["xaa-mfa"][0].id
    text = printed(terminal.compare(compare(collection, [first, "arvenia-tarim"])))
    assert "{+heinous terrorist+}" in text
    assert "[-Osk railway station-]" in text


def test_reported_words_are_introduced_as_such(collection: Collection):
    text = printed(terminal.show(statement_page(collection, collection.statements["hanzhou-characterised"])))
    assert "in a reporter’s words (Osk Wire), whose verb is “deplored”: the bloodshed" in text


def test_who_spoke_stands_in_the_head_and_a_phrasing_once(world: Fake):
    spoken = world.say("xaa-mfa", "2031-03-15", "Arvenia condemns this.", incident="tarim-2031", speaker="Ana Bo")
    twice = world.held_formulas[0]
    use = report_fake._use(twice.id, spoken, "Arvenia condemns this")
    world.held_formulas[0] = replace(twice, uses=(*twice.uses, use, replace(use, start=0, end=7, text="Arvenia")))
    collection = Collection.read(world)
    shown = printed(terminal.show(statement_page(collection, spoken)))
    assert " · Ana Bo · 2031-03-15" in shown
    assert len([line for line in shown.splitlines() if line.startswith(say("table.phrasing"))]) == 1
    assert "(Ana Bo)" in printed(terminal.statements(collection, [spoken]))


def test_a_text_that_is_gone_from_its_address_says_since_when(world: Fake):
    one = next(each for each in world.held_renderings if each.url and each.parent is None)
    statement = next(each for each in world.held_statements if one.id in each.renderings)
    gone = Presence(source=one.source, url=one.url, at=datetime(2031, 2, 3, 4, 5, tzinfo=UTC), what="vanished")
    for presences, said in (([gone], "no longer at this address since 2031-02-03 04:05 UTC"), ([], "")):
        world.held_presences = presences
        shown = printed(terminal.show(statement_page(Collection.read(world), statement)))
        assert said in shown
        assert bool(said) == ("no longer at this address" in shown)
    world.held_presences = [gone, replace(gone, at=gone.at + timedelta(days=2), what="returned")]
    assert "is there again since 2031-02-05" in printed(
        terminal.show(statement_page(Collection.read(world), statement))
    )


def test_a_broken_source_says_why(world: Fake):
    text = printed(terminal.health(report_fake.health(world)))
    assert "the list page has no items" in text
    assert "broken, overdue" in text


def test_a_text_to_check_is_nobodys_and_no_official_one(collection: Collection):
    words = "Arvenia strongly condemns the attack on the Osk railway station."
    made = check(collection, words, language="en", known=known(collection))
    text = printed(screen(checked(collection, made)))
    assert "your text" in text
    assert "earliest in this collection" in text
    assert "said before" in text
    mine, theirs = made.rows[0].cells
    assert mine is not None
    assert theirs is not None
    first = collection.statements[theirs.statement]
    assert first.id in text
    assert f"{title_of(collection, first)} " in text
    assert [one["evidence"] for one in comparison_shape(made)["statements"]] == [None, None]
