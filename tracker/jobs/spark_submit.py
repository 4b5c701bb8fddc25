"""The join on Spark alone, for `spark-submit` and for rows that no collection holds: Parquet in, Parquet out.

Owns its arguments. Never opens a store; what is joined and how stands in tracker/match/joining/sql.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import EngineFailed, TrackerError
from tracker.jobs.sparking import expect_spark, run, spark
from tracker.match.joining.plan import Measure

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def main(argv: Sequence[str] | None = None) -> int:
    """Join the rows at one address and write the pairs to another; 0 when they are there, 2 or 3 with a reason else."""
    asked = _parser().parse_args(argv)
    try:
        with _session(asked.master) as session:
            run(session, asked.rows, asked.pairs, measure=Measure(asked.measure), threshold=asked.threshold)
    except (ValueError, TrackerError) as error:
        print(f"spark_submit: {error}", file=sys.stderr)  # noqa: T201 - it is a program of its own
        return 3 if isinstance(error, EngineFailed) else 2
    return 0


@contextmanager
def _session(master: str | None) -> Iterator[SparkSession]:
    """On a local master a quiet one on loopback; elsewhere what spark-submit and spark-defaults.conf make of it."""
    if master is not None and master.startswith("local"):
        with tempfile.TemporaryDirectory() as folder, spark(Path(folder), master=master) as engine:
            yield engine.session
        return
    expect_spark()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional part of 490 MB

    builder = SparkSession.builder.appName("statement-tracker")
    session = (builder.master(master) if master else builder).getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="spark_submit", description=__doc__)
    parser.add_argument("rows", help="the rows: row, probing, entries, behind (docs/spark.md)")
    parser.add_argument("pairs", help="where the pairs go: left, right, shared; what is there is replaced")
    parser.add_argument("--measure", choices=[measure.value for measure in Measure], default=Measure.DICE.value)
    parser.add_argument("--threshold", type=float, required=True, help="more than 0 and at most 1")
    parser.add_argument("--master", help="else as spark-submit or spark-defaults.conf say")
    return parser


if __name__ == "__main__":
    sys.exit(main())
