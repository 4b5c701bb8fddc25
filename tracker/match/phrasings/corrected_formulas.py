"""Recurring phrasings as people want them: merged, split.

Owns how each such correction changes the phrasings. Never decides which correction holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.match.phrasings.drafts import first_of, own_statements
from tracker.match.phrasings.templates import variants
from tracker.model import Formula, How, Statement, Use, short_hash
from tracker.sources.corrections import Correction

Reached = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The phrasings by id; what each correction reached, in their order; ids that are part of others now."""

    formulas: tuple[Formula, ...]
    reached: tuple[Reached, ...]
    merged: Mapping[str, str]


def correct_formulas(
    formulas: Iterable[Formula],
    corrections: Sequence[Correction],
    statements: Mapping[str, Statement],
    aliases: Mapping[str, str],
) -> Done:
    """Phrasings merged and split in the order of the corrections; a merged one keeps its leader's template.

    `aliases` lead from ids that the ledger merged to those of today.
    """
    known = {formula.id: formula for formula in formulas}
    merged: dict[str, str] = {}

    def resolve(key: str) -> str | None:
        for _ in range(len(merged) + 2):
            if key in known:
                return key
            key = merged.get(key) or aliases.get(key, "")
        return None

    reached: list[Reached] = []
    for one in corrections:
        key = resolve(one.id)
        if key is None:
            reached.append([])
        elif one.what == "formula-merge":
            others = dict.fromkeys(other for name in one.ids if (other := resolve(name)) and other != key)
            parts = [known[key], *(known.pop(other) for other in others)]
            merged |= dict.fromkeys(others, key)
            known[key] = _counted(known[key], [use for part in parts for use in part.uses], statements)
            reached.append([(key, ", ".join(others))] if others else [])
        else:
            reached.append(_split(known, known[key], one, statements))
    return Done(formulas=tuple(known[key] for key in sorted(known)), reached=tuple(reached), merged=merged)


def _split(known: dict[str, Formula], source: Formula, one: Correction, statements: Mapping[str, Statement]) -> Reached:
    """The uses in these statements as a phrasing of their own; reaches nothing where one side would be empty."""
    names = {name: key for key, held in statements.items() for name in (key, *held.aliases)}
    meant = {name: names.get(name, name) for name in sorted(one.ids)}
    leaving = [use for use in source.uses if use.statement in meant.values()]
    staying = [use for use in source.uses if use.statement not in meant.values()]
    if not own_statements(leaving) or not own_statements(staying):
        return []
    key = f"f-{short_hash('split', one.id, *meant, length=8)}"
    known[source.id] = _counted(source, staying, statements)
    known[key] = _counted(replace(source, id=key), leaving, statements)
    return [(source.id, ""), (key, source.id)]


def _counted(leader: Formula, uses: Iterable[Use], statements: Mapping[str, Statement]) -> Formula:
    """The phrasing with these uses, and all that is counted over them."""
    kept = sorted(
        (replace(use, formula=leader.id) for use in uses),
        key=lambda u: (u.statement, u.rendering, u.version, u.start, u.end),
    )
    own = [statements[key] for key in own_statements(kept)]
    dates = [s.date for s in own if s.date]
    members = [use for use in kept if use.how is How.MEMBER]
    return replace(
        leader,
        min_similarity=min((use.similarity for use in members or kept), default=leader.min_similarity),
        statements=len(own),
        issuers=len({s.issuer for s in own if s.issuer}),
        first=first_of(kept, statements),
        last=max(dates, key=lambda when: (when.end, when.start, when.iso), default=None),
        variants=variants((use.variant, use.statement) for use in members),
        uses=tuple(kept),
    )
