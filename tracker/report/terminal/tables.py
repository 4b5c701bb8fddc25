"""Tables and side-by-side views for a terminal.

Owns what each command prints for people. Fetched text reaches the terminal only through `plain`, without the
characters that would act there. Never prints; hands back what rich can print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.model import Formula, Health, Incident, Issuer, Observed, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.moments import moment, stamp
from tracker.report.pieces import Piece as Words, redlined
from tracker.report.screen import on_terminal
from tracker.report.template import template_text
from tracker.report.views.across import Across, Column
from tracker.report.views.attributed import Attributed
from tracker.report.views.bands import Cell
from tracker.report.views.compare import Comparison, Piece, Row
from tracker.report.views.evidence import Head, attested, framed, head, quoted, said
from tracker.report.views.hits import Hit
from tracker.report.views.questions import clip
from tracker.report.views.rendered import Compared
from tracker.report.views.sources import broken, known, state
from tracker.report.views.standing import earliest, numbers, standing
from tracker.report.views.statement import StatementPage, Text as Rendered

_CHANGE = {"gone": "red strike", "new": "bold cyan underline"}
_ORIGIN = {
    "own": "dim",
    "agreed": "magenta underline",
    "stock": "underline",
    "matched": "blue underline",
    "new": "bold yellow",
    "unknown": "",
}
#: The colour of each level of evidence.
LEVEL = {"official": "green", "quoted": "yellow", "paraphrased": "magenta", "characterised": "magenta"}


#: Letters for the name of a row, and for a column that can still be read.
_LABEL, _COLUMN = 22, 28


def plain(text: str, style: str = "") -> Text:
    """Text that a terminal may show, with no markup read into it."""
    return Text(on_terminal(text.replace("\t", " ")), style=style)


def _table(*columns: str, title: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=plain(title) if title else None, title_justify="left", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _filled(table: Table, rows: Iterable[Sequence[object]]) -> Table:
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain("" if cell is None else str(cell)) for cell in row))
    return table


def statements(collection: Collection, chosen: Iterable[Statement]) -> Table:
    """One line a statement: when, who, on what evidence, how strongly, how it begins."""
    table = _table(*(say(f"table.{key}") for key in ("date", "issuer", "evidence", "strength", "title", "id")))
    return _filled(table, (_statement_line(collection, one) for one in chosen))


def _statement_line(collection: Collection, statement: Statement) -> Sequence[object]:
    level = attested(collection, collection.main(statement), statement.evidence)
    return (
        moment(statement.date).text,
        collection.issuer_names(statement) + (f" ({statement.speaker})" if statement.speaker else ""),
        plain(level.text, LEVEL[level.level]),
        strength_line(statement) if level.own_words else say("strength.reported"),
        clip(statement.title or statement.question or statement.text),
        statement.id,
    )


def strength_line(statement: Statement) -> str:
    """Class, intensity and deciding words in one line."""
    found = said(statement.strength, framed(statement), part=quoted(statement))
    marks = " " + "▮" * found.intensity + "▯" * (3 - found.intensity) if found.intensity else ""
    words = f" “{found.words}”" if found.words else ""
    caution = f" ({found.caution})" if found.caution else ""
    return f"{found.label}{marks}{words}{caution}"


def formulas(collection: Collection, chosen: Iterable[Formula]) -> Table:
    """One line a formula, with the incidents and the earliest use."""
    keys = ("incidents", "statements", "issuers", "language", "phrasing", "earliest", "id")
    rows = (
        (
            *numbers(one, stands := standing(collection, one)),
            one.issuers,
            one.language,
            template_text(one.template),
            earliest(collection, one, stands),
            one.id,
        )
        for one in chosen
    )
    return _filled(_table(*(say(f"table.{key}") for key in keys)), rows)


def incidents(collection: Collection, chosen: Iterable[Incident]) -> Table:
    """One line an incident, and under it one for each of its several events."""
    keys = ("date", "incident", "places", "statements", "issuers", "observed", "id")
    rows: list[tuple[object, ...]] = []
    for one in chosen:
        own = [collection.statements[key] for key in one.statements if key in collection.statements]
        issuers = {party.issuer for statement in own for party in statement.parties}
        seen = Counter(held.state for held in collection.observations(one.id))
        heard = " · ".join(str(seen[state]) for state in Observed)
        rows.append((moment(one.start).text, one.name, ", ".join(one.places), len(own), len(issuers), heard, one.id))
        rows += [
            (
                moment(part.start).text,
                f"  {part.name}",
                ", ".join(part.places),
                len(part.statements) or "",
                "",
                "",
                part.id,
            )
            for part in one.events
        ]
    return _filled(_table(*(say(f"table.{key}") for key in keys)), rows)


def issuers(collection: Collection, chosen: Iterable[Issuer]) -> Table:
    """One line an issuer."""
    keys = ("issuer", "kind", "country", "statements", "incidents", "first", "last", "begins", "id")
    rows = []
    for one in chosen:
        own = collection.by_issuer.get(one.id, ())
        dates = [statement.date.iso[:10] for statement in own if statement.date]
        held = len({incident for statement in own for incident in statement.incidents})
        ends = (dates[0], dates[-1]) if dates else ("", "")
        begins = collection.since(one.id)
        rows.append((one.name, say(f"issuer_kind.{one.kind}"), one.country, len(own), held, *ends, begins, one.id))
    return _filled(_table(*(say(f"table.{key}") for key in keys)), rows)


def health(found: Iterable[Health]) -> Table:
    """One line a source, with what to do where something is wrong."""
    table = _table(
        say("sources.name"), say("sources.state"), say("sources.last_good"), say("table.reason"), say("sources.next")
    )
    rows = []
    for one in found:
        label = state(one) + (f", {say('status.overdue')}" if one.overdue else "") + known(one)
        last = stamp(one.last_good) if one.last_good else say("status.no_pass")
        style = "green" if not broken(one) else "yellow" if one.acknowledged_until is not None else "bold red"
        rows.append((one.source, plain(label, style), last, one.reason, one.next_step))
    return _filled(table, rows)


def found(collection: Collection, results: Iterable[Hit]) -> Table:
    """One line a search result: whose words were found stands before them."""
    rows = []
    for hit in results:
        one, level = hit.statement, plain(hit.attested.text, LEVEL[hit.attested.level])
        rows.append((moment(one.date).text, collection.issuer_names(one), level, hit.snippet, one.id))
    return _filled(_table(*(say(f"table.{key}") for key in ("date", "issuer", "evidence", "snippet", "id"))), rows)


def across(view: Across, *, width: int = 200) -> RenderableType:
    """One issuer across incidents: the latest columns that fit into a width in letters, redlined along each row."""
    fit = max(2, (width - _LABEL) // _COLUMN)
    intro = plain(" · ".join(part for part in (view.name, view.kind, *view.facts) if part), "bold")
    table = Table(box=box.ROUNDED, show_lines=True, expand=True)
    table.add_column(say("table.phrasing"), ratio=2, overflow="fold")
    for column in view.columns[-fit:]:
        table.add_column(_column(view, column), ratio=3, overflow="fold")
    table.add_row(say("across.strength_row"), *(_strength(column) for column in view.columns[-fit:]))
    for band in view.bands:
        for row in band.rows:
            name = template_text(band.label) if band.kind == "formula" else band.label
            side = "" if row.side == "official" else f"\n({row.side_label})"
            if any(row.cells[-fit:]):
                table.add_row(plain(name + side, "bold"), *(_cell(cell) for cell in row.cells[-fit:]))
    parts: list[RenderableType] = [intro, plain(say("across.what"), "dim"), table]
    hidden = len(view.columns) - fit
    if hidden > 0 or view.pages:
        parts.append(plain(say("across.more_columns"), "dim"))
    return Group(*parts, plain(view.left_out, "dim"))


def _column(view: Across, column: Column) -> Text:
    at = view.columns.index(column)
    upto = 0
    incident = ""
    for group in view.groups:
        upto += group.width
        if at < upto:
            incident = group.incident.name
            break
    text = plain(incident + "\n", "bold")
    text.append_text(plain(f"{column.head.date.text} {column.head.date.zone}\n"))
    text.append_text(plain(column.head.attested.text, LEVEL[column.head.attested.level]))
    if column.head.speaker:
        text.append_text(plain(f"\n{column.head.speaker}"))
    if column.english:
        text.append_text(plain(f"\n{column.english.label}", "dim"))
    return text


def _strength(column: Column) -> Text:
    if not column.head.attested.own_words:
        return plain(say("strength.reported"), "dim")
    found = column.head.said
    text = plain(found.label, "bold")
    marks = " " + "▮" * found.intensity + "▯" * (3 - found.intensity) if found.intensity else ""
    text.append_text(plain(f"{marks} “{found.words}”" if found.words else marks))
    if found.event:
        text.append_text(plain(f"\n{say('framing.called')}: “{found.event}”", "dim"))
    if found.named:
        text.append_text(plain(f"\n{found.named}", "dim"))
    if column.step:
        text.append_text(plain(f"\n{column.step}", "yellow"))
    return text


def _cell(cell: Cell | None) -> Text:
    if cell is None:
        return plain("–", "dim")
    text = plain(f"★ {cell.earliest}\n", "yellow") if cell.earliest else Text()
    if not cell.attested.own_words:
        text.append_text(plain(f"{cell.attested.text}: ", "magenta"))
    text.append_text(changes(cell.pieces))
    if cell.identical:
        text.append_text(plain(f"\n= {say('across.same_words')}", "dim"))
    for flag in cell.flags:
        text.append_text(plain(f"\n{flag}", "red"))
    return text if cell.pieces and not cell.withheld else plain(cell.withheld, "dim")


def changes(pieces: Iterable[Words]) -> Text:
    """A redline; without colour the marks [-gone-] and {{+new+}} still tell it."""
    text = Text()
    for piece in pieces:
        before, after = {"gone": ("[-", "-]"), "new": ("{+", "+}")}.get(piece.kind, ("", ""))
        words = piece.text.strip() if before else piece.text
        style = _CHANGE.get(piece.kind, "")
        if before and text.plain[-1:].strip():
            text.append_text(plain(" "))
        text.append_text(plain(before + words + after, style))
        if before:
            text.append_text(plain(" "))
    return text


def compare(comparison: Comparison, *, origins: bool = False) -> RenderableType:
    """Statements side by side, each row redlined against the filled cell before it, or with origins instead."""
    table = Table(box=box.ROUNDED, show_lines=True, expand=True)
    table.add_column("", ratio=1, overflow="fold")
    for one in comparison.statements:
        title = plain(f"{one.label}\n{one.language}")
        if one.evidence is not None:
            title = plain(f"{one.issuer or one.id}\n{one.date or say('time.unknown')} · {one.language}\n")
            title.append_text(plain(one.evidence, LEVEL[one.evidence]))
        table.add_column(title, ratio=3, overflow="fold")
    for row in comparison.rows:
        name = template_text(row.template) if row.formula else say(f"move.{row.move or 'other'}")
        cells = [origin_text(cell) for cell in row.cells] if origins else _redline_row(row)
        table.add_row(plain(name, "bold" if row.formula else "dim"), *cells)
    return table


def _redline_row(row: Row) -> list[Text]:
    cells: list[Text] = []
    previous: Piece | None = None
    for cell in row.cells:
        if cell is None:
            cells.append(plain("–", "dim"))
        elif previous is None or previous.language != cell.language:
            cells.append(plain(cell.text))
        else:
            cells.append(changes(redlined(previous.text, cell.text, language=cell.language)))
        previous = cell or previous
    return cells


def origin_text(cell: Piece | None) -> Text:
    """A cell's words by origin, with the origin named after each run that is not the issuer's own."""
    if cell is None:
        return plain("–", "dim")
    text = Text()
    at = cell.start
    for one in sorted(cell.origins, key=lambda o: (o.start, o.end)):
        start, end = max(one.start, at), min(one.end, cell.end)
        if start >= end:
            continue
        text.append_text(plain(cell.text[at - cell.start : start - cell.start]))
        text.append_text(plain(cell.text[start - cell.start : end - cell.start], _ORIGIN[one.kind.value]))
        at = end
    text.append_text(plain(cell.text[at - cell.start :]))
    kinds = dict.fromkeys(one.kind for one in cell.origins)
    if kinds:
        text.append_text(plain("\n" + " · ".join(say(f"origin.{kind}") for kind in kinds), "dim"))
    return text


def show(view: StatementPage) -> RenderableType:
    """One statement: who, when, on what evidence, its words by origin, its texts and how to cite it."""
    top = view.head
    lines: list[RenderableType] = [
        plain(top.title or view.title, "bold"),
        plain(" · ".join(part for part in (*_who(top), f"{top.date.text} {top.date.zone}", top.language) if part)),
        plain(top.attested.text, LEVEL[top.attested.level]),
        plain(f"{say('strength.label')}: {top.said.label} {top.said.words}") if top.attested.own_words else Text(),
        *((plain(top.said.told, "magenta"),) if top.said.told else ()),
        *(plain(line, "yellow") for line in top.corrected),
        Text(),
    ]
    lead = "" if view.words.attested.own_words else f"{view.words.attested.text}: "
    body = plain(lead, "magenta")
    for piece in view.words.pieces:
        body.append_text(plain(" […] " if piece.kind == "cut" else piece.text, _ORIGIN.get(piece.kind, "")))
    lines += [body, plain(view.words.withheld, "dim"), Text()]
    for link in view.incidents:
        lines.append(plain(f"{say('table.incident')}: {link.name}"))
    for phrasing in dict.fromkeys(one.text for one in view.held):
        lines.append(plain(f"{say('table.phrasing')}: {template_text(phrasing)}"))
    lines += [line for text in view.texts for line in rendered(text)]
    lines += [Text(), plain(view.texts[0].cite.text if view.texts else "", "dim")]
    return Group(*lines)


def _who(top: Head) -> tuple[str, str]:
    """The issuers, and who spoke for them in what office."""
    return ", ".join(one.name for one in top.issuers), ", ".join(part for part in (top.speaker, top.role) if part)


def rendered(text: Rendered) -> Iterator[RenderableType]:
    """One text of a statement: where it stands, why it is there, how true it is, and its silent edits."""
    yield plain(f"{text.attested.text} · {text.source} · {text.address or say('statement.no_address')}")
    yield plain(f"  {text.rendering} · {say('statement.retrieved')} {text.retrieved} · SHA-256 {text.sha256}", "dim")
    if text.attributed:
        yield from _attributed(text.attributed)
    if text.fidelity:
        yield from _fidelity(text.fidelity)
    if text.presence:
        yield plain(f"  {text.presence}", "yellow")
    for edit in text.edits:
        yield plain(f"  {say('statement.version', n=edit.number)}, {edit.first_seen}:", "yellow")
        yield changes(edit.pieces)


def nobodys(rendering: Rendering, found: Attributed) -> RenderableType:
    """Words of a report that no statement holds: nobody knows whose they are, or they are only recalled."""
    return Group(plain(found.source or say("issuer.unknown"), "bold"), plain(rendering.id, "dim"), *_attributed(found))


def _attributed(found: Attributed) -> Iterator[RenderableType]:
    """The report's own sentence with the words set apart by marks, then verb, rule and what they count for."""
    line = plain(f"  {say('attribution.in_report')}: ")
    for piece in found.pieces:
        marked = piece.kind == "same"
        line.append_text(plain(f"⟦{_flat(piece.text)}⟧" if marked else _flat(piece.text), "bold" if marked else "dim"))
    if found.pieces:
        yield line
    cue = f" (“{found.cue}”)" if found.cue else ""
    yield plain(f"  {say('attribution.label')}: {found.rule_label}{cue}; {found.confidence_label}", "dim")
    yield plain(f"  {found.counts}", "dim")
    if found.recalled:
        yield plain(f"  {found.recalled}", "yellow")


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _fidelity(found: Compared) -> Iterator[RenderableType]:
    line = plain(f"  {say('fidelity.label')}: {found.label}", "yellow" if found.flags else "")
    for flag in found.warnings:
        line.append_text(plain(f" [{flag}]", "red"))
    for edit in found.edits:
        line.append_text(plain(" "))
        line.append_text(changes([Words(edit.text, edit.kind)]))
    yield line


def summary(collection: Collection, chosen: Sequence[Statement]) -> Text:
    """How many there are: the line under a list."""
    heads = [head(collection, one).attested.level for one in chosen]
    official = sum(one == "official" for one in heads)
    return plain(f"{count('noun.statement', len(chosen))}, {say('across.official_of', n=official, all=len(chosen))}")
