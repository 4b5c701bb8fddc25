"""Whether a visit saw what its source promises.

Owns the counting of a visit and the comparison with `expect:` in sources.yaml, which turns a silent break into a failed
run. Pure: never fetches and never parses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from tracker.collect.parsed import Parsed
from tracker.model import Rendering
from tracker.sources import Expect

#: Shares of fewer items than this are chance.
_ENOUGH = 5


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a visit has met so far; `texts` are the hashes known before it."""

    texts: Mapping[str, str]
    listed: int = 0
    asked: int = 0
    new: int = 0
    edited: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    renderings: dict[str, Rendering] = field(default_factory=dict)

    def read(self, parsed: Parsed) -> None:
        """Counts what one page gave; a text met twice counts once."""
        self.skipped += parsed.skipped
        for rendering in parsed.renderings:
            if rendering.id in self.renderings:
                continue
            self.renderings[rendering.id] = rendering
            known = self.texts.get(rendering.id)
            self.new += known is None
            self.edited += known is not None and known != rendering.sha256

    def trouble_within(self, most: float) -> str:
        """Why the visit was not whole, "" if it was: too much left out, or a list with a hole."""
        found = list(self.trouble)
        met = max(self.asked, len(self.renderings), 1)
        if len(self.skipped) > most * met:
            what, why = self.skipped[0]
            found.append(f"{len(self.skipped)} of {met} items skipped, first {what}: {why}")
        return "; ".join(found)


def shortfall(expect: Expect, tally: Tally) -> str:
    """Which part too many items lack, "" if none: the sign of a changed layout.

    The answers of one briefing are one item; it has a part when one of them has.
    """
    items: dict[str, list[Rendering]] = {}
    for rendering in tally.renderings.values():
        items.setdefault(rendering.url or rendering.id, []).append(rendering)
    if len(items) < _ENOUGH:
        return ""
    fill = expect.fill
    wanted = (
        ("a title", fill.title, _has_title),
        ("a date", fill.date, _has_date),
        ("text", fill.text, partial(_has_text, least=expect.min_chars)),
        ("a speaker", fill.speaker, _has_speaker),
    )
    short = []
    for part, least, has in wanted:
        share = sum(any(has(one) for one in item) for item in items.values()) / len(items)
        if share < least:
            short.append(f"{share:.0%} have {part}, expected {least:.0%}")
    return f"of {len(items)} items " + "; ".join(short) + ": the layout may have changed" if short else ""


def _has_title(rendering: Rendering) -> bool:
    return bool(rendering.title)


def _has_date(rendering: Rendering) -> bool:
    return rendering.published is not None


def _has_text(rendering: Rendering, least: int) -> bool:
    return len(rendering.text) >= least


def _has_speaker(rendering: Rendering) -> bool:
    return bool(rendering.speaker)


def vanished(before: Parsed, now: Parsed) -> tuple[str, ...]:
    """Entries that a list named before and no longer names, though a later entry of then is still there.

    Entries that only fell off the end of a list's window are not meant.
    """
    then, still = _entries(before), set(_entries(now))
    last = max((place for place, entry in enumerate(then) if entry in still), default=-1)
    return tuple(entry for entry in then[:last] if entry not in still)


def _entries(parsed: Parsed) -> list[str]:
    """The addresses of a list's entries in its order, each once."""
    urls = [link.url for link in parsed.links] or [rendering.url for rendering in parsed.renderings]
    return list(dict.fromkeys(url for url in urls if url))
