"""One issuer across incidents: which words it used before, after which incidents, and what changed.

Owns the columns of the main view: which statements stand in it, in which order, on which page. Never fills the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.model import Evidence, Formula, Statement, When
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import Link, page, slug
from tracker.report.moments import moment, order, without_day
from tracker.report.rights import shown_text
from tracker.report.template import template_text
from tracker.report.views.bands import Band, formula_band, move_bands, reported_bands
from tracker.report.views.evidence import Head, attested, head, step, stepped
from tracker.report.views.likewise import beside_last
from tracker.report.views.statement import title_of

#: More columns than this are put on pages of earlier statements: eight can be seen at once on a wide screen.
WIDTH = 8
#: Statements named where none has a column.
NAMED = 12
#: Rows beyond this are listed by name alone.
HEIGHT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """The official English of a statement as its rights allow; all but the label is empty where there is none."""

    label: str
    href: str = ""
    language: str = "en"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One statement. `english` stands beside an original in another language alone."""

    head: Head
    english: English | None
    step: str
    joint_with: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring columns about one incident."""

    incident: Link
    date: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """The page of one issuer.

    `pages` link to its earlier columns, `others` to formulas that found no row, `said` to the latest statements where
    none has a column.
    """

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
    said: tuple[Link, ...]

    @property
    def translated(self) -> bool:
        """Whether any column has an official English text beside its original."""
        return any(one.english and one.english.href for one in self.columns)

    @property
    def size(self) -> str:
        """How many columns and rows there are, in words: a table that scrolls by itself does not show it."""
        rows = count("noun.row", sum(len(band.rows) for band in self.bands))
        return f"{count('noun.statement', len(self.columns))} · {rows}"

    @property
    def habits(self) -> str:
        """The page of its habits, beside this one."""
        return page("habits", self.id)


def spread(collection: Collection, issuer: str) -> list[tuple[str, ...]]:
    """The statements of an issuer in pages of columns: the latest eight first, then full pages from the oldest on.

    Only statements of the default filter or with a recurring phrasing get a column; where those are more than one page
    holds, only those about an incident do, and what has no date is no latest. Counting from the oldest keeps earlier
    pages unchanged when statements are added.
    """
    columns = _ordered(collection, issuer)
    if len(columns) > WIDTH:
        about = [one for one in columns if _incident(collection, one)]
        columns = sorted(about if len(about) > 1 else columns, key=lambda s: bool(begun(collection, s.id)))
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
    return (*order(_when(collection, statement)), _incident(collection, statement))


def _when(collection: Collection, statement: Statement) -> When | None:
    held = collection.incidents.get(_incident(collection, statement))
    return held.start if held and held.start else statement.date


def begun(collection: Collection, statement: str) -> str:
    """The day by which a column is ordered: the incident's first, else the statement's; empty when neither is known."""
    when = _when(collection, collection.statements[statement])
    return when.iso[:10] if when else ""


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
    """The view of one issuer over the given statements (the latest eight, if none are given).

    An earlier `part` counts its own columns alone, so that it stays as it is when statements are added.
    """
    held = collection.issuers.get(issuer)
    chosen = [collection.statements[one] for one in (spread(collection, issuer)[0] if columns is None else columns)]
    own = chosen if part else collection.by_issuer.get(issuer, ())
    formulas = _formulas(collection, chosen)
    dated = [one for one in own if one.date]
    bands = [formula_band(collection, chosen, one) for one in formulas[:HEIGHT]]
    return Across(
        id=issuer,
        name=collection.issuer_name(issuer),
        kind=say(f"issuer_kind.{held.kind}") if held else "",
        country=(held.country or "") if held else "",
        parent=collection.issuer_link(held.parent) if held and held.parent else None,
        children=tuple(collection.issuer_link(one.id) for one in collection.issuers.values() if one.parent == issuer),
        facts=_facts(collection, issuer, own),
        first=moment(dated[0].date).iso[:10] if dated else "",
        last=moment(dated[-1].date).iso[:10] if dated else "",
        groups=_groups(collection, chosen),
        columns=tuple(_column(collection, issuer, one, chosen[:at]) for at, one in enumerate(chosen)),
        bands=(*bands, *move_bands(collection, chosen, formulas[:HEIGHT]), *reported_bands(collection, chosen)),
        others=tuple(Link(template_text(one.template), page("formulas", one.id)) for one in formulas[HEIGHT:]),
        pages=tuple(pages),
        left_out="" if part else _left_out(collection, issuer, own),
        title=title,
        said=() if chosen else tuple(_said(collection, one) for one in [*own][: -NAMED - 1 : -1]),
    )


def _said(collection: Collection, statement: Statement) -> Link:
    rendering = collection.main(statement)
    how = attested(collection, rendering, statement.evidence).text
    return Link(f"{title_of(collection, statement)} · {how}", page("statements", statement.id))


def _facts(collection: Collection, issuer: str, own: Sequence[Statement]) -> tuple[str, ...]:
    incidents = {incident for one in own for incident in one.incidents}
    official = sum(one.evidence is Evidence.OFFICIAL for one in own)
    return (
        count("noun.statement", len(own)),
        count("noun.incident", len(incidents)),
        say("across.official_of", n=official, all=len(own)),
        since(collection, issuer),
    )


def since(collection: Collection, issuer: str | None) -> str:
    """From when on an issuer is collected, in words: what stands beside every count of its statements."""
    if not issuer:
        return ""
    day = collection.begins(issuer)
    return say("coverage.begins", day=day) if day else collection.since(issuer)


def _left_out(collection: Collection, issuer: str, own: Sequence[Statement]) -> str:
    shown = sum(_has_column(collection, one) for one in own)
    # The last full page of earlier ones may repeat some of the latest.
    columns = {one for part in spread(collection, issuer) for one in part}
    plain, general = len(own) - shown, shown - len(columns)
    parts = (plain, "across.left_out"), (general, "across.left_out_general")
    return " ".join(say(key, n=count("noun.statement", number)) for number, key in parts if number)


def _groups(collection: Collection, chosen: Sequence[Statement]) -> tuple[Group, ...]:
    groups = []
    for incident, members in groupby(chosen, key=lambda s: _incident(collection, s)):
        held = collection.incidents.get(incident)
        link = collection.incident_link(incident) if held else Link(say("across.no_incident"))
        date = moment(held.start).text if held and held.start else ""
        link = Link(without_day(link.name), link.href) if date else link
        groups.append(Group(incident=link, date=date, width=len(list(members))))
    return tuple(groups)


def _column(collection: Collection, issuer: str, statement: Statement, before: Sequence[Statement]) -> Column:
    like = [one for one in before if _steps(one) and one.language == statement.language]
    others = [party.issuer for party in statement.parties if party.issuer != issuer]
    return Column(
        head=head(collection, statement),
        english=english(collection, statement),
        step=step(like[-1].strength, statement.strength) if like and _steps(statement) else "",
        joint_with=", ".join(collection.issuer_name(one) for one in dict.fromkeys(others)),
        beside=beside_last(collection, statement),
    )


def _steps(statement: Statement) -> bool:
    """Whether a statement's strength may be set against another's: its own words, dated, about an incident."""
    return stepped(statement) and statement.date is not None and bool(statement.incidents)


def english(collection: Collection, statement: Statement) -> English | None:
    """The issuer's own English beside an original in another language; nothing is translated here.

    None for what is said in English and for what only reporters tell.
    """
    if _base(statement.language) == "en" or not statement.evidence.own_words:
        return None
    for one in statement.renderings:
        held = collection.renderings.get(one)
        if held and held.evidence is Evidence.OFFICIAL and _base(held.language) == "en":
            return English(
                label=say("across.official_english"),
                href=f"{page('statements', statement.id)}#{slug(held.id)}",
                language=held.language,
                text=shown_text(held.text, collection.visible(statement, held)) or say("rights.link"),
            )
    return English(label=say("across.no_english"))


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


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
