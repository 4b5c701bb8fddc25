"""Files: one capture each, and a clear line for what cannot be read."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker import imports
from tracker.errors import BadConfig, BadInput
from tracker.imports import detect
from tracker.terms import Display

NOW = datetime(2031, 3, 14, 12, tzinfo=UTC)


def test_a_capture_keeps_the_bytes_and_how_to_read_them(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "We condemn it."}\n')
    (tmp_path / "ministry.jsonl.gz").write_bytes(packed)
    (one,) = imports.read(tmp_path / "ministry.jsonl.gz", format=None, map=None, now=NOW)
    assert one.body == packed
    assert (one.capture.source, one.capture.url) == ("import:ministry", "import:ministry/ministry.jsonl.gz")
    assert (one.capture.role, one.capture.retrieved_at) == ("import", NOW)
    assert dict(one.capture.headers) == {"x-import-format": "records"}
    assert imports.channel(one.capture).display is Display.FULL


def test_a_folder_is_read_in_name_order_under_one_source(tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    for name in ("b.txt", "a.txt", ".hidden"):
        (folder / name).write_text("Something was said.", encoding="utf-8")
    found = list(imports.read(folder, format="news", map=None, now=NOW))
    assert [one.capture.url for one in found] == ["import:wires/a.txt", "import:wires/b.txt"]
    assert imports.channel(found[0].capture).display is Display.QUOTE


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("x.txt", b"", "empty"),
        ("x.txt", b"%PDF-1.7 rest", "a PDF"),
        ("x.txt", b"PK\x03\x04zip", "ZIP"),
        ("x.txt", bytes(range(256)) * 8, "binary"),
        ("x.jsonl.gz", b"\x1f\x8bbroken", "broken gzip"),
        ("x.jsonl.gz", b'{"text": "not packed"}', "gzip"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, body: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(BadInput, match=reason) as caught:
        list(imports.read(tmp_path / name, format=None, map=None, now=NOW))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_good_files_of_a_folder_come_before_the_complaint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-")
    (tmp_path / "b.txt").write_text("Something was said.", encoding="utf-8")
    reading = imports.read(tmp_path, format=None, map=None, now=NOW)
    assert next(reading).capture.url.endswith("b.txt")
    with pytest.raises(BadInput, match=r"a\.txt"):
        next(reading)


def test_a_missing_path_and_a_bad_map_stop_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        list(imports.read(tmp_path / "none", format=None, map=None, now=NOW))
    (tmp_path / "map.yaml").write_text("txet: body\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(BadConfig, match="did you mean 'text'"):
        list(imports.read(tmp_path / "a.jsonl", format=None, map=tmp_path / "map.yaml", now=NOW))


def test_a_map_that_cannot_be_read_is_bad_configuration(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}", encoding="utf-8")
    (tmp_path / "map.yaml").write_bytes(b"text: \xe9\n")
    (tmp_path / "number.yaml").write_text("text: " + "9" * 5000, encoding="utf-8")
    (tmp_path / "deep.yaml").write_text("text: " + "[" * 5000, encoding="utf-8")
    for name in ("map.yaml", "missing.yaml", "number.yaml", "deep.yaml"):
        with pytest.raises(BadConfig, match="column map"):
            list(imports.read(tmp_path / "a.jsonl", format=None, map=tmp_path / name, now=NOW))


def test_a_file_name_that_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"re\xffport.txt")
    file.write_text("Something was said.", encoding="utf-8")
    (one,) = imports.read(file, format=None, map=None, now=NOW)
    assert one.capture.url == "import:report/report.txt"


def test_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for folder, said in (("a", "One thing was said."), ("b", "Another was.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(said, encoding="utf-8")
    found = [
        imports.parse(one.capture, one.body).renderings[0]
        for one in imports.read(tmp_path, format=None, map=None, now=NOW)
    ]
    assert len({one.id for one in found}) == 2


def test_a_gzip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(b"a" * 1000, mtime=0) + gzip.compress(b"b" * 1000, mtime=0)
    assert len(detect.unpacked(packed, "two.gz")) == 2000
    monkeypatch.setattr(detect, "MOST", 1999)
    with pytest.raises(BadInput, match="smaller files"):
        detect.unpacked(packed, "two.gz")


@pytest.mark.parametrize(
    ("folder", "file", "encoded"),
    [
        ("brought along", "a report.txt", "import:brought%20along/a%20report.txt"),
        ("wires", "50%20 off?.txt", "import:wires/50%2520%20off%3F.txt"),
        ("报道", "a.txt", "import:%E6%8A%A5%E9%81%93/a.txt"),
        ("wires", "plain-name_(2).txt", "import:wires/plain-name_(2).txt"),
    ],
)
def test_the_address_of_a_file_is_a_uri_and_its_name_stays(
    tmp_path: Path, folder: str, file: str, encoded: str
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / file).write_text("The minister condemned it.", "utf-8")
    (one,) = imports.read(tmp_path / folder, format="news", map=None, now=NOW)
    assert one.capture.url == encoded
    assert one.capture.source == f"import:{folder}"
    (rendering,) = imports.parse(one.capture, one.body).renderings
    assert rendering.external_id == file


@pytest.mark.parametrize("name", ["a report.txt", "100% true.txt", "报道.txt"])
def test_an_address_of_before_that_is_not_encoded_gives_the_same_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("The minister condemned it.", "utf-8")
    (one,) = imports.read(tmp_path / name, format="news", map=None, now=NOW)
    before = replace(one.capture, url=f"{one.capture.source}/{name}")
    assert before.url != one.capture.url
    assert imports.parse(before, one.body).renderings[0].id == imports.parse(one.capture, one.body).renderings[0].id


@pytest.mark.parametrize("inside", ["", "archive", "archive/journal.jsonl"])
def test_the_collection_itself_is_no_import(tmp_path: Path, inside: str) -> None:
    (tmp_path / "data" / "archive").mkdir(parents=True)
    (tmp_path / "data" / "archive" / "journal.jsonl").write_text("{}", "utf-8")
    with pytest.raises(BadInput, match="is the collection itself"):
        list(imports.read(tmp_path / "data" / inside, format="news", map=None, now=NOW, besides=tmp_path / "data"))


def test_a_folder_around_the_collection_is_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("a.txt", "data/b.txt"):
        (tmp_path / name).write_text("Something was said.", encoding="utf-8")
    found = list(imports.read(tmp_path, format="news", map=None, now=NOW, besides=tmp_path / "data"))
    assert [one.capture.url.rpartition("/")[2] for one in found] == ["a.txt"]


def test_a_name_that_breaks_lines_or_moves_the_cursor_makes_an_id_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nwi\x1bre\u2028s.txt"
    path.write_text("Something was said.", encoding="utf-8")
    (one,) = imports.read(path, format="news", map=None, now=NOW)
    assert one.capture.source == "import:a_wire_s"
