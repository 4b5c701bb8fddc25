"""How things are named: by a hash of what they are.

Owns the hashes of texts and the ids of renderings and captures. Never gives a number by counting, so that the same
thing has the same id in every rebuild.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime


def text_hash(*parts: str) -> str:
    """SHA-256 of the parts with runs of white space folded to one blank, so that re-wrapping is no edit."""
    folded = "\x1f".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def short_hash(*parts: str, length: int = 10) -> str:
    """The first `length` hex digits of `text_hash`: the tail of ids."""
    return text_hash(*parts)[:length]


def rendering_id(source: str, *key: str) -> str:
    """Source id and a short hash of the permalink or guid (for an answer also of its canonical question)."""
    return f"{source}.{short_hash(*key)}"


_CAPTURES = uuid.uuid5(uuid.NAMESPACE_URL, "https://statement-tracker.example/captures/")


def capture_id(source: str, url: str, retrieved_at: datetime, sha256: str) -> str:
    """A name-based UUID: the same bytes from the same place at the same moment are the same capture."""
    return str(uuid.uuid5(_CAPTURES, f"{source}\n{url}\n{retrieved_at.isoformat()}\n{sha256}"))
