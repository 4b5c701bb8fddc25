"""An alert as a message: what happened, the words, whose they are, where they stand, and why it was sent.

Owns the text, which is plain: nothing that a page said can act in a terminal or a chat. Never sends it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import outside, page
from tracker.report.moments import moment, stamp
from tracker.report.notices.firing import Fired
from tracker.report.screen import on_terminal
from tracker.report.views.bands import may_quote
from tracker.report.views.evidence import attested
from tracker.report.views.questions import clip
from tracker.report.views.sentence import repetition, sentence
from tracker.report.views.statement import title_of
from tracker.report.views.told import plain

#: Letters of a quotation around the words that set a rule off.
_QUOTE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A subject of one line, and a text."""

    title: str
    text: str


def message(collection: Collection, fired: Fired, *, base: str = "") -> Message:
    """The message of one alert; `base` is the address of the site, for a link to the statement's page."""
    statement = collection.statements[fired.change.statement]
    # The change is known by the text that was found first; shown is the best one that there is by now.
    rendering = collection.renderings.get(fired.rendering) or collection.main(statement)
    level = rendering.evidence if rendering else statement.evidence
    about = next((collection.incidents[one].name for one in statement.incidents if one in collection.incidents), "")
    title = say("alert.title", rule=fired.rule.name, name=title_of(collection, statement), about=about or "–")
    said = moment(statement.date)
    lines = [
        plain(sentence(collection, repetition(collection, statement))),
        _quoted(collection, statement, fired),
        say("alert.why", rule=fired.rule.name, why=" ".join(f"{one.rstrip('.')}." for one in fired.why)),
        say("alert.evidence", evidence=attested(collection, rendering, level).text),
        say("alert.when", said=f"{said.text} {said.zone}".strip(), found=stamp(fired.change.at)),
        say("alert.address", url=outside(rendering.url)) if rendering and outside(rendering.url) else "",
        say("alert.page", url=base + page("statements", statement.id)) if base else "",
        say("alert.id", id=statement.id),
    ]
    return Message(title=_line(title), text="\n".join(_line(one) for one in lines if one) + "\n")


def _quoted(collection: Collection, statement: Statement, fired: Fired) -> str:
    """The sentence that holds the words which set the rule off, where it may be quoted."""
    rendering = collection.renderings.get(fired.rendering)
    if rendering is None or fired.end <= fired.start:
        return ""
    if not may_quote(collection, rendering):
        return say("rights.link")
    for one in collection.passages(statement.id):
        if one.rendering == rendering.id and one.start <= fired.start < one.end:
            return f"“{clip(one.text, _QUOTE)}”"
    return f"“{clip(rendering.text[fired.start : fired.end], _QUOTE)}”"


def _line(text: str) -> str:
    """One line, without anything that would act instead of being read."""
    return on_terminal(" ".join(text.split()))
