"""alerts.yaml: of which changes who is told, as rules over words that were not found earlier.

Owns the shape of a rule. Holds no address: a rule names the environment variable or the file where one stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from tracker.model import IssuerKind
from tracker.sources.fields import Country, Language, Pattern, as_tuple
from tracker.sources.nodes import read_document
from tracker.sources.problems import nearest, read_text, refuse, validate
from tracker.sources.source import CHECKED

When = Literal["new-words", "strength-step", "phrasing-returns", "spoke", "silent-edit", "vanished"]
SECTIONS = ("limits", "rules")
#: Where addresses stand that no rule names: the setting of the daily digest.
USUAL = "TRACKER_NOTIFY"
_WORDY = ("new-words", "silent-edit")
#: What may be an address in a message: from behind its scheme to the next blank.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)(?://\S*|\S*@\S*)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PATH = re.compile(r"(?:\.{0,2}|~[A-Za-z0-9._-]*)/(?!/)[^\x00-\x1f\x7f\ud800-\udfff]+")
_LONGEST_NAME = 100


def _place(value: str) -> str:
    if "://" in value:
        raise ValueError(
            "an address holds a password and has no place in this file: put it into an environment variable or a file"
            " that only you can read, and name that here"
        )
    if not _VARIABLE.fullmatch(value) and not _PATH.fullmatch(value):
        # What stands here may be an address without its scheme, and is not shown.
        raise ValueError(f'name an environment variable, such as {USUAL}, or a file by its path ("./desk")')
    return value


def _name(value: str) -> str:
    if not 0 < len(value) <= _LONGEST_NAME or not value.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise ValueError(f"a rule needs a name of 1 to {_LONGEST_NAME} letters that can be seen")
    return value


Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(as_tuple)]
Place = Annotated[str, BeforeValidator(lambda value: _place(value) if isinstance(value, str) else value)]
Many = Annotated[int, Field(ge=0, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Limits:
    """How many alerts may go out in an hour and in a day; what is above is counted and told in one line."""

    hour: Many = 10
    day: Many = 40


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Rule:
    """One rule. Filters that are left out let everything through; all that are given must hold.

    new-words: one of `terms` or `patterns` (by language) that the issuer has not used before; without them, `words` new
    words in a row. strength-step: `step` up, down or any. phrasing-returns: after `days` without it, or (`after:
    new-incident`) on another incident than before. spoke: anything in own words. silent-edit: a changed text, with
    terms or patterns only where these were added. vanished: an address that is gone.
    """

    name: Annotated[str, AfterValidator(_name)]
    when: When
    terms: Mapping[Language, Names] = Field(default_factory=dict)
    patterns: Mapping[Language, Pattern] = Field(default_factory=dict)
    words: Annotated[int, Field(ge=5, le=100)] = 5
    step: Literal["up", "down", "any"] = "any"
    days: Annotated[int, Field(ge=1, le=36500)] = 180
    after: Literal["rest", "new-incident"] = "rest"
    issuers: Names = ()
    countries: Annotated[tuple[Country, ...], BeforeValidator(as_tuple)] = ()
    kinds: Annotated[tuple[IssuerKind, ...], BeforeValidator(as_tuple)] = ()
    languages: Annotated[tuple[Language, ...], BeforeValidator(as_tuple)] = ()
    everything: bool = False
    to: Annotated[tuple[Place, ...], BeforeValidator(as_tuple), Field(min_length=1)] = (USUAL,)
    limits: Limits = Field(default_factory=Limits)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.terms or self.patterns) and self.when not in _WORDY:
            raise ValueError(f'"terms" and "patterns" belong to {" and ".join(_WORDY)}, not to {self.when}')
        if self.step != "any" and self.when != "strength-step":
            raise ValueError(f'"step" belongs to strength-step, not to {self.when}')
        if self.after != "rest" and self.when != "phrasing-returns":
            raise ValueError(f'"after" belongs to phrasing-returns, not to {self.when}')
        return self

    @property
    def worded(self) -> bool:
        """Whether it asks for certain words."""
        return bool(self.terms or self.patterns)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class Alerts:
    """All rules in the order of the file. `limits` hold for all of them together."""

    rules: tuple[Rule, ...] = ()
    limits: Limits = Field(default_factory=Limits)

    def rule(self, name: str) -> Rule | None:
        """The rule of that name."""
        return next((one for one in self.rules if one.name == name), None)


def load_alerts(path: Path) -> Alerts:
    """The rules of a file. BadConfig names every fault by line and column, with the nearest known key.

    An address that stands in it by mistake is not repeated: messages go to screens and logs.
    """
    document = read_document(read_text(path))
    top = document.value if isinstance(document.value, dict) else {}
    if not isinstance(document.value, dict) and not document.problems:
        document.problem((), 'the file must be keys and values, beginning with "rules:"')
    for key in top:
        if key not in SECTIONS:
            document.problem((key,), f'unknown key "{key}" in the file{nearest(str(key), list(SECTIONS))}')
    limits = validate(Limits, top["limits"], ("limits",), document) if "limits" in top else Limits()
    given = top.get("rules") or {}
    if not isinstance(given, dict):
        document.problem(("rules",), '"rules" must map names to rules')
        given = {}
    rules = []
    for name, entry in given.items():
        if not isinstance(entry, dict):
            document.problem(("rules", name), f'rule "{name}" must be keys and values')
            continue
        found = validate(Rule, entry | {"name": str(name)}, ("rules", name), document)
        rules += [found] if found is not None else []
    document.problems = [replace(one, message=_ADDRESS.sub(r"\1//…", one.message)) for one in document.problems]
    refuse(path, document)
    assert limits is not None
    return Alerts(rules=tuple(rules), limits=limits)
