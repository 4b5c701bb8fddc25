"""Answers that are data and not pages: JSON, feed entries, each as one record of named values.

Owns dotted paths. Never fetches and never reads dates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.collect.asking.headers import content_type
from tracker.errors import BadPage
from tracker.language.texts.decoding import clean, decode
from tracker.model import Capture
from tracker.sources import Source

#: The widest answer that is read. A list answer of a hundred items has about ten thousand values.
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry of a list, or one JSON answer: values under dotted paths."""

    value: object

    def text(self, path: str) -> str:
        """The text or number at a path, or the paragraphs of a list of texts, one a line.

        Nothing where the path leads nowhere or to another container.
        """
        found = self.get(path)
        if isinstance(found, str):
            return clean(found)
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return clean("\n".join(found))
        return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""

    def get(self, path: str) -> object:
        """Whatever stands at a path such as `links.people.0.title`; the empty path is the whole."""
        found = self.value
        for step in path.split(".") if path else ():
            if isinstance(found, Mapping):
                found = found.get(step)
            elif isinstance(found, Sequence) and not isinstance(found, str) and step.isdigit():
                found = found[int(step)] if int(step) < len(found) else None
            else:
                return None
        return found


def open_json(source: Source, capture: Capture, body: bytes) -> Record:
    """The JSON of a response. BadPage with line and column if it is none."""
    text = decode(body, content_type=content_type(capture), override=source.encoding).text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise BadPage(f"{source.id}: {capture.url}: expected JSON, found {error.msg} in {where}") from error
    except ValueError as error:
        raise BadPage(f"{source.id}: {capture.url}: expected JSON, found what cannot be read ({error})") from error
    except RecursionError as error:
        raise BadPage(f"{source.id}: {capture.url}: JSON nested too deep to be honest; it was not read") from error
    return Record(value=value)
