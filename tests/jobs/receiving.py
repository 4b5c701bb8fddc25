"""Somebody who takes what is sent over HTTP, on loopback.

Owns keeping it. What is answered, each test says itself.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is given; answers as it is told, or not at all."""

    answer = 200
    seen: list[dict[str, Any]]

    def do_POST(self) -> None:
        self.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.answer:
            self.send_response(self.answer)
            self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        pass
