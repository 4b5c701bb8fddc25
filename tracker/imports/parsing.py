"""Imported bytes to renderings: pure, so that a rebuild from the archive gives the same.

Owns the choice between news and records. Never reads a file, a clock or a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import BadEncoding, BadInput
from tracker.imports import news, records
from tracker.imports.detect import NEWS, checked, unpacked
from tracker.imports.files import place_of
from tracker.imports.parsed import Parsed
from tracker.model import Capture

if TYPE_CHECKING:
    from tracker.language.names.gazetteer import Gazetteer


def parse(
    capture: Capture,
    body: bytes,
    *,
    map_text: str | None = None,
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - offices read names themselves; kept for invented states
) -> Parsed:
    """The renderings of one imported file.

    Format and column map are those kept in the capture's headers; `map_text` wins if given. Raises BadInput for a
    file that is not text at all; a bad line only loses itself and stands in `skipped`.
    """
    headers = dict(capture.headers)
    name = place_of(capture)
    content = checked(unpacked(body, name), name)
    try:
        if headers.get("x-import-format", NEWS) == NEWS:
            return news.parse_news(capture, content, name=name)
        return records.parse_records(capture, content, name=name, map_text=map_text or headers.get("x-import-map"))
    except BadEncoding as error:
        told = str(error).removesuffix("; set `encoding:`")
        raise BadInput(f"{name}: {told}; save the file as UTF-8") from error
