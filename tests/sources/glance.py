"""A body read at one glance: as if it had just been fetched, and nothing kept of it."""

from __future__ import annotations

from datetime import datetime

from pairs import RETRIEVED_AT

from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.model import Capture
from tracker.sources import Source


def read(source: Source, role: str, url: str, body: bytes, content: str) -> Parsed:
    """What a body says, as if it had just been fetched. BadInput where it says nothing."""
    capture = Capture(
        id="0",
        source=source.id,
        url=url,
        final_url=url,
        retrieved_at=datetime.fromisoformat(RETRIEVED_AT),
        sha256="0",
        role=role,
        headers=(("content-type", content),),
    )
    return parse(source, capture, body)
