"""How each report of a statement stands to its primary text, or to what another outlet gives of the same words.

Owns which text a report is compared with: the issuer's own page, else the fullest quotation elsewhere, else another
report. Never calls an outlet's wording altered where no official text is known, and compares no characterisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.judging.fidelity import Edit, Fidelity, Kind, between_outlets, fidelity
from tracker.model import Evidence, Form, Rendering, Statement, Wording
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.views.bands import flag_label, may_quote

#: Reports of one answer that share fewer of their words in order speak of different things that were said.
LIKE = 1 / 3


_OTHERWISE = (Kind.ALTERED, Kind.TRANSLATED, Kind.DIFFERS)


class Basis(StrEnum):
    """What a report is compared with."""

    OFFICIAL = "official"
    QUOTATION = "quotation"
    REPORT = "report"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`kind` in the words of `match.fidelity`; `against` is the rendering that it was compared with.

    `edits` are empty where the rights of that text allow none to be shown.
    """

    kind: Kind
    basis: Basis
    against: str | None = None
    against_label: str = ""
    edits: tuple[Edit, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The kind in a reader's words."""
        lost = self.kind is Kind.NO_PRIMARY and self.basis is Basis.OFFICIAL
        return say("fidelity.not_found" if lost else f"fidelity.{self.kind.name.lower()}", against=self.against_label)

    @property
    def warnings(self) -> tuple[str, ...]:
        """How it changes force or meaning, in words."""
        return tuple(flag_label(flag) for flag in self.flags)


def compared(collection: Collection, statement: Statement, rendering: Rendering) -> Compared | None:
    """How one report's wording stands to the primary text; None for official texts and a reporter's own verbs."""
    if rendering.form is not Form.EXCERPT or rendering.evidence is Evidence.CHARACTERISED:
        return None
    held = [collection.renderings[one] for one in statement.renderings if one in collection.renderings]
    official = [one for one in held if one.form is Form.STATEMENT]
    if official:
        return _with_official(collection, rendering, official)
    elsewhere = [one for one in held if one.parent != rendering.parent and _alike(one, rendering)]
    quoted = [one for one in elsewhere if one.evidence is Evidence.QUOTED]
    told = [one for one in elsewhere if one.evidence is Evidence.PARAPHRASED]
    if rendering.evidence is Evidence.QUOTED:
        quoted, told = [one for one in quoted if _fuller(one, rendering)], []
    for basis, others in ((Basis.QUOTATION, quoted), (Basis.REPORT, told)):
        best = _best(rendering, others, translated=True)
        if best and best[1].share >= LIKE:
            return _made(collection, basis, best[0], between_outlets(best[1]))
    return Compared(kind=Kind.NO_PRIMARY, basis=Basis.NOTHING)


def differing(collection: Collection, statement: Statement) -> tuple[str, ...]:
    """The quotations of a statement whose words are not the primary text's, each with its outlet and how it differs."""
    found = []
    for key in statement.renderings:
        rendering = collection.renderings.get(key)
        made = compared(collection, statement, rendering) if rendering else None
        if rendering and made and made.kind in _OTHERWISE and rendering.evidence.own_words:
            found.append(f"{collection.outlet(rendering)}: {', '.join((made.label, *made.warnings))}")
    return tuple(dict.fromkeys(found))


def _with_official(collection: Collection, rendering: Rendering, official: Sequence[Rendering]) -> Compared:
    """Against the issuer's own page in the same language; against none where it is in another one."""
    same = [one for one in official if _alike(one, rendering)]
    if not same:
        told = Fidelity(kind=Kind.TRANSLATED)
        return _made(collection, Basis.OFFICIAL, official[0], told)
    translated = len(same) < len(official) or any(one.wording is Wording.OFFICIAL_TRANSLATION for one in same)
    best = _best(rendering, same, translated=translated)
    if best is None:
        return Compared(kind=Kind.NO_PRIMARY, basis=Basis.OFFICIAL)
    found = best[1] if rendering.evidence is Evidence.QUOTED else between_outlets(best[1])
    return _made(collection, Basis.OFFICIAL, best[0], found)


def _alike(one: Rendering, other: Rendering) -> bool:
    return one.language.split("-")[0] == other.language.split("-")[0]


def _fuller(one: Rendering, other: Rendering) -> bool:
    """Whether one quotation is compared with the other and not the other with it: by length, then by id."""
    return (len(one.text), one.id) > (len(other.text), other.id)


def _best(rendering: Rendering, others: Iterable[Rendering], *, translated: bool) -> tuple[Rendering, Fidelity] | None:
    """The text that holds most of a report's words; of equals the one where least was changed, then the first."""
    found: list[tuple[float, int, str, Rendering, Fidelity]] = []
    for one in others:
        made = fidelity(
            rendering.text,
            one.text,
            language=rendering.language,
            translated=translated,
            gazetteer=default_gazetteer(),
        )
        if made:
            found.append((-made.share, made.kind.rank, one.id, one, made))
    best = min(found, key=lambda one: one[:3], default=None)
    return best[3:] if best else None


def _made(collection: Collection, basis: Basis, other: Rendering, found: Fidelity) -> Compared:
    outlet = collection.outlet(other)
    label = say(f"fidelity.{basis}", outlet=outlet)
    return Compared(
        kind=found.kind,
        basis=basis,
        against=other.id,
        against_label=label,
        edits=found.edits if may_quote(collection, other) else (),
        flags=found.flags,
    )
