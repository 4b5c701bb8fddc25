"""Rules over what is new: words not used before, steps, returns, edits; careful, and from own words alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from report_fake import SEEN, Fake, condemns, version_of

from tracker.model import Display, Evidence, IssuerKind, Move, Presence, Strength, VerbClass, When
from tracker.report.collection import Collection
from tracker.report.notices.firing import Firing, Outcome
from tracker.report.notices.message import message
from tracker.report.notices.terms import hedges, terms_in
from tracker.report.views.changes import changes
from tracker.sources import Alerts, Rule

WORD = Rule(name="desk", when="new-words", terms={"en": ("genocide",)})


def over(world: Fake, *rules: Rule) -> Outcome:
    held = Collection.read(world)
    found = [one for one in changes(held) if not one.late and one.statement.startswith("now")]
    return Firing(held, Alerts(rules=rules)).over(found)


def text_of(world: Fake, *rules: Rule) -> str:
    (fired,) = over(world, *rules).fired
    return message(Collection.read(world), fired).text


def say(world: Fake, marked: str, name: str = "now", day: str = "2031-03-12", **given: Any):
    made = world.say("xac-mfa", day, marked, name=name, incident="tarim-2031", **given)
    world.held_statements[-1] = replace(made, moves=(Move.CONDEMN,))
    return world.held_statements[-1]


def test_a_word_fires_where_the_issuer_has_not_used_it_before(world: Fake):
    say(world, "⟦own|Gulmarin condemns⟧ ⟦new|this genocide⟧.")
    assert [one.rule.name for one in over(world, WORD).fired] == ["desk"]
    told = text_of(world, WORD)
    assert "“genocide” is not found in" in told
    assert "“Gulmarin condemns this genocide.”" in told
    assert "not found earlier in this collection" in told


def test_a_word_in_another_form_counts_as_used_before(world: Fake):
    say(world, "⟦own|Gulmarin spoke of genocides.⟧", name="before", day="2030-01-01")
    say(world, "⟦new|This genocide is condemned.⟧")
    assert over(world, WORD).fired == ()


def test_each_term_of_a_rule_is_asked_for_by_itself(world: Fake):
    say(world, "⟦own|Gulmarin spoke of genocides.⟧", name="before", day="2030-01-01")
    say(world, "⟦new|This genocide and this famine are condemned.⟧")
    rule = replace(WORD, terms={"en": ("genocide", "famine")})
    assert "“famine” is not found in" in text_of(world, rule)


def test_a_later_use_and_a_use_by_report_alone_are_no_use_before(world: Fake):
    say(world, "⟦own|Gulmarin speaks of genocide.⟧", name="later", day="2031-03-14")
    say(world, "Gulmarin spoke of genocide.", name="told", day="2030-01-01", evidence=Evidence.PARAPHRASED)
    say(world, "⟦new|This genocide is condemned.⟧")
    assert len(over(world, WORD).fired) == 1


def test_the_ministry_has_spoken_for_its_embassy(world: Fake):
    world.say("xaa-mfa", "2030-01-01", "⟦own|Arvenia condemned the genocide.⟧", name="before")
    made = world.say("xaa-embassy-xac", "2031-03-12", "⟦new|We condemn this genocide.⟧", name="now")
    assert made.moves
    assert over(world, WORD).fired == ()


def test_a_word_of_an_earlier_version_was_used_before(world: Fake):
    say(world, "⟦own|Gulmarin mourns.⟧", name="before", day="2030-01-01")
    held = replace(world.held_renderings[-1], version=2)
    world.held_renderings[-1] = held
    world.held_versions["before"] = [version_of(held, 1, "Gulmarin mourns a genocide."), version_of(held, 2)]
    say(world, "⟦new|This genocide is condemned.⟧")
    assert over(world, WORD).fired == ()


def test_where_too_little_is_collected_nothing_fires_and_that_is_said(world: Fake):
    say(world, "⟦unknown|Gulmarin condemns this genocide.⟧")
    made = over(world, WORD)
    assert (made.fired, made.untold) == ((), (("desk", "xac-mfa"),))


def test_a_reporters_words_fire_nothing(world: Fake):
    for evidence in (Evidence.PARAPHRASED, Evidence.CHARACTERISED):
        say(world, "⟦new|Gulmarin condemned this genocide.⟧", name=f"now-{evidence}", evidence=evidence)
    rules = (WORD, *(Rule(name=one, when=one, everything=True) for one in ("spoke", "vanished")))
    told = replace(world.held_renderings[-1], url="https://wire.example/now")
    world.held_renderings[-1] = told
    world.held_presences.append(Presence(source=told.source, url=told.url, at=SEEN, what="vanished"))
    assert over(world, *rules) == Outcome(fired=(), untold=())


def test_a_denial_and_a_supposition_are_told(world: Fake):
    say(world, "⟦new|Gulmarin does not call this a genocide.⟧")
    assert "Careful: the sentence denies something (not)" in text_of(world, WORD)
    assert hedges("If this were genocide, it would end.", "en")[1]
    assert hedges("This is genocide.", "en") == ((), ())


def test_a_statement_outside_the_default_filter_needs_everything(world: Fake):
    say(world, "⟦new|The fleet met a genocide.⟧")
    world.held_statements[-1] = replace(world.held_statements[-1], moves=(Move.INFORM,))
    assert over(world, WORD).fired == ()
    assert len(over(world, replace(WORD, everything=True)).fired) == 1


@pytest.mark.parametrize(
    ("given", "fires"),
    [
        ({"issuers": ("xac-mfa",)}, True),
        ({"issuers": ("xaa-mfa",)}, False),
        ({"countries": ("XAC", "XAB")}, True),
        ({"countries": ("XAA",)}, False),
        ({"kinds": (IssuerKind.STATE,)}, True),
        ({"kinds": (IssuerKind.ORGANISATION,)}, False),
        ({"languages": ("en-GB",)}, True),
        ({"languages": ("fr",)}, False),
        ({"issuers": ("xac-mfa",), "languages": ("fr",)}, False),
    ],
)
def test_filters_must_all_hold(world: Fake, given: dict[str, Any], fires: bool):
    say(world, "⟦new|This genocide is condemned.⟧")
    assert bool(over(world, replace(WORD, **given)).fired) is fires


@pytest.mark.parametrize(
    ("language", "term", "text", "hits"),
    [
        ("en", "ethnic cleansing", "Ethnic cleansings, an ethnic group, a cleansing", ["Ethnic cleansings"]),
        ("zh", "种族灭绝", "这是种族灭绝。", ["种族灭绝"]),
        ("ar", "إبادة", "هذه الإبادة الجماعية", ["الإبادة"]),
        ("fr", "solidarité", "sa Solidarité", ["Solidarité"]),
        ("ru", "геноцид", "актами геноцида", ["геноцида"]),
        ("en", "war", "warm words toward wards", []),
        ("en", "...", "nothing ...", []),
    ],
)
def test_terms_are_met_by_their_stems_in_any_script(language: str, term: str, text: str, hits: list[str]):
    rule = Rule(name="a", when="new-words", terms={language: (term,)})
    assert [text[one.start : one.end] for one in terms_in(rule, text, language)] == hits
    assert list(terms_in(rule, text, "sv")) == []


def test_a_pattern_is_met_in_its_language():
    rule = Rule(name="a", when="new-words", patterns={"en": r"(?i)war crimes?"})
    assert [(one.start, one.end) for one in terms_in(rule, "A War crime", "en-GB")] == [(2, 11)]


def test_so_many_new_words_in_a_row(world: Fake):
    say(world, "⟦own|Gulmarin condemns⟧ ⟦new|the burning of the orchards⟧.")
    assert len(over(world, Rule(name="a", when="new-words", words=5)).fired) == 1
    assert over(world, Rule(name="a", when="new-words", words=6)).fired == ()


NEW = "burning orchards feed hungry riders tonight while silent harbours sleep beneath winter snow"


def run(world: Fake, words: int) -> list[str]:
    texts = {one.id: one.text for one in world.held_renderings}
    made = over(world, Rule(name="a", when="new-words", words=words)).fired
    return [texts[one.rendering][one.start : one.end] for one in made]


def test_new_words_are_looked_up_in_the_whole_collection_before_they_are_called_new(world: Fake):
    say(world, f"⟦own|Gulmarin condemns:⟧ ⟦new|{NEW}⟧.")
    assert run(world, 13) == [NEW]
    world.say("xab-mfa", "2030-01-01", "⟦own|Riders tonight while silent harbours call.⟧", name="other")
    assert run(world, 9) == []
    assert run(world, 8) == ["burning orchards feed hungry riders tonight while silent"]
    world.held_statements[-1] = replace(world.held_statements[-1], date=None)
    assert run(world, 9) == []  # what is of unknown date may be earlier
    world.held_statements[-1] = replace(world.held_statements[-1], date=When("2031-03-13"))
    assert run(world, 13) == [NEW]


def test_a_step_fires_in_the_direction_that_is_asked_for(world: Fake):
    say(
        world,
        "⟦own|Gulmarin is concerned.⟧",
        name="old",
        day="2030-11-20",
        strength=Strength(verb_class=VerbClass.CONCERN),
    )
    world.held_statements[-1] = replace(world.held_statements[-1], incidents=("lund-2030",))
    say(world, "⟦own|Gulmarin condemns.⟧", strength=condemns(1))
    fires = {
        step: len(over(world, Rule(name="a", when="strength-step", step=step)).fired) for step in ("up", "down", "any")
    }
    assert fires == {"up": 1, "down": 0, "any": 1}
    assert "on Shooting in Lund valley" in text_of(world, Rule(name="a", when="strength-step"))


def test_a_phrasing_that_rested_fires(world: Fake):
    words = "harbours are no battlefields"
    for name, day in (("a", "2030-01-01"), ("b", "2030-05-01"), ("now", "2031-03-12")):
        say(world, f"⟦own|Our {words} ever.⟧" if name != "b" else "⟦own|Something else.⟧", name=name, day=day)
    world.recur("f-harbour", words, [("a", words), ("now", words)])
    rule = Rule(name="a", when="phrasing-returns", days=400)
    assert "435 days" in text_of(world, rule)
    assert over(world, replace(rule, days=436)).fired == ()


def test_a_phrasing_fires_on_another_incident_than_before(world: Fake):
    words = "harbours are no battlefields"
    for name, day in (("a", "2031-03-01"), ("b", "2031-03-05"), ("now", "2031-03-12")):
        say(world, f"⟦own|Our {words} ever.⟧" if name != "b" else "⟦own|Something else.⟧", name=name, day=day)
    world.recur("f-harbour", words, [("a", words), ("now", words)])
    rule = Rule(name="a", when="phrasing-returns", after="new-incident")
    assert over(world, rule).fired == ()
    at = next(place for place, one in enumerate(world.held_statements) if one.id == "a")
    world.held_statements[at] = replace(world.held_statements[at], incidents=("lund-2030",))
    assert len(over(world, rule).fired) == 1


def test_an_edit_fires_whole_or_by_the_words_that_were_added(world: Fake):
    say(world, "⟦own|Gulmarin condemns the genocide.⟧")
    later = SEEN + timedelta(days=1)
    held = replace(world.held_renderings[-1], version=2, retrieved_at=later)
    world.held_renderings[-1] = held
    world.held_versions["now"] = [version_of(held, 1, "Gulmarin condemns the raid."), version_of(held, 2, at=later)]
    rule = Rule(name="a", when="silent-edit")
    assert len(over(world, rule).fired) == 1
    assert "“genocide” was added" in text_of(world, replace(rule, terms={"en": ("genocide",)}))
    assert over(world, replace(rule, terms={"en": ("condemn",)})).fired == ()
    assert over(world, replace(rule, terms={"en": ("raid",)})).fired == ()


def test_an_address_that_went_fires_and_one_that_returned_does_not(world: Fake):
    say(world, "⟦own|Gulmarin condemns.⟧")
    url = world.held_renderings[-1].url
    for days, what in ((1, "vanished"), (2, "returned")):
        world.held_presences.append(Presence(source="xac-mfa-site", url=url, at=SEEN + timedelta(days=days), what=what))
    assert len(over(world, Rule(name="a", when="vanished")).fired) == 1


def test_a_text_of_which_only_the_link_may_be_shown_is_not_in_the_message(world: Fake):
    say(world, f"⟦new|This genocide: {NEW}.⟧")
    at = next(place for place, one in enumerate(world.held_channels) if one.id == "xac-mfa-site")
    world.held_channels[at] = replace(world.held_channels[at], display=Display.LINK)
    told = text_of(world, WORD)
    assert "orchards" not in told
    assert "Address: https://xac-mfa.example/now.html" in told


def test_a_message_is_plain_and_one_line_a_fact(world: Fake):
    evil = "<b>x</b> [a](http://evil.example) \x1b[31m\u202egnp\x07 \n\n@everyone"
    say(world, f"⟦new|This genocide {evil}⟧", title=evil)
    at = next(place for place, one in enumerate(world.held_incidents) if one.id == "tarim-2031")
    world.held_incidents[at] = replace(world.held_incidents[at], name=f"Attack {evil}")
    world.held_renderings[-1] = replace(world.held_renderings[-1], url="javascript:alert(1)")
    (fired,) = over(world, WORD).fired
    made = message(Collection.read(world), fired, base="https://site.example/")
    assert not {"\x1b", "\u202e", "\x07"} & set(made.title + made.text)
    assert "\n" not in made.title
    assert "javascript" not in made.text
    assert "Page: https://site.example/statements/now.html" in made.text
    assert all(line.strip() for line in made.text.splitlines())
