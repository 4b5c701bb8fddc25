"""Opening the database, and the one object through which every other room reads and writes it.

Owns the connection, its pragmas and the words for what can be wrong with the file. Never decides what is stored.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.errors import StoreTrouble, TrackerError
from tracker.model import TableMeaning
from tracker.store.alerting import Alerting
from tracker.store.bookmarks import Bookmarks
from tracker.store.copies import copy_to
from tracker.store.derived import DerivedWrites
from tracker.store.lately import Lately
from tracker.store.marks import Marks
from tracker.store.migrations import READABLE_FROM, SCHEMA_VERSION, migrate, refuse_foreign, refuse_newer
from tracker.store.reads import Reads
from tracker.store.results import Results
from tracker.store.searching import Searching
from tracker.store.segments import Segments
from tracker.store.writes import Writes

#: Seconds to wait for another process that writes; a match of a large corpus commits within it.
BUSY_SECONDS = 20.0


class Store(Reads, Lately, Results, Searching, Writes, DerivedWrites, Bookmarks, Segments, Marks, Alerting):
    """The open database. A context manager; writes happen inside `transaction()` and are all or nothing."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self._db.close()

    def renew(self) -> None:
        """Read on through a connection of this process, as a copy of the process (fork) must that got an open one.

        The one that it got is neither used nor closed here: it belongs to whoever opened it.
        """
        self._got = self._db
        self._db = _connect(self.path, read_only=True)
        self.hold()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is stored together, or nothing of it."""
        with named(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def copy_to(self, target: Path) -> None:
        """Write all that is stored to one other file, also while somebody else reads or writes."""
        with named(target):
            copy_to(self._db, target)

    def check(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when all is well."""
        with named(self.path):
            lines = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        return [line for line in lines if line != "ok"]

    def meanings(self) -> list[TableMeaning]:
        """What every table and view holds and what its columns mean, by class and name; nothing before schema 5."""
        if self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'columns_by_table'").fetchone() is None:
            return []
        own = {(row[0], row[1]): row[2] for row in self._db.execute('SELECT "of", name, meaning FROM columns_by_table')}
        found = []
        for row in self._db.execute("SELECT name, class, meaning FROM tables_by_class ORDER BY class, name").fetchall():
            names = [column[0] for column in self._db.execute("SELECT name FROM pragma_table_info(?)", (row[0],))]
            said = {name: own.get((row[0], name), own.get(("*", name), "")) for name in names}
            columns = tuple((name, meaning) for name, meaning in said.items() if meaning)
            found.append(TableMeaning(name=row[0], kind=row[1], meaning=row[2], columns=columns))
        return found

    def tables(self, kind: str) -> list[str]:
        """The names of the tables of one class: derived, record, operational or view."""
        rows = self._db.execute("SELECT name FROM tables_by_class WHERE class = ? ORDER BY name", (kind,))
        return [row[0] for row in rows]


def open_store(path: Path, *, read_only: bool = False, threads: bool = False) -> Store:
    """Open the database at `path`, made or brought forward as needed; StoreTrouble says what is wrong with it.

    With `threads` several threads may read through it: SQLite takes their questions in turn.
    """
    with named(path):
        if read_only and not path.is_file():
            raise StoreTrouble(f"{path}: no database there; run `tracker collect` or `tracker import` first")
        connection = _connect(path, read_only=read_only, threads=threads)
        try:
            _prepare(connection, path, read_only=read_only)
        except (sqlite3.Error, TrackerError):
            connection.close()
            raise
    return Store(connection, path)


def _connect(path: Path, *, read_only: bool, threads: bool = False) -> sqlite3.Connection:
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Where nothing may be written, SQLite cannot share the file with a writer; without a log beside it there is none.
    alone = read_only and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if alone else ''}"
    connection = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=not threads
    )
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        refuse_newer(version := connection.execute("PRAGMA user_version").fetchone()[0], str(path))
        if version < READABLE_FROM:
            raise StoreTrouble(f"{path}: schema {version}, expected {SCHEMA_VERSION}; run `tracker match` to update it")
        return
    refuse_foreign(connection, str(path))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    migrate(connection, str(path))


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into one line that names the file and the next step."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreTrouble(f"{path}: {_advice(str(error))}") from error
    except sqlite3.IntegrityError as error:
        raise StoreTrouble(f"{path}: refused what it was given ({error}); nothing of it was stored") from error
    except sqlite3.ProgrammingError as error:
        raise StoreTrouble(f"{path}: was closed already; open it again") from error
    except sqlite3.DatabaseError as error:
        raise StoreTrouble(
            f"{path}: not a usable database ({error}); move it away and run `tracker rebuild`, nothing archived is lost"
        ) from error
    except OSError as error:
        raise StoreTrouble(f"{path}: {error.strerror or error}") from error


def _advice(said: str) -> str:
    if "locked" in said or "busy" in said:
        return "another tracker is writing; wait for it, or find what holds the file"
    if "full" in said or "disk I/O" in said:
        return "the disk is full or failing; nothing was half-written, make room and run the command again"
    if "readonly" in said or "unable to open" in said:
        return f"cannot be opened ({said}); check that the folder exists and may be written"
    return f"the database said: {said}"
