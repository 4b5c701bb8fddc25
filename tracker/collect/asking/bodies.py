"""One response body, taken in under its caps.

Owns inflating in small steps, so that a bomb is noticed after a step and not after it has filled the memory. Knows
gzip and deflate; anything else was not asked for and is refused. Never touches the network.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from tracker.errors import FetchFailed, TooLarge

#: Compressed bytes as they cross the network.
WIRE_CAP = 10 * 1024 * 1024
#: Bytes after inflating.
BODY_CAP = 20 * 1024 * 1024
_STEP = 64 * 1024
#: Packed parts in a row that are one body. Each costs more than its bytes; honest servers send one.
MEMBERS = 1000
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_ZLIB_METHOD, _ZLIB_CHECK = 8, 31
_DEFLATE_HEADER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much one answer may weigh (bytes) and how long it may take (seconds)."""

    wire: int = WIRE_CAP
    body: int = BODY_CAP
    seconds: float = 60.0


class Body:
    """Collects one body piece by piece. Raises TooLarge at a cap and FetchFailed for bytes that do not inflate.

    Measured on a gibibyte of zeros in one megabyte of gzip (httpx inflates it whole): this stops at the cap plus one
    step.
    """

    def __init__(self, *, encoding: str, url: str, caps: Caps) -> None:
        self._coding = _coding(encoding, url)
        self._url = url
        self._caps = caps
        self._wire = 0
        self._head = b""
        self._inflater: zlib._Decompress | None = None
        self._members = 1
        self._out = io.BytesIO()

    def feed(self, data: bytes) -> None:
        """Takes the next bytes from the wire."""
        self._wire += len(data)
        if self._wire > self._caps.wire:
            raise TooLarge(f"{self._url}: more than {self._caps.wire} bytes on the wire; the rest was not read")
        if self._coding == "identity":
            self._keep(data)
            return
        if self._inflater is None:
            data = self._head + data
            if len(data) < _DEFLATE_HEADER:
                self._head = data
                return
            self._inflater = zlib.decompressobj(_window(self._coding, data))
        try:
            self._inflate(data)
        except zlib.error as error:
            raise FetchFailed(f"{self._url}: its {self._coding} body does not inflate ({error})") from error

    def _inflate(self, data: bytes) -> None:
        while data and self._inflater is not None:
            if self._inflater.eof:
                if not data.startswith(_GZIP_MAGIC) or self._coding != "gzip":
                    return  # what follows the last member is not part of the body
                self._inflater = zlib.decompressobj(_GZIP)
                self._members += 1
                if self._members > MEMBERS:
                    raise TooLarge(f"{self._url}: packed in more than {MEMBERS} parts; the rest was not read")
            self._keep(self._inflater.decompress(data, _STEP))
            data = self._inflater.unused_data or self._inflater.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        if self._out.tell() + len(data) > self._caps.body:
            raise TooLarge(
                f"{self._url}: more than {self._caps.body} bytes after inflating {self._wire} bytes; nothing was kept"
            )
        self._out.write(data)

    def finish(self) -> bytes:
        """The whole body. Raises FetchFailed when the compressed stream stops before its end."""
        unfinished = self._inflater is not None and not self._inflater.eof
        if unfinished or (self._head and self._inflater is None):
            raise FetchFailed(f"{self._url}: its {self._coding} body ends early, after {self._wire} bytes")
        return self._out.getvalue()


def _coding(encoding: str, url: str) -> str:
    plain = encoding.strip().lower()
    known = {"": "identity", "identity": "identity", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
    if plain not in known:
        raise FetchFailed(f"{url}: Content-Encoding is {plain!r}, though only gzip and deflate were asked for")
    return known[plain]


def _window(coding: str, data: bytes) -> int:
    """Window bits for zlib: some servers send raw deflate where RFC 9110 promises the zlib wrapper."""
    if coding == "gzip":
        return _GZIP
    wrapped = data[0] & 0x0F == _ZLIB_METHOD and int.from_bytes(data[:2], "big") % _ZLIB_CHECK == 0
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS
