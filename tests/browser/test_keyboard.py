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


def test_a_view_is_chosen_with_the_arrow_keys(site: Path, opened: Open):
    page = opened(kinds.pages(site)["incidents/"])
    page.locator("#view-origins").focus()
    shown = []
    for _ in range(4):
        chosen = page.evaluate("() => document.querySelector('input[name=view]:checked').id")
        shown.append(
            (chosen, page.locator(".v-redline").first.is_visible(), page.locator(".v-origins").first.is_visible())
        )
        page.keyboard.press("ArrowRight")
    assert shown == [
        ("view-origins", False, True),
        ("view-fresh", False, True),
        ("view-redline", True, False),
        ("view-plain", False, True),
    ]
