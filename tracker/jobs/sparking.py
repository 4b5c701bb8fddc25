"""The join on Spark (extra `spark`): sessions, Parquet between them and us, and what is said when either is missing.

Owns everything that runs outside this process: Java, its scratch folder, its talk. Which pairs there are is decided by
the queries of tracker/match/joining/sql.py; this module lives among the jobs because it does I/O, which matching never
does.
On `local` masters every socket is bound to loopback and no web page is served.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tracker.errors import BadConfig, EngineFailed, MissingExtra
from tracker.match.joining.bags import Bags
from tracker.match.joining.join import Pairs
from tracker.match.joining.plan import Flags, Measure, weight_behind
from tracker.match.joining.sql import WEIGHT_BITS, views

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: What Spark 4 runs on.
OLDEST_JAVA = 17
#: Of the Java machine that plans and, on a local master, also works.
MEMORY = "4g"
#: What Spark reads before it looks up the host's own name and address.
_HOME = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
_ROWS_A_FILE = 1 << 20
_LOOPBACK = "127.0.0.1"
#: Errors only, so that the end of the log says what went wrong.
_LOGGING = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
"""


@dataclass(frozen=True, slots=True)
class SparkJoin:
    """The join of `tracker.match.joining.join` on a session: give it to `join` as its engine."""

    session: SparkSession
    folder: Path

    def __call__(self, bags: Bags, *, measure: Measure, threshold: float, lighter: Flags | None = None) -> Pairs:
        """All pairs at or over the threshold and no other, sorted; through Parquet files in the folder.

        Raises EngineFailed when Spark ends with an error.
        """
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="join-") as name:
            rows, pairs = Path(name) / "rows", Path(name) / "pairs"
            write_rows(bags, rows, lighter=lighter)
            run(self.session, str(rows), str(pairs), measure=measure, threshold=threshold)
            return read_pairs(pairs)


def run(session: SparkSession, rows: str, pairs: str, *, measure: Measure, threshold: float) -> None:
    """Join the rows of one Parquet path and write the pairs to another; both any address that all workers reach."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with it
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an optional part of 490 MB

    try:
        session.read.parquet(rows).createOrReplaceTempView("rows")
        for view in views(measure=measure, threshold=threshold):
            table = session.sql(view.query)
            (table.cache() if view.kept else table).createOrReplaceTempView(view.name)
        session.table("pairs").write.mode("overwrite").parquet(pairs)
        session.catalog.clearCache()
    except (PySparkException, Py4JError) as error:
        first = str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
        raise EngineFailed(f"--engine spark: Spark ended with an error ({first}); nothing was changed") from error


@contextmanager
def spark(folder: Path, *, master: str = "local[*]", memory: str = MEMORY) -> Iterator[SparkJoin]:
    """A session with its scratch folder inside `folder`, both gone afterwards.

    On a master that is not `local` the folder must be one that all workers reach by the same path. Raises MissingExtra
    without the extra, BadConfig without a fit Java, EngineFailed when no session comes up.
    """
    expect_spark()
    ours = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder.resolve(), prefix="spark-"))
    try:
        session = _session(scratch, master, memory)
        try:
            yield SparkJoin(session, scratch)
        finally:
            _end(session)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if ours and not any(folder.iterdir()):
            folder.rmdir()


def expect_spark() -> None:
    """Raises MissingExtra without pyspark or pyarrow, BadConfig without a Java that Spark runs on."""
    if not all(importlib.util.find_spec(name) for name in ("pyspark", "pyarrow")):
        raise MissingExtra("spark", "--engine spark")
    java = _java()
    if java is None:
        raise BadConfig(
            f"--engine spark: no java on the path nor in JAVA_HOME; expected Java {OLDEST_JAVA} or newer, as in"
            " Debian's openjdk-17-jre-headless"
        )
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - found above
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if found is None or int(found[1]) < OLDEST_JAVA:
        version = found[1] if found else "of no known version"
        raise BadConfig(
            f"--engine spark: {java} is Java {version}; expected {OLDEST_JAVA} or newer, to which JAVA_HOME may point"
        )


def write_rows(bags: Bags, folder: Path, *, lighter: Flags | None = None) -> None:
    """The bags as the Parquet files that the queries read, about a million rows a file."""
    import pyarrow as pa  # noqa: PLC0415 - an optional part, loaded only for this engine
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    folder.mkdir(parents=True)
    entries = (bags.terms << WEIGHT_BITS) | bags.weights[bags.terms] if len(bags.terms) else bags.terms
    row = np.repeat(np.arange(bags.rows, dtype=np.int64), np.diff(bags.starts))
    behind = weight_behind(bags, row)
    probing = np.ones(bags.rows, dtype=np.bool_) if lighter is None else lighter
    for number, first in enumerate(range(0, max(bags.rows, 1), _ROWS_A_FILE)):
        after = min(first + _ROWS_A_FILE, bags.rows)
        starts = bags.starts[first : after + 1]
        ends = pa.array(starts - starts[0], pa.int64())
        lists = [
            pa.LargeListArray.from_arrays(ends, pa.array(held[starts[0] : starts[-1]], pa.int64()))
            for held in (entries, behind)
        ]
        columns = {
            "row": pa.array(np.arange(first, after), pa.int64()),
            "probing": pa.array(probing[first:after]),
            "entries": lists[0].cast(pa.list_(pa.int64())),
            "behind": lists[1].cast(pa.list_(pa.int64())),
        }
        pq.write_table(pa.table(columns), folder / f"part-{number:05}.parquet")


def read_pairs(folder: Path) -> Pairs:
    """The pairs that the queries wrote, sorted."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - an optional part, loaded only for this engine

    parts = [pq.read_table(path, columns=["left", "right", "shared"]) for path in sorted(folder.glob("*.parquet"))]
    left, right, shared = (
        np.concatenate([np.zeros(0, dtype=np.int64), *(part[name].to_numpy() for part in parts)]).astype(np.int64)
        for name in ("left", "right", "shared")
    )
    order = np.lexsort((right, left))
    return Pairs(left=left[order], right=right[order], shared=shared[order])


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    inside = Path(home) / "bin" / "java" if home else None
    return str(inside) if inside and inside.is_file() else shutil.which("java")


def _session(scratch: Path, master: str, memory: str) -> SparkSession:
    with warnings.catch_warnings():
        # What it says of newer pandas does not concern us: no table of pandas goes through it.
        warnings.simplefilter("ignore", FutureWarning)
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional part of 490 MB

    for name in ("local", "tmp", "warehouse"):
        (scratch / name).mkdir()
    (scratch / "log4j2.properties").write_text(_LOGGING, "utf-8")
    options = (
        f"-Djava.io.tmpdir={scratch / 'tmp'} -Dlog4j2.configurationFile={(scratch / 'log4j2.properties').as_uri()}"
    )
    settings = {
        "spark.app.name": "statement-tracker",
        "spark.driver.memory": memory,
        "spark.driver.extraJavaOptions": options,
        "spark.local.dir": str(scratch / "local"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(master)
    if master.startswith("local"):
        cores = os.cpu_count() or 1
        settings |= {
            "spark.driver.bindAddress": _LOOPBACK,
            "spark.driver.host": _LOOPBACK,
            "spark.sql.shuffle.partitions": str(4 * cores),
        }
    for name, value in settings.items():
        builder = builder.config(name, value)
    log = scratch / "log"
    try:
        with _talk_into(log), _at_home(local=master.startswith("local")), warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return builder.getOrCreate()
    except Exception as error:  # pyspark raises what it happens to meet: OSError, RuntimeError, its own, py4j's
        said = log.read_text("utf-8", "replace").strip().splitlines()[-3:]
        raise EngineFailed(
            f"--engine spark: no session on {master} ({' / '.join(said)[:500] or error}); is the address right, and is"
            f" there memory for {memory}?"
        ) from error


@contextmanager
def _talk_into(log: Path) -> Iterator[None]:
    """While Java is started: what it prints, now and later, goes into a file; stdout is for data and stderr is ours."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    try:
        with log.open("ab") as file:
            for number in (1, 2):
                os.dup2(file.fileno(), number)
            yield
    finally:
        for number, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, number)
            os.close(copy)


@contextmanager
def _at_home(*, local: bool) -> Iterator[None]:
    """While a local Java machine is started: it asks no resolver for the name of this host."""
    if not local:
        yield
        return
    before = {name: os.environ.get(name) for name in _HOME}
    os.environ.update(_HOME)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _end(session: SparkSession) -> None:
    """Stop the session and its Java machine, which pyspark would keep until this process ends."""
    from pyspark import SparkContext  # noqa: PLC0415 - loaded by then

    gateway = SparkContext._gateway  # noqa: SLF001 - there is no public way to end the Java machine
    session.stop()
    if gateway is None:
        return
    gateway.shutdown()
    process = getattr(gateway, "proc", None)
    if process is not None:
        process.stdin.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
    SparkContext._gateway = None  # noqa: SLF001 - so that another session starts another machine
    SparkContext._jvm = None  # noqa: SLF001 - the same
