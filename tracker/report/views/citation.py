"""How to cite a statement, as text and as BibTeX: whose words, where they stand, and by what they can be checked.

Owns the order of citations. Never cites a reporter's words as the issuer's, and never quotes more than may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from tracker.model import DEFAULT_MOVES, Evidence, Rendering, Statement, When
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import outside
from tracker.report.moments import moment, stamp
from tracker.report.views.bibtex import address, day, entry, key, tex, whole
from tracker.report.views.copies import archived_at, outside_copies, url_of
from tracker.report.views.questions import clip

#: A quotation in a citation is one sentence, and no longer than this.
_QUOTE = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One rendering's citation: as text, as BibTeX with its key, and fact by fact with the labels of the page."""

    text: str
    bibtex: str
    key: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a citation says, in words; empty where it is not known."""

    author: str
    speaker: str
    title: str
    date: str
    level: str
    quote: str
    url: str
    copy: str
    record: str
    seen: str
    sha256: str
    made: str


def cite(collection: Collection, statement: Statement, rendering: Rendering) -> Citation:
    """The citation of a statement as this rendering attests it; a reporter's words are cited as the outlet's."""
    found = _facts(collection, statement, rendering)
    identity = key(statement.id, rendering.id)
    return Citation(
        text=_text(statement, rendering, found),
        bibtex=_bibtex(collection, statement, rendering, found, identity),
        key=identity,
        facts=tuple((say(f"cite.{name}"), value) for name in _ORDER if (value := getattr(found, name))),
    )


_ORDER = ("author", "speaker", "title", "date", "quote", "level", "url", "copy", "record", "seen", "sha256", "made")


def _facts(collection: Collection, statement: Statement, rendering: Rendering) -> _Facts:
    own = rendering.evidence.own_words
    article = collection.renderings.get(rendering.parent or "")
    issuer = collection.issuer_names(statement)
    title = _title(statement, rendering)
    if not own:
        headline = article.title if article else ""
        title = " ".join(headline.split()) or say("cite.report_on", issuer=issuer)
    when = moment(_dated(collection, statement, rendering))
    zone = f" ({when.zone})" if when.zone else ""
    speaker = f"{statement.speaker}, {statement.role}" if statement.role else statement.speaker
    url = url_of(collection, rendering.id)
    capture = rendering.capture or (article.capture if article else "")
    return _Facts(
        author=issuer if own else collection.outlet(rendering),
        speaker=" ".join(speaker.split()) if own and statement.speaker else "",
        title=title,
        date=when.text + zone,
        level=_level(collection, rendering),
        quote=_quote(collection, statement, rendering) if own else "",
        url=outside(url),
        copy=archived_at(url) or next(iter(outside_copies(collection, statement)), ""),
        record=f"urn:uuid:{capture}" if capture else "",
        seen=stamp(rendering.retrieved_at or (article.retrieved_at if article else None)),
        sha256=rendering.sha256,
        made=say("cite.tool", tool=_tool(), epoch=collection.store.epoch() or say("cite.no_epoch")),
    )


def _dated(collection: Collection, statement: Statement, rendering: Rendering) -> When | None:
    """When the issuer spoke; of a reporter's words, when the report came out."""
    article = collection.renderings.get(rendering.parent or "")
    if rendering.evidence.own_words:
        return statement.date
    return rendering.published or (article.published if article else None)


@cache
def _tool() -> str:
    return version("statement-tracker")


def _text(statement: Statement, rendering: Rendering, found: _Facts) -> str:
    who = f"{found.author} ({found.speaker})" if found.speaker else found.author
    # Without a title of its own a statement is titled by the words that are quoted; these are not said twice.
    said = found.quote if found.quote and not found.quote.startswith(found.title.rstrip("…")) else ""
    quote = " " + say("cite.quoted", quote=said) if said else ""
    checks = [say("cite.seen_at", at=found.seen)]
    checks += [say("cite.record_of", record=found.record)] if found.record else []
    checks += [say("cite.copy_at", copy=found.copy)] if found.copy and found.copy != found.url else []
    checks += [
        f"SHA-256 {found.sha256}",
        say("cite.version_of", id=statement.id, n=rendering.version),
        found.made,
    ]
    return say(
        "cite.text",
        issuer=who,
        title=found.title,
        date=found.date,
        level=found.level,
        quote=quote,
        url=found.url or say("statement.no_address"),
        checks="; ".join(checks),
    )


def _bibtex(collection: Collection, statement: Statement, rendering: Rendering, found: _Facts, identity: str) -> str:
    date, seen = _dated(collection, statement, rendering), rendering.retrieved_at
    notes = [
        say("cite.spoken_by", speaker=found.speaker) if found.speaker else "",
        "" if rendering.evidence.own_words else say("cite.told_of", issuer=collection.issuer_names(statement)),
        found.date if found.date != day(date) else "",
        say("cite.version_of", id=statement.id, n=rendering.version),
        f"SHA-256 {found.sha256}",
        say("cite.record_of", record=found.record) if found.record else "",
        say("cite.copy_at", copy=found.copy) if found.copy and found.copy != found.url else "",
        found.made,
    ]
    return entry(
        "misc",
        identity,
        {
            "author": whole(found.author),
            "title": whole(found.title),
            "date": day(date),
            "howpublished": tex(found.level),
            "url": address(found.url),
            "urldate": seen.date().isoformat() if seen and found.url else "",
            "language": tex(rendering.language),
            "abstract": tex(found.quote),
            "note": tex("; ".join(one for one in notes if one)),
        },
    )


def _title(statement: Statement, rendering: Rendering) -> str:
    """A title of its own, else the first words of what is quoted; a headline or a reporter's words are neither."""
    opening = clip(rendering.text) if rendering.evidence is Evidence.QUOTED else ""
    title = rendering.title or statement.title or statement.question or opening or say("statement.untitled")
    return " ".join(title.split())


def _quote(collection: Collection, statement: Statement, rendering: Rendering) -> str:
    """The first sentence that evaluates, else the first one, of what may be shown of this text."""
    spans = collection.visible(statement, rendering)
    held = [
        one
        for one in collection.passages(statement.id)
        if one.rendering == rendering.id and any(a <= one.start and one.end <= b for a, b in spans)
    ]
    best = next((one for one in held if DEFAULT_MOVES.intersection(one.moves)), next(iter(held), None))
    return clip(best.text, _QUOTE) if best else ""


def _level(collection: Collection, rendering: Rendering) -> str:
    """The evidence, with the headline of the report in which an excerpt stands."""
    if rendering.evidence is Evidence.OFFICIAL:
        return say("evidence.official")
    level = say(f"evidence.{rendering.evidence}", outlet=collection.outlet(rendering))
    article = collection.renderings.get(rendering.parent or "")
    return say("evidence.headed", level=level, headline=article.title) if article and article.title else level
