"""The archive keeps every byte, notices every change, and survives being cut off anywhere."""

import errno
import hashlib
import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from warcio.archiveiterator import ArchiveIterator

from tracker.collect.keeping import journal
from tracker.collect.keeping.archive import Archive
from tracker.errors import ArchiveDamaged, StoreTrouble
from tracker.model import Capture, RunStatus, SourceRun, Verdict, capture_id

START = datetime(2026, 3, 30, 6, 0, tzinfo=UTC)
NAME = "2026-03.warc.gz"


def made(body: bytes, *, minute: Any = 0, url: str = "https://mfa.example/a", role: Any = "item", **more: Any) -> Any:
    sha256 = hashlib.sha256(body).hexdigest()
    at = START + timedelta(minutes=minute)
    return Capture(
        **{
            "id": capture_id("src", url, at, sha256),
            "source": "src",
            "url": url,
            "final_url": url,
            "retrieved_at": at,
            "sha256": sha256,
            "role": role,
            "headers": (("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip"), ("etag", '"é"')),
            **more,
        }
    )


@pytest.fixture
def root(tmp_path: Path) -> Any:
    return tmp_path / "archive"


@pytest.fixture
def archive(root: Path) -> Any:
    return Archive(root)


BODIES = [b"<p>one</p>", "<p>谴责</p>".encode(), bytes(range(256)), b"", b"<p>one</p>"]


@pytest.fixture
def filled(archive: Archive) -> Any:
    """Five captures, the last with the body of the first."""
    kept = [archive.append(made(body, minute=n, url=f"https://mfa.example/{n}"), body) for n, body in enumerate(BODIES)]
    archive.judge(replace(kept[1], verdict=Verdict.DECOY, reason="its title says 'login'"))
    archive.journal_run(run(1))
    return kept


def run(n: int) -> Any:
    at = START + timedelta(hours=n)
    return SourceRun(
        source="src",
        started_at=at,
        ended_at=at + timedelta(minutes=3),
        status=RunStatus.PARTIAL,
        reason="页 2 empty",
        listed=25,
        new=3,
        skipped=(("https://mfa.example/x", "why"),),
    )


def test_what_goes_in_comes_out_from_the_files_alone(filled: list[Capture], root: Path):
    again = Archive(root)
    expected = list(filled)
    expected[1] = replace(expected[1], verdict=Verdict.DECOY, reason="its title says 'login'")
    assert list(again.captures()) == expected
    assert [again.read(one.record) for one in filled] == BODIES
    assert [again.body(one.id) for one in filled] == BODIES
    assert again.runs() == (run(1),)
    assert list(again.captures(besides={one.id for one in filled[:4]})) == [expected[4]]
    assert again.body("unknown") is None
    assert not again.holds("unknown")
    assert again.holds(filled[0].id)


def test_without_its_journal_the_archive_still_gives_every_capture(filled: list[Capture], root: Path):
    (root / "journal.jsonl").unlink()
    again = Archive(root)
    assert list(again.captures()) == filled
    assert [again.read(one.record) for one in filled] == BODIES
    again.append(made(b"more", minute=9), b"more")
    assert list(Archive(root).verify()) == [], "the next append has put the journal in order"


def test_a_body_that_is_held_is_not_stored_again(filled: list[Capture], root: Path):
    first, last = filled[0], filled[4]
    assert first.revisits is None
    assert last.revisits == first.id
    with (root / NAME).open("rb") as stream:
        types = [(r.rec_type, r.rec_headers.get_header("WARC-Profile")) for r in ArchiveIterator(stream)]
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert types == [("warcinfo", None), *[("response", None)] * 4, ("revisit", profile)]


def test_a_304_refers_to_the_capture_that_holds_its_body(filled: list[Capture], archive: Archive, root: Path):
    asked = made(b"", minute=8, url="https://mfa.example/4", status=304, sha256=filled[4].sha256, revisits=filled[4].id)
    kept = archive.append(asked, b"")
    assert kept.revisits == filled[0].id, "the one that really holds it, not another revisit"
    assert Archive(root).read(kept.record) == BODIES[0]
    assert list(Archive(root).captures())[-1] == kept
    with (root / NAME).open("rb") as stream:
        last = list(ArchiveIterator(stream))[-1]
    assert last.rec_headers.get_header("WARC-Profile").endswith("server-not-modified")
    assert last.rec_headers.get_header("WARC-Refers-To") == f"<urn:uuid:{filled[0].id}>"


def test_a_304_for_a_body_that_is_not_here_is_an_error(archive: Archive):
    with pytest.raises(ArchiveDamaged, match="is not in"):
        archive.append(made(b"", status=304, revisits="gone"), b"")


def test_a_body_must_be_the_one_its_capture_was_made_of(archive: Archive):
    with pytest.raises(ArchiveDamaged, match="hash"):
        archive.append(made(b"one"), b"two")


@pytest.mark.usefixtures("filled")
def test_files_are_readable_by_other_warc_tools(root: Path):
    with (root / NAME).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type == "response":
                assert record.rec_headers.protocol == "WARC/1.1"
                assert record.rec_headers.get_header("WARC-Target-URI").startswith("https://mfa.example/")
                assert record.http_headers.get_header("X-Archive-Orig-content-encoding") == "gzip"
                assert record.http_headers.get_header("content-encoding") is None
                assert record.content_stream().read() in BODIES


def test_imports_are_resources_and_keep_their_map(archive: Archive, root: Path):
    body = b'{"text": "\xe8\xb0\xb4"}\n' * 3
    given = made(
        body,
        url="file:seeds/a.jsonl",
        final_url="",
        role="import",
        headers=(("x-import-format", "records"), ("x-import-map", "text: body\nurl: link\n谴责\n")),
    )
    kept = archive.append(given, body)
    again = Archive(root)
    assert list(again.captures()) == [kept]
    assert again.read(kept.record) == body
    with (root / NAME).open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "resource"]


def test_a_new_month_opens_a_new_file(archive: Archive, root: Path):
    april = 60 * 24 * 3
    archive.append(made(b"a"), b"a")
    kept = archive.append(made(b"b", minute=april), b"b")
    again = archive.append(made(b"a", minute=april + 1), b"a")
    assert kept.record.startswith("2026-04.warc.gz:")
    assert Archive(root).read(again.record) == b"a", "a revisit may point into another file"
    assert sorted(path.name for path in root.glob("*.warc.gz")) == [NAME, "2026-04.warc.gz"]


def test_the_same_captures_give_the_same_bytes(tmp_path: Path):
    for name in ("x", "y"):
        archive = Archive(tmp_path / name)
        for n, body in enumerate(BODIES):
            archive.append(made(body, minute=n), body)
    for file in (NAME, "journal.jsonl"):
        assert (tmp_path / "x" / file).read_bytes() == (tmp_path / "y" / file).read_bytes()


@pytest.mark.parametrize("name", [NAME, "journal.jsonl"])
def test_any_flipped_byte_is_reported_by_its_record(archive: Archive, root: Path, name: str):
    kept = archive.append(made(b"one"), b"one")
    archive.judge(kept)
    again = archive.append(made(b"one", minute=1), b"one")
    archive.journal_run(run(1))
    assert list(Archive(root).verify()) == []
    good = (root / name).read_bytes()
    starts = [0, _offset(kept), _offset(again)]
    silent = []
    for place in range(len(good)):
        broken = bytearray(good)
        broken[place] ^= 1 << (place % 8)
        (root / name).write_bytes(broken)
        line = good.count(b"\n", 0, place) + 1
        start = max(start for start in starts if start <= place)
        named = {damage.record for damage in Archive(root).verify()}
        if (f"{NAME}:{start}" if name == NAME else f"journal.jsonl:{line}") not in named:
            silent.append(place)
    assert silent == []


def _offset(capture: Capture) -> int:
    return int(capture.record.rpartition(":")[2])


def _change(root: Path, capture: Capture) -> None:
    """One bit of a record is another than was written."""
    data = bytearray((root / NAME).read_bytes())
    data[_offset(capture) + 60] ^= 1
    (root / NAME).write_bytes(data)


@settings(max_examples=60, deadline=None)
@given(bodies=st.lists(st.binary(max_size=40), min_size=1, max_size=4), data=st.data())
def test_a_byte_changed_in_any_archive_is_reported_by_its_record(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes], data: st.DataObject
):
    root = tmp_path_factory.mktemp("any")
    archive = Archive(root)
    starts = [0, *(_offset(archive.append(made(body, minute=n), body)) for n, body in enumerate(bodies))]
    whole = bytearray((root / NAME).read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place]))
    (root / NAME).write_bytes(whole)
    expected = f"{NAME}:{max(start for start in starts if start <= place)}"
    assert [damage.record for damage in Archive(root).verify()] == [expected]


def test_what_stands_behind_a_damaged_record_is_found_without_the_journal(filled: list[Capture], root: Path):
    _change(root, filled[1])
    (root / "journal.jsonl").unlink()
    again = Archive(root)
    assert again.journal_lost
    assert [one.id for one in again.captures()] == [one.id for one in filled if one is not filled[1]]
    again.append(made(b"next", minute=9), b"next")
    assert list(root.glob("*.torn")) == [], "what is damaged in the middle is no torn end"
    assert Archive(root).body(filled[3].id) == BODIES[3]
    assert [damage.record for damage in Archive(root).verify()] == [filled[1].record]


def test_a_body_whose_record_is_damaged_is_stored_again(filled: list[Capture], root: Path):
    _change(root, filled[0])
    archive = Archive(root)
    assert not archive.holds(filled[0].id)
    assert not archive.holds(filled[4].id), "its body lies in the damaged record"
    assert archive.holds(filled[1].id)
    with pytest.raises(ArchiveDamaged, match=filled[0].record):
        archive.kept(filled[0].id)
    kept = archive.append(made(BODIES[0], minute=9), BODIES[0])
    assert kept.revisits is None
    assert Archive(root).read(kept.record) == BODIES[0]
    assert Archive(root).body(filled[4].id) == BODIES[0], "what referred to the lost body is whole again"


def test_the_same_answer_is_stored_once_and_its_304_beside_it(archive: Archive, root: Path):
    kept = archive.append(made(b"one"), b"one")
    size = (root / NAME).stat().st_size
    assert Archive(root).append(made(b"one"), b"one") == kept
    assert (root / NAME).stat().st_size == size
    confirmed = archive.append(made(b"one", status=304, revisits=kept.id), b"")
    assert (confirmed.status, Archive(root).read(confirmed.record)) == (304, b"one")
    archive.journal_run(run(1))
    archive.judge(kept)
    lines = (root / "journal.jsonl").read_bytes()
    archive.journal_run(run(1))
    archive.judge(kept)
    assert (root / "journal.jsonl").read_bytes() == lines


def test_a_capture_says_whether_its_verdict_is_noted(archive: Archive, root: Path):
    kept = archive.append(made(b"one"), b"one")
    assert not Archive(root).kept(kept.id).judged
    archive.judge(replace(kept, verdict=Verdict.EMPTY, reason="so short"))
    found = Archive(root).kept(kept.id)
    assert (found.judged, found.capture.verdict, found.body) == (True, Verdict.EMPTY, b"one")
    with pytest.raises(ArchiveDamaged, match="capture nobody"):
        archive.kept("nobody")


def test_a_missing_line_file_or_tail_is_reported(filled: list[Capture], root: Path):
    lines = (root / "journal.jsonl").read_bytes().splitlines(keepends=True)
    for gone in range(len(lines) - 1):
        (root / "journal.jsonl").write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
        assert list(Archive(root).verify()), f"line {gone + 1} was removed"
    (root / "journal.jsonl").write_bytes(b"".join(lines))
    os.truncate(root / NAME, (root / NAME).stat().st_size - 1)
    assert [damage.record for damage in Archive(root).verify()] == [filled[-1].record]
    (root / NAME).unlink()
    assert [damage.reason for damage in Archive(root).verify()] == ["the file is missing, with 6 records"]


def test_a_damaged_body_is_not_handed_out(filled: list[Capture], root: Path):
    place = int(filled[1].record.rpartition(":")[2])
    data = bytearray((root / NAME).read_bytes())
    data[place + 60] ^= 0xFF
    (root / NAME).write_bytes(data)
    with pytest.raises(ArchiveDamaged, match=f"{NAME}:{place}"):
        Archive(root).read(filled[1].record)
    assert Archive(root).read(filled[2].record) == BODIES[2]


def test_a_kill_anywhere_in_the_last_append_loses_at_most_that_capture(
    filled: list[Capture], root: Path, tmp_path: Path
):
    body = b"the last one " * 20
    last = made(body, minute=7, url="https://mfa.example/last")
    before, journal_before = (root / NAME).stat().st_size, (root / "journal.jsonl").read_bytes()
    kept = Archive(root).append(last, body)
    whole = (root / NAME).read_bytes()
    following = made(b"next", minute=9)
    for cut in range(before, len(whole) + 1, 7):
        torn = tmp_path / f"cut{cut}"
        shutil.copytree(root, torn)
        (torn / NAME).write_bytes(whole[:cut])
        (torn / "journal.jsonl").write_bytes(journal_before)
        archive = Archive(torn)
        survivors = [*filled, kept] if cut == len(whole) else filled
        assert [one.id for one in archive.captures()] == [one.id for one in survivors]
        archive.append(following, b"next")
        assert [one.id for one in Archive(torn).captures()] == [*(one.id for one in survivors), following.id]
        assert list(Archive(torn).verify()) == []
        shutil.rmtree(torn)


@pytest.mark.usefixtures("filled")
def test_reading_and_verifying_never_change_a_torn_archive(root: Path):
    with (root / NAME).open("ab") as stream:
        stream.write(b"\x1f\x8b\x08torn")
    with (root / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"sum":"half a li')
    files = {path: path.read_bytes() for path in root.iterdir()}
    archive = Archive(root)
    assert len(list(archive.captures())) == 5
    assert len(list(archive.verify())) == 2
    assert {path: path.read_bytes() for path in root.iterdir()} == files


@pytest.mark.usefixtures("filled")
def test_a_torn_journal_line_is_cut_and_the_chain_goes_on(root: Path):
    whole = (root / "journal.jsonl").read_bytes()
    for cut in range(len(whole) - 40, len(whole)):
        (root / "journal.jsonl").write_bytes(whole[:cut])
        Archive(root).journal_run(run(5))
        assert list(Archive(root).verify()) == []
        assert Archive(root).runs() == (run(5),)


@pytest.mark.usefixtures("filled")
def test_a_torn_tail_is_set_aside_not_destroyed(root: Path):
    size = (root / NAME).stat().st_size
    with (root / NAME).open("ab") as stream:
        stream.write(b"half a record")
    Archive(root).append(made(b"next", minute=9), b"next")
    assert (root / f"{NAME}.{size}.torn").read_bytes() == b"half a record"


def _no_space(_handle: Any, data: bytes) -> Any:
    if len(data) > 100:
        return os.pwrite(_handle, data[:100], os.fstat(_handle).st_size)
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("filled")
def test_a_full_disk_is_one_clear_line_and_leaves_no_half_record(root: Path, monkeypatch: pytest.MonkeyPatch):
    before = {path: path.read_bytes() for path in root.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(journal.os, "write", _no_space)
        with pytest.raises(StoreTrouble, match=r"cannot be written \(No space left on device\)"):
            Archive(root).append(made(b"more" * 999, minute=9), b"more" * 999)
    assert {path: path.read_bytes() for path in root.iterdir()} == before


@pytest.mark.usefixtures("filled")
def test_every_line_of_the_journal_is_json(root: Path):
    kinds = [json.loads(line)["kind"] for line in (root / "journal.jsonl").read_text("ascii").splitlines()]
    assert kinds == ["stored"] * 6 + ["judged", "run"]


def test_an_empty_archive_is_fine(archive: Archive, root: Path):
    assert list(archive.captures()) == []
    assert list(archive.verify()) == []
    assert archive.runs() == ()
    assert not root.exists()
    with pytest.raises(ArchiveDamaged, match="is not in"):
        archive.read("2026-03.warc.gz:0")


def test_captures_of_one_second_come_in_the_order_in_which_they_were_stored(archive: Archive, root: Path):
    kept = [archive.append(made(b"%d" % n, url=f"https://mfa.example/{n}"), b"%d" % n) for n in range(9)]
    assert archive.ids() == Archive(root).ids() == [one.id for one in kept], "a list before its items"
