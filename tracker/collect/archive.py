"""Every byte ever collected, in WARC files that are only appended to, with a journal beside them.

Owns what is truth: a rebuild needs nothing else that came from the network. A torn last record, as a kill leaves it, is
set aside before the next append. Never parses a page and never deletes a record; one writer at a time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tracker.collect.journal import Journal, Judged, Stored, append_bytes
from tracker.collect.warc import Member, Original, Record, members, pack, pack_information, unpack
from tracker.errors import ArchiveDamaged
from tracker.model import Capture, SourceRun

_SUFFIX = ".warc.gz"
_NOT_MODIFIED = 304
#: Stands in the index for records that are no capture, such as the one that opens a file.
_NOTHING = Capture(id="", source="", url="", retrieved_at=datetime.fromtimestamp(0, UTC), sha256="", role="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One place in the archive that is not as it was written."""

    record: str
    reason: str


@dataclass(slots=True)
class _Index:
    """What the journal and the files say together; rebuilt on opening, never stored."""

    bodies: dict[str, Stored]
    captures: dict[str, Stored]
    records: dict[str, Stored]
    waiting: list[Stored]
    torn: dict[str, int]


class Archive:
    """A folder of monthly WARC files and `journal.jsonl`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._journal = Journal(root / "journal.jsonl")
        self._index: _Index | None = None

    def append(self, capture: Capture, body: bytes) -> Capture:
        """Stores a capture for good before it returns, and gives it back with its place.

        A body that is already held is not stored again: the record then refers to it and `revisits` names it. For a 304
        the caller names `revisits` itself and `body` is ignored. Raises StoreTrouble when the disk refuses,
        ArchiveDamaged when `revisits` is not here or a file has lost bytes.
        """
        index = self._settled()
        original = self._original(index, capture, body)
        final = replace(capture, revisits=original.capture if original else None)
        packed = pack(final, body, original=_as_original(original))
        name = f"{capture.retrieved_at:%Y-%m}{_SUFFIX}"
        self._open_file(name, capture)
        stored = self._write(name, packed, final, holds_body=original is None)
        _add(index, stored)
        return replace(final, record=stored.record)

    def _original(self, index: _Index, capture: Capture, body: bytes) -> Stored | None:
        if capture.status == _NOT_MODIFIED:
            found = index.captures.get(capture.revisits or "")
            if found is None:
                raise ArchiveDamaged(
                    f"{capture.url}: answered 304, but capture {capture.revisits} is not in {self.root}; "
                    "restore a backup or collect again without validators"
                )
            return index.bodies.get(found.sha256, found)
        if hashlib.sha256(body).hexdigest() != capture.sha256:
            raise ArchiveDamaged(f"{capture.url}: the body given for archiving does not have the hash of its capture")
        return index.bodies.get(capture.sha256) if body else None

    def _open_file(self, name: str, capture: Capture) -> None:
        if not (self.root / name).exists():
            self.root.mkdir(parents=True, exist_ok=True)
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
        self._journal.append(Judged(capture=capture.id, verdict=capture.verdict, reason=capture.reason))

    def journal_run(self, run: SourceRun) -> None:
        """Notes how a pass over a source ended."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._journal.append(run, sync=True)

    def runs(self) -> tuple[SourceRun, ...]:
        """Every noted run, oldest first."""
        return tuple(entry for entry in self._journal.entries() if isinstance(entry, SourceRun))

    def captures(self, *, besides: Container[str] = ()) -> Iterator[Capture]:
        """Every capture in the order in which it was stored, from the files and the noted verdicts alone.

        Those whose id is in `besides` are passed over without being read, which is what makes a look for the few that
        a killed run left behind cheap.
        """
        verdicts = {entry.capture: entry for entry in self._journal.entries() if isinstance(entry, Judged)}
        for stored in sorted(self._ready().captures.values(), key=lambda stored: _place(stored.record)):
            capture = None if stored.capture in besides else self._record(stored).capture
            if capture is None:
                continue
            judged = verdicts.get(capture.id)
            yield replace(capture, verdict=judged.verdict, reason=judged.reason) if judged else capture

    def read(self, record: str) -> bytes:
        """The body of a record, from the earlier record for a revisit. Raises ArchiveDamaged if it is not intact."""
        stored = self._find(record)
        if not stored.holds_body:
            stored = self._ready().bodies.get(stored.sha256, stored)
        payload = self._record(stored).payload
        if hashlib.sha256(payload).hexdigest() != stored.sha256:
            raise ArchiveDamaged(f"record {stored.record}: its body does not match its hash; restore a backup")
        return payload

    def holds(self, capture: str) -> bool:
        """Whether a capture is here."""
        return capture in self._ready().captures

    def body(self, capture: str) -> bytes | None:
        """The body of a capture by its id, None when it is not here."""
        stored = self._ready().captures.get(capture)
        return self.read(stored.record) if stored else None

    def _find(self, record: str) -> Stored:
        found = self._ready().records.get(record)
        if found is None:
            raise ArchiveDamaged(f"record {record}: is not in {self.root}; restore a backup")
        return found

    def _record(self, stored: Stored) -> Record:
        name, offset = _place(stored.record)
        try:
            with (self.root / name).open("rb") as stream:
                stream.seek(offset)
                packed = stream.read(stored.length)
        except OSError as error:
            raise ArchiveDamaged(
                f"record {stored.record}: cannot be read ({error.strerror}); restore a backup"
            ) from error
        return unpack(packed, where=stored.record)

    def verify(self) -> Iterator[Damage]:
        """Reads everything and names each place that is not as it was written; nothing means intact."""
        for line in self._journal.lines():
            if line.trouble:
                yield Damage(record=f"journal.jsonl:{line.number}", reason=line.trouble)
        known = sorted(_stored_entries(self._journal), key=lambda stored: _place(stored.record))
        names = sorted({_place(stored.record)[0] for stored in known} | {path.name for path in self._files()})
        for name in names:
            yield from self._verify_file(name, [stored for stored in known if _place(stored.record)[0] == name])

    def _verify_file(self, name: str, known: list[Stored]) -> Iterator[Damage]:
        path = self.root / name
        if not path.exists():
            yield Damage(record=f"{name}:0", reason=f"the file is missing, with {len(known)} records")
            return
        with path.open("rb") as stream:
            for stored in known:
                stream.seek(_place(stored.record)[1])
                if hashlib.sha256(stream.read(stored.length)).hexdigest() != stored.packed_sha256:
                    yield Damage(record=stored.record, reason="its bytes differ from those written")
        for start, end in _gaps(known, path.stat().st_size):
            yield Damage(record=f"{name}:{start}", reason=f"{end - start} bytes that the journal does not know")

    def _files(self) -> list[Path]:
        return sorted(self.root.glob(f"*{_SUFFIX}"))

    def _ready(self) -> _Index:
        if self._index is None:
            self._index = self._load()
        return self._index

    def _load(self) -> _Index:
        index = _Index(bodies={}, captures={}, records={}, waiting=[], torn={})
        by_file: dict[str, list[Stored]] = {}
        for stored in _stored_entries(self._journal):
            by_file.setdefault(_place(stored.record)[0], []).append(stored)
            _add(index, stored)
        for path in self._files():
            self._scan_gaps(index, path, sorted(by_file.get(path.name, []), key=lambda one: _place(one.record)))
        return index

    def _scan_gaps(self, index: _Index, path: Path, known: list[Stored]) -> None:
        """Finds records that the journal does not know: stored just before a kill, or their line was damaged."""
        size = path.stat().st_size
        with path.open("rb") as stream:
            for start, end in _gaps(known, size):
                reached = start
                for member in members(stream, start=start, end=end):
                    stored = _stored_member(path.name, member)
                    index.waiting.append(stored)
                    _add(index, stored)
                    reached = member.offset + member.length
                if reached < end == size:
                    index.torn[path.name] = reached

    def _settled(self) -> _Index:
        """The index, after what a kill left behind has been put in order; done once, by the writer only."""
        index = self._ready()
        for name, offset in index.torn.items():
            _set_aside(self.root / name, offset)
        for stored in index.waiting:
            self._journal.append(stored)
        index.torn.clear()
        index.waiting.clear()
        return index


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


def _stored_member(name: str, member: Member) -> Stored:
    record = unpack(member.packed, where=f"{name}:{member.offset}")
    capture = record.capture or _NOTHING
    return _stored(name, member.offset, member.packed, capture, holds_body=capture.revisits is None)


def _stored_entries(journal: Journal) -> list[Stored]:
    return [entry for entry in journal.entries() if isinstance(entry, Stored)]


def _add(index: _Index, stored: Stored) -> None:
    if not stored.capture:
        return
    index.captures[stored.capture] = stored
    index.records[stored.record] = stored
    if stored.holds_body:
        index.bodies.setdefault(stored.sha256, stored)


def _place(record: str) -> tuple[str, int]:
    name, _, offset = record.rpartition(":")
    return name, int(offset)


def _gaps(known: list[Stored], size: int) -> list[tuple[int, int]]:
    """The stretches of a file that no known record covers."""
    ends = [0] + [_place(stored.record)[1] + stored.length for stored in known]
    starts = [_place(stored.record)[1] for stored in known] + [size]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if start > end]


def _set_aside(path: Path, offset: int) -> None:
    """Cuts a torn tail off its file, keeping the bytes beside it: they may be all that is left of something."""
    with path.open("rb") as stream:
        stream.seek(offset)
        tail = stream.read()
    (path.parent / f"{path.name}.{offset}.torn").write_bytes(tail)
    os.truncate(path, offset)
