"""The join on Spark gives the pairs of the embedded engines, talks to nobody and leaves nothing behind.

Needs Java and the extra `spark`; where TRACKER_TEST_SPARK is set, as in .ci/run, their absence is a failure.
"""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from tracker.errors import BadConfig, EngineFailed, MissingExtra
from tracker.jobs import sparking
from tracker.jobs.matching import match
from tracker.jobs.sparking import SparkJoin, expect_spark, spark
from tracker.jobs.workspace import Workspace
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining.bags import Bags, encode
from tracker.match.joining.join import join
from tracker.match.joining.plan import Measure
from tracker.store import open_store

WEIGHTS = {f"w{i}": [0.0, 0.3, 1.0, 1.0, 2.5, 4.0, 7.125, 9.0][i % 8] for i in range(24)}
READY = bool(importlib.util.find_spec("pyspark") and importlib.util.find_spec("pyarrow") and shutil.which("java"))
_missing = pytest.mark.skipif(
    not READY and not os.environ.get("TRACKER_TEST_SPARK"), reason="Java 17 and the extra spark are not installed"
)


def needs_spark(test: Callable[..., None]) -> Callable[..., None]:
    """Starting Java and planning queries takes seconds a test, so that these are among the long ones."""
    return pytest.mark.long(_missing(test))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkJoin]:
    with spark(tmp_path_factory.mktemp("spark"), master="local[2]", memory="1g") as made:
        made.session.conf.set("spark.sql.shuffle.partitions", "2")
        yield made


def bags(forms: list[tuple[str, ...]]) -> Bags:
    return encode(forms, WEIGHTS.__getitem__)


def random_forms(seed: int, count: int) -> list[tuple[str, ...]]:
    """Few words, uneven weights, repetitions: where prefixes and windows are tight."""
    draw = random.Random(seed)  # noqa: S311 - test data
    words = sorted(WEIGHTS)
    return [tuple(draw.choice(words) for _ in range(draw.randint(0, 9))) for _ in range(count)]


def expect_equal(engine: SparkJoin, held: Bags, measure: Measure, threshold: float, **more: np.ndarray) -> int:
    wanted = join(held, measure=measure, threshold=threshold, engine="numpy", **more)  # type: ignore[arg-type]  # lighter alone
    found = join(held, measure=measure, threshold=threshold, engine=engine, **more)  # type: ignore[arg-type]  # the same
    assert np.array_equal(found.left, wanted.left)
    assert np.array_equal(found.right, wanted.right)
    assert np.array_equal(found.shared, wanted.shared)
    return len(wanted)


@needs_spark
@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize(("seed", "threshold"), [(1, 0.4), (2, 0.55), (3, 0.65), (4, 0.8), (5, 0.95), (6, 1.0)])
def test_random_bags_give_the_same_pairs(engine: SparkJoin, measure: Measure, seed: int, threshold: float):
    expect_equal(engine, bags(random_forms(seed, 20 * seed * seed)), measure, threshold)


@needs_spark
@pytest.mark.parametrize("measure", list(Measure))
def test_only_pairs_of_the_lighter_rows_asked_for(engine: SparkJoin, measure: Measure):
    held = bags(random_forms(9, 200))
    assert expect_equal(engine, held, measure, 0.5, lighter=np.arange(held.rows) % 3 == 0) > 0


@needs_spark
@pytest.mark.parametrize("forms", [[], [("w0",)], [("w1",)], [("w7",) * 3, ("w7",) * 4]])
def test_hardly_anything_to_join(engine: SparkJoin, forms: list[tuple[str, ...]]):
    for measure in Measure:
        expect_equal(engine, bags(forms), measure, 0.5)


@needs_spark
def test_one_very_long_row_and_the_heaviest_weights(engine: SparkJoin):
    long = tuple(f"t{i}" for i in range(5_000))
    held = encode([long, (*long[:-10], "other"), ("t1", "t2"), ("t1", "t3")], lambda _: 1e9)
    assert expect_equal(engine, held, Measure.DICE, 0.5) == 2
    assert expect_equal(engine, held, Measure.CONTAINMENT, 0.95) == 5


@needs_spark
def test_five_thousand_real_sentences(engine: SparkJoin, reference: Path):
    held = _real(reference, 5_000)
    assert expect_equal(engine, held, Measure.DICE, 0.55) > 100
    assert expect_equal(engine, held, Measure.CONTAINMENT, 0.65) > 100


def _real(reference: Path, count: int) -> Bags:
    bench = Path(__file__).parents[1] / "bench" / "sentences.py"
    spec = importlib.util.spec_from_file_location("bench_sentences", bench)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.CORPORA = module.CORPORA[:1]
    texts = module._real(reference / "corpora", module.CORPORA)[:count]
    forms = list(canonical_all(texts, language="en", gazetteer=default_gazetteer()))
    return encode(forms, epochs.current().weigher("en"))


@needs_spark
def test_only_loopback_is_listened_on(engine: SparkJoin):
    del engine
    machines = [one for one in psutil.Process().children(recursive=True) if one.name() == "java"]
    found = [place for one in machines for place in one.net_connections(kind="inet")]
    assert found
    assert {place.laddr.ip.removeprefix("::ffff:") for place in found} == {"127.0.0.1"}


@needs_spark
def test_an_error_of_sparks_is_told_in_a_line(engine: SparkJoin, tmp_path: Path):
    with pytest.raises(EngineFailed, match="Spark ended with an error") as caught:
        sparking.run(engine.session, str(tmp_path / "none"), str(tmp_path / "out"), measure=Measure.DICE, threshold=0.5)
    assert "\n" not in str(caught.value)


@needs_spark
def test_a_whole_match_is_the_same_quiet_and_leaves_nothing(
    demo_data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], engine: SparkJoin
):
    data = tmp_path / "data"
    shutil.copytree(demo_data, data)
    workspace = Workspace(data=data, sources=tmp_path / "sources.yaml")
    match(workspace)
    with open_store(workspace.db, read_only=True) as store:
        wanted = store.formulas()
    before = sorted(path.name for path in engine.folder.iterdir())
    match(workspace, engine=engine)
    with open_store(workspace.db, read_only=True) as store:
        assert store.formulas() == wanted
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    assert sorted(path.name for path in engine.folder.iterdir()) == before


@needs_spark
def test_rows_are_joined_without_a_collection_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    held = bags(random_forms(5, 60))
    sparking.write_rows(held, tmp_path / "rows")
    call = [sys.executable, "-m", "tracker.jobs.spark_submit", str(tmp_path / "rows"), str(tmp_path / "pairs")]
    done = subprocess.run([*call, "--threshold", "0.6", "--master", "local[2]"], check=False)
    assert (done.returncode, *capfd.readouterr()) == (0, "", "")
    found, wanted = sparking.read_pairs(tmp_path / "pairs"), join(held, measure=Measure.DICE, threshold=0.6)
    assert len(wanted) > 0
    assert np.array_equal(found.left, wanted.left)
    assert np.array_equal(found.shared, wanted.shared)


def test_without_java_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(BadConfig, match="openjdk-17-jre-headless"):
        expect_spark()


def test_an_old_java_is_told_with_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(
        f"#!{sys.executable}\nimport sys\nprint('openjdk version \"1.8.0_402\"', file=sys.stderr)\n", "utf-8"
    )
    java.chmod(0o755)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BadConfig, match="is Java 8; expected 17 or newer"):
        expect_spark()


def test_without_the_extra_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"statement-tracker\[spark\]"), spark(tmp_path / "spark"):
        pass
    assert not (tmp_path / "spark").exists()
