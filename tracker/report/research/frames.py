"""The collection as DataFrames and as pages in a notebook: what `tracker.open()` gives.

Owns the names under which a researcher asks for tables, and that words stand whole in them: they are read on the
machine that keeps the store. What may leave it is what `tracker export` writes. Never imports pandas before a frame is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, Self

from tracker.errors import BadConfig, UnknownId
from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.report.reading import Reading
from tracker.report.research.cards import Piece, piece
from tracker.report.research.dtypes import frame
from tracker.report.tables.export import rows
from tracker.report.tables.schema import schema
from tracker.report.views.across import Across, across
from tracker.report.views.formula import FormulaPage, formula_page
from tracker.report.views.incident import IncidentPage, incident_page
from tracker.report.views.sidebyside import SideBySide, sidebyside
from tracker.report.views.statement import StatementPage, statement_page

if TYPE_CHECKING:
    from pandas import DataFrame

Record = dict[str, Any]


class Closing(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Let go of the file."""
        ...


class Frames:
    """One collection, read once and read-only. A context manager; without one it closes when it is forgotten.

    Tables have the columns of `tracker export` (`columns("statements")` says what each means), typed for pandas; counts
    are of statements and incidents, never of pages. Pages have `_repr_html_`: as the last value of a cell they show
    themselves.
    """

    def __init__(self, store: Reading, *, guarded: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self._store = store
        self._guarded = guarded

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        with self._read() as held:
            counts = f"{len(held.statements)} statements, {len(held.formulas)} recurring phrasings"
            return f"<collection of {counts}, {len(held.incidents)} incidents, {len(held.by_issuer)} issuers>"

    def close(self) -> None:
        """Close the store; what was read as a frame stays."""
        closing: Closing | None = self._store if hasattr(self._store, "close") else None  # type: ignore[assignment]
        if closing is not None:
            closing.close()

    @cached_property
    def _collection(self) -> Collection:
        return Collection.read(self._store)

    @contextmanager
    def _read(self) -> Iterator[Collection]:
        with self._guarded():
            yield self._collection

    def table(self, name: str) -> DataFrame:
        """Any table of `tracker export`, by its name; BadConfig names those that there are."""
        if name not in schema():
            raise BadConfig(f"no table {name!r}; there are {', '.join(schema())}")
        with self._read() as held:
            return frame(schema()[name], rows(held, name))

    def columns(self, name: str) -> DataFrame:
        """What each column of a table means: `column`, `type`, `meaning`, `values` (its closed list), `rule`."""
        import pandas as pd  # noqa: PLC0415  two thirds of a second that only frames should cost

        if name not in schema():
            raise BadConfig(f"no table {name!r}; there are {', '.join(schema())}")
        told = [
            {"column": c.name, "type": c.type, "meaning": c.meaning, "values": list(c.values), "rule": c.rule}
            for c in schema()[name].columns
        ]
        return pd.DataFrame(told, columns=["column", "type", "meaning", "values", "rule"])

    def statements(self) -> DataFrame:
        """One row a statement, the unit that is counted.

        `id`, `issuer` (name), `issuer_id`, `country`, `date` as its source states it, `day` (timestamp, missing unless
        known to the day), `language`, `evidence`, `moves` (list), `verb_class` (ordered category) and `intensity`,
        which are two axes and no score, `incidents` (list of ids), `text` (whole), and what else
        `columns("statements")` says.
        """
        return self._whole("statements", lambda held: {(one.id,): one.text for one in held.statements.values()}, "id")

    def passages(self) -> DataFrame:
        """One row a sentence: `statement`, `rendering`, `version`, `start`, `end` (code points), `moves`, `text`."""
        return self._whole(
            "passages",
            lambda held: {(one.id,): one.text for s in held.statements for one in held.passages(s)},
            "id",
        )

    def moves(self) -> DataFrame:
        """One row a sentence and move, with `verb_class`, `intensity` and the event codes for joining."""
        return self.table("moves")

    def formulas(self) -> DataFrame:
        """One row a recurring phrasing, most incidents first.

        `id`, `template` (names, places, dates, numbers as slots), `language`, `moves` (list), `statements`,
        `incidents`, `issuers` (counts), `first_statement`, `first_date`, `first_issuer` (earliest in this
        collection), `last`.
        """
        found = self.table("formulas")
        return found.sort_values(["incidents", "statements", "id"], ascending=[False, False, True], ignore_index=True)

    def uses(self) -> DataFrame:
        """One row a use of a phrasing.

        `formula`, `template`, `statement`, `issuer` (id), `date`, `day`, `incident` (the first), `how` (member,
        occurs_in or reported: only the first two are own words), `similarity` to the leading wording, `flags`
        (list), `text`.
        """
        found = self._whole(
            "uses",
            lambda held: {
                (f.id, u.rendering, u.version, u.start, u.end): u.text for f in held.formulas.values() for u in f.uses
            },
            *("formula", "rendering", "version", "start", "end"),
        )
        with self._read() as held:
            found.insert(1, "template", found["formula"].map({one.id: one.template for one in held.formulas.values()}))
        return found

    def origins(self, statement: str | None = None) -> DataFrame:
        """One row a run of words with where it comes from; of all statements, or of one by its id or an alias.

        `statement`, `rendering`, `start`, `end`, `kind` (own, agreed, stock, matched, new, unknown), `source` (the
        earlier statement), `source_issuer`, `source_date`, `text`. New means: not found earlier in this collection.
        """
        found = self.table("origins")
        return found if statement is None else _only(found, "statement", self._resolved(statement, "statements"))

    def incidents(self) -> DataFrame:
        """One row an incident: `id`, `name`, `date`, `day`, `places`, `kind`, `statements` (lists), `ids`."""
        return self.table("incidents")

    def answers(self, incident: str | None = None) -> DataFrame:
        """One row a statement and the incident that it answers; of all incidents, or of one.

        `incident`, `statement`, `issuer`, `date`, `lag_hours` (between minutes alone), `lag_days_least` and
        `lag_days_most`, and yes or no to the questions: `condemn`, `terrorism`, `names`, `condole`, `backs`,
        `restraint`.
        """
        found = self.table("incident_answers")
        return found if incident is None else _only(found, "incident", self._resolved(incident, "incidents"))

    def observations(self, incident: str | None = None) -> DataFrame:
        """One row an issuer and incident: `state` (spoke, none-found, not-observable) and `reason`.

        Nothing found is not silence: `none-found` says that all known channels were read whole, `not-observable` that
        they were not.
        """
        found = self.table("observations")
        return found if incident is None else _only(found, "incident", self._resolved(incident, "incidents"))

    def issuers(self) -> DataFrame:
        """One row an issuer: `id`, `name`, `kind`, `country`, `parent`, `statements`, `first`, `collected_since`."""
        return self.table("issuers")

    def versions(self) -> DataFrame:
        """One row a text that a page has had: `rendering`, `number`, `first_seen` (UTC), `title`, `text` (as shown)."""
        return self.table("versions")

    def across(self, issuer: str) -> Piece[Across]:
        """One issuer across incidents, by id or by a name ("China MFA"): the page, `view` with its values."""
        with self._read() as held:
            view = across(held, find_issuer(held, issuer))
            return piece("across.html", view, view.name)

    def compare(self, *ids: str, base: str = "") -> Piece[SideBySide]:
        """Two to twelve statements side by side, each cell redlined against `base` (the earliest, if none is given)."""
        with self._read() as held:
            view = sidebyside(held, ids, base=base)
            return piece("compare.html", view, view.title)

    def show(self, thing: str) -> Piece[Any]:
        """The page of one statement, phrasing, incident or issuer, by its id; UnknownId when there is none."""
        with self._read() as held:
            return _shown(held, self._store.resolve(thing))

    def _resolved(self, thing: str, kind: str) -> str:
        with self._read() as held:
            found = self._store.resolve(thing)
            if found not in getattr(held, kind):
                raise UnknownId(f"{thing}: an id, but of none of the {kind}; .{kind}() lists them")
            return found

    def _whole(self, name: str, texts: Callable[[Collection], dict[tuple[Any, ...], str]], *key: str) -> DataFrame:
        """A table with every text whole, found by the columns that tell its rows apart."""
        with self._read() as held:
            known = texts(held)
            made = rows(held, name)
        for row in made:
            row["text"] = known.get(tuple(row[one] for one in key), row["text"])
        return frame(schema()[name], made)


def _shown(held: Collection, thing: str) -> Piece[Any]:
    if thing in held.statements:
        said: StatementPage = statement_page(held, held.statements[thing])
        return piece("statement.html", said, said.title)
    if thing in held.formulas:
        phrase: FormulaPage = formula_page(held, held.formulas[thing])
        return piece("formula.html", phrase, phrase.title)
    if thing in held.incidents:
        event: IncidentPage = incident_page(held, held.incidents[thing])
        return piece("incident.html", event, event.title)
    view = across(held, thing)
    return piece("across.html", view, view.name)


def _only(found: DataFrame, column: str, value: str) -> DataFrame:
    return found[found[column] == value].reset_index(drop=True)
