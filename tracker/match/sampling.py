"""Which pairs and sentences of a collection people should code, so that the tracker can be measured on it.

Owns the strata and the draw. Never random: a seed and the passages' ids decide through a hash, so that the same
collection and seed give the same sheet, whatever order things are stored in. Never judges for people: what the tracker
thinks decides only from which stratum an item comes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from tracker.match.epochs import Epoch
from tracker.match.joining import bags, rule
from tracker.match.joining.near import near
from tracker.match.joining.plan import Measure
from tracker.match.judging.judgement import likeness
from tracker.model import Move, Passage, VerbClass, short_hash

#: Where one stratum of similarity ends and the next begins; `rule.DICE` is the tracker's own threshold.
EDGES = (0.3, 0.4, rule.DICE, 0.7, 0.85)
#: Sentences of one language that pairs are drawn from; of a larger collection the hash chooses this many.
MOST = 20_000
#: Sentences longer than this tire coders and are rarely one sentence.
LONGEST = 1000
#: How often one sentence may come before all others have come.
_OFTEN = 2
#: Moves that a sentence without any evaluation has.
_PLAIN = {Move.INFORM, Move.OTHER}
_MIX = np.uint64(0x9E3779B97F4A7C15)

Forms = Callable[[Passage], tuple[str, ...]]
Keys = NDArray[np.uint64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedPair:
    """Two sentences of different statements, and the stratum of `population` pairs that they stand for.

    `a` has the lower id. `population` counts pairs of distinct wordings among the sentences drawn from.
    """

    a: Passage
    b: Passage
    stratum: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedSentence:
    """One sentence, and the stratum of `population` distinct sentences that it stands for."""

    passage: Passage
    stratum: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    stratum: str
    key: int
    passages: tuple[Passage, ...]


def pick_pairs(passages: Iterable[Passage], *, n: int, seed: int, forms: Forms, epoch: Epoch) -> tuple[PickedPair, ...]:
    """At most `n` pairs, as many from each stratum of similarity as there are, in an order that tells nothing.

    Only whole sentences in their issuer's own words with enough content terms to match at all; never two sentences of
    one statement, nor twice the same text. `forms` gives a passage's canonical form.
    """
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in _distinct(passages, seed):
        if rule.content_terms(forms(passage)) >= rule.MEMBER_TERMS:
            by_language[rule.primary(passage.language)].append(passage)
    found: dict[str, list[_Candidate]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for language, held in sorted(by_language.items()):
        for candidates, counted in _of_language(held[:MOST], language, forms, epoch, n=n, seed=seed):
            sizes.update(counted)
            for one in candidates:
                found[one.stratum].append(one)
    picked = [
        PickedPair(a=one.passages[0], b=one.passages[1], stratum=one.stratum, population=sizes[one.stratum])
        for one in _drawn(found, n)
    ]
    return tuple(sorted(picked, key=lambda p: _key(seed, p.a.id, p.b.id)))


def pick_sentences(passages: Iterable[Passage], *, n: int, seed: int) -> tuple[PickedSentence, ...]:
    """At most `n` distinct sentences, as many from each verb class as there are, in an order that tells nothing."""
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for passage in _distinct(passages, seed):
        stratum = _class(passage)
        found[stratum].append(_Candidate(stratum=stratum, key=_key(seed, passage.id), passages=(passage,)))
    picked = [
        PickedSentence(passage=one.passages[0], stratum=one.stratum, population=len(found[one.stratum]))
        for one in _drawn(found, n)
    ]
    return tuple(sorted(picked, key=lambda p: _key(seed, "order", p.passage.id)))


def stratum_of(similarity: float) -> str:
    """The stratum of a similarity on the scale of `judge`, as in "0.55 to 0.70"."""
    ends = (0.0, *EDGES, 1.0)
    at = int(np.searchsorted(EDGES, similarity, side="right"))
    return f"{ends[at]:.2f} to {ends[at + 1]:.2f}"


def _class(passage: Passage) -> str:
    if passage.strength.verb_class is not VerbClass.NONE:
        return passage.strength.verb_class.value
    return "plain" if _PLAIN.issuperset(passage.moves) else "other moves"


def _key(seed: int, *parts: str) -> int:
    return int(short_hash(str(seed), *parts, length=16), 16)


def _distinct(passages: Iterable[Passage], seed: int) -> list[Passage]:
    """One passage a text, in the order of the hash."""
    fit = (p for p in passages if not p.clause and p.evidence.own_words and 0 < len(p.text.strip()) <= LONGEST)
    ordered = sorted(fit, key=lambda p: (_key(seed, p.id), p.id))
    first: dict[tuple[str, str], Passage] = {}
    for passage in ordered:
        first.setdefault((passage.language, " ".join(passage.text.split())), passage)
    return list(first.values())


def _of_language(
    held: Sequence[Passage], language: str, forms: Forms, epoch: Epoch, *, n: int, seed: int
) -> Iterator[tuple[list[_Candidate], Mapping[str, int]]]:
    """Candidates of one language with the sizes of their strata, from the join and from far below its threshold."""
    made = [forms(passage) for passage in held]
    weigh = epoch.weigher(language)
    encoded = bags.encode(made, weigh)
    rows = bags.copies(encoded.row_of.tolist())
    first = [held[rows[row][0]] for row in range(encoded.rows)]
    left, right, alike = _near(encoded, _terms(made, rows), language)
    keys = np.array([_key(seed, passage.id) for passage in first], dtype=np.uint64)
    yield _nearest(first, left, right, alike, keys=keys, n=n)
    same = [_candidate(held[at[0]], held[at[1]], 1.0, seed) for at in rows.values() if len(at) > 1]
    same = [one for one in same if _apart(one)]
    yield same, Counter(one.stratum for one in same)
    order = np.argsort(keys).tolist()
    apart = [(first[x], first[y]) for x, y in pairwise(order)]
    shares = [likeness(forms(x), forms(y), weigh, language=language).similarity for x, y in apart]
    far = [_candidate(x, y, s, seed) for (x, y), s in zip(apart, shares, strict=True) if s < EDGES[0]]
    every = encoded.rows * (encoded.rows - 1) // 2 - len(left)
    far = [one for one in far if _apart(one)]
    yield far, Counter({stratum_of(0.0): every} if far else {})


def _terms(made: Sequence[tuple[str, ...]], rows: Mapping[int, Sequence[int]]) -> bags.Ints:
    return np.array([rule.content_terms(made[rows[row][0]]) for row in range(len(rows))], dtype=np.int64)


def _near(encoded: bags.Bags, terms: NDArray[np.int64], language: str) -> tuple[bags.Ints, bags.Ints, Shares]:
    """Every pair of rows that is alike by `EDGES[0]` or more, on the scale of `Likeness.similarity`."""
    scale = rule.CONTAINMENT / rule.DICE
    dice = near(encoded, measure=Measure.DICE, threshold=EDGES[0], language=language)
    contained = near(encoded, measure=Measure.CONTAINMENT, threshold=EDGES[0] * scale, language=language)
    kept = np.flatnonzero(np.minimum(terms[contained.left], terms[contained.right]) >= rule.CLAUSE_TERMS)
    pairs = np.concatenate(
        (dice.left * encoded.rows + dice.right, (contained.left * encoded.rows + contained.right)[kept])
    )
    shares = np.concatenate((dice.alike, contained.alike[kept] / scale))
    keys, at = np.unique(pairs, return_inverse=True)
    best = np.zeros(len(keys))
    np.maximum.at(best, at, shares)
    return keys // max(encoded.rows, 1), keys % max(encoded.rows, 1), best


def _nearest(
    first: Sequence[Passage], left: bags.Ints, right: bags.Ints, alike: Shares, *, keys: Keys, n: int
) -> tuple[list[_Candidate], Mapping[str, int]]:
    """For each stratum the pairs that the hash puts first: enough of them that no sentence need come too often."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(p.statement for p in first))}
    owner = np.array([numbers[p.statement] for p in first], dtype=np.int64)
    kept = owner[left] != owner[right]
    left, right, alike = left[kept], right[kept], alike[kept]
    mixed = (keys[left] ^ (keys[right] * _MIX)) * _MIX
    band = np.searchsorted(EDGES, alike, side="right")
    found: list[_Candidate] = []
    sizes: Counter[str] = Counter()
    for number in np.unique(band).tolist():
        at = np.flatnonzero(band == number)
        name = stratum_of(float(alike[at[0]]))
        sizes[name] = len(at)
        for pair in at[np.argsort(mixed[at], kind="stable")][: 50 * n].tolist():
            x, y = sorted((first[left[pair]], first[right[pair]]), key=lambda p: p.id)
            found.append(_Candidate(stratum=name, key=int(mixed[pair]), passages=(x, y)))
    return found, sizes


def _candidate(x: Passage, y: Passage, similarity: float, seed: int) -> _Candidate:
    a, b = sorted((x, y), key=lambda p: p.id)
    return _Candidate(stratum=stratum_of(similarity), key=_key(seed, a.id, b.id), passages=(a, b))


def _apart(one: _Candidate) -> bool:
    return one.passages[0].statement != one.passages[1].statement


def _drawn(found: Mapping[str, Sequence[_Candidate]], n: int) -> list[_Candidate]:
    """Strata in turn, one from each, until there are `n` or no more; what one cannot give the others do."""
    drawn: list[_Candidate] = []
    seen: Counter[Hashable] = Counter()
    for most in (_OFTEN, None):
        taken = {id(one) for one in drawn}
        lines = [
            iter(sorted((o for o in found[name] if id(o) not in taken), key=lambda o: (o.key, o.passages[0].id)))
            for name in sorted(found)
        ]
        while lines and len(drawn) < n:
            lines = [line for line in lines if len(drawn) < n and _take(line, seen, drawn, most)]
    return drawn


def _take(line: Iterator[_Candidate], seen: Counter[Hashable], drawn: list[_Candidate], most: int | None) -> bool:
    """Draw the next of a stratum whose sentences have not come too often; False when there is none."""
    for one in line:
        texts = [passage.text for passage in one.passages]
        if most is None or all(seen[text] < most for text in texts):
            seen.update(dict(zip(texts, repeat(1))))
            drawn.append(one)
            return True
    return False
