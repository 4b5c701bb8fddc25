"""Reading: bytes to text, texts to sentences, words, names and dates, and what a sentence does and how strongly.

Owns every rule about language. Never reads a clock, a network or the store, and never decides what matches what.
The four names below are loaded when first asked for, so that importing the room costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.language.evaluating.moves import moves
    from tracker.language.evaluating.strength import strength
    from tracker.language.quoting.attributions import attributions
    from tracker.language.texts.identify import identify

__all__ = ["attributions", "identify", "moves", "strength"]

_HOMES = {"attributions": "quoting", "identify": "texts", "moves": "evaluating", "strength": "evaluating"}


def __getattr__(name: str) -> Any:
    """The public function of this name, loaded now."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}.{name}"), name)
    globals()[name] = value
    return value
