"""What a server answered, as a capture.

Owns what a 304 stands for. Never fetches and never judges.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from tracker.collect.asking.fetching import Answer
from tracker.collect.outcomes import Held
from tracker.errors import FetchFailed
from tracker.model import Capture, capture_id

OK, NOT_MODIFIED = 200, 304


def as_whole(capture: Capture) -> Capture:
    """A 304 as the answer that it stands for: the held body is what is judged."""
    return replace(capture, status=OK) if capture.status == NOT_MODIFIED else capture


def as_capture(source: str, role: str, answer: Answer, held: Held | None) -> Capture:
    """The capture of an answer; a 304 stands for the body that is held."""
    sha256, headers, revisits = hashlib.sha256(answer.body).hexdigest(), answer.headers, None
    if answer.status == NOT_MODIFIED:
        if held is None:
            raise FetchFailed(f"{answer.url}: answered 304, and no body of it is held")
        sha256, revisits = held.sha256, held.capture
        if not answer.header("content-type") and held.content_type:
            headers = (*headers, ("content-type", held.content_type))
    return Capture(
        id=capture_id(source, answer.url, answer.retrieved_at, sha256),
        source=source,
        url=answer.url,
        final_url=answer.final_url,
        retrieved_at=answer.retrieved_at,
        sha256=sha256,
        role=role,
        status=answer.status,
        headers=headers,
        revisits=revisits,
    )
