"""Lists that are data and not pages: JSON answers, WordPress posts, feed entries, each as one record of named values.

Owns dotted paths and what each kind of list calls its parts. Never fetches and never reads dates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.collect.headers import content_type
from tracker.errors import BadPage
from tracker.language.decoding import clean, decode
from tracker.model import Capture
from tracker.sources import ListPart, Place, Source

#: The widest answer that is read. A list answer of a hundred items has about ten thousand values.
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry of a list, or one JSON answer: values under dotted paths."""

    value: object

    def text(self, path: str) -> str:
        """The text or number at a path; nothing where the path leads nowhere or to a container."""
        found = self.get(path)
        if isinstance(found, str):
            return clean(found)
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


_DEFAULTS = {
    "rss": ListPart(
        link=(Place(at="link"),),
        title=(Place(at="title"),),
        date=(Place(at="published"), Place(at="updated")),
        id=(Place(at="id"), Place(at="link")),
    ),
    "wordpress": ListPart(
        item=(Place(at=""),),
        link=(Place(at="link"),),
        title=(Place(at="title.rendered"),),
        date=(Place(at="date"),),
        id=(Place(at="link"),),
        text=(Place(at="content.rendered"),),
    ),
    "json-list": ListPart(link=(Place(at="link"),), title=(Place(at="title"),)),
    "html-list": ListPart(link=(Place(at="a@href"), Place(at="@href"))),
}


def list_part(source: Source) -> ListPart:
    """The list description of a source with the defaults of its kind where it says nothing."""
    mine, usual = source.list, _DEFAULTS[source.kind]
    return ListPart(
        item=mine.item or usual.item,
        link=mine.link or usual.link,
        title=mine.title or usual.title,
        date=mine.date or usual.date,
        id=mine.id or usual.id,
        text=mine.text or usual.text,
        speaker=mine.speaker or usual.speaker,
    )


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


def json_records(source: Source, capture: Capture, body: bytes) -> list[Record]:
    """The entries of a JSON list. BadPage if its path does not lead to a list."""
    whole = open_json(source, capture, body)
    places = list_part(source).item
    for place in places:
        found = whole.get(place.at)
        if isinstance(found, list):
            return [Record(value=one) for one in found]
    wanted = " | ".join(place.at or "the whole answer" for place in places)
    raise BadPage(
        f"{source.id}: {capture.url}: list.item ({wanted}): expected one JSON list, found none; "
        "the answer may have a new shape: look at it and adjust sources.yaml"
    )
