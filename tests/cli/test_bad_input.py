"""Every door: one clear line, the right exit code, nothing lost, never a traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import forking
import pytest

from tracker.store import dump, open_store

GOOD = {"id": "1", "source": "Ministry of Foreign Affairs of Japan", "country": "Japan", "date": "2030-01-02"}
RECORD = json.dumps(GOOD | {"title": "On the attack", "text": "We strongly condemn the attack.", "lang": "en"})


def tracker(folder: Path, *arguments: str, crowded: bool = False) -> subprocess.CompletedProcess[str]:
    done = forking.tracker(folder, *arguments, crowded=crowded)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One record taken in, once for all tests; each works on a copy."""
    made = tmp_path_factory.mktemp("imported")
    (made / "good.jsonl").write_text(RECORD + "\n", "utf-8")
    assert tracker(made, "import", "good.jsonl").returncode == 0
    return made


@pytest.fixture(scope="module")
def once_matched(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = shutil.copytree(imported, tmp_path_factory.mktemp("matched") / "all")
    assert tracker(made, "match").returncode == 0
    return made


@pytest.fixture
def folder(imported: Path, tmp_path: Path) -> Path:
    return shutil.copytree(imported, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def matched(once_matched: Path, tmp_path: Path) -> Path:
    return shutil.copytree(once_matched, tmp_path, dirs_exist_ok=True)


def stored(folder: Path) -> list[str]:
    with open_store(folder / "data" / "tracker.db") as store:
        return list(dump(store))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("binary.jsonl", b"\x00\x01\x02\xff" * 400, "binary.jsonl"),
        ("empty.jsonl", b"", "empty.jsonl"),
        ("cut.jsonl.gz", b"\x1f\x8b\x08\x00\x00", "cut.jsonl.gz"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(folder: Path, name: str, content: bytes, said: str) -> None:
    before = stored(folder)
    (folder / name).write_bytes(content)
    done = tracker(folder, "import", name)
    assert done.returncode == 3
    assert said in done.stderr
    assert stored(folder) == before


def test_a_line_that_is_not_json_loses_only_itself(folder: Path) -> None:
    lines = [RECORD.replace('"1"', '"2"'), "{not json", RECORD.replace('"1"', '"3"')]
    (folder / "mixed.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    done = tracker(folder, "import", "mixed.jsonl")
    assert done.returncode == 1
    assert "2 new texts" in done.stdout
    assert "mixed.jsonl" in done.stderr
    assert "2" in done.stderr.split("mixed.jsonl", 1)[1]


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_kept(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "a.jsonl").write_text(RECORD.replace('"1"', '"4"') + "\n", "utf-8")
    (folder / "more" / "b.jsonl").write_bytes(b"\x00" * 100)
    done = tracker(folder, "import", "more")
    assert done.returncode == 1
    assert "b.jsonl" in done.stderr
    assert "1 new text" in done.stdout


def test_a_missing_file_is_named(folder: Path) -> None:
    done = tracker(folder, "import", "nowhere.jsonl")
    assert done.returncode == 3
    assert "nowhere.jsonl" in done.stderr


def test_an_unknown_key_is_named_with_its_place_and_the_nearest_one(folder: Path) -> None:
    (folder / "sources.yaml").write_text("sources:\n  karsan:\n    isuer: xaa-mfa\n    name: Karsan\n", "utf-8")
    done = tracker(folder, "collect")
    assert done.returncode == 2
    assert "sources.yaml:3:5" in done.stderr
    assert '"issuer"' in done.stderr


@pytest.mark.parametrize("verb", ["collect", "run", "health"])
def test_no_sources_yaml_is_said(folder: Path, verb: str) -> None:
    done = tracker(folder, verb)
    assert done.returncode == 2
    assert "sources.yaml" in done.stderr


def test_no_database_is_said(tmp_path: Path) -> None:
    done = tracker(tmp_path, "statements")
    assert done.returncode == 3
    assert "tracker import" in done.stderr


def test_a_corrupt_database_is_left_as_it_is_and_rebuilt_from_the_archive(matched: Path) -> None:
    (matched / "sources.yaml").write_text("sources: {}\n", "utf-8")
    before = stored(matched)
    path = matched / "data" / "tracker.db"
    path.write_bytes(b"not a database any more" * 100)
    done = tracker(matched, "match")
    assert done.returncode == 3
    assert "tracker rebuild" in done.stderr
    path.unlink()
    done = tracker(matched, "rebuild")
    assert done.returncode == 0, done.stderr
    assert stored(matched) == before


def test_a_database_that_was_taken_away_is_noticed_and_rebuilt(matched: Path) -> None:
    before = stored(matched)
    ledger = (matched / "data" / "archive" / "ledger.jsonl").read_bytes()
    (matched / "data" / "tracker.db").unlink()
    done = tracker(matched, "match")
    assert done.returncode == 3
    assert "tracker rebuild" in done.stderr
    assert tracker(matched, "rebuild").returncode == 0
    assert stored(matched) == before
    assert (matched / "data" / "archive" / "ledger.jsonl").read_bytes() == ledger


def test_an_import_after_the_database_was_taken_away_brings_the_earlier_ones_back(folder: Path) -> None:
    before = stored(folder)
    (folder / "data" / "tracker.db").unlink()
    (folder / "more.jsonl").write_text(RECORD.replace('"1"', '"2"') + "\n", "utf-8")
    assert tracker(folder, "import", "more.jsonl").returncode == 0
    assert set(before) < set(stored(folder))


def test_a_rebuild_from_a_damaged_archive_says_so(folder: Path) -> None:
    journal = folder / "data" / "archive" / "journal.jsonl"
    journal.write_bytes(b"nonsense\n" + journal.read_bytes())
    done = tracker(folder, "rebuild")
    assert done.returncode == 1
    assert "journal.jsonl:1" in done.stderr
    (folder / "data" / "archive").joinpath(next(p.name for p in journal.parent.glob("*.warc.gz"))).unlink()
    before = stored(folder)
    done = tracker(folder, "rebuild")
    assert done.returncode == 1
    assert "warc.gz:0: the file is missing" in done.stderr
    assert "restore the archive from a backup" in done.stderr
    assert "tracker.before.db" in done.stderr
    with open_store(folder / "data" / "tracker.before.db", read_only=True) as kept:
        assert list(dump(kept)) == before
    assert stored(folder) != before


def test_a_locked_folder_is_left_at_once(folder: Path) -> None:
    from filelock import FileLock  # noqa: PLC0415  the one test that needs it

    with FileLock(folder / "data" / "tracker.lock"):
        done = tracker(folder, "match")
    assert done.returncode == 3
    assert "another tracker" in done.stderr


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "tracker.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (id)")
    db.close()
    (tmp_path / "good.jsonl").write_text(RECORD + "\n", "utf-8")
    before = path.read_bytes()
    done = tracker(tmp_path, "import", "good.jsonl")
    assert done.returncode == 3
    assert "another program" in done.stderr
    assert path.read_bytes() == before


def test_a_disk_without_room_loses_nothing(folder: Path) -> None:
    before = stored(folder)
    big = "\n".join(RECORD.replace('"1"', f'"big{n}"').replace("attack.", f"attack {n:x}. " * 40) for n in range(300))
    (folder / "big.jsonl").write_text(big + "\n", "utf-8")
    done = tracker(folder, "import", "big.jsonl", crowded=True)
    assert done.returncode == 3
    assert "tracker.db" in done.stderr or "archive" in done.stderr
    assert stored(folder) == before
    assert tracker(folder, "verify").returncode == 0
    assert tracker(folder, "import", "big.jsonl").returncode == 0
    assert len(stored(folder)) > len(before)


def test_what_cannot_be_an_id_is_wrong_use(matched: Path) -> None:
    assert tracker(matched, "show", os.fsdecode(b"\xff")).returncode == 2
    assert tracker(matched, "search", "attack", "--limit", str(10**30)).returncode == 2
    assert tracker(matched, "search", "*x").returncode == 2


@pytest.mark.parametrize("verb", ["show", "compare", "across"])
def test_an_unknown_name_is_wrong_use(matched: Path, verb: str) -> None:
    done = tracker(matched, verb, "nobody", *(["nothing"] if verb == "compare" else []))
    assert done.returncode == 2
    assert "nobody" in done.stderr


@pytest.mark.parametrize("arguments", [["statements", "--json"], ["statements"], ["across", "jpn-mfa"]])
def test_a_terminal_without_these_letters_is_no_reason_to_stop(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    other = json.dumps(GOOD | {"id": "2", "title": "谴责", "text": "我们强烈谴责这次袭击。", "lang": "zh"})
    (folder / "other.jsonl").write_text(other + "\n", "utf-8")
    assert tracker(folder, "import", "other.jsonl").returncode == 0
    assert tracker(folder, "match").returncode == 0
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")  # which a start of Python alone obeys
    command = [sys.executable, "-c", "from tracker.cli import main; main()", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "\\u8c34\\u8d23" in done.stdout


def test_what_is_no_statement_cannot_be_compared(matched: Path) -> None:
    (issuer,) = json.loads(tracker(matched, "issuers", "--json").stdout)
    done = tracker(matched, "compare", issuer["id"], issuer["id"])
    assert done.returncode == 2
    assert done.stderr == (
        f"tracker: compare: {issuer['id']} is no statement; tracker statements lists the ids of statements\n"
    )


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_text_to_check_that_is_not_there_is_wrong_use(matched: Path, name: str) -> None:
    done = tracker(matched, "check", name)
    assert done.returncode == 2
    assert f"tracker: {name}: cannot be read" in done.stderr


def test_captures_of_an_entry_that_is_gone_are_told_of(demo_data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("sources:\n", "utf-8")
    done = tracker(tmp_path, "--data", str(demo_data), "--sources", "other.yaml", "reparse", "--dry-run")
    assert done.returncode == 0
    assert "captures left unread: their sources are in other.yaml no more" in done.stderr


def test_a_rebuild_that_lost_texts_keeps_the_old_store_and_leaves_with_one(demo_data: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    (tmp_path / "other.yaml").write_text("sources:\n", "utf-8")
    refused = tracker(tmp_path, "--sources", "other.yaml", "reparse")
    assert refused.returncode == 2
    assert "yunlan_mfa_en" in refused.stderr
    done = tracker(tmp_path, "--sources", "other.yaml", "rebuild")
    assert done.returncode == 1
    assert "yunlan_mfa_en" in done.stderr
    assert "the store as it was before is kept as data/tracker.before.db" in done.stderr
    with open_store(data / "tracker.before.db", read_only=True) as store:
        assert store.count("statements") > 0


@pytest.mark.parametrize("verb", ["verify", "rebuild", "match", "site"])
def test_a_folder_without_a_collection_is_not_called_well(tmp_path: Path, verb: str) -> None:
    done = tracker(tmp_path, verb, "--data", "nowhere")
    assert not (tmp_path / "nowhere").exists()
    assert done.returncode == 2
    assert done.stderr == "tracker: nowhere: holds no collection; name the data folder with --data\n"
    assert not (tmp_path / "nowhere").exists()


def test_a_date_that_is_none_is_wrong_use(matched: Path) -> None:
    done = tracker(matched, "statements", "--since", "last week")
    assert done.returncode == 2
    assert "last week" in done.stderr


def test_a_match_without_room_names_the_disk_and_loses_nothing(folder: Path) -> None:
    texts = [RECORD.replace('"1"', f'"m{n}"').replace("attack.", f"attack {n:x}. " * 9) for n in range(300)]
    (folder / "more.jsonl").write_text("\n".join(texts) + "\n", "utf-8")
    assert tracker(folder, "import", "more.jsonl").returncode == 0
    before = stored(folder)
    done = tracker(folder, "match", crowded=True)
    assert done.returncode == 3
    assert "disk is full" in done.stderr
    assert stored(folder) == before
