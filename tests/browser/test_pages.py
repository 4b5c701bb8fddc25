"""Every kind of page, as readers have it before them: wide, on a phone, enlarged, dark, with their own colours."""

from __future__ import annotations

from pathlib import Path

import kinds
import measuring
import pytest
from chromium import Open
from playwright.sync_api import Page


def each(site: Path, page: Page):
    """Each kind of page, opened one after another."""
    for kind, path in kinds.pages(site).items():
        page.goto(path.as_uri())
        yield kind


def test_the_kinds_are_those_that_readers_are_promised(site: Path):
    found = set(kinds.pages(site))
    assert found >= {"index", "all", "issuers", "issuers/", "incidents", "incidents/", "formulas", "formulas/"}
    assert found >= {"statements/", "sources", "method"}


# 320 CSS pixels are WCAG's reflow (1.4.10): a window of 1280 enlarged four times.
@pytest.mark.parametrize("width", [1280, 640, 360, 320])
def test_no_page_is_wider_than_its_window(site: Path, opened: Open, width: int):
    page = opened(width=width)
    found = {kind: measuring.spills(page) for kind in each(site, page)}
    assert {kind: lines for kind, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_and_all_text_stands_out(site: Path, opened: Open, scheme: str, width: int):
    page = opened(width=width, color_scheme=scheme)
    found = {kind: [*measuring.violations(page), *measuring.faint(page)] for kind in each(site, page)}
    assert {kind: lines for kind, lines in found.items() if lines} == {}


def test_no_box_hides_a_part_of_its_text(site: Path, opened: Open):
    page = opened(width=390)
    found = {kind: measuring.cut(page) for kind in each(site, page)}
    assert {kind: lines for kind, lines in found.items() if lines} == {}


def test_readers_colours_and_still_pages_are_respected(site: Path, opened: Open):
    page = opened(forced_colors="active", reduced_motion="reduce")
    for kind in each(site, page):
        moving = page.evaluate(
            "() => [...document.querySelectorAll('*')].filter((one) => {"
            " const style = getComputedStyle(one);"
            " return parseFloat(style.transitionDuration) > 0.01 || style.animationName !== 'none' }).length"
        )
        assert moving == 0, kind


def test_larger_letters_break_no_page(site: Path, opened: Open):
    page = opened(width=1280)
    for kind in each(site, page):
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert measuring.spills(page) == [], kind
        assert measuring.cut(page) == [], kind


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_page_whatever_its_view(site: Path, opened: Open, scheme: str, width: int):
    page = opened(width=width, color_scheme=scheme)
    for kind in each(site, page):
        # A choice leads to its place, where the page offers other ones.
        choices = page.locator(".views a:visible").evaluate_all("found => found.map((one) => one.hash)")
        for choice in dict.fromkeys(choices):
            page.evaluate("(place) => { location.hash = place }", choice)
            found = [*measuring.violations(page), *measuring.faint(page)]
            assert found == [], (kind, choice)
