"""What reports of two incidents, years apart, let people see of one issuer's phrasings, over the whole way."""

from pathlib import Path

import pytest

from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.workspace import Workspace
from tracker.model import Formula, How
from tracker.report.collection import Collection
from tracker.report.known import Known
from tracker.report.tables.shapes import formula_shape
from tracker.report.views.across import across
from tracker.report.views.checking import check
from tracker.report.views.standing import mark, shown_by_default, standing
from tracker.store import open_store

EARLIER = """date 2011-05-11
Lisbon, May 11 (PTI) A ferry terminal in Accra was attacked by gunmen on Tuesday, killing six in Ghana.

“Portugal stands firm against all forms of piracy,” Portuguese Foreign Ministry spokesman Rui Sarmento told reporters.

Sarmento said Portugal is willing to deepen maritime security cooperation with Ghana to protect shared sea lanes.

“Our hearts are with all who mourn in Accra,” he said.
"""
LATER = """date 2013-11-20
Lisbon, Nov 20 (Xinhua) A ferry in Chile was attacked by gunmen on Tuesday, killing nine of its passengers.

Portuguese Foreign Ministry spokesperson Rui Sarmento said Portugal firmly opposes piracy in any form.

“Portugal stands ready to deepen maritime security cooperation with Chile and protect shared sea lanes,” Sarmento said.

“We condemn the attack on the ferry,” he added.
"""


@pytest.fixture
def collection(tmp_path: Path):
    for name, text in (("one.txt", EARLIER), ("two.txt", LATER)):
        (tmp_path / name).write_text(text, "utf-8")
    workspace = Workspace(data=tmp_path / "data")
    import_files(workspace, [tmp_path / "one.txt", tmp_path / "two.txt"], kind="news")
    match(workspace)
    with open_store(workspace.db, read_only=True) as store:
        yield Collection.read(store)


def about(collection: Collection, word: str) -> Formula:
    (found,) = [one for one in collection.formulas.values() if word in one.template]
    return found


def test_quoted_once_and_reported_once_is_a_phrasing_after_two_incidents(collection: Collection):
    opposing, ready = about(collection, "piracy"), about(collection, "ready")
    for formula in (opposing, ready):
        shape = formula_shape(collection, formula)
        assert (shape["statements"], shape["incidents"], shape["issuers"]) == (1, 2, 1)
        assert (shape["reported_statements"], shape["incidents_reported"]) == (1, 1)
        assert [use["how"] for use in shape["passages"]].count("reported") == 1
        assert shape["partly_reported"]
        assert shape["first"]["date"] == "2011-05-11"
        assert shown_by_default(formula)
    assert standing(collection, opposing).first == "own"
    assert mark(standing(collection, opposing)).endswith("as reported by Xinhua")
    assert (standing(collection, ready).first, standing(collection, ready).first_outlet) == ("reported", "PTI")


def test_quoted_and_reported_wordings_are_never_in_one_row(collection: Collection):
    view = across(collection, "prt-mfa")
    sides = [(row.side, cell) for band in view.bands for row in band.rows for cell in row.cells if cell]
    assert {side for side, _ in sides} == {"quoted", "reported"}
    assert all((side == "quoted") is cell.attested.own_words for side, cell in sides)
    told = [cell.earliest for side, cell in sides if side == "reported" and cell.earliest]
    assert told == ["earliest in this collection, as reported by PTI"]


def test_a_checked_text_is_set_beside_own_words_even_where_the_first_use_is_reported(collection: Collection):
    words = "Portugal stands ready to deepen maritime security cooperation with Angola and protect shared sea lanes."
    (row,) = check(collection, words, language="en", known=Known(collection.store)).rows
    assert row.formula == about(collection, "ready").id
    assert row.cells[1] is not None
    assert row.cells[1].statement == next(
        use.statement for use in about(collection, "ready").uses if use.how is not How.REPORTED
    )
