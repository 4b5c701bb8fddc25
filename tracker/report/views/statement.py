"""One statement: its texts and versions, the evidence of each, where its words come from, how to cite it.

Owns the order of renderings. Never shows more of a text than its rights allow.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Form, Formula, Rendering, Statement, Use
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import Link, outside, page, slug
from tracker.report.moments import Moment, moment, stamp
from tracker.report.pieces import Piece, cut, direction
from tracker.report.template import Slot, template
from tracker.report.views.attributed import Attributed, attributed
from tracker.report.views.bands import flag_label
from tracker.report.views.citation import Citation, cite
from tracker.report.views.copies import outside_copies
from tracker.report.views.edits import Edit, edits_of
from tracker.report.views.evidence import Attested, Head, attested, head
from tracker.report.views.likewise import compared_at, last_like
from tracker.report.views.rendered import Compared, compared
from tracker.report.views.reporting import Proposal, proposals
from tracker.report.views.standing import badge, opening
from tracker.report.views.wording import Words, last_own, marks, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One rendering. `repeat` says that its text is the one shown above; `presence` what became of its address."""

    anchor: str
    rendering: str
    attested: Attested
    language: str
    direction: str
    title: str
    source: str
    outlet: str
    url: str
    address: str
    published: Moment
    retrieved: str
    sha256: str
    version: int
    capture: str
    pieces: tuple[Piece, ...]
    repeat: bool
    cue: str
    attributed: Attributed | None
    fidelity: Compared | None
    presence: str
    edits: tuple[Edit, ...]
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A formula that the statement uses."""

    slots: tuple[Slot, ...]
    href: str
    text: str
    language: str
    direction: str
    flags: tuple[str, ...]
    earliest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """Everything that the page of a statement shows."""

    head: Head
    title: str
    words: Words
    moves: tuple[str, ...]
    incidents: tuple[Link, ...]
    aliases: tuple[str, ...]
    texts: tuple[Text, ...]
    held: tuple[Held, ...]
    possibly_same: tuple[Link, ...]
    previous: Link | None
    following: Link | None
    like: Link | None
    like_id: str
    copies: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    scope: str


def statement_page(collection: Collection, statement: Statement) -> StatementPage:
    """The page of one statement."""
    renderings = [collection.renderings[one] for one in statement.renderings if one in collection.renderings]
    previous, following = _neighbours(collection, statement)
    like = last_like(collection, statement)
    return StatementPage(
        head=head(collection, statement),
        title=title_of(collection, statement),
        words=words(collection, statement, last_own(collection, statement)),
        moves=tuple(say(f"move.{move}") for move in statement.moves),
        incidents=tuple(collection.incident_link(one) for one in statement.incidents if one in collection.incidents),
        aliases=statement.aliases,
        texts=tuple(_text(collection, statement, one, at == 0) for at, one in enumerate(renderings)),
        held=_held(collection, statement),
        possibly_same=tuple(_link(collection, one) for one in statement.possibly_same if one in collection.statements),
        previous=previous,
        following=following,
        like=Link(title_of(collection, like), compared_at(statement)) if like else None,
        like_id=like.id if like else "",
        copies=outside_copies(collection, statement),
        proposals=proposals(collection, statement),
        scope=say(f"scope.{statement.scope}"),
    )


def title_of(collection: Collection, statement: Statement) -> str:
    """Issuer and day: what a statement is called where it has to be told from others."""
    day = statement.date.iso[:10] if statement.date else say("time.unknown")
    return f"{collection.issuer_names(statement)}, {day}"


def _link(collection: Collection, statement: str) -> Link:
    return Link(title_of(collection, collection.statements[statement]), page("statements", statement))


def _text(collection: Collection, statement: Statement, rendering: Rendering, first: bool) -> Text:
    article = collection.renderings.get(rendering.parent or "")
    url = rendering.url or (article.url if article else "")
    spans = collection.visible(statement, rendering)
    own = marks(collection, statement.id, rendering.id, rendering.version) if rendering.evidence.own_words else []
    channel = collection.channels.get(rendering.source)
    return Text(
        anchor=slug(rendering.id),
        rendering=rendering.id,
        attested=attested(collection, rendering, rendering.evidence),
        language=rendering.language,
        direction=direction(rendering.language),
        title=rendering.title or (article.title if article else ""),
        source=channel.name if channel else rendering.source,
        outlet=collection.outlet(rendering) if rendering.form is Form.EXCERPT else "",
        url=outside(url),
        address=url,
        published=moment(rendering.published or (article.published if article else None)),
        retrieved=stamp(rendering.retrieved_at or (article.retrieved_at if article else None)),
        sha256=rendering.sha256,
        version=rendering.version,
        capture=rendering.capture or (article.capture if article else ""),
        pieces=() if first else cut(rendering.text, own, spans),
        repeat=first,
        cue=rendering.cue,
        attributed=attributed(collection, rendering),
        fidelity=compared(collection, statement, rendering),
        presence=_presence(collection, rendering.source, url),
        edits=edits_of(collection, statement, rendering),
        cite=cite(collection, statement, rendering),
    )


def _presence(collection: Collection, source: str, url: str) -> str:
    """What became of an address since its text was collected; nothing where it always stood."""
    last = collection.presences.get((source, url))
    return say(f"statement.{last.what}", at=stamp(last.at)) if last else ""


def _held(collection: Collection, statement: Statement) -> tuple[Held, ...]:
    """The formulas that it uses, each once, as its first place in the text uses it."""
    uses: dict[str, tuple[Formula, Use]] = {}
    for formula, use in collection.uses.get(statement.id, ()):
        uses.setdefault(formula.id, (formula, use))
    return tuple(
        Held(
            slots=template(formula.template),
            href=page("formulas", formula.id),
            text=formula.template,
            language=formula.language,
            direction=direction(formula.language),
            flags=tuple(flag_label(one) for one in use.flags),
            earliest=badge(formula, opening(collection, formula)) if formula.first.statement == statement.id else "",
        )
        for formula, use in uses.values()
    )


def _neighbours(collection: Collection, statement: Statement) -> tuple[Link | None, Link | None]:
    """The issuer's statements before and after this one."""
    issuer = statement.issuer or ""
    before, after = next(collection.before(issuer, statement), None), collection.after(issuer, statement)
    return _link(collection, before.id) if before else None, _link(collection, after.id) if after else None
