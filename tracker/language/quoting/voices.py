"""A source once it is read: who speaks, in which office, for which issuer, by which rule and how surely.

Owns the values that pass from the cast of an article to its attributions. Never reads a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Issuer

ARTICLE = re.compile(r"^(?:the|an?|one|another|his|her|its|their|our)\s+", re.IGNORECASE)
_SPOKES = re.compile(r"(?:[’']s)?\s*\bspokes\w+(?:\s(?:of|for|at|from))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source read: person and role as the article names them, the body's words and issuer where they can be told."""

    speaker: str = ""
    role: str = ""
    issuer: str | None = None
    issuer_id: str | None = None
    country: str | None = None
    rule: str = "unknown"
    confidence: float = 0.5
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An issuer with the words that named it, the rule and how sure."""

    issuer: Issuer | None = None
    words: str = ""
    rule: str = "unknown"
    sure: float = 0.5
    others: tuple[str, ...] = ()


def voice_of(placed: Placed, *, speaker: str = "", role: str = "", sure: float = 1.0) -> Voice:
    """The voice of a placed issuer, its words without article and "spokesperson"."""
    issuer = placed.issuer
    words = ARTICLE.sub("", _SPOKES.sub(" ", placed.words)).strip(" ,") if placed.words else ""
    return Voice(
        speaker=speaker,
        role=role,
        issuer=(words or issuer.name) if issuer else None,
        issuer_id=issuer.id if issuer else None,
        country=issuer.country if issuer else None,
        rule=placed.rule,
        confidence=round(placed.sure * sure, 2),
        others=placed.others,
    )
