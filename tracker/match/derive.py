"""From renderings to everything that pages show: the stages of matching, in the order of the design.

Owns which stage reads what. A pure function of its arguments: no clock, network or randomness, and the order of the
renderings has no influence. Never stores anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tracker.language.evaluating.ladder import Ladder
from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.texts.sentences import sentences
from tracker.language.texts.tokens import search_words
from tracker.match.beginnings import Beginnings
from tracker.match.corrections import People
from tracker.match.epochs import Epoch
from tracker.match.furniture import Furniture, learn
from tracker.match.identity.excerpts import Excerpted, excerpt_articles
from tracker.match.identity.identity import identify, with_translations
from tracker.match.identity.kinship import Kinship
from tracker.match.identity.translations import translations
from tracker.match.incidents.context import contexts_of
from tracker.match.incidents.occasions import find_incidents, with_incidents
from tracker.match.joining.join import Engine
from tracker.match.observations import Coverage, observe
from tracker.match.origins.spoken import Lore, origins_of
from tracker.match.origins.words import Vocabulary, Words
from tracker.match.passages import Reader, passages_of, with_readings
from tracker.match.phrasings.formulas import with_incidents as counted
from tracker.match.phrasings.phrasings import Ground, Memory, phrasings
from tracker.model import (
    Channel,
    Derived,
    Form,
    Issuer,
    LedgerEntry,
    Origin,
    Passage,
    Rendering,
    State,
    Statement,
)
from tracker.sources.agreed import AgreedPhrase
from tracker.sources.corrections import Corrections

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """What every stage needs of the world: all renderings with excerpts, who speaks and where, and numbered words."""

    renderings: Mapping[str, Rendering]
    excerpted: Excerpted
    kin: Kinship
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    words: Mapping[str, Words]
    people: People
    issuers: Sequence[Issuer]
    channels: Sequence[Channel]
    coverage: Mapping[str, Coverage]
    agreed: Sequence[AgreedPhrase]
    ladders: Mapping[str, Ladder]


def derive(
    renderings: Sequence[Rendering],
    *,
    issuers: Sequence[Issuer],
    states: Sequence[State] = (),
    channels: Sequence[Channel] = (),
    ledger: Sequence[LedgerEntry] = (),
    epoch: Epoch,
    corrections: Corrections | None = None,
    agreed: Sequence[AgreedPhrase] = (),
    coverage: Mapping[str, Coverage] | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    ladders: Mapping[str, Ladder] | None = None,
    memory: Memory | None = None,
) -> Derived:
    """Everything that matching computes, from renderings as parsed (statements and articles).

    `ledger` is the history so far; the result holds the entries to append. `coverage` is by source id. `progress` is
    told each stage as it begins. `workers` processes share long lists of texts; `engine` joins the passages. Excerpts
    among `renderings` are ignored: they are made here, from the articles.
    `ladders` by primary language take the place of the shipped ones; the epoch's version should cover them.
    `memory` is brought up to date in place; it saves work and changes nothing else.
    """
    say = progress or _silent
    say("attributions")
    people = People(corrections or Corrections())
    base = _base(
        renderings, issuers, states, people, channels=channels, coverage=coverage or {}, agreed=agreed,
        ladders=ladders or {},
    )  # fmt: skip
    ground = Ground(statements={}, epoch=epoch, ledger=ledger, gazetteer=base.gazetteer, workers=workers, engine=engine)
    found = _in_stages(base, ground, memory or Memory(), say)
    say("origins")
    return _with_origins(found, base)


def _in_stages(base: _Base, ground: Ground, memory: Memory, say: Progress) -> Derived:
    """Statements, passages, formulas and incidents, each of which reads only what stands before it."""
    people, ledger = base.people, ground.ledger
    say(f"statements, from {len(base.renderings)} renderings")
    statements = _statements(base)
    say(f"passages, of {len(statements)} statements")
    passages, furniture = _passages(statements, base)
    statements = _read(statements, passages, base)
    say(f"formulas, from {len(passages)} passages")
    ground = replace(ground, statements={statement.id: statement for statement in statements})
    phrased = phrasings(passages, ground, memory, say)
    formulas = people.formulas(phrased.formulas, statements, (*ledger, *phrased.ledger))
    say("incidents")
    occasions = find_incidents(statements, base.renderings, gazetteer=base.gazetteer, kin=base.kin, ledger=ledger)
    incidents = people.incidents(occasions.incidents, statements, (*ledger, *occasions.ledger))
    return Derived(
        epoch=ground.epoch.version,
        statements=with_incidents(occasions.statements, incidents),
        passages=passages,
        formulas=tuple(formulas),
        incidents=incidents,
        furniture=tuple(sorted(furniture.lines)),
        ledger=(*phrased.ledger, *occasions.ledger),
    )


def _silent(_stage: str) -> None:
    """Nobody listens."""


def _with_origins(found: Derived, base: _Base) -> Derived:
    """The same with what hangs on the incidents of statements: origins, silences, beginnings, and what to search."""
    statements = found.statements
    return replace(
        found,
        excerpts=base.excerpted.excerpts,
        issuers=base.excerpted.issuers,
        formulas=tuple(counted(found.formulas, {s.id: s for s in statements}, {s.id: s.incidents for s in statements})),
        origins=_origins(found, base),
        observations=observe(
            found.incidents,
            statements,
            issuers=(*base.issuers, *base.excerpted.issuers),
            channels=base.channels,
            coverage=base.coverage,
            renderings=base.renderings,
            expected=base.issuers,
        ),
        beginnings=Beginnings(statements, base.renderings, base.coverage).all(),
        search=tuple(_search(statements, base)),
        corrected=base.people.corrected(),
        aliases=tuple(sorted(base.people.aliases.items())),
        doubts=base.people.doubts(),
    )


def _base(
    renderings: Sequence[Rendering],
    issuers: Sequence[Issuer],
    states: Sequence[State],
    people: People,
    *,
    channels: Sequence[Channel],
    coverage: Mapping[str, Coverage],
    agreed: Sequence[AgreedPhrase],
    ladders: Mapping[str, Ladder],
) -> _Base:
    """Excerpts of the articles, and everything numbered, in the order of ids."""
    parsed = sorted((r for r in renderings if r.form is not Form.EXCERPT), key=lambda r: r.id)
    names = default_gazetteer()
    gazetteer = names.with_names(states, issuers) if states else names
    articles = [r for r in parsed if r.form is Form.ARTICLE]
    excerpted = excerpt_articles(articles, gazetteer=gazetteer, issuers=issuers)
    vocabulary = Vocabulary()
    everything = {r.id: r for r in (*parsed, *excerpted.excerpts)}
    return _Base(
        renderings=everything,
        excerpted=excerpted,
        kin=Kinship((*issuers, *excerpted.issuers)),
        gazetteer=gazetteer,
        vocabulary=vocabulary,
        words={r.id: vocabulary.encode(r.text, r.language) for r in everything.values() if r.form is not Form.ARTICLE},
        people=people,
        issuers=issuers,
        channels=channels,
        coverage=coverage,
        agreed=agreed,
        ladders=ladders,
    )


def _statements(base: _Base) -> tuple[Statement, ...]:
    """Statements by identity, with what people corrected, without what they excluded."""
    articles = [r for r in base.renderings.values() if r.form is Form.ARTICLE]
    identified = identify(
        base.renderings.values(),
        words=base.words,
        kin=base.kin,
        said=base.excerpted.said,
        contexts=contexts_of(articles, vocabulary=base.vocabulary, gazetteer=base.gazetteer),
        gazetteer=base.gazetteer,
    )
    kept = [
        base.people.statement(statement) for statement in identified.statements if not base.people.excluded(statement)
    ]
    return with_translations(kept, translations(kept, kin=base.kin, gazetteer=base.gazetteer))


def _passages(statements: Iterable[Statement], base: _Base) -> tuple[tuple[Passage, ...], Furniture]:
    """Passages of all renderings without the furniture that they teach, by rendering and place."""
    held = {key: statement.id for statement in statements for key in statement.renderings}
    texts = [base.renderings[key] for key in sorted(held)]
    cut = {r.id: sentences(r.text, language=r.language) for r in texts}
    # An answer of a briefing is cut out of its page: what often stands at its edge ("Yes.") was said.
    official = [r for r in texts if r.form is Form.STATEMENT and not r.question]
    reader = Reader(base.ladders, kin=base.kin, gazetteer=base.gazetteer)
    learnt = learn((r.source, [span.of(r.text) for span in cut[r.id]]) for r in official)
    repeated = ((r, text) for r in official for span in cut[r.id] if learnt(r.source, text := span.of(r.text)))
    furniture = learnt.without((r.source, text) for r, text in repeated if reader.speaks(text, r.language))
    passages = tuple(
        passage
        for rendering in texts
        for passage in passages_of(held[rendering.id], rendering, cut[rendering.id], reader=reader, furniture=furniture)
    )
    return passages, furniture


def _read(statements: Iterable[Statement], passages: Iterable[Passage], base: _Base) -> tuple[Statement, ...]:
    """Statements with moves and strength from their own words."""
    ordered = sorted(passages, key=lambda p: p.statement)
    own = {key: list(group) for key, group in groupby(ordered, key=lambda p: p.statement)}
    return tuple(base.people.strength(with_readings(statement, own.get(statement.id, ()))) for statement in statements)


def _origins(found: Derived, base: _Base) -> tuple[Origin, ...]:
    """Origins of all own words."""
    lore = Lore(
        statements={statement.id: statement for statement in found.statements},
        renderings=base.renderings,
        words=base.words,
        vocabulary=base.vocabulary,
        gazetteer=base.gazetteer,
        kin=base.kin,
        coverage=base.coverage,
        agreed=base.agreed,
    )
    return tuple(origins_of(found.passages, lore, found.formulas))


def _search(statements: Iterable[Statement], base: _Base) -> Iterator[tuple[str, str]]:
    """The words by which a statement is found: its title, question, and every rendering's text."""
    for statement in statements:
        texts = dict.fromkeys((statement.title, statement.question))
        texts |= dict.fromkeys(base.renderings[key].text for key in statement.renderings)
        yield statement.id, search_words("\n".join(t for t in texts if t), language=statement.language)
