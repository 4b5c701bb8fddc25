"""corrections.yaml: what people decided against the machine, with who, when and why.

Owns the shape of a correction. Never applies one: matching does, and its word is final there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from tracker.sources.fields import Day, as_tuple
from tracker.sources.nodes import read_document
from tracker.sources.problems import read_text, refuse, validate
from tracker.sources.source import CHECKED

What = Literal[
    "incident-name",
    "incident-merge",
    "incident-split",
    "formula-merge",
    "exclude",
    "speaker",
    "issuer",
    "date",
    "strength",
]
_NEEDS_TO = {"incident-name", "speaker", "issuer", "date", "strength"}
_NEEDS_IDS = {"incident-merge", "incident-split", "formula-merge"}


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Correction:
    """One decision about `id`.

    incident-merge and formula-merge: `ids` become part of `id`. incident-split: the statements `ids` leave the
    incident `id` (for a new one, named `to` if given). exclude: `id` is left out of matching. The others set the
    named value to `to`: a name, a person, an issuer id, an ISO date, or `<verb class>[/<intensity>]`.
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
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Corrections:
    """All corrections in the order of the file; a later one wins over an earlier one."""

    corrections: Annotated[tuple[Correction, ...], BeforeValidator(as_tuple)] = ()

    def of(self, what: What) -> Iterator[Correction]:
        """Those of one kind, in file order."""
        return (one for one in self.corrections if one.what == what)

    @property
    def last_changed(self) -> date | None:
        """The day of the newest correction."""
        return max((one.when for one in self.corrections), default=None)


def load_corrections(path: Path) -> Corrections:
    """The corrections of a file; none if there is no such file. BadConfig names every fault by line and column."""
    if not path.exists():
        return Corrections()
    document = read_document(read_text(path))
    found = validate(Corrections, document.value or {}, (), document)
    refuse(path, document)
    assert found is not None
    return found
