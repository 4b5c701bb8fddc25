"""Reading what was collected: renderings, versions, captures, runs and what is known of the sources.

Owns no rule; rows come back as the nouns they were.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from tracker.model import (
    Acknowledgement,
    Capture,
    Channel,
    Form,
    Issuer,
    Notice,
    Part,
    Party,
    Presence,
    Rendering,
    SourceRun,
    State,
    Version,
    Walk,
)
from tracker.store.codec import decode
from tracker.store.rows import rows_of
from tracker.store.sightings import FLAPPING
from tracker.store.writes import APART


class Reads:
    """The reading half of the store for everything that comes from outside."""

    _db: sqlite3.Connection

    def renderings(self, form: Form | None = None) -> list[Rendering]:
        """All renderings with their current text, in the order of their ids."""
        wanted, values = ("WHERE form = ?", (form.value,)) if form else ("", ())
        parties = self._parties("rendering_parties", "rendering")
        query = f"SELECT * FROM renderings {wanted} ORDER BY id"  # noqa: S608  fixed words
        rows, make = rows_of(self._db, Rendering, query, values, without=APART, more=("parties",))
        return [make(row, parties.get(row[0], ())) for row in rows]

    def rendering(self, rendering: str) -> Rendering | None:
        """One rendering, or None."""
        row = self._db.execute("SELECT * FROM renderings WHERE id = ?", (rendering,)).fetchone()
        if row is None:
            return None
        found = self._db.execute("SELECT * FROM rendering_parties WHERE rendering = ? ORDER BY position", (rendering,))
        return decode(
            Rendering, row, without=APART, parties=tuple(_party(each["issuer"], each["part"]) for each in found)
        )

    def versions(self, rendering: str) -> list[Version]:
        """Every text that a rendering has had, in the order in which they were stored."""
        rows = self._db.execute(
            "SELECT versions.*, last_seen FROM versions JOIN sightings ON versions.rendering = sightings.rendering"
            " AND number = version WHERE versions.rendering = ? ORDER BY number",
            (rendering,),
        )
        return [decode(Version, row) for row in rows]

    def edited(self) -> list[str]:
        """The ids of renderings with more than one version."""
        rows = self._db.execute("SELECT rendering FROM versions GROUP BY rendering HAVING count(*) > 1 ORDER BY 1")
        return [row[0] for row in rows]

    def flapping(self) -> list[tuple[str, str]]:
        """Source and address of each rendering that has changed so often that it gets no further versions."""
        rows = self._db.execute(
            "SELECT DISTINCT source, url FROM renderings JOIN versions ON rendering = id WHERE url != ''"
            " GROUP BY id HAVING count(*) > ? ORDER BY 1, 2",
            (FLAPPING,),
        )
        return [(row[0], row[1]) for row in rows]

    def captures(self, source: str | None = None) -> Iterator[Capture]:
        """All captures, oldest first."""
        wanted, values = ("WHERE source = ?", (source,)) if source else ("", ())
        rows = self._db.execute(f"SELECT * FROM captures {wanted} ORDER BY retrieved_at, id", values)  # noqa: S608
        return (decode(Capture, row) for row in rows)

    def capture(self, capture: str) -> Capture | None:
        """One capture, or None."""
        row = self._db.execute("SELECT * FROM captures WHERE id = ?", (capture,)).fetchone()
        return decode(Capture, row) if row else None

    def runs(self, source: str | None = None) -> list[SourceRun]:
        """All passes over a source, or over all, oldest first."""
        wanted, values = ("WHERE source = ?", (source,)) if source else ("", ())
        rows = self._db.execute(f"SELECT * FROM runs {wanted} ORDER BY started_at, source", values)  # noqa: S608
        return [decode(SourceRun, row) for row in rows]

    def presences(self, source: str | None = None) -> list[Presence]:
        """When addresses vanished and returned, of one source or of all, oldest first."""
        wanted, values = ("WHERE source = ?", (source,)) if source else ("", ())
        rows = self._db.execute(f"SELECT * FROM presences {wanted} ORDER BY at, source, url", values)  # noqa: S608
        return [decode(Presence, row) for row in rows]

    def walks(self) -> list[Walk]:
        """How far each backfill has come."""
        return [decode(Walk, row) for row in self._db.execute("SELECT * FROM walks ORDER BY source, url")]

    def acknowledgements(self) -> list[Acknowledgement]:
        """Sources whose trouble somebody knows of."""
        return [
            decode(Acknowledgement, row) for row in self._db.execute("SELECT * FROM acknowledgements ORDER BY source")
        ]

    def notices(self) -> list[Notice]:
        """What the last digest said of each source."""
        return [decode(Notice, row) for row in self._db.execute("SELECT * FROM notices ORDER BY source")]

    def channels(self) -> list[Channel]:
        """The sources as sources.yaml and imports named them last."""
        return [decode(Channel, row) for row in self._db.execute("SELECT * FROM channels ORDER BY id")]

    def states(self) -> list[State]:
        """States that sources.yaml adds."""
        return [decode(State, row) for row in self._db.execute("SELECT * FROM states ORDER BY code")]

    def known_issuers(self) -> list[Issuer]:
        """Issuers that sources.yaml and imports name."""
        return [decode(Issuer, row) for row in self._db.execute("SELECT * FROM known_issuers ORDER BY id")]

    def texts(self) -> dict[str, str]:
        """For every rendering the hash of its current text."""
        rows = self._db.execute(
            "SELECT versions.rendering, sha256 FROM versions JOIN renderings ON id = versions.rendering"
            " AND number = version"
        )
        return {row[0]: row[1] for row in rows}

    def _parties(self, table: str, owner: str) -> dict[str, tuple[Party, ...]]:
        query = f"SELECT {owner}, issuer, part FROM {table} ORDER BY {owner}, position"  # noqa: S608  fixed words
        rows = self._db.execute(query).fetchall()
        return {key: tuple(_party(row[1], row[2]) for row in those) for key, those in groupby(rows, key=itemgetter(0))}


@lru_cache(maxsize=1 << 14)
def _party(issuer: str, part: str) -> Party:
    return Party(issuer, Part(part))
