"""Bytes to text.

Owns which encoding a page is read in and which characters never enter the collection. Never parses markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from tracker.errors import BadEncoding

#: Bidirectional embeddings, overrides and isolates, which can make a text read otherwise than it is stored.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BYTES_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_CYRILLIC = re.compile("[\u0400-\u045f]+")
_WORDS = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

#: So many bytes beyond ASCII that are valid UTF-8 throughout are UTF-8, whatever a label says. A Chinese character
#: in GBK passes for UTF-8 in about one case of eight, so ten in a row do in one of 10^9; a single-byte text never does.
_PROOF_OF_UTF8 = 20
_MOST_REPLACED = 0.01
_MOSTLY = 0.8
_FIRST_LEAD = 0xA1
_LAST_COMMON_LEAD = 0xD7
_MOST_CONTROLS = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and the Python name of the encoding that it was read in."""

    text: str
    encoding: str


def decode(body: bytes, *, content_type: str = "", override: str | None = None) -> Decoded:
    """`body` as text, in the first encoding that reads all of it.

    Order: byte order mark, proof of UTF-8, the source's override, Content-Type header, meta or XML declaration, then
    a guess by script. Names follow the WHATWG's rules as w3lib has them (gb2312 is read as gb18030). Where none of
    those named reads every byte, up to 1 in 100 characters are replaced before anything is guessed. Raises
    BadEncoding for bytes that are no text.
    """
    if not body:
        return Decoded(text="", encoding="utf-8")
    mark, bom = read_bom(body)
    if mark and bom:
        return _checked(to_unicode(body[len(bom) :], mark), mark, body)
    declared = {name: to_unicode(body, name) for name in _candidates(body, content_type, override)}
    for encoding, text in declared.items():
        if _whole(text, body, encoding):
            return _checked(text, encoding, body)
    encoding, text = min(declared.items(), key=_replaced)
    if text.count("\ufffd") > _MOST_REPLACED * len(text):
        encoding = _guess(body)
        text = to_unicode(body, encoding)
    return _checked(text, encoding, body)


def clean(text: str) -> str:
    """`text` without unpaired surrogates, bidirectional overrides and control characters."""
    if text.isascii():
        return _CONTROLS.sub("", text)
    return _CONTROLS.sub("", _BIDI.sub("", _SURROGATES.sub("", text)))


def _candidates(body: bytes, content_type: str, override: str | None) -> list[str]:
    """Encodings that somebody vouches for, best first, each once."""
    names = (
        "utf-8" if _proves_utf8(body) else None,
        resolve_encoding(override) if override else None,
        http_content_type_encoding(content_type),
        html_body_declared_encoding(body),
        "utf-8",
    )
    return list(dict.fromkeys(_with_order(name) for name in names if name))


def _with_order(name: str) -> str:
    """A UTF-16 or UTF-32 label without a mark means big endian, as in w3lib."""
    return f"{name}-be" if name in ("utf-16", "utf-32") else name


def _proves_utf8(body: bytes) -> bool:
    beyond = sum(len(run) for run in _BYTES_BEYOND_ASCII.findall(body))
    return beyond >= _PROOF_OF_UTF8 and _whole(to_unicode(body, "utf-8"), body, "utf-8")


def _whole(text: str, body: bytes, encoding: str) -> bool:
    """Whether every byte was read."""
    return "\ufffd" not in text or _holds_replacement(body, encoding)


def _holds_replacement(body: bytes, encoding: str) -> bool:
    """Whether the bytes themselves spell U+FFFD, which is then the author's and no failure of ours."""
    try:
        return "\ufffd" in body.decode(encoding)
    except UnicodeDecodeError:
        return False


def _guess(body: bytes) -> str:
    """By script: Chinese in GB18030, whole Cyrillic words in windows-1251, else windows-1252."""
    sample = body[:65536]
    if _common_share(sample) >= _MOSTLY:
        return "gb18030"
    words = [word for word in _WORDS.findall(sample.decode("cp1251", "ignore")) if not word.isascii()]
    cyrillic = sum(1 for word in words if _CYRILLIC.fullmatch(word) and not word[1:].isupper())
    return "cp1251" if words and cyrillic >= _MOSTLY * len(words) else "cp1252"


def _common_share(sample: bytes) -> float:
    """How much of what lies beyond ASCII is Chinese of everyday use: GB 2312 level 1, lead bytes B0 to D7."""
    beyond = _BEYOND_ASCII.findall(sample.decode("gb18030", "ignore"))
    common = sum(
        1 for char in beyond if _HAN.match(char) and _FIRST_LEAD <= char.encode("gb18030")[0] <= _LAST_COMMON_LEAD
    )
    return common / len(beyond) if beyond else 0.0


def _replaced(candidate: tuple[str, str]) -> int:
    return candidate[1].count("\ufffd")


def _checked(text: str, encoding: str, body: bytes) -> Decoded:
    """The cleaned text, or BadEncoding when it looks like no text at all."""
    size = max(len(text), 1)
    spoilt = text.count("\ufffd")
    if spoilt > _MOST_REPLACED * size and not _holds_replacement(body, encoding):
        raise BadEncoding(f"{len(body)} bytes: {encoding} leaves {spoilt} of {size} characters unread; set `encoding:`")
    controls = len(_CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * size:
        raise BadEncoding(
            f"{len(body)} bytes: {controls} control characters as {encoding}; expected text, found binary"
        )
    return Decoded(text=clean(text), encoding=encoding)
