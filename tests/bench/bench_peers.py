# ruff: noqa: T201, PLC0415 - the table goes to the terminal; a peer that is not installed is said to be so
"""Others on the same sentences, in CPU seconds of one core, each with its recall of the pairs that it looks for.

`python tests/bench/bench_peers.py` runs 20,000 sentences, and 100,000 with what can do them within a minute;
`bench_peers.py full` runs 100,000 at both thresholds and with SetSimilaritySearch, which takes some minutes.

rapidfuzz compares letters, which is another question: its CPU stands beside ours from text to the pairs of both
measures. The others look for sets of words by Jaccard, without weights. So does our join there: all weights are one,
and Jaccard >= j is Dice >= 2 j / (1 + j). All get the same sets, with equal ones collapsed and repeated words numbered.
What a hash proposes is verified, so that only pairs can be lost, not made up.
"""

import sys
from collections.abc import Callable, Iterable
from itertools import pairwise

from measuring import canonical_forms, engines, timed, weighted
from rapidfuzz import fuzz, process
from sentences import distinct

from tracker.match.joining import rule
from tracker.match.joining.bags import Bags, encode
from tracker.match.joining.join import join
from tracker.match.joining.plan import Measure

SIZE, LARGE, PART = 20_000, 100_000, 4_000
#: Generated sentences are so alike without weights that more of them would hold millions of pairs.
GENERATED = 2_000, 4_000
#: The usual case of the peers, and what corresponds to our threshold for a same wording.
JACCARDS = (0.6, rule.DICE / (2 - rule.DICE))
MEASURES = ((Measure.DICE, rule.DICE), (Measure.CONTAINMENT, rule.CONTAINMENT))
PERMUTATIONS, BANDS = 128, 32
#: Peers divide; a pair exactly at the threshold must not be lost to that.
NEARLY = 1e-9

Pair = tuple[int, int]
Sets = list[frozenset[int]]
Peer = Callable[[Sets, float], set[Pair]]


def setsimilaritysearch(sets: Sets, jaccard: float) -> set[Pair]:
    from SetSimilaritySearch import all_pairs

    found = all_pairs(sets, similarity_func_name="jaccard", similarity_threshold=jaccard - NEARLY)
    return {(min(i, j), max(i, j)) for i, j, _ in found}


def datasketch(sets: Sets, jaccard: float) -> set[Pair]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=jaccard, num_perm=PERMUTATIONS)
    words = [[term.to_bytes(4, "little") for term in one] for one in sets]
    found: set[Pair] = set()
    for i, sketch in enumerate(MinHash.generator(words, num_perm=PERMUTATIONS)):
        found |= verified(sets, i, index.query(sketch), jaccard)
        index.insert(i, sketch, check_duplication=False)
    return found


def rensa(sets: Sets, jaccard: float) -> set[Pair]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=jaccard, num_perm=PERMUTATIONS, num_bands=BANDS)
    found: set[Pair] = set()
    for i, one in enumerate(sets):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update([str(term) for term in one])
        found |= verified(sets, i, index.query(sketch), jaccard)
        index.insert(i, sketch)
    return found


def verified(sets: Sets, i: int, proposed: Iterable[int], jaccard: float) -> set[Pair]:
    one, found = sets[i], set()
    for j in proposed:
        shared = len(one & sets[j])
        if shared >= (jaccard - NEARLY) * (len(one) + len(sets[j]) - shared):
            found.add((j, i))
    return found


def scorers(texts: list[str]) -> None:
    canon, forms = canonical_forms(texts)
    coded, bags = weighted(forms)
    wholes = {}
    for engine in engines():
        joined, _ = timed(lambda e=engine: [join(bags, measure=m, threshold=t, engine=e) for m, t in MEASURES])
        wholes[engine] = canon + coded + joined
        print(f"  tracker, text to pairs of both measures, {engine:<20} {wholes[engine]:8.2f} s at {len(texts):,}")
    part = texts[:PART]
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        seconds, _ = timed(lambda s=scorer: process.cdist(part, part, scorer=s, score_cutoff=60, workers=1))
        scaled = seconds * (len(texts) / len(part)) ** 2
        times = ", ".join(f"{scaled / whole:.0f} times {engine}" for engine, whole in wholes.items())
        print(f"  rapidfuzz cdist {scorer.__name__:<43} {seconds:8.2f} s at {PART:,}, by n^2 {scaled:,.0f} s: {times}")


def joins(forms: list[tuple[str, ...]], jaccard: float, peers: Iterable[Peer]) -> int:
    coded, bags = timed(lambda: encode(forms, lambda _: 1.0))
    found: dict[str, set[Pair]] = {}
    dice = 2 * jaccard / (1 + jaccard)
    for engine in engines():
        seconds, pairs = timed(lambda e=engine: join(bags, measure=Measure.DICE, threshold=dice, engine=e))
        found[engine] = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
        told(f"tracker, {engine}", coded + seconds, len(pairs), 1.0)
    pairs_of_all, sets = found["numpy"], sets_of(bags)
    wrong = sum(len(pairs ^ pairs_of_all) for pairs in found.values())
    for peer in peers:
        try:
            seconds, got = timed(lambda p=peer: p(sets, jaccard))
        except ImportError:
            print(f"  {peer.__name__} is not installed: pip install --group bench")
            continue
        told(peer.__name__, seconds, len(got), len(got & pairs_of_all) / max(len(pairs_of_all), 1))
        wrong += len(got - pairs_of_all)
    return wrong


def sets_of(bags: Bags) -> Sets:
    bounds = bags.starts.tolist()
    return [frozenset(bags.terms[first:after].tolist()) for first, after in pairwise(bounds)]


def told(name: str, seconds: float, pairs: int, recall: float) -> None:
    print(f"  {name:<24} {seconds:8.2f} s {pairs:>9,} pairs, recall {recall:.4f}", flush=True)


def main(*, full: bool = False) -> int:
    origin, texts = distinct(LARGE)
    print(f"others on {origin} sentences, one core")
    scorers(texts[:SIZE])
    size, large = (SIZE, LARGE) if origin == "real" else GENERATED
    _, forms = canonical_forms(texts[:large])
    wrong = 0
    every: tuple[Peer, ...] = (setsimilaritysearch, datasketch, rensa)
    soon = every[1:]
    works = [(size, JACCARDS[0], every), (size, JACCARDS[1], every), (large, JACCARDS[0], every if full else soon)]
    for count, jaccard, peers in [*works, (large, JACCARDS[1], soon)] if full else works:
        print(f" {count:,} as sets of words, Jaccard >= {jaccard:.3f}")
        wrong += joins(forms[:count], jaccard, peers)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(full="full" in sys.argv[1:]))
