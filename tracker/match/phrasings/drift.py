"""Drift: how the wording of one phrasing changed from use to use, with the words gained and lost.

Owns which uses are compared (official wordings of the phrasing itself, in one language) and in which order. Never
scores, and never compares an outlet's wording, a report, or a longer sentence that only holds the phrasing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.match.judging.redline import redline
from tracker.match.phrasings.templates import same_wording, unnumbered
from tracker.model import Evidence, Formula, How, Rendering, Statement, Use, When, Wording

_LATEST = datetime.max.replace(tzinfo=UTC)
_SLOT = re.compile(r"\{[A-Z]+\}|[\s,.;:，。；：、—–]+")
#: A slot whose opening brace stayed with the word before it, since a unit of the redline is a word and what follows.
_CUT = re.compile(r"(?<!\{)\b([A-Z]+)\}")
_ENDS = " \t\n,.;:，。；：、—–"

#: Words gained, and words lost.
Turn = tuple[tuple[str, ...], tuple[str, ...]]
_NOTHING: Turn = ((), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One official use in the order of time, against its issuer's use before and against the phrasing's first use.

    `gained` and `lost` are stretches of wording in reading order; names, places, dates, numbers and events are slots,
    and no change of wording. `before` is the statement that it is compared with, None for an issuer's first use.
    """

    statement: str
    rendering: str
    issuer: str | None
    date: When | None
    text: str
    wording: str
    before: str | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    gained_since_first: tuple[str, ...]
    lost_since_first: tuple[str, ...]


def drift(
    formula: Formula, statements: Mapping[str, Statement], renderings: Mapping[str, Rendering]
) -> tuple[Step, ...]:
    """The official uses of a formula in the order of time, one a statement, with what each gained and lost.

    Reported uses, outlets' wordings and longer sentences that only hold the phrasing take no part; of a statement's
    texts the original comes before the translation. Undated uses come last. The order of the uses has no influence.
    """
    uses = _official(formula, statements, renderings)
    steps: list[Step] = []
    latest: dict[str | None, Use] = {}
    for use in uses:
        issuer = statements[use.statement].issuer
        before = latest.get(issuer)
        gained, lost = _turn(before, use, formula.language)
        since, until = _turn(uses[0], use, formula.language)
        steps.append(
            Step(
                statement=use.statement,
                rendering=use.rendering,
                issuer=issuer,
                date=statements[use.statement].date,
                text=use.text,
                wording=use.variant or use.text,
                before=before.statement if before else None,
                gained=gained,
                lost=lost,
                gained_since_first=since,
                lost_since_first=until,
            )
        )
        latest[issuer] = use
    return tuple(steps)


def _official(formula: Formula, statements: Mapping[str, Statement], renderings: Mapping[str, Rendering]) -> list[Use]:
    """One official use a statement, in order of time."""
    best: dict[str, Use] = {}
    for use in sorted(formula.uses, key=lambda u: _rank(u, renderings)):
        rendering = renderings.get(use.rendering)
        if use.how is not How.MEMBER or rendering is None or use.statement not in statements:
            continue
        if rendering.evidence is Evidence.OFFICIAL and rendering.wording is not Wording.OUTLET:
            best.setdefault(use.statement, use)
    return sorted(best.values(), key=lambda use: (*_time(statements[use.statement]), use.statement))


def _rank(use: Use, renderings: Mapping[str, Rendering]) -> tuple[bool, str, int]:
    rendering = renderings.get(use.rendering)
    return rendering is None or rendering.wording is not Wording.ORIGINAL, use.rendering, use.start


def _time(statement: Statement) -> tuple[datetime, datetime]:
    return (statement.date.start, statement.date.end) if statement.date else (_LATEST, _LATEST)


def _turn(before: Use | None, after: Use, language: str) -> Turn:
    """What the later wording has more and what it has less; slots are compared as slots."""
    if before is None:
        return _NOTHING
    old, new = (unnumbered(use.variant or use.text) for use in (before, after))
    if same_wording(old) == same_wording(new):
        return _NOTHING
    changes = redline(old, new, language=language)
    gained = (change.b.of(new) for change in changes if change.kind == "new" and change.b)
    lost = (change.a.of(old) for change in changes if change.kind == "gone" and change.a)
    return _wording(gained), _wording(lost)


def _wording(pieces: Iterable[str]) -> tuple[str, ...]:
    """The pieces that hold more than slots and marks."""
    whole = (_CUT.sub(r"{\1}", piece).rstrip("{ ") for piece in pieces)
    return tuple(piece.strip(_ENDS) for piece in whole if _SLOT.sub("", piece))
