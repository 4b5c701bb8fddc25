"""A reader's way through the sample world, from the home page to paper, as files and from a server.

The questions, in the order in which readers ask them: did they say it before, what changed, who said it first, in what
text, and can I take it along.
"""

from __future__ import annotations

from pathlib import Path

import kinds
import measuring
import pytest
from chromium import Open, Watch
from playwright.sync_api import Page


@pytest.fixture(params=["files", "loopback"])
def home(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the home page."""
    if request.param == "files":
        return (site / "index.html").as_uri()
    return request.getfixturevalue("served") + "/index.html"


def issuer_across(page: Page) -> None:
    """From the home page to an issuer who spoke after several incidents."""
    page.locator("header nav").get_by_role("link", name="Issuers").click()
    page.locator("main").get_by_role("link", name="Ministry of Foreign Affairs of Veldoria", exact=True).click()
    page.locator("table.across").wait_for()
    assert page.locator("table.across thead tr.groups th").count() > 1


def redline(page: Page) -> None:
    """What changed is marked in words that are struck and added; switched off, the text of that day is left."""
    assert page.locator(".across ins").first.is_visible()
    assert page.locator(".across del").first.is_visible()
    page.locator("#view-plain").click()
    assert not page.locator(".across del").first.is_visible()
    assert page.locator(".across ins").first.evaluate("(one) => getComputedStyle(one).textDecorationLine") == "none"
    page.locator("#view-previous").click()


def phrasing(page: Page) -> None:
    """From a row to the page of its recurring phrasing."""
    page.locator("tr.band-head a").first.click()
    page.locator("h1.quoted").wait_for()
    assert page.locator(".lead").is_visible()


def earliest_use(page: Page) -> None:
    """The first use leads to the statement that holds it, with its words, date and source."""
    day = page.locator(".lead time").first.inner_text()
    page.locator(".lead a").first.click()
    page.wait_for_url("**/statements/*")
    assert page.locator(".facts time").first.inner_text() == day
    assert page.locator(".own-words").first.is_visible()
    assert page.locator("#cite").is_visible()


def test_from_the_home_page_to_the_earliest_use_and_to_paper(home: str, opened: Open, watch: Watch):
    page = opened(home)
    issuer_across(page)
    redline(page)
    phrasing(page)
    earliest_use(page)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.go_back()
    page.go_back()
    page.locator("table.across").wait_for()
    assert len([one for one in watch.asked if one.endswith(".html")]) >= 5


def test_without_scripts_nothing_is_missing(site: Path, opened: Open):
    page = opened(site / "index.html", java_script_enabled=False)
    issuer_across(page)
    phrasing(page)
    earliest_use(page)


def test_the_ways_to_the_pages_are_large_enough_for_a_finger(site: Path, opened: Open):
    page = opened(site / "index.html", width=390)
    small = [
        one.inner_text()
        for one in page.query_selector_all("nav a")
        if (box := one.bounding_box()) and min(box["height"], box["width"]) < 24
    ]
    assert small == []
    assert measuring.spills(page) == []


def test_a_wide_table_of_an_issuer_opens_at_its_latest_incident(site: Path, opened: Open):
    page = opened(kinds.pages(site)["issuers/"], width=390)
    frame = page.locator(".scroll:has(> table.across)")
    begins, ends = frame.evaluate("one => [one.scrollLeft, one.scrollWidth - one.clientWidth]")
    assert ends > 0
    assert begins == pytest.approx(ends, abs=2)
    assert frame.evaluate("one => one.scrollTop") == 0
