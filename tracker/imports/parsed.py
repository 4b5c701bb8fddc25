"""What one imported file holds.

Owns the shape of the result alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Issuer, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one file holds: renderings in file order, what was skipped as (where, why), and the issuers it names."""

    renderings: tuple[Rendering, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    issuers: tuple[Issuer, ...] = ()
