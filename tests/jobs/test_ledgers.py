from pathlib import Path

import pytest

from tracker.errors import ArchiveDamaged
from tracker.jobs.ledgers import append_ledger, read_ledger
from tracker.model import LedgerEntry

FIRST = LedgerEntry(id="f1", thing="formula", event="born", anchor="谴责")
SECOND = LedgerEntry(id="f2", thing="formula", event="merged", anchor="x", into="f1")


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    assert read_ledger(path) == ()
    append_ledger(path, [FIRST])
    append_ledger(path, [])
    append_ledger(path, [SECOND])
    assert read_ledger(path) == (FIRST, SECOND)


def test_a_torn_last_line_is_passed_over_and_then_replaced(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    append_ledger(path, [FIRST, SECOND])
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    assert read_ledger(path) == (FIRST,)
    append_ledger(path, [SECOND])
    assert path.read_bytes() == whole


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    append_ledger(path, [FIRST, SECOND])
    whole = path.read_bytes()
    for damage in (b"nonsense", b"\xff\xfe", b"[" * 100_000, b"null", b'{"id": ' + b"9" * 5000 + b"}"):
        path.write_bytes(damage + b"\n" + whole)
        with pytest.raises(ArchiveDamaged, match=r"ledger\.jsonl:1"):
            read_ledger(path)
