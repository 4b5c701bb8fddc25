"""What people decided, put in place of what the machine found.

Owns how each kind of correction is carried out. Never judges one: the last line of the file wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.match.drafts import first_of, own_statements
from tracker.model import Formula, Incident, Party, Statement, Strength, VerbClass, When, short_hash
from tracker.sources.corrections import Correction, Corrections

_OF_STATEMENTS = ("speaker", "issuer", "date")


def excluded(statement: Statement, corrections: Corrections) -> bool:
    """Whether a person left the statement, or one of its renderings, out of matching."""
    return any(_is(statement, one) for one in corrections.of("exclude"))


def correct_statement(statement: Statement, corrections: Corrections) -> Statement:
    """The statement with the speaker, issuer and date that people gave it."""
    for one in corrections.corrections:
        if one.what in _OF_STATEMENTS and _is(statement, one):
            statement = _corrected(statement, one)
    return statement


def correct_strength(statement: Statement, corrections: Corrections) -> Statement:
    """The statement with the strength that people gave it."""
    for one in corrections.of("strength"):
        if _is(statement, one):
            verb, _, intensity = one.to.partition("/")
            given = Strength(verb_class=VerbClass(verb), intensity=int(intensity or 0), words=("corrected",))
            statement = replace(statement, strength=given)
    return statement


def _is(statement: Statement, one: Correction) -> bool:
    return one.id == statement.id or one.id in statement.aliases


def _corrected(statement: Statement, one: Correction) -> Statement:
    if one.what == "speaker":
        return replace(statement, speaker=one.to)
    if one.what == "issuer":
        return replace(statement, parties=(Party(one.to),))
    return replace(statement, date=When(one.to))


def correct_incidents(
    incidents: Iterable[Incident], statements: Iterable[Statement], corrections: Corrections
) -> tuple[Incident, ...]:
    """Incidents merged, split and named as people decided, in the order of the file.

    A statement may be named by an id that it had before: an alias is as good as its id.
    """
    now = {alias: statement.id for statement in statements for alias in statement.aliases}
    known = {incident.id: incident for incident in incidents}
    for one in corrections.corrections:
        if one.id not in known:
            continue
        if one.what == "incident-name":
            known[one.id] = replace(known[one.id], name=one.to)
        elif one.what == "incident-merge":
            _merge(known, one)
        elif one.what == "incident-split":
            _split(known, one, now)
    return tuple(sorted(known.values(), key=lambda incident: incident.id))


def _merge(known: dict[str, Incident], one: Correction) -> None:
    target = known[one.id]
    parts = [target, *(known.pop(key) for key in one.ids if key in known and key != one.id)]
    starts = [part.start for part in parts if part.start]
    ends = [part.end for part in parts if part.end]
    known[one.id] = replace(
        target,
        start=min(starts, key=lambda when: when.start, default=None),
        end=max(ends, key=lambda when: when.end, default=None),
        places=tuple(dict.fromkeys(place for part in parts for place in part.places)),
        statements=tuple(sorted({s for part in parts for s in part.statements})),
        links=tuple(sorted({link[0]: link for part in parts for link in part.links}.values())),
    )


def _split(known: dict[str, Incident], one: Correction, now: Mapping[str, str]) -> None:
    source = known[one.id]
    meant = {key: now.get(key, key) for key in one.ids}
    named = sorted(key for key, statement in meant.items() if statement in source.statements)
    leaving = {meant[key] for key in named}
    if not leaving:
        return
    # Named by the ids as people wrote them, so that a statement that gets another id keeps its incident's.
    key = f"i-{short_hash('split', one.id, *named, length=8)}"
    known[one.id] = _with_statements(source, [s for s in source.statements if s not in leaving])
    known[key] = replace(_with_statements(source, sorted(leaving)), id=key, name=one.to or source.name)


def _with_statements(incident: Incident, statements: Sequence[str]) -> Incident:
    kept = set(statements)
    return replace(
        incident, statements=tuple(statements), links=tuple(link for link in incident.links if link[0] in kept)
    )


def correct_formulas(
    formulas: Iterable[Formula], statements: Iterable[Statement], corrections: Corrections
) -> tuple[Formula, ...]:
    """Formulas merged as people decided; a merged one keeps its leader's template and counts all uses."""
    known = {formula.id: formula for formula in formulas}
    dated = {statement.id: statement for statement in statements}
    for one in corrections.of("formula-merge"):
        if one.id not in known:
            continue
        parts = [known[one.id], *(known.pop(key) for key in one.ids if key in known and key != one.id)]
        known[one.id] = _merged(parts, dated)
    return tuple(sorted(known.values(), key=lambda formula: formula.id))


def _merged(parts: Sequence[Formula], statements: dict[str, Statement]) -> Formula:
    leader = parts[0]
    uses = tuple(replace(use, formula=leader.id) for part in parts for use in part.uses)
    own = [statements[key] for key in own_statements(uses)]
    dates = [s.date for s in own if s.date]
    counts: dict[str, int] = {}
    for part in parts:
        for text, count in part.variants:
            counts[text] = counts.get(text, 0) + count
    return replace(
        leader,
        min_similarity=min(part.min_similarity for part in parts),
        statements=len(own),
        issuers=len({s.issuer for s in own if s.issuer}),
        first=first_of(uses, statements),
        last=max(dates, key=lambda when: (when.end, when.start, when.iso), default=None),
        variants=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        uses=tuple(sorted(uses, key=lambda u: (u.statement, u.rendering, u.version, u.start, u.end))),
    )
