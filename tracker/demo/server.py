"""The loopback server of the sample world: every invented host on one port of this machine.

Owns listening and answering by Host header. Serves reads only, logs nothing and keeps nothing between requests.
"""

from __future__ import annotations

import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from tracker.demo import sites

LOOPBACK = "127.0.0.1"
_NOT_MODIFIED = 304


class _Listener(ThreadingHTTPServer):
    """A server that knows which visit it is."""

    daemon_threads = True
    allow_reuse_address = True
    # Sixteen sources come at once; with the usual queue of five, some would wait for the kernel to try again.
    request_queue_size = 128
    visit = 1

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: a visitor that leaves in the middle, as one that was told to stop, is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the table of addresses; everything else is refused by the base class (501)."""

    protocol_version = "HTTP/1.1"
    server_version = "sample-world"
    sys_version = ""
    # Headers and body leave in one piece at once; otherwise each answer waits 40 ms for a delayed acknowledgement.
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send the whole answer."""
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        """Send the headers alone."""
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        listener = self.server
        assert isinstance(listener, _Listener)
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        reply = sites.answer(host, self.path, listener.visit)
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        unchanged = reply.status == 200 and self.headers.get("If-None-Match") == etag  # noqa: PLR2004 - the usual answer
        self.send_response(_NOT_MODIFIED if unchanged else reply.status)
        self.send_header("ETag", etag)
        if not unchanged:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keep quiet."""


class Serve:
    """Serves the sample world on a free port of the loopback interface, as a context manager.

    `visit` may be set at any time: 1 is the first visit, 2 the one a week later.
    """

    def __init__(self, *, port: int = 0) -> None:
        self._listener = _Listener((LOOPBACK, port), _Handler)
        self._thread = Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        for visit in (1, 2):  # before any thread asks: a cache does not stop several from composing the world at once
            sites.routes(visit)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port that was free."""
        return self._listener.server_port

    @property
    def visit(self) -> int:
        """Which visit is being answered."""
        return self._listener.visit

    @visit.setter
    def visit(self, number: int) -> None:
        if number not in (1, 2):
            raise ValueError(f"visit {number}: the sample world knows visits 1 and 2")
        self._listener.visit = number
