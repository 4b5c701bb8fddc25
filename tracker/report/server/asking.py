"""What a request says: its parameters and its body, read strictly.

Owns the bounds of both. Never answers.
"""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import Request

from tracker.errors import BadConfig, BadInput, TooLarge
from tracker.report.labels import say

#: More parameters than this are no question.
MOST = 64
#: Characters of a text to check, and what they may weigh when a form sends each as up to four escaped bytes.
LONGEST_TEXT, LARGEST_BODY = 100_000, 1_300_000
#: Seconds for a body to arrive.
PATIENCE = 20.0


def parameters(request: Request) -> list[tuple[str, str]]:
    """The parameters behind the ?, in order. BadConfig for too many, or bytes that are no text."""
    return parsed(request.scope["query_string"].decode("latin-1"))


def parsed(text: str) -> list[tuple[str, str]]:
    """Parameters as forms write them."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST, errors="strict")
    except ValueError as error:
        raise BadConfig(f"parameters: expected at most {MOST}, as UTF-8; leave some out") from error


async def body(request: Request, *, patience: float = PATIENCE) -> bytes:
    """The whole body. TooLarge and BadInput in words for one that is too large or too slow."""
    held = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for part in request.stream():
                held += part
                if len(held) > LARGEST_BODY:
                    raise TooLarge(say("server.too_large", most=f"{LONGEST_TEXT:,}"))
    except TimeoutError as error:
        raise BadInput(say("server.slow")) from error
    return bytes(held)
