"""What only a server gives its readers: searching, setting two statements side by side, checking a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import measuring
import pytest
from answering import answering
from chromium import Open, Watch
from playwright.sync_api import Page

TEXT = "Veldoria strongly condemns the attack on the harbour, and no cause can justify this abominable whistling."


@pytest.fixture(scope="session")
def server(demo_data: Path) -> Iterator[str]:
    with answering(demo_data) as address:
        yield address


def sound(page: Page) -> None:
    """Accessible, legible and no wider than the window, on a screen and on a phone."""
    assert measuring.violations(page) == []
    assert measuring.faint(page) == []
    width = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 800})
    assert measuring.spills(page) == []
    assert width is not None
    page.set_viewport_size(width)


def test_words_are_searched_and_found(server: str, opened: Open):
    page = opened(f"{server}/")
    with page.expect_navigation():
        page.locator("header nav").get_by_role("link", name="Search").click()
    sound(page)
    page.locator("main input[type=search], main input[name=q]").first.fill("shoulder")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "shoulder" in [one.lower() for one in page.locator("mark").all_inner_texts()]
    sound(page)


def test_two_statements_of_an_issuer_are_set_side_by_side(server: str, opened: Open):
    page = opened(f"{server}/issuers/xaa-mfa.html")
    ways = page.locator("tr.columns th a").evaluate_all("(all) => all.map((one) => one.href)")
    page.goto(f"{server}/compare")
    sound(page)
    page.locator("main textarea").fill("\n".join([ways[1], ways[4]]))
    with page.expect_navigation():
        page.locator("main button").first.click()
    assert page.locator("ins").first.is_visible()
    assert page.locator("del").first.is_visible()
    sound(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1039, "height": 700})
    assert measuring.spills(page) == []


def test_a_text_is_checked_and_what_is_new_in_it_is_marked(server: str, opened: Open):
    page = opened(f"{server}/check")
    page.locator("#text").fill(TEXT)
    with page.expect_navigation():
        page.locator("main form button").click()
    assert "whistling" in " ".join(page.locator("mark.o-new").all_inner_texts())
    sound(page)


def test_a_page_that_is_not_there_says_so_in_words(server: str, opened: Open, watch: Watch):
    page = opened(f"{server}/statements/<script>alert(1)<.html")
    assert page.locator("h1").is_visible()
    sound(page)
    assert [one for one in watch.seen if "404" not in one] == []
    watch.seen.clear()
