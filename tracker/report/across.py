"""One issuer across incidents: which words it used before, after which incidents, and what changed.

Owns the columns (its statements by incident) and rows (formulas, moves, reported words) of the main view.
Never mixes official wordings with an outlet's in one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.model import DEFAULT_MOVES, Display, Evidence, Formula, How, Move, Rendering, Statement, Use
from tracker.report.collection import Collection, by_default
from tracker.report.evidence import Attested, Head, attested, head, step
from tracker.report.labels import count, labels, say
from tracker.report.links import Link, page, slug
from tracker.report.moments import moment, order
from tracker.report.pieces import Piece, direction, redlined
from tracker.report.rights import shown_text
from tracker.report.template import Slot, template

#: More columns than this are put on pages of earlier statements: nobody reads forty columns.
WIDTH = 12
#: Rows beyond this are listed by name alone.
HEIGHT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One statement. `english` says whether an official English text stands beside the original."""

    head: Head
    english: Link | None
    step: str
    joint_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring columns about one incident."""

    incident: Link
    date: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The words of one row in one statement, redlined against the previous filled cell of the row."""

    href: str
    attested: Attested
    pieces: tuple[Piece, ...]
    compared: bool
    identical: bool
    earliest: str = ""
    flags: tuple[str, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of cells. `side` is official, quoted or reported; `words` are of one language."""

    side: str
    side_label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The rows of one formula, or of one move where no formula holds it."""

    kind: str
    label: str
    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str
    facts: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """The page of one issuer. `pages` link to its earlier columns, `others` to formulas that found no row."""

    id: str
    name: str
    kind: str
    country: str
    parent: Link | None
    children: tuple[Link, ...]
    facts: tuple[str, ...]
    first: str
    last: str
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    others: tuple[Link, ...]
    pages: tuple[Link, ...]
    left_out: str
    title: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A cell before it is compared: its text, its rendering, and what is said beside it."""

    statement: Statement
    rendering: Rendering | None
    level: Evidence
    text: str
    earliest: str = ""
    flags: tuple[str, ...] = ()


def spread(collection: Collection, issuer: str) -> list[tuple[str, ...]]:
    """The statements of an issuer in pages of columns: the latest twelve first, then full pages from the oldest on.

    Only statements of the default filter or with a recurring phrasing get a column. Counting from the oldest keeps
    earlier pages unchanged when statements are added.
    """
    columns = _ordered(collection, issuer)
    latest = tuple(one.id for one in columns[-WIDTH:])
    if len(columns) <= WIDTH:
        return [latest]
    older = [tuple(s.id for s in columns[at : at + WIDTH]) for at in range(0, len(columns) - WIDTH, WIDTH)]
    return [latest, *older]


def _ordered(collection: Collection, issuer: str) -> list[Statement]:
    shown = [one for one in collection.by_issuer.get(issuer, ()) if _has_column(collection, one)]
    return sorted(shown, key=lambda s: (_incident_key(collection, s), order(s.date), s.id))


def _has_column(collection: Collection, statement: Statement) -> bool:
    """Evaluating or repeating ones, and what reports say was said after an incident: its moves are not known."""
    told = not statement.evidence.own_words and bool(_incident(collection, statement))
    return told or by_default(statement.moves) or statement.id in collection.uses


def _incident_key(collection: Collection, statement: Statement) -> tuple[object, ...]:
    incident = _incident(collection, statement)
    held = collection.incidents.get(incident)
    when = held.start if held and held.start else statement.date
    return (*order(when), incident)


def _incident(collection: Collection, statement: Statement) -> str:
    known = [one for one in statement.incidents if one in collection.incidents]
    return known[0] if known else ""


def file_of(issuer: str, number: int) -> str:
    """The page of an issuer's latest columns (number 0), or of an earlier part."""
    return page("issuers", issuer) if number == 0 else f"issuers/{slug(issuer)}.{number}.html"


def across(
    collection: Collection,
    issuer: str,
    columns: Sequence[str] | None = None,
    *,
    pages: Sequence[Link] = (),
    title: str = "",
    part: bool = False,
) -> Across:
    """The view of one issuer over the given statements (the latest twelve, if none are given).

    An earlier `part` counts its own columns alone, so that it stays as it is when statements are added.
    """
    held = collection.issuers.get(issuer)
    chosen = [collection.statements[one] for one in (spread(collection, issuer)[0] if columns is None else columns)]
    own = chosen if part else collection.by_issuer.get(issuer, ())
    formulas = _formulas(collection, chosen)
    dated = [one for one in own if one.date]
    bands = [_band(collection, chosen, one) for one in formulas[:HEIGHT]]
    return Across(
        id=issuer,
        name=collection.issuer_name(issuer),
        kind=say(f"issuer_kind.{held.kind}") if held else "",
        country=(held.country or "") if held else "",
        parent=collection.issuer_link(held.parent) if held and held.parent else None,
        children=tuple(collection.issuer_link(one.id) for one in collection.issuers.values() if one.parent == issuer),
        facts=_facts(own),
        first=moment(dated[0].date).iso[:10] if dated else "",
        last=moment(dated[-1].date).iso[:10] if dated else "",
        groups=_groups(collection, chosen),
        columns=tuple(_column(collection, issuer, one, chosen[:at]) for at, one in enumerate(chosen)),
        bands=(*bands, *_move_bands(collection, chosen, formulas[:HEIGHT]), *_reported(collection, chosen)),
        others=tuple(Link(one.template, page("formulas", one.id)) for one in formulas[HEIGHT:]),
        pages=tuple(pages),
        left_out="" if part else _left_out(collection, issuer, own),
        title=title,
    )


def _facts(own: Sequence[Statement]) -> tuple[str, ...]:
    incidents = {incident for one in own for incident in one.incidents}
    official = sum(one.evidence is Evidence.OFFICIAL for one in own)
    return (
        count("noun.statement", len(own)),
        count("noun.incident", len(incidents)),
        say("across.official_of", n=official, all=len(own)),
    )


def _left_out(collection: Collection, issuer: str, own: Sequence[Statement]) -> str:
    hidden = len(own) - len(_ordered(collection, issuer))
    return say("across.left_out", n=count("noun.statement", hidden)) if hidden else ""


def _groups(collection: Collection, chosen: Sequence[Statement]) -> tuple[Group, ...]:
    groups = []
    for incident, members in groupby(chosen, key=lambda s: _incident(collection, s)):
        held = collection.incidents.get(incident)
        link = collection.incident_link(incident) if held else Link(say("across.no_incident"))
        date = moment(held.start).text if held and held.start else ""
        groups.append(Group(incident=link, date=date, width=len(list(members))))
    return tuple(groups)


def _column(collection: Collection, issuer: str, statement: Statement, before: Sequence[Statement]) -> Column:
    own = statement.evidence.own_words and statement.date is not None
    like = [one for one in before if one.evidence.own_words and one.date and one.language == statement.language]
    others = [party.issuer for party in statement.parties if party.issuer != issuer]
    return Column(
        head=head(collection, statement),
        english=english(collection, statement),
        step=step(like[-1].strength, statement.strength) if like and own else "",
        joint_with=", ".join(collection.issuer_name(one) for one in dict.fromkeys(others)),
    )


def english(collection: Collection, statement: Statement) -> Link | None:
    """The official English beside an original in another language; a link without page when there is none."""
    if statement.language.split("-")[0] == "en" or not statement.evidence.own_words:
        return None
    for one in statement.renderings:
        held = collection.renderings.get(one)
        if held and held.evidence is Evidence.OFFICIAL and held.language.split("-")[0] == "en":
            return Link(say("across.official_english"), f"{page('statements', statement.id)}#{slug(held.id)}")
    return Link(say("across.no_english"))


def _formulas(collection: Collection, chosen: Sequence[Statement]) -> list[Formula]:
    """Formulas used in these columns: those in most of the columns first, then the oldest."""
    columns = {one.id for one in chosen}
    used: dict[str, int] = {}
    for one in columns:
        for formula in {formula.id for formula, _ in collection.uses.get(one, ())}:
            used[formula] = used.get(formula, 0) + 1
    return sorted(
        (collection.formulas[one] for one in used), key=lambda f: (not by_default(f.moves), -used[f.id], f.id)
    )


def _band(collection: Collection, chosen: Sequence[Statement], formula: Formula) -> Band:
    sides: dict[str, list[_Words | None]] = {}
    for at, statement in enumerate(chosen):
        for use in (use for held, use in collection.uses.get(statement.id, ()) if held.id == formula.id):
            words = _used(collection, formula, statement, use)
            row = sides.setdefault(side(words.level), [None] * len(chosen))
            row[at] = row[at] or words
    return Band(
        kind="formula",
        label=formula.template,
        slots=template(formula.template),
        href=page("formulas", formula.id),
        language=formula.language,
        direction=direction(formula.language),
        facts=_use_facts(collection, formula),
        rows=tuple(_row(collection, name, sides[name], formula.language) for name in _SIDES if name in sides),
    )


_SIDES = ("official", "quoted", "reported")


def side(level: Evidence) -> str:
    """Official, quoted, or reported: the three that are never put into one row."""
    return level.value if level.own_words else "reported"


def _use_facts(collection: Collection, formula: Formula) -> str:
    first = formula.first
    parts = [count("noun.statement", formula.statements), count("noun.incident", formula.incidents)]
    if first.date:
        key = "formula.earliest_shared" if first.shared else "formula.earliest"
        name = collection.issuer_name(first.issuer)
        parts.append(say(key, issuer=name, date=first.date.iso[:10]))
    return " · ".join(parts)


def _used(collection: Collection, formula: Formula, statement: Statement, use: Use) -> _Words:
    rendering = collection.renderings.get(use.rendering)
    earliest = ""
    if formula.first.statement == statement.id and use.how is not How.REPORTED:
        earliest = say("formula.earliest_badge_shared" if formula.first.shared else "formula.earliest_badge")
    return _Words(
        statement=statement,
        rendering=rendering,
        level=rendering.evidence if rendering else statement.evidence,
        text=use.text,
        earliest=earliest,
        flags=tuple(flag_label(one) for one in use.flags),
    )


def flag_label(flag: str) -> str:
    """A flag of matching in a reader's words; an unknown one as it is."""
    return labels().get(f"flag.{flag}", flag)


def _row(collection: Collection, name: str, words: Sequence[_Words | None], language: str) -> Row:
    cells: list[Cell | None] = []
    previous = ""
    for one in words:
        if one is None:
            cells.append(None)
            continue
        text = one.text if may_quote(collection, one.rendering) else ""
        cells.append(_cell(collection, one, text, previous, language))
        previous = text or previous
    return Row(side=name, side_label=say(f"side.{name}"), cells=tuple(cells))


def may_quote(collection: Collection, rendering: Rendering | None) -> bool:
    """Whether a sentence of this rendering may be shown at all."""
    return rendering is None or collection.display(rendering.source) is not Display.LINK


def _cell(collection: Collection, words: _Words, text: str, previous: str, language: str) -> Cell:
    compare = bool(previous and text)
    return Cell(
        href=page("statements", words.statement.id),
        attested=attested(collection, words.rendering, words.level),
        pieces=redlined(previous, text, language=language) if compare else (Piece(text),),
        compared=compare,
        identical=compare and " ".join(previous.split()) == " ".join(text.split()),
        earliest=words.earliest,
        flags=words.flags,
        withheld="" if text else say("rights.link"),
    )


def _move_bands(collection: Collection, chosen: Sequence[Statement], rows: Sequence[Formula]) -> list[Band]:
    """What was said under each default move outside the formulas above, one band a move and language."""
    covered = {one.id for one in rows}
    bands = []
    for move in (one for one in Move if one in DEFAULT_MOVES):
        for language in sorted({one.language for one in chosen}):
            found = [_moved(collection, one, move, covered) if one.language == language else {} for one in chosen]
            names = [name for name in _SIDES[:2] if any(name in one for one in found)]
            if names:
                rows_of = tuple(_row(collection, name, [one.get(name) for one in found], language) for name in names)
                bands.append(_plain_band("move", say(f"move.{move}"), language, rows_of))
    return bands


def _plain_band(kind: str, label: str, language: str, rows: tuple[Row, ...]) -> Band:
    facts = say("across.move_facts") if kind == "move" else say("across.reported_facts")
    return Band(
        kind=kind,
        label=label,
        slots=(),
        href="",
        language=language,
        direction=direction(language),
        facts=facts,
        rows=rows,
    )


def _moved(collection: Collection, statement: Statement, move: Move, covered: set[str]) -> dict[str, _Words]:
    """A statement's sentences with a move that no row above holds, by side."""
    taken = [
        (use.rendering, use.start, use.end) for held, use in collection.uses.get(statement.id, ()) if held.id in covered
    ]
    parts: list[str] = []
    voiced = collection.voiced(statement)
    for rendering in voiced:
        spans = tuple(
            (one.start, one.end)
            for one in collection.passages(statement.id)
            if move in one.moves
            and one.rendering == rendering.id
            and not any(r == one.rendering and start < one.end and end > one.start for r, start, end in taken)
        )
        parts += [shown_text(rendering.text, spans).removeprefix("[…] ").removesuffix(" […]")] if spans else []
    if not parts:
        return {}
    return {side(statement.evidence): _Words(statement, voiced[0], statement.evidence, " … ".join(parts))}


def _reported(collection: Collection, chosen: Sequence[Statement]) -> list[Band]:
    """Words about the issuer that are a reporter's: paraphrase and characterisation, never redlined as its own."""
    bands = []
    for language in sorted({one.language for one in chosen}):
        cells: list[Cell | None] = []
        for one in chosen:
            if one.evidence.own_words or one.language != language:
                cells.append(None)
                continue
            rendering = collection.main(one)
            text = shown_text(one.text, collection.visible(one, rendering))
            words = _Words(one, rendering, one.evidence, text)
            cells.append(_cell(collection, words, text, "", language))
        if any(cells):
            row = Row(side="reported", side_label=say("side.reported"), cells=tuple(cells))
            bands.append(_plain_band("reported", say("across.reported"), language, (row,)))
    return bands
