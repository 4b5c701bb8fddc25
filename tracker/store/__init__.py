"""The store: one SQLite file that holds what was collected and everything derived from it.

Owns the schema, its migrations, reads and writes. Knows the nouns alone: it never parses, matches or fetches.
"""

from tracker.store.database import Store, named, open_store
from tracker.store.dump import dump
from tracker.store.migrations import SCHEMA_VERSION
from tracker.store.sightings import Changes

__all__ = ["SCHEMA_VERSION", "Changes", "Store", "dump", "named", "open_store"]
