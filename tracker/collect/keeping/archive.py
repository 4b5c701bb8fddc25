"""Every byte ever collected, in WARC files that are only appended to, with a journal beside them.

Owns what is truth: a rebuild needs nothing else that came from the network. A torn last record, as a kill leaves it, is
set aside before the next append; records that the journal does not know are found in the files. Never parses a page
and never deletes a record; one writer at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tracker.collect.keeping.index import Earlier, Index, Recent, gaps, offset_of, place
from tracker.collect.keeping.journal import Journal, Judged, Stored, append_bytes, set_aside
from tracker.collect.keeping.warc import Member, Original, Record, cut, members, pack, pack_information, unpack
from tracker.errors import ArchiveDamaged, StoreTrouble
from tracker.model import Bookmark, Capture, SourceRun

_SUFFIX = ".warc.gz"
JOURNAL = "journal.jsonl"
_NOT_MODIFIED = 304
#: Stands in the index for records that are no capture, such as the one that opens a file.
_NOTHING = Capture(id="", source="", url="", retrieved_at=datetime.fromtimestamp(0, UTC), sha256="", role="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One place in the archive that is not as it was written."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture read back with its whole body; `judged` is false when no verdict of it is noted."""

    capture: Capture
    body: bytes
    judged: bool


class Archive:
    """A folder of monthly WARC files and `journal.jsonl`.

    With `earlier`, what lies before its bookmark is asked there and not read, as long as the bookmark fits the files.
    """

    def __init__(self, root: Path, *, earlier: Earlier | None = None) -> None:
        self.root = root
        self._journal = Journal(root / JOURNAL)
        self._earlier = earlier
        self._index: Index | None = None

    def append(self, capture: Capture, body: bytes) -> Capture:
        """Stores a capture for good before it returns, and gives it back with its place; one that is here stays.

        A body that is already held is not stored again: the record then refers to it and `revisits` names it. For a 304
        the caller names `revisits` itself and `body` is ignored. Raises StoreTrouble when the disk refuses,
        ArchiveDamaged when `revisits` is not here or a file has lost bytes.
        """
        index = self._settled()
        here = self._here(index, capture)
        if here is not None:
            return here
        original = self._original(index, capture, body)
        final = replace(capture, revisits=original.capture if original else None)
        packed = pack(final, body, original=_as_original(original))
        name = f"{capture.retrieved_at:%Y-%m}{_SUFFIX}"
        self._open_file(name, capture)
        stored = self._write(name, packed, final, holds_body=original is None)
        index.add(stored)
        return replace(final, record=stored.record)

    def _here(self, index: Index, capture: Capture) -> Capture | None:
        """The same answer if a run that was killed has stored it; a 304 is another answer than the page it confirms."""
        stored = index.capture(capture.id)
        if stored is None or not self._whole(stored):
            return None
        found = _capture_of(self._record(stored))
        return found if found.status == capture.status else None

    def _original(self, index: Index, capture: Capture, body: bytes) -> Stored | None:
        """The record that holds the body already; a body whose record is not intact is stored again."""
        if capture.status == _NOT_MODIFIED:
            found = index.capture(capture.revisits or "")
            if found is None:
                raise ArchiveDamaged(
                    f"{capture.url}: answered 304, but capture {capture.revisits} is not in {self.root}; "
                    "restore a backup or collect again without validators"
                )
            return index.holder(found.sha256) or found
        if hashlib.sha256(body).hexdigest() != capture.sha256:
            raise ArchiveDamaged(f"{capture.url}: the body given for archiving does not have the hash of its capture")
        held = index.holder(capture.sha256) if body else None
        return held if held and self._whole(held) else None

    def _whole(self, stored: Stored) -> bool:
        try:
            self._payload(stored, self._record(stored))
        except ArchiveDamaged:
            return False
        return True

    def _open_file(self, name: str, capture: Capture) -> None:
        path = self.root / name
        if not path.exists() or not path.stat().st_size:
            _make_folder(self.root)
            information = pack_information(name, capture.retrieved_at)
            self._write(name, information, _NOTHING, holds_body=False)

    def _write(self, name: str, packed: bytes, capture: Capture, *, holds_body: bool) -> Stored:
        path = self.root / name
        offset = path.stat().st_size if path.exists() else 0
        append_bytes(path, packed, sync=True)
        stored = _stored(name, offset, packed, capture, holds_body=holds_body)
        self._journal.append(stored)
        return stored

    def judge(self, capture: Capture) -> None:
        """Notes the verdict of a stored capture; the newest note counts."""
        judged = Judged(capture=capture.id, verdict=capture.verdict, reason=capture.reason)
        index = self._settled()
        if index.verdict(capture.id) != judged:
            self._journal.append(judged)
            index.verdicts[capture.id] = judged

    def journal_run(self, run: SourceRun) -> None:
        """Notes how a pass over a source ended; the same end is noted once."""
        _make_folder(self.root)
        index = self._settled()
        if run not in index.runs:
            self._journal.append(run, sync=True)
            index.runs[run] = None

    @property
    def journal_lost(self) -> bool:
        """Whether there are records and no journal beside them."""
        return not self._journal.exists() and bool(self._files())

    def settle(self) -> None:
        """Puts in order what a kill left behind: torn tails are set aside, the journal learns what it does not know."""
        self._settled()
        self._journal.mend()

    def recent(self) -> Recent:
        """What was archived behind the bookmark; everything, where there is none that fits."""
        return self._ready().recent()

    def bookmark(self) -> Bookmark:
        """The end of everything that is here now."""
        self.settle()
        end, checksum = self._journal.end()
        ends = [(JOURNAL, end), *((path.name, path.stat().st_size) for path in self._files())]
        return Bookmark(checksum=checksum, ends=tuple(ends))

    def runs(self) -> tuple[SourceRun, ...]:
        """Every noted run, oldest first."""
        return tuple(self._everything().runs)

    def ids(self, *, besides: Collection[str] = ()) -> list[str]:
        """The ids of all captures as they were stored, without those in `besides`; only the journal is read for it."""
        return [capture for capture in self._everything().in_order() if capture not in besides]

    def kept(self, capture: str) -> Kept:
        """A capture with its noted verdict and its body, read once. Raises ArchiveDamaged if either is not intact."""
        index = self._ready()
        stored = index.capture(capture)
        if stored is None:
            raise ArchiveDamaged(f"capture {capture}: is not in {self.root}; restore a backup")
        record = self._record(stored)
        noted = index.verdict(capture)
        found = _capture_of(record)
        judged = replace(found, verdict=noted.verdict, reason=noted.reason) if noted else found
        return Kept(capture=judged, body=self._payload(stored, record), judged=noted is not None)

    def captures(self, *, besides: Collection[str] = ()) -> Iterator[Capture]:
        """Every capture in the order in which it was stored, from the files and the noted verdicts alone.

        Those whose id is in `besides` are passed over without being read.
        """
        index = self._everything()
        for stored in sorted(index.captures.values(), key=_in_place):
            if stored.capture not in besides:
                noted = index.verdicts.get(stored.capture)
                capture = _capture_of(self._record(stored))
                yield replace(capture, verdict=noted.verdict, reason=noted.reason) if noted else capture

    def read(self, record: str) -> bytes:
        """The body of a record, from the earlier record for a revisit. Raises ArchiveDamaged if it is not intact."""
        stored = self._ready().records.get(record) or self._everything().records.get(record)
        if stored is None:
            raise ArchiveDamaged(f"record {record}: is not in {self.root}; restore a backup")
        return self._payload(stored, self._record(stored))

    def holds(self, capture: str) -> bool:
        """Whether a capture is here with its body, all of it intact."""
        stored = self._ready().capture(capture)
        return stored is not None and self._whole(stored)

    def body(self, capture: str) -> bytes | None:
        """The body of a capture by its id, None when it is not here."""
        stored = self._ready().capture(capture)
        return self._payload(stored, self._record(stored)) if stored else None

    def _payload(self, stored: Stored, record: Record) -> bytes:
        if not stored.holds_body:
            holder = self._ready().holder(stored.sha256) or stored
            record = self._record(holder)
        if hashlib.sha256(record.payload).hexdigest() != stored.sha256:
            raise ArchiveDamaged(f"record {stored.record}: its body does not match its hash; restore a backup")
        return record.payload

    def _record(self, stored: Stored) -> Record:
        name, offset = place(stored.record)
        try:
            with (self.root / name).open("rb") as stream:
                packed = cut(stream, offset, stored.length)
        except OSError as error:
            raise ArchiveDamaged(
                f"record {stored.record}: cannot be read ({error.strerror}); restore a backup"
            ) from error
        record = None
        if not stored.length or hashlib.sha256(packed).hexdigest() == stored.packed_sha256:
            record = unpack(packed, where=stored.record)
        if record is None or record.capture is None or record.capture.id != stored.capture:
            raise ArchiveDamaged(f"record {stored.record}: its bytes differ from those written; restore a backup")
        return record

    def verify(self) -> Iterator[Damage]:
        """Reads everything and names each place that is not as it was written; nothing means intact."""
        yield from self._verify(records=True)

    def lacking(self) -> Iterator[Damage]:
        """What is wrong and shows without reading a record: lines of the journal, missing files, unknown bytes."""
        yield from self._verify(records=False)

    def _verify(self, *, records: bool) -> Iterator[Damage]:
        files: dict[str, list[Stored]] = {path.name: [] for path in self._files()}
        if self.journal_lost:
            yield Damage(record="journal.jsonl:1", reason="the journal is missing, and with it how runs ended")
        for line in self._journal.lines():
            if line.trouble:
                yield Damage(record=f"journal.jsonl:{line.number}", reason=line.trouble)
            if isinstance(line.entry, Stored):
                files.setdefault(place(line.entry.record)[0], []).append(line.entry)
        for name, known in sorted(files.items()):
            yield from self._verify_file(name, sorted(known, key=offset_of), records=records)

    def _verify_file(self, name: str, known: list[Stored], *, records: bool) -> Iterator[Damage]:
        path = self.root / name
        if not path.exists():
            yield Damage(record=f"{name}:0", reason=f"the file is missing, with {len(known)} records")
            return
        with path.open("rb") as stream:
            for stored in known if records else ():
                stream.seek(offset_of(stored))
                if hashlib.sha256(stream.read(stored.length)).hexdigest() != stored.packed_sha256:
                    yield Damage(record=stored.record, reason="its bytes differ from those written")
        for start, end in gaps(known, path.stat().st_size):
            yield Damage(record=f"{name}:{start}", reason=f"{end - start} bytes that the journal does not know")

    def _files(self) -> list[Path]:
        return sorted(self.root.glob(f"*{_SUFFIX}"))

    def _ready(self) -> Index:
        if self._index is None:
            self._index = self._load()
        return self._index

    def _everything(self) -> Index:
        """The index of the whole archive, also where what lies before the bookmark was not read so far."""
        index = self._ready()
        if index.earlier is not None:
            self._earlier = None
            index = self._index = self._load()
        return index

    def _fitting(self) -> Bookmark | None:
        """The bookmark, if the files are those that it was said of: the same journal, and nothing shorter."""
        mark = self._earlier.bookmark() if self._earlier else None
        if mark is None:
            return None
        ends = dict(mark.ends)
        sizes = {path.name: path.stat().st_size for path in self._files()}
        whole = all(sizes.get(name, 0) >= end for name, end in ends.items() if name != JOURNAL)
        return mark if whole and self._journal.ends_at(ends.get(JOURNAL, 0), mark.checksum) else None

    def _load(self) -> Index:
        mark = self._fitting()
        ends = dict(mark.ends) if mark else {}
        index = Index(earlier=self._earlier if mark else None)
        by_file: dict[str, list[Stored]] = {}
        for entry in self._journal.entries(ends.get(JOURNAL, 0)):
            if isinstance(entry, Stored):
                by_file.setdefault(place(entry.record)[0], []).append(entry)
                index.add(entry)
            elif isinstance(entry, Judged):
                index.verdicts[entry.capture] = entry
            else:
                index.runs[entry] = None
        for path in self._files():
            known = sorted(by_file.get(path.name, []), key=offset_of)
            self._scan_gaps(index, path, known, behind=ends.get(path.name, 0))
        return index

    def _scan_gaps(self, index: Index, path: Path, known: list[Stored], *, behind: int) -> None:
        """Finds records that the journal does not know: stored just before a kill, or their line was damaged."""
        size = path.stat().st_size
        with path.open("rb") as stream:
            for start, end in gaps(known, size, start=behind):
                reached = start
                for member in members(stream, start=start, end=end):
                    reached = member.offset + member.length
                    stored = _stored_member(path.name, member)
                    if stored is not None:
                        index.waiting.append(stored)
                        index.add(stored)
                if reached < end == size:
                    index.torn[path.name] = reached

    def _settled(self) -> Index:
        """The index, after what a kill left behind has been put in order; done once, by the writer only."""
        index = self._ready()
        for name, offset in index.torn.items():
            set_aside(self.root / name, offset)
        for stored in index.waiting:
            self._journal.append(stored)
        index.torn.clear()
        index.waiting.clear()
        return index


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreTrouble(
            f"{root}: cannot be made ({error.strerror}); check its permissions, then run again"
        ) from error


def _capture_of(record: Record) -> Capture:
    assert record.capture is not None, "the index names records of captures alone"
    return record.capture


def _as_original(stored: Stored | None) -> Original | None:
    return Original(id=stored.capture, url=stored.url, retrieved_at=stored.retrieved_at) if stored else None


def _stored(name: str, offset: int, packed: bytes, capture: Capture, *, holds_body: bool) -> Stored:
    return Stored(
        record=f"{name}:{offset}",
        length=len(packed),
        packed_sha256=hashlib.sha256(packed).hexdigest(),
        capture=capture.id,
        sha256=capture.sha256,
        url=capture.final_url or capture.url,
        retrieved_at=capture.retrieved_at,
        holds_body=holds_body,
    )


def _stored_member(name: str, member: Member) -> Stored | None:
    """What the journal should have said of a record; None for one that is not as we write them."""
    try:
        record = unpack(member.packed, where=f"{name}:{member.offset}")
    except ArchiveDamaged:
        return None
    capture = record.capture or _NOTHING
    return _stored(name, member.offset, member.packed, capture, holds_body=capture.revisits is None)


def _in_place(stored: Stored) -> tuple[str, int]:
    return place(stored.record)
