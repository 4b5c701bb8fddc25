"""One issuer's strength over time as a picture and its table: verb classes as lanes, each language on its own.

Owns what the picture shows. Never draws one score, and never puts two languages into one picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import VerbClass
from tracker.report.collection import Collection
from tracker.report.labels import count, language_name, say
from tracker.report.links import Link
from tracker.report.views.course import Point, course
from tracker.report.views.evidence import Head, head
from tracker.report.views.pictures import Event, Timeline, timeline

#: The table shows the latest of an issuer who speaks daily.
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One statement of the table; `step` says what changed since the one before it in its language."""

    head: Head
    incidents: tuple[Link, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The course of one language: its picture, the table beside it (the latest first), what the table leaves out."""

    language: str
    named: str
    counted: str
    picture: Timeline | None
    steps: tuple[Step, ...]
    left_out: str


def ladders(collection: Collection, issuer: str) -> tuple[Ladder, ...]:
    """The courses of an issuer by language, the one with most statements first."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in course(collection, issuer):
        found[point.statement.language.split("-")[0]].append(point)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(_ladder(collection, language, points) for language, points in ordered)


def _ladder(collection: Collection, language: str, points: Sequence[Point]) -> Ladder:
    latest = points[::-1][:LONGEST]
    return Ladder(
        language=language,
        named=language_name(language),
        counted=count("noun.statement", len(latest)),
        picture=_picture(language, points),
        steps=tuple(_step(collection, one) for one in latest),
        left_out=say("habits.left_out", n=len(points) - len(latest)) if len(points) > len(latest) else "",
    )


def _picture(language: str, points: Sequence[Point]) -> Timeline | None:
    """A hollow mark has no intensifier, a full one has; the strongest class is the uppermost lane."""
    lanes: dict[VerbClass, list[Event]] = {one: [] for one in reversed(VerbClass)}
    for one in points:
        read, when = one.statement.strength, one.statement.date
        if when is not None:
            text = f"{when.iso[:10]}: {say(f'verb_class.{read.verb_class}')}, {say(f'intensity.{read.intensity}')}"
            shape = "full" if read.intensity else "hollow"
            lanes[read.verb_class].append(Event(when=when, text=text, shape=shape))
    labelled = [(say(f"verb_class.{name}"), events) for name, events in lanes.items()]
    return timeline(say("habits.picture", language=language_name(language)), say("habits.picture_what"), labelled)


def _step(collection: Collection, point: Point) -> Step:
    statement = point.statement
    known = (one for one in statement.incidents if one in collection.incidents)
    return Step(
        head=head(collection, statement),
        incidents=tuple(collection.incident_link(one) for one in known),
        step=point.step,
    )
