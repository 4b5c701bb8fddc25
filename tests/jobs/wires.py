"""A connection in memory, as the collector sees one.

Owns carrying answers as streams that are read once. What is answered, each test says itself.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx


class Wire(httpx.AsyncBaseTransport):
    """Carries what a function answers."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        made = self.answer(request)
        return httpx.Response(made.status_code, headers=made.headers, stream=httpx.ByteStream(made.content))
