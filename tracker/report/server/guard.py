"""What stands before every answer: who may ask, in what form, and the headers that every answer carries.

Owns refusals in words and the catching of what goes wrong behind it, so that nobody ever reads a traceback. Never
looks at the store.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.errors import BadConfig, BadInput, StoreTrouble, TrackerError, UnknownId
from tracker.report.labels import say

#: Longer addresses and headers are nobody's question.
LONGEST_PATH, LONGEST_QUERY, LONGEST_HEADERS, MOST_HEADERS = 2_048, 8_192, 16_384, 100
#: The names under which a server that listens on this machine alone answers: a foreign page that has its own name
#: point here (DNS rebinding) is refused.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
#: The only addresses that take a body.
POSTED = frozenset({"/check", "/api/check"})

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_LOG = logging.getLogger(__name__)
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
#: In a query a form's text may have tabs and line breaks.
_CONTROL_IN_QUERY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

#: Makes the answer that tells a reader, or a program, what is wrong: status and words.
Telling = Callable[[Scope, int, str], Response]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    words: str


class Guard:
    """The outermost layer. `hosts` are the names under which the server answers; None is any name."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str] | None, telling: Telling) -> None:
        self._app = app
        self._hosts = hosts
        self._telling = telling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        out = _Out(send, head=scope["method"] == "HEAD")
        refusal = refused(scope, self._hosts)
        if refusal is None:
            refusal = await self._answered(scope, receive, out)
        if refusal is not None and not out.begun:
            answer = self._telling(scope, refusal.status, refusal.words)
            if refusal.status == 405:  # noqa: PLR2004 - method not allowed
                answer.headers["allow"] = "GET, HEAD, POST" if scope["path"] in POSTED else "GET, HEAD"
            if refusal.status == 503:  # noqa: PLR2004 - not at hand
                answer.headers["retry-after"] = "10"
            await answer(scope, receive, out)

    async def _answered(self, scope: Scope, receive: Receive, out: _Out) -> Refusal | None:
        try:
            await self._app(scope, receive, out)
        except TrackerError as error:
            return Refusal(status_of(error), str(error))
        except asyncio.CancelledError:
            # The server is being stopped, and the time for what was asked before is over.
            return Refusal(503, say("server.stopping"))
        except (OSError, ClientDisconnect):
            return None  # The reader went away in the middle.
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody reads a traceback
            # The kind of error and its place, never its words: those may hold what somebody asked or sent.
            at = error.__traceback__
            while at is not None and at.tb_next is not None:
                at = at.tb_next
            where = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "?"
            _LOG.error("an answer failed: %s at %s", type(error).__name__, where)
            return Refusal(500, say("server.failed"))
        return None


class _Out:
    """Adds the headers to an answer, and keeps its body back where only the head was asked for."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send = send
        self._head = head
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message = _with_headers(message)
        elif self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _with_headers(message: MutableMapping[str, Any]) -> Message:
    held = list(message.get("headers", ()))
    names = {name.lower() for name, _ in held}
    return {**message, "headers": [*held, *((name, value) for name, value in HEADERS if name not in names)]}


def status_of(error: TrackerError) -> int:
    """The status under which an error is told."""
    if isinstance(error, UnknownId):
        return 404
    if isinstance(error, StoreTrouble):
        return 503
    return 400 if isinstance(error, (BadConfig, BadInput)) else 503


def refused(scope: Scope, hosts: frozenset[str] | None) -> Refusal | None:
    """Why a request is not answered, judged by its line and headers alone; None for one that may pass."""
    return _by_headers(scope, hosts) or _by_method(scope) or _by_address(scope)


def _by_headers(scope: Scope, hosts: frozenset[str] | None) -> Refusal | None:
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
        return Refusal(431, _malformed("its headers are too large"))
    named = [value for name, value in headers if name == b"host"]
    if len(named) != 1:
        return Refusal(400, _malformed("expected one Host header"))
    if hosts is not None and host_of(named[0]) not in hosts:
        return Refusal(421, say("server.host"))
    return None


def _by_method(scope: Scope) -> Refusal | None:
    posted = scope["path"] in POSTED
    if scope["method"] not in (("GET", "HEAD", "POST") if posted else ("GET", "HEAD")):
        return Refusal(405, say("server.method", methods="GET, HEAD, POST" if posted else "GET, HEAD"))
    if scope["method"] == "POST" and (b"sec-fetch-site", b"cross-site") in scope["headers"]:
        return Refusal(403, say("server.cross"))
    return None


def _by_address(scope: Scope) -> Refusal | None:
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return Refusal(414, say("server.too_long"))
    for part, control in ((path, _CONTROL), (query.replace(b"+", b" "), _CONTROL_IN_QUERY)):
        if _BAD_ESCAPE.search(part):
            return Refusal(400, _malformed("a % without two digits behind it"))
        try:
            text = unquote_to_bytes(part).decode("utf-8")
        except UnicodeDecodeError:
            return Refusal(400, _malformed("it is not UTF-8"))
        if control.search(text):
            return Refusal(400, _malformed("it holds a control character"))
    return None


def host_of(value: bytes) -> str:
    """The name in a Host header, without its port; empty for what is none."""
    try:
        return (urlsplit(f"//{value.decode('ascii')}").hostname or "").lower()
    except (ValueError, UnicodeDecodeError):
        return ""


def _malformed(what: str) -> str:
    return say("server.malformed", what=what)
