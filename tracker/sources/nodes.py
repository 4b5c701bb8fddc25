"""YAML text as plain values with the line and column of each, and every fault of the text itself.

Owns what YAML is here: no YAML 1.1 booleans (`NO` is a country), no octals or clock numbers, no tags, no aliases,
no duplicate keys. Knows nothing of what the values mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Path = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """SafeLoader with its own list of what is not text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  (PyYAML's own class attribute, replaced on purpose)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)\Z"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9]\d*)\Z"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?(0|[1-9]\d*)\.\d+\Z"), list("-0123456789"))

#: No number here needs more, and Python reads no more than 4300.
_DIGITS = 18


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, with 1-based line and column."""

    line: int
    column: int
    message: str


@dataclass(slots=True)
class Document:
    """Values, the place of each key and value, and the faults found while reading."""

    value: object = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the deepest part of `path` that the text has (steps it does not have are passed over)."""
        at: Path = ()
        for step in path:
            if (*at, step) in self.marks:
                at = (*at, step)
        return self.marks.get(at, (1, 1))

    def problem(self, path: Path, message: str) -> None:
        """Note a fault at a path."""
        self.problems.append(Problem(*self.place(path), message))


def read_document(text: str) -> Document:
    """The document of `text`; faults are in its `problems`, never raised."""
    document = Document()
    try:
        node = _Loader(text).get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        document.problems.append(_syntax_problem(error, text))
        return document
    seen: set[int] = set()
    document.value = None if node is None else _value(node, (), document, seen)
    return document


def _syntax_problem(error: Exception, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        return Problem(line, column, f"the character U+{ord(text[error.position]):04X} is not allowed here")
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(line, column, f"this is no readable YAML: {said}")


def _value(node: Node, path: Path, document: Document, seen: set[int]) -> object:
    mark = (node.start_mark.line + 1, node.start_mark.column + 1)
    document.marks.setdefault(path, mark)
    if id(node) in seen:
        document.problems.append(Problem(*mark, "anchors and aliases are not used here: write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, MappingNode):
        return _mapping(node, path, document, seen)
    if isinstance(node, SequenceNode):
        return [_value(child, (*path, i), document, seen) for i, child in enumerate(node.value)]
    return _scalar(node, mark, document)


def _mapping(node: MappingNode, path: Path, document: Document, seen: set[int]) -> dict[str, object]:
    out: dict[str, object] = {}
    for key_node, value_node in node.value:
        mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            document.problems.append(Problem(*mark, "a key must be plain text"))
            continue
        key = str(key_node.value)
        if key in out:
            first = document.marks[*path, key]
            document.problems.append(Problem(*mark, f'key "{key}" stands twice (first in line {first[0]})'))
            continue
        document.marks[*path, key] = mark
        out[key] = _value(value_node, (*path, key), document, seen)
    return out


def _scalar(node: Node, mark: tuple[int, int], document: Document) -> object:
    kind = node.tag.rpartition(":")[2]
    text = str(node.value)
    if kind == "str":
        return text
    if kind == "bool":
        return text == "true"
    if kind == "null":
        return None
    if kind == "int" and len(text) <= _DIGITS:
        return int(text)
    if kind == "int":
        document.problems.append(Problem(*mark, f"a number of {len(text)} digits is too large"))
        return None
    if kind == "float":
        return float(text)
    document.problems.append(Problem(*mark, f"the tag {node.tag} is not used here: write plain text"))
    return None
