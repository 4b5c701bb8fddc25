"""One capture and what it holds, written to the store: all of it or nothing.

Owns what belongs together in one transaction. Never fetches or archives.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker import imports
from tracker.model import Capture, Presence, Rendering
from tracker.store import Changes, Store

#: What had to be left out, each with its reason.
LeftOut = tuple[tuple[str, str], ...]


def store_capture(
    store: Store, capture: Capture, renderings: Sequence[Rendering], presences: Sequence[Presence] = ()
) -> Changes:
    """Store a page or list with what was read from it, and with what it says of addresses."""
    with store.transaction():
        return put_capture(store, capture, renderings, presences)


def put_capture(
    store: Store, capture: Capture, renderings: Sequence[Rendering], presences: Sequence[Presence] = ()
) -> Changes:
    """The same inside a transaction of the caller."""
    store.add_capture(capture)
    store.add_presences(presences)
    changes = store.put_renderings(renderings, capture.retrieved_at)
    store.mark_parsed(capture.id)
    return changes


def store_import(store: Store, capture: Capture, body: bytes) -> tuple[Changes, LeftOut]:
    """Parse one imported file and store what it holds."""
    with store.transaction():
        return put_import(store, capture, body)


def put_import(store: Store, capture: Capture, body: bytes) -> tuple[Changes, LeftOut]:
    """The same inside a transaction of the caller. BadInput is raised before anything is written."""
    parsed = imports.parse(capture, body)
    store.put_channels([imports.channel(capture)])
    store.add_issuers(parsed.issuers)
    return put_capture(store, capture, parsed.renderings), parsed.skipped
