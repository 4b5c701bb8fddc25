"""Names of states in the cases, genders and adjectives of other languages.

Owns how the files data/states_*.tsv are read. Never says where a name stands in a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from tracker.language.texts.wordlists import rows

#: The class that says that adjectives also open names: Französische Republik, Российская Федерация.
CAPITALS = "^"


@cache
def names_of_states() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Alpha-3 code and its written forms, for every line of every file of states in another language.

    A form is written out, or as stem+class with the endings of that class in the file's own head. Where that head has
    the class "^", a form in small letters stands for itself and for its form with a capital.
    """
    folder = files("tracker.language").joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("states_"))
    return tuple(found for name in names for found in _read(name))


def _read(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    classes: dict[str, list[str]] = {}
    for head, *fields in rows(name):
        if head.startswith("+"):
            classes[head[1:]] = [ending.replace("_", "") for ending in fields[0].split()]
        else:
            written = [form for field in fields for form in field.split("|")]
            yield head, tuple(form for one in written for form in _forms(one, classes))


def _forms(written: str, classes: Mapping[str, list[str]]) -> Iterator[str]:
    stem, _, kind = written.partition("+")
    for ending in classes[kind] if kind else ("",):
        form = stem + ending
        yield form
        if CAPITALS in classes and form[:1].islower():
            yield form[:1].upper() + form[1:]
