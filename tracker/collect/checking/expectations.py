"""Whether a visit saw what its source promises.

Owns the counting of a visit and the comparison with `expect:` in sources.yaml and with what is usual, which turns a
silent break into a failed run. Pure: never fetches and never parses.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from tracker.collect.reading.kinds import POSTS
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.tongues import in_other_tongues
from tracker.model import Rendering
from tracker.sources import Expect, Source
from tracker.terms import RunStatus, Verdict

#: Shares of fewer items than this are chance: of so few, something must be missing from all.
_ENOUGH = 5
#: A part that so many items must have may not be missing from all of a few.
_NEARLY_ALL = 0.9
#: A first page with fewer entries than this share of the usual count has lost some.
_STEADY = 0.6
#: So many held items that are gone at once, and none that is there, say that the site has moved.
_MOVED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An item whose answer is not the page that its source promises, though the server said that all is well."""

    url: str
    verdict: Verdict
    reason: str
    fresh: bool


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a visit has met so far; `texts` are the hashes known before it.

    `fresh` are the texts that this visit is judged by: new ones, edited ones, and those that a failed run had brought.
    `wrong` is what makes the run a failed one, `trouble` what only makes it partial. `resumed` counts the items that
    this visit need not ask for, since it goes on with one that was cut short.
    """

    texts: Mapping[str, str]
    listed: int = 0
    first_page: int = 0
    steady: bool = True
    resumed: int = 0
    asked: int = 0
    asked_fresh: int = 0
    gone: int = 0
    new: int = 0
    edited: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    renderings: dict[str, Rendering] = field(default_factory=dict)
    fresh: dict[str, Rendering] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)

    def read(self, parsed: Parsed, *, settled: Mapping[str, str] | None = None, flapping: Container[str] = ()) -> None:
        """Counts what one page gave; a text met twice counts once, and one at a flapping address never as edited.

        `settled` are the texts that need no second look, where they are fewer than those known.
        """
        self.skipped += parsed.skipped
        self.titles += [link.title for link in parsed.links]
        for rendering in parsed.renderings:
            if rendering.id in self.renderings:
                continue
            self.renderings[rendering.id] = rendering
            known = self.texts.get(rendering.id)
            self.new += known is None
            self.edited += known is not None and known != rendering.sha256 and rendering.url not in flapping
            if (self.texts if settled is None else settled).get(rendering.id) != rendering.sha256:
                self.fresh[rendering.id] = rendering

    def trouble_within(self, most: float) -> str:
        """Why the visit was not whole, "" if it was: too much left out, or a list with a hole."""
        found = list(self.trouble)
        met = max(self.asked, len(self.renderings), 1) + self.resumed
        if len(self.skipped) > most * met:
            what, why = self.skipped[0]
            found.append(f"{len(self.skipped)} of {met} items skipped, first {what}: {why}")
        if self.gone >= _MOVED and self.gone == self.asked:
            found.append(f"all {self.gone} items looked at again are gone: the site may have moved")
        return "; ".join(found)


def below_usual(expect: Expect, tally: Tally, usual: int) -> list[str]:
    """Why the first page cannot be whole, if it cannot; `usual` is 0 while its usual count is not known."""
    count = tally.first_page
    if not (expect.steady and tally.steady) or count >= _STEADY * usual:
        return []
    lost = f"the first page lists {count} entries, usually {usual}: some of them are not found any more"
    return [f"{lost} (where a list ebbs by nature, set expect.steady: false)"]


def unreadable(tally: Tally) -> tuple[RunStatus, str] | None:
    """Failed or blocked, where not one of the items asked for, or of the new ones, was the page it should be."""
    fresh = [one for one in tally.unread if one.fresh]
    for unread, asked, what in ((fresh, tally.asked_fresh, "new items"), (tally.unread, tally.asked, "items")):
        if unread and len(unread) + (tally.gone if unread is tally.unread else 0) == asked:
            blocked = all(one.verdict is Verdict.BLOCKED for one in unread)
            reason = f"none of {asked} {what} could be read, first {unread[0].url}: {unread[0].reason}"
            return (RunStatus.BLOCKED if blocked else RunStatus.FAILED), reason
    return None


def shortfall(source: Source, tally: Tally) -> str:
    """What too many items lack, or that they are in another language; "" if nothing: the sign of a changed layout.

    What is new is judged by itself, so that what is known does not outvote it, and then all that was read.
    """
    fresh, every = list(tally.fresh.values()), list(tally.renderings.values())
    lacking = _lacking(source, fresh)
    if not lacking and len(_items(every)) >= _ENOUGH:
        lacking = _lacking(source, every)
    return "; ".join(one for one in (*tally.wrong, lacking, _foreign(source, tally)) if one)


def _foreign(source: Source, tally: Tally) -> str:
    """The language of what is new, and of the list's titles where nothing is."""
    if not source.expect.language:
        return ""
    texts = [one.text for one in tally.fresh.values()] or ["\n".join(tally.titles)]
    found = in_other_tongues(texts, source.languages)
    return found if tally.fresh or not found else f"of the list's titles {found}"


def _lacking(source: Source, renderings: Sequence[Rendering]) -> str:
    """Which part too many items lack; of a few items, one that they nearly all must have and that none has.

    The answers of one briefing are one item; it has a part when one of them has.
    """
    items, fill = _items(renderings), source.expect.fill
    # a post may be two words long; a page may not
    least = 1 if source.kind in POSTS else source.expect.min_chars
    wanted = (
        ("a title", fill.title, _has_title),
        ("a date", fill.date, _has_date),
        ("text", fill.text, partial(_has_text, least=least)),
        ("a speaker", fill.speaker, _has_speaker),
    )
    short = [_short(items, part, share, has) for part, share, has in wanted if items]
    found = "; ".join(one for one in short if one)
    return f"of {len(items)} items {found}: the layout may have changed" if found else ""


def _short(items: Sequence[Sequence[Rendering]], part: str, least: float, has: Callable[[Rendering], bool]) -> str:
    share = sum(any(has(one) for one in item) for item in items) / len(items)
    enough = share >= least if len(items) >= _ENOUGH else share > 0 or least < _NEARLY_ALL
    return "" if enough else f"{share:.0%} have {part}, expected {least:.0%}"


def _items(renderings: Iterable[Rendering]) -> Sequence[Sequence[Rendering]]:
    items: dict[str, list[Rendering]] = {}
    for rendering in renderings:
        items.setdefault(rendering.url or rendering.id, []).append(rendering)
    return list(items.values())


def _has_title(rendering: Rendering) -> bool:
    return bool(rendering.title)


def _has_date(rendering: Rendering) -> bool:
    return rendering.published is not None


def _has_text(rendering: Rendering, least: int) -> bool:
    return len(rendering.text) >= least


def _has_speaker(rendering: Rendering) -> bool:
    return bool(rendering.speaker)
