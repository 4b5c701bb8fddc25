"""Faults of configuration as lines that a person can act on: file:line:column, what is wrong, the nearest right key.

Owns the wording of these lines. Never decides what is right or wrong.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from tracker.errors import BadConfig
from tracker.sources.nodes import Document, Path as Place

T = TypeVar("T")
#: Characters of a wrong value that a message shows.
_SHOWN = 200
#: What a file is made of, in words of its own instead of the program's.
_MADE_OF = {"dataclass_type": "expected keys with values", "tuple_type": "expected a list"}


def validate(kind: type[T], value: object, path: Place, document: Document) -> T | None:
    """`value` as `kind`, or None with every fault noted in the document at its line and column."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        for fault in error.errors():
            where = ("url" if step == "urls" else step for step in fault["loc"])
            document.problem((*path, *where), _message(kind, path, fault))
        return None


def refuse(path: Path, document: Document) -> None:
    """Raise BadConfig with all faults, one a line in file order, if there is any."""
    if document.problems:
        lines = [f"{path.name}:{p.line}:{p.column}: {p.message}" for p in sorted(set(document.problems))]
        raise BadConfig("\n".join(lines))


def read_text(path: Path) -> str:
    """The text of a configuration file; BadConfig if there is none or it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadConfig(f"{path}: there is no such file; `tracker sources init` writes one") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read: {error.strerror}") from error


def nearest(word: str, known: Iterator[str] | list[str]) -> str:
    """`; did you mean "x"?` for the closest known word, or nothing."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


def owner(path: Place) -> str:
    """How the thing at a path is called in messages: source "cn_mfa_en"."""
    if len(path) > 1 and path[0] in ("sources", "issuers", "states", "rules"):
        return f'{str(path[0])[:-1]} "{path[1]}"'
    if path and path[0] == "corrections":
        return "corrections.yaml" if len(path) == 1 else f"correction {int(path[1]) + 1}"
    return "the file"


def _message(kind: type, path: Place, fault: ErrorDetails) -> str:
    where = tuple("url" if step == "urls" else step for step in fault["loc"])  # the file says url: one or a list
    whole = (*path, *where)
    key = str(where[-1]) if where else ""
    inner = ".".join(str(step) for step in where if isinstance(step, str))
    if fault["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return f'unknown key "{key}" in {owner(whole)}{nearest(key, _known(kind, where[:-1]))}'
    if fault["type"] in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return f'{owner(whole)} lacks the key "{key}"'
    said = _cut(_MADE_OF.get(fault["type"]) or fault["msg"].removeprefix("Value error, "))
    found = fault["input"]
    shown = "" if isinstance(found, Mapping) or fault["type"] == "value_error" else f", found {_cut(repr(found))}"
    return f"{owner(whole)}{', ' + inner if inner else ''}: {said[:1].lower() + said[1:]}{shown}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} … ({len(text)} characters)"


def _known(kind: Any, steps: Place) -> list[str]:
    """The keys that stand where `steps` lead in a dataclass."""
    for step in steps:
        kind = next(_dataclasses(kind), kind)
        if isinstance(step, str) and dataclasses.is_dataclass(kind):
            kind = get_type_hints(kind, include_extras=True).get(step, kind)
    kind = next(_dataclasses(kind), kind)
    names = [one.name for one in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
    return ["url" if name == "urls" else name for name in names]


def _dataclasses(kind: Any) -> Iterator[Any]:
    """The dataclasses named anywhere in a type."""
    if dataclasses.is_dataclass(kind):
        yield kind
        return
    if get_origin(kind) in (Annotated, Union, types.UnionType, tuple, list):
        for part in get_args(kind):
            yield from _dataclasses(part)
