"""Reading: bytes to text, texts to sentences, words, names and dates, and what a sentence does and how strongly.

Owns every rule about language. Never reads a clock, a network or the store, and never decides what matches what.
The names below are loaded when first asked for, so that importing the room costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.language.attributions import attributions as attributions
    from tracker.language.identify import identify as identify
    from tracker.language.moves import moves as moves
    from tracker.language.strength import strength as strength

__all__ = ["attributions", "identify", "moves", "strength"]


def __getattr__(name: str) -> Any:
    """The public function of the module of the same name."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{name}"), name)
    globals()[name] = found
    return found
