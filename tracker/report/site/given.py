"""What a page is composed with besides the collection: which function, and which plain values.

Owns what counts as plain. What cannot be told apart by its content is not guessed at: such a page is always composed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from types import FunctionType, NoneType
from typing import Generic, TypeVar

from tracker.report.collection import Collection
from tracker.report.site.facts import number

#: What is told by its kind and how it is written out.
_PLAIN = frozenset({NoneType, str, bytes, bool, int, float, date, datetime, timedelta})


Value = TypeVar("Value")


class _UntoldError(Exception):
    """A value whose content is not known."""


def given(compose: Callable[[], bytes]) -> int:
    """64 bits of a function and what it is called with, the collection aside; 0 if that cannot be told."""
    parts = list[str]()
    try:
        _tell(compose, parts)
    except _UntoldError:
        return 0
    return number(*parts) or 1


@dataclass(frozen=True, slots=True)
class Told(Generic[Value]):
    """A value whose number is known, for one that is made of parts which many pages are called with."""

    value: Value
    content: int


def _tell(value: object, parts: list[str]) -> None:
    """Add what tells this value from any other."""
    kind = type(value)
    if kind in _PLAIN:
        parts += (kind.__name__, repr(value))
    elif isinstance(value, Told):
        parts += ("told", str(value.content))
    elif isinstance(value, partial):
        parts.append("partial")
        _tell(value.func, parts)
        _tell_all(["collection" if isinstance(one, Collection) else one for one in value.args], parts)
        _tell_all([one for key in sorted(value.keywords) for one in (key, value.keywords[key])], parts)
    elif isinstance(value, FunctionType) and "<" not in value.__qualname__ and not value.__closure__:
        parts += (value.__module__, value.__qualname__)
    elif isinstance(value, (tuple, list)):
        _tell_all(value, parts)
    elif isinstance(value, Enum):
        parts += (kind.__name__, repr(value))
    elif isinstance(value, Mapping):
        _tell_all([one for key in sorted(value) for one in (key, value[key])], parts)
    # What has room for more than its fields may have read the collection for other pages before.
    elif is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "__dict__"):
        parts.append(kind.__name__)
        _tell_all([getattr(value, one.name) for one in fields(value)], parts)
    else:
        raise _UntoldError


def _tell_all(values: Sequence[object], parts: list[str]) -> None:
    parts.append(f"({len(values)}")
    for one in values:
        _tell(one, parts)
