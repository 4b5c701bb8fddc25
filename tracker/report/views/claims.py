"""Tolls and claims of one incident, each only as somebody reports it.

Owns which claims of which texts belong to an incident. Never adds them up and never chooses among them: there is no one
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tracker.language.dating.datefinding import DateMention, find_dates
from tracker.language.evaluating.tolls import Told, Toll, find_tolls
from tracker.language.texts.sentences import sentences
from tracker.model import Form, Incident, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.moments import order
from tracker.report.views.bands import may_quote

#: A report counts the dead of an event for so long; a date beyond it speaks of something else.
_AFTER = timedelta(days=21)
_BEFORE = timedelta(days=1)
#: Longer texts are read so far: what a report says of its event stands at its beginning.
_REACH = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim at `start:end` of a rendering's text.

    `outlet` reports it (empty on an issuer's own page); `issuer` is who says so there, None where the outlet itself
    does. `value` is None where the words give no one number; `name` is who claims the attack.
    """

    what: Told
    words: str
    value: int | None
    name: str
    outlet: str
    issuer: str | None
    statement: str | None
    rendering: Rendering
    start: int
    end: int


def claims(collection: Collection, incident: Incident) -> tuple[Claim, ...]:
    """The claims about an incident by kind, then by the time of their text; each text's equal claims once."""
    said = [collection.statements[key] for key in incident.statements if key in collection.statements]
    found: dict[tuple[Told, int | None, str, str, str], Claim] = {}
    for rendering, excerpts in _texts(collection, said):
        for toll in _of(rendering, incident):
            one = _claim(collection, rendering, toll, excerpts)
            words = one.words.casefold() if one.value is None else ""
            found.setdefault((one.what, one.value, words, one.outlet, rendering.id), one)
    ranks = {told: place for place, told in enumerate((Told.KILLED, Told.INJURED, Told.HOSTAGES, Told.CLAIMED))}
    return tuple(
        sorted(found.values(), key=lambda c: (ranks[c.what], order(c.rendering.published), c.rendering.id, c.start))
    )


Excerpts = Sequence[tuple[Rendering, Statement]]


def _texts(collection: Collection, said: Iterable[Statement]) -> Iterator[tuple[Rendering, Excerpts]]:
    """The official texts of the statements, and the articles that report the others with what is cut out of each."""
    cut: dict[str, list[tuple[Rendering, Statement]]] = {}
    for statement in said:
        for key in statement.renderings:
            held = collection.renderings.get(key)
            if held is None:
                continue
            if held.form is Form.STATEMENT:
                yield held, [(held, statement)]
            elif held.parent and held.parent in collection.renderings:
                cut.setdefault(held.parent, []).append((held, statement))
    for parent, excerpts in sorted(cut.items()):
        yield collection.renderings[parent], excerpts


def _of(rendering: Rendering, incident: Incident) -> list[Toll]:
    """The claims of a text that are not, by their dates, about another time."""
    text = rendering.text[:_REACH]
    found = find_tolls(text, language=rendering.language)
    if not found or incident.start is None:
        return found
    dates = find_dates(text, language=rendering.language, published=rendering.published)
    spans = sentences(text, language=rendering.language)
    kept = []
    for toll in found:
        span = next(((s.start, s.end) for s in spans if s.start <= toll.start < s.end), (toll.start, toll.end))
        stated = [one for one in dates if span[0] <= one.start < span[1]]
        if not stated or any(_near(one, incident) for one in stated):
            kept.append(toll)
    return kept


def _near(mention: DateMention, incident: Incident) -> bool:
    assert incident.start is not None
    last = (incident.end or incident.start).end + _AFTER
    return (mention.until or mention.when).end > incident.start.start - _BEFORE and mention.when.start < last


def _claim(collection: Collection, rendering: Rendering, toll: Toll, excerpts: Excerpts) -> Claim:
    official = rendering.form is Form.STATEMENT
    held = ((one, s) for one, s in excerpts if official or one.start <= toll.start < one.end)
    statement = next((s for _, s in held), None)
    return Claim(
        what=toll.told,
        words=toll.words if may_quote(collection, rendering) else "",
        value=toll.value,
        name=toll.name,
        outlet="" if official else collection.outlet(rendering),
        issuer=statement.issuer if statement else None,
        statement=statement.id if statement else None,
        rendering=rendering,
        start=toll.start,
        end=toll.end,
    )


def claims_shape(collection: Collection, incident: Incident) -> list[dict[str, Any]]:
    """The claims for programs. `as_reported_by` names the outlet, else the issuer whose own page it is."""
    return [
        {
            "what": one.what.value,
            "words": one.words,
            "value": one.value,
            "name": one.name or None,
            "as_reported_by": one.outlet or collection.issuer_name(one.issuer),
            "issuer": one.issuer,
            "statement": one.statement,
            "rendering": one.rendering.id,
            "start": one.start,
            "end": one.end,
        }
        for one in claims(collection, incident)
    ]
