"""Epochs: frozen, versioned weights of terms, one table a language.

Owns how much a term weighs and what the version of a matching covers. Never learns from the user's own collection on
its own: only a refit makes a new epoch, so within one the same passages always match alike.

The shipped tables are counts of sentences that hold a stem, taken from public statements (tests/eval/
make_background.py); a table of figures from which no text can be read back. Weight = ln(N / df), N sentences counted,
cut at `CEILING`; a term that the table does not hold weighs as one met `FLOOR` times, so that unseen names and coinages
weigh much but alike. A masked slot weighs little: it says that somebody is named, not who.
"""

from __future__ import annotations

import gzip
import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from types import MappingProxyType

from tracker.match.joining import rule

#: What a term of a canonical form weighs.
Weigher = Callable[[str], float]
#: A term that the table does not hold weighs as one that was met in this many sentences.
FLOOR = 3
#: What a slot weighs, of the weight of a term met in every tenth sentence.
SLOT = 1.0
#: The name of an event hides a noun (attack, earthquake), so that it weighs as two slots.
EVENT = 2.0
#: No term weighs more than this: how rare a name or a topic is must not outweigh the wording around it.
CEILING = 5.0
#: What any term weighs in a language without a table; canonical forms hold no stop words.
FLAT = 5.0
#: Packages that decide which terms a text has.
_PARTS = ("pystemmer", "icu4py", "pycountry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One language's weights: what a listed term weighs, and what every other one does."""

    default: float
    table: Mapping[str, float] = field(default_factory=dict)

    def of(self, term: str) -> float:
        """The weight of a term of a canonical form."""
        if rule.is_slot(term):
            return EVENT if term == rule.EVENT else SLOT
        return self.table.get(term, self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """Weights by primary language, and the version that names everything on which matching depends."""

    version: str
    weights: Mapping[str, Weights]

    def weigher(self, language: str) -> Weigher:
        """The weight of each term in that language; all terms weigh alike where no table is known."""
        return self.weights.get(rule.primary(language), Weights(default=FLAT)).of


def with_weights(epoch: Epoch, weights: Mapping[str, Weights]) -> Epoch:
    """An epoch whose tables are replaced for the languages given, under a version of its own."""
    tables = {**epoch.weights, **weights}
    return Epoch(version=_version(tables, (epoch.version.encode(),)), weights=MappingProxyType(tables))


def covering(epoch: Epoch, version: str) -> Epoch:
    """The epoch under a version that covers something more on which matching depends; itself if that is empty."""
    if not version:
        return epoch
    named = hashlib.sha256(f"{epoch.version} {version}".encode()).hexdigest()[:12]
    return Epoch(version=named, weights=epoch.weights)


@cache
def current() -> Epoch:
    """The epoch of the shipped tables."""
    folder = resources.files("tracker.match").joinpath("data")
    tables = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith("background_") and entry.name.endswith(".tsv.gz"):
            language = entry.name.removeprefix("background_").removesuffix(".tsv.gz")
            tables[language] = read_table(entry.read_bytes())
    return Epoch(version=_version(tables, _fingerprints()), weights=MappingProxyType(tables))


def read_table(packed: bytes) -> Weights:
    """Weights from a shipped table: gzip of `#sentences<TAB>N`, then `term<TAB>count` lines."""
    head, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    total = int(head.split("\t")[1])
    counts = {term: int(count) for term, _, count in (line.partition("\t") for line in lines)}
    return weights_from(counts, total)


def write_table(counts: Mapping[str, int], total: int, *, size: int) -> bytes:
    """The `size` commonest terms as a shipped table; the same counts give the same bytes."""
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:size]
    lines = [f"#sentences\t{total}", *(f"{term}\t{count}" for term, count in ranked)]
    return gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), mtime=0)


def weights_from(counts: Mapping[str, int], total: int) -> Weights:
    """What each term weighs that stands in `counts[term]` of `total` sentences; all others weigh as one met rarely."""
    ceiling = max(total, FLOOR + 1)
    table = {term: _weight(ceiling, count) for term, count in counts.items() if not rule.is_slot(term)}
    return Weights(default=_weight(ceiling, FLOOR), table=MappingProxyType(table))


def _weight(total: int, count: int) -> float:
    # Rounded, so that the version does not hang on the last bit of a platform's logarithm.
    return round(min(math.log(total / min(max(count, FLOOR), total)), CEILING), 3)


def _fingerprints() -> tuple[bytes, ...]:
    """Everything beside the weights that decides what matches: lexicons, gazetteer, tokeniser and stemmer."""
    from tracker.language.names.gazetteer import default_gazetteer  # noqa: PLC0415 - a second's work, needed only here

    packages = [f"{name} {metadata.version(name)}".encode() for name in _PARTS]
    data = [
        entry.name.encode() + b"\0" + entry.read_bytes()
        for room in ("tracker.language", "tracker.match")
        for entry in sorted(resources.files(room).joinpath("data").iterdir(), key=lambda e: e.name)
        if entry.is_file()
    ]
    bars = (
        f"{rule.DICE} {rule.CONTAINMENT} {rule.OCCURS} {rule.MEMBER_TERMS} {rule.CLAUSE_TERMS} {rule.EVEN} {rule.LONG}"
    )
    settings = f"{bars} {rule.PAIRED} {SLOT} {EVENT} {FLAT} {FLOOR} {CEILING}"
    return (*packages, *data, default_gazetteer().fingerprint.encode(), settings.encode())


def _version(tables: Mapping[str, Weights], parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for language in sorted(tables):
        digest.update(f"{language}\t{tables[language].default}\n".encode())
        for term in sorted(tables[language].table):
            digest.update(f"{term}\t{tables[language].table[term]}\n".encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:12]


def flat(languages: Iterable[str] = ()) -> Epoch:
    """An epoch in which every term weighs alike: for tests and for comparing measures."""
    tables = {language: Weights(default=FLAT) for language in languages}
    return Epoch(version=_version(tables, ()), weights=MappingProxyType(tables))
