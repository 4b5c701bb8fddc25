"""One cluster of passages as a formula: its template, uses, counts, first use and variants.

Owns what is said of a formula once its rows are known. Never decides which rows those are, nor its id. Only own words
(official and quoted) count; a paraphrase is a use as reported, and makes a phrasing recur only for an issuer that has
used it in own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tracker.language.names.gazetteer import Gazetteer
from tracker.match import ledger as histories
from tracker.match.joining import rule
from tracker.match.joining.clusters import Cluster
from tracker.match.joining.plan import Measure
from tracker.match.judging.flags import Comparer
from tracker.match.phrasings.templates import template, variants
from tracker.match.phrasings.uses import TWICE, without_nested
from tracker.model import Evidence, FirstUse, Formula, How, Move, Passage, Statement, Use, short_hash

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is read of passages: their statements, the key of their canonical form, names, and what was read already."""

    statements: Mapping[str, Statement]
    key_of: Callable[[Passage], str]
    gazetteer: Gazetteer
    comparer: Comparer
    wordings: dict[tuple[str, str], str] = field(default_factory=dict)
    spans: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    #: Flags that are known of a leader's text, another text, and whether that one only holds the leader's words.
    flags: dict[tuple[str, str, bool], tuple[str, ...]] = field(default_factory=dict)

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
class Draft:
    """A formula before it has an id; `first` is the passage whose words stand for it."""

    first: str
    cluster: histories.Cluster
    formula: Formula


def form_key(language: str, form: Iterable[str]) -> str:
    """The stable name of a canonical form: what ledger anchors and furniture are kept by."""
    return short_hash(rule.primary(language), *sorted(form), length=16)


def own_statements(uses: Iterable[Use]) -> list[str]:
    """The statements that use a formula in their own words, each once, sorted."""
    return sorted({use.statement for use in uses if use.how is not How.REPORTED})


def known_statements(uses: Sequence[Use], statements: Mapping[str, Statement]) -> list[str]:
    """The statements that use a formula in their own words, and those of the same issuers that are reported to, sorted.

    That a reporter's words about somebody else are like a phrasing says nothing of whether that one used it.
    """
    own = own_statements(uses)
    issuers = {statements[key].issuer for key in own} - {None}
    told = {use.statement for use in uses if statements[use.statement].issuer in issuers}
    return sorted({*own, *told})


def recurs(uses: Sequence[Use], statements: Mapping[str, Statement]) -> bool:
    """Whether a wording recurs: in own words of two statements, or of one whose issuer is reported to repeat it."""
    return len(known_statements(uses, statements)) >= TWICE


def first_of(uses: Sequence[Use], statements: Mapping[str, Statement]) -> FirstUse:
    """The first use in own words; where only one statement has them, the first of all that are known."""
    own = own_statements(uses)
    return first_use(statements[key] for key in (own if len(own) >= TWICE else known_statements(uses, statements)))


def takes_part(passage: Passage, forms: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a passage can be in a formula: nobody's characterisation, and of enough content terms."""
    if passage.evidence is Evidence.CHARACTERISED:
        return False
    return rule.content_terms(forms.get(passage.id, ())) >= rule.MEMBER_TERMS


def draft_of(cluster: Cluster, rows: Mapping[int, Sequence[Passage]], ground: Ground) -> Draft:
    """The formula of a cluster, from the passages of each of its rows; some row must hold own words and lead."""
    leader = min((p for p in rows[cluster.leader] if p.evidence.own_words), key=ground.time)
    uses = uses_of(cluster, rows, leader, ground)
    members = [p for row, _ in cluster.members for p in rows[row] if p.evidence.own_words]
    keys = frozenset(ground.key_of(p) for p in members)
    anchor = ground.key_of(leader)
    formula = _formula(leader, uses, members, ground)
    return Draft(first=leader.id, cluster=histories.Cluster(anchor=anchor, keys=keys), formula=formula)


def uses_of(
    cluster: Cluster, rows: Mapping[int, Sequence[Passage]], leader: Passage, ground: Ground
) -> tuple[Use, ...]:
    """The uses that the passages of these rows are, of the formula that the words of `leader` stand for."""
    spans = {
        _span(p, alike=alike, how=how): (p, how is How.OCCURS_IN)
        for how, part in ((How.MEMBER, cluster.members), (How.OCCURS_IN, cluster.occurs))
        for row, alike in part
        for p in rows[row]
    }
    # Many stretches lie within others; what is costly to say is said of those alone that are left.
    return tuple(_read(span, *spans[span], leader, ground) for span in without_nested(spans))


def _span(passage: Passage, *, alike: float, how: How) -> Use:
    """A use as to place and likeness; nothing is read of its words yet."""
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
    )


def _read(span: Use, passage: Passage, within: bool, leader: Passage, ground: Ground) -> Use:
    # What a longer sentence adds may be weaker or stronger; the words that they share can only be turned.
    flags = ground.flags.get((leader.text, passage.text, within))
    if flags is None:
        found = ground.comparer.compare(leader.text, passage.text, language=leader.language, turning_only=within)
        flags = found.flags
    return replace(span, flags=flags, variant="" if within else ground.wording(passage))


def _formula(leader: Passage, uses: Sequence[Use], members: Sequence[Passage], ground: Ground) -> Formula:
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
        first=first_of(uses, statements),
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
