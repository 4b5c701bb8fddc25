"""Listening: the application behind uvicorn on one address, until somebody stops it.

Owns the bounds of connections, and that nothing of what is asked is logged. Never answers by itself.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from tracker.errors import BadConfig

#: Connections at once; more are told to come back.
CONNECTIONS = 1_000
#: Seconds for the head of a request to arrive, and for requests to end when the server is stopped.
HEAD, GRACE = 15.0, 5
#: Bytes of a request's head.
LARGEST_HEAD = 32_768


class Protocol(H11Protocol):
    """HTTP/1.1 that does not wait for ever for the head of any request (uvicorn bounds idle connections alone)."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a head that has begun, and no more once it is whole."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_more()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(HEAD, self._late)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """Ends on Ctrl+C or SIGTERM once what was asked is answered, and leaves as one who has done what it should."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take both signals while listening; they are not raised anew afterwards."""
        if current_thread() is not main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def bound(host: str, port: int) -> socket.socket:
    """A socket on that address; BadConfig in words where it cannot be had. Port 0 is any that is free."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, proto)
    except OSError as error:
        raise BadConfig(f"--host {host}: {error.strerror or error}; name an address of this machine") from error
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(CONNECTIONS)
    except OSError as error:
        found.close()
        raise BadConfig(f"{host}, port {port}: {error.strerror or error}; name another with --port") from error
    return found


def listen(app: ASGIApp, at: socket.socket, *, ready: Callable[[], object] = lambda: None) -> None:
    """Answer until a signal comes. `ready` is called once connections are taken."""
    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
    ready()
    Server(config).run(sockets=[at])
