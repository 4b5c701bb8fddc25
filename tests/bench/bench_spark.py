# ruff: noqa: T201 - the table goes to the terminal
"""The join on Spark, on two cores of this machine, beside the embedded one: seconds, and whether pairs are equal."""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from sentences import distinct

from tracker.errors import TrackerError
from tracker.jobs.sparking import SparkJoin, spark
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining import rule
from tracker.match.joining.bags import Bags, encode
from tracker.match.joining.join import join
from tracker.match.joining.plan import Measure

SIZES = (20_000, 100_000)


def cpu_of_java() -> float:
    machines = [one for one in psutil.Process().children(recursive=True) if one.name() == "java"]
    return sum(one.cpu_times().user + one.cpu_times().system for one in machines)


def report(bags: Bags, engine: SparkJoin) -> int:
    wrong = 0
    for measure, threshold in ((Measure.DICE, rule.DICE), (Measure.CONTAINMENT, rule.CONTAINMENT)):
        start = time.process_time()
        wanted = join(bags, measure=measure, threshold=threshold)
        ours = time.process_time() - start
        wall, before = time.perf_counter(), cpu_of_java()
        found = join(bags, measure=measure, threshold=threshold, engine=engine)
        wall, used = time.perf_counter() - wall, cpu_of_java() - before
        same = all(np.array_equal(getattr(found, name), getattr(wanted, name)) for name in ("left", "right", "shared"))
        wrong += not same
        print(
            f"  {measure:<12} >= {threshold}  spark {wall:7.1f} s wall, {used:7.1f} CPU s; embedded {ours:6.1f} CPU s;"
            f" {len(wanted):,} pairs, {'equal' if same else 'NOT EQUAL'}"
        )
    return wrong


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    origin, texts = distinct(max(sizes))
    forms = list(canonical_all(texts, language="en", gazetteer=default_gazetteer()))
    wrong = 0
    try:
        with tempfile.TemporaryDirectory() as folder, spark(Path(folder), master="local[2]") as engine:
            for size in sizes:
                bags = encode(forms[:size], epochs.current().weigher("en"))
                print(f"{size:>9,} {origin} sentences, {bags.rows:,} distinct forms, local[2]")
                wrong += report(bags, engine)
    except TrackerError as error:
        print(f"bench_spark: skipped: {error}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
