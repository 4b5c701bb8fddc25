"""What counts as a change, when it was found, and what a statement has that its issuer had not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from report_fake import SEEN, Fake, condemns, version_of

from tracker.model import Evidence, Move, OriginKind, Presence, Rendering, Statement, Strength, VerbClass
from tracker.report.collection import Collection
from tracker.report.views.changes import LATE, What, changes, first_seen
from tracker.report.views.novelties import Novelties


def found(world: Fake, *keys: str):
    return [one for one in changes(Collection.read(world)) if not keys or one.what in keys]


def of(world: Fake, statement: str):
    return [one for one in found(world) if one.statement == statement and one.what is not What.INCIDENT]


def seen(world: Fake, rendering: str, **given: object) -> Rendering:
    """Change what the store holds of a rendering."""
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == rendering)
    world.held_renderings[at] = replace(world.held_renderings[at], **given)
    return world.held_renderings[at]


def test_what_was_said_long_before_it_was_found_is_late(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="now")
    world.say("union", "2029-03-10", "The Union condemned a raid.", name="old")
    seen(world, "old", retrieved_at=SEEN)
    assert [one.late for one in of(world, "now")] == [False]
    assert [one.late for one in of(world, "old")] == [True]


def test_the_border_of_late_is_counted_from_the_end_of_the_day(world: Fake):
    said = world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    assert said.date is not None
    seen(world, "one", retrieved_at=said.date.end + LATE)
    assert not of(world, "one")[0].late
    seen(world, "one", retrieved_at=said.date.end + LATE + timedelta(seconds=1))
    assert of(world, "one")[0].late


def test_what_has_no_date_is_late_since_nobody_knows_when_it_was_said(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    world.held_statements[-1] = replace(world.held_statements[-1], date=None)
    assert of(world, "one")[0].late


def test_a_second_place_of_a_statement_is_no_change(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    copy = replace(world.held_renderings[-1], id="copy", source="xaa-mfa-site", retrieved_at=SEEN + timedelta(days=2))
    world.held_renderings.append(copy)
    world.held_statements[-1] = replace(world.held_statements[-1], renderings=("copy", "one"))
    assert [(one.key, one.at) for one in of(world, "one")] == [("said/one", SEEN)]


def test_a_report_and_the_words_that_come_after_it_are_two_changes(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    told = replace(
        world.held_renderings[-1], id="told", evidence=Evidence.PARAPHRASED, retrieved_at=SEEN - timedelta(hours=9)
    )
    world.held_renderings.append(told)
    world.held_statements[-1] = replace(world.held_statements[-1], renderings=("one", "told"))
    assert [one.key for one in of(world, "one")] == ["said/one", "reported/told"]


def test_a_report_that_comes_after_the_words_is_none(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    told = replace(
        world.held_renderings[-1], id="told", evidence=Evidence.PARAPHRASED, retrieved_at=SEEN + timedelta(hours=9)
    )
    world.held_renderings.append(told)
    world.held_statements[-1] = replace(world.held_statements[-1], renderings=("one", "told"))
    assert [one.key for one in of(world, "one")] == ["said/one"]


def test_a_quotation_was_found_with_the_first_version_of_the_article_that_holds_it(world: Fake):
    article = next(one for one in world.held_renderings if one.id == "wire.article")
    quoted = next(one for one in world.held_renderings if one.parent == "wire.article")
    later = SEEN + timedelta(days=3)
    seen(world, article.id, version=2, retrieved_at=later)
    without = version_of(article, 1, "Nothing of it.", SEEN)
    world.held_versions[article.id] = [without, version_of(article, 2, f"He said: {quoted.text}", later)]
    assert first_seen(Collection.read(world), quoted) == later
    held = version_of(article, 1, f"He said: {quoted.text}", SEEN)
    world.held_versions[article.id] = [held, version_of(article, 2, f"She said: {quoted.text}", later)]
    assert first_seen(Collection.read(world), quoted) == SEEN


def test_an_edit_is_found_with_its_version_and_leaves_the_statement_where_it_was(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    later = SEEN + timedelta(days=3)
    held = seen(world, "one", version=2, retrieved_at=later)
    world.held_versions["one"] = [
        version_of(held, 1, "The Union deplores the raid.", SEEN),
        version_of(held, 2, at=later),
    ]
    assert [(one.key, one.at) for one in of(world, "one")] == [("edited/one/2", later), ("said/one", SEEN)]


def test_an_address_vanishes_and_returns_under_the_statement_that_stands_there(world: Fake):
    world.say("union", "2031-03-10", "The Union condemns the raid.", name="one")
    url = world.held_renderings[-1].url
    for days, what in ((1, "vanished"), (2, "returned"), (3, "vanished")):
        at = SEEN + timedelta(days=days)
        world.held_presences.append(Presence(source="union-site", url=url, at=at, what=what))
    moved = [one for one in of(world, "one") if one.what is not What.SAID]
    assert [one.what for one in moved] == ["vanished", "returned", "vanished"]
    assert len({one.key for one in moved}) == 3


def test_an_incident_is_found_with_the_first_text_that_answers_it(world: Fake):
    news = {one.thing: one for one in found(world, What.INCIDENT)}
    assert set(news) == {"osk-2029", "lund-2030", "tarim-2031"}
    assert not news["tarim-2031"].late
    assert news["osk-2029"].late  # the fake store found its old texts in 2030


def test_changes_are_cut_at_moments_and_stand_newest_first(world: Fake):
    held = Collection.read(world)
    whole = changes(held)
    assert [one.at for one in whole] == sorted((one.at for one in whole), reverse=True)
    assert changes(held, since=SEEN) + changes(held, until=SEEN) == whole


def said(world: Fake, day: str, strength: Strength, incident: str, *, moves: tuple[Move, ...] = (Move.CONDEMN,)):
    one = world.say("xac-mfa", day, f"Words of {day}.", incident=incident, strength=strength, name=f"g{day}")
    world.held_statements[-1] = replace(one, moves=moves)
    return world.held_statements[-1]


def step(world: Fake, statement: Statement):
    return Novelties(Collection.read(world)).step(statement)


def test_a_step_is_taken_against_the_strongest_words_on_the_last_incident_of_that_kind(world: Fake):
    strongest = said(world, "2030-11-20", condemns(2, "strongly condemns"), "lund-2030")
    said(world, "2030-11-22", Strength(verb_class=VerbClass.CONCERN), "lund-2030")
    now = said(world, "2031-03-20", condemns(3, "condemns in the strongest terms"), "tarim-2031")
    made = step(world, now)
    assert made is not None
    assert (made.before.id, made.up) == (strongest.id, True)


def test_a_weaker_word_after_a_stronger_one_on_the_same_incident_is_no_step(world: Fake):
    said(world, "2030-11-20", condemns(2), "lund-2030")
    said(world, "2031-03-20", condemns(2), "tarim-2031")
    later = said(world, "2031-03-21", Strength(verb_class=VerbClass.CONCERN), "tarim-2031")
    assert step(world, later) is None


def test_what_is_denied_or_supposed_is_no_step(world: Fake):
    said(world, "2030-11-20", Strength(verb_class=VerbClass.CONCERN), "lund-2030")
    for flag in ("negated", "hypothetical"):
        now = said(world, "2031-03-20", replace(condemns(2), **{flag: True}), "tarim-2031")
        assert step(world, now) is None


def test_a_step_needs_an_incident_of_the_same_kind(world: Fake):
    said(world, "2030-11-20", Strength(verb_class=VerbClass.CONCERN), "lund-2030")
    now = said(world, "2031-03-20", condemns(2), "tarim-2031")
    assert step(world, now) is not None
    at = next(place for place, one in enumerate(world.held_incidents) if one.id == "lund-2030")
    world.held_incidents[at] = replace(world.held_incidents[at], kind="vote")
    osk = next(place for place, one in enumerate(world.held_incidents) if one.id == "osk-2029")
    world.held_incidents[osk] = replace(world.held_incidents[osk], kind="vote")
    assert step(world, now) is None


WORDS = "harbours are no battlefields"


def use(world: Fake, issuer: str, day: str, mark: str = "own"):
    return world.say(issuer, day, f"⟦{mark}|Our {WORDS} ever.⟧", name=f"{issuer}.{day}")


def test_a_phrasing_returns_after_a_rest_in_which_the_issuer_spoke(world: Fake):
    use(world, "xad-mfa", "2030-01-01")
    last = use(world, "xad-mfa", "2030-03-01")
    now = use(world, "xad-mfa", "2031-02-01")
    names = ("xad-mfa.2030-01-01", "xad-mfa.2030-03-01", "xad-mfa.2031-02-01")
    world.recur("f-harbour", WORDS, [(one, WORDS) for one in names])
    assert list(Novelties(Collection.read(world)).again(now)) == []  # it said nothing else meanwhile
    world.say("xad-mfa", "2030-08-01", "Something else in English.", name="between")
    (again,) = Novelties(Collection.read(world)).again(now)
    assert (again.last.id, again.days, again.between) == (last.id, 337, 1)
    assert list(Novelties(Collection.read(world)).again(now, rested=timedelta(days=338))) == []


def test_a_first_use_is_told_only_where_enough_is_collected(world: Fake):
    use(world, "xab-mfa", "2030-01-01")
    now = use(world, "xac-mfa", "2031-02-01", "matched")
    world.recur("f-harbour", WORDS, [("xab-mfa.2030-01-01", WORDS), ("xac-mfa.2031-02-01", WORDS)])
    (first,) = Novelties(Collection.read(world)).of(now).first
    assert first.by.id == "xab-mfa.2030-01-01"
    world.held_origins[now.id] = [replace(one, kind=OriginKind.UNKNOWN) for one in world.held_origins[now.id]]
    made = Novelties(Collection.read(world)).of(now)
    assert (made.vouched, made.first) == (False, ())


def test_a_first_use_is_none_where_the_ministry_of_an_embassy_used_it(world: Fake):
    use(world, "xab-mfa", "2030-01-01")
    use(world, "xaa-mfa", "2030-02-01")
    now = use(world, "xaa-embassy-xac", "2031-02-01", "own")
    names = ("xab-mfa.2030-01-01", "xaa-mfa.2030-02-01", "xaa-embassy-xac.2031-02-01")
    world.recur("f-harbour", WORDS, [(one, WORDS) for one in names])
    assert Novelties(Collection.read(world)).of(now).first == ()


def test_reported_words_have_nothing_new(world: Fake):
    told = world.say("union", "2031-03-10", "⟦new|The Union condemned it.⟧", name="told", evidence=Evidence.PARAPHRASED)
    made = Novelties(Collection.read(world)).of(told)
    assert (made.vouched, made.words) == (False, ())
