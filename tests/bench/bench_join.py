# ruff: noqa: T201 - the table goes to the terminal
"""The exact join on distinct sentences: CPU seconds of each step on one core, recall against brute force beside it."""

import sys

import numpy as np
from measuring import canonical_forms, engines, peak, timed, weighted
from sentences import distinct

from tracker.match.joining import rule
from tracker.match.joining.bags import MILLION, Bags, millionths
from tracker.match.joining.join import Engine, join
from tracker.match.joining.plan import Measure

SIZES = (20_000, 100_000)
CHECKED = 5_000


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
    canon, forms = canonical_forms(texts)
    seconds, bags = weighted(forms)
    print(f"{len(texts):>9,} sentences, {bags.rows:,} distinct forms: canonical {canon:.2f} s, encode {seconds:.2f} s")
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
        print(
            f"  {measure:<12} >= {threshold}  {engine:<6} {seconds:8.2f} s {len(pairs):>9,} pairs {peak()} MB {recall}"
        )
    return wrong


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    origin, texts = distinct(max(*sizes, CHECKED))
    print(f"join of {origin} sentences, one core")
    small = encoded(texts[:CHECKED])
    wrong = sum(report(small, engine, check=True) for engine in engines())
    for size in sizes:
        bags = encoded(texts[:size])
        for engine in engines():
            report(bags, engine, check=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
