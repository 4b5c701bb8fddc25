"""Reading: bytes to text, texts to sentences, words, names and dates, and what a sentence does and how strongly.

Owns every rule about language. Never reads a clock, a network or the store, and never decides what matches what.
The four names below are loaded when first asked for, so that importing the room costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.language.attributions import attributions as attributions
    from tracker.language.identify import identify as identify
    from tracker.language.moves import moves as moves
    from tracker.language.strength import strength as strength

__all__ = ["attributions", "identify", "moves", "strength"]


class _Room(ModuleType):
    """A package whose public functions bear the names of the modules that hold them.

    Importing such a module would put the module in the function's place; here the function stays.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, getattr(value, name) if name in __all__ and isinstance(value, ModuleType) else value)


sys.modules[__name__].__class__ = _Room


def __getattr__(name: str) -> Any:
    """The public function of the module of the same name, loaded now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{name}"), name)
