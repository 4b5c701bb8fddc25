"""The whole path on real input: news reports, and two corpora of official texts."""

import subprocess
import sys
from pathlib import Path

import pytest

from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.model import Evidence, How, Rendering
from tracker.report.across import across
from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.store import Store, open_store

CORPORA = ("us_state_press_releases_2021_2022.jsonl.gz", "china_mfa_zh_pages.jsonl.gz")
#: What the two corpora may take on two cores.
SECONDS, BYTES = 600, 3_000_000_000


@pytest.fixture(scope="module")
def seeds(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace(data=tmp_path_factory.mktemp("seeds") / "data")
    taken = import_files(workspace, [reference / "seeds"], kind="news")
    assert (taken.files, taken.changes.new, taken.refused) == (5, 5, ())
    match(workspace)
    return workspace


@pytest.fixture
def store(seeds: Workspace):
    with open_store(seeds.db, read_only=True) as opened:
        yield opened


def report(store: Store, rendering: Rendering) -> str:
    """The number in the name of the file that a report came from."""
    capture = store.capture(rendering.capture)
    assert capture is not None
    return capture.url.rsplit("/", 1)[-1][:3]


def test_dates_are_those_of_publication(store: Store) -> None:
    dates = {report(store, r): r.published for r in store.renderings() if r.parent is None}
    assert {key: date.iso if date else None for key, date in dates.items()} == {
        "000": "2025-03-12",
        "001": "2024-08-27",
        "002": None,
        "003": "2024-08-27",
        "004": "2024-08-27",
    }


def test_two_incidents_with_their_reports(store: Store) -> None:
    parents = {r.id: (r.parent or "", r) for r in store.renderings()}
    files = {r.id: report(store, r) for r in store.renderings() if r.parent is None}
    found = {}
    for incident in store.incidents():
        reports = {
            files[parents[rendering][0]]
            for statement in incident.statements
            for rendering in store.statement(statement).renderings
        }
        assert incident.start is not None
        found[incident.start.iso[:7]] = reports
    assert found == {"2024-08": {"001", "003", "004"}, "2025-03": {"000", "002"}}


def test_a_phrasing_of_china_spans_both_incidents(store: Store) -> None:
    of_china = {s.id for s in store.statements() if s.issuer == "chn-mfa"}
    spanning = [f for f in store.formulas() if f.incidents > 1 and {u.statement for u in f.uses} <= of_china]
    assert spanning
    assert spanning[0].first.date is not None
    assert spanning[0].first.date.iso == "2024-08-27"


def test_across_shows_the_two_side_by_side(store: Store) -> None:
    collection = Collection.read(store)
    view = across(collection, find_issuer(collection, "China MFA"))
    assert [column.head.date.text[:4] for column in view.columns] == ["2024", "2025"]
    assert any(all(cell is not None for cell in row.cells) for band in view.bands for row in band.rows)


def test_a_reporters_verb_is_never_a_states_strength(store: Store) -> None:
    for statement in store.statements():
        own = [r for r in map(store.rendering, statement.renderings) if r and r.evidence.own_words]
        words = statement.strength.words
        assert all(any(word in rendering.text for rendering in own) for word in words), statement.id
    counted = [u for f in store.formulas() for u in f.uses if u.how is not How.REPORTED]
    evidence = {store.rendering(use.rendering).evidence for use in counted}  # type: ignore[union-attr]
    assert evidence <= {Evidence.OFFICIAL, Evidence.QUOTED}


def test_one_answer_quoted_by_two_outlets_is_one_statement(store: Store) -> None:
    condemning = [s for s in store.statements() if s.issuer == "chn-mfa" and "condemn" in s.moves]
    assert len(condemning) == 1
    outlets = {r.parent for r in map(store.rendering, condemning[0].renderings) if r}
    assert len(outlets) == 2


def test_a_clause_is_compared_with_a_sentence_as_a_sentence(store: Store) -> None:
    collection = Collection.read(store)
    view = across(collection, find_issuer(collection, "China MFA"))
    rows = [row for band in view.bands for row in band.rows if row.side == "quoted" and all(row.cells)]
    assert rows
    for row in rows:
        for cell in row.cells:
            assert cell is not None
            now = "".join(piece.text for piece in cell.pieces if piece.kind != "gone")
            assert now.startswith("We will continue")


MATCH = """
import resource, sys
from pathlib import Path
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
workspace = Workspace(data=Path(sys.argv[1]))
report = import_files(workspace, [Path(name) for name in sys.argv[2:]], kind="records")
assert not report.refused and not report.skipped, report
made = match(workspace)
print(report.changes.new, made.formulas, made.incidents, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.long
def test_two_corpora_within_ten_minutes_and_three_gigabytes(reference: Path, tmp_path: Path) -> None:
    files = [str(reference / "corpora" / name) for name in CORPORA]
    done = subprocess.run(
        [sys.executable, "-c", MATCH, str(tmp_path / "data"), *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    texts, formulas, incidents, peak = map(int, done.stdout.split())
    assert texts > 10_000
    assert min(formulas, incidents) > 100
    assert peak < BYTES
