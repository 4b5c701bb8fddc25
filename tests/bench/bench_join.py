# ruff: noqa: T201 - the table goes to the terminal
"""The exact join on distinct sentences: CPU seconds of each step on one core, recall against brute force beside it."""

import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from rapidfuzz import fuzz, process
from sentences import distinct

from tracker.language.canon import canonical
from tracker.language.gazetteer import default_gazetteer
from tracker.match import epochs, kernel, rule
from tracker.match.bags import MILLION, Bags, encode, millionths
from tracker.match.join import Engine, join
from tracker.match.plan import Measure

T = TypeVar("T")
SIZES = (20_000, 100_000)
CHECKED = 5_000
PEER = 2_000


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def brute(bags: Bags, measure: Measure, threshold: float) -> set[tuple[int, int]]:
    """All pairs compared in full, one row against all later ones."""
    vectors = np.zeros((bags.rows, len(bags.weights)), dtype=np.float32)
    rows = np.repeat(np.arange(bags.rows), np.diff(bags.starts))
    vectors[rows, bags.terms] = 1.0
    found: set[tuple[int, int]] = set()
    for row in range(bags.rows):
        held = bags.terms[bags.starts[row] : bags.starts[row + 1]]
        shared = (vectors[row + 1 :, held].astype(np.int64) @ bags.weights[held]) * 2 * MILLION
        light, heavy = bags.totals[row], bags.totals[row + 1 :]
        whole = light + heavy if measure is Measure.DICE else np.full_like(heavy, 2 * light)
        hits = np.flatnonzero((shared >= millionths(threshold) * whole) & (shared > 0))
        found.update((row, row + 1 + int(hit)) for hit in hits)
    return found


def encoded(texts: list[str]) -> Bags:
    names, weigh = default_gazetteer(), epochs.current().weigher("en")
    canon, forms = timed(lambda: [canonical(text, language="en", gazetteer=names) for text in texts])
    seconds, bags = timed(lambda: encode(forms, weigh))
    print(f"{len(texts):>9,} sentences, {bags.rows:,} distinct forms: canonical {canon:.1f} s, encode {seconds:.1f} s")
    return bags


def report(bags: Bags, engine: Engine, *, check: bool) -> int:
    wrong = 0
    for measure, threshold in ((Measure.DICE, rule.DICE), (Measure.CONTAINMENT, rule.CONTAINMENT)):
        seconds, pairs = timed(lambda m=measure, t=threshold: join(bags, measure=m, threshold=t, engine=engine))
        recall = ""
        if check:
            found = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
            wanted = brute(bags, measure, threshold)
            wrong += len(found ^ wanted)
            recall = f"missed {len(wanted - found)}, extra {len(found - wanted)}"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"  {measure:<12} >= {threshold}  {engine:<6} {seconds:8.2f} s {len(pairs):>9,} pairs {peak} MB {recall}")
    return wrong


def peers(texts: list[str]) -> None:
    """Too slow at full size: run on a part and scaled by the square of the number."""
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        part = texts[:PEER]
        seconds, _ = timed(lambda s=scorer, p=part: process.cdist(p, p, scorer=s, score_cutoff=60, workers=1))
        scaled = seconds * (SIZES[0] / len(part)) ** 2
        print(
            f"  rapidfuzz {scorer.__name__}: {seconds:.1f} s at {len(part):,}, by n^2 {scaled:,.0f} s at {SIZES[0]:,}"
        )


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    origin, texts = distinct(max(*sizes, CHECKED))
    engines: list[Engine] = ["numpy", "fast"] if kernel.installed() else ["numpy"]
    if "fast" in engines:
        # The first call compiles; that is paid once a process and is no part of the join.
        join(encode([("a", "b")], lambda _: 1.0), measure=Measure.DICE, threshold=0.5, engine="fast")
    print(f"join of {origin} sentences, one core")
    small = encoded(texts[:CHECKED])
    wrong = sum(report(small, engine, check=True) for engine in engines)
    for size in sizes:
        bags = encoded(texts[:size])
        for engine in engines:
            report(bags, engine, check=False)
    peers(texts)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
