"""Recurring phrasings: clusters of passages with a template, their uses, counts and first use.

Owns how passages become formulas. Never reads a clock or a file; the same passages, epoch and ledger give the same
formulas in any order of arrival. Only own words (official and quoted) lead and count; paraphrases join as reported;
a characterisation never takes part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from tracker.language.gazetteer import Gazetteer, default_gazetteer
from tracker.match import bags, ledger as histories, rule
from tracker.match.clusters import Cluster, Standings, find_clusters
from tracker.match.epochs import Epoch
from tracker.match.flags import Comparer
from tracker.match.join import Engine
from tracker.match.plan import Measure
from tracker.match.templates import template, variants
from tracker.match.uses import shadowed, without_nested
from tracker.model import (
    Evidence,
    FirstUse,
    Formula,
    How,
    LedgerEntry,
    Move,
    Passage,
    Statement,
    Use,
    short_hash,
)

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaResult:
    """The formulas in order of id, and the entries to append to the ledger."""

    formulas: tuple[Formula, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every step reads: canonical forms, statements, weights, names and the engine of the join."""

    forms: Mapping[str, tuple[str, ...]]
    statements: Mapping[str, Statement]
    epoch: Epoch
    gazetteer: Gazetteer
    engine: Engine
    comparer: Comparer
    wordings: dict[tuple[str, str], str]
    spans: dict[str, tuple[datetime, datetime]]

    def wording(self, passage: Passage) -> str:
        """The passage with its slots, each distinct text masked once."""
        key = passage.text, passage.language
        if key not in self.wordings:
            self.wordings[key] = template(passage.text, language=passage.language, gazetteer=self.gazetteer)
        return self.wordings[key]

    def time(self, passage: Passage) -> tuple[datetime, datetime, bool, str]:
        """The place of a passage in time, whole sentences before clauses, then by id; undated ones last."""
        if passage.statement not in self.spans:
            date = self.statements[passage.statement].date
            self.spans[passage.statement] = (date.start, date.end) if date else (_LATEST, _LATEST)
        return *self.spans[passage.statement], passage.clause, passage.id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A formula before it has an id."""

    cluster: histories.Cluster
    formula: Formula


def form_key(language: str, form: Iterable[str]) -> str:
    """The stable name of a canonical form: what ledger anchors and furniture are kept by."""
    return short_hash(rule.primary(language), *sorted(form), length=16)


def find_formulas(
    passages: Sequence[Passage],
    forms: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
    *,
    epoch: Epoch,
    incidents_of: Mapping[str, Sequence[str]] | None = None,
    ledger: Sequence[LedgerEntry] = (),
    gazetteer: Gazetteer | None = None,
    engine: Engine = "auto",
) -> FormulaResult:
    """Every wording of at least three content terms that two or more statements use in their own words.

    `forms` maps passage ids to canonical forms; a passage without one takes no part. A statement counts once a
    formula, however many of its passages or renderings use it. A formula all of whose uses lie inside those of a
    longer formula is left out, being only a part of it.
    """
    names = gazetteer or default_gazetteer()
    ground = _Ground(
        forms=forms,
        statements=statements,
        epoch=epoch,
        gazetteer=names,
        comparer=Comparer(names),
        engine=engine,
        wordings={},
        spans={},
    )
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: p.id):
        if _takes_part(passage, forms):
            by_language[rule.primary(passage.language)].append(passage)
    drafts = [draft for name in sorted(by_language) for draft in _of_language(by_language[name], name, ground)]
    hidden = shadowed([draft.formula.uses for draft in drafts])
    kept = [draft for i, draft in enumerate(drafts) if i not in hidden]
    assigned = histories.assign([draft.cluster for draft in kept], ledger, thing="formula", prefix="f-")
    named = [_named(draft.formula, key) for draft, key in zip(kept, assigned.ids, strict=True)]
    counted = with_incidents(named, incidents_of or {})
    return FormulaResult(formulas=tuple(sorted(counted, key=lambda f: f.id)), ledger=assigned.entries)


def with_incidents(formulas: Iterable[Formula], incidents_of: Mapping[str, Sequence[str]]) -> list[Formula]:
    """The formulas with their incidents counted anew, over statements that use them in their own words."""
    return [
        replace(formula, incidents=len({i for s in own_statements(formula.uses) for i in incidents_of.get(s, ())}))
        for formula in formulas
    ]


def own_statements(uses: Iterable[Use]) -> list[str]:
    """The statements that use a formula in their own words, each once, sorted."""
    return sorted({use.statement for use in uses if use.how is not How.REPORTED})


def _takes_part(passage: Passage, forms: Mapping[str, tuple[str, ...]]) -> bool:
    if passage.evidence is Evidence.CHARACTERISED:
        return False
    return rule.content_terms(forms.get(passage.id, ())) >= rule.MEMBER_TERMS


def _of_language(passages: Sequence[Passage], language: str, ground: _Ground) -> list[_Draft]:
    encoded = bags.encode([ground.forms[p.id] for p in passages], ground.epoch.weigher(language))
    rows = {row: [passages[i] for i in at] for row, at in bags.copies(encoded.row_of.tolist()).items()}
    standings = _standings(passages, encoded, rows, ground)
    found = find_clusters(encoded, standings, engine=ground.engine)
    drafts = (_draft(cluster, rows, ground) for cluster in found.of(found.shared_by_two(standings)))
    return [draft for draft in drafts if draft.formula.statements > 1]


def _standings(
    passages: Sequence[Passage], encoded: bags.Bags, rows: Mapping[int, Sequence[Passage]], ground: _Ground
) -> Standings:
    """Who says each row in own words, and its place in time: that of its earliest passage."""
    own = sorted((i for i, p in enumerate(passages) if p.evidence.own_words), key=lambda i: ground.time(passages[i]))
    own = [i for i in own if encoded.row_of[i] >= 0]
    row = encoded.row_of[np.array(own, dtype=np.int64)]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(p.statement for p in passages))}
    said = np.array([numbers[passages[i].statement] for i in own], dtype=np.int64)
    order = np.full(encoded.rows, len(own), dtype=np.int64)
    np.minimum.at(order, row, np.arange(len(own), dtype=np.int64))
    pairs = np.unique(row * len(numbers) + said)
    return Standings(
        starts=np.searchsorted(pairs, np.arange(encoded.rows + 1, dtype=np.int64) * len(numbers)),
        statements=pairs % max(len(numbers), 1),
        order=order,
        terms=np.array([rule.content_terms(ground.forms[rows[r][0].id]) for r in range(encoded.rows)], dtype=np.int64),
    )


def _draft(cluster: Cluster, rows: Mapping[int, Sequence[Passage]], ground: _Ground) -> _Draft:
    leader = min((p for p in rows[cluster.leader] if p.evidence.own_words), key=ground.time)
    uses = [
        _use(p, leader, ground, alike=alike, how=how)
        for how, part in ((How.MEMBER, cluster.members), (How.OCCURS_IN, cluster.occurs))
        for row, alike in part
        for p in rows[row]
    ]
    members = [p for row, _ in cluster.members for p in rows[row] if p.evidence.own_words]
    keys = frozenset(form_key(p.language, ground.forms[p.id]) for p in members)
    anchor = form_key(leader.language, ground.forms[leader.id])
    formula = _formula(leader, without_nested(uses), members, ground)
    return _Draft(cluster=histories.Cluster(anchor=anchor, keys=keys), formula=formula)


def _use(passage: Passage, leader: Passage, ground: _Ground, *, alike: float, how: How) -> Use:
    # What a longer sentence adds may be weaker or stronger; the words that they share can only be turned.
    within = how is How.OCCURS_IN
    found = ground.comparer.compare(leader.text, passage.text, language=leader.language, turning_only=within)
    return Use(
        formula="",
        statement=passage.statement,
        rendering=passage.rendering,
        version=passage.version,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        similarity=round(alike, 6),
        how=how if passage.evidence.own_words else How.REPORTED,
        flags=found.flags,
        variant="" if within else ground.wording(passage),
    )


def _formula(leader: Passage, uses: Sequence[Use], members: Sequence[Passage], ground: _Ground) -> Formula:
    statements = ground.statements
    own = own_statements(uses)
    within = [use.similarity for use in uses if use.how is How.MEMBER]
    dates = [date for s in own if (date := statements[s].date)]
    issuers = {issuer for s in own if (issuer := statements[s].issuer)}
    return Formula(
        id="",
        template=ground.wording(leader),
        language=rule.primary(leader.language),
        measure=str(Measure.DICE if len(within) > 1 else Measure.CONTAINMENT),
        min_similarity=min(within if len(within) > 1 else [use.similarity for use in uses]),
        statements=len(own),
        incidents=0,
        issuers=len(issuers),
        first=first_use([statements[s] for s in own]),
        last=max(dates, key=lambda d: (d.end, d.start, d.iso), default=None),
        moves=_moves(members),
        variants=variants((use.variant, use.statement) for use in uses if use.how is How.MEMBER),
        uses=tuple(uses),
    )


def _moves(members: Sequence[Passage]) -> tuple[Move, ...]:
    """What at least half of the members do."""
    counts = Counter(move for p in members for move in set(p.moves))
    return tuple(move for move in Move if 2 * counts[move] >= len(members) and counts[move])


def first_use(statements: Iterable[Statement]) -> FirstUse:
    """The earliest dated statement; shared when another one's time overlaps it. Undated ones are never first."""
    dated = sorted(
        ((s.date, s) for s in statements if s.date is not None), key=lambda d: (d[0].start, d[0].end, d[1].id)
    )
    if not dated:
        return FirstUse()
    soonest = min(date.end for date, _ in dated)
    possible = [(date, s) for date, s in dated if date.start < soonest]
    date, first = possible[0]
    return FirstUse(statement=first.id, issuer=first.issuer, date=date, shared=len(possible) > 1)


def _named(formula: Formula, key: str) -> Formula:
    return replace(formula, id=key, uses=tuple(replace(use, formula=key) for use in formula.uses))
