"""A store whose file was taken away while its archive stayed.

Owns noticing it. Never puts anything back: that is `tracker rebuild`.
"""

from __future__ import annotations

from tracker.collect.keeping.archive import Archive
from tracker.errors import StoreTrouble
from tracker.store import Store


def refuse_emptied(store: Store, archive: Archive) -> None:
    """Raises StoreTrouble for a store without captures beside an archive that has some.

    To go on would derive nothing, and empty every page.
    """
    if not store.holds_captures() and next(archive.captures(), None) is not None:
        raise StoreTrouble(
            f"{store.path}: holds nothing, but {archive.root} holds what was collected; run `tracker rebuild` first"
        )
