"""Small reviewable lists of words, read from the files in data/.

Owns the format of those files. Never says what a list is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_NOTHING: frozenset[str] = frozenset()


def lines(name: str) -> list[str]:
    """The lines of data file `name` that are neither empty nor comments."""
    table = files("tracker.language").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")]


def optional_lines(name: str) -> list[str]:
    """As `lines`; none when there is no such file."""
    return lines(name) if files("tracker.language").joinpath("data", name).is_file() else []


def rows(name: str) -> list[list[str]]:
    """The tab-separated fields of each line of data file `name`; a bare "-" is read as empty."""
    return [["" if field == "-" else field for field in line.split("\t")] for line in lines(name)]


def tongue_rows(name: str, base: str) -> list[list[str]]:
    """The rows of NAME.tsv that begin with the language, without it, then those of NAME_xx.tsv, if any."""
    shared = [fields for tongue, *fields in rows(f"{name}.tsv") if tongue == base]
    return shared + [line.split("\t") for line in optional_lines(f"{name}_{base}.tsv")]


def listed(name: str) -> frozenset[str]:
    """The words of the list called `name` in words.txt or a language's own words_xx.txt; empty when there is none."""
    return _lists().get(name, _NOTHING)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    folder = files("tracker.language").joinpath("data")
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("words")):
        for line in lines(file):
            name, _, words = line.partition(":")
            found.setdefault(name, set()).update(words.split())
    return MappingProxyType({name: frozenset(words) for name, words in found.items()})
