"""The page on the method: its figures are those of the documentation, so that no page boasts with older ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from report_fake import NOW, Fake

from tracker.report.collection import Collection
from tracker.report.labels import labels
from tracker.report.site.drafts import drafts

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


@pytest.mark.parametrize("key", [key for key in labels() if key.startswith("method.made_how.")])
def test_the_size_of_a_labelled_set_is_that_of_the_documentation(key: str):
    numbers = set(re.findall(r"\d[\d,]*\d", labels()[key]))
    assert numbers <= set(re.findall(r"\d[\d,]*\d", documented()))


def test_the_picture_of_a_texts_way_says_what_the_list_says(world: Fake):
    path = next(one for one in drafts(Collection.read(world), {}, NOW) if one.path == "method.html")
    page = BeautifulSoup(path.compose(), "html.parser")
    boxes = [one.get_text() for one in page.select("svg.steps text") if one.get_text() != "→"]
    assert boxes == [one.get_text() for one in page.select("#way ~ ol")[0].select("b")]
    assert len(boxes) == 7
