"""What is quoted of a statement, set against what was quoted of its issuer's last, and how much of it is whose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_fake import Fake

from tracker.model import Evidence
from tracker.report.collection import Collection
from tracker.report.views import across as page_of_issuer
from tracker.report.views.across import across
from tracker.report.views.questions import clip
from tracker.report.views.wording import words

OLD = "Dornia opposes every attack on ferries. We will go on helping the crews of the bay with boats and nurses."
NEW = "We strongly condemn the attack on the ferry."
AGAIN = "⟦own;then|We will go on helping the crews of the bay⟧ with boats, ropes and nurses."


def twice_quoted(world: Fake) -> Collection:
    """An issuer quoted once in January; in June one statement of which two quotations are held."""
    world.say("xad-mfa", "2031-01-10", OLD, evidence=Evidence.QUOTED, name="then")
    now = world.say("xad-mfa", "2031-06-10", NEW, evidence=Evidence.QUOTED, name="now")
    again = world.say("xad-mfa", "2031-06-10", AGAIN, evidence=Evidence.QUOTED, name="again")
    world.held_statements.remove(again)
    at = world.held_statements.index(now)
    world.held_statements[at] = replace(now, renderings=("now", "again"))
    world.held_passages["now"] = [
        *world.held_passages["now"],
        *(replace(one, statement="now") for one in world.held_passages.pop("again")),
    ]
    world.held_origins["now"] = [
        *world.held_origins["now"],
        *(replace(one, statement="now") for one in world.held_origins.pop("again")),
    ]
    return Collection.read(world)


def test_each_quotation_is_set_against_the_sentence_that_is_most_like_it(world: Fake):
    held = twice_quoted(world)
    shown = words(held, held.statements["now"], held.statements["then"])
    assert [(one.kind, one.text) for one in shown.redline] == [("new", NEW)]
    (further,) = shown.further
    assert "".join(one.text for one in further.redline if one.kind == "new").split() == ["ropes"]
    assert shown.against.startswith("Against the words quoted on 2031-01-10")


def test_what_was_not_quoted_again_is_not_called_gone(world: Fake):
    held = twice_quoted(world)
    shown = words(held, held.statements["now"], held.statements["then"])
    gone = [one.text for part in (shown, *shown.further) for one in part.redline if one.kind == "gone"]
    assert "opposes every attack" not in " ".join(gone)


def test_the_shares_are_those_of_every_quotation_that_is_shown(world: Fake):
    held = twice_quoted(world)
    assert [(one.kind, one.percent) for one in words(held, held.statements["now"]).shares] == [("own", 100)]


def test_an_issuer_without_a_column_has_its_statements_and_the_bodies_under_it(world: Fake):
    state = replace(world.held_issuers[0], id="xad", name="Dornia", parent=None)
    ministry = replace(world.held_issuers[0], id="xad-mfa", name="Ministry of Dornia", parent="xad")
    world.held_issuers += [state, ministry]
    world.say("xad", "2031-05-01", "The ferry leaves at noon.", evidence=Evidence.PARAPHRASED, name="plain")
    view = across(Collection.read(world), "xad")
    assert not view.columns
    assert [one.href for one in view.said] == ["statements/plain.html"]
    assert "as reported by" in view.said[0].name
    assert [one.name for one in view.children] == ["Ministry of Dornia"]


def test_letters_twice_as_wide_are_cut_at_half_as_many():
    assert clip("我们强烈谴责这次袭击", 10) == "我们强烈谴…"
    assert clip("我们强烈谴", 10) == "我们强烈谴"
    assert clip("We condemn the attack", 12) == "We condemn…"


def test_phrasings_without_a_row_are_named_as_templates_are_read(world: Fake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_of_issuer, "HEIGHT", 0)
    view = across(Collection.read(world), "xaa-mfa")
    assert view.others
    assert not any("{" in one.name for one in view.others)


def test_an_official_text_is_set_against_the_one_before(world: Fake):
    held = Collection.read(world)
    official = (
        [one for one in own if one.evidence is Evidence.OFFICIAL and one.language == "en"]
        for own in held.by_issuer.values()
    )
    before, now = next(own[:2] for own in official if len({one.text for one in own[:2]}) > 1)
    shown = words(held, now, before)
    assert "".join(one.text for one in shown.redline if one.kind != "gone") == now.text
    gone = [one.text.strip() for one in shown.redline if one.kind == "gone"]
    assert gone
    assert all(text in before.text for text in gone)
    assert words(held, now).redline == ()
