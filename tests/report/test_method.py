"""The page on the method: its figures are those of the documentation, so that no page boasts with older ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.report.labels import labels

DOCS = Path(__file__).parents[2] / "docs"
#: A figure with the range within which 95 of 100 redrawn sets fall.
FIGURE = re.compile(r"\d\.\d{3} \[\d\.\d{3}, \d\.\d{3}\]")
KEYS = [key for key in labels() if key.startswith("method.value.")]


def documented():
    return "\n".join((DOCS / f"{page}.md").read_text(encoding="utf-8") for page in ("matching", "quotations"))


@pytest.mark.parametrize("key", KEYS)
def test_a_figure_on_the_page_is_one_of_the_documentation(key: str):
    found = FIGURE.findall(labels()[key])
    assert found or labels()[key].startswith("1.000")
    assert [figure for figure in found if figure not in documented()] == []


@pytest.mark.parametrize("row", ["direct_r", "source"])
def test_of_how_many_quotations_is_what_the_documentation_says(row: str):
    number = labels()[f"method.of.{row}"].split()[0]
    assert f"({number} " in documented()
