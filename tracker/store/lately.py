"""What the next run needs of a long history: the newest of each kind, looked up and not read through.

Owns the lookups, each of which costs as much after years as on the first day. Owns no rule: what the captures and runs
that it gives say is decided by whoever asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tracker.model import Capture, SourceRun
from tracker.store.codec import decode
from tracker.terms import RunStatus, Verdict

_WHOLE = "status IN ('complete', 'unchanged')"
_TRIED = "status NOT IN ('not-due', 'disabled')"
_GROUP = "source = ? AND role = ? AND url = ? AND verdict = ? AND status = ?"
#: One kind of answer of one address: role, url, verdict, status.
_Kind = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Of one source: captures in the order of their making, and runs, oldest first; not all, but all that tell."""

    captures: tuple[Capture, ...] = ()
    runs: tuple[SourceRun, ...] = ()


class Lately:
    """The part of the store that looks up instead of reading through."""

    _db: sqlite3.Connection

    def holds_captures(self) -> bool:
        """Whether anything was ever stored."""
        return self._db.execute("SELECT 1 FROM captures LIMIT 1").fetchone() is not None

    def left(self, captures: Iterable[str]) -> list[str]:
        """Of these captures, in their order, those that a killed run left: not stored, or good and not read."""
        sql = (
            "SELECT 1 FROM captures WHERE id = ?"
            " AND (verdict != 'good' OR EXISTS (SELECT 1 FROM parsed_captures WHERE capture = id))"
        )
        return [one for one in captures if self._db.execute(sql, (one,)).fetchone() is None]

    def holder(self, sha256: str) -> Capture | None:
        """The newest capture whose own record holds that body."""
        sql = "SELECT * FROM captures WHERE sha256 = ? AND revisits IS NULL ORDER BY retrieved_at DESC LIMIT 1"
        row = self._db.execute(sql, (sha256,)).fetchone()
        return decode(Capture, row) if row else None

    def source_of(self, capture: str) -> str | None:
        """The source of a stored capture."""
        row = self._db.execute("SELECT source FROM captures WHERE id = ?", (capture,)).fetchone()
        return row[0] if row else None

    def collected_sources(self) -> list[str]:
        """The sources of which something was collected; files that were taken in are of none."""
        sql = "SELECT source FROM captures WHERE source > ? AND role != 'import' ORDER BY source LIMIT 1"
        found, row = list[str](), ("",)
        while row := self._db.execute(sql, (row[0],)).fetchone():
            found.append(row[0])
        return found

    def holds_run(self, source: str, started_at: datetime) -> bool:
        """Whether that pass is stored."""
        sql = "SELECT 1 FROM runs WHERE source = ? AND started_at = ?"
        return self._db.execute(sql, (source, started_at.isoformat())).fetchone() is not None

    def passes_near(self, source: str, now: datetime, span: timedelta) -> list[SourceRun]:
        """The passes over a source that began within a span of now, on either side."""
        sql = "SELECT * FROM runs WHERE source = ? AND started_at BETWEEN ? AND ?"
        return _runs(self._db.execute(sql, (source, (now - span).isoformat(), (now + span).isoformat())))

    def last_run(self, source: str) -> SourceRun | None:
        """The newest pass over a source."""
        sql = "SELECT * FROM runs WHERE source = ? ORDER BY started_at DESC LIMIT 1"
        row = self._db.execute(sql, (source,)).fetchone()
        return decode(SourceRun, row) if row else None

    def runs_since(self, source: str, moment: datetime) -> list[SourceRun]:
        """The passes over a source that ended after that moment."""
        sql = "SELECT * FROM runs WHERE source = ? AND ended_at > ?"
        return _runs(self._db.execute(sql, (source, moment.isoformat())))

    def last_runs(self, source: str, count: int) -> list[SourceRun]:
        """The last so many passes that asked for something, and as many of those that were whole, and had news."""
        return _runs(self._last_runs(source, count))

    def bounding_runs(self) -> list[SourceRun]:
        """Of each source the first whole pass, the last one, the last at all, and those that reached back to a day."""
        ends = ("ASC", "DESC")
        queries = [f"{_WHOLE} ORDER BY started_at {end} LIMIT 1" for end in ends]
        queries += [f"{_TRIED} ORDER BY started_at DESC LIMIT 1", "reached IS NOT NULL"]
        found = (self._some(source, query) for source in self._sources() for query in queries)
        return _runs(row for rows in found for row in rows)

    def history(self, source: str, *, runs: int, sample: int) -> History:
        """What tells of a source: each address's oldest and newest answer of a kind, what a run left, the last runs.

        Behind an answer that no finished run made the one before it follows, until one did; and the newest good ones
        made by a whole run are there, of the items so many as `sample` says.
        """
        teller = _Teller(self._db, source)
        teller.tell(sample)
        for row in self._last_runs(source, runs):
            teller.keep_run(row)
        captures = (decode(Capture, row) for row in teller.captures.values())
        return History(
            captures=tuple(sorted(captures, key=lambda one: (one.retrieved_at, one.id))),
            runs=tuple(_runs(teller.runs.values())),
        )

    def _last_runs(self, source: str, count: int) -> Iterator[sqlite3.Row]:
        for wanted in (_TRIED, f"{_WHOLE} AND first_page > 0", f"{_WHOLE} AND new > 0", _WHOLE):
            yield from self._some(source, f"{wanted} ORDER BY started_at DESC LIMIT {count:d}")

    def _some(self, source: str, wanted: str) -> sqlite3.Cursor:
        return self._db.execute(f"SELECT * FROM runs WHERE source = ? AND {wanted}", (source,))  # noqa: S608  fixed words

    def _sources(self) -> Iterator[str]:
        row = ("",)
        while row := self._db.execute("SELECT source FROM runs WHERE source > ? LIMIT 1", (row[0],)).fetchone():
            yield row[0]


class _Teller:
    """Looks up what tells of one source, and keeps it as rows, each once."""

    def __init__(self, db: sqlite3.Connection, source: str) -> None:
        self._db = db
        self._source = source
        self.captures: dict[str, Any] = {}
        self.runs: dict[str, Any] = {}
        whole = self._run(f"{_WHOLE} ORDER BY started_at DESC LIMIT 1")
        self._whole_until: str = whole["ended_at"] if whole else ""

    def keep_run(self, row: sqlite3.Row) -> None:
        """Keeps a run, each once."""
        self.runs[row["started_at"]] = row

    def tell(self, sample: int) -> None:
        """Looks up everything."""
        trusted: dict[str, str] = {}
        for kind in self._kinds():
            role, url, verdict, _ = kind
            self._oldest(kind)
            row, run = self._walk(kind, _any)
            if verdict == Verdict.GOOD and self._whole_until and not (run and _whole(run)):
                row, run = self._walk(kind, _whole, before=self._whole_until)
            if role == "item" and verdict == Verdict.GOOD and row is not None and run is not None and _whole(run):
                trusted[url] = max(trusted.get(url, ""), row["retrieved_at"])
        newest = set(sorted(trusted, key=lambda url: trusted[url], reverse=True)[:sample])
        for kind in [one for one in self._kinds("item") if one[1] in newest and one[2] == Verdict.GOOD]:
            self._walk(kind, _whole, before=self._whole_until, times=sample)
        self._unfinished()

    def _kinds(self, *roles: str) -> Iterator[_Kind]:
        """Every kind of answer of every address."""
        sql = (
            "SELECT url, verdict, status FROM captures WHERE source = ? AND role = ?"
            " AND (url, verdict, status) > (?, ?, ?) ORDER BY url, verdict, status LIMIT 1"
        )
        for role in roles or ("list", "item"):
            found = ("", "", 0)
            while found := self._db.execute(sql, (self._source, role, *found)).fetchone():
                yield role, found[0], found[1], found[2]

    def _oldest(self, kind: _Kind) -> None:
        sql = f"SELECT * FROM captures WHERE {_GROUP} ORDER BY retrieved_at LIMIT 1"  # noqa: S608  fixed words
        for row in self._db.execute(sql, (self._source, *kind)):
            self.captures[row["id"]] = row

    def _walk(
        self, kind: _Kind, enough: Callable[[sqlite3.Row], bool], *, before: str = "~", times: int = 1
    ) -> tuple[sqlite3.Row | None, sqlite3.Row | None]:
        """Keeps captures of a kind with the runs that made them, newest first, until so many runs are enough."""
        sql = f"SELECT * FROM captures WHERE {_GROUP} AND retrieved_at <= ? ORDER BY retrieved_at DESC"  # noqa: S608  fixed words
        for row in self._db.execute(sql, (self._source, *kind, before)):
            self.captures[row["id"]] = row
            run = self._run(f"ended_at >= ? AND {_TRIED} ORDER BY ended_at LIMIT 1", row["retrieved_at"])
            if run is None or run["started_at"] > row["retrieved_at"]:
                continue
            self.keep_run(run)
            times -= enough(run)
            if times == 0:
                return row, run
        return None, None

    def _unfinished(self) -> None:
        """Keeps what was captured after the last run had ended: a visit that was cut short."""
        last = self._run(f"{_TRIED} ORDER BY started_at DESC LIMIT 1")
        sql = "SELECT * FROM captures WHERE source = ? AND retrieved_at > ?"
        for row in self._db.execute(sql, (self._source, last["ended_at"] if last else "")):
            self.captures[row["id"]] = row

    def _run(self, wanted: str, *values: str) -> sqlite3.Row | None:
        sql = f"SELECT * FROM runs WHERE source = ? AND {wanted}"  # noqa: S608  fixed words
        found: sqlite3.Row | None = self._db.execute(sql, (self._source, *values)).fetchone()
        return found


def _any(_: sqlite3.Row) -> bool:
    return True


def _whole(run: sqlite3.Row) -> bool:
    return RunStatus(run["status"]).moves_mark


def _runs(rows: Iterable[Any]) -> list[SourceRun]:
    """Each run once, oldest first."""
    once = {(row["started_at"], row["source"]): row for row in rows}
    return [decode(SourceRun, once[key]) for key in sorted(once)]
