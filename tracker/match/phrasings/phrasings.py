"""The stage that finds formulas, with what matching remembers of its own work.

Owns what is made anew and what is kept: canonical forms of texts that were read before, and formulas that nothing new
touches. Never decides what a formula is; with and without memory the outcome is the same. Never stores anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.canon import canonical_all, text_key
from tracker.match.epochs import Epoch
from tracker.match.joining.join import Engine
from tracker.match.joining.rule import primary
from tracker.match.phrasings.drafts import takes_part
from tracker.match.phrasings.forms import Form, Forms
from tracker.match.phrasings.formulas import FormulaResult, find_formulas
from tracker.match.phrasings.growing import Grown, grow, mark_of
from tracker.match.phrasings.uses import in_order
from tracker.model import Formula, LedgerEntry, Passage, Statement

#: With a smaller share of passages that are here still, an index is mostly remains and is made anew.
HERE = 0.5

Say = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Memory:
    """What matching remembers from one time to the next; it is brought up to date in place.

    `grown` is the index: an empty one is filled, None means that all passages are joined and nothing of it is kept, for
    the reason in `whole`. `formulas` are by id as they were stored together with the index.
    """

    forms: Forms = field(default_factory=Forms)
    grown: Grown | None = None
    whole: str = ""
    formulas: Mapping[str, Formula] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What formulas are found in and by."""

    statements: Mapping[str, Statement]
    epoch: Epoch
    ledger: Sequence[LedgerEntry]
    gazetteer: Gazetteer
    workers: int = 1
    engine: Engine = "auto"


def phrasings(passages: Sequence[Passage], ground: Ground, memory: Memory, say: Say) -> FormulaResult:
    """The formulas of all these passages, with as little work as `memory` allows; it is told to `say` in a line.

    Formulas that are kept have the numbers of incidents that they were stored with.
    """
    if memory.grown is None:
        say(f"all passages are compared ({memory.whole})" if memory.whole else "all passages are compared")
        found = _joined(passages, ground, memory)
        _tidy(memory.forms, passages)
        return found
    if not _is_sound(memory.grown, memory.formulas):
        memory.grown, memory.formulas = Grown(), {}
    found = _grown(memory.grown, passages, ground, memory, say)
    _tidy(memory.forms, passages)
    return found


def _joined(passages: Sequence[Passage], ground: Ground, memory: Memory) -> FormulaResult:
    return find_formulas(
        passages,
        _forms(passages, ground, memory),
        ground.statements,
        epoch=ground.epoch,
        ledger=ground.ledger,
        gazetteer=ground.gazetteer,
        engine=ground.engine,
    )


def _grown(grown: Grown, passages: Sequence[Passage], ground: Ground, memory: Memory, say: Say) -> FormulaResult:
    """The formulas that were known, as far as nothing touches them, and those that something does."""
    come, gone = _difference(grown, passages, ground.statements)
    forms = _forms(come, ground, memory)
    come = [passage for passage in come if takes_part(passage, forms)]
    if grown.shelves:
        say(f"{len(come):,} passages come into the index, {len(gone):,} go")
    else:
        say(f"all passages are compared (an index is made, of {len(come):,})")
    by_id, known = {p.id: p for p in passages}, memory.formulas
    growth = grow(
        grown,
        come=come,
        gone=gone,
        forms=forms,
        lookup=lambda ids: {key: by_id[key] for key in ids},
        statements=ground.statements,
        epoch=ground.epoch,
        ledger=ground.ledger,
        gazetteer=ground.gazetteer,
        before=lambda ids: {key: known[key] for key in ids if key in known},
        heads=lambda ids: {key: replace(known[key], uses=()) for key in ids if key in known},
    )
    dropped = set(growth.dropped)
    kept = {key: formula for key, formula in known.items() if key not in dropped}
    kept |= {formula.id: formula for formula in growth.formulas}
    kept |= {one.id: replace(one, uses=in_order((*known[one.id].uses, *one.uses))) for one in growth.gained}
    return FormulaResult(formulas=tuple(kept[key] for key in sorted(kept)), ledger=growth.ledger)


def _is_sound(grown: Grown, formulas: Mapping[str, Formula]) -> bool:
    """Whether an index is worth going on with: not mostly remains, and of the very formulas that are stored."""
    sizes: dict[str, int] = {}
    here = all_of = 0
    for shelf in grown.shelves.values():
        here, all_of = here + int(shelf.here.sum()), all_of + len(shelf.here)
        uses = np.bincount(shelf.used[:, 0], minlength=shelf.index.rows)
        sizes |= {kept.name: int(uses[leader]) for leader, kept in shelf.kept.items() if kept.name}
    return here >= HERE * all_of and sizes == {key: len(formula.uses) for key, formula in formulas.items()}


def _difference(
    grown: Grown, passages: Iterable[Passage], statements: Mapping[str, Statement]
) -> tuple[list[Passage], list[str]]:
    """The passages of which the index does not know that they are as they are, and the ids of those no more so."""
    known: dict[str, int] = {}
    for shelf in grown.shelves.values():
        there = np.flatnonzero(shelf.here).tolist()
        known.update(zip((shelf.ids[n] for n in there), shelf.mark[there].tolist(), strict=True))
    come = []
    for passage in passages:
        if known and known.get(passage.id) == mark_of(passage, statements[passage.statement]):
            del known[passage.id]
        else:
            come.append(passage)
    return come, list(known)


def _forms(passages: Iterable[Passage], ground: Ground, memory: Memory) -> dict[str, Form]:
    """Canonical forms by passage; only texts that nobody has read before are brought to theirs."""
    texts: dict[tuple[str, str], Form] = {}
    of = {passage.id: (primary(passage.language), passage.text) for passage in passages}
    keys = {pair: text_key(pair[1], pair[0]) for pair in dict.fromkeys(of.values())}
    known = memory.forms.known(list(keys.values()))
    lacking: dict[str, list[str]] = {}
    for pair, key in keys.items():
        form = known.get(key)
        if form is None:
            lacking.setdefault(pair[0], []).append(pair[1])
        else:
            texts[pair] = form
    for language, new in lacking.items():
        made = canonical_all(new, language=language, gazetteer=ground.gazetteer, workers=ground.workers)
        texts |= {(language, text): form for text, form in zip(new, made, strict=True)}
    new_pairs = [(language, text) for language, new in lacking.items() for text in new]
    memory.forms.learn({keys[pair]: texts[pair] for pair in new_pairs})
    return {key: texts[pair] for key, pair in of.items()}


def _tidy(forms: Forms, passages: Iterable[Passage]) -> None:
    """Forget forms of texts that no passage has any more, once they are many."""
    texts = dict.fromkeys((passage.text, primary(passage.language)) for passage in passages)
    if forms.is_excessive(len(texts)):
        forms.keep([text_key(text, language) for text, language in texts])
