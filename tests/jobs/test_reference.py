"""The whole path on real input: news reports, and two corpora of official texts."""

import subprocess
import sys
from pathlib import Path

import pytest

from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.language.evaluating.asked import Asked
from tracker.model import Evidence, How, Rendering
from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.report.tables.shapes import statement_shape
from tracker.report.views.across import across
from tracker.report.views.evidence import head, not_before
from tracker.report.views.questions import answer
from tracker.report.views.rendered import compared
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


#: Every utterance of the seeds: the report, a place inside the words in it, whose they are, who says them, on what
#: evidence. Where a report names no person the speaker is empty.
UTTERANCES = (
    ("000", 234, "chn-mfa", "Mao Ning", "quoted"),
    ("000", 478, "chn-mfa", "Mao Ning", "paraphrased"),
    ("000", 814, "chn-mfa", "Mao Ning", "quoted"),
    ("000", 981, "chn-mfa", "Mao Ning", "quoted"),
    ("001", 60, "chn-mfa", "", "characterised"),
    ("001", 168, "chn-mfa", "", "paraphrased"),
    ("001", 357, "chn-mfa", "Lin Jian", "paraphrased"),
    ("001", 561, "chn-mfa", "Lin Jian", "paraphrased"),
    ("001", 1840, "pak-pm", "Shehbaz Sharif", "paraphrased"),
    ("001", 2019, "pak-pm", "Shehbaz Sharif", "paraphrased"),
    ("001", 2169, "chn-pla", "Li Qiaoming", "paraphrased"),
    ("001", 2553, "chn-pla", "Li Qiaoming", "paraphrased"),
    ("002", 37, "pak-government", "", "paraphrased"),
    ("002", 324, "baloch-liberation-army", "", "paraphrased"),
    ("002", 580, "pak-balochistan-government", "Sarfraz Bugti", "paraphrased"),
    ("002", 638, "pak-balochistan-government", "Sarfraz Bugti", "quoted"),
    ("002", 1123, "baloch-liberation-army", "", "paraphrased"),
    ("002", 1259, "baloch-liberation-army", "Jeeyand Baloch", "paraphrased"),
    ("002", 1466, "chn-mfa", "", "characterised"),
    ("002", 1589, "chn-mfa", "Mao Ning", "quoted"),
    ("002", 1645, "chn-mfa", "Mao Ning", "paraphrased"),
    ("003", 1693, "pak-pm", "Shehbaz Sharif", "paraphrased"),
    ("003", 1854, "pak-pm", "Shehbaz Sharif", "paraphrased"),
    ("003", 2471, "chn-pla", "Li Qiaoming", "characterised"),
    ("003", 2608, "chn-pla", "Li Qiaoming", "paraphrased"),
    ("003", 2772, "pak-moi", "Mohsin Naqvi", "characterised"),
    ("003", 2834, "pak-moi", "Mohsin Naqvi", "paraphrased"),
    ("003", 2959, "pak-moi", "Mohsin Naqvi", "quoted"),
    ("003", 3122, "pak-moi", "Mohsin Naqvi", "quoted"),
    ("004", 1518, "chn-mfa", "", "characterised"),
    ("004", 1540, "chn-mfa", "Lin Jian", "quoted"),
    ("004", 1879, "chn-mfa", "Lin Jian", "paraphrased"),
    ("004", 2158, "usa-embassy-pk", "", "quoted"),
    ("004", 2503, "eu-commission", "", "characterised"),
    ("004", 2541, "eu-commission", "Nabila Massrali", "quoted"),
    ("004", 2962, "deu-consulate-karachi", "", "quoted"),
)
COUNTRIES = {"usa-embassy-pk": "USA", "deu-consulate-karachi": "DEU", "chn-pla": "CHN", "eu-commission": None}


@pytest.mark.parametrize("utterance", UTTERANCES, ids=lambda one: f"{one[0]}-{one[1]}")
def test_every_utterance_is_its_speakers(store: Store, utterance: tuple[str, int, str, str, str]) -> None:
    number, place, issuer, speaker, evidence = utterance
    held = {key: s for s in store.statements() for key in s.renderings}
    texts = [r for r in store.renderings() if r.parent and report(store, r) == number]
    (found,) = [r for r in texts if r.start <= place < r.end]
    assert found.evidence.value == evidence
    assert held[found.id].issuer == issuer
    assert set(speaker.split()) <= set(found.speaker.split())
    assert found.evidence.own_words is (found.evidence is Evidence.QUOTED)
    if issuer in COUNTRIES:
        assert {one.country for one in store.issuers() if one.id == issuer} == {COUNTRIES[issuer]}


def test_quoted_words_are_all_in_the_table(store: Store) -> None:
    for rendering in store.renderings():
        if rendering.evidence is Evidence.QUOTED and rendering.parent:
            number = report(store, rendering)
            assert any(n == number and rendering.start <= at < rendering.end for n, at, *_ in UTTERANCES)


def test_only_mao_condemns_and_nobody_else(store: Store) -> None:
    condemning = {(s.issuer, s.speaker) for s in store.statements() if s.strength.verb_class.value == "condemn"}
    assert condemning == {("chn-mfa", "Mao Ning")}
    moves = {s.issuer: set(s.moves) for s in store.statements() if s.speaker in ("Mohsin Naqvi", "Shehbaz Sharif")}
    assert {"blame", "threaten"} <= moves["pak-moi"]
    assert not moves["pak-pm"]


def test_what_is_recalled_stands_apart(store: Store) -> None:
    recalled = [s for s in store.statements() if all(r.recalled for r in map(store.rendering, s.renderings) if r)]
    assert recalled
    assert not any(s.incidents for s in recalled)
    assert {s.date.iso for s in recalled if s.date} == {"2025-02"}


def test_chinas_three_phrasings_span_both_incidents_and_lin_is_earliest(store: Store) -> None:
    collection = Collection.read(store)
    spanning = [f for f in store.formulas() if f.incidents == 2 and f.first.issuer == "chn-mfa"]
    words = ("against all forms", "firmly support|giving staunch", "strengthen counterterrorism")
    for one in words:
        found = [f for f in spanning if any(part in f.template for part in one.split("|"))]
        assert found, one
        for formula in found:
            assert formula.first.date is not None
            assert formula.first.date.iso == "2024-08-27"
            assert collection.statements[formula.first.statement or ""].speaker == "Lin Jian"
    assert not [f for f in store.formulas() if "this terrorist attack" in f.template]


def test_two_outlets_wordings_of_one_answer_are_set_against_each_other(store: Store) -> None:
    collection = Collection.read(store)
    kinds = {}
    for statement in collection.statements.values():
        for key in statement.renderings:
            rendering = collection.renderings[key]
            made = compared(collection, statement, rendering)
            kinds[report(store, rendering), rendering.start] = made and (made.kind.value, made.basis.value)
    assert kinds["002", 1587] == ("trimmed", "quotation")
    assert kinds["001", 355] == ("wordings differ", "quotation")
    assert kinds["001", 2017] == kinds["003", 1691] == ("wordings differ", "report")
    assert kinds["004", 1538] == ("no primary text", "nothing")
    assert "altered" not in {made[0] for made in kinds.values() if made}


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


def test_what_has_no_date_was_not_said_before_its_event(store: Store) -> None:
    collection = Collection.read(store)
    undated = [s for s in store.statements() if s.date is None and s.incidents]
    assert undated
    for statement in undated:
        least = not_before(collection, statement)
        assert least is not None
        assert least.iso == "2025-03-11"
        assert statement_shape(collection, statement)["not_before"] == "2025-03-11"
        assert "2025-03-11" in head(collection, statement).date.text
    dated = next(s for s in store.statements() if s.date)
    assert not_before(collection, dated) is None


def test_whom_a_reporter_describes_is_nobody_that_an_issuer_named(store: Store) -> None:
    collection = Collection.read(store)
    by_issuer = {s.issuer: s for s in store.statements() if s.incidents and "2024" in (s.date.iso if s.date else "")}
    assert answer(collection, by_issuer["chn-mfa"], Asked.NAMES).state == "unknown"
    blame = answer(collection, by_issuer["pak-moi"], Asked.NAMES)
    assert blame.state == "reported"
    assert "Pakistani Taliban" in blame.words
