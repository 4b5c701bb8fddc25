"""Pictures of time as values: who did what when, in lanes, and how much there was, in bars.

Owns where marks, bars and labels stand. Never holds markup, and never shows what the table beside it does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.model import When

#: In units of the drawing, which are pixels at its natural size: letters stay legible on a narrow screen by scrolling.
WIDTH, LABELS, ROW, HEAD, EDGE = 900, 290, 26, 26, 14
#: Marks nearer than this are one mark.
NEAR = 7
#: A label of an axis needs this much room.
ROOM = 46
#: Letters of a lane's label that find room.
LETTERS = 40
BARS, BAR_HEIGHT = 720, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a mark stands for. `shape` is full, hollow or square: told by form, never by colour alone."""

    when: When
    text: str
    shape: str = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark of a lane, or several that stand too near to be told apart."""

    x: int
    shape: str
    text: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row: its label, where it stands, its marks."""

    label: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes over one axis of time. `left` is where the axis begins; ticks are (x, text, anchor)."""

    title: str
    text: str
    width: int
    height: int
    left: int
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: where it stands, how high it is, what it counts."""

    x: int
    y: int
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Counts over time. Ticks are (x, text); `most` is the count of the highest bar."""

    title: str
    text: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, str], ...]
    most: int


def timeline(title: str, text: str, lanes: Iterable[tuple[str, Sequence[Event]]]) -> Timeline | None:
    """Events of several lanes over the time that they span together; nothing without a dated event."""
    held = [(label, events) for label, events in lanes if events]
    whens = [one.when for _, events in held for one in events]
    if not whens:
        return None
    low = min(one.start.timestamp() for one in whens)
    span = max(max(one.start.timestamp() for one in whens) - low, 1.0)
    length = WIDTH - LABELS - 2 * EDGE
    left = LABELS + EDGE

    def place(when: When) -> int:
        return left + round((when.start.timestamp() - low) / span * length)

    return Timeline(
        title=title,
        text=text,
        width=WIDTH,
        height=HEAD + ROW * len(held) + 4,
        left=left,
        lanes=tuple(
            Lane(label=_short(label), y=HEAD + ROW * at + ROW // 2, marks=_marks([(place(e.when), e) for e in events]))
            for at, (label, events) in enumerate(held)
        ),
        ticks=_ticks(whens, left, place),
    )


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else label[: LETTERS - 1].rstrip() + "…"


def _marks(events: Sequence[tuple[int, Event]]) -> tuple[Mark, ...]:
    """Marks from left to right, those of one shape that stand too near as one that says how many."""
    found: list[Mark] = []
    for x, event in sorted(events, key=lambda one: (one[0], one[1].shape, one[1].text)):
        last = next((one for one in reversed(found[-3:]) if one.shape == event.shape and x - one.x < NEAR), None)
        if last is None:
            found.append(Mark(x=x, shape=event.shape, text=event.text, number=1))
            continue
        first = last.text.split(" – ")[0]
        whole = first if event.text == first else f"{first} – {event.text}"
        found[found.index(last)] = Mark(x=last.x, shape=last.shape, text=whole, number=last.number + 1)
    return tuple(found)


def _ticks(whens: Sequence[When], left: int, place: Callable[[When], int]) -> tuple[tuple[int, str, str], ...]:
    """The first and the last day, and the turns of the years that find room between them."""
    first = min(whens, key=lambda one: one.start)
    last = max(whens, key=lambda one: one.start)
    right = place(last)
    ticks = [(left, first.iso[:10], "start")]
    at = left + 2 * ROOM
    for year in range(first.day.year + 1, last.day.year + 1):
        x = place(When(f"{year}-01-01"))
        if at <= x <= right - 2 * ROOM:
            ticks.append((x, str(year), "middle"))
            at = x + ROOM
    if last.day != first.day:
        ticks.append((right, last.iso[:10], "end"))
    return tuple(ticks)


def bars(title: str, text: str, counts: Sequence[tuple[str, int]]) -> Bars | None:
    """One bar a stretch of time, in the given order; nothing when all are nought."""
    most = max((number for _, number in counts), default=0)
    if not most:
        return None
    wide = max(2, min(40, BARS // len(counts)))
    drawn = []
    for at, (label, number) in enumerate(counts):
        height = max(round(number / most * BAR_HEIGHT), 1) if number else 0
        drawn.append(
            Bar(x=at * wide, y=BAR_HEIGHT - height, width=max(wide - 1, 1), height=height, text=f"{label}: {number:,}")
        )
    every = max(1, -(-2 * ROOM // wide))
    ticks = tuple((at * wide, label) for at, (label, _) in enumerate(counts) if at % every == 0)
    width = max(wide * len(counts), 2 * ROOM) + ROOM
    return Bars(title=title, text=text, width=width, height=BAR_HEIGHT + 40, bars=tuple(drawn), ticks=ticks, most=most)


def gathered(labels: Iterable[str]) -> dict[str, int]:
    """How often each label occurs, in order of label."""
    found: dict[str, int] = defaultdict(int)
    for one in labels:
        found[one] += 1
    return dict(sorted(found.items()))
