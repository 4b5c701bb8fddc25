"""Every use of a recurring phrasing in its context: one line a statement, with why and how surely it counts.

Owns the context either side and which of a statement's texts stands for it. Never shows more than may be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.model import Formula, How, Statement, Use
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link
from tracker.report.moments import lag
from tracker.report.views.bands import flag_label, may_quote
from tracker.report.views.evidence import Top, attested, top
from tracker.report.views.standing import standing

_CONTEXT = 60

#: A statement with one of its uses.
Pair = tuple[Statement, Use]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One use in context (KWIC); `also` counts further places of the same statement that hold the phrasing."""

    head: Top
    incident: Link | None
    before: str
    text: str
    after: str
    evidence: str
    evidence_label: str
    how: str
    how_label: str
    similarity: str
    flags: tuple[str, ...]
    lag: str
    earliest: bool
    also: str


def lines(collection: Collection, formula: Formula, pairs: Iterable[Pair]) -> tuple[Line, ...]:
    """One line a statement, in the order in which the statements come."""
    held: dict[str, list[Pair]] = {}
    for pair in pairs:
        held.setdefault(pair[0].id, []).append(pair)
    told = standing(collection, formula).first == "reported"
    return tuple(_line(collection, formula, of_one, told=told) for of_one in held.values())


def _line(collection: Collection, formula: Formula, of_one: Sequence[Pair], *, told: bool) -> Line:
    """`told` says that the earliest use is one that only a report tells of: no other line of its statement is it."""
    statement = of_one[0][0]
    voiced = {one.id for one in collection.voiced(statement)}
    use = min((use for _, use in of_one), key=lambda one: (one.rendering not in voiced, one.start))
    rendering = collection.renderings.get(use.rendering)
    text = collection.text_of(use.rendering, use.version)
    quotable = may_quote(collection, rendering)
    level = rendering.evidence if rendering else statement.evidence
    known = [one for one in statement.incidents if one in collection.incidents]
    return Line(
        head=top(collection, statement),
        incident=collection.incident_link(known[0]) if known else None,
        before=_context(text[: use.start], last=True) if quotable else "",
        text=use.text if quotable else say("rights.link"),
        after=_context(text[use.end :], last=False) if quotable else "",
        evidence=level.value,
        evidence_label=attested(collection, rendering, level).text,
        how=use.how.value,
        how_label=say(f"how.{use.how}"),
        similarity=f"{use.similarity:.2f}",
        flags=tuple(flag_label(one) for one in use.flags),
        lag=since_first(formula, statement),
        earliest=statement.id == formula.first.statement and (use.how is How.REPORTED) is told,
        also=count("noun.also", len(of_one) - 1) if len(of_one) > 1 else "",
    )


def since_first(formula: Formula, statement: Statement) -> str:
    """How long after the earliest use; nothing beside the earliest itself, unless others share it."""
    alone = statement.id == formula.first.statement and not formula.first.shared
    return "" if alone else lag(formula.first.date, statement.date)


def _context(text: str, *, last: bool) -> str:
    """Up to sixty letters next to a use, ending at a word where blanks divide words."""
    near = " ".join((text[-2 * _CONTEXT :] if last else text[: 2 * _CONTEXT]).split())
    if len(near) <= _CONTEXT:
        return near
    if last:
        cut = near[-_CONTEXT:]
        return "…" + (cut[cut.find(" ") + 1 :] if " " in cut[: _CONTEXT // 2] else cut)
    cut = near[:_CONTEXT]
    return (cut[: cut.rfind(" ")] if " " in cut[_CONTEXT // 2 :] else cut) + "…"
