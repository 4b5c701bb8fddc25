"""The names by which texts of a collection are masked: the shipped ones, and those that sources.yaml adds.

Owns which they are. Never masks anything.
"""

from __future__ import annotations

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.store import Store


def names_of(store: Store) -> Gazetteer:
    """The names by which matching masks in this collection."""
    states = store.states()
    return default_gazetteer().with_names(states, store.known_issuers()) if states else default_gazetteer()
