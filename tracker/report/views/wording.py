"""One statement's words as a page shows them: by origin, and against an earlier text.

Owns the notes on origins and the shares of the meter. Never decides an origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from tracker.model import Evidence, Form, Origin, OriginKind, Statement
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import page
from tracker.report.pieces import Mark, Piece, cut, direction, redlined
from tracker.report.rights import shown_text
from tracker.report.views.evidence import Attested, attested
from tracker.report.views.quotations import quoted_against

#: How many statements back a comparable one is looked for.
_FAR = 300
#: Further reports shown beside a statement; its own page lists them all.
_REPORTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of a text that has one origin, in whole percent, with where it begins on the meter."""

    kind: str
    label: str
    percent: int
    offset: int

    @property
    def amount(self) -> str:
        """The percent in words: what is there is never nothing."""
        return say("share.percent", n=self.percent) if self.percent else say("share.under")


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Another piece of a statement that reports alone hold: a quotation, or a reporter's words about it."""

    language: str
    direction: str
    attested: Attested
    pieces: tuple[Piece, ...]
    redline: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text with its marks. `against` says in words what the redline compares with; it is empty where nothing is."""

    language: str
    direction: str
    attested: Attested
    pieces: tuple[Piece, ...]
    redline: tuple[Piece, ...] = ()
    against: str = ""
    against_href: str = ""
    shares: tuple[Share, ...] = ()
    question: str = ""
    withheld: str = ""
    further: tuple[Further, ...] = ()


def origin_note(collection: Collection, origin: Origin) -> str:
    """What a span's origin means, in a reader's words."""
    date = f", {origin.date.iso[:10]}" if origin.date else ""
    if origin.kind is OriginKind.AGREED:
        return say("origin_note.agreed", text=origin.source or "?")
    name = collection.issuer_name(origin.issuer) if origin.issuer else ""
    if origin.kind is OriginKind.MATCHED and name:
        return say("origin_note.matched", issuer=name, date=date)
    return say(f"origin_note.{origin.kind}", issuer=name, date=date)


def marks(collection: Collection, statement: str, rendering: str, version: int) -> list[Mark]:
    """The origins of one version's words as marks, linked to the earlier statement where there is one."""
    found = []
    for origin in collection.origins(statement):
        if (origin.rendering, origin.version) != (rendering, version):
            continue
        known = origin.source in collection.statements and origin.source != statement
        href = page("statements", origin.source) if known else ""
        found.append(Mark(origin.start, origin.end, origin.kind.value, href, origin_note(collection, origin)))
    return found


def shares(origins: list[Mark]) -> tuple[Share, ...]:
    """How much of the marked text each origin has, by characters; whole percents that add up to 100."""
    sizes = Counter(dict.fromkeys(OriginKind, 0))
    for mark in origins:
        sizes[OriginKind(mark.kind)] += mark.end - mark.start
    total = sum(sizes.values())
    result: list[Share] = []
    done = seen = 0
    for kind in OriginKind:
        seen += sizes[kind]
        upto = round(100 * seen / total) if total else 0
        if sizes[kind]:
            label = say(f"origin.{kind}")
            result.append(Share(kind=kind.value, label=label, percent=upto - done, offset=done))
        done = upto
    return tuple(result)


def words(collection: Collection, statement: Statement, before: Statement | None = None) -> Words:
    """A statement's current text; characterised and paraphrased words carry no origins, for they are not its own."""
    rendering = collection.main(statement)
    spans = collection.visible(statement, rendering)
    text = rendering.text if rendering else statement.text
    own = statement.evidence.own_words
    origins = marks(collection, statement.id, rendering.id, rendering.version) if rendering and own else []
    parts = before is not None and rendering is not None and rendering.form is Form.EXCERPT
    quoted = quoted_against(collection, before, statement) if before and parts else {}
    redline: tuple[Piece, ...] = ()
    if before and rendering and spans:
        shown = shown_text(text, spans)
        redline = quoted.get(rendering.id, ()) if parts else _against(collection, before, shown, statement.language)
    return Words(
        language=statement.language,
        direction=direction(statement.language),
        attested=attested(collection, rendering, statement.evidence),
        pieces=cut(text, origins, spans),
        redline=redline,
        against=_against_what(before, parts=parts) if redline and before else "",
        against_href=page("statements", before.id) if redline and before else "",
        shares=shares([*origins, *_voiced_marks(collection, statement)]),
        question=statement.question,
        withheld="" if spans else say("rights.link"),
        further=_further(collection, statement, quoted),
    )


def _voiced_marks(collection: Collection, statement: Statement) -> list[Mark]:
    """The origins of the further quotations that are shown beside the first: they are the issuer's words as well."""
    further = collection.voiced(statement)[1:]
    return [mark for one in further for mark in marks(collection, statement.id, one.id, one.version)]


def _against_what(before: Statement, *, parts: bool) -> str:
    day = before.date.iso[:10] if before.date else say("time.unknown")
    return say("view.against_quoted" if parts else "view.against", date=day)


def _further(
    collection: Collection, statement: Statement, quoted: Mapping[str, tuple[Piece, ...]]
) -> tuple[Further, ...]:
    """Further quotations first, then what reporters say in their own words; nothing beside an official text."""
    if statement.evidence is Evidence.OFFICIAL:
        return ()
    voiced = collection.voiced(statement)[1:]
    told = [collection.renderings[one] for one in statement.renderings[1:] if one in collection.renderings]
    reported = [one for one in told if not one.evidence.own_words]
    return tuple(
        Further(
            language=one.language,
            direction=direction(one.language),
            attested=attested(collection, one, one.evidence),
            pieces=cut(
                one.text,
                marks(collection, statement.id, one.id, one.version) if one.evidence.own_words else [],
                collection.visible(statement, one),
            ),
            redline=quoted.get(one.id, ()),
        )
        for one in (*voiced, *reported[:_REPORTS])
    )


def _against(collection: Collection, before: Statement, text: str, language: str) -> tuple[Piece, ...]:
    rendering = collection.main(before)
    old = shown_text(before.text, collection.visible(before, rendering)) if rendering else ""
    return redlined(old, text, language=language) if old else ()


def last_own(collection: Collection, statement: Statement) -> Statement | None:
    """The issuer's latest statement before this one that can fairly be compared with it.

    Same issuer, language and kind of wording (official with official), ended before this began, and not about the
    same incident; preferably one with a move in common.
    """
    if statement.issuer is None or statement.date is None or not statement.evidence.own_words:
        return None
    telling = {move for move in statement.moves if move.value not in ("inform", "other")}
    nearest = None
    for one in _earlier(collection, statement):
        if telling.intersection(one.moves):
            return one
        nearest = nearest or one
    return nearest


def _earlier(collection: Collection, statement: Statement) -> Iterator[Statement]:
    """Comparable statements of the same issuer, the latest first, as far back as a reader would look."""
    for one in islice(collection.before(statement.issuer or "", statement), _FAR):
        if (
            one.language == statement.language
            and one.evidence is statement.evidence
            and not set(one.incidents) & set(statement.incidents)
            and one.date is not None
            and statement.date is not None
            and one.date.earlier_than(statement.date)
        ):
            yield one
