"""What a file is, from its name and first bytes.

Owns the refusal of what cannot be read: binary, empty, broken compression. Never parses.
"""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

from tracker.errors import BadInput
from tracker.language.texts.decoding import looks_utf16

RECORDS, NEWS = "records", "news"
_RECORD_SUFFIXES = {".jsonl", ".ndjson", ".json", ".csv", ".tsv"}
_NEWS_SUFFIXES = {".txt", ".text", ".md", ".html", ".htm", ".xhtml"}
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, Word or Excel file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"BZh": "a bzip2 archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"\x7fELF": "a program",
}
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 8192
_CONTROLS = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}

#: A packed file may unpack to this many bytes: ten times the largest corpus we know of, and no bomb.
MOST = 1 << 30


def unpacked(body: bytes, name: str) -> bytes:
    """The content of a gzip body, or the body itself when it is none.

    Raises BadInput for one that is cut short or damaged, or that unpacks to more than MOST bytes.
    """
    if not body.startswith(_GZIP):
        if name.endswith(".gz"):
            raise BadInput(f"{name}: the name says gzip, the content does not; unpack or rename it")
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            content = file.read(MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{name}: broken gzip ({error}); fetch or pack the file again") from error
    if len(content) > MOST:
        raise BadInput(f"{name}: unpacks to more than {MOST:,} bytes; cut it into smaller files")
    return content


def checked(body: bytes, name: str) -> bytes:
    """The body, if it can be text. Raises BadInput that names what it is instead."""
    if not body.strip():
        raise BadInput(f"{name}: the file is empty; nothing to import")
    for magic, what in _MAGIC.items():
        if body.startswith(magic):
            raise BadInput(f"{name}: expected text, found {what}; export it as text, HTML, JSONL or CSV first")
    sample = body[:_SAMPLE]
    if (
        not sample.startswith(_UTF16)
        and not looks_utf16(sample)
        and sum(byte in _CONTROLS for byte in sample) > len(sample) // 100
    ):
        raise BadInput(f"{name}: expected text, found binary content; give a text, HTML, JSONL or CSV file")
    return body


def format_of(path: Path, body: bytes) -> str:
    """Whether it is "news" or "records", from the suffix, else from the first character."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    last = suffixes[-1] if suffixes else ""
    if last in _RECORD_SUFFIXES:
        return RECORDS
    if last in _NEWS_SUFFIXES:
        return NEWS
    return RECORDS if body.lstrip()[:1] in (b"{", b"[") else NEWS
