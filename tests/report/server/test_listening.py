"""The real server on loopback, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from tracker.errors import BadConfig
from tracker.report.server import listening

ROOT = Path(__file__).resolve().parents[3]
START = "from tracker.cli import main; main()"


@pytest.fixture
def server(demo_data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", START, "--data", str(demo_data), "serve", "--port", "0", "--api"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            yield process, found[0]
            break
    else:
        pytest.fail("the server did not start")
    process.kill()
    process.wait()
    process.stderr.close()


@contextmanager
def left_in_the_middle(port: int) -> Iterator[None]:
    """Inside, somebody takes a table and reads only its first bytes, and two have stopped in a head and in a body.

    Others have gone away before they were answered.
    """
    posted = b"POST /check HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n"
    asked = {
        "gone": b"GET /search?q=the HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "gone in a body": posted + b"content-length: 500\r\n\r\ntext=We",
        "in a head": b"GET /search?q=the",
        "in a body": posted + b"content-length: 500\r\n\r\ntext=We",
        "slow": b"GET /search.csv HTTP/1.1\r\nhost: localhost\r\n\r\n",
    }
    with ExitStack() as open_ones:
        for name, sent in asked.items():
            raw = socket.create_connection(("127.0.0.1", port), timeout=60)
            if name.startswith("gone"):
                raw.sendall(sent)
                raw.close()
                continue
            open_ones.enter_context(raw)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            raw.sendall(sent)
        assert raw.recv(12) == b"HTTP/1.1 200"
        yield


def test_an_address_that_is_taken_or_none_is_told_in_words():
    with listening.bound("127.0.0.1", 0) as at:
        port = at.getsockname()[1]
        with pytest.raises(BadConfig, match=rf"port {port}: .*--port"):
            listening.bound("127.0.0.1", port)
    with pytest.raises(BadConfig, match="--host"):
        listening.bound("256.1.1.1", 0)


def test_it_answers_and_ends_in_peace(server: tuple[subprocess.Popen[str], str]):
    process, address = server
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("search?q=condemn").status_code == 200
        assert client.get("api/statements?limit=1").json()["items"]
        assert client.get("", headers={"host": "evil.example"}).status_code == 421
        assert client.post("check", data={"text": "We condemn it."}).status_code == 200
        assert client.head("index.html").content == b""
    port = int(address.rsplit(":", 1)[1].strip("/"))
    for nonsense in (
        b"\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 9_000,
        b"POST /check HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
            try:
                raw.sendall(nonsense)
                answer = raw.recv(100)
            except ConnectionError:
                continue
            assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer)
    with left_in_the_middle(port):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert process.stderr is not None
    left = process.stderr.read()
    assert "stopped" in left
    assert "Traceback" not in left
    assert "condemn" not in left


async def well(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers; under /slow once the time for a head has long passed."""
    if scope["path"] == "/slow":
        await asyncio.sleep(2 * listening.HEAD)
    await PlainTextResponse("well")(scope, receive, send)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server in this process that waits half a second for a head."""
    begun: list[listening.Server] = []

    class Known(listening.Server):
        def run(self, sockets: list[socket.socket] | None = None) -> None:
            begun.append(self)
            super().run(sockets)

    monkeypatch.setattr(listening, "HEAD", 0.5)
    monkeypatch.setattr(listening, "Server", Known)
    with listening.bound("127.0.0.1", 0) as at:
        thread = Thread(target=listening.listen, args=(well, at), daemon=True)
        thread.start()
        yield at.getsockname()[1]
        begun[0].should_exit = True
        thread.join(60)


def test_the_head_of_a_later_request_is_not_waited_for_either(hurried: int):
    with socket.create_connection(("127.0.0.1", hurried), timeout=60) as raw:
        for _ in range(2):
            raw.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
            answer = b""
            while not answer.endswith(b"well"):
                answer += raw.recv(1_000)
        raw.sendall(b"GET / HTTP/1.1\r\nx: ")
        assert raw.recv(1_000) == b""


def test_an_answer_may_take_longer_than_the_head_of_its_question(hurried: int):
    with socket.create_connection(("127.0.0.1", hurried), timeout=60) as raw:
        raw.sendall(b"GET /slow HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        answer = b""
        while piece := raw.recv(1_000):
            answer += piece
    assert answer.endswith(b"well")
