"""A sources.yaml that is another collection's.

Owns noticing it before anything is derived by it. Never says which file is the right one.
"""

from __future__ import annotations

from pathlib import Path

from tracker.errors import BadConfig
from tracker.sources import Registry
from tracker.store import Store


def refuse_strangers(store: Store, registry: Registry, path: Path) -> None:
    """Raises BadConfig where the file describes none of the sources that were collected here.

    Names of states, corrections and agreed texts come with it: by another collection's everything would be derived
    otherwise, and nobody told. Files that were imported need no description.
    """
    held = store.collected_sources()
    if held and not {source.id for source in registry.sources}.intersection(held):
        raise BadConfig(
            f"{path}: describes none of the {len(held)} sources that {store.path.parent} was collected from (such as"
            f" {held[0]}); name the file that does with --sources"
        )
