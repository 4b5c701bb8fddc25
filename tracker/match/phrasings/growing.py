"""Formulas that grow: passages come and go, and only what they touch is made anew.

Owns which formulas must be made again, and that the outcome is what find_formulas makes of all passages at once. Never
reads a clock or a file. The dependencies, each of them followed exactly:

- a cluster depends on the rows of its connected component by Dice, on who says them and when;
- where a leader occurs depends on the leader and on each row that holds it;
- a formula depends on its cluster, and on the passages of its rows with their statements' dates and issuers;
- whether a formula is hidden depends on its stretches and on those of formulas that cover one of them. No two have
  the very same stretches: each leader's row would hold the other leader, so that both weigh the same, and what holds
  another row of its weight is like it by Dice as well, but leaders are never alike;
- ids depend on all formulas that are not hidden and on the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.epochs import Epoch
from tracker.match.joining import rule
from tracker.match.joining.bags import Ints
from tracker.match.joining.index import Index
from tracker.match.joining.shelf import Arrival, Change, Kept, Shelf, Table
from tracker.match.judging.flags import Comparer
from tracker.match.phrasings.drafts import (
    Draft,
    Ground,
    draft_of,
    form_key,
    own_statements,
    recurs,
    takes_part,
    uses_of,
)
from tracker.match.phrasings.formulas import with_id
from tracker.match.phrasings.gains import bits_of, enlarged, gains_of
from tracker.match.phrasings.ids import Held, Lines, held, named
from tracker.match.phrasings.uses import hidden_among, weight_of
from tracker.model import Formula, How, LedgerEntry, Passage, Statement

_START = datetime(1, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

#: Passages by id.
Lookup = Callable[[Sequence[str]], Mapping[str, Passage]]
#: Formulas by id as they were written, those of them that are there.
Before = Callable[[Sequence[str]], Mapping[str, Formula]]


@dataclass(slots=True, kw_only=True)
class Grown:
    """All shelves, by primary language."""

    shelves: dict[str, Shelf] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The formulas that are new or not what they were, ids that no formula has now, and the ledger's new lines.

    `gained` are formulas that have uses beside those that were written: with only these as their `uses`.
    """

    formulas: tuple[Formula, ...]
    gained: tuple[Formula, ...]
    dropped: tuple[str, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """One language's part of a growth."""

    language: str
    shelf: Shelf
    forms: Mapping[str, tuple[str, ...]]
    epoch: Epoch
    ground: Ground
    lookup: Lookup
    before: Before
    heads: Before | None
    anew: set[int] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)
    drafts: dict[int, Draft] = field(default_factory=dict)
    gained: dict[int, Formula] = field(default_factory=dict)


def grow(
    grown: Grown,
    *,
    come: Sequence[Passage],
    gone: Iterable[str] = (),
    forms: Mapping[str, tuple[str, ...]],
    lookup: Lookup,
    statements: Mapping[str, Statement],
    epoch: Epoch,
    ledger: Sequence[LedgerEntry] | Lines,
    gazetteer: Gazetteer,
    before: Before = lambda _: {},
    heads: Before | None = None,
) -> Growth:
    """Take passages in (with their canonical forms) and out (by id), in place; what changed by it.

    A passage that is no longer the same, or whose statement has another date or issuer, is one that goes and comes.
    `lookup` finds passages that are here by id, those that come among them. `before` finds formulas as the last growth
    gave them, which saves comparing again what was compared. With `heads`, which finds the same without their uses,
    formulas that only gained something are `gained`, else they are whole. The ledger may be a way to read some of it.
    """
    leaving = set(gone)
    by_language: dict[str, list[Passage]] = {name: [] for name in grown.shelves}
    for passage in sorted(come, key=lambda p: p.id):
        if takes_part(passage, forms):
            by_language.setdefault(rule.primary(passage.language), []).append(passage)
    ground = Ground(statements=statements, key_of=_keyless, gazetteer=gazetteer, comparer=Comparer(gazetteer))
    works, stood = [], {}
    for name in sorted(by_language):
        shelf = grown.shelves.setdefault(name, Shelf(index=Index(language=name)))
        stood[name] = held(shelf)
        work = _Work(
            language=name, shelf=shelf, forms=forms, epoch=epoch, ground=ground, lookup=lookup, before=before,
            heads=heads,
        )  # fmt: skip
        _advance(work, by_language[name], leaving)
        works.append(work)
    return _named(works, stood, ledger if callable(ledger) else _some_of(ledger))


def _some_of(ledger: Sequence[LedgerEntry]) -> Lines:
    return lambda names: ledger if names is None else [e for e in ledger if e.id in names or e.anchor in names]


def _keyless(passage: Passage) -> str:
    raise NotImplementedError(passage.id)


def _advance(work: _Work, come: Sequence[Passage], leaving: set[str]) -> None:
    """Rows, pairs and leaders first, then the formulas of changed leaders, then who hides whom."""
    shelf = work.shelf
    gone = shelf.numbers(leaving) if leaving else np.zeros(0, dtype=np.int64)
    if not come and not len(gone):
        return
    first_row = shelf.index.rows
    row = _rows(work, come)
    kept = np.flatnonzero(row >= 0).tolist()
    arrival = _arrival([come[n] for n in kept], row[row >= 0], work.ground)
    change = shelf.advance(arrival, gone, first_row)
    stirred = _enlarge(work, change)
    changed = np.array([leader for leader in change.changed.tolist() if leader not in work.gained], dtype=np.int64)
    theirs = np.isin(shelf.used[:, 0], changed)
    before, shelf.used = shelf.used[theirs], shelf.used[~theirs]
    work.drafts = _drafts(work, changed[shelf.leader[changed] == changed])
    after = _stretches(shelf, {leader: draft.formula for leader, draft in work.drafts.items()})
    shelf.used = np.concatenate((shelf.used, after))
    for leader, draft in work.drafts.items():
        shelf.kept.setdefault(leader, Kept()).first = draft.first
    work.anew = set(work.drafts) | {leader for leader in changed.tolist() if leader in shelf.kept}
    for leader in work.anew.difference(_standing(work)).intersection(shelf.kept):
        work.dropped.append(shelf.kept.pop(leader).name)
    _hide(work, np.concatenate((stirred, before, after)))


def _enlarge(work: _Work, change: Change) -> Table:
    """Give formulas that only gained something what is new; the stretches that are."""
    shelf = work.shelf
    gains = gains_of(shelf, change) if work.heads else {}
    formulas = work.heads([shelf.kept[leader].name for leader in gains]) if work.heads and gains else {}
    wanted = [shelf.kept[leader].first for leader in gains]
    wanted += [shelf.ids[n] for gain in gains.values() for numbers in gain.numbers.values() for n in numbers]
    found = work.lookup(list(dict.fromkeys(wanted)))
    for leader, gain in gains.items():
        kept = shelf.kept[leader]
        if kept.name in formulas and kept.first in found:
            rows = {row: [found[shelf.ids[n]] for n in numbers] for row, numbers in gain.numbers.items()}
            uses = uses_of(gain.cluster, rows, found[kept.first], work.ground)
            own = [work.ground.statements[key] for key in own_statements(uses)]
            formula = enlarged(formulas[kept.name], uses, gain, own)
            if formula is not None:
                work.gained[leader] = formula
    # A row in which a phrasing occurred may be a member now, and a text that has a use may hold a better one over it.
    new = _stretches(shelf, work.gained)
    width = len(shelf.places) + 1
    theirs = shelf.used[np.isin(shelf.used[:, 0], list(work.gained))]
    both = np.isin(new[:, 0] * width + new[:, 1], theirs[:, 0] * width + theirs[:, 1])
    for leader in np.unique(new[both, 0]).tolist():
        del work.gained[leader]
    new = new[np.isin(new[:, 0], list(work.gained))]
    shelf.used = np.concatenate((shelf.used, new))
    return new


def _rows(work: _Work, come: Sequence[Passage]) -> Ints:
    """The row of each passage, -1 for one whose words have no weight."""
    shelf, forms = work.shelf, work.forms
    keys = np.array([int(form_key(p.language, forms[p.id]), 16) for p in come], dtype=np.uint64)
    distinct, first, back = np.unique(keys, return_index=True, return_inverse=True)
    rows = shelf.index.find(distinct)
    new = np.flatnonzero(rows < 0)
    rows[new] = shelf.index.add(
        distinct[new], [forms[come[first[n]].id] for n in new.tolist()], work.epoch.weigher(work.language)
    )
    return rows[back]


def _arrival(come: Sequence[Passage], row: Ints, ground: Ground) -> Arrival:
    times = [ground.time(passage)[:2] for passage in come]
    return Arrival(
        ids=[p.id for p in come],
        statements=[p.statement for p in come],
        begin=np.array([(start - _START) // _TICK for start, _ in times], dtype=np.int64),
        end=np.array([(end - _START) // _TICK for _, end in times], dtype=np.int64),
        own=np.array([p.evidence.own_words for p in come], dtype=np.bool_),
        clause=np.array([p.clause for p in come], dtype=np.bool_),
        row=row,
        issuers=[ground.statements[p.statement].issuer or "" for p in come],
        moves=np.array([bits_of(p.moves) for p in come], dtype=np.int64),
        mark=np.array([mark_of(p, ground.statements[p.statement]) for p in come], dtype=np.uint64),
    )


def mark_of(passage: Passage, statement: Statement) -> int:
    """A number that differs where anything differs that formulas read of a passage, its date and issuer among them."""
    date = statement.date
    read = (
        passage.statement, passage.rendering, passage.version, passage.start, passage.end, passage.text,
        passage.language, passage.evidence.value, passage.clause, tuple(m.value for m in passage.moves),
        date and (date.iso, date.zone), statement.issuer,
    )  # fmt: skip
    return int.from_bytes(hashlib.blake2b(repr(read).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _drafts(work: _Work, leaders: Ints) -> dict[int, Draft]:
    """The formulas of these leaders, of those that more than one statement uses."""
    shelf = work.shelf
    clusters = shelf.clusters(leaders)
    numbers = shelf.passages(row for one in clusters for row, _ in (*one.members, *one.occurs))
    wanted = [one for one in clusters if _reach(shelf, [row for row, _ in (*one.members, *one.occurs)], numbers)]
    rows = sorted({row for one in wanted for row, _ in (*one.members, *one.occurs)})
    found = work.lookup([shelf.ids[n] for row in rows for n in numbers[row]])
    passages = {row: sorted((found[shelf.ids[n]] for n in numbers[row]), key=lambda p: p.id) for row in rows}
    keys = {p.id: f"{int(shelf.index.keys[row]):016x}" for row in rows for p in passages[row]}
    flags = _compared(work, [one.leader for one in wanted], found)
    ground = replace(work.ground, key_of=lambda passage: keys[passage.id], flags=flags)
    made = {one.leader: draft_of(one, passages, ground) for one in wanted}
    return {leader: draft for leader, draft in made.items() if recurs(draft.formula.uses, ground.statements)}


def _compared(
    work: _Work, leaders: Iterable[int], passages: Mapping[str, Passage]
) -> dict[tuple[str, str, bool], tuple[str, ...]]:
    """The flags that formulas as they were have, where the passage whose words stand for them is here still."""
    kept = {one.name: one.first for leader in leaders if (one := work.shelf.kept.get(leader)) and one.name}
    known = work.before([name for name, first in kept.items() if first in passages])
    return {
        (passages[kept[name]].text, use.text, use.how is How.OCCURS_IN): use.flags
        for name, formula in known.items()
        for use in formula.uses
        if use.how is not How.REPORTED
    }


def _reach(shelf: Shelf, rows: Iterable[int], numbers: Mapping[int, Sequence[int]]) -> bool:
    """Whether these rows hold own words, and more than one statement."""
    held = np.array([n for row in rows for n in numbers[row]], dtype=np.int64)
    said = shelf.said[held]
    return bool(shelf.own[held].any()) and bool(said.min() < said.max())


def _stretches(shelf: Shelf, formulas: Mapping[int, Formula]) -> Table:
    rows = [
        (
            leader,
            shelf.places.setdefault(f"{use.rendering}\t{use.version}", len(shelf.places)),
            use.start,
            use.end,
            weight_of(use, formula.statements),
        )
        for leader, formula in formulas.items()
        for use in formula.uses
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 5)


def _hide(work: _Work, stirred: Table) -> None:
    """Say anew who is hidden, of all whose stretches or covers are not what they were.

    One that is shown and only gained stretches is not hidden by that.
    """
    shelf = work.shelf
    beside = shelf.used[np.isin(shelf.used[:, 1], stirred[:, 1]) & (shelf.used[:, 4] > 0)]
    asked = {*work.drafts, *_covered(beside, stirred)} & shelf.kept.keys()
    own = shelf.used[np.isin(shelf.used[:, 0], list(asked))]
    near = shelf.used[np.isin(shelf.used[:, 1], own[:, 1])]
    hidden = hidden_among(asked, near, own)
    for leader in asked:
        if shelf.kept[leader].hidden != (leader in hidden):
            shelf.kept[leader].hidden = leader in hidden
            work.anew.add(leader)


def _covered(inner: Table, outer: Table) -> set[int]:
    """The formulas of which a stretch lies within one of `outer`."""
    order = np.argsort(outer[:, 1], kind="stable")
    outer = outer[order]
    low = np.searchsorted(outer[:, 1], inner[:, 1])
    sizes = np.searchsorted(outer[:, 1], inner[:, 1], side="right") - low
    of = np.repeat(np.arange(len(inner)), sizes)
    at = np.arange(len(of)) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)
    within = (outer[at, 2] <= inner[of, 2]) & (inner[of, 3] <= outer[at, 3])
    return set(inner[of[within], 0].tolist())


def _named(works: Sequence[_Work], stood: Mapping[str, Held], lines: Lines) -> Growth:
    """Ids for all formulas that are shown, and the formulas that are to be written anew."""
    by_language = {work.language: work for work in works}
    names, entries = named({name: work.shelf for name, work in by_language.items()}, stood, lines)
    free = {name for work in works for name in work.dropped}
    for work in works:
        for leader in work.anew.intersection(work.shelf.kept):
            if work.shelf.kept[leader].hidden:
                free.add(work.shelf.kept[leader].name)
                work.shelf.kept[leader].name = ""
    for (language, leader), name in names.items():
        kept = by_language[language].shelf.kept[leader]
        if kept.name != name:
            by_language[language].anew.add(leader)
            free.add(kept.name)
            kept.name = name
    made = [formula for work in works for formula in _written(work)]
    gained = [f for work in works for leader, f in work.gained.items() if leader not in work.anew and f.uses]
    return Growth(
        formulas=tuple(sorted(made, key=lambda f: f.id)),
        gained=tuple(sorted(gained, key=lambda f: f.id)),
        dropped=tuple(sorted(free.difference(names.values()) - {""})),
        ledger=entries,
    )


def _standing(work: _Work) -> set[int]:
    """The formulas that are still there: made anew just now, or with stretches as before."""
    return {*work.drafts, *np.unique(work.shelf.used[:, 0]).tolist()}


def _written(work: _Work) -> list[Formula]:
    shelf = work.shelf
    shown = [leader for leader in sorted(work.anew) if leader in shelf.kept and not shelf.kept[leader].hidden]
    lacking = np.array([leader for leader in shown if leader not in work.drafts], dtype=np.int64)
    drafts = {**work.drafts, **_drafts(work, lacking)}
    return [with_id(drafts[leader].formula, shelf.kept[leader].name) for leader in shown]
