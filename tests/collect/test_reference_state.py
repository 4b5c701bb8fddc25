"""A month of one real feed, capture by capture, through the real collector. Needs the reference data."""

import html
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree as ET  # noqa: N817 - as the standard library is usually written

from tracker import model
from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import known_from
from tracker.collect.outcomes import Captured, Done, Read
from tracker.collect.passes import collect
from tracker.model import Rendering, RunStatus, SourceRun
from tracker.sources import Source, bundled_sources, load_registry
from tracker.store import Store, open_store

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FEED = "/rss-feed/press-releases/feed/"
#: What a reader never sees, and the collector leaves out: see `drop:` of the source.
HIDDEN = re.compile(r"<input[^>]*>|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
#: Items, distinct texts of items, items with more than one text: counted by the independent reading.
FIGURES = (309, 335, 24)
SLICE = slice(150, 175)
Capture = tuple[datetime, bytes]


@pytest.fixture(scope="module")
def month(reference: Path) -> list[Capture]:
    archive = reference / "pages/us_state/us_state_feed_2022_03.tar.xz"
    if not archive.is_file():
        pytest.skip(f"reference data, not redistributed: nothing at {archive}")
    with tarfile.open(archive) as tar:
        # read in the order of the file: going back in a compressed one starts from its beginning
        found = {Path(one.name).stem: file.read() for one in tar if (file := tar.extractfile(one))}
    return [
        (datetime.strptime(name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), body) for name, body in sorted(found.items())
    ]


@pytest.fixture(scope="module")
def source() -> Source:
    return load_registry(bundled_sources()).source("us_state")


def words(markup: str) -> str:
    return "".join(html.unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub(" ", markup))).split())


def independent(month: list[Capture], source: Source) -> dict[str, set[tuple[str, str]]]:
    """Address to the distinct texts it ever had, by the plainest means: an XML parser, and tags cut out.

    Only the rule by which the source leaves out schedules is shared with the collector.
    """
    seen: dict[str, set[tuple[str, str]]] = {}
    for _, body in month:
        for item in ET.fromstring(body).iter("item"):
            if source.exclude.title and source.exclude.title.search(item.findtext("title", "")):
                continue
            text = (words(item.findtext("title", "")), words(item.findtext(CONTENT, "")))
            seen.setdefault(item.findtext("link", "").strip(), set()).add(text)
    return seen


class Replay:
    """The collector and the store, fed capture by capture."""

    def __init__(self, site: Any, clock: Any, source: Source, root: Path, store: Store) -> None:
        self.site, self.clock, self.source, self.store = site, clock, source, store
        self.archive = Archive(root)
        self.runs: list[SourceRun] = []
        self.captures: list[model.Capture] = []
        self.snapshots: dict[str, set[tuple[str, ...]]] = {}

    def play(self, month: list[Capture]) -> None:
        for at, body in month:
            self.clock.now = at
            self.site.pages[FEED] = self.site.reply(body, headers=(("Content-Type", "application/rss+xml"),))
            known = known_from(self.captures, texts=self.store.texts())
            for outcome in collect(
                [self.source],
                known,
                archive=self.archive,
                clock=self.clock,
                sleep=self.clock.sleep,
                resolver=self.site.resolver,
                jitter=lambda: 0.5,
            ):
                if isinstance(outcome, Captured):
                    self.captures.append(outcome.capture)
                if isinstance(outcome, Read):
                    self.keep(outcome)
                if isinstance(outcome, Done):
                    self.runs.append(outcome.run)

    def keep(self, read: Read) -> None:
        with self.store.transaction():
            self.store.add_capture(read.capture)
            self.store.put_renderings(read.renderings, read.capture.retrieved_at)
        by_url: dict[str, list[Rendering]] = {}
        for one in read.renderings:
            by_url.setdefault(one.url, []).append(one)
        for url, parts in by_url.items():
            self.snapshots.setdefault(url, set()).add(tuple(one.sha256 for one in parts))

    def texts(self) -> list[tuple[str, int, str]]:
        ids = sorted(one.id for one in self.store.renderings())
        return [(name, version.number, version.sha256) for name in ids for version in self.store.versions(name)]


def compare(replay: Replay, month: list[Capture]) -> tuple[int, int, int]:
    """Checks the replay against the independent reading; gives items, versions and edited items."""
    expected = independent(month, replay.source)
    assert set(replay.snapshots) == set(expected), "every item that the feed ever held, and no other"
    edited = {url for url, texts in expected.items() if len(texts) > 1}
    found = {url for url, texts in replay.snapshots.items() if len(texts) > 1}
    assert found == edited
    assert {url: len(replay.snapshots[url]) for url in edited} == {url: len(expected[url]) for url in edited}
    assert all(run.status in (RunStatus.COMPLETE, RunStatus.UNCHANGED) for run in replay.runs)
    stored = [one.id for one in replay.store.renderings()]
    assert len(stored) == len(set(stored))
    return len(expected), sum(map(len, expected.values())), len(edited)


@pytest.fixture
def replay(source: Source, site: Any, clock: Any, tmp_path: Path) -> Iterator[Replay]:
    with open_store(tmp_path / "tracker.db") as store:
        yield Replay(site, clock, source, tmp_path / "archive", store)


def test_a_few_days_of_the_month(month: list[Capture], replay: Replay):
    replay.play(month[SLICE])
    assert compare(replay, month[SLICE])[2] > 0


@pytest.mark.long
def test_the_whole_month_and_the_whole_month_again(month: list[Capture], replay: Replay):
    replay.play(month)
    assert compare(replay, month) == FIGURES
    before = replay.texts()
    replay.play(month)
    assert replay.texts() == before
    assert compare(replay, month) == FIGURES
    assert list(Archive(replay.archive.root).verify()) == []
