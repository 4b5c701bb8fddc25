"""agreed.yaml: fixed phrases of agreed texts that a user adds to the shipped lists, with symbol and date.

Owns the shape of an entry. Never searches a text: matching does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from tracker.sources.fields import Day, Language, as_tuple
from tracker.sources.nodes import read_document
from tracker.sources.problems import read_text, refuse, validate
from tracker.sources.source import CHECKED


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class AgreedPhrase:
    """One fixed phrase of an agreed text: its wording, the symbol of the text, its day, and where it was read."""

    phrase: Annotated[str, Field(min_length=1)]
    language: Language
    symbol: Annotated[str, Field(min_length=1)]
    date: Day
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class AgreedTexts:
    """All phrases in the order of the file."""

    phrases: Annotated[tuple[AgreedPhrase, ...], BeforeValidator(as_tuple)] = ()


def load_agreed_texts(path: Path) -> AgreedTexts:
    """The phrases of a file; none if there is no such file. BadConfig names every fault by line and column."""
    if not path.exists():
        return AgreedTexts()
    document = read_document(read_text(path))
    found = validate(AgreedTexts, document.value or {}, (), document)
    refuse(path, document)
    assert found is not None
    return found
