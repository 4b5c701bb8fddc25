"""A strict reader of BibTeX, for tests: what it reads, BibTeX and biber read; it refuses what either would misread."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENS = re.compile(r"\s*@(?P<kind>[a-z]+)\{(?P<key>[A-Za-z0-9-]+),\n")
_FIELD = re.compile(r"  (?P<name>[a-z]+) = \{")
#: Fields that biber reads letter by letter.
_LITERAL = ("url", "urldate", "date", "version")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_BARE = re.compile(r"(?<!\\)[&%$#_~^]")
_COMMANDS = {"textbackslash", "textbraceleft", "textbraceright", "textasciitilde", "textasciicircum"}


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    key: str
    fields: dict[str, str]


def read(text: str) -> list[Entry]:
    """Every entry; AssertionError says what is wrong."""
    found, at = [], 0
    while text[at:].strip():
        opens = _OPENS.match(text, at)
        assert opens, f"no entry at {text[at : at + 40]!r}"
        at, fields = opens.end(), {}
        while field := _FIELD.match(text, at):
            end = _closes(text, field.end())
            assert field["name"] not in fields, f"{field['name']} twice"
            fields[field["name"]] = _value(field["name"], text[field.end() : end])
            assert text[end + 1 : end + 3] == ",\n"
            at = end + 3
        assert text[at] == "}", f"entry {opens['key']} does not end at {text[at : at + 40]!r}"
        at += 1
        assert "title" in fields
        found.append(Entry(opens["kind"], opens["key"], fields))
    keys = [one.key.lower() for one in found]
    assert len(set(keys)) == len(keys), "two entries of one key"
    return found


def _closes(text: str, at: int) -> int:
    """Where a value ends: BibTeX counts every brace, also behind a backslash."""
    depth = 1
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise AssertionError("a value does not end")


def _value(name: str, value: str) -> str:
    assert value.strip(), f"{name} is empty"
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202d\u202e]", value), f"{name} holds controls"
    if name in ("date", "urldate"):
        assert _DATE.fullmatch(value), f"{name} is {value!r}"
    if name in _LITERAL:
        assert not set(value) & set('{}\\" '), f"{name} is {value!r}"
        return value
    assert not _BARE.search(value), f"{name} holds a bare special: {value!r}"
    assert set(re.findall(r"\\([A-Za-z]+)", value)) <= _COMMANDS
    return _plain(value)


def _plain(value: str) -> str:
    """The text that is printed."""
    for command, letter in (
        (r"{\textbraceleft}", "\ue001"),
        (r"{\textbraceright}", "\ue002"),
        (r"{\textbackslash}", "\ue003"),
        (r"{\textasciitilde}", "~"),
        (r"{\textasciicircum}", "^"),
    ):
        value = value.replace(command, letter)
    value = re.sub(r"\\([&%$#_])", r"\1", value)
    value = value.removeprefix("{").removesuffix("}")
    assert not set(value) & set("{}\\"), value
    return value.replace("\ue001", "{").replace("\ue002", "}").replace("\ue003", "\\")
