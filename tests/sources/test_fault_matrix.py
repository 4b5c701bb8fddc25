"""Every fault at every source that has a fixture pair: health is red, for the right reason, after one run."""

from functools import cache
from pathlib import Path

import matrix
import pytest
from faults import FAULTS, Fault
from pairs import Pair

PAIRS = matrix.sources_with_pairs()
NAMES = [pair.source.id for pair in PAIRS]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


@cache
def bench(source: str, root: Path) -> matrix.Bench:
    """One source after its good runs, made once for all of its cells."""
    pair = next(one for one in PAIRS if one.source.id == source)
    return matrix.Bench(pair, root)


@cache
def documented() -> dict[tuple[str, str], str]:
    return matrix.marks_in(matrix.DOCS.read_text("utf-8"))


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name.replace(" ", "-") for fault in FAULTS])
def test_one_run_is_enough_to_notice(source: str, fault: Fault, root: Path):
    cells = list(matrix.cells_of(bench(source, root), fault))
    for cell in cells:
        assert cell.noticed or not cell.applies, f"{'something' if cell.fresh else 'nothing'} new: {cell.said}"
        assert cell.said, "a cell that cannot apply says why"
    mark = documented().get((source, fault.name))
    assert mark == matrix.mark_of(cells), "docs: run python tests/sources/matrix.py --write"


def test_the_docs_name_every_source_and_every_fault_and_no_others():
    named = {source for source, _ in documented()}, {fault for _, fault in documented()}
    assert named == (set(NAMES), {fault.name for fault in FAULTS})


def test_most_of_the_matrix_applies():
    marks = list(documented().values())
    assert marks.count("✓") > 0.6 * len(marks), "a fault that changes nothing anywhere shows nothing"


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name.replace(" ", "-") for fault in FAULTS])
def test_every_fault_applies_somewhere(fault: Fault):
    assert "✓" in {mark for (_, name), mark in documented().items() if name == fault.name}


def test_a_fault_that_is_not_noticed_shows_in_the_matrix(root: Path, monkeypatch: pytest.MonkeyPatch):
    """The matrix can fail: a collector that measures nothing is found out."""
    pair: Pair = PAIRS[0]
    monkeypatch.setattr("tracker.collect.visits.below_usual", lambda *_: [])
    monkeypatch.setattr("tracker.collect.visits.shortfall", lambda *_: "")
    made = matrix.Bench(pair, root / "blind")
    unnoticed = {cell.fault for fault in FAULTS for cell in matrix.cells_of(made, fault) if cell.mark == "✗"}
    assert {"renamed detail.title", "unparsable date, item", "wrong language"} <= unnoticed
