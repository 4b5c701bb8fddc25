"""Bringing an older database forward, one version at a time.

Owns the list of steps, and the copy of the old database that is kept before the first of them. Never goes back, and
never opens a database that is newer than the program.
"""

from __future__ import annotations

import logging
import sqlite3
from importlib import resources
from pathlib import Path

from tracker.errors import StoreTrouble
from tracker.store.copies import copy_to

#: Step n brings a database from version n to n + 1. The first one makes it.
STEPS: tuple[str, ...] = ("schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql", "schema_5.sql")
SCHEMA_VERSION = len(STEPS)
#: From this version on every table is as it is now, so that a database can be read without being brought forward.
READABLE_FROM = 4
#: "trk1" as SQLite's application id, so that another program's file is not mistaken for ours.
APPLICATION_ID = 0x74726B31
#: What is logged here reaches a person on stderr, whichever verb opened the store.
_LOG = logging.getLogger(__name__)


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the open database to the current version, each step in one transaction; an older one is copied first.

    A step that fails leaves the database as the step before left it, and the copy beside it.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    refuse_newer(version, path)
    kept = kept_name(path, version) if 0 < version < SCHEMA_VERSION else None
    if kept is not None:
        copy_to(connection, kept)
    for number in range(version, SCHEMA_VERSION):
        _step(connection, path, number, kept)
    if kept is not None:
        _LOG.warning(
            "%s: brought from schema %d to %d; the old store is kept as %s", path, version, SCHEMA_VERSION, kept
        )


def kept_name(path: str, version: int) -> Path:
    """Where the copy of a database of an older version lies: beside it, with the version as its ending."""
    return Path(f"{path}.v{version}")


def _step(connection: sqlite3.Connection, path: str, number: int, kept: Path | None) -> None:
    step = resources.files("tracker.store").joinpath(STEPS[number]).read_text("utf-8")
    pragmas = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number + 1};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{step}\n{pragmas}\nCOMMIT;")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if kept is None:
            raise
        raise StoreTrouble(
            f"{path}: schema {number} could not be brought to {number + 1} ({error}); the old store is kept as {kept}: "
            "go on with the program that made it, or move the database away and run `tracker rebuild`"
        ) from error


def refuse_newer(version: int, path: str) -> None:
    """Leave a database of a later schema alone, also where it would only be read."""
    if version > SCHEMA_VERSION:
        raise StoreTrouble(
            f"{path}: made by a newer tracker (schema {version}, this one knows {SCHEMA_VERSION}); update the program"
        )


def refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    """Leave another program's file alone: to be asked before the first pragma that writes."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != APPLICATION_ID and tables:
        raise StoreTrouble(f"{path}: an SQLite file of another program; name another folder with --data")
