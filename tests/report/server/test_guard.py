"""Who may ask, in what form; and ten thousand requests that mean no good."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator

import pytest
from asked import Answer, ask, asking
from starlette.requests import Request
from starlette.types import ASGIApp

from tracker.errors import BadInput
from tracker.report.server.answers import told
from tracker.report.server.asking import body
from tracker.report.server.guard import Guard
from tracker.report.server.held import Held

#: From where chance begins.
SEED = 20_310_314


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8000", 200), ("127.0.0.1:1", 200), ("[::1]:8000", 200), ("LOCALHOST", 200), ("evil.example", 421),
     ("localhost.evil.example", 421), ("127.0.0.1.evil.example:8000", 421), ("", 400), ("[", 421),
     ("localhost@evil", 421)],
)  # fmt: skip
def test_only_names_of_this_machine_are_answered(app: ASGIApp, host: str, status: int):
    assert ask(app, "/method.html", host=host).status == status


def test_two_hosts_are_none(app: ASGIApp):
    assert ask(app, "/method.html", headers=[(b"host", b"localhost")]).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_nothing_can_be_changed(app: ASGIApp, method: str):
    answer = ask(app, "/index.html", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/%", 400), ("/%zz", 400), ("/%ff", 400), ("/%00", 400), ("/a%0d%0aSet-Cookie:x", 400), ("/" + "a" * 3_000, 414),
     ("/search?" + "q" * 9_000, 414), ("/search?q=%c0%af", 400), ("/search?q=%zz", 400), ("/search?q=%00", 400),
     ("/search?" + "a=1&" * 100, 400), ("/search?q=%0a", 200), ("/" + "%2e%2e%2f" * 8 + "etc/passwd", 404)],
)  # fmt: skip
def test_malformed_addresses_are_refused(app: ASGIApp, address: str, status: int):
    assert ask(app, address).status == status


def test_headers_have_bounds(app: ASGIApp):
    assert ask(app, "/method.html", headers=[(b"x", b"y" * 20_000)]).status == 431
    assert ask(app, "/method.html", headers=[(b"x", b"y")] * 200).status == 431


@pytest.mark.parametrize("address", ["/index.html", "/none", "/%", "/search?q=a", "/api/none", "/style.css"])
def test_every_answer_is_bound(app: ASGIApp, address: str):
    headers = ask(app, address).headers
    policy = headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_what_fails_within_is_told_without_a_word_of_it(caplog: pytest.LogCaptureFixture):
    async def broken(*_: object) -> None:
        raise RuntimeError("the reader's secret question")

    answer = ask(Guard(broken, hosts=None, telling=told), "/search?q=secret")
    assert answer.status == 500
    assert "secret" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert "Traceback" not in answer.text + caplog.text


def test_a_reader_who_went_away_is_no_trouble(caplog: pytest.LogCaptureFixture, app: ASGIApp):
    form = [(b"content-type", b"application/x-www-form-urlencoded")]
    with pytest.raises(IndexError):  # Nothing was sent: there is nobody.
        ask(app, "/check", method="POST", headers=form, body=[])
    assert caplog.text == ""


def test_a_text_that_does_not_arrive_is_not_waited_for():
    async def never() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    class Slow(Request):
        def stream(self) -> AsyncIterator[bytes]:  # type: ignore[override]
            return never()

    with pytest.raises(BadInput, match="in time"):
        asyncio.run(body(Slow({"type": "http"}), patience=0.01))


class Fuzz:
    """Requests by chance: bytes, pieces of what the server knows, and what has broken others before."""

    ROOTS = ("/", "/search", "/search.json", "/search.csv", "/compare", "/check", "/go", "/api/", "/api/statements",
             "/api/formulas", "/api/incidents", "/api/issuers", "/api/search", "/api/compare", "/api/check",
             "/statements/", "/formulas/", "/issuers/", "/incidents/", "/index.html", "/style.css")  # fmt: skip
    NAMES = ("q", "issuer", "incident", "source", "language", "since", "until", "move", "evidence", "strength", "sort",
             "page", "s", "base", "id", "url", "limit", "after", "x")  # fmt: skip
    NASTY = ("%00", "%", "%zz", "%ff%fe", "%c0%af", "%ed%a0%80", "../", "..%2f", "%2e%2e/", "\\", "<script>",
             "%3Cscript%3E",
             "'", '"', '""', "%22", "%22%22%22", "*", "NEAR(a%20b)", "a%20OR%20b", "-a", "^a", "words:a", "(", ")", "{",
             "%E2%80%AE", "%E2%81%A6", "%F0%9F%92%A9", "%E8%B0%B4%E8%B4%A3", "%D8%A5%D8%AF%D8%A7%D9%86%D8%A9", ";", "&",
             "=",
             "#", "javascript:alert(1)", "https://a.example/", "9" * 40, "-1", "0", "1e9", "NaN", "null", "2024-02-30",
             "0000", "9999-12-31", "9999", "2024", "relevance", "official", "condemn", "en", "a" * 500, "%0d%0a", "%09",
             "%EF%BF%BD", "%CC%80" * 30, "%E0%B8%81", "{PLACE}", "%7B0%7D", "%25s", "\x7f", "ſ")  # fmt: skip

    def __init__(self, held: Held) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - not for secrets
        things = (*held.collection.statements, *held.collection.incidents, *held.collection.by_issuer)
        self._pieces = (*self.NASTY, *list(things)[::7], "condemn", "attack")

    def address(self) -> bytes:
        chance = self._chance
        root = chance.choice(self.ROOTS)
        path = root + "".join(self._piece() for _ in range(chance.choice((0, 0, 0, 1, 2))))
        pairs = [
            f"{chance.choice(self.NAMES)}={self._piece()}{self._piece()}" for _ in range(chance.choice((0, 1, 1, 2, 5)))
        ]
        return (path + ("?" + "&".join(pairs) if pairs else "")).encode("utf-8", "surrogateescape")

    def _piece(self) -> str:
        chance = self._chance
        if chance.random() < 0.15:
            return chance.randbytes(chance.randint(1, 12)).decode("latin-1").replace("?", "")
        return chance.choice(self._pieces)

    def rest(self) -> dict[str, object]:
        chance = self._chance
        method = chance.choices(("GET", "HEAD", "POST", "PUT", "\x00"), (80, 8, 8, 2, 2))[0]
        kinds = (b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=a", b"application/json", b"\xff")
        headers = [(b"content-type", chance.choice(kinds))]
        if chance.random() < 0.1:
            headers.append((chance.choice((b"if-none-match", b"origin", b"range", b"cookie")), chance.randbytes(20)))
        text = self._piece() + " " + self._piece()
        bodies = (
            f"text={text}",
            f'{{"text": "{text}", "language": "{self._piece()}"}}',
            text,
            "text=a&language=" + text,
        )
        sent = chance.choice(bodies).encode("utf-8", "surrogateescape")
        host = chance.choices(("localhost", "evil.example", "[::", "x" * 300), (94, 2, 2, 2))[0]
        return {"method": method, "headers": headers, "body": [sent], "host": host}


@pytest.mark.parametrize("number", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_requests_that_mean_no_good_get_a_plain_answer(
    app: ASGIApp, held: Held, caplog: pytest.LogCaptureFixture, number: int
):
    fuzz = Fuzz(held)

    async def all_of_them() -> list[tuple[bytes, dict[str, object], Answer]]:
        bad = []
        for _ in range(number):
            address, rest = fuzz.address(), fuzz.rest()
            answer = await asking(app, address, **rest)  # type: ignore[arg-type]
            plain = answer.status < 500 and b"Traceback" not in answer.body
            html = answer.headers.get("content-type", "").startswith("text/html")
            if not plain or (html and (b"<script>" in answer.body or "\u202e".encode() in answer.body)):
                bad.append((address, rest, answer))
        return bad

    with caplog.at_level(logging.ERROR):
        assert [(address, rest, answer.status) for address, rest, answer in asyncio.run(all_of_them())][:5] == []
    assert caplog.text == ""
