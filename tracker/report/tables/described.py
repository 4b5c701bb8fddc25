"""The description of a release as it is read back: checked before anything in it is believed.

Owns what a datapackage.json of `tracker freeze` must hold, whoever had it in the meantime. Never reads a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tracker.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column, and its type in Frictionless' words."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The columns of a table, in order."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file of the release: its size, its hash as `sha256:…`, and its columns where it is a table."""

    path: str
    bytes: int
    hash: str
    schema: Fields | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """By what the release was made."""

    tool: str
    store_schema: int
    epoch: str
    collection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What `--check` needs of a description; what else stands there is for others."""

    version: str
    created: str
    tracker: By
    resources: tuple[Resource, ...]


def read_description(path: Path) -> Description:
    """The description in a file. BadInput for what is none, and for files that would lie outside its folder."""
    try:
        found = _adapter().validate_json(path.read_bytes(), strict=True)
    except FileNotFoundError as error:
        raise BadInput(
            f"{path.parent}: holds no datapackage.json; name the folder that `tracker freeze` printed"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(one) for one in first["loc"]) or "the file"
        raise BadInput(
            f"{path}: cannot be read as a description of a release ({where}: {first['msg']}); "
            "name the folder that `tracker freeze` printed, or restore the file from where it was published"
        ) from error
    for one in found.resources:
        if not _inside(one.path):
            raise BadInput(f"{path}: {one.path!r} lies outside the package; restore it from where it was published")
    return found


@cache
def _adapter() -> TypeAdapter[Description]:
    return TypeAdapter(Description)


def _inside(path: str) -> bool:
    parts = path.split("/")
    return not path.startswith("/") and "\\" not in path and ".." not in parts
