"""The keys of paid interfaces, from the environment.

Owns which variables are looked at: those that a source names, and no other. A key is handed on and never kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from tracker.sources import Source


def environment() -> Mapping[str, str]:
    """The variables that the program was started with."""
    return os.environ


def keys_of(sources: Iterable[Source], variables: Mapping[str, str]) -> dict[str, str]:
    """The keys that these sources need, by the names that they give; what is not set is left out."""
    named = {source.token for source in sources if source.token}
    return {name: variables[name] for name in sorted(named) if name in variables}
