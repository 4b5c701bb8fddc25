"""The real server on loopback, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

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
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert process.stderr is not None
    left = process.stderr.read()
    assert "stopped" in left
    assert "Traceback" not in left
    assert "condemn" not in left
