"""A formula's template cut into words and slots.

Owns how slots are shown. Never decides what is a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.report.labels import labels

_SLOT = re.compile(r"\{([A-Z_]+)( \d+)?\}|⟨([^⟩]+)⟩")


@dataclass(frozen=True, slots=True)
class Slot:
    """A run of a template: fixed words, or the name of what stands there."""

    text: str
    slot: bool = False


def template(text: str) -> tuple[Slot, ...]:
    """Fixed words and slots, in order."""
    parts: list[Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        if match.start() > at:
            parts.append(Slot(text[at : match.start()]))
        name = match[1] or match[3]
        parts.append(Slot(labels().get(f"slot.{name}", name.lower()) + (match[2] or ""), slot=True))
        at = match.end()
    if at < len(text):
        parts.append(Slot(text[at:]))
    return tuple(parts)


def clipped(parts: tuple[Slot, ...], length: int) -> tuple[Slot, ...]:
    """The beginning of a template, cut at a word where blanks divide words."""
    kept: list[Slot] = []
    room = length
    for part in parts:
        if len(part.text) > room and not part.slot:
            head = part.text[:room]
            kept.append(Slot((head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:") + "…"))
            break
        kept.append(part)
        room -= len(part.text)
    return tuple(kept)


def template_text(text: str) -> str:
    """The template in one line, slots in angle brackets."""
    return in_line(template(text))


def in_line(parts: Iterable[Slot]) -> str:
    """Words and slots in one line, slots in angle brackets."""
    return "".join(f"⟨{one.text}⟩" if one.slot else one.text for one in parts)
