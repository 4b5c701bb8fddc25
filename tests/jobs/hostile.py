"""Sixty news files that no scraper should have written, each built in code and named for what is wrong with it.

Owns the files alone: what must come of them stands in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_SAID = "“We condemn the raid on Velm in the strongest terms,” Norway's foreign minister Ada Orlen said on Monday."
_MORE = "The border stays open, she told reporters in Oslo. Six people were killed, according to police."
_BODY = f"Norway condemns raid on Velm\n\nBy Tom Hask\nMarch 11, 2024\n\n{_SAID}\n\n{_MORE}\n"
_ZH = "外交部发言人林伊表示：“我们强烈谴责这一恐怖袭击。”\n\n她说，中方坚决反对一切形式的恐怖主义。\n"
_AR = "قال وزير الخارجية النرويجي: «ندين بشدة هذا الهجوم الإرهابي». وأضاف أن الحدود مفتوحة يوم الأربعاء.\n" * 4
_RU = "«Мы решительно осуждаем нападение», — заявила Ада Орлен в среду.\n" * 4


def write(folder: Path) -> None:
    """All the files, into `folder`."""
    for name, content in (*_encodings(), *_marks(), *_dates(), *_nested(), *_shapes(), *_pages()):
        (folder / name).write_bytes(content)


def _encodings() -> Iterator[tuple[str, bytes]]:
    yield "utf8_bom.txt", b"\xef\xbb\xbf" + _BODY.encode()
    yield "utf16_mark.txt", _BODY.encode("utf-16")
    yield "utf16_le_bare.txt", _BODY.encode("utf-16-le")
    yield "utf16_be_mark.txt", b"\xfe\xff" + _BODY.encode("utf-16-be")
    yield "cp1252.txt", _BODY.encode("cp1252")
    yield "cp1252_in_utf8.txt", _BODY.encode() + b"\n\x93We mourn with Velm,\x94 Orlen said.\x97\n"
    yield "latin1_bytes_in_utf8.txt", ("Déclaration à Oslo\n\n" * 20 + _BODY).encode() + b"caf\xe9 d\xe9j\xe0\n"
    yield "gb18030.txt", (_ZH * 5).encode("gb18030")
    yield "gb18030_latin_tail.txt", (_ZH * 5).encode("gb18030") + b"\n\x93Read more\x94\n"
    yield "windows1256.txt", _AR.encode("cp1256")
    yield "windows1251.txt", _RU.encode("cp1251", "replace")
    yield "koi8r.txt", _RU.replace("«", '"').replace("»", '"').replace("—", "-").encode("koi8-r")
    yield "mojibake.txt", _BODY.encode().decode("cp1252", "replace").encode()
    yield "twice_mojibake.txt", _ZH.encode().decode("latin-1").encode()
    yield "nuls.txt", _BODY.replace("Velm", "Ve\0lm").encode()
    yield "many_nuls.txt", _BODY.encode() + b"\0" * 4000
    yield "controls.txt", _BODY.replace(" ", "\x01 ").encode()
    yield "cut_inside_a_character.txt", (_ZH * 3).encode()[:-2]
    yield "lone_surrogate.txt", (_BODY + "\ud83d").encode("utf-8", "surrogatepass")
    yield "noise.txt", bytes(range(256)) * 40


def _marks() -> Iterator[tuple[str, bytes]]:
    name, said = "Ada Orlen", "We condemn the raid"
    texts = {
        "bidi_in_name.txt": _BODY.replace(name, "Ada\u202e Orlen\u202c"),
        "isolates_in_quote.txt": _BODY.replace(said, "We \u2066condemn\u2069 the raid"),
        "zero_width_in_name.txt": _BODY.replace(name, "A\u200bda Or\u200dlen"),
        "zero_width_in_quote.txt": _BODY.replace(said, "We\u200b con\u00addemn\ufeff the raid"),
        "blank_of_every_kind.txt": _BODY.replace(" ", "\u00a0").replace("\n", "\u2028\n"),
        "no_quotes.txt": "Norway and its neighbours met in Oslo. The weather was good. Nothing was signed.\n" * 5,
        "unclosed.txt": _BODY.replace("terms,”", "terms,"),
        "unopened.txt": _BODY.replace("“We", "We"),
        "only_marks.txt": '“”""«»“““ ””” ‘’ 「」『』\n' * 200,
        "thousand_opened.txt": "“" * 1000 + _BODY,
        "every_mark_unclosed.txt": "\n".join(f"{mark}{_SAID[1:-1]}" for mark in '“„«「『‘"'),
        "crlf_and_cr.txt": _BODY.replace("\n", "\r\n", 4).replace("\n", "\r"),
    }
    yield from ((name, text.encode()) for name, text in texts.items())


def _dates() -> Iterator[tuple[str, bytes]]:
    texts = {
        "dates_contradict.txt": f" date 2024-03-25\n{_BODY}",
        "dates_contradict_years.txt": f" date 2021-03-25\n{_BODY}",
        "date_of_viewing.txt": f"close\nFriday May 2, 2024\n\nNorway condemns raid\n\n{_SAID}",
        "date_impossible.txt": f" date 2024-02-31\n{_SAID}",
        "date_epoch.txt": f" date 1970-01-01\n\n{_SAID}",
        "date_future.txt": f" date 2999-01-01\n\n{_SAID}",
        "date_of_year_zero.txt": f" date 0000-00-00\n\n{_SAID}",
        "relative_without_date.txt": f"{_SAID} It happened yesterday, last week and two days ago.\n",
    }
    yield from ((name, text.encode()) for name, text in texts.items())


def _nested() -> Iterator[tuple[str, bytes]]:
    texts = {
        "quotes_an_outlet.txt": "“The minister said ‘we condemn the raid’,” Xinhua reported on Monday.\n" + _MORE,
        "outlet_of_outlet.txt": "“We mourn the victims,” Orlen was quoted as saying by Xinhua, Reuters reported.\n",
        "quotes_in_quotes.txt": "“He said “we said “they said ‘it is war’” twice” once,” Orlen said.\n",
        "transcript.txt": "Q: Do you condemn it?\n\nMS. ORLEN: We do.\n\nQ: Thank you.\n\nMS. ORLEN: Thanks.\n" * 40,
        "transcript_names.txt": "REPORTER: Why?\n\nADA ORLEN: Because “it is so”.\n\nREPORTER: And now?\n\n" * 40,
        "headlines.txt": "".join(f"Norway condemns raid no. {n}\nMinister says talks {n} failed\n" for n in range(60)),
        "scraped_dirt.txt": "Also read: Norway condemns raid\nShare | Tweet\n— X/@nor\nPhoto: Reuters\n" * 20 + _BODY,
        "social.txt": "“We mourn with Velm” — Norway MFA 🇳🇴 (@nor) March 11, 2024 pic.twitter.com/Ab3dEf9hIj\n" * 3,
    }  # fmt: skip
    yield from ((name, text.encode()) for name, text in texts.items())


def _shapes() -> Iterator[tuple[str, bytes]]:
    yield "five_megabytes.txt", (_BODY + "\n").encode() * (5_000_000 // len(_BODY.encode()))
    yield "one_long_line.txt", (_SAID + " ").encode() * (60_000 // len(_SAID))
    yield "one_word_of_a_megabyte.txt", b"a" * 1_000_000
    yield "blank_lines.txt", b"\n" * 100_000 + _BODY.encode()
    yield "empty.txt", b""
    yield "white.txt", b" \n\t\n "
    yield "a_picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)
    yield "one_letter.txt", b"x"


def _pages() -> Iterator[tuple[str, bytes]]:
    article = f"<article><h1>Norway condemns raid</h1><p>{_SAID}</p><p>{_MORE}</p></article>"
    node = {"@type": "NewsArticle", "headline": "Norway condemns raid", "datePublished": "2024-03-11"}

    def page(*nodes: object, body: str = article) -> bytes:
        blocks = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in nodes)
        return f'<html lang="en"><head><meta charset="utf-8">{blocks}</head><body>{body}</body></html>'.encode()

    meta = b'<meta property="article:published_time" content="2024-03-25"></head>'
    yield "page_contradicts.html", page(node).replace(b"</head>", meta)
    yield "page_nested.html", page(body="<div>" * 3000 + article + "</div>" * 3000)
    yield "page_unclosed.html", page(node)[:-60]
    yield "page_without_text.html", page(node, body="<div>menu</div>")
    yield "page_of_nulls.html", page({**node, "datePublished": None, "headline": [], "author": {"name": {}}})
    yield "page_says_utf16.html", page(node).replace(b"utf-8", b"utf-16")
    yield "page_in_cp1256.html", page(node).replace(b"utf-8", b"windows-1256")
