"""The journal beside the archive: one line for each stored record, verdict and run.

Owns the form of its lines, each chained to the one before by a checksum, so that a changed or missing line shows. A
torn last line is what a kill leaves behind and is passed over. Never reads the archive itself.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from tracker.errors import StoreTrouble
from tracker.model import SourceRun
from tracker.terms import RunStatus, Verdict

_START = b'{"sum":"'
_SUM = 16
_BLOCK = 64 * 1024
_HEAD = len(_START) + _SUM + len('",')


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a record lies, and the hash of its compressed bytes; `holds_body` is false for revisits."""

    record: str
    length: int
    packed_sha256: str
    capture: str
    sha256: str
    url: str
    retrieved_at: datetime
    holds_body: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a capture was found to be."""

    capture: str
    verdict: Verdict
    reason: str


Entry = Stored | Judged | SourceRun
_KINDS: dict[str, type[Entry]] = {"stored": Stored, "judged": Judged, "run": SourceRun}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as found: `entry` is None when it cannot be read, `trouble` says what is wrong with it."""

    number: int
    entry: Entry | None
    trouble: str = ""


class Journal:
    """An append-only file of entries."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: bytes | None = None

    def exists(self) -> bool:
        """Whether there is a file at all."""
        return self._path.exists()

    def lines(self, start: int = 0) -> Iterator[Line]:
        """Every line that begins at `start` or later, also damaged ones; a torn last line comes as trouble."""
        if not self._path.exists():
            return
        with self._path.open("rb") as stream:
            previous = _stated(_last_line(stream, start)[1])
            stream.seek(start)
            for number, raw in enumerate(stream, start=1):
                yield _read(number, raw, previous)
                previous = _stated(raw)

    def entries(self, start: int = 0) -> Iterator[Entry]:
        """Every entry that can be read, of the lines that begin at `start` or later."""
        return (line.entry for line in self.lines(start) if line.entry is not None)

    def ends_at(self, place: int, checksum: str) -> bool:
        """Whether a line with that checksum ends there."""
        if not self._path.exists() or self._path.stat().st_size < place:
            return False
        with self._path.open("rb") as stream:
            return (place, checksum.encode()) == _ended(_last_line(stream, place))

    def end(self) -> tuple[int, str]:
        """Where its last whole line ends, and the checksum of that."""
        if not self._path.exists():
            return 0, ""
        with self._path.open("rb") as stream:
            place, checksum = _ended(_last_line(stream, stream.seek(0, os.SEEK_END)))
        return place, checksum.decode("ascii", "replace")

    def append(self, entry: Entry, *, sync: bool = False) -> None:
        """Adds a line. Raises StoreTrouble when it cannot be written; the file then ends as it did before."""
        self.mend()
        rest = _encode(entry)
        stated = _checksum(self._last or b"", rest)
        append_bytes(self._path, _START + stated + b'",' + rest + b"\n", sync=sync)
        self._last = stated

    def mend(self) -> None:
        """Cuts a torn last line off; done once, by the writer only."""
        if self._last is None:
            self._last = self._mended()

    def _mended(self) -> bytes:
        """The last checksum, with nothing torn behind it."""
        if not self._path.exists():
            return b""
        with _named(self._path):
            with self._path.open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                end, line = _last_line(stream, size)
                torn = size > end
            if torn:
                os.truncate(self._path, end)
        return _stated(line)


def _ended(last: tuple[int, bytes]) -> tuple[int, bytes]:
    return last[0], _stated(last[1])


def _last_line(stream: BinaryIO, size: int) -> tuple[int, bytes]:
    """Where the last whole line before `size` ends, and that line; read backwards, since a journal grows for years."""
    tail = b""
    while len(tail) < size and tail.count(b"\n") < 2:  # noqa: PLR2004  its own end and that of the line before
        step = min(_BLOCK, size - len(tail))
        stream.seek(size - len(tail) - step)
        tail = stream.read(step) + tail
    end = tail.rfind(b"\n") + 1
    return size - len(tail) + end, tail[tail.rfind(b"\n", 0, max(end - 1, 0)) + 1 : end]


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What the system says against a file, as one line that names it."""
    try:
        yield
    except OSError as error:
        raise StoreTrouble(
            f"{path}: cannot be written ({error.strerror}); free some space or check its permissions, then run again"
        ) from error


def append_bytes(path: Path, data: bytes, *, sync: bool) -> None:
    """Appends all of `data` or nothing. Raises StoreTrouble with the system's reason."""
    fresh = not path.exists()
    with _named(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            _write_whole(handle, data)
            if sync:
                os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            sync_folder(path.parent)


def set_aside(path: Path, offset: int) -> None:
    """Cuts a torn tail off its file, keeping the bytes beside it: they may be all that is left of something."""
    aside = path.with_name(f"{path.name}.{offset}.torn")
    with _named(path):
        with path.open("rb") as stream:
            stream.seek(offset)
            tail = stream.read()
        aside.unlink(missing_ok=True)
        append_bytes(aside, tail, sync=True)
        os.truncate(path, offset)


def _write_whole(handle: int, data: bytes) -> None:
    before = os.fstat(handle).st_size
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(handle, view) :]
    except OSError:
        os.ftruncate(handle, before)
        raise


def sync_folder(folder: Path) -> None:
    """Makes a new file's name last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(previous: bytes, rest: bytes) -> bytes:
    return hashlib.sha256(previous + rest).hexdigest()[:_SUM].encode()


def _stated(raw: bytes) -> bytes:
    return raw[len(_START) : len(_START) + _SUM]


def _read(number: int, raw: bytes, previous: bytes) -> Line:
    if not raw.endswith(b"\n"):
        return Line(number=number, entry=None, trouble="the last line is torn")
    rest = raw[_HEAD:-1]
    framed = raw.startswith(_START) and raw[_HEAD - 2 : _HEAD] == b'",'
    try:
        entry = _decode(rest) if framed else None
    except (ValueError, KeyError, TypeError) as error:
        return Line(number=number, entry=None, trouble=f"cannot be read ({error})")
    if not framed:
        return Line(number=number, entry=None, trouble="does not begin as a journal line")
    if _stated(raw) != _checksum(previous, rest):
        return Line(number=number, entry=None, trouble="its checksum differs: it or the line before was changed")
    return Line(number=number, entry=entry)


def _encode(entry: Entry) -> bytes:
    """The members of the line's object after its checksum; text in ASCII, times in ISO form."""
    values: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(entry)}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return json.dumps({"kind": _NAMES[type(entry)], **plain}, separators=(",", ":")).encode()[1:]


def _decode(rest: bytes) -> Entry:
    values = json.loads(b"{" + rest)
    kind = values.pop("kind")
    for name in ("retrieved_at", "started_at", "ended_at"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if kind == "run":
        values["reached"] = date.fromisoformat(values["reached"]) if values.get("reached") else None
        values["status"] = RunStatus(values["status"])
        values["skipped"] = tuple((what, why) for what, why in values["skipped"])
    if kind == "judged":
        values["verdict"] = Verdict(values["verdict"])
    return _KINDS[kind](**values)
