import dataclasses
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tracker.errors import StoreTrouble, UnknownId
from tracker.model import (
    Capture,
    Channel,
    Derived,
    FirstUse,
    Form,
    Formula,
    LedgerEntry,
    Move,
    Party,
    Passage,
    Rendering,
    RunStatus,
    SourceRun,
    Statement,
    Strength,
    Use,
    VerbClass,
    When,
)
from tracker.store import SCHEMA_VERSION, Changes, dump, open_store
from tracker.store.sightings import Known, Seen, sight

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
RELEASE = Rendering(
    id="karsan.1",
    source="karsan",
    text="Karsan condemns the attack.",
    published=When("2030-03-01", "Asia/Tokyo"),
    parties=(Party("xaa-mfa"),),
)


def with_text(text: str) -> Rendering:
    return dataclasses.replace(RELEASE, text=text)


def derived(**more: object) -> Derived:
    statement = Statement(
        id="karsan.1",
        aliases=("old.1",),
        parties=(Party("xaa-mfa"),),
        date=When("2030-03-01"),
        text="Karsan condemns the attack.",
        renderings=("karsan.1", "embassy.1"),
        incidents=("i1",),
        moves=(Move.CONDEMN,),
        strength=Strength(verb_class=VerbClass.CONDEMN, intensity=1, words=("condemns",)),
    )
    return dataclasses.replace(
        Derived(epoch="e1", statements=(statement,), search=(("karsan.1", "中方 强烈 谴责 attack"),)), **more
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


def test_a_rendering_comes_back_as_it_went_in(path: Path) -> None:
    with open_store(path) as store:
        with store.transaction():
            assert store.put_renderings([RELEASE], NOON) == Changes(new=1)
        assert store.renderings() == [dataclasses.replace(RELEASE, retrieved_at=NOON)]
        assert store.rendering("nobody") is None


def test_a_silent_edit_is_a_version_and_nothing_is_overwritten(path: Path) -> None:
    with open_store(path) as store, store.transaction():
        store.put_renderings([RELEASE], NOON)
        assert store.put_renderings([with_text("Karsan regrets the attack.")], NOON + timedelta(1)) == Changes(edited=1)
        texts = [(v.number, v.text, v.first_seen) for v in store.versions("karsan.1")]
        assert texts == [(1, RELEASE.text, NOON), (2, "Karsan regrets the attack.", NOON + timedelta(1))]
        current = store.rendering("karsan.1")
        assert current is not None
        assert (current.text, current.version) == ("Karsan regrets the attack.", 2)
        assert store.edited() == ["karsan.1"]


def test_white_space_alone_is_no_edit(path: Path) -> None:
    with open_store(path) as store, store.transaction():
        store.put_renderings([RELEASE], NOON)
        rewrapped = with_text("Karsan  condemns\nthe attack. ")
        assert store.put_renderings([rewrapped], NOON + timedelta(1)) == Changes(same=1)


def test_replaying_old_captures_changes_no_derived_row(path: Path) -> None:
    with open_store(path) as store, store.transaction():
        for day, text in enumerate(("one", "two", "one", "three")):
            store.put_renderings([with_text(text)], NOON + timedelta(day))
        before = list(dump(store))
        for day, text in enumerate(("one", "two", "one", "three")):
            store.put_renderings([with_text(text)], NOON + timedelta(day))
        assert list(dump(store)) == before
        for day, text in enumerate(("one", "two", "one", "three")):
            store.put_renderings([with_text(text)], NOON + timedelta(30 + day))
        assert list(dump(store)) == before


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
@settings(max_examples=60)
def test_versions_are_the_distinct_texts_in_order_of_first_sight(texts: list[str]) -> None:
    known: list[Known] = []
    for day, text in enumerate(texts):
        at = NOON + timedelta(day)
        sighting = sight(known, text, at)
        assert sighting.current
        known = [v if v.number != sighting.number else dataclasses.replace(v, last_seen=at) for v in known]
        if sighting.write:
            known.append(Known(sighting.number, text, at, at))
    assert [v.sha256 for v in known] == list(dict.fromkeys(texts))
    assert [v.number for v in known] == list(range(1, len(known) + 1))


def test_an_unknown_older_text_is_kept_but_never_current() -> None:
    newest = [Known(1, "b", NOON, NOON)]
    sighting = sight(newest, "a", NOON - timedelta(1))
    assert (sighting.seen, sighting.number, sighting.write, sighting.current) == (Seen.OLDER, 2, True, False)


def test_derived_values_come_back_and_old_ids_resolve(path: Path) -> None:
    use = Use(
        formula="F1", statement="karsan.1", rendering="karsan.1", version=1, start=0, end=6, text="Karsan", similarity=1
    )
    formula = Formula(
        id="F1",
        template="{PLACE} condemns the attack",
        language="en",
        measure="dice",
        min_similarity=0.75,
        statements=1,
        incidents=1,
        issuers=1,
        first=FirstUse(statement="karsan.1", issuer="xaa-mfa", date=When("2030-03"), shared=True),
        last=When("2030"),
        variants=(("{PLACE} condemns", 1),),
        uses=(use,),
    )
    merged = LedgerEntry(id="F0", thing="formula", event="merged", anchor="x", into="F1")
    made = derived(formulas=(formula,), ledger=(merged,))
    with open_store(path) as store:
        with store.transaction():
            store.replace_derived(made)
        assert store.formulas() == [formula]
        assert store.formula("F0") == formula
        assert store.statements() == list(made.statements)
        assert store.statement("old.1").id == store.statement("embassy.1").id == "karsan.1"
        assert store.ledger() == [merged]
        assert store.epoch() == "e1"
        assert (store.resolve("F0"), store.resolve("embassy.1")) == ("F1", "karsan.1")
        with pytest.raises(UnknownId, match="tracker statements"):
            store.statement("nobody")
        with pytest.raises(UnknownId, match="tracker search"):
            store.resolve("nobody")


def test_replacing_derived_rows_leaves_what_was_collected(path: Path) -> None:
    excerpt = dataclasses.replace(RELEASE, id="karsan.1#1", form=Form.EXCERPT, parent="karsan.1")
    passage = Passage(
        id="p", statement="karsan.1", rendering="karsan.1", version=1, start=0, end=6, text="Karsan", language="en"
    )
    with open_store(path) as store, store.transaction():
        store.put_renderings([RELEASE], NOON)
        store.replace_derived(derived(excerpts=(excerpt,), passages=(passage,)))
        assert [r.id for r in store.renderings()] == ["karsan.1", "karsan.1#1"]
        store.replace_derived(derived())
        assert [r.id for r in store.renderings()] == ["karsan.1"]
        assert store.passages("karsan.1") == []


def test_search_finds_two_characters_and_no_syntax_breaks_it(path: Path) -> None:
    with open_store(path) as store, store.transaction():
        store.replace_derived(derived())
        assert store.search("谴责") == [("karsan.1", "中方 强烈 谴责 attack")]
        assert [found for found, _ in store.search("attack 谴责")] == ["karsan.1"]
        assert store.search('nothing OR "') == []
        assert store.search("") == []


def test_captures_runs_and_channels_come_back(path: Path) -> None:
    capture = Capture(
        id="c1",
        source="karsan",
        url="https://karsan.example/1",
        retrieved_at=NOON,
        sha256="0",
        role="item",
        headers=(("content-type", "text/html"),),
    )
    run = SourceRun(
        source="karsan", started_at=NOON, ended_at=NOON, status=RunStatus.PARTIAL, skipped=(("https://x", "no date"),)
    )
    channel = Channel(id="karsan", issuer="xaa-mfa", kind="rss", name="Karsan", every=timedelta(hours=3))
    with open_store(path) as store:
        with store.transaction():
            assert store.add_capture(capture)
            assert not store.add_capture(capture)
            store.add_run(run)
            store.put_channels([channel])
        assert list(store.captures()) == [capture]
        assert store.capture("c1") == capture
        assert store.left(["c1"]) == ["c1"]
        with store.transaction():
            store.mark_parsed("c1")
        assert store.left(["c1"]) == []
        assert store.runs("karsan") == [run]
        assert store.channels() == [channel]


def test_a_failed_transaction_leaves_nothing_behind(path: Path) -> None:
    with open_store(path) as store:
        with pytest.raises(StoreTrouble, match="refused"), store.transaction():  # noqa: PT012  the write must come first
            store.put_renderings([RELEASE], NOON)
            store.replace_derived(derived(statements=(derived().statements[0],) * 2))
        assert store.renderings() == []


def test_every_table_is_strict_and_has_a_class(path: Path) -> None:
    with open_store(path):
        pass
    with sqlite3.connect(path) as db:
        strict = dict(db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall())
        views = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
        classed = dict(db.execute("SELECT name, class FROM tables_by_class").fetchall())
    db.close()
    own = {name for name in strict if not name.startswith(("sqlite_", "search_")) and name != "tables_by_class"}
    assert own == classed.keys()
    assert {name for name in own if not strict[name]} == {"search", *views}
    assert views == {name for name, kind in classed.items() if kind == "view"}


def test_every_column_that_people_read_has_a_meaning(path: Path) -> None:
    with open_store(path) as store:
        meanings = {one.name: dict(one.columns) for one in store.meanings()}
    with sqlite3.connect(path) as db:
        for table in ("formulas", "incidents", "issuers", "statements", "sub_events", "corrected"):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            assert [name for name in columns if name not in meanings[table]] == []
        for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            columns = [column[0] for column in db.execute(f"SELECT * FROM {view}").description]  # noqa: S608  the schema's
            assert [name for name in columns if name not in meanings[view]] == [], view
    db.close()


def test_what_is_wrong_with_a_file_is_said_in_one_line(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="no database there"):
        open_store(path, read_only=True)
    path.write_bytes(b"this is no database at all, but long enough to look like one" * 20)
    with pytest.raises(StoreTrouble, match=r"tracker rebuild"):
        open_store(path)
    foreign = tmp_path / "foreign.db"
    db = sqlite3.connect(foreign)
    db.execute("CREATE TABLE recipes (id)")
    db.close()
    with pytest.raises(StoreTrouble, match="another program"):
        open_store(foreign)


def test_a_newer_database_is_left_alone(path: Path) -> None:
    with open_store(path):
        pass
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    for read_only in (False, True):
        with pytest.raises(StoreTrouble, match="newer tracker"):
            open_store(path, read_only=read_only)


def test_a_full_disk_stores_nothing_by_halves(path: Path) -> None:
    with open_store(path) as store:
        with store.transaction():
            store.put_renderings([RELEASE], NOON)
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        big = dataclasses.replace(RELEASE, id="karsan.2", text="attack " * 200_000)
        with pytest.raises(StoreTrouble, match="disk is full"), store.transaction():
            store.put_renderings([big], NOON)
        assert [r.id for r in store.renderings()] == ["karsan.1"]
        assert store.check() == []


def test_a_locked_database_says_who_to_wait_for(path: Path) -> None:
    with open_store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store._db.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(StoreTrouble, match="another tracker is writing"), store.transaction():
            pass
        other.close()
