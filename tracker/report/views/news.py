"""What the home page lists of the latest changes, each with its evidence.

Owns the choice among them, their order and words. Never finds out what is new: `changes` says it, for feeds and alerts
as for this. What was found long after it was said is counted, and listed only where there is room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import page
from tracker.report.moments import order
from tracker.report.views.changes import Change, Latest, What
from tracker.report.views.sentence import Repetition, Sentence, Word, repetition, sentence
from tracker.report.views.statement import title_of

#: So many changes are listed.
MOST = 12
#: Of so many statements it is looked up what they repeat, to list the most telling ones first.
_LOOKED_AT = 2 * MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One change with its evidence; `kind` is edited, vanished, returned, incident, said, reported or late."""

    kind: str
    label: str
    words: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What is listed of the latest changes, what is not, and in one line what was found long after it was said."""

    news: tuple[News, ...]
    more: str
    late: str


def spoken(collection: Collection, latest: Latest, *, everything: bool) -> list[Statement]:
    """The statements that were newly found, the newest first, those without a date last."""
    found = (one.statement for one in latest.news if one.what in (What.SAID, What.REPORTED))
    return _shown(collection, found, everything=everything)


def lately(collection: Collection, latest: Latest, *, everything: bool) -> Lately:
    """The latest changes: edits, addresses that went, incidents, then statements, the most telling ones first."""
    shown = _filter(everything=everything)
    said = spoken(collection, latest, everything=everything)
    first = [*_edits(collection, latest.news, shown), *_addresses(collection, latest.news)]
    first += _incidents(collection, latest.news)
    room = MOST - len(first)
    late = _shown(collection, latest.late, everything=everything)
    told = [*_told(collection, said, room), *_told(collection, late, room - len(said), late=True)]
    hidden = len(first) + len(said) - MOST
    return Lately(
        news=tuple([*first, *told][:MOST]),
        more=say("home.more", n=f"{hidden:,}") if hidden > 0 else "",
        late=_late(late),
    )


def _filter(*, everything: bool) -> Callable[[Statement | None], bool]:
    return lambda one: one is not None and (everything or by_default(one.moves))


def _shown(collection: Collection, statements: Iterable[str], *, everything: bool) -> list[Statement]:
    shown = _filter(everything=everything)
    held = map(collection.statements.get, dict.fromkeys(statements))
    # What no issuer is named for says nothing about anybody's habits.
    found = [one for one in held if one is not None and one.parties and shown(one)]
    dated = [one for one in found if one.date]
    dated.sort(key=lambda one: (order(one.date), one.id), reverse=True)
    return [*dated, *sorted((one for one in found if one.date is None), key=lambda one: one.id)]


def _told(collection: Collection, said: Sequence[Statement], room: int, *, late: bool = False) -> Iterator[News]:
    """As many statements as there is room for, each with what it repeats and what is not found earlier."""
    if room <= 0:
        return
    found = [repetition(collection, one) for one in said[:_LOOKED_AT]]
    for one in sorted(found, key=_tells)[:room]:
        kind = "late" if late else "said" if one.statement.evidence.own_words else "reported"
        yield News(kind=kind, label=say(f"news.{kind}"), words=sentence(collection, one))


def _tells(found: Repetition) -> tuple[bool, bool, bool]:
    """Words that were not found earlier come first, then what repeats; what has no date comes last."""
    return (found.statement.date is None, not found.fresh, not found.matching)


def _late(found: Sequence[Statement]) -> str:
    if not found:
        return ""
    days = [one.date.iso[:10] for one in found if one.date]
    span = say("feed.span", first=days[-1], last=days[0]) if days else say("time.unknown")
    return say("home.late", n=count("noun.statement", len(found)), span=span)


def _edits(
    collection: Collection, found: Iterable[Change], shown: Callable[[Statement | None], bool]
) -> Iterator[News]:
    """Texts that were changed in place, with the link to the redline."""
    for change in found:
        statement = collection.statements.get(change.statement)
        if change.what is What.EDITED and statement is not None and shown(statement):
            href = page("statements", statement.id)
            name = Word(title_of(collection, statement), href)
            told = Word(say("news.edit_text", n=change.number), f"{href}#versions")
            yield News(kind="edited", label=say("news.edited"), words=(name, Word(": "), told))


def _addresses(collection: Collection, found: Iterable[Change]) -> Iterator[News]:
    """Texts that are no longer where they stood, or are there again: one by its name, several by their source."""
    held: dict[tuple[What, str], list[Change]] = defaultdict(list)
    for change in found:
        if change.what in (What.VANISHED, What.RETURNED):
            held[change.what, change.thing.partition("/")[0]].append(change)
    for (what, source), there in held.items():
        channel = collection.channels.get(source)
        words = [Word(channel.name if channel else source, "sources.html")]
        words.append(Word(f": {count(f'noun.{what}', len(there))}"))
        statement = collection.statements.get(there[0].statement)
        if len(there) == 1 and statement is not None:
            words += [Word(": "), Word(title_of(collection, statement), page("statements", statement.id))]
        yield News(kind=what, label=say(f"news.{what}"), words=tuple(words))


def _incidents(collection: Collection, found: Iterable[Change]) -> Iterator[News]:
    for change in found:
        incident = collection.incidents.get(change.thing) if change.what is What.INCIDENT else None
        if incident is not None:
            link = collection.incident_link(incident.id)
            said = count("noun.statement", len(incident.statements))
            words = (Word(link.name, link.href), Word(f": {said}"))
            yield News(kind="incident", label=say("news.incident"), words=words)
