# ruff: noqa: T201 - the table goes to the terminal
"""Same formula or not: `judge` on labelled pairs beside plain string scorers, TF-IDF and the trivial answer.

Each figure stands for the whole set and for its halves by a hash of the id, one of which rules were tuned on.
"""

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

from figures import auc, balanced, held_to, labelled, line, reference, share
from rapidfuzz import fuzz

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.language.texts.tokens import tokenize
from tracker.match import epochs
from tracker.match.judging.judgement import Likeness, likeness

Item = dict[str, Any]
#: The score of `judge`, that of a peer, and whether the pair is the same formula.
Beside = tuple[float, float, bool]


def alike(item: Item) -> Likeness:
    forms = [canonical(item[side], language=item["lang"], gazetteer=default_gazetteer()) for side in "ab"]
    return likeness(*forms, epochs.current().weigher(item["lang"]), language=item["lang"])


def grams(text: str) -> list[str]:
    folded = f" {text.casefold()} "
    return [folded[at : at + 3] for at in range(len(folded) - 2)]


def cosines(items: Sequence[Item], parts: Callable[[Item, str], Iterable[str]]) -> list[float]:
    """TF-IDF cosine of each pair; how rare a part is comes from the sentences of the set itself."""
    counts = [[Counter(parts(item, item[side])) for side in "ab"] for item in items]
    seen = Counter(part for pair in counts for one in pair for part in one)
    rare = {part: math.log(2 * len(items) / n) + 1 for part, n in seen.items()}
    return [_cosine(one, other, rare) for one, other in counts]


def _cosine(one: Counter[str], other: Counter[str], rare: dict[str, float]) -> float:
    def dot(a: Counter[str], b: Counter[str]) -> float:
        return sum(a[part] * b[part] * rare[part] ** 2 for part in a)

    return dot(one, other) / (math.sqrt(dot(one, one) * dot(other, other)) or 1.0)


def scores(items: Sequence[Item]) -> dict[str, list[float]]:
    """Each measure's score of every item; `judge` is what a judgement reports as its similarity."""
    found = [alike(item) for item in items]
    return {
        "judge": [a.similarity for a in found],
        "dice": [a.dice for a in found],
        "containment": [a.containment for a in found],
        "token_sort_ratio": [fuzz.token_sort_ratio(item["a"], item["b"]) for item in items],
        "token_set_ratio": [fuzz.token_set_ratio(item["a"], item["b"]) for item in items],
        "TF-IDF of words": cosines(items, lambda i, t: [x.text.casefold() for x in tokenize(t, language=i["lang"])]),
        "TF-IDF of 3 characters": cosines(items, lambda _, text: grams(text)),
        "trivial": [0.0] * len(items),
    }


def half(item: Item) -> int:
    return sha256(item["id"].encode()).digest()[0] % 2


def gain(items: Sequence[Beside]) -> float:
    """How much higher the area of `judge` is than that of a peer."""
    return auc([(one, label) for one, _, label in items]) - auc([(other, label) for _, other, label in items])


def ranking(told: Sequence[Item]) -> dict[str, float]:
    """The area of every measure, and how far `judge` is ahead of each peer on the same draws."""
    labels = [item["label"] == "S" for item in told]
    found, by = {}, scores(told)
    for name, values in by.items():
        found[f"auc {name}"] = line(f"AUC {name}", list(zip(values, labels, strict=True)), auc)
    for part in (0, 1):
        pairs = [(v, s) for v, s, item in zip(by["judge"], labels, told, strict=True) if half(item) == part]
        line(f"AUC judge, half {part + 1}", pairs, auc)
    for name in ("token_sort_ratio", "token_set_ratio", "TF-IDF of words", "TF-IDF of 3 characters"):
        line(f"AUC judge less {name}", list(zip(by["judge"], by[name], labels, strict=True)), gain)
    return found


def answers(items: Sequence[Item]) -> dict[str, float]:
    """Yes or no at the threshold: both kinds of right answers, and what is said of pairs that are partly alike."""
    said = [(float(alike(item).same), item["label"], half(item)) for item in items]
    told = [(yes, label == "S", part) for yes, label, part in said if label in "SN"]
    found = {"balanced": line("balanced accuracy of same_formula", [t[:2] for t in told], balanced)}
    for part in (0, 1):
        line(f"balanced accuracy, half {part + 1}", [t[:2] for t in told if t[2] == part], balanced)
    for label, name in (("S", "same called same"), ("N", "different called same"), ("P", "partly alike called same")):
        line(name, [(yes, True) for yes, given, _ in said if given == label], share)
    return found


def main() -> int:
    if reference() is None:
        print("eval_pairs: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    found: dict[str, float] = {}
    everything = labelled("pairs_dev.json")
    for language in ("en", "zh"):
        items = [item for item in everything if item["lang"] == language]
        print(f"pairs, {language}: S against N (P apart)")
        figures = ranking([item for item in items if item["label"] in "SN"]) | answers(items)
        found |= {f"{language} {name}": value for name, value in figures.items()}
    return held_to(found, "pairs")


if __name__ == "__main__":
    sys.exit(main())
