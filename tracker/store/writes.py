"""Writing what was collected: captures, renderings with their versions, runs, and what sources.yaml says.

Owns the rule that nothing is overwritten. Called inside a transaction by the jobs alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from tracker.model import (
    Acknowledgement,
    Capture,
    Channel,
    Issuer,
    Notice,
    Presence,
    Rendering,
    SourceRun,
    State,
    Walk,
)
from tracker.store.codec import encode, insert_sql, names_of
from tracker.store.sightings import Changes, Known, Seen, Sighting, sight

#: Fields of a rendering that live in a table of their own.
APART = ("parties",)


class Writes:
    """The writing half of the store for everything that comes from outside."""

    _db: sqlite3.Connection

    def put_channels(self, channels: Iterable[Channel]) -> None:
        """Remember the sources as sources.yaml has them now; imports keep their own channels."""
        self._db.executemany(insert_sql("channels", Channel, replace=True), [encode(channel) for channel in channels])

    def put_states(self, states: Iterable[State]) -> None:
        """Remember the names of states that sources.yaml adds."""
        self._db.execute("DELETE FROM states")
        self._db.executemany(insert_sql("states", State), [encode(state) for state in states])

    def put_issuers(self, issuers: Iterable[Issuer]) -> None:
        """Remember issuers as sources.yaml has them now."""
        self._db.executemany(insert_sql("known_issuers", Issuer, replace=True), [encode(issuer) for issuer in issuers])

    def add_issuers(self, issuers: Iterable[Issuer]) -> None:
        """Remember issuers that an import names; what is known of one already, from sources.yaml above all, stays."""
        sql = insert_sql("known_issuers", Issuer).replace("INSERT", "INSERT OR IGNORE", 1)
        self._db.executemany(sql, [encode(issuer) for issuer in issuers])

    def add_capture(self, capture: Capture) -> bool:
        """Remember a capture; False if it was known already."""
        cursor = self._db.execute(
            insert_sql("captures", Capture).replace("INSERT", "INSERT OR IGNORE", 1), encode(capture)
        )
        return cursor.rowcount > 0

    def mark_parsed(self, capture: str) -> None:
        """Remember that the items of a capture are stored, so that the next run need not replay it."""
        self._db.execute("INSERT OR IGNORE INTO parsed_captures VALUES (?)", (capture,))

    def forget(self, source: str) -> None:
        """Take out all that was read from the captures of a source, and these: they are about to be read again."""
        read = "(SELECT id FROM renderings WHERE source = ? AND form != 'excerpt')"
        for table in ("versions", "sightings"):
            self._db.execute(f"DELETE FROM {table} WHERE rendering IN {read}", (source,))  # noqa: S608  fixed words
        self._db.execute("DELETE FROM renderings WHERE source = ? AND form != 'excerpt'", (source,))
        self._db.execute(
            "DELETE FROM parsed_captures WHERE capture IN (SELECT id FROM captures WHERE source = ?)", (source,)
        )
        self._db.execute("DELETE FROM captures WHERE source = ?", (source,))
        self._db.execute("DELETE FROM bookmark")  # what lies before it is not all stored any more

    def add_run(self, run: SourceRun) -> None:
        """Remember how one pass over one source ended."""
        self._db.execute(insert_sql("runs", SourceRun, replace=True), encode(run))

    def add_presences(self, presences: Iterable[Presence]) -> None:
        """Remember that addresses vanished or returned; the same event is kept once."""
        sql = insert_sql("presences", Presence, replace=True)
        self._db.executemany(sql, [encode(presence) for presence in presences])

    def put_walk(self, walk: Walk) -> None:
        """Remember how far a backfill has come."""
        self._db.execute(insert_sql("walks", Walk, replace=True), encode(walk))

    def put_acknowledgement(self, known: Acknowledgement) -> None:
        """Remember that the trouble of a source is known; the newest word counts."""
        self._db.execute(insert_sql("acknowledgements", Acknowledgement, replace=True), encode(known))

    def put_notices(self, notices: Iterable[Notice]) -> None:
        """Remember what a digest said."""
        self._db.executemany(insert_sql("notices", Notice, replace=True), [encode(notice) for notice in notices])

    def put_renderings(self, renderings: Iterable[Rendering], seen_at: datetime) -> Changes:
        """Store what a parse found at `seen_at`; every distinct text becomes a version, none is overwritten."""
        changes = Changes()
        for rendering in renderings:
            changes += self._put_rendering(rendering, seen_at)
        return changes

    def _put_rendering(self, rendering: Rendering, seen_at: datetime) -> Changes:
        sighting = sight(self._known_versions(rendering.id), rendering.sha256, seen_at)
        if sighting.seen is Seen.FLAPPING:
            return Changes(flapping=1)
        if sighting.write:
            self._db.execute(
                "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    rendering.id,
                    sighting.number,
                    rendering.sha256,
                    rendering.title,
                    rendering.question,
                    rendering.text,
                    seen_at.isoformat(),
                    rendering.capture,
                ),
            )
        self._see(rendering.id, sighting.number, seen_at)
        if sighting.current:
            self._make_current(rendering, sighting)
        return Changes(
            new=int(sighting.seen is Seen.NEW),
            edited=int(sighting.seen in (Seen.EDITED, Seen.OLDER)),
            same=int(sighting.seen is Seen.SAME),
        )

    def _known_versions(self, rendering: str) -> Sequence[Known]:
        rows = self._db.execute(
            "SELECT number, sha256, first_seen, last_seen FROM versions JOIN sightings"
            " ON versions.rendering = sightings.rendering AND number = version WHERE versions.rendering = ?",
            (rendering,),
        )
        return [Known(row[0], row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3])) for row in rows]

    def _see(self, rendering: str, number: int, seen_at: datetime) -> None:
        self._db.execute(
            "INSERT INTO sightings VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET last_seen = max(last_seen, excluded.last_seen)",
            (rendering, number, seen_at.isoformat()),
        )

    def _make_current(self, rendering: Rendering, sighting: Sighting) -> None:
        """Bring the row up to date; place and time of the first retrieval of a version stay with it."""
        first = self._db.execute(
            "SELECT capture, first_seen FROM versions WHERE rendering = ? AND number = ?",
            (rendering.id, sighting.number),
        ).fetchone()
        cells = list(encode(rendering, without=APART))
        row = dict(zip(rendering_columns(), cells, strict=True))
        row |= {"version": sighting.number, "capture": first[0], "retrieved_at": first[1]}
        if self._stands(tuple(row.values()), rendering):
            return
        self._db.execute("DELETE FROM renderings WHERE id = ?", (rendering.id,))
        insert_rendering(self._db, tuple(row.values()), rendering)

    def _stands(self, cells: tuple[object, ...], rendering: Rendering) -> bool:
        """Whether the row and its parties are there as they would be written: most looks find nothing new."""
        row = self._db.execute("SELECT * FROM renderings WHERE id = ?", (rendering.id,)).fetchone()
        parties = "SELECT issuer, part FROM rendering_parties WHERE rendering = ? ORDER BY position"
        return (
            row is not None
            and tuple(row[name] for name in rendering_columns()) == cells
            and [tuple(one) for one in self._db.execute(parties, (rendering.id,))]
            == [(party.issuer, party.part.value) for party in rendering.parties]
        )


def rendering_columns() -> tuple[str, ...]:
    """The columns of a rendering's own table."""
    return names_of(Rendering, without=APART)


def insert_rendering(db: sqlite3.Connection, cells: tuple[object, ...], rendering: Rendering) -> None:
    """Write one rendering and its parties."""
    db.execute(insert_sql("renderings", Rendering, without=APART), cells)
    db.executemany(
        "INSERT INTO rendering_parties VALUES (?, ?, ?, ?)",
        [(rendering.id, place, party.issuer, party.part.value) for place, party in enumerate(rendering.parties)],
    )
