"""Every correction that holds: what the machine had found, what people decided, who, when and why.

Owns the list of them. Never decides which correction holds, and never hides the machine's own finding.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Corrected
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.template import template_text
from tracker.report.views.statement import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One correction of one thing; `was` is empty where the machine had found nothing."""

    number: int
    what: str
    thing: Link
    was: str
    now: str
    who: str
    day: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """All corrections that hold, the newest first."""

    rows: tuple[CorrectionRow, ...]
    facts: tuple[str, ...]


def corrections_page(collection: Collection) -> CorrectionsPage:
    """The page of all corrections."""
    held = sorted(
        (one for found in collection.corrected.values() for one in found),
        key=lambda one: (-one.day.toordinal(), -one.number, one.thing),
    )
    people = {one.who for one in held}
    facts = (count("noun.correction", len(held)), count("noun.person", len(people))) if held else ()
    return CorrectionsPage(rows=tuple(_row(collection, one) for one in held), facts=facts)


def _row(collection: Collection, one: Corrected) -> CorrectionRow:
    ids = ", ".join(_thing(collection, key).name for key in one.ids)
    return CorrectionRow(
        number=one.number,
        what=say(f"corrected.{one.what}").rstrip(":"),
        thing=_thing(collection, one.thing),
        was=one.was,
        now=": ".join(part for part in (one.to, ids) if part) or say("corrected.left_out"),
        who=one.who,
        day=one.day.isoformat(),
        why=one.why,
    )


def _thing(collection: Collection, key: str) -> Link:
    """What was corrected, by name and page; by its id where it was left out or is gone."""
    if key in collection.statements:
        return Link(title_of(collection, collection.statements[key]), page("statements", key))
    if key in collection.incidents:
        return collection.incident_link(key)
    if key in collection.formulas:
        return Link(template_text(collection.formulas[key].template), page("formulas", key))
    return Link(key)
