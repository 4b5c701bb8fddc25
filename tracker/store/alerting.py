"""Which changes alerts have been asked about, and every alert with how far it has come.

Owns these two operational tables. Decides nothing of what is sent.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tracker.model import Alert
from tracker.store.codec import decode, encode, insert_sql


class Alerting:
    """The part of the store that remembers what people were told of changes."""

    _db: sqlite3.Connection

    def alerts_seen(self) -> frozenset[str]:
        """The keys of all changes that the rules were asked about; empty before the first time."""
        return frozenset(row[0] for row in self._db.execute("SELECT thing FROM alerts_seen"))

    def put_alerts_seen(self, things: Iterable[str]) -> None:
        """Remember that the rules were asked about these changes."""
        self._db.executemany("INSERT OR IGNORE INTO alerts_seen VALUES (?)", ((one,) for one in things))

    def alerts(self) -> list[Alert]:
        """Every alert, in the order in which they fired."""
        return [decode(Alert, row) for row in self._db.execute("SELECT * FROM alerts_sent ORDER BY at, rule, thing")]

    def put_alerts(self, alerts: Iterable[Alert]) -> None:
        """Remember alerts as they stand now."""
        self._db.executemany(insert_sql("alerts_sent", Alert, replace=True), [encode(one) for one in alerts])
