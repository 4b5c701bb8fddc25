"""Making a great many values that stay, without the search for cycles that their number sets off again and again.

Owns the pause of the garbage collector. Never changes when a value goes that nothing refers to any more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """A stretch in which what is made stays and is in no cycle, as nouns are: a fifth of reading is the search for one.

    May be nested. A collector that was at rest before stays so.
    """
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            # Both together move what was made to the oldest generation, of which the next search knows nothing.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
