# ruff: noqa: T201 - the figures go to the terminal
"""200 hosts, 20,000 pages, one run: real politeness on a clock that runs many times faster, into a real archive.

The gaps between requests are real waits, only shorter. `python tests/bench/bench_scale.py HOSTS FASTER` takes other
numbers.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import simulated

from tracker.collect.asking import fetching, politeness
from tracker.collect.asking.addresses import Loopback
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Read
from tracker.collect.passes import SIDE_BY_SIDE, collect

HOSTS, FASTER = 200, 15
START = datetime(2026, 3, 1, tzinfo=UTC)
#: Megabytes that the collector may grow by from a quarter of the pages to all.
MOST_GROWTH = 24
#: A request is logged when it arrives, which a busy moment can delay after its turn began, and then the gap behind it
#: looks short; over a row of requests only the delay of its first counts, so that rows are what is held to the pace.
#: That no turn begins early is proved on a clock that stands still: tests/collect/test_scale.py.
LATE, ROW = 0.12, 10


class Fast:
    """A clock that runs `faster` times as fast as the wall's, and its sleep."""

    def __init__(self, faster: float) -> None:
        self.faster = faster
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        return START + timedelta(seconds=(time.monotonic() - self._began) * self.faster)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.faster)


@contextmanager
def served() -> Iterator[tuple[int, list[tuple[str, float]]]]:
    """The port of the simulated hosts, and, after the block, when each was asked."""
    script = [sys.executable, simulated.__file__]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        asked: list[tuple[str, float]] = []
        yield int(server.stdout.readline()), asked
        server.stdin.close()
        for line in server.stdout:
            name, began, _ = line.split("\t")
            asked.append((name, float(began)))


def resident() -> float:
    """Megabytes of memory in use now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def closest(asked: list[tuple[str, float]], faster: float) -> tuple[float, float]:
    """The shortest gap of any host, and the shortest mean gap over a row of requests, in seconds of the fast clock."""
    moments: dict[str, list[float]] = defaultdict(list)
    for name, began in asked:
        moments[name].append(began)
    gaps = [later - earlier for times in moments.values() for earlier, later in pairwise(sorted(times))]
    rows = [
        (times[at + ROW] - times[at]) / ROW for times in map(sorted, moments.values()) for at in range(len(times) - ROW)
    ]
    return min(gaps) * faster, min(rows) * faster


def run(hosts: int, faster: float, folder: Path, port: int) -> tuple[Counter[str], dict[int, float]]:
    """What came of it, and the memory after each thousand pages."""
    fetching._certificates()  # reading them would hold back the first requests, and so seem to shorten their gaps
    clock, counted, memory = Fast(faster), Counter[str](), dict[int, float]()
    given: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, "resolver": Loopback(port=port)}
    sources = [simulated.source(number) for number in range(hosts)]
    for outcome in collect(sources, Known(), archive=Archive(folder), **given):
        if isinstance(outcome, Captured):
            counted["pages"] += 1
            if counted["pages"] % 1000 == 0:
                memory[counted["pages"]] = resident()
        elif isinstance(outcome, Read):
            counted["texts"] += len(outcome.renderings)
        elif isinstance(outcome, Done):
            counted[str(outcome.run.status)] += 1
    return counted, memory


def main(hosts: int = HOSTS, faster: float = FASTER) -> int:
    wanted = hosts * simulated.PAGES
    print(f"{hosts} hosts, {wanted:,} pages, one run, {SIDE_BY_SIDE} hosts at once, a clock {faster:g} times as fast")
    with tempfile.TemporaryDirectory() as name, served() as (port, asked):
        start, used = time.monotonic(), time.process_time()
        counted, memory = run(hosts, faster, Path(name), port)
        took, used = time.monotonic() - start, time.process_time() - used
        size = sum(path.stat().st_size for path in Path(name).iterdir()) / 2**20
    pages = counted["pages"]
    gap, mean = closest(asked, faster)
    polite = SIDE_BY_SIDE / politeness.INTERVAL * faster
    print(f"  {pages:,} pages and {counted['texts']:,} texts in {took:.0f} s: {pages / took:.0f} a second")
    print(f"  limits: politeness {polite:.0f} a second, one core {pages / used:.0f} a second ({used:.0f} CPU seconds)")
    print(f"  runs: {counted['complete']} complete of {hosts}; archive {size:.0f} MB; {len(asked):,} requests")
    print(f"  shortest gap on a host {gap:.2f} s, shortest mean of {ROW} in a row {mean:.2f} s, by the servers' log")
    shown = [f"{after:,}: {found:.0f}" for after, found in memory.items() if after % 5000 == 0 or after == 1000]
    print(f"  memory in MB after pages: {', '.join(shown)}")
    early = memory.get(max(pages // 4000 * 1000, 1000), 0.0)
    growth = max(memory.values(), default=0.0) - early
    kept = counted["complete"] == hosts and pages == wanted
    paced = mean >= politeness.INTERVAL - LATE * faster / ROW
    print(f"  growth from a quarter of the pages on: {growth:.0f} MB (at most {MOST_GROWTH})")
    return int(not (kept and paced and growth <= MOST_GROWTH))


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
