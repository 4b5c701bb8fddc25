"""Bytes to text.

Owns which encoding a page is read in and which characters never enter the collection. Never parses markup.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from tracker.errors import BadEncoding

#: Surrogates without their other half, and bidirectional embeddings, overrides and isolates, which can make a text read
#: otherwise than it is stored.
_DECEIVING = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ASCII = bytes(range(0x80))
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_CYRILLIC = re.compile("[\u0400-\u045f]+")
_WORDS = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

#: So many bytes beyond ASCII that are valid UTF-8 throughout are UTF-8, whatever a label says. A Chinese character
#: in GBK passes for UTF-8 in about one case of eight, so ten in a row do in one of 10^9; a text in one byte a letter
#: never does: what follows a letter there would be a sign such as ° or ©.
_PROOF_OF_UTF8 = 20
_PROOF_AGAINST_LETTERS = 2
_WIDE = frozenset(("gb18030", "gbk", "gb2312", "hz", "big5", "big5hkscs", "cp950", "shift_jis", "cp932"))
_WIDE |= {"euc_jp", "euc-jp", "iso2022_jp", "iso-2022-jp", "cp949", "euc_kr", "euc-kr"}
#: Signs that authors paste from Windows into pages of UTF-8, as the single bytes that they are there.
_PASTED = dict(zip(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99", "€…‘’“”•–—™", strict=True))
#: Of text in UTF-16 at least so many of the bytes on one side are zero, as markup and digits are, and few on the other.
_ZEROS = 0.2
_MOST_REPLACED = 0.01
_MOSTLY = 0.8
_FIRST_LEAD = 0xA1
_LAST_COMMON_LEAD = 0xD7
_MOST_CONTROLS = 0.002
#: A scraper drops a NUL or two into the shortest text.
_FEW_CONTROLS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and the Python name of the encoding that it was read in."""

    text: str
    encoding: str


def decode(body: bytes, *, content_type: str = "", override: str | None = None) -> Decoded:
    """`body` as text, in the first encoding that reads all of it.

    Order: byte order mark, zeros as UTF-16 has them, proof of UTF-8, the source's override, Content-Type header, meta
    or XML declaration, then a guess by script. Names follow the WHATWG's rules as w3lib has them (gb2312 is read as
    gb18030). Where none of those named reads every byte, up to 1 in 100 characters are replaced before anything is
    guessed. A character that was cut off at the very end is left out. Raises BadEncoding for bytes that are no text.
    """
    if not body:
        return Decoded(text="", encoding="utf-8")
    mark, bom = read_bom(body)
    if mark and bom:
        return _checked(_read(body[len(bom) :], mark), mark, body)
    declared: dict[str, str] = {}
    for encoding in _candidates(body, content_type, override):
        text = declared[encoding] = _read(body, encoding)
        if _whole(text, body, encoding):
            return _checked(text, encoding, body)
    encoding, text = min(declared.items(), key=_replaced)
    if text.count("\ufffd") > _MOST_REPLACED * len(text):
        encoding = _guess(body)
        text = _read(body, encoding)
    return _checked(text, encoding, body)


def clean(text: str) -> str:
    """`text` without unpaired surrogates, bidirectional overrides and control characters."""
    return _CONTROLS.sub("", text if text.isascii() else _DECEIVING.sub("", text))


def _read(body: bytes, encoding: str) -> str:
    """All of `body`, U+FFFD where it cannot be read; less what is only the beginning of a character at its end."""
    text: str = to_unicode(body, encoding)
    if "\ufffd" not in text:
        return text
    try:
        return codecs.getincrementaldecoder(encoding)().decode(body)
    except UnicodeDecodeError:
        return body.decode(encoding, "tracker-pasted") if encoding == "utf-8" else text


def _pasted(error: UnicodeError) -> tuple[str, int]:
    """For the decoder: a sign of windows-1252 in the midst of UTF-8 is that sign; any other byte cannot be read."""
    assert isinstance(error, UnicodeDecodeError)
    alone = error.end - error.start == 1
    return _PASTED.get(error.object[error.start], "\ufffd") if alone else "\ufffd", error.end


codecs.register_error("tracker-pasted", _pasted)


def _candidates(body: bytes, content_type: str, override: str | None) -> Iterator[str]:
    """Encodings that the bytes themselves prove or somebody vouches for, best first, each once."""
    stated = resolve_encoding(override) if override else None
    labels = (stated, http_content_type_encoding(content_type), html_body_declared_encoding(body))
    named = [_with_order(name, body) for name in labels if name]
    least = _PROOF_OF_UTF8 if not named or named[0] in _WIDE else _PROOF_AGAINST_LETTERS
    proven = "utf-8" if named[:1] != ["utf-8"] and _proves_utf8(body, least) else ""
    yield from dict.fromkeys(name for name in (_zeros(body), proven, *named, "utf-8") if name)


def _with_order(name: str, body: bytes) -> str:
    """UTF-16 without a mark in the order that its zeros show, else little endian, as browsers read it."""
    if name == "utf-16":
        return _zeros(body) or "utf-16-le"
    return "utf-32-be" if name == "utf-32" else name


def looks_utf16(body: bytes) -> bool:
    """Whether bytes without a mark have their zeros where UTF-16 has them, and are letters when they are read so."""
    name = _zeros(body)
    if not name:
        return False
    letters = body.decode(name, "replace")
    return sum(letter < " " and letter not in "\t\n\r" for letter in letters) * 100 <= len(letters)


def _zeros(body: bytes) -> str:
    """The UTF-16 that has its zeros where `body` has them; nothing if it has none."""
    least = _ZEROS * len(body) / 2
    first, second = body[::2].count(0), body[1::2].count(0)
    if max(first, second) < least or min(first, second) * 3 > max(first, second):
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _proves_utf8(body: bytes, least: int) -> bool:
    return len(body.translate(None, _ASCII)) >= least and _whole(_read(body, "utf-8"), body, "utf-8")


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
    kept, controls = _CONTROLS.subn("", text)
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * size):
        raise BadEncoding(
            f"{len(body)} bytes: {controls} control characters as {encoding}; expected text, found binary"
        )
    return Decoded(text=kept if kept.isascii() else _DECEIVING.sub("", kept), encoding=encoding)
