"""A new epoch from a collection's own sentences, and what it changes.

Owns how much text is enough to learn weights from, the form in which a new epoch is kept, and the comparison of
formulas before and after. Never decides when to refit, and reads and writes no file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.errors import BadInput
from tracker.match import ledger as histories
from tracker.match.epochs import FLOOR, Epoch, weights_from, with_weights
from tracker.match.phrasings.drafts import own_statements
from tracker.model import Formula, LedgerEntry

#: Distinct wordings of a language below which the shipped table stays: at this size a word of every thousandth sentence
#: is met five times, which is little more than `epochs.FLOOR`, from where on counts tell words apart.
ENOUGH = 5_000
_FORMAT = 1
_LANGUAGE = re.compile(r"[a-z0-9]{1,8}")
#: More sentences than anybody has; beyond it counts are no floats any more.
_MOST = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """How many distinct wordings of a language were read, and in how many of them each term stands."""

    sentences: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """What a refit learnt, by language; `base` is the version of the shipped epoch that it was learnt beside."""

    base: str
    learnt: Mapping[str, Learnt]


class Fate(StrEnum):
    """What became of a formula under new weights."""

    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One formula before and after: how many statements it gained and lost, and into which it was merged."""

    formula: str
    fate: Fate
    language: str
    template: str
    gained: int = 0
    lost: int = 0
    into: str = ""


def learn(forms: Iterable[Sequence[str]]) -> Learnt:
    """Counts over distinct wordings: one that is repeated a thousand times does not make its words common."""
    counts: Counter[str] = Counter()
    distinct = {tuple(sorted(set(form))) for form in forms}
    for terms in distinct:
        counts.update(terms)
    return Learnt(sentences=len(distinct), counts={t: counts[t] for t in sorted(counts) if counts[t] > FLOOR})


def refitted(shipped: Epoch, refit: Refit) -> Epoch:
    """The shipped epoch with the learnt tables in the place of its own, under a version of its own."""
    tables = {language: weights_from(one.counts, one.sentences) for language, one in refit.learnt.items()}
    return with_weights(shipped, tables)


def written(refit: Refit) -> str:
    """The refit as a text that `read` takes back; the same refit gives the same text."""
    tables = {name: {"sentences": one.sentences, "counts": one.counts} for name, one in refit.learnt.items()}
    body = {"format": _FORMAT, "base": refit.base, "tables": tables}
    return json.dumps({**body, "checksum": _checksum(body)}, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def read(text: str) -> Refit:
    """The refit that `written` gave. Raises BadInput, saying what is wrong, for any other text."""
    try:
        whole: dict[str, Any] = json.loads(text)
        found = whole.pop("checksum")
        if found != _checksum(whole) or whole["format"] != _FORMAT:
            raise BadInput("its checksum or format is not the one expected")
        return Refit(base=whole["base"], learnt={name: _learnt(name, one) for name, one in whole["tables"].items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(f"not a table of weights ({type(error).__name__}: {error})") from error


def _learnt(name: str, table: Mapping[str, Any]) -> Learnt:
    """One language's table. A right checksum does not make figures that can be weighed by."""
    sentences, counts = table["sentences"], dict(table["counts"])
    figures = (sentences, *counts.values())
    if not _LANGUAGE.fullmatch(name) or not all(type(n) is int and 0 < n <= min(sentences, _MOST) for n in figures):
        raise BadInput(f"its table {name!r} holds something else than counts of {sentences!r} sentences"[:200])
    return Learnt(sentences=sentences, counts=counts)


def changes(before: Iterable[Formula], after: Iterable[Formula], ledger: Iterable[LedgerEntry]) -> list[Change]:
    """What became of each formula, by id: kept with the same statements, changed, new, gone, or merged into another."""
    old, new = ({one.id: one for one in formulas} for formulas in (before, after))
    into = histories.aliases(ledger, thing="formula")
    return [_change(key, old.get(key), new.get(key), into.get(key, "")) for key in sorted(old.keys() | new.keys())]


def _change(key: str, old: Formula | None, new: Formula | None, into: str) -> Change:
    had, has = (set(own_statements(one.uses)) if one else set() for one in (old, new))
    shown = new or old
    assert shown is not None
    if old is None:
        fate = Fate.NEW
    elif new is None:
        fate = Fate.MERGED if into else Fate.GONE
    else:
        fate = Fate.CHANGED if had != has else Fate.KEPT
    return Change(
        formula=key,
        fate=fate,
        language=shown.language,
        template=shown.template,
        gained=len(has - had),
        lost=len(had - has),
        into=into if fate is Fate.MERGED else "",
    )


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
