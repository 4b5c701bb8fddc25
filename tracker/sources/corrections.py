"""corrections.yaml: what people decided against the machine, with who, when and why.

Owns the shape of a correction. Never applies one: matching does, and its word is final there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from tracker.errors import BadDate
from tracker.model import VerbClass, When
from tracker.sources.fields import Day, as_tuple
from tracker.sources.nodes import Document, read_document
from tracker.sources.problems import nearest, read_text, refuse, validate
from tracker.sources.source import CHECKED

What = Literal[
    "incident-name",
    "incident-date",
    "incident-merge",
    "incident-split",
    "incident-add",
    "incident-remove",
    "incident-parent",
    "incident-id",
    "formula-merge",
    "formula-split",
    "exclude",
    "speaker",
    "issuer",
    "date",
    "strength",
]
#: The value that stands for "none": an incident that is part of no other, a statement of nobody known.
NONE = "none"
_NEEDS_TO = {
    "incident-name", "incident-date", "incident-parent", "incident-id", "speaker", "issuer", "date", "strength",
}  # fmt: skip
_NEEDS_IDS = {"incident-merge", "incident-split", "incident-add", "incident-remove", "formula-merge", "formula-split"}
_OUTSIDE = re.compile(r"[a-z][a-z0-9-]*:\S+")
_ISSUER = re.compile(r"[a-z0-9][a-z0-9-]*")
#: The strongest that words are read, and so that a person may say.
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Correction:
    """One decision about `id`.

    incident-merge and formula-merge: `ids` become part of `id`. incident-split and formula-split: the statements `ids`
    leave `id` for a new one (an incident named `to` if given). incident-add and incident-remove: the statements `ids`
    join or leave the incident, and nothing new is made. incident-parent: the incident is part of the incident `to`.
    incident-id: its id in somebody else's list, `<scheme>:<value>`. exclude: the statement, or the whole incident, is
    left out. The others set the named value to `to`: a name, a person, an issuer id, an ISO date (of an incident also
    two, `<first>/<last>`), or `<verb class>[/<intensity>]`. `none` is nobody, no parent, no known date.
    """

    what: What
    id: Annotated[str, Field(min_length=1)]
    to: str = ""
    ids: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    who: Annotated[str, Field(min_length=1)]
    when: Day
    why: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.what in _NEEDS_TO and not self.to:
            raise ValueError(f'{self.what} needs "to": the right value')
        if self.what in _NEEDS_IDS and not self.ids:
            raise ValueError(f'{self.what} needs "ids"')
        if self.what not in _NEEDS_IDS and self.ids:
            raise ValueError(f'{self.what} takes no "ids"')
        check = _VALUES.get(self.what)
        if check and self.to and self.to != NONE:
            check(self.to)
        return self

    @property
    def dates(self) -> tuple[When, When] | None:
        """The first and the last date of `to`, for date and incident-date; None for "none"."""
        if self.to == NONE:
            return None
        first, _, last = self.to.partition("/")
        return When(first), When(last or first)

    @property
    def verb(self) -> tuple[VerbClass, int]:
        """Verb class and intensity of `to`, for strength."""
        verb, _, intensity = self.to.partition("/")
        return VerbClass(verb), int(intensity or 0)

    @property
    def outside(self) -> tuple[str, str]:
        """Scheme and value of `to`, for incident-id."""
        scheme, _, value = self.to.partition(":")
        return scheme, value


def _one_date(to: str) -> None:
    _dates(to, most=1)


def _dates(to: str, most: int = 2) -> None:
    parts = to.split("/")
    if len(parts) > most:
        raise ValueError(f"{to!r}: expected {'one date' if most == 1 else 'one date or two with a / between'}")
    try:
        found = [When(part) for part in parts]
    except BadDate as error:
        raise ValueError(str(error)) from error
    if found[-1].end < found[0].end:
        raise ValueError(f"{to!r}: the second date lies before the first")


def _strength(to: str) -> None:
    verb, _, intensity = to.partition("/")
    classes = [one.value for one in VerbClass]
    if verb not in classes:
        raise ValueError(f"{verb!r} is no verb class ({', '.join(classes)}){nearest(verb, classes)}")
    if intensity and intensity not in [str(number) for number in range(_MOST + 1)]:
        raise ValueError(f"{intensity!r} is no intensity: write 0 to {_MOST}")


def _outside(to: str) -> None:
    if not _OUTSIDE.fullmatch(to):
        raise ValueError(f'{to!r} is no outside id: write the scheme and the id, such as "acled:PAK12345"')


def _issuer(to: str) -> None:
    if not _ISSUER.fullmatch(to):
        raise ValueError(f'{to!r} is no issuer id: write one such as "chn-mfa"; `tracker issuers` lists them')


_VALUES: Mapping[str, Callable[[str], None]] = {
    "date": _one_date,
    "incident-date": _dates,
    "strength": _strength,
    "incident-id": _outside,
    "issuer": _issuer,
}


def _rows(value: object) -> object:
    """A file whose last line was deleted still says `corrections:` and holds none."""
    return () if value is None else as_tuple(value)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Corrections:
    """All corrections in the order of the file; a later one wins over an earlier one."""

    corrections: Annotated[tuple[Correction, ...], BeforeValidator(_rows)] = ()

    def of(self, what: What) -> Iterator[Correction]:
        """Those of one kind, in file order."""
        return (one for one in self.corrections if one.what == what)


def load_corrections(path: Path) -> Corrections:
    """The corrections of a file; none if there is no such file. BadConfig names every fault by line and column."""
    if not path.exists():
        return Corrections()
    document = read_document(read_text(path))
    _hint(document)
    found = validate(Corrections, document.value or {}, (), document)
    refuse(path, document)
    assert found is not None
    return found


def _hint(document: Document) -> None:
    """Say which kind was meant, where one is written wrongly: the type alone only lists them all."""
    value = document.value
    rows = value.get("corrections") if isinstance(value, dict) else None
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        what = row.get("what") if isinstance(row, dict) else None
        if isinstance(what, str) and what not in get_args(What):
            close = nearest(what, list(get_args(What)))
            document.problem(("corrections", number, "what"), f'no kind of correction is called "{what}"{close}')
