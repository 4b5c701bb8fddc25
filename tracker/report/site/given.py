"""What a page is composed with besides the collection: which function, and which plain values.

Owns what counts as plain. What cannot be told apart by its content is not guessed at: such a page is always composed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from types import FunctionType

from tracker.report.collection import Collection
from tracker.report.site.facts import number


class _UntoldError(Exception):
    """A value whose content is not known."""


def given(compose: Callable[[], bytes]) -> int:
    """64 bits of a function and what it is called with, the collection aside; 0 if that cannot be told."""
    try:
        return number(*_parts(compose)) or 1
    except _UntoldError:
        return 0


def _parts(value: object) -> list[str]:
    if value is None or isinstance(value, str | bytes | int | float | date | datetime | timedelta | Enum):
        return [type(value).__name__, repr(value)]
    if isinstance(value, FunctionType) and "<" not in value.__qualname__ and not value.__closure__:
        return [value.__module__, value.__qualname__]
    if isinstance(value, partial):
        with_it = [("collection" if isinstance(one, Collection) else one) for one in value.args]
        return ["partial", *_parts(value.func), *_parts(with_it), *_parts(value.keywords)]
    if isinstance(value, tuple | list):
        return [f"({len(value)}", *(part for one in value for part in _parts(one))]
    if isinstance(value, Mapping):
        return [f"({len(value)}", *(part for key in sorted(value) for one in (key, value[key]) for part in _parts(one))]
    # What has room for more than its fields may have read the collection for other pages before.
    if is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "__dict__"):
        held = (getattr(value, one.name) for one in fields(value))
        return [type(value).__name__, *(part for one in held for part in _parts(one))]
    raise _UntoldError
