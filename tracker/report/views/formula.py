"""One recurring phrasing: its template, its variants, who used it in which order, every use in its context.

Owns the order of use and the timeline. Never counts a reported use, a repost or a second use in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.match.drift import Step, drift
from tracker.model import FirstUse, Formula, How, Statement, Use, When
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import Moment, lag, moment, order
from tracker.report.pieces import direction
from tracker.report.template import Slot, template, template_text
from tracker.report.views.bands import flag_label, may_quote
from tracker.report.views.corrected import corrected
from tracker.report.views.evidence import Head, attested, head
from tracker.report.views.standing import badge, counts, mark, standing

_CONTEXT = 60
#: A year's label needs this much room from the ends.
_ROOM = 90
#: Width of the timeline, in the units of its drawing.
STRIP = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One use in context (KWIC), with why and how surely it counts."""

    head: Head
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One issuer's uses on the timeline, as places on the strip with what stands there."""

    issuer: Link
    marks: tuple[tuple[int, str, bool], ...]
    uses: int
    first: str
    lag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One official use whose wording differs from its issuer's use before, with the words lost and gained."""

    statement: str
    issuer: Link
    date: Moment
    href: str
    lost: tuple[tuple[Slot, ...], ...]
    gained: tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaPage:
    """Everything that the page of a formula shows."""

    id: str
    slots: tuple[Slot, ...]
    title: str
    language: str
    direction: str
    moves: tuple[str, ...]
    facts: tuple[str, ...]
    first: Moment
    first_issuer: Link
    first_href: str
    shared: bool
    badge: str
    first_reported: str
    coverage: str
    last: str
    measure: str
    variants: tuple[tuple[tuple[Slot, ...], str], ...]
    turns: tuple[Turn, ...]
    lines: tuple[Line, ...]
    reported: tuple[Line, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[int, str], ...]
    corrected: tuple[str, ...]


def formula_page(collection: Collection, formula: Formula) -> FormulaPage:
    """The page of one formula; uses stand in order of time."""
    uses = sorted(
        ((collection.statements[use.statement], use) for use in formula.uses if use.statement in collection.statements),
        key=lambda pair: (order(pair[0].date), pair[0].id, pair[1].start),
    )
    counted = [pair for pair in uses if pair[1].how is not How.REPORTED]
    first, stands = formula.first, standing(collection, formula)
    return FormulaPage(
        id=formula.id,
        slots=template(formula.template),
        title=template_text(formula.template),
        language=formula.language,
        direction=direction(formula.language),
        moves=tuple(say(f"move.{move}") for move in formula.moves),
        facts=(
            *counts(formula, stands),
            count("noun.issuer", formula.issuers),
            *filter(None, [mark(stands)]),
        ),
        first=moment(first.date),
        first_issuer=collection.issuer_link(first.issuer),
        first_href=page("statements", first.statement) if first.statement in collection.statements else "",
        shared=first.shared,
        badge=badge(formula, stands),
        first_reported=say("evidence.paraphrased", outlet=stands.first_outlet) if stands.first == "reported" else "",
        coverage=_first_coverage(collection, first),
        last=formula.last.iso[:10] if formula.last else "",
        measure=say("formula.measure", measure=formula.measure, least=f"{formula.min_similarity:.2f}"),
        variants=tuple((template(text), count("noun.statement", number)) for text, number in formula.variants),
        turns=tuple(_turns(collection, drift(formula, collection.statements, collection.renderings))),
        lines=tuple(_line(collection, formula, *pair) for pair in counted),
        reported=tuple(_line(collection, formula, *pair) for pair in uses if pair[1].how is How.REPORTED),
        lanes=_lanes(collection, formula, counted),
        ticks=_ticks([pair[0].date for pair in counted if pair[0].date]),
        corrected=corrected(collection, formula.id),
    )


def coverage(collection: Collection, when: When | None) -> str:
    """How many issuers have statements in the collection from before a time: what "earliest" can be worth."""
    if when is None:
        return ""
    before = sum(bool(own[0].date and own[0].date.earlier_than(when)) for own in collection.by_issuer.values())
    return say("coverage.before", n=before, all=len(collection.by_issuer))


def _first_coverage(collection: Collection, first: FirstUse) -> str:
    """What "earliest" rests on: who else was collected by then, and from when on the first user is."""
    day = collection.begins(first.issuer) if first.issuer else None
    parts = (coverage(collection, first.date), say("coverage.begins_issuer", day=day) if day else "")
    return "; ".join(part for part in parts if part)


def _turns(collection: Collection, steps: Iterable[Step]) -> Iterator[Turn]:
    """The changes of wording, issuer by issuer in the order of their first use, each in order of time."""
    lanes: dict[str | None, list[Step]] = defaultdict(list)
    for step in steps:
        lanes[step.issuer].append(step)
    for issuer, own in lanes.items():
        for step in own:
            rendering = collection.renderings.get(step.rendering)
            if (step.gained or step.lost) and may_quote(collection, rendering):
                yield Turn(
                    statement=step.statement,
                    issuer=collection.issuer_link(issuer),
                    date=moment(step.date),
                    href=page("statements", step.statement),
                    lost=tuple(map(template, step.lost)),
                    gained=tuple(map(template, step.gained)),
                )


def _line(collection: Collection, formula: Formula, statement: Statement, use: Use) -> Line:
    rendering = collection.renderings.get(use.rendering)
    text = collection.text_of(use.rendering, use.version)
    quotable = may_quote(collection, rendering)
    level = rendering.evidence if rendering else statement.evidence
    known = [one for one in statement.incidents if one in collection.incidents]
    return Line(
        head=head(collection, statement),
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
        lag=lag(formula.first.date, statement.date),
        earliest=statement.id == formula.first.statement,
    )


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


def _bounds(dates: list[When]) -> tuple[float, float]:
    low = min(one.start.timestamp() for one in dates)
    high = max(one.start.timestamp() for one in dates)
    return low, max(high - low, 1.0)


def _lanes(collection: Collection, formula: Formula, uses: list[tuple[Statement, Use]]) -> tuple[Lane, ...]:
    dated = [pair for pair in uses if pair[0].date]
    if not dated:
        return ()
    low, span = _bounds([one.date for one, _ in dated if one.date])
    lanes: dict[str | None, list[Statement]] = defaultdict(list)
    for statement, _ in dated:
        lanes[statement.issuer].append(statement)
    return tuple(
        Lane(
            issuer=collection.issuer_link(issuer),
            marks=tuple(
                (round((one.date.start.timestamp() - low) / span * STRIP), one.date.iso[:10], not one.incidents)
                for one in own
                if one.date
            ),
            uses=len(own),
            first=own[0].date.iso[:10] if own[0].date else "",
            lag=lag(formula.first.date, own[0].date),
        )
        for issuer, own in lanes.items()
    )


def _ticks(dates: list[When]) -> tuple[tuple[int, str], ...]:
    """First and last day, and the turns of the years between that do not crowd them."""
    if not dates:
        return ()
    low, span = _bounds(dates)
    first, last = min(dates, key=order), max(dates, key=order)
    years = []
    for year in range(first.day.year + 1, last.day.year + 1):
        x = round((When(f"{year}-01-01").start.timestamp() - low) / span * STRIP)
        if _ROOM < x < STRIP - _ROOM:
            years.append((x, str(year)))
    ends = [(0, first.iso[:10])] if first.day == last.day else [(0, first.iso[:10]), (STRIP, last.iso[:10])]
    return tuple(ends[:1] + years + ends[1:])
