"""Reports of the own invented set in other languages: text without marks, and what is said in it by whom.

Owns how a marked report is read. Never judges what a reader of attributions finds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pycountry
import yaml

FOLDER = Path(__file__).with_name("tongues_news")
LATER = Path(__file__).with_name("tongues_news_later")
_MARK = re.compile("[⟪⟫]")
_LEVELS = {"q": "quoted", "p": "paraphrased", "c": "characterised"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said: half-open offsets into the text without marks; empty or None is what the report does not tell."""

    start: int
    end: int
    speaker: str
    issuer: str | None
    evidence: str

    @property
    def country(self) -> str | None:
        """The state whose office the issuer is, by its id."""
        code = (self.issuer or "").split("-")[0].upper()
        return code if len(code) == len("CHN") and pycountry.countries.get(alpha_3=code) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One invented report without its marks."""

    language: str
    text: str
    said: tuple[Said, ...]


def reports(folder: Path) -> list[Report]:
    """Every report of the set, by language and place in its file."""
    found: list[Report] = []
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [_report(data["language"], one["text"], one["said"]) for one in data["reports"]]
    return found


def _report(language: str, marked: str, said: list[dict[str, str | None]]) -> Report:
    places = [mark.start() - before for before, mark in enumerate(_MARK.finditer(marked))]
    spans = list(zip(places[::2], places[1::2], strict=True))
    told = [
        Said(start=start, end=end, speaker=one["s"] or "", issuer=one["i"], evidence=_LEVELS[one["e"] or "q"])
        for (start, end), one in zip(spans, said, strict=True)
    ]
    return Report(language=language, text=_MARK.sub("", marked), said=tuple(told))
