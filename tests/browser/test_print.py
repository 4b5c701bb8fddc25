"""Paper: every kind of page fits A4, cuts no text, and tells without colour what the screen tells with it."""

from __future__ import annotations

import re
from pathlib import Path

import kinds
import measuring
import pytest
from chromium import Open
from playwright.sync_api import Page

#: A4 lying, less its margins of 11 mm, in CSS pixels.
LYING = round((297 - 22) / 25.4 * 96)
_TEXTS = ".own-words, .report-words, h1, h2, h3, th, td"
_WORDS = "(found) => found.filter((one) => one.checkVisibility()).map((one) => one.innerText.replace(/\\s+/g, ''))"


@pytest.fixture
def paper(opened: Open) -> Page:
    page = opened(width=LYING, height=700)
    page.emulate_media(media="print")
    return page


def test_no_page_is_wider_than_paper_and_nothing_on_it_is_cut(site: Path, paper: Page):
    found = {}
    for kind, path in kinds.pages(site).items():
        paper.goto(path.as_uri())
        found[kind] = [*measuring.spills(paper), *measuring.cut(paper)]
    assert {kind: lines for kind, lines in found.items() if lines} == {}


@pytest.mark.parametrize("kind", ["incidents/", "issuers/", "statements/"])
def test_paper_holds_every_word_that_the_screen_holds(site: Path, opened: Open, kind: str):
    page = opened(kinds.pages(site)[kind], width=LYING)
    # What is folded on the screen is open on paper.
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    shown = page.locator(_TEXTS).evaluate_all(_WORDS)
    page.emulate_media(media="print")
    assert page.locator(_TEXTS).evaluate_all(_WORDS) == shown


def test_where_words_come_from_is_written_out_on_paper(site: Path, paper: Page):
    paper.goto(kinds.pages(site)["incidents/"].as_uri())
    notes = paper.locator(".v-origins .o-matched").evaluate_all(
        "(found) => found.map((one) => getComputedStyle(one, '::after').content)"
    )
    assert notes
    assert all(re.fullmatch(r'" \[.+\]"', note) for note in notes)


def test_chromium_prints_a4(site: Path, opened: Open):
    page = opened(kinds.pages(site)["issuers/"])
    sizes = set(re.findall(rb"/MediaBox \[([^]]*)\]", page.pdf(prefer_css_page_size=True)))
    assert len(sizes) == 1
    _, _, width, height = (float(one) for one in sizes.pop().split())
    assert (round(width), round(height)) == (842, 595)
