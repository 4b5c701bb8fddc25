"""An incident in the terminal: what its page says, with a reporter's words behind the name of the outlet."""

from __future__ import annotations

import io
from dataclasses import replace

from report_fake import Fake
from rich.console import Console

from tracker.language.evaluating.asked import Asked
from tracker.model import Evidence, Rendering
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.terminal.incident import incident_screen
from tracker.report.views.evidence import head
from tracker.report.views.incident import incident_page
from tracker.report.views.questions import answer


def shown(world: Fake, incident: str, width: int = 160):
    collection = Collection.read(world)
    out = io.StringIO()
    page = incident_page(collection, collection.incidents[incident])
    Console(file=out, width=width, color_system=None).print(incident_screen(page))
    return out.getvalue()


def beside(world: Fake, text: str, evidence: Evidence, cue: str):
    """Words of the same report beside a quotation without a condemnation."""
    quoted = world.say(
        "xac-mfa", "2030-11-20", "Our thoughts are with the valley", incident="lund-2030", evidence=Evidence.QUOTED,
        name="thoughts", speaker="Ana Bo",
    )  # fmt: skip
    base = next(one for one in world.held_renderings if one.id == "thoughts")
    told: Rendering = replace(base, id="thoughts.told", text=text, evidence=evidence, cue=cue)
    world.held_renderings.append(told)
    at = world.held_statements.index(quoted)
    world.held_statements[at] = replace(quoted, renderings=(*quoted.renderings, told.id))


def test_everybody_who_spoke_stands_there_and_everybody_who_could_not_be_heard_with_the_reason(world: Fake):
    collection = Collection.read(world)
    silent = 0
    for incident in collection.incidents.values():
        page = incident_page(collection, incident)
        text = shown(world, incident.id, 600)
        assert text.index(say("incident.grid")) < text.index(say("incident.observed"))
        assert all(card.head.id in text for card in page.cards)
        tail = text[text.index(say("incident.observed")) :]
        for one in page.observed:
            assert one.issuer.name in tail
            assert one.reason in tail
            silent += one.state != "spoke" and bool(one.reason)
    assert silent


def test_a_reporters_words_stand_behind_the_outlet(world: Fake):
    line = next(one for one in shown(world, "lund-2030").splitlines() if "the bloodshed in the Lund valley" in one)
    assert line.strip().startswith("in a reporter’s words (Osk Wire), whose verb is “deplored”: ")


def test_a_reporters_verb_beside_a_quotation_answers_as_the_reporters(world: Fake):
    beside(world, "the bloodshed in the valley", Evidence.CHARACTERISED, "deplored")
    collection = Collection.read(world)
    found = answer(collection, collection.statements["thoughts"], Asked.CONDEMN)
    assert (found.state, found.words) == ("reported", "deplored")
    assert found.label == "not quoted; in the words of Osk Wire:"
    restraint = answer(collection, collection.statements["thoughts"], Asked.RESTRAINT)
    assert (restraint.state, restraint.label) == ("unknown", "not quoted")
    assert "not quoted; in the words of Osk Wire: “deplored”" in " ".join(shown(world, "lund-2030", 600).split())


def test_a_reporters_verb_stands_beside_a_quotation_that_evaluates_nothing_and_counts_nowhere(world: Fake):
    beside(world, "the bloodshed in the valley", Evidence.CHARACTERISED, "deplored")
    told = "reporters’ verbs, not counted: “deplored” (Osk Wire)"
    collection = Collection.read(world)
    said = head(collection, collection.statements["thoughts"]).said
    assert (said.verb_class, said.told) == ("none", told)
    assert told in shown(world, "lund-2030", 600)
    own = [head(collection, one) for one in collection.statements.values() if one.evidence is Evidence.OFFICIAL]
    assert own
    assert not any(one.said.told for one in own)


def test_a_reporters_verb_that_evaluates_nothing_is_not_named(world: Fake):
    beside(world, "the bloodshed in the valley", Evidence.CHARACTERISED, "mentioned")
    collection = Collection.read(world)
    assert head(collection, collection.statements["thoughts"]).said.told == ""


def test_another_quotation_is_no_reporters_answer(world: Fake):
    beside(world, "Osk deplores the bloodshed", Evidence.QUOTED, "said")
    collection = Collection.read(world)
    assert answer(collection, collection.statements["thoughts"], Asked.CONDEMN).state == "unknown"


def test_nothing_fetched_acts_on_the_terminal(world: Fake):
    evil = "\x1b]0;owned\x07\u202etxt [bold]not[/bold]"
    world.held_incidents = [replace(one, name=evil, places=(evil,)) for one in world.held_incidents]
    world.held_issuers = [replace(one, name=one.name + evil) for one in world.held_issuers]
    world.held_renderings = [replace(one, text=one.text + evil) for one in world.held_renderings]
    text = shown(world, "lund-2030")
    assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "[bold]not" in text
