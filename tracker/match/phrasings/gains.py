"""Formulas that only gained uses: what is new of them, so that the uses that they have need not be read again.

Owns when that is all that happened to a formula, and what is counted over all its passages. A formula qualifies if its
cluster lost nothing, its words stay those of the same passage, it stands in own words of two statements already, no
statement that comes uses it, and nothing new can be its first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.match.joining.bags import Ints
from tracker.match.joining.clusters import Cluster
from tracker.match.joining.index import Bools
from tracker.match.joining.plan import Measure
from tracker.match.joining.shelf import Change, Shelf, Table
from tracker.match.phrasings.drafts import own_statements
from tracker.match.phrasings.templates import more_variants
from tracker.match.phrasings.uses import TWICE
from tracker.model import Formula, How, Move, Statement, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A leader, the part of its cluster that is new, the new passages by row, and what counts over all passages."""

    cluster: Cluster
    numbers: dict[int, list[int]]
    issuers: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """Everything in some clusters: leader (by its place among them), passage, whether of a member, whether new."""

    of: Ints
    passage: Ints
    member: Bools
    new: Bools


def gains_of(shelf: Shelf, change: Change) -> dict[int, Gain]:
    """What is new of the shown formulas that only gained something."""
    lost = set(change.lost.tolist())
    changed = change.changed[shelf.leader[change.changed] == change.changed].tolist()
    shown = (leader for leader in changed if leader in shelf.kept and not shelf.kept[leader].hidden)
    leaders = np.array([leader for leader in shown if leader not in lost], dtype=np.int64)
    content = _content(shelf, leaders, change.gained)
    good = ~_unfit(shelf, leaders, content)
    issuers, moves = _issuers(shelf, content, len(leaders)), _moves(shelf, content, len(leaders))
    rows = np.zeros(shelf.index.rows, dtype=np.bool_)
    rows[shelf.row[content.passage[content.new]]] = True
    numbers: list[dict[int, list[int]]] = [{} for _ in range(len(leaders))]
    fresh = content.passage[content.new]
    for of, row, number in zip(
        content.of[content.new].tolist(), shelf.row[fresh].tolist(), fresh.tolist(), strict=True
    ):
        numbers[of].setdefault(row, []).append(number)
    found = {}
    for n, cluster in enumerate(shelf.clusters(leaders, rows)):
        if good[n]:
            found[cluster.leader] = Gain(
                cluster=_part(cluster, numbers[n]), numbers=numbers[n], issuers=issuers[n], moves=moves[n]
            )
    return found


def _part(cluster: Cluster, rows: Iterable[int]) -> Cluster:
    wanted = set(rows)
    return replace(
        cluster,
        members=tuple(one for one in cluster.members if one[0] in wanted),
        occurs=tuple(one for one in cluster.occurs if one[0] in wanted),
    )


def _content(shelf: Shelf, leaders: Ints, gained: Table) -> _Content:
    place = np.full(shelf.index.rows + 1, -1, dtype=np.int64)
    place[leaders] = np.arange(len(leaders))
    members = np.flatnonzero(shelf.here & (place[shelf.leader[shelf.row]] >= 0))
    pairs = np.flatnonzero(place[shelf.light] >= 0)
    pairs = pairs[shelf.leader[shelf.heavy[pairs]] != shelf.light[pairs]]
    at, nth = shelf.said_in(shelf.heavy[pairs])
    of = np.concatenate((place[shelf.leader[shelf.row[members]]], place[shelf.light[pairs[nth]]]))
    passage = np.concatenate((members, at))
    width = max(len(shelf.row), 1)
    new = np.isin(of * width + passage, place[gained[:, 0]] * width + gained[:, 1])
    return _Content(of=of, passage=passage, member=np.arange(len(of)) < len(members), new=new)


def _unfit(shelf: Shelf, leaders: Ints, content: _Content) -> Bools:
    """Which of the leaders need more than what is new."""
    out = np.zeros(len(leaders), dtype=np.bool_)
    of, at, new, own = content.of, content.passage, content.new, shelf.own[content.passage]
    said = of * max(len(shelf.statements), 1) + shelf.said[at]
    out[of[new][np.isin(said[new], said[~new])]] = True
    had = np.unique(said[own & ~new]) // max(len(shelf.statements), 1)
    out[np.bincount(had, minlength=len(leaders)) < TWICE] = True
    soonest = np.full(len(leaders), np.iinfo(np.int64).max)
    np.minimum.at(soonest, of[own & ~new], shelf.end[at[own & ~new]])
    out[of[own & new][shelf.begin[at[own & new]] < soonest[of[own & new]]]] = True
    leads = own & (shelf.row[at] == leaders[of])
    earliest = np.full(len(leaders), np.iinfo(np.int64).max)
    np.minimum.at(earliest, of[leads & ~new], shelf.begin[at[leads & ~new]])
    out[of[leads & new][shelf.begin[at[leads & new]] <= earliest[of[leads & new]]]] = True
    return out


def _issuers(shelf: Shelf, content: _Content, count: int) -> list[int]:
    issuer = shelf.issuer[content.passage]
    named = shelf.own[content.passage] & (issuer >= 0)
    width = max(len(shelf.issuers), 1)
    pairs = np.unique(content.of[named] * width + issuer[named])
    return [int(number) for number in np.bincount(pairs // width, minlength=count)]


def _moves(shelf: Shelf, content: _Content, count: int) -> list[tuple[Move, ...]]:
    """What at least half of the members in own words do, as drafts have it."""
    members = content.member & shelf.own[content.passage]
    of, bits = content.of[members], shelf.moves[content.passage[members]]
    everyone = np.bincount(of, minlength=count)
    found: list[list[Move]] = [[] for _ in range(count)]
    for n, move in enumerate(Move):
        doing = np.bincount(of[(bits >> n & 1) > 0], minlength=count)
        for leader in np.flatnonzero((doing > 0) & (2 * doing >= everyone)).tolist():
            found[leader].append(move)
    return [tuple(moves) for moves in found]


def bits_of(moves: Iterable[Move]) -> int:
    """Moves as a number, a bit each."""
    order = list(Move)
    return sum(1 << order.index(move) for move in set(moves))


def enlarged(formula: Formula, uses: Sequence[Use], gain: Gain, statements: Sequence[Statement]) -> Formula | None:
    """The formula (its uses left out) with what these uses add, and these alone as its uses.

    `statements` are those of the uses in own words. None where what is known of the formula does not say it: a
    phrasing that only occurred in others and is now repeated as a whole has another measure of itself.
    """
    dice = formula.measure == Measure.DICE
    members = [use for use in uses if use.how is How.MEMBER]
    if members and not dice:
        return None
    dates = [one.date for one in statements if one.date is not None]
    dates += [formula.last] if formula.last is not None else []
    return replace(
        formula,
        min_similarity=min([formula.min_similarity, *(use.similarity for use in (members if dice else uses))]),
        statements=formula.statements + len(own_statements(uses)),
        incidents=0,
        issuers=gain.issuers,
        last=max(dates, key=lambda d: (d.end, d.start, d.iso), default=None),
        moves=gain.moves,
        variants=more_variants(formula.variants, ((use.variant, use.statement) for use in members)),
        uses=tuple(replace(use, formula=formula.id) for use in uses),
    )
