"""A new entry for sources.yaml, as text, and where it goes in the file.

Owns how an entry is written. Never reads or writes a file, and never changes what stands there already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.errors import BadConfig
from tracker.sources.nodes import Document, read_document

_PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ")
_INDENT = "    "
#: Characters without a shape that Persian and Indic names are spelt with.
_JOINERS = "\u200c\u200d"
_SOURCES = ("sources",)
#: Sources that are none yet, written as an empty pair of braces or as nothing.
_EMPTY = re.compile(r"\A(.*?:\s*?)(?:\{\s*\}|null|~)?(\s*(?:#.*)?)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of a new source. Values are as sources.yaml holds them; empty ones are left out.

    `parts` are the keys that hold others (list, detail, dates), `bare` is YAML that is written as it stands.
    """

    id: str
    issuer: str
    name: str
    category: str
    languages: str
    zone: str
    kind: str
    url: str
    country: str = ""
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    bare: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    disabled_reason: str = ""

    def text(self) -> str:
        """The entry as the lines of a file, its notes as comments above it."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from (f"  # {note}" for note in self.notes)
        yield f"  {self.id}:"
        for key in ("issuer", "name", "category", "country", "languages", "zone", "kind", "url"):
            if value := getattr(self, key):
                yield f"{_INDENT}{key}: {quoted(value)}"
        for key, values in self.parts.items():
            held = ", ".join(f"{name}: {quoted(value)}" for name, value in values.items() if value)
            if held:
                yield f"{_INDENT}{key}: {{{held}}}"
        yield from (f"{_INDENT}{key}: {value}" for key, value in self.bare.items() if value)
        if self.disabled_reason:
            yield f"{_INDENT}enabled: false"
            yield f"{_INDENT}disabled_reason: {quoted(self.disabled_reason)}"
        yield f"{_INDENT}confidence: G"


def quoted(text: str) -> str:
    """A value as YAML reads it back: in single quotes where plain words could mean something else.

    On one line, without characters that cannot be seen: some may not stand in YAML, others make it read otherwise.
    """
    kept = (char for char in text if char.isprintable() or char.isspace() or char in _JOINERS)
    seen = " ".join("".join(kept).split())
    plain = set(seen) <= _PLAIN and seen[:1].isalpha()
    if plain and seen.casefold() not in ("true", "false", "null", "yes", "no", "on", "off"):
        return seen
    return "'" + seen.replace("'", "''") + "'"


def with_entry(text: str, entry: Entry) -> str:
    """The text of a sources.yaml with one more entry at the end of its sources.

    BadConfig if it has no place for one, or if anything that it says already would be read otherwise afterwards.
    """
    document = read_document(text)
    top = document.value
    if not isinstance(top, dict) or not isinstance(top.get("sources", ""), dict | None):
        raise BadConfig("the file has no sources to add to; `tracker sources init` writes one")
    held = top["sources"] or {}
    if entry.id in held:
        raise BadConfig(f'there is a source "{entry.id}" already; name the new one with --id')
    lines = text.splitlines(keepends=True)
    opening = document.marks[_SOURCES][0] - 1
    if not held:
        lines[opening] = _EMPTY.sub(r"\1\2", lines[opening])
    starts = sorted(document.marks[key,][0] for key in top)
    end = next((line - 1 for line in starts if line > opening + 1), len(lines))
    while end > opening + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith(("#", "..."))):
        end -= 1
    ending = "\r\n" if lines[opening].endswith("\r\n") else "\n"
    indent = next((document.marks["sources", one][1] - 1 for one in held), 2)
    fresh = "".join(f"{' ' * (indent - 2)}{line}{ending}" for line in entry.text().splitlines())
    head = "".join(lines[:end])
    made = f"{head}{'' if head.endswith(ending) else ending}{ending}{fresh}{''.join(lines[end:])}"
    _check(document, made, entry)
    return made


def _check(before: Document, made: str, entry: Entry) -> None:
    """BadConfig if the file would now say anything else than before, beside the new entry."""
    document = read_document(made)
    said, says = _without(before.value, entry.id), _without(document.value, entry.id)
    if document.problems != before.problems or says != said or (*_SOURCES, entry.id) not in document.marks:
        raise BadConfig(
            "the entry cannot be added without changing what the file says already; give every source lines of its "
            "own, without braces around them, or add the entry by hand:\n" + entry.text()
        )


def _without(top: object, source_id: str) -> object:
    """What a file says beside one source; no sources at all are no sources, however that is written."""
    if not isinstance(top, dict) or not isinstance(top.get("sources"), dict):
        return top
    rest = {one: said for one, said in top["sources"].items() if one != source_id}
    return {**top, "sources": rest or None}
