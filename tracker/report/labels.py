"""The words that readers see, from one file, so that they can be changed without touching code.

Owns the lookup in labels.toml. Never decides which label applies.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from tracker.errors import BadConfig


@cache
def labels() -> dict[str, str]:
    """Every label by its dotted key, read once."""
    text = files("tracker.report").joinpath("labels.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    _flatten(tomllib.loads(text), "", found)
    return found


def _flatten(table: dict[str, object], prefix: str, found: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", found)
        else:
            found[f"{prefix}{key}"] = str(value)


def say(key: str, **values: object) -> str:
    """The label with its values filled in; BadConfig names a key that labels.toml lacks."""
    text = labels().get(key)
    if text is None:
        raise BadConfig(f"labels.toml: no label {key!r}; add it under its section")
    return text.format(**values) if values else text


def count(key: str, number: int) -> str:
    """A counted noun: `key`.one for one, else `key`.many, with the number filled in."""
    return say(f"{key}.{'one' if number == 1 else 'many'}", n=f"{number:,}")


def language_name(code: str) -> str:
    """A language by its English name, with the code where that says more than the name; an unnamed one by its code."""
    base = code.split("-", maxsplit=1)[0]
    named = labels().get(f"language.{base}", "")
    return f"{named} ({code})" if named and code != base else named or code
