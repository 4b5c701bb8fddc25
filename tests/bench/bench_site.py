# ruff: noqa: T201 - the figures go to the terminal
"""A site built whole, after a day, and when nothing changed: seconds of the clock, of CPU, memory, the largest pages.

`python tests/bench/bench_site.py` simulates 10,000 statements and a day with 50 more, one silent edit and one
correction; it fails if what was brought up to date differs by a byte from a site built anew. With a folder, as
`bench_site.py DATA`, it reads DATA/tracker.db instead, has no day, and fails if the second build writes a page.
"""

import gzip
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import collected
from measuring import peak, timed

from tracker.report.site.building import SiteReport, build
from tracker.report.site.manifest import MANIFEST
from tracker.store import open_store

NOW = datetime(2031, 1, 1, tzinfo=UTC)
STATEMENTS, LATER = 10_000, 50
LARGEST = 8


def built(data: Path, out: Path, now: datetime) -> SiteReport:
    with open_store(data / "tracker.db", read_only=True) as store:
        store.hold()
        return build(store, out, now=now, workers=os.cpu_count() or 1)


def spent() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def step(name: str, data: Path, out: Path, now: datetime = NOW) -> SiteReport:
    """One build, and its line."""
    began, before = time.perf_counter(), spent()
    report = built(data, out, now)
    clock, cpu = time.perf_counter() - began, spent() - before
    pages = len(report.written) + len(report.unchanged)
    anew = dict(Counter(one.split("/")[0] for one in report.composed).most_common(6))
    print(f"{name}: {clock:.1f} s of the clock, {cpu:.1f} s of CPU; of {pages:,} pages {len(report.composed):,} "
          f"composed, {len(report.written):,} written; {peak()} MB; {anew}", flush=True)  # fmt: skip
    return report


def shown(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def weighed(out: Path) -> None:
    """The largest pages."""
    pages = shown(out)
    for path in sorted(pages, key=lambda one: -len(pages[one]))[:LARGEST]:
        print(f"  {path}: {len(pages[path]) / 1000:.0f} kB, {len(gzip.compress(pages[path])) / 1000:.0f} kB compressed")


def simulated(folder: Path, statements: int) -> int:
    """Whole, nothing new, a day later, and the proof."""
    out = folder / "site"
    took, _ = timed(partial(collected.put, folder, statements))
    print(f"{statements:,} statements simulated in {took:.0f} s", flush=True)
    step("whole", folder, out)
    again = step("nothing changed", folder, out)
    collected.put(folder, statements, later=LATER)
    tomorrow = NOW + timedelta(days=1)
    step(f"a day later, {LATER} statements more, one edit, one correction", folder, out, tomorrow)
    weighed(out)
    step("the same anew", folder, folder / "anew", tomorrow)
    same = shown(out) == shown(folder / "anew")
    print("equal, byte for byte" if same else "NOT EQUAL to a site built anew")
    return 0 if same and not again.written else 1


def main(given: str = str(STATEMENTS)) -> int:
    with tempfile.TemporaryDirectory() as name:
        if given.isdigit():
            return simulated(Path(name), int(given))
        out = Path(name) / "site"
        step("whole", Path(given), out)
        again = step("nothing changed", Path(given), out)
        weighed(out)
        return 1 if again.written else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
