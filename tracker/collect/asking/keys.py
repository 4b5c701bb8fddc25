"""The key of a paid interface, by the name that its source gives.

Owns what a usable key looks like. Never reads the environment and never shows a key, not even in part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.errors import Blocked

_USABLE = re.compile(r"[\x21-\x7e]{8,4000}")


def key_named(name: str, tokens: Mapping[str, str]) -> str:
    """The key of that name. Blocked where there is none, or one that cannot be sent in a header."""
    key = tokens.get(name, "").strip()
    if not key:
        raise Blocked(f"no key in the environment variable {name}")
    if not _USABLE.fullmatch(key):
        raise Blocked(f"the key in the environment variable {name} is not one line of at least 8 plain characters")
    return key
