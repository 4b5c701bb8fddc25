"""Lists of several pages that lack one, repeat one, or lead in a circle."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from karsan import HOST, LIST, Site, down, listing, page, source, url

from tracker.model import RunStatus
from tracker.sources import Paging, Source


def paged(**more: Any) -> Source:
    return source(paging=Paging(**more))


@pytest.fixture
def deep(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.collect.outcomes import Reach  # noqa: PLC0415

    monkeypatch.setattr("worlds.Reach", lambda **_: Reach(pages=8))


def _pages(site: Site, pages: dict[int, Sequence[int]], *, following: dict[int, int] | None = None) -> None:
    for number, entries in pages.items():
        body = listing(entries)
        if following and number in following:
            to = following[number]
            link = f'<a class="next" href="{LIST if to == 1 else f"{LIST}?page={to}"}">older</a></body>'
            body = body.replace(b"</body>", link.encode())
        site.put(LIST if number == 1 else f"{LIST}?page={number}", body)
        for one in entries:
            site.put(url(one), page(one))


@pytest.mark.usefixtures("deep")
def test_25_25_none_25_is_partial_and_does_not_move_the_mark(tmp_path: Path):
    site = Site(tmp_path, paged(style="query", first=1))
    pages = {1: down(100, 25), 2: down(75, 25), 3: [], 4: down(25, 25)}
    _pages(site, pages)
    run = site.run()
    assert run.status is RunStatus.PARTIAL
    assert not run.status.moves_mark
    assert run.new == 75, "what lies behind the hole is collected all the same"
    _pages(site, {3: down(50, 25)})
    assert (site.run().status, len(site.world.texts)) == (RunStatus.COMPLETE, 100)


@pytest.mark.usefixtures("deep")
def test_a_site_that_shows_its_last_page_for_ever_has_ended(tmp_path: Path):
    site = Site(tmp_path, paged(style="query", first=1))
    _pages(site, {1: down(9, 3), 2: down(6, 3), **{n: down(3, 3) for n in range(3, 9)}})
    assert (site.run().status, len(site.world.texts)) == (RunStatus.COMPLETE, 9)
    assert len([one for one in site.world.captures if one.role == "list"]) == 5


@pytest.mark.usefixtures("deep")
def test_a_page_that_came_twice_with_more_behind_it_is_a_hole(tmp_path: Path):
    site = Site(tmp_path, paged(style="query", first=1))
    _pages(site, {1: down(12, 3), 2: down(9, 3), 3: down(9, 3), 4: down(3, 3), 5: down(3, 3), 6: down(3, 3)})
    run = site.run()
    assert run.status is RunStatus.PARTIAL
    assert "list page 3" in run.reason
    assert "repeats" in run.reason
    assert url(1) in {one.url for one in site.world.renderings.values()}, "and what is behind it is collected"


@pytest.mark.usefixtures("deep")
@pytest.mark.parametrize("back", [1, 2])
def test_next_links_that_lead_in_a_circle_end_and_are_no_success(tmp_path: Path, back: int):
    site = Site(tmp_path, paged(style="next", link=("a.next@href",)))
    _pages(site, {1: down(9, 3), 2: down(6, 3), 3: down(3, 3)}, following={1: 2, 2: 3, 3: back})
    run = site.run()
    assert run.status is RunStatus.PARTIAL
    assert "repeats what earlier pages name" in run.reason
    assert len(site.world.texts) == 9


@pytest.mark.usefixtures("deep")
def test_one_list_of_several_that_is_another_page_fails_and_the_others_are_collected(tmp_path: Path):
    other = f"{HOST}/speeches/"
    site = Site(tmp_path, source(urls=(LIST, other)))
    site.put(other, b"<html><body><p>Speeches have a new home, look for them there.</p></body></html>")
    site.shows([2, 1])
    run = site.run()
    assert (run.status, run.new) == (RunStatus.FAILED, 2)
    assert other in run.reason
