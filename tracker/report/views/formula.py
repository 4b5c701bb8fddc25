"""One recurring phrasing: its template, its variants, who used it in which order, where it returned and where not.

Owns the order of use, the timeline and the parts of a long list. Never counts a
reported use, a repost or a second use in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.match.phrasings.drift import Step, drift
from tracker.model import Evidence, FirstUse, Formula, How, Statement, When
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page, slug
from tracker.report.moments import Moment, moment, order
from tracker.report.pieces import Piece, direction, redlined
from tracker.report.template import Slot, in_line, template, template_text
from tracker.report.views.bands import may_quote
from tracker.report.views.corrected import corrected
from tracker.report.views.evidence import attested
from tracker.report.views.pictures import Event, Timeline, timeline
from tracker.report.views.recurrence import Recurrence, recurrences
from tracker.report.views.standing import badge, counts, mark, opening, standing
from tracker.report.views.uses import Line, Pair, lines, since_first

#: Uses on one page; the earliest stand on the first, so that later uses leave it as it is.
USES = 100
#: Variants and changes of wording that are shown at once, that are folded, and that are left to the export.
SHOWN, FOLDED = 8, 60
#: Issuers in the picture; the table has them all.
LANES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One issuer's uses in time."""

    issuer: Link
    uses: int
    first: str
    last: str
    lag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One wording, with what differs from the commonest; `pieces` is empty for that one itself."""

    slots: tuple[Slot, ...]
    pieces: tuple[Piece, ...]
    uses: str


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
    own_words: Link | None
    coverage: str
    last: str
    measure: str
    variants: tuple[Variant, ...]
    variants_more: str
    turns: tuple[Turn, ...]
    turns_more: str
    lines: tuple[Line, ...]
    reported: tuple[Line, ...]
    lanes: tuple[Lane, ...]
    picture: Timeline | None
    recurrences: tuple[Recurrence, ...]
    pages: tuple[Link, ...]
    here: str
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsesPage:
    """A later part of the uses of a formula that has many."""

    slots: tuple[Slot, ...]
    title: str
    language: str
    direction: str
    badge: str
    formula: Link
    lines: tuple[Line, ...]
    pages: tuple[Link, ...]
    here: str


def file_of(formula: str, number: int) -> str:
    """The page of a formula (number 0), or of a later part of its uses."""
    return page("formulas", formula) if number == 0 else f"formulas/{slug(formula)}.{number}.html"


def parts(collection: Collection, formula: Formula) -> int:
    """Over how many pages the uses of a formula spread."""
    if len(formula.uses) <= USES:
        return 1
    return max(1, -(-len({one.id for one, _ in _counted(collection, formula)}) // USES))


def _pairs(collection: Collection, formula: Formula) -> list[Pair]:
    """Every use with its statement, in order of time."""
    held = (
        (collection.statements[use.statement], use) for use in formula.uses if use.statement in collection.statements
    )
    return sorted(held, key=lambda pair: (order(pair[0].date), pair[0].id, pair[1].start))


def _counted(collection: Collection, formula: Formula) -> list[Pair]:
    return [pair for pair in _pairs(collection, formula) if pair[1].how is not How.REPORTED]


def _part(pairs: Sequence[Pair], number: int) -> list[Pair]:
    """The uses of the statements on one page."""
    ids = list(dict.fromkeys(statement.id for statement, _ in pairs))[number * USES : (number + 1) * USES]
    chosen = set(ids)
    return [pair for pair in pairs if pair[0].id in chosen]


def _pages(collection: Collection, formula: Formula, here: int) -> tuple[Link, ...]:
    """Links to all parts of the uses but this one; where there is one part alone, none."""
    number = len({one.id for one, _ in _counted(collection, formula)})
    return tuple(
        Link(_named(at, number), "" if at == here else file_of(formula.id, at))
        for at in range(parts(collection, formula))
        if number > USES
    )


def _named(part: int, number: int) -> str:
    return say("formula.part", first=part * USES + 1, last=min((part + 1) * USES, number))


def uses_page(collection: Collection, formula: Formula, number: int) -> UsesPage:
    """The uses of part `number`, counted from 1."""
    counted = _counted(collection, formula)
    return UsesPage(
        slots=template(formula.template),
        title=template_text(formula.template),
        language=formula.language,
        direction=direction(formula.language),
        badge=badge(formula, opening(collection, formula)),
        formula=Link(template_text(formula.template), page("formulas", formula.id)),
        lines=lines(collection, formula, _part(counted, number)),
        pages=_pages(collection, formula, number),
        here=_named(number, len({one.id for one, _ in counted})),
    )


def formula_page(collection: Collection, formula: Formula, *, whole: bool = True) -> FormulaPage:
    """The page of one formula; uses stand in order of time, all of them or (not `whole`) the earliest hundred."""
    counted = _counted(collection, formula)
    told = [pair for pair in _pairs(collection, formula) if pair[1].how is How.REPORTED]
    turns = tuple(_turns(collection, drift(formula, collection.statements, collection.renderings)))
    most = SHOWN + FOLDED
    first, stands = formula.first, standing(collection, formula)
    known = first.statement if first.statement and first.statement in collection.statements else ""
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
        first_href=page("statements", known) if known else "",
        shared=first.shared,
        badge=badge(formula, stands),
        first_reported=say("evidence.paraphrased", outlet=stands.first_outlet) if stands.first == "reported" else "",
        own_words=_own_words(collection, counted) if stands.first == "reported" else None,
        coverage=_first_coverage(collection, first),
        last=formula.last.iso[:10] if formula.last else "",
        measure=say("formula.measure", measure=formula.measure, least=f"{formula.min_similarity:.2f}"),
        variants=_variants(formula)[:most],
        variants_more=_more(len(formula.variants) - most),
        turns=turns[:most],
        turns_more=_more(len(turns) - most),
        lines=lines(collection, formula, counted if whole else _part(counted, 0)),
        reported=lines(collection, formula, told if whole else told[:USES]),
        lanes=_lanes(collection, formula, counted),
        picture=_picture(collection, counted),
        recurrences=recurrences(collection, formula.language, [one for one, _ in counted]),
        pages=() if whole else _pages(collection, formula, 0),
        here="" if whole else _named(0, len({one.id for one, _ in counted})),
        corrected=corrected(collection, formula.id),
    )


def _own_words(collection: Collection, counted: Sequence[Pair]) -> Link | None:
    """The earliest use in own words, which stands beside an earlier one that only a reporter tells of."""
    if not counted:
        return None
    statement, use = counted[0]
    shown = collection.renderings.get(use.rendering)
    evidence = attested(collection, shown, shown.evidence).text if shown else ""
    name, date = collection.issuer_link(statement.issuer).name, moment(statement.date).text
    return Link(say("formula.own_words", issuer=name, date=date, evidence=evidence), page("statements", statement.id))


def _more(number: int) -> str:
    return say("formula.cut", n=f"{number:,}") if number > 0 else ""


def _variants(formula: Formula) -> tuple[Variant, ...]:
    """Wordings, commonest first, each with what differs from the first of them."""
    texts = [template(text) for text, _ in formula.variants]
    return tuple(
        Variant(
            slots=slots,
            pieces=redlined(in_line(texts[0]), in_line(slots), language=formula.language) if at else (),
            uses=count("noun.statement", formula.variants[at][1]),
        )
        for at, slots in enumerate(texts)
    )


def coverage(collection: Collection, when: When | None) -> str:
    """What was read when this was said: what "earliest" can be worth."""
    if when is None:
        return ""
    if collection.beginnings:
        since = sum(day < when.day for day in collection.beginnings.values())
        return say("coverage.sources", n=since, all=len(collection.beginnings))
    return say("coverage.before", issuers=count("noun.issuer", collection.begun(when)))


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


def _by_issuer(pairs: Iterable[Pair]) -> dict[str | None, list[Statement]]:
    """The dated statements of each issuer, once each, in order of time; issuers by their first use."""
    held: dict[str | None, dict[str, Statement]] = defaultdict(dict)
    for statement, _ in pairs:
        if statement.date:
            held[statement.issuer].setdefault(statement.id, statement)
    return {issuer: list(said.values()) for issuer, said in held.items()}


def _lanes(collection: Collection, formula: Formula, pairs: Iterable[Pair]) -> tuple[Lane, ...]:
    return tuple(
        Lane(
            issuer=collection.issuer_link(issuer),
            uses=len(own),
            first=own[0].date.iso[:10] if own[0].date else "",
            last=own[-1].date.iso[:10] if own[-1].date else "",
            lag=since_first(formula, own[0]) or "–",
        )
        for issuer, own in _by_issuer(pairs).items()
    )


def _picture(collection: Collection, pairs: Iterable[Pair]) -> Timeline | None:
    """Who used it when, for as many issuers as a picture holds, those with the first uses."""
    held = list(_by_issuer(pairs).items())[:LANES]
    rows = [(collection.issuer_name(issuer), [event for one in own for event in _events(one)]) for issuer, own in held]
    return timeline(say("formula.timeline"), say("formula.timeline_what"), rows)


def _events(statement: Statement) -> Iterator[Event]:
    if statement.date:
        shape = "square" if statement.evidence is not Evidence.OFFICIAL else "full"
        yield Event(when=statement.date, text=statement.date.iso[:10], shape=shape if statement.incidents else "hollow")
