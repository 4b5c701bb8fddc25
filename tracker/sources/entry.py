"""A new entry for sources.yaml, as text, and where it goes in the file.

Owns how an entry is written. Never reads or writes a file, and never changes what stands there already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.errors import BadConfig
from tracker.sources.nodes import read_document

_PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ")
_INDENT = "    "


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
    """A value as YAML reads it back: in single quotes where plain words could mean something else."""
    plain = set(text) <= _PLAIN and text[:1].isalpha() and text.strip() == text
    if plain and text.casefold() not in ("true", "false", "null", "yes", "no", "on", "off"):
        return text
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def with_entry(text: str, entry: Entry) -> str:
    """The text of a sources.yaml with one more entry at the end of its sources. BadConfig if it has none."""
    document = read_document(text)
    top = document.value
    if not isinstance(top, dict) or not isinstance(top.get("sources"), dict):
        raise BadConfig("the file has no sources to add to; `tracker sources init` writes one")
    if entry.id in top["sources"]:
        raise BadConfig(f'there is a source "{entry.id}" already; name the new one with --id')
    lines = text.splitlines(keepends=True)
    starts = sorted(document.marks[(key,)][0] for key in top)
    after = [line for line in starts if line > document.marks[("sources",)][0]]
    end = after[0] - 1 if after else len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    head = "".join(lines[:end])
    return f"{head}{'' if head.endswith(chr(10)) else chr(10)}\n{entry.text()}{''.join(lines[end:])}"
