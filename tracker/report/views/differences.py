"""What two wordings of one sentence differ in, in words: a strength step first, then names, dates, numbers, the rest.

Owns the order and the wording of typed differences. Never decides what a change is about: `match.redline` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.language.evaluating.strength import strength
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.masks import Role, Slot, mask
from tracker.language.texts.spans import Span
from tracker.match.judging.flags import STRONGER, WEAKER, compare
from tracker.match.judging.redline import Difference as Kind, redline
from tracker.model import Strength
from tracker.report.labels import say
from tracker.report.views.bands import flag_label
from tracker.report.views.evidence import step

_ORDER = (Kind.STRENGTH, Kind.NAME, Kind.DATE, Kind.NUMBER, Kind.OTHER)
#: What fills a slot is a difference of its own kind; what an event is called is its name.
_KINDS = {
    Role.ACTOR: Kind.NAME,
    Role.PLACE: Kind.NAME,
    Role.PERSON: Kind.NAME,
    Role.EVENT: Kind.NAME,
    Role.DATE: Kind.DATE,
    Role.NUM: Kind.NUMBER,
}
_ENDS = " \t\n.,;:，。；：、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: its kind, its label, the words that are gone and those that came, and a note on what it means.

    `kind` is strength, name, date, number or other, or the flag of matching (negated, opposite, roles-swapped, …).
    """

    kind: str
    label: str
    gone: str = ""
    new: str = ""
    note: str = ""


def differences(before: str, after: str, *, language: str) -> tuple[Difference, ...]:
    """What changed from one wording to the other, what turns or changes its force first."""
    if " ".join(before.split()) == " ".join(after.split()):
        return ()
    typed = _noted(
        list(_typed(before, after, language)), *(strength(one, language=language) for one in (before, after))
    )
    typed.sort(key=lambda one: _ORDER.index(Kind(one.kind)))
    turned = _turned(before, after, language)
    told = any(one.note for one in typed)
    return (*(one for one in turned if not (told and one.kind in (WEAKER, STRONGER))), *typed)


def _noted(typed: list[Difference], one: Strength, two: Strength) -> list[Difference]:
    """The step of strength beside the words that make it, or on a line of its own with the words that decided."""
    note = step(one, two)
    if not note:
        typed = _moved(typed, one, two)
    at = next((place for place, held in enumerate(typed) if held.kind == Kind.STRENGTH), None)
    if not note:
        return typed
    if at is None:
        gone, new = (" · ".join(held.words) for held in (one, two))
        rest = (held for held in typed if held.kind != Kind.OTHER or held.gone not in gone or held.new not in new)
        return [replace(_difference(Kind.STRENGTH, gone, new), note=note), *rest]
    return [*typed[:at], replace(typed[at], note=note), *typed[at + 1 :]]


def _moved(typed: Sequence[Difference], one: Strength, two: Strength) -> list[Difference]:
    """Words that decide the strength of both wordings and only stand elsewhere now are no change of strength."""
    before, after = (sorted(" ".join(held.words).casefold().split()) for held in (one, two))
    if before != after:
        return list(typed)
    return [
        _difference(Kind.OTHER, held.gone, held.new)
        if held.kind == Kind.STRENGTH and set(f"{held.gone} {held.new}".casefold().split()) & set(before)
        else held
        for held in typed
    ]


def _turned(before: str, after: str, language: str) -> Iterable[Difference]:
    for one in compare(before, after, language=language, gazetteer=default_gazetteer()).reasons:
        yield Difference(kind=one.flag, label=flag_label(one.flag), gone=one.a.strip(), new=one.b.strip())


def _typed(before: str, after: str, language: str) -> Iterable[Difference]:
    """The changes of the redline, what is gone set against what came in its place."""
    names = default_gazetteer()
    slots = tuple(mask(text, language=language, gazetteer=names) for text in (before, after))
    gone: Span | None = None
    about = Kind.NONE
    for change in (*redline(before, after, language=language, gazetteer=names), None):
        if change is not None and change.kind == "gone":
            gone, about = change.a, change.about
            continue
        new = change.b if change is not None and change.kind == "new" else None
        if gone or new:
            stretches = _Stretch(before, gone, slots[0]), _Stretch(after, new, slots[1])
            yield from _of(*stretches, change.about if change is not None and new else about)
        gone = None


class _Stretch:
    """What one text has in a place that changed: its names, dates and numbers, and the words around them."""

    def __init__(self, text: str, span: Span | None, slots: Sequence[Slot]) -> None:
        self.slots: dict[Kind, list[str]] = {}
        self.words = ""
        if span is None:
            return
        at = span.start
        for slot in slots:
            kind = _KINDS[slot.role]
            if slot.end <= at or slot.start >= span.end:
                continue
            self.slots.setdefault(kind, []).append(slot.text)
            self.words += text[at : max(at, slot.start)] + "…"
            at = slot.end
        self.words = (self.words + text[at : span.end]).strip(_ENDS)

    @property
    def bare(self) -> str:
        """The words alone, for telling whether they differ."""
        return " ".join("".join(c if c.isalnum() else " " for c in self.words).casefold().split())


def _of(before: _Stretch, after: _Stretch, about: Kind) -> Iterable[Difference]:
    """The names, dates and numbers that differ, each kind for itself, then the words around them."""
    for kind in (Kind.NAME, Kind.DATE, Kind.NUMBER):
        one, two = (", ".join(dict.fromkeys(held.slots.get(kind, ()))) for held in (before, after))
        if one != two:
            yield _difference(kind, one, two)
    if before.bare != after.bare:
        words = (held.words if held.bare else "" for held in (before, after))
        yield _difference(Kind.STRENGTH if about is Kind.STRENGTH else Kind.OTHER, *words)


def _difference(about: Kind, gone: str, new: str) -> Difference:
    return Difference(kind=about.value, label=say(f"difference.{about}"), gone=gone, new=new)
