"""One capture as one compressed WARC 1.1 record, and back.

Owns the layout of records: what stands in which header, and how bytes on disk are cut into records. Never opens a file
by name and never decides where a record goes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.errors import ArchiveDamaged
from tracker.model import Capture

#: Everything of a capture that its verdict does not change; other WARC tools ignore the field.
_FIELD = "Tracker-Capture"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_NOT_MODIFIED = 304
# Bodies are kept inflated and whole, so these headers of the answer no longer describe them.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_BLOCK = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS
#: How every compressed record begins: gzip, deflated.
_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The capture that holds the body which a revisit record does not repeat."""

    id: str
    url: str
    retrieved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One compressed record as it lies in its file."""

    offset: int
    length: int
    packed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record read back; `capture` is None for the information record that opens a file."""

    capture: Capture | None
    payload: bytes


def pack(capture: Capture, body: bytes, *, original: Original | None = None) -> bytes:
    """The compressed record of a capture: response, resource (imports) or revisit (a body already held)."""
    headers = _headers(capture)
    if original is not None:
        headers |= _revisit_headers(capture, body, original)
    kind = "revisit" if original else "resource" if capture.role == "import" else "response"
    content_type = dict(capture.headers).get("content-type", "application/octet-stream") if kind == "resource" else ""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    payload = b"" if original else body
    record = writer.create_warc_record(
        capture.final_url or capture.url,
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type=content_type,
        warc_headers_dict=headers,
        http_headers=_http_headers(capture, body),
    )
    writer.write_record(record)
    return out.getvalue()


def pack_information(filename: str, made_at: datetime) -> bytes:
    """The record that opens an archive file and says what wrote it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    lines = b"software: statement-tracker\r\nformat: WARC File Format 1.1\r\n"
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, filename)}>",
        "WARC-Date": _warc_date(made_at),
        "WARC-Filename": filename,
    }
    writer.write_record(
        writer.create_warc_record(
            "", "warcinfo", payload=io.BytesIO(lines), length=len(lines), warc_headers_dict=headers
        )
    )
    return out.getvalue()


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _headers(capture: Capture) -> dict[str, str]:
    kept: dict[str, Any] = {
        "id": capture.id,
        "source": capture.source,
        "url": capture.url,
        "final_url": capture.final_url,
        "retrieved_at": capture.retrieved_at.isoformat(),
        "sha256": capture.sha256,
        "role": capture.role,
        "status": capture.status,
        "headers": capture.headers,
        "revisits": capture.revisits,
    }
    return {
        "WARC-Record-ID": f"<urn:uuid:{capture.id}>",
        "WARC-Date": _warc_date(capture.retrieved_at),
        _FIELD: json.dumps(kept, separators=(",", ":")),
    }


def _revisit_headers(capture: Capture, body: bytes, original: Original) -> dict[str, str]:
    headers = {
        "WARC-Refers-To": f"<urn:uuid:{original.id}>",
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": _warc_date(original.retrieved_at),
    }
    if capture.status == _NOT_MODIFIED:
        return headers | {"WARC-Profile": _PROFILE + "server-not-modified"}
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return headers | {
        "WARC-Profile": _PROFILE + "identical-payload-digest",
        "WARC-Payload-Digest": f"sha1:{digest}",  # the form that other WARC tools look revisits up by
    }


def _http_headers(capture: Capture, body: bytes) -> StatusAndHeaders | None:
    """The answer's headers as they describe the kept body; None for a file, which has none, and for a 304.

    A 304 has a record without a block, as WARC 1.1 allows: then pywb replays the page that it stands for, and not the
    empty answer. Its own headers stand in our field.
    """
    if capture.role == "import" or capture.status == _NOT_MODIFIED:
        return None
    phrase = _PHRASES.get(capture.status, "Unknown")
    pairs = [(f"X-Archive-Orig-{name}" if name in _OF_THE_WIRE else name, value) for name, value in capture.headers]
    return StatusAndHeaders(
        f"{capture.status} {phrase}", [*pairs, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
    )


def unpack(packed: bytes, *, where: str) -> Record:
    """Reads one compressed record. Raises ArchiveDamaged when it is none."""
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(packed))))
        payload = record.raw_stream.read()
    except (ArchiveLoadFailed, StopIteration, EOFError, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise ArchiveDamaged(
            f"record {where}: cannot be read ({str(error) or type(error).__name__}); restore a backup"
        ) from error
    field = record.rec_headers.get_header(_FIELD)
    return Record(capture=_capture(field, where) if field else None, payload=payload)


def _capture(field: str, where: str) -> Capture:
    try:
        kept = json.loads(field)
        return Capture(
            id=kept["id"],
            source=kept["source"],
            url=kept["url"],
            final_url=kept["final_url"],
            retrieved_at=datetime.fromisoformat(kept["retrieved_at"]),
            sha256=kept["sha256"],
            role=kept["role"],
            status=kept["status"],
            headers=tuple((name, value) for name, value in kept["headers"]),
            revisits=kept["revisits"],
            record=where,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveDamaged(
            f"record {where}: its {_FIELD} field cannot be read ({error}); restore a backup"
        ) from error


def cut(stream: BinaryIO, offset: int, length: int) -> bytes:
    """The bytes of one compressed record; its own end is found where the length is not known (0)."""
    stream.seek(offset)
    if length:
        return stream.read(length)
    found = _cut(stream, b"", sys.maxsize)
    return found[0] if found else b""


def members(stream: BinaryIO, *, start: int, end: int) -> Iterator[Member]:
    """Cuts the bytes from `start` to `end` into whole records; what lies between them or is torn is passed over."""
    stream.seek(start)
    ahead, offset = b"", start
    while offset < end:
        cut = _cut(stream, ahead, end - offset)
        if cut is None:
            offset, ahead = _next_start(stream, offset + 1, end), b""
            stream.seek(offset)
            continue
        packed, ahead = cut
        yield Member(offset=offset, length=len(packed), packed=packed)
        offset += len(packed)


def _next_start(stream: BinaryIO, start: int, end: int) -> int:
    """Where the next record may begin; `end` when no such place is left."""
    stream.seek(start)
    place, held = start, b""
    while place + len(held) < end and (data := stream.read(_BLOCK)):
        held += data
        found = held.find(_MAGIC)
        if found >= 0:
            return min(place + found, end)
        place, held = place + len(held) - len(_MAGIC) + 1, held[1 - len(_MAGIC) :]
    return end


def _cut(stream: BinaryIO, ahead: bytes, left: int) -> tuple[bytes, bytes] | None:
    """The next whole record and what was read beyond it; None when it is torn or damaged."""
    inflater = zlib.decompressobj(_GZIP)
    taken = io.BytesIO()
    data = ahead or stream.read(min(_BLOCK, left))
    while data:
        data = data[: left - taken.tell()]
        taken.write(data)
        try:
            while data and not inflater.eof:
                inflater.decompress(data, _BLOCK)
                data = inflater.unconsumed_tail
        except zlib.error:
            return None
        if inflater.eof:
            beyond = inflater.unused_data
            whole = taken.getvalue()
            return whole[: len(whole) - len(beyond)], beyond
        data = stream.read(_BLOCK)
    return None
