"""A machine without a network: one line, its own exit code, and another try within the hour."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.cli import main
from tracker.collect.asking.outage import SENTENCE
from tracker.jobs.collecting import Outside

NOW = datetime.now(UTC).replace(microsecond=0)
SOURCES = ("karsan", "osk", "yunlan", "velm")

ENTRY = """
  {source}:
    issuer: xaa-mfa
    name: Ministry of {source}
    kind: html-list
    category: ministry
    country: XAA
    languages: en
    zone: UTC
    urls: https://{source}.example/statements/
    list: {{item: li, link: "a@href", title: a}}
    detail: {{title: h1, body: div.article, date: time@datetime}}
    dates: {{formats: ["%Y-%m-%d"]}}
    every: 6h
    licence: unstated
"""


class World:
    """A time that can be moved, and names that nobody finds, or whose hosts are forbidden ground."""

    def __init__(self) -> None:
        self.now = NOW
        self.found: set[str] = set()
        self.asked: list[str] = []

    def resolver(self, host: str) -> list[str]:
        self.asked.append(host)
        if host in self.found:
            return ["192.168.0.1"]  # found, and not to be connected to: refused, not lost
        raise OSError(-3, "Temporary failure in name resolution")

    @staticmethod
    async def no_time(_: float) -> None:
        return None

    def outside(self) -> Outside:
        network = {"resolver": self.resolver, "sleep": self.no_time}
        return replace(Outside(), clock=lambda: self.now, network=network)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    monkeypatch.chdir(tmp_path)
    for variable in ("TRACKER_NOTIFY", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(variable, raising=False)
    for job in ("running", "collecting", "probing"):
        monkeypatch.setattr(f"tracker.jobs.{job}.Outside", made.outside)
    Path("sources.yaml").write_text("sources:" + "".join(ENTRY.format(source=one) for one in SOURCES), "utf-8")
    return made


def tracker(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err.splitlines()


def test_a_run_without_a_network_says_one_line_and_leaves_with_three(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = tracker(capsys, "run")
    assert code == 3
    assert [line for line in said if SENTENCE in line] == [f"tracker: {SENTENCE}"]
    assert not [line for line in said for source in SOURCES if source in line]
    digest = Path("data/digest.txt").read_text("utf-8")
    assert "1 broke" in digest
    assert not [source for source in SOURCES if source in digest]
    code, found, _ = tracker(capsys, "health", "--json")
    assert code == 1
    assert {(one["reason"], one["next_step"]) for one in json.loads(found)} == {tuple(SENTENCE.split(": "))}

    world.now += timedelta(minutes=30)
    world.asked.clear()
    assert tracker(capsys, "run")[0] == 0
    assert world.asked == []
    world.now += timedelta(minutes=30)
    assert tracker(capsys, "run")[0] == 3
    assert len(set(world.asked)) == len(SOURCES)


def test_sources_that_fail_while_another_answers_are_named_once_each(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.found = {"osk.example"}
    code, _, said = tracker(capsys, "run")
    assert code == 1
    for source in SOURCES:
        assert len([line for line in said if line.startswith(f"{source}: ")]) == 1
    assert not [line for line in said if SENTENCE in line]
    world.now += timedelta(minutes=10)
    code, _, said = tracker(capsys, "run")
    assert [line.split(";")[0] for line in said if "asked" in line] == ["0 sources asked"]
    assert not [line for line in said if line.startswith(SOURCES)]


@pytest.mark.usefixtures("world")
def test_each_page_and_source_is_told_to_whoever_looks_on(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, said = tracker(capsys, "run", "--verbose")
    assert sorted(line.split(": ")[0] for line in said if line.startswith(SOURCES)) == sorted(SOURCES)


@pytest.mark.usefixtures("world")
def test_a_collection_without_a_network_leaves_with_three(capsys: pytest.CaptureFixture[str]) -> None:
    code, rows, said = tracker(capsys, "collect")
    assert code == 3
    assert len(rows.splitlines()) == len(SOURCES)
    assert [line for line in said if line.startswith(("tracker:", *SOURCES))] == [f"tracker: {SENTENCE}"]


def test_the_cost_of_a_backfill_cannot_be_told_without_a_network(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows, _ = tracker(capsys, "collect", "--backfill", "osk", "--since", "2025-01-01", "--dry-run")
    assert (code, rows) == (3, "")
    world.found = {"osk.example"}
    assert tracker(capsys, "collect", "--backfill", "osk", "--since", "2025-01-01", "--dry-run")[0] == 2
