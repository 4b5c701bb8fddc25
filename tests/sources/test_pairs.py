"""Every source that is read has a fixture pair, and the pair says what a person reads there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pairs
import pytest

from tracker.collect.guesses import guess_item, guess_list
from tracker.errors import TrackerError
from tracker.sources import Source, bundled_sources, load_registry

REGISTRY = load_registry(bundled_sources())
READ = [source for source in REGISTRY.sources if source.enabled]
#: The replacement character stands where bytes could not be decoded.
UNDECODED = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("source", READ, ids=lambda source: source.id)
def test_a_pair_says_what_a_person_reads_there(source: Source) -> None:
    pair = pairs.pair_of(source)
    assert pair.list.exists(), f"{source.id}: has no fixture pair; `tracker sources add` shows how one looks"
    assert pairs.read(pair) == pair.expected


@pytest.mark.parametrize("source", READ, ids=lambda source: source.id)
def test_a_pair_is_whole(source: Source) -> None:
    expected = pairs.pair_of(source).expected
    listed, item = expected["list"], expected["item"]
    assert listed["items"] >= max(source.expect.min_items, 6)
    assert listed["links"] + listed["renderings"] >= 1
    assert item["begins"]
    assert item["language"].partition("-")[0] in {one.partition("-")[0] for one in source.languages}
    assert item["published"] or source.expect.fill.date == 0
    assert UNDECODED not in json.dumps(expected, ensure_ascii=False)


def test_no_pair_is_left_of_a_source_that_is_gone() -> None:
    known = {source.id for source in READ}
    assert {
        folder.name for folder in pairs.PAIRS.iterdir() if folder.is_dir() and folder.name[0] != "_"
    } - known == set()


def test_sources_that_are_not_read_say_why() -> None:
    silent = [one for one in REGISTRY.sources if not one.enabled]
    assert [one.id for one in silent if len(one.disabled_reason) < 20] == []


def test_the_registry_is_as_wide_as_it_says() -> None:
    countries = {issuer.country for issuer in REGISTRY.issuers if issuer.country}
    countries &= {_country(source, {i.id: i.country for i in REGISTRY.issuers}) for source in REGISTRY.sources}
    assert len(REGISTRY.sources) >= 60
    assert len(READ) >= 38
    assert len(countries) >= 35
    assert [source.id for source in READ if source.confidence not in "HM" or source.access == "blocked"] == []
    assert [source.id for source in REGISTRY.sources if not source.evidence] == []


def _country(source: Source, of_issuer: Mapping[str, str | None]) -> str:
    return source.country or of_issuer.get(source.issuer or "") or ""


def test_unknown_sites_like_ours_are_mostly_described_rightly() -> None:
    """What `tracker sources add` would make of the pages of our own sources, which it has no knowledge of."""
    tried = [source for source in READ if source.kind == "html-list" and pairs.pair_of(source).item is not None]
    lists = [source.id for source in tried if _list_is_found(source)]
    items = [source.id for source in tried if _item_is_found(source)]
    assert len(lists) >= 0.75 * len(tried), sorted({one.id for one in tried} - set(lists))
    assert len(items) >= 0.75 * len(tried), sorted({one.id for one in tried} - set(items))


def _list_is_found(source: Source) -> bool:
    """Whether the entries that are guessed are nearly those of the list."""
    pair = pairs.pair_of(source)
    try:
        guess = guess_list(*pairs.capture_of(source, source.url, "list", pair.list))
    except TrackerError:
        return False
    return abs(guess.entries - int(pair.expected["list"]["items"])) <= 2


def _item_is_found(source: Source) -> bool:
    """Whether the element that is guessed begins and ends with the text."""
    pair = pairs.pair_of(source)
    assert pair.item is not None
    capture, body = pairs.capture_of(source, pair.expected["list"]["first"]["url"], "item", pair.item)
    try:
        guess = guess_item(capture, body)
    except TrackerError:
        return False
    found = pairs.text_at(source, capture, body, guess.body)
    return pair.expected["item"]["begins"][:30] in found and pair.expected["item"]["ends"][-30:] in found


def test_everybody_named_in_the_case_has_a_source_or_a_reason() -> None:
    page = (pairs.PAIRS.parents[1] / "docs" / "case.md").read_text("utf-8")
    known = {source.id: source for source in REGISTRY.sources}
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    for row in rows:
        named = re.findall(r"`([a-z_]+)`", row[1])
        assert named or row[1] == "–", row
        assert [one for one in named if one not in known] == []
        silent = bool(named) and not any(known[one].enabled for one in named)
        assert silent == row[2].startswith("not read"), row
