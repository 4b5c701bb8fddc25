"""One incident for a terminal: who spoke, what each says and does not say, in whose words, and who could not be heard.

Owns what `tracker show i-…` prints for people; decides nothing that the page of the incident does not. Fetched words
reach the terminal through `plain` alone, and a reporter's always behind the name of the outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.report.labels import say
from tracker.report.moments import Moment
from tracker.report.pieces import Piece
from tracker.report.terminal.tables import LEVEL, plain
from tracker.report.views.evidence import Attested
from tracker.report.views.incident import Card, IncidentPage
from tracker.report.views.questions import Answer

_STATE = {"yes": "bold", "reported": "magenta"}


def incident_screen(view: IncidentPage) -> RenderableType:
    """An incident as its page has it, in the same order."""
    parts: list[RenderableType] = [*_head(view), Text(), _title("incident.grid"), _grid(view)]
    parts.append(plain(say("incident.grid_what"), "dim"))
    for card in view.cards:
        parts += [Text(), *_card(card)]
    if view.parts:
        parts += [Text(), _title("incident.parts")]
    for part in view.parts:
        parts.append(plain(f"{part.name} · {part.id}"))
        parts += [plain("  " + " ".join(filter(None, (_marked(one.words), one.by))), "dim") for one in part.tellers]
    if view.claims:
        parts += [Text(), _title("claim.title"), plain(say("claim.what"), "dim")]
    parts += [plain(f"{one.label}: {_marked(one.words)} {one.by}, {one.date.text}") for one in view.claims]
    parts += [Text(), _title("incident.observed"), *_observed(view), plain(view.observed_what, "dim")]
    return Group(*parts)


def _title(key: str) -> Text:
    return plain(say(key), "bold")


def _marked(words: str) -> str:
    return f"“{words}”" if words else ""


def _day(at: Moment) -> str:
    return f"{at.text} {at.zone}".strip()


def _head(view: IncidentPage) -> Iterator[RenderableType]:
    yield plain(view.name, "bold")
    days = " – ".join(_day(at) for at in (view.date, view.until) if at)
    outside = (f"{scheme} {value}" for scheme, value in view.outside)
    parent = f"{say('incident.part_of')} {view.parent.name}" if view.parent else ""
    yield plain(" · ".join(part for part in (view.id, days, view.kind, *view.facts, parent, *outside) if part))
    if view.places:
        yield plain(f"{say('incident.places')}: {', '.join(view.places)}")
    yield from (plain(line, "yellow") for line in view.corrected)


def _grid(view: IncidentPage) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("table.issuer"), overflow="fold", ratio=2)
    for question in view.questions:
        table.add_column(question, overflow="fold", ratio=1)
    for card in view.cards:
        name = plain(f"{card.number}. {_names(card)}\n")
        name.append_text(_evidence(card.head.attested))
        table.add_row(name, *(_answer(one) for one in card.answers))
    return table


def _answer(answer: Answer) -> Text:
    """Yes and a reporter's answer with the words; why something is not known is said once, under the table."""
    text = plain(answer.label, _STATE.get(answer.state, "dim"))
    if answer.words and answer.state in _STATE:
        text.append_text(plain(f" {_marked(answer.words)}"))
    return text


def _names(card: Card) -> str:
    return ", ".join(one.name for one in card.head.issuers)


def _evidence(found: Attested) -> Text:
    return plain(found.text, LEVEL[found.level])


def _card(card: Card) -> Iterator[RenderableType]:
    """One statement: who and when, how strongly, its words, then each report's, and what is missing this time."""
    top = card.head
    line = plain(f"{card.number}. {_names(card)} · ", "bold")
    line.append_text(_evidence(top.attested))
    yield line
    yield plain("   " + " · ".join(part for part in (top.speaker, _day(top.date), card.lag, top.id) if part), "dim")
    strength = f"{top.said.label} {_marked(top.said.words)}".strip()
    yield plain(f"   {say('strength.label')}: {strength if top.attested.own_words else say('strength.reported')}")
    if top.said.told:
        yield plain(f"   {top.said.told}", "magenta")
    yield from (plain(f"   {one}", "yellow") for one in (*top.corrected, *card.differing))
    yield from _said(card.words.attested, card.words.pieces)
    for one in card.words.further:
        yield from _said(one.attested, one.pieces)
    if card.words.withheld:
        yield plain(f"   {card.words.withheld}", "dim")
    if card.missing:
        yield plain(f"   {say('missing.title')} {'; '.join(one.text for one in card.missing)}", "yellow")
    elif card.partly:
        yield plain(f"   {card.partly}", "dim")


def _said(attested: Attested, pieces: Iterable[Piece]) -> Iterator[RenderableType]:
    body = "".join(" […] " if piece.kind == "cut" else piece.text for piece in pieces).replace("\n", " ")
    if not body:
        return
    line = plain("   ") if attested.own_words else plain(f"   {attested.text}: ", "magenta")
    yield line.append_text(plain(body))


def _observed(view: IncidentPage) -> Iterator[RenderableType]:
    """Who spoke in one line; below it everybody else, one line a reason."""
    for state, label, number in view.counts:
        held = [one for one in view.observed if one.state == state]
        names = ", ".join(one.issuer.name for one in held) if state == "spoke" else ""
        yield plain(f"{label} ({number}){': ' if names else ''}{names}")
        by_reason: dict[str, list[str]] = {}
        for one in held if state != "spoke" else ():
            by_reason.setdefault(one.reason, []).append(one.issuer.name)
        for reason, who in by_reason.items():
            yield plain(f"   {reason}{': ' if reason else ''}{', '.join(who)}", "dim")
