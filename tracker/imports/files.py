"""Files on disk as captures: one capture a file, with the bytes as they lie there.

Owns the walk over paths and the implicit source of an import. Never parses, never reads a clock.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

from tracker.errors import BadConfig, BadInput
from tracker.imports.columns import read_map
from tracker.imports.detect import NEWS, RECORDS, checked, format_of, unpacked
from tracker.language.texts.decoding import clean
from tracker.model import Capture, Channel, Display, capture_id

_HIDDEN = (".", "~")
#: What would cut the line in two in which somebody writes or reads an id.
_BREAKS = re.compile(r"[\t-\r\x85\u2028\u2029]")
#: What may stand in the path of a URI as it is (RFC 3986), beside letters and digits.
_URI = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file as a capture and its bytes, untouched (a gzip stays packed)."""

    capture: Capture
    body: bytes


def read(
    path: Path,
    *,
    format: str | None,  # noqa: A002 - named as on the command line
    map: Path | None,  # noqa: A002 - the same
    now: datetime,
    besides: Path | None = None,
) -> Iterator[Imported]:
    """One capture for each file at `path` (a file, or a folder read in name order), retrieved at `now`.

    `format` is "news", "records" or None to tell by name and content; `map` is a YAML column map for records. A folder
    may hold bad files: the good ones are yielded first, then one BadInput names the bad ones. Nothing in the folder
    `besides` is read: what the program itself writes is no report. Raises BadConfig for a bad map before anything is
    yielded.
    """
    map_text = _map_text(map) if map else None
    read_map(map_text)
    if format not in (None, NEWS, RECORDS):
        raise BadInput(f"format {format!r}: expected news or records")
    if not path.exists():
        raise BadInput(f"{path}: no such file or folder")
    bad: list[str] = []
    for file in _files(path, besides.resolve() if besides else None):
        try:
            yield _imported(
                file, place=_place(file, path), name=_name(path), format_=format, map_text=map_text, now=now
            )
        except BadInput as error:
            bad.append(str(error))
    if bad:
        raise BadInput("; ".join(bad))


def _map_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadConfig(f"{path}: the column map cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: byte {error.start} is not UTF-8; save the column map as UTF-8") from error


def _files(path: Path, besides: Path | None) -> list[Path]:
    if besides is not None and path.resolve().is_relative_to(besides):
        raise BadInput(
            f"{path}: is the collection itself, which holds what was taken in already; name files outside it"
        )
    if path.is_file():
        return [path]
    found = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(_HIDDEN))
    if besides is not None:
        found = [p for p in found if not p.resolve().is_relative_to(besides)]
    if not found:
        raise BadInput(f"{path}: the folder holds no files")
    return found


def _name(path: Path) -> str:
    """Folder or file stem, without any of its suffixes: the name of the implicit source."""
    whole = path.resolve()
    return whole.name if whole.is_dir() else whole.name.split(".")[0] or whole.name


def _place(file: Path, path: Path) -> str:
    """The file's path inside what was imported: two folders may hold different files of one name."""
    return file.name if file == path else file.relative_to(path).as_posix()


def _imported(
    file: Path, *, place: str, name: str, format_: str | None, map_text: str | None, now: datetime
) -> Imported:
    try:
        body = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file.name}: cannot be read: {error.strerror}") from error
    content = checked(unpacked(body, file.name), file.name)
    # A file name may hold bytes that are no text; what is not text cannot be stored or printed.
    source = f"import:{_BREAKS.sub('_', clean(name))}"
    url = address(source, clean(place))
    headers = [("x-import-format", format_ or format_of(file, content))]
    headers += [("x-import-map", map_text)] if map_text else []
    sha256 = hashlib.sha256(body).hexdigest()
    capture = Capture(
        id=capture_id(source, url, now, sha256),
        source=source,
        url=url,
        final_url=url,
        retrieved_at=now,
        sha256=sha256,
        role="import",
        headers=tuple(headers),
    )
    return Imported(capture=capture, body=body)


def address(source: str, place: str) -> str:
    """What stands for a file's address: a URI, in which blanks and letters beyond ASCII are percent-encoded."""
    return quote(f"{source}/{place}", safe=_URI)


def place_of(capture: Capture) -> str:
    """The file's path inside what was imported, as it was; archives of before hold some that are not encoded."""
    plain = f"{capture.source}/"
    if capture.url.startswith(plain) and quote(capture.url, safe=f"{_URI}%") != capture.url:
        return capture.url.removeprefix(plain)
    return unquote(capture.url).removeprefix(plain)


def channel(capture: Capture) -> Channel:
    """The implicit source of an import. News is shown as quotes only, since the article is its publisher's."""
    kind = dict(capture.headers).get("x-import-format", NEWS)
    display = Display.QUOTE if kind == NEWS else Display.FULL
    return Channel(id=capture.source, issuer=None, kind=f"import-{kind}", name=capture.source, display=display)
