import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import known_from
from tracker.collect.outcomes import Captured, Done, Known, Read
from tracker.collect.passes import collect
from tracker.demo import truth, visits
from tracker.demo.server import Serve
from tracker.demo.visits import Clock, visit_times
from tracker.model import Capture, Rendering, RunStatus, SourceRun, Verdict
from tracker.sources import load_registry

#: The feed whose window hides older items; its archive is a source of its own.
_WINDOWED = "veldoria_mfa"


@dataclass
class Seen:
    """What one visit gave."""

    renderings: dict[str, Rendering] = field(default_factory=dict)
    captures: list[Capture] = field(default_factory=list)
    runs: dict[str, SourceRun] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)

    def of(self, source: str) -> list[Rendering]:
        return [one for one in self.renderings.values() if one.source == source]


@pytest.fixture(scope="session")
def two_visits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Seen]:
    """Both visits to the sample world, over loopback, by the real collector with a clock that only sleeping moves."""
    return _both(tmp_path_factory.mktemp("archive"))


def _both(root: Path) -> tuple[Seen, Seen]:
    clock = visits.Clock(visits.visit_times()[0])
    with Serve() as server:
        first = _visit(server, clock, root, Known())
        server.visit = 2
        clock.move_to(visits.visit_times()[1])
        known = known_from(
            first.captures,
            texts={one.id: one.sha256 for one in first.renderings.values()},
            runs=first.runs.values(),
        )
        return first, _visit(server, clock, root, known)


def _visit(server: Serve, clock: visits.Clock, root: Path, known: Known) -> Seen:
    seen = Seen()
    for outcome in collect(
        load_registry(visits.sources_path()).sources,
        known,
        archive=Archive(root),
        clock=clock,
        sleep=clock.sleep,
        jitter=visits.jitter,
        resolver=visits.resolver(server),
    ):
        if isinstance(outcome, Captured):
            seen.captures.append(outcome.capture)
        elif isinstance(outcome, Read):
            seen.renderings |= {one.id: one for one in outcome.renderings}
        elif isinstance(outcome, Done):
            seen.runs[outcome.run.source] = outcome.run
            seen.vanished += outcome.vanished
            seen.skipped |= dict(outcome.run.skipped)
    return seen


def _folded(text: str) -> str:
    return " ".join(text.split())


def test_the_second_visit_is_a_week_later():
    first, second = visit_times()
    assert second - first == timedelta(days=7)
    assert first.tzinfo is not None


def test_the_clock_moves_by_sleeping_alone_and_never_back():
    clock = Clock(visit_times()[0])
    before = clock()
    assert clock() == before
    asyncio.run(clock.sleep(90))
    assert clock() - before == timedelta(seconds=90)
    asyncio.run(clock.sleep(-5))
    clock.move_to(before)
    assert clock() - before == timedelta(seconds=90)


def test_collecting_finds_every_text_that_the_truth_knows(two_visits: tuple[Seen, Seen]):
    first, _ = two_visits
    found = {
        (one.source, _folded(one.title), _folded(one.text)) for seen in two_visits for one in seen.renderings.values()
    }
    missing = [
        one.key
        for one in truth.texts()
        if (one.source, _folded(one.title), _folded(one.text)) not in found
        and (one.source, _folded(one.title), _folded(one.text_later)) not in found
    ]
    windowed = [key for key in missing if key.startswith(("xaa-mfa", "joint-hadran.xaa-mfa"))]
    assert sorted(set(missing) - set(windowed)) == [
        "xac-mfa.2029-04-24.other",  # robots.txt forbids it
        "xad-mfa.sarrin-post.usual",  # the site refuses us on the second visit
        "xag-mfa.sarrin-post.usual",  # the site is down on the second visit
    ]
    archived = {(_folded(o.title), _folded(o.text)) for o in first.of("veldoria_mfa_archive")}
    assert all((_folded(one.title), _folded(one.text)) in archived for one in truth.texts() if one.key in set(windowed))


def test_collecting_finds_nothing_that_the_truth_does_not_know(two_visits: tuple[Seen, Seen]):
    known = {_folded(text) for one in truth.texts() for text in (one.text, one.text_later)}
    known |= {_folded(one.text) for one in truth.articles()}
    extra = [one.title for seen in two_visits for one in seen.renderings.values() if _folded(one.text) not in known]
    assert extra == []


def test_days_languages_questions_and_speakers_are_as_the_truth_says(two_visits: tuple[Seen, Seen]):
    by_text: dict[tuple[str, str, str], list[truth.TrueText]] = {}
    for one in truth.texts():
        by_text.setdefault((one.source, _folded(one.title), _folded(one.text)), []).append(one)
    compared = 0
    for one in two_visits[0].renderings.values():
        candidates = by_text.get((one.source, _folded(one.title), _folded(one.text)))
        if not candidates:
            continue  # the archive of a feed, and articles
        compared += 1
        assert one.published is not None, one.title
        day = one.published.day.isoformat()
        true = next((true for true in candidates if true.published.startswith(day)), None)
        assert true is not None, (one.title, day)
        assert (one.language, one.speaker, one.kind) == (true.language, true.speaker, true.kind), one.title
        assert _folded(one.question) in _folded(true.question) or _folded(true.question) in _folded(one.question)
    assert compared > 180


def test_all_articles_are_found_as_articles(two_visits: tuple[Seen, Seen]):
    texts = {_folded(one.text) for seen in two_visits for one in seen.renderings.values() if one.form == "article"}
    assert texts == {_folded(one.text) for one in truth.articles()}


def test_the_first_visit_ends_as_its_traps_make_it_end(two_visits: tuple[Seen, Seen]):
    runs = two_visits[0].runs
    assert {name for name, run in runs.items() if run.status is not RunStatus.COMPLETE} == {"maravelle_mfa"}
    assert runs["maravelle_mfa"].status is RunStatus.PARTIAL
    decoys = [capture.url for capture in two_visits[0].captures if capture.verdict is Verdict.DECOY]
    assert len(decoys) == 1
    assert decoys[0] in two_visits[0].skipped


def test_the_second_visit_finds_edits_losses_and_closed_doors(two_visits: tuple[Seen, Seen]):
    first, second = two_visits
    assert second.runs["sahlan_mfa"].status is RunStatus.BLOCKED
    assert second.runs["zoravia_mfa"].status is RunStatus.FAILED
    assert second.runs["maravelle_mfa"].status is RunStatus.COMPLETE
    assert [url.rpartition("/")[2] for url in second.vanished] == ["statement-on-harbour-safety-17_en"]
    edited = {
        one.id
        for one in second.renderings.values()
        if one.id in first.renderings and first.renderings[one.id].sha256 != one.sha256
    }
    assert {first.renderings[one].source for one in edited} == {_WINDOWED, "kestria_mfa"}
    assert any("robots.txt forbids" in reason for reason in second.skipped.values())
