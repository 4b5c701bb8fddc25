"""Recurring phrasings: clusters of passages with a template, their uses, counts and first use.

Owns how passages become formulas. Never reads a clock or a file; the same passages, epoch and ledger give the same
formulas in any order of arrival. Only own words (official and quoted) lead; paraphrases join as reported; a
characterisation never takes part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.match import ledger as histories
from tracker.match.epochs import Epoch
from tracker.match.joining import bags, rule
from tracker.match.joining.clusters import Standings, find_clusters
from tracker.match.joining.join import Engine
from tracker.match.judging.flags import Comparer
from tracker.match.phrasings.drafts import Draft, Ground, draft_of, form_key, known_statements, recurs, takes_part
from tracker.match.phrasings.uses import shadowed
from tracker.model import Formula, LedgerEntry, Passage, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaResult:
    """The formulas in order of id, and the entries to append to the ledger."""

    formulas: tuple[Formula, ...]
    ledger: tuple[LedgerEntry, ...]


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
    """Every wording of at least three content terms that recurs (`drafts.recurs`), in own words once at least.

    `forms` maps passage ids to canonical forms; a passage without one takes no part. A statement counts once a
    formula, however many of its passages or renderings use it. A formula all of whose uses lie inside those of a
    longer formula is left out, being only a part of it.
    """
    names = gazetteer or default_gazetteer()
    ground = Ground(
        statements=statements,
        key_of=lambda passage: form_key(passage.language, forms[passage.id]),
        gazetteer=names,
        comparer=Comparer(names),
    )
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: p.id):
        if takes_part(passage, forms):
            by_language[rule.primary(passage.language)].append(passage)
    drafts = []
    for name in sorted(by_language):
        encoded = bags.encode([forms[p.id] for p in by_language[name]], epoch.weigher(name))
        terms = [rule.content_terms(forms[p.id]) for p in by_language[name]]
        drafts += _of_language(by_language[name], encoded, terms, ground, engine)
    hidden = shadowed([draft.formula.uses for draft in drafts])
    kept = [draft for i, draft in enumerate(drafts) if i not in hidden]
    assigned = histories.assign([draft.cluster for draft in kept], ledger, thing="formula", prefix="f-")
    named = [with_id(draft.formula, key) for draft, key in zip(kept, assigned.ids, strict=True)]
    counted = with_incidents(named, statements, incidents_of or {})
    return FormulaResult(formulas=tuple(sorted(counted, key=lambda f: f.id)), ledger=assigned.entries)


def with_incidents(
    formulas: Iterable[Formula], statements: Mapping[str, Statement], incidents_of: Mapping[str, Sequence[str]]
) -> list[Formula]:
    """The formulas with their incidents counted anew, over the statements known to use them, be it as reported."""
    return [
        replace(
            formula,
            incidents=len({i for s in known_statements(formula.uses, statements) for i in incidents_of.get(s, ())}),
        )
        for formula in formulas
    ]


def _of_language(
    passages: Sequence[Passage], encoded: bags.Bags, terms: Sequence[int], ground: Ground, engine: Engine
) -> list[Draft]:
    language = rule.primary(passages[0].language)
    rows = {row: [passages[i] for i in at] for row, at in bags.copies(encoded.row_of.tolist()).items()}
    standings = _standings(passages, encoded, terms, ground)
    found = find_clusters(encoded, standings, language=language, engine=engine)
    anybody = _said(passages, encoded, range(len(passages)))
    drafts = (draft_of(cluster, rows, ground) for cluster in found.of(found.shared_by_two(*anybody)))
    return [draft for draft in drafts if recurs(draft.formula.uses, ground.statements)]


def _standings(passages: Sequence[Passage], encoded: bags.Bags, terms: Sequence[int], ground: Ground) -> Standings:
    """Who says each row in own words, and its place in time: that of its earliest passage."""
    own = sorted((i for i, p in enumerate(passages) if p.evidence.own_words), key=lambda i: ground.time(passages[i]))
    own = [i for i in own if encoded.row_of[i] >= 0]
    row = encoded.row_of[np.array(own, dtype=np.int64)]
    order = np.full(encoded.rows, len(own), dtype=np.int64)
    np.minimum.at(order, row, np.arange(len(own), dtype=np.int64))
    starts, statements = _said(passages, encoded, own)
    content = np.zeros(encoded.rows, dtype=np.int64)
    held = np.flatnonzero(encoded.row_of >= 0)
    content[encoded.row_of[held]] = np.array(terms, dtype=np.int64)[held]
    return Standings(starts=starts, statements=statements, order=order, terms=content)


def _said(passages: Sequence[Passage], encoded: bags.Bags, chosen: Iterable[int]) -> tuple[bags.Ints, bags.Ints]:
    """The statements, by number, of the chosen passages in each row, and where those of a row begin."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(p.statement for p in passages))}
    held = [i for i in chosen if encoded.row_of[i] >= 0]
    row = encoded.row_of[np.array(held, dtype=np.int64)]
    said = np.array([numbers[passages[i].statement] for i in held], dtype=np.int64)
    pairs = np.unique(row * len(numbers) + said)
    starts = np.searchsorted(pairs, np.arange(encoded.rows + 1, dtype=np.int64) * len(numbers))
    return starts, pairs % max(len(numbers), 1)


def with_id(formula: Formula, key: str) -> Formula:
    """The formula under this id, its uses too."""
    return replace(formula, id=key, uses=tuple(replace(use, formula=key) for use in formula.uses))
