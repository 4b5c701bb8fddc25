"""Without a mouse: every link and control is reached, in order, seen, and left again."""

from __future__ import annotations

from pathlib import Path

import kinds
import measuring
import pytest
from chromium import Open
from playwright.sync_api import Page


def check(page: Page) -> None:
    wanted = set(measuring.stops(page))
    met, left = measuring.tab_through(page)
    assert left, f"the tab key stays at {met[-1].name}"
    assert wanted - {one.at for one in met} == set()
    assert [one.name for one in met if not one.outlined] == []
    assert [one.name for one in met if not one.seen] == []
    places = [one.at for one in met]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["index", "issuers/", "statements/"])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(site: Path, opened: Open, kind: str):
    check(opened(kinds.pages(site)[kind]))


@pytest.mark.long
def test_the_tab_key_reaches_everything_on_every_kind_of_page_on_a_phone(site: Path, opened: Open):
    page = opened(width=390)
    for path in kinds.pages(site).values():
        page.goto(path.as_uri())
        check(page)


def test_the_first_stop_skips_to_the_content(site: Path, opened: Open):
    page = opened(site / "index.html")
    page.keyboard.press("Tab")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_a_view_is_chosen_with_the_keyboard_and_stands_in_the_address(site: Path, opened: Open):
    page = opened(kinds.pages(site)["incidents/"], java_script_enabled=False)
    shown = []
    for view in ("origins", "fresh", "redline", "plain"):
        page.locator(f"#view-{view}").press("Enter")
        shown.append(
            (
                page.url.partition("#")[2],
                page.locator(".v-redline").first.is_visible(),
                page.locator(".v-origins").first.is_visible(),
            )
        )
    assert shown == [
        ("view-origins", False, True),
        ("view-fresh", False, True),
        ("view-redline", True, False),
        ("view-plain", False, True),
    ]


def test_an_address_leads_to_one_statement_in_one_view(site: Path, opened: Open):
    path = kinds.pages(site)["incidents/"]
    page = opened(java_script_enabled=False)
    page.goto(f"{path.as_uri()}#view-redline-s2")
    assert page.locator("#s2 .v-redline").first.is_visible()
    assert not page.locator("#s2 .v-origins").first.is_visible()
    assert page.locator("#s2 .in-redline").get_attribute("href") == "#view-redline-s2"
    box = page.locator("#s2").bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] >= bar["y"] + bar["height"]


def test_single_keys_lead_from_statement_to_statement_and_can_be_switched_off(site: Path, opened: Open):
    page = opened(kinds.pages(site)["incidents/"])
    for key, held in (("j", "s1"), ("j", "s2"), ("k", "s1")):
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.id") == held
    page.keyboard.press("n")
    assert page.evaluate("() => document.activeElement.closest('.card') !== null") is True
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.locator("#keys-close").click()
    page.locator("#content").focus()
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_no_key_is_taken_from_a_combination(site: Path, opened: Open):
    page = opened(kinds.pages(site)["incidents/"])
    page.locator("#content").focus()
    page.keyboard.press("Alt+j")
    assert page.evaluate("() => document.activeElement.id") == "content"
