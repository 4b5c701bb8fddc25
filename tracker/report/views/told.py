"""What is new in a statement, in sentences: for feeds and alerts, which speak to people who do not see the page.

Owns the wording of steps, first uses and returns, each with what it rests on. Never decides what is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import page
from tracker.report.template import template_text
from tracker.report.views.formula import coverage
from tracker.report.views.novelties import Again, FirstUse, Novelty, Step
from tracker.report.views.sentence import Sentence, Word, repetition, sentence

#: Phrasings named of one statement; its page has them all.
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The machine-made sentence of a statement, then one for each thing that is new."""

    lead: Sentence
    lines: tuple[Sentence, ...]


def told(collection: Collection, found: Novelty) -> Told:
    """What is new, said with its evidence."""
    lead = sentence(collection, repetition(collection, found.statement))
    return Told(lead=lead, lines=tuple(_lines(collection, found)))


def _lines(collection: Collection, found: Novelty) -> Iterator[Sentence]:
    if found.step:
        yield step_line(collection, found.step)
    for one in found.first[:_MOST]:
        yield first_line(collection, one)
    for other in found.again[:_MOST]:
        yield again_line(other)


def step_line(collection: Collection, step: Step) -> Sentence:
    """From which strength to which, and against which text on which incident."""
    about = next((one for one in step.before.incidents if one in collection.incidents), "")
    words = [Word(say("told.step", step=step.words)), Word(_its_text(step.before), page("statements", step.before.id))]
    if about:
        link = collection.incident_link(about)
        words += [Word(say("told.on")), Word(link.name, link.href)]
    return tuple(words)


def first_line(collection: Collection, first: FirstUse) -> Sentence:
    """Which phrasing, who used it before all others, and how much was collected by then."""
    by = say("told.first_by", issuer=collection.issuer_names(first.by), date=_day(first.by))
    return (
        Word(say("told.first")),
        Word(template_text(first.formula.template), page("formulas", first.formula.id)),
        Word(f" ({by}; {coverage(collection, first.by.date)})"),
    )


def again_line(again: Again) -> Sentence:
    """Which phrasing, after how long, and how often the issuer spoke without it."""
    rest = say("told.again", days=count("noun.day", again.days), between=count("noun.statement", again.between))
    return (
        Word(rest),
        Word(template_text(again.formula.template), page("formulas", again.formula.id)),
        Word(say("told.last")),
        Word(_day(again.last), page("statements", again.last.id)),
    )


def plain(words: Sentence) -> str:
    """A sentence without its links; a statement's words in quotation marks."""
    return "".join(f"“{one.text}”" if one.quote else one.text for one in words)


def _its_text(statement: Statement) -> str:
    return say("sentence.its_text", date=_day(statement))


def _day(statement: Statement) -> str:
    return statement.date.iso[:10] if statement.date else say("time.unknown")
