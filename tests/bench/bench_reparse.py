# ruff: noqa: T201 - the figures go to the terminal
"""Archived pages read again: CPU seconds of one core from the WARC record to renderings, as a rebuild does it."""

import hashlib
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pages import chinese

from tracker.collect.checking.verdicts import judge
from tracker.collect.keeping.archive import Archive
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Verdict, capture_id
from tracker.sources import Source, bundled_sources, load_registry

#: Pages a CPU second that are promised, with the verdict or without.
FLOOR = 50
ROUNDS = 5
COPIES = 8
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def filled(folder: Path, source: Source) -> str:
    """An archive with every page several times, each copy a little different so that it is a record of its own."""
    archive = Archive(folder)
    origin, found = chinese()
    for copy in range(COPIES):
        for url, page in found:
            body, at = page + b"<!-- %d -->" % copy, NOW + timedelta(hours=copy)
            sha256 = hashlib.sha256(body).hexdigest()
            capture = Capture(
                id=capture_id(source.id, url, at, sha256),
                source=source.id,
                url=url,
                retrieved_at=at,
                sha256=sha256,
                role="item",
            )
            archive.append(capture, body)
    return f"{origin} pages, {sum(len(page) for _, page in found) // len(found) // 1000} kB each"


def read_all(folder: Path, source: Source, *, judged: bool) -> tuple[int, int]:
    """Pages and texts read."""
    archive, pages, texts = Archive(folder), 0, 0
    for capture in archive.captures():
        body = archive.body(capture.id) or b""
        if judged and judge(source, capture, body)[0] is not Verdict.GOOD:
            raise AssertionError(f"{capture.url} is a good page")
        pages += 1
        texts += len(parse(source, capture, body).renderings)
    return pages, texts


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    source = load_registry(bundled_sources()).source("cn_mfa_zh")
    worst = float("inf")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"archive to renderings, one core: {COPIES} copies of {filled(folder, source)}")
        before = peak()
        for judged in (True, False):
            best, pages, texts = 0.0, 0, 0
            for _ in range(ROUNDS):
                start = time.process_time()
                pages, texts = read_all(folder, source, judged=judged)
                best = max(best, pages / (time.process_time() - start))
            worst = min(worst, best)
            print(
                f"  {'verdict and ' if judged else ''}parse: {best:.0f} pages a CPU second"
                f" ({pages} pages, {texts} texts, best of {ROUNDS}; floor {FLOOR})"
            )
    print(f"  peak memory {peak()} MB, {peak() - before} MB of it for reading {COPIES * 2 * ROUNDS} times over")
    return int(worst < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
