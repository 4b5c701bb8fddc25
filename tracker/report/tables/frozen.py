"""A frozen release read back: whether its files are as they were frozen, its rows, and the numbers that follow.

Owns the arithmetic of a release's numbers, which is the same for frozen rows and for those of today. Never needs the
program that froze it: types are read from the package itself.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tracker.errors import BadInput
from tracker.report.tables.described import Description, Resource, read_description
from tracker.report.tables.export import runs_in_spreadsheets

Row = Mapping[str, Any]
#: Letters of one cell: the whole text of a long statement is one.
_LONGEST = 1 << 30
#: What the numbers are made of, and the tables whose ids may move.
_NUMBERS = ("statements", "formulas", "incidents", "origins")
NAMED = ("statements", "formulas", "incidents", "issuers")
#: The columns that make the numbers, with their types in a description.
_NEEDED: Mapping[str, Mapping[str, str]] = {
    "statements": {"id": "string", "evidence": "string", "verb_class": "string"},
    "formulas": {
        "id": "string",
        **dict.fromkeys(("statements", "incidents", "issuers"), "integer"),
        **dict.fromkeys(("first_statement", "first_date"), "string"),
    },
    "incidents": {"id": "string"},
    "issuers": {"id": "string"},
    "origins": {"kind": "string", "start": "integer", "end": "integer"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One phrasing in numbers, with its earliest use in the collection."""

    statements: int
    incidents: int
    issuers: int
    first_statement: str
    first_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a release says in numbers. `origins` are code points of own words by where they come from."""

    statements: int
    evidence: Mapping[str, int]
    verbs: Mapping[str, int]
    incidents: int
    formulas: Mapping[str, Counted]
    origins: Mapping[str, int]

    def share(self, kind: str) -> float:
        """The share of the code points with an origin that have this one; 0 where none has any."""
        total = sum(self.origins.values())
        return self.origins.get(kind, 0) / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of a release: its numbers, those of today, and by table which ids live under another one or not."""

    frozen: Numbers
    today: Numbers
    moved: Mapping[str, tuple[tuple[str, str], ...]]
    gone: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Package:
    """A release in a folder; its files are read when they are asked for."""

    folder: Path
    about: Description

    @property
    def tag(self) -> str:
        """The name under which it was frozen."""
        return self.about.version

    def damaged(self) -> tuple[str, ...]:
        """The files that are not as they were frozen, or are not there."""
        return tuple(one.path for one in self.about.resources if not self._whole(one))

    def _whole(self, resource: Resource) -> bool:
        path = self.folder / resource.path
        if not path.is_file():
            return False
        body = path.read_bytes()
        return (len(body), f"sha256:{hashlib.sha256(body).hexdigest()}") == (resource.bytes, resource.hash)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table with their types. Raises BadInput where the file does not follow its description."""
        path = f"tables/{table}.csv"
        resource = next((one for one in self.about.resources if one.path == path), None)
        if resource is None or not (self.folder / path).is_file():
            raise BadInput(f"{self.folder / path}: not in this package; was the folder copied whole?")
        types = {one.name: one.type for one in resource.schema.fields} if resource.schema else {}
        if strange := [name for name, kind in _NEEDED.get(table, {}).items() if types.get(name) != kind]:
            raise BadInput(
                f"{self.folder / 'datapackage.json'}: {path} has no column {', '.join(strange)} of the type that the "
                "numbers need; restore the file from where it was published"
            )
        readers = {name: _reader(kind) for name, kind in types.items()}
        text = (self.folder / path).read_bytes().decode("utf-8", "replace")
        csv.field_size_limit(_LONGEST)
        found = csv.DictReader(io.StringIO(text, newline=""))
        try:
            return [_row(row, readers, _NEEDED.get(table, {})) for row in found]
        except (KeyError, ValueError, TypeError, csv.Error) as error:
            raise BadInput(
                f"{self.folder / path}:{found.line_num}: does not follow its description ({error})"
            ) from error

    def numbers(self) -> Numbers:
        """What it said when it was frozen."""
        return count(self.rows)


def read_package(folder: Path) -> Package:
    """The release in a folder. Raises BadInput for anything else."""
    return Package(folder, read_description(folder / "datapackage.json"))


def release_shape(package: Package, found: Since) -> dict[str, Any]:
    """A release and what became of it, for programs."""
    return {
        "tag": package.tag,
        "created": package.about.created,
        "made": asdict(package.about.tracker),
        "frozen": _numbers_shape(found.frozen),
        "today": _numbers_shape(found.today),
        "moved": {table: dict(pairs) for table, pairs in found.moved.items()},
        "gone": {table: list(keys) for table, keys in found.gone.items()},
    }


def _numbers_shape(numbers: Numbers) -> dict[str, Any]:
    return {**asdict(numbers), "origin_shares": {kind: round(numbers.share(kind), 6) for kind in numbers.origins}}


def count(rows: Callable[[str], Iterable[Row]]) -> Numbers:
    """The numbers that follow from the rows of the tables, frozen or of today."""
    held = {name: list(rows(name)) for name in _NUMBERS}
    origins: Counter[str] = Counter()
    for one in held["origins"]:
        origins[one["kind"]] += one["end"] - one["start"]
    own = [one for one in held["statements"] if one["evidence"] in ("official", "quoted")]
    return Numbers(
        statements=len(held["statements"]),
        evidence=_counted(one["evidence"] for one in held["statements"]),
        verbs=_counted(one["verb_class"] for one in own),
        incidents=len(held["incidents"]),
        formulas={one["id"]: _formula(one) for one in held["formulas"]},
        origins=dict(sorted(origins.items())),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _formula(row: Row) -> Counted:
    return Counted(
        statements=row["statements"],
        incidents=row["incidents"],
        issuers=row["issuers"],
        first_statement=row["first_statement"] or "",
        first_date=row["first_date"] or "",
    )


def _row(row: Row, readers: Mapping[str, Callable[[str], Any]], needed: Iterable[str]) -> dict[str, Any]:
    """A row with its types; a number that is needed and not there is none of the file's own."""
    made = {name: read(row[name]) for name, read in readers.items()}
    if None in (made[name] for name in needed):
        raise ValueError("a number is missing")
    return made


def _reader(kind: str) -> Callable[[str], Any]:
    if kind == "integer":
        return lambda text: int(text) if text else None
    if kind == "number":
        return lambda text: float(text) if text else None
    if kind == "boolean":
        return lambda text: text == "true" if text else None
    return _words


def _words(text: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and runs_in_spreadsheets(text[1:]) else text
