"""passim's output read back: JSON lines plain or packed, Parquet, and what is none."""

import bz2
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.cli.main import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Passim:
    """The sample collection, what passim might write of it, and the verb that reads that."""

    data: Path
    records: list[dict[str, object]]
    capsys: pytest.CaptureFixture[str]

    def call(self, *arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["--data", str(self.data), *map(str, arguments)])
        said = self.capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    @property
    def json(self) -> bytes:
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in self.records).encode()


@pytest.fixture
def passim(demo_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Passim:
    """Every document's first hundred letters, in seven clusters."""
    made = Passim(data=demo_data, records=[], capsys=capsys)
    assert made.call("export", tmp_path / "docs", "--format", "passim")[0] == 0
    for number, line in enumerate((tmp_path / "docs" / "passim.jsonl").read_text("utf-8").splitlines()):
        one = json.loads(line)
        text = one["text"][:100]
        more = {"cluster": number % 7, "size": 9, "begin": 0, "end": len(text), "uid": -number, "text": text}
        made.records.append({**one, **more})
    return made


PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("part-0.json", bytes),
    ("part-0.json.gz", gzip.compress),
    ("part-0.json.bz2", bz2.compress),
]


@pytest.mark.parametrize(("name", "pack"), PACKERS)
def test_a_folder_as_spark_writes_it(passim: Passim, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]):
    folder = tmp_path / "output" / "out.json"
    folder.mkdir(parents=True)
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / name).write_bytes(pack(passim.json))
    code, out, err = passim.call("passim", tmp_path / "output")
    assert (code, "left out" in err) == (0, False)
    assert "7 clusters of passim's" in err
    assert "f-" in out
    made = json.loads(passim.call("passim", folder, "--json")[1])
    texts = sorted(passage["text"] for one in made["clusters"] for passage in one["passages"])
    assert texts == sorted(str(one["text"]) for one in passim.records)


def test_parquet_is_read_too(passim: Passim, tmp_path: Path):
    pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(passim.records), folder / "part-0.parquet")
    made = json.loads(passim.call("passim", tmp_path, "--json")[1])
    assert sum(len(one["passages"]) for one in made["clusters"]) == len(passim.records)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (None, 2, "no output of passim"),
        (b"not json\n", 3, "not the JSON lines"),
        (b"[" * 100_000, 3, "not the JSON lines"),
        (b"[1]\n", 3, "expected a JSON object, found list"),
        (b'{"id": "x", "text": "y"}\n', 3, "has no cluster, begin, end"),
        (b'{"id": "x", "cluster": 1, "begin": "1", "end": 2}\n', 3, "expected whole numbers"),
        (b"\x1f\x8bbroken", 3, "not the JSON lines"),
        (b"PAR1broken", 3, "Parquet"),
    ],
)
def test_what_passim_would_not_write_is_refused(
    passim: Passim, tmp_path: Path, body: bytes | None, code: int, words: str
):
    path = tmp_path / "out.json"
    if body is not None:
        path.write_bytes(body)
    found, _, err = passim.call("passim", path)
    assert (found, words in err) == (code, True), err


def test_names_that_would_act_in_a_terminal_are_shown_as_they_are(passim: Passim, tmp_path: Path):
    passim.records[:] = [{**passim.records[0], "cluster": "a\x1b[31m[bold]b[/i]\u202e"}]
    (tmp_path / "out.json").write_bytes(passim.json)
    code, out, _ = passim.call("passim", tmp_path)
    assert (code, "[bold]b[/i]" in out) == (0, True)
    assert not {"\x1b", "\u202e"} & set(out)


def test_a_passage_before_the_beginning_is_left_out(passim: Passim, tmp_path: Path):
    passim.records[:] = [{**passim.records[0], "begin": -5}]
    (tmp_path / "out.json").write_bytes(passim.json)
    code, _, err = passim.call("passim", tmp_path)
    assert (code, "not where the offsets say" in err) == (0, True)
