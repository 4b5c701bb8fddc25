"""What a site that was brought up to date shows is what one built anew would show, whatever changed in between."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import report_fake
from hypothesis import given, settings, strategies as st
from report_fake import Fake

import tracker.report
from tracker.model import (
    Beginning,
    Corrected,
    Display,
    Evidence,
    Formula,
    Health,
    How,
    Issuer,
    Move,
    Observation,
    Observed,
    OriginKind,
    Presence,
    RunStatus,
    SourceRun,
    Statement,
    When,
)
from tracker.report.collection import Collection
from tracker.report.site import edition
from tracker.report.site.building import SiteReport, build
from tracker.report.site.drafts import drafts
from tracker.report.site.facts import Facts
from tracker.report.site.given import Told, given as told
from tracker.report.site.manifest import MANIFEST
from tracker.report.site.tracing import Traced

NOW = report_fake.NOW
DAYS = ("2027-01-05", "2029-06-03", "2030-11-20", "2031-03-14", "2031-03-15T09:00+00:00", "2031-03-16", "2032-01")
TEXTS = (
    "Arvenia strongly condemns the attack on the Tarim market. Our condolences go to the families.",
    "We call on all sides to show restraint. We stand with the people.",
    "The Ministry was informed of the opening of a road.",
)


class Change:
    """One thing that happens between two builds, drawn by hypothesis; `apply` does it to the invented world."""

    def __init__(self, draw: st.DrawFn, fake: Fake) -> None:
        self.pick = lambda values: draw(st.sampled_from(sorted(values, key=repr)))
        self.fake = fake

    def statement(self) -> None:
        issuer, incident = (
            self.pick([one.id for one in self.fake.held_issuers]),
            self.pick(["", "osk-2029", "tarim-2031"]),
        )
        level = self.pick([Evidence.OFFICIAL, Evidence.QUOTED, Evidence.PARAPHRASED])
        self.fake.say(issuer, self.pick(DAYS), self.pick(TEXTS), incident=incident, evidence=level)

    def gone(self) -> None:
        one = self._statement()
        self.fake.held_statements.remove(one)
        for at, held in enumerate(self.fake.held_formulas):
            self.fake.held_formulas[at] = replace(held, uses=tuple(u for u in held.uses if u.statement != one.id))

    def edit(self) -> None:
        at = self.pick(range(len(self.fake.held_renderings)))
        held = self.fake.held_renderings[at]
        new = replace(held, text=f"{held.text} Changed.", version=held.version + 1)
        self.fake.held_renderings[at] = new
        if self.fake.held_versions.get(held.id):
            self.fake.held_versions[held.id].append(report_fake.version_of(new, number=new.version))

    def redated(self) -> None:
        self._replaced(date=When(self.pick(DAYS)))

    def undated(self) -> None:
        self._replaced(date=None)

    def moved(self) -> None:
        self._replaced(incidents=(self.pick(["osk-2029", "lund-2030", "nowhere"]),))

    def possibly(self) -> None:
        self._replaced(possibly_same=(self._statement().id,))

    def corrected(self) -> None:
        things = [*self.fake.held_statements, *self.fake.held_incidents, *self.fake.held_formulas]
        one = Corrected(
            thing=self.pick([one.id for one in things]), number=len(self.fake.held_corrected), what="date",
            to="2031-03-01", was="2031-03-02", who="A. Reader", day=NOW.date(), why="misread",
        )  # fmt: skip
        self.fake.held_corrected.append(one)

    def renamed(self) -> None:
        at = self.pick(range(len(self.fake.held_issuers)))
        held = self.fake.held_issuers[at]
        self.fake.held_issuers[at] = replace(held, name=f"{held.name} again", parent=self.pick([None, "xab-mfa"]))

    def issuer(self) -> None:
        number = len(self.fake.held_issuers)
        self.fake.held_issuers.append(Issuer(id=f"new-{number}", name=f"New office {number}", parent="xaa-mfa"))
        self.fake.say(f"new-{number}", self.pick(DAYS), self.pick(TEXTS), incident=self.pick(["", "tarim-2031"]))

    def vanished(self) -> None:
        one = self.pick([one for one in self.fake.held_renderings if one.url])
        self.fake.held_presences.append(Presence(source=one.source, url=one.url, at=NOW, what="vanished"))

    def member(self) -> None:
        at, held = self._formula()
        like, statement = self.pick(held.uses), self._statement()
        use = replace(like, statement=statement.id, rendering=statement.renderings[0])
        how = self.pick([How.MEMBER, How.REPORTED, How.OCCURS_IN])
        uses = (*held.uses, replace(use, how=how, flags=("stronger",)))
        self.fake.held_formulas[at] = replace(held, uses=uses, statements=held.statements + 1)

    def leader(self) -> None:
        at, held = self._formula()
        first = self.pick([use.statement for use in held.uses] or [None])
        self.fake.held_formulas[at] = replace(
            held, template=f"{held.template} so", first=replace(held.first, statement=first)
        )

    def counted(self) -> None:
        at, held = self._formula()
        self.fake.held_formulas[at] = replace(held, incidents=self.pick([1, 2, 3]))

    def incident(self) -> None:
        at = self.pick(range(len(self.fake.held_incidents)))
        held = self.fake.held_incidents[at]
        day = When(self.pick(["2028-01-01", "2031-03-14", "2031-03-20"]))
        self.fake.held_incidents[at] = replace(held, name=f"{held.name} again", start=day, end=day)

    def observation(self) -> None:
        self.fake.held_observations.append(
            Observation(
                incident="lund-2030",
                issuer=self.pick([one.id for one in self.fake.held_issuers]),
                state=Observed.NONE_FOUND,
            )
        )

    def origin(self) -> None:
        one = self.pick([key for key, held in self.fake.held_origins.items() if held])
        self.fake.held_origins[one] = [replace(o, kind=OriginKind.NEW, source="") for o in self.fake.held_origins[one]]

    def rights(self) -> None:
        at = self.pick(range(len(self.fake.held_channels)))
        shown = self.pick([Display.FULL, Display.QUOTE, Display.LINK])
        self.fake.held_channels[at] = replace(self.fake.held_channels[at], display=shown)

    def seen(self) -> None:
        """Everything is read again, and nothing has changed but when it was last seen."""
        for held in self.fake.held_versions.values():
            held[:] = [replace(one, last_seen=one.last_seen + timedelta(days=1)) for one in held]

    def run(self) -> None:
        one = self.pick([one.id for one in self.fake.held_channels])
        self.fake.held_runs.append(
            SourceRun(source=one, started_at=NOW, ended_at=NOW, status=RunStatus.COMPLETE, listed=3, vanished=2)
        )

    def begins(self) -> None:
        one = self.pick([one.id for one in self.fake.held_channels])
        kept = [held for held in self.fake.held_beginnings if held.source != one]
        day = self.pick([date(2026, 1, 1), date(2029, 1, 1), date(2031, 3, 1)])
        self.fake.held_beginnings = [*kept, Beginning(source=one, day=day)]

    def passage(self) -> None:
        one = self.pick([key for key, held in self.fake.held_passages.items() if held])
        moves = (self.pick([Move.CONDEMN, Move.CONDOLE]),)
        self.fake.held_passages[one] = [replace(held, moves=moves) for held in self.fake.held_passages[one]]

    def version(self) -> None:
        """An older version is read anew, with other words."""
        held = self.pick([held for held in self.fake.held_versions.values() if len(held) > 1])
        held[0] = replace(held[0], text=f"{held[0].text} Once more.")

    def _replaced(self, **changes: object) -> None:
        one = self._statement()
        self.fake.held_statements[self.fake.held_statements.index(one)] = replace(one, **changes)

    def _statement(self) -> Statement:
        return self.pick(self.fake.held_statements)

    def _formula(self) -> tuple[int, Formula]:
        at = self.pick(range(len(self.fake.held_formulas)))
        return at, self.fake.held_formulas[at]


KINDS = sorted(name for name, value in vars(Change).items() if callable(value) and not name.startswith("_"))


def health(fake: Fake) -> list[Health]:
    return report_fake.health(fake)


def brought(fake: Fake, out: Path, now: datetime = NOW) -> SiteReport:
    return build(fake, out, now=now, health=health(fake))


def anew(fake: Fake, now: datetime = NOW) -> dict[str, bytes]:
    """Every page, composed from a collection that notes nothing."""
    known = {one.source: one for one in health(fake)}
    return {one.path: one.compose() for one in drafts(Collection.read(fake), known, now)}


def shown(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


@settings(max_examples=15)
@given(data=st.data())
def test_what_is_brought_up_to_date_is_what_would_be_built_anew(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    fake, out, now = report_fake.world(), tmp_path_factory.mktemp("site"), NOW
    brought(fake, out)
    for kinds in data.draw(st.lists(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), min_size=1, max_size=3)):
        for kind in kinds:
            getattr(Change(data.draw, fake), kind)()
        now += timedelta(days=data.draw(st.integers(0, 2)))
        brought(fake, out, now)
        assert shown(out) == anew(fake, now)


def test_nothing_new_composes_only_what_tells_the_time(world: Fake, tmp_path: Path):
    brought(world, tmp_path)
    assert brought(world, tmp_path).composed == ()
    later = brought(world, tmp_path, NOW + timedelta(days=1))
    assert later.composed == later.written == ("sources.html",)


def test_a_new_statement_composes_the_feeds_in_which_it_stands_and_those_that_name_its_issuer(
    world: Fake, tmp_path: Path
):
    brought(world, tmp_path)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne encore.", incident="tarim-2031", language="fr", name="x")
    made = brought(world, tmp_path)
    feeds = {"feed.xml", "incidents/tarim-2031.xml", "issuers/xad-mfa.xml"}
    assert {one for one in made.written if one.endswith(".xml")} == feeds
    assert {one for one in made.composed if one.endswith(".xml")} == feeds


def test_what_several_pages_show_rests_for_each_on_all_that_was_read_for_the_first(world: Fake):
    traced = Traced.over(Collection.read(world), world)

    def said() -> str:
        return traced.statements["union-lund"].text

    read = []
    for _ in range(2):
        traced.notes.empty()
        _ = traced.issuers["union"], traced.once("said", said)
        read.append(set(traced.notes.seen))
    assert read[0] == read[1] == {traced.facts.statements["union-lund"], traced.facts.issuers["union"]}


def test_a_new_statement_composes_its_own_pages_and_its_neighbours(world: Fake, tmp_path: Path):
    brought(world, tmp_path)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne encore.", incident="tarim-2031", language="fr", name="x")
    composed = [one for one in brought(world, tmp_path).composed if one.endswith(".html")]
    assert [one for one in composed if one.startswith("statements/")] == [
        "statements/x.html",
        "statements/xad-mfa.0006.html",
    ]
    assert [one for one in composed if one.startswith("issuers/")] == ["issuers/xad-mfa.html"]
    assert [one for one in composed if one.startswith("incidents/")] == ["incidents/tarim-2031.html"]


@pytest.mark.parametrize(
    "harm",
    [
        "deleted",
        "edited",
        "rests gone",
        "rests damaged",
        "rests of another edition",
        "list damaged",
        "list deep",
        "list of what is no path",
    ],
)
def test_what_happened_to_the_files_is_made_good(
    world: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
):
    site, rests = tmp_path / "site", tmp_path / ".site.rests"
    brought(world, site)
    page = site / "statements" / "union-lund.html"
    harms: dict[str, Callable[[], object]] = {
        "deleted": page.unlink,
        "edited": lambda: page.write_bytes(page.read_bytes().replace(b"<main", b"<mane")),
        "rests gone": rests.unlink,
        "rests damaged": lambda: rests.write_bytes(rests.read_bytes()[:-9] + b"nine more"),
        "rests of another edition": lambda: monkeypatch.setattr(
            "tracker.report.site.building.edition", lambda: "other"
        ),
        "list damaged": lambda: (site / MANIFEST).write_text("{", encoding="utf-8"),
        "list deep": lambda: (site / MANIFEST).write_text("[" * 100_000, encoding="utf-8"),
        "list of what is no path": lambda: (site / MANIFEST).write_text(
            json.dumps({"a\0b": "", "": "", "x" * 5_000: "", "../.site.rests": "", "\ud800": ""}), encoding="utf-8"
        ),
    }
    harms[harm]()
    brought(world, site)
    assert shown(site) == anew(world)


def test_an_older_builds_words_do_not_outlive_a_newer_build(world: Fake, tmp_path: Path):
    """Two builds at once: the older one writes a page last, the newer one its account."""
    site = tmp_path / "site"
    brought(world, site)
    old = (site / "issuers" / "xaa-mfa.html").read_bytes()
    world.held_issuers[0] = replace(world.held_issuers[0], name="Arvenia, renamed")
    brought(world, site)
    (site / "issuers" / "xaa-mfa.html").write_bytes(old)
    brought(world, site)
    assert shown(site) == anew(world)


def test_pages_of_a_killed_build_are_known_to_be_ours(world: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    site = tmp_path / "site"

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.report.site.building.remember", killed)
    with pytest.raises(KeyboardInterrupt):
        brought(world, site)
    monkeypatch.undo()
    world.held_statements = [one for one in world.held_statements if one.id != "union-lund"]
    for at, held in enumerate(world.held_formulas):
        world.held_formulas[at] = replace(held, uses=tuple(u for u in held.uses if u.statement != "union-lund"))
    brought(world, site)
    assert shown(site) == anew(world)


def test_fresh_composes_everything(world: Fake, tmp_path: Path):
    first = brought(world, tmp_path)
    again = build(world, tmp_path, now=NOW, health=health(world), fresh=True)
    assert (again.composed, again.written) == (first.composed, ())


def test_what_a_page_asks_the_store_itself_is_noted(world: Fake):
    traced = Traced.over(Collection.read(world), world)
    for ask in (
        traced.store.presences,
        traced.store.epoch,
        lambda: traced.store.resolve("union-lund"),
        traced.store.statements,
        lambda: traced.store.passages("union-lund"),
        lambda: traced.occasions,
    ):
        traced.notes.empty()
        ask()
        assert traced.notes.seen or traced.notes.missed


def test_only_plain_values_say_with_what_a_page_is_composed(world: Fake):
    collection = Collection.read(world)
    assert told(partial(health, collection)) == told(partial(health, collection)) != told(partial(anew, collection))
    assert told(partial(health, (1, "a"))) != told(partial(health, (1, "b")))
    one, two = Told(object(), 1), Told(object(), 2)
    assert told(partial(health, one)) == told(partial(health, Told(object(), 1))) != told(partial(health, two))
    assert told(lambda: b"") == told(partial(health, object())) == told(partial(health, [collection])) == 0


def test_facts_of_a_page_are_of_this_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "page.html").write_text("a")
    monkeypatch.setattr(edition, "_ROOT", tmp_path)
    before = edition.edition()
    assert before == edition.edition()
    (tmp_path / "page.html").write_text("aa")
    assert edition.edition() != before


def test_no_view_keeps_what_it_read_for_the_next_page():
    """A cached function of a collection would answer the second page that asks without reading anything for it."""
    folder = Path(tracker.report.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(one) for one in node.decorator_list):
                given_to = [ast.unparse(one.annotation) for one in node.args.args if one.annotation]
                assert "Collection" not in " ".join(given_to), f"{path.name}: {node.name}"


def test_every_fact_has_a_number_of_its_own(world: Fake):
    facts = Facts(Collection.read(world), world)
    listed = [value for shelf in vars(facts).values() if isinstance(shelf, dict) for value in shelf.values()]
    assert len(listed) == len(set(listed)) < len(facts.present)
