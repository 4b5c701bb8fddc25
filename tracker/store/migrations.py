"""Bringing an older database forward, one version at a time.

Owns the list of steps. Never goes back, and never opens a database that is newer than the program.
"""

from __future__ import annotations

import sqlite3
from importlib import resources

from tracker.errors import StoreTrouble

#: Step n brings a database from version n to n + 1. The first one makes it.
STEPS: tuple[str, ...] = ("schema.sql", "schema_2.sql")
SCHEMA_VERSION = len(STEPS)
#: "trk1" as SQLite's application id, so that another program's file is not mistaken for ours.
APPLICATION_ID = 0x74726B31


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the open database to the current version, each step in one transaction."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreTrouble(
            f"{path}: made by a newer tracker (schema {version}, this one knows {SCHEMA_VERSION}); update the program"
        )
    for number in range(version, SCHEMA_VERSION):
        step = resources.files("tracker.store").joinpath(STEPS[number]).read_text("utf-8")
        pragmas = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number + 1};"
        connection.executescript(f"BEGIN IMMEDIATE;\n{step}\n{pragmas}\nCOMMIT;")


def refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    """Leave another program's file alone: to be asked before the first pragma that writes."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != APPLICATION_ID and tables:
        raise StoreTrouble(f"{path}: an SQLite file of another program; name another folder with --data")
