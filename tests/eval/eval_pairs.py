# ruff: noqa: T201 - the table goes to the terminal
"""Same formula or not: `judge` on labelled pairs beside plain string scorers and the trivial answer."""

import sys
from typing import Any

from figures import auc, balanced, held_to, labelled, line, reference, share
from rapidfuzz import fuzz

from tracker.language.canon import canonical
from tracker.language.gazetteer import default_gazetteer
from tracker.match import epochs
from tracker.match.judgement import Likeness, likeness

PEERS = {"token_sort_ratio": fuzz.token_sort_ratio, "token_set_ratio": fuzz.token_set_ratio}


def alike(item: dict[str, Any]) -> Likeness:
    forms = [canonical(item[side], language=item["lang"], gazetteer=default_gazetteer()) for side in "ab"]
    return likeness(*forms, epochs.current().weigher(item["lang"]), language=item["lang"])


def scores(items: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Each measure's score of every item; `judge` is what a judgement reports as its similarity."""
    found = [alike(item) for item in items]
    return {
        "judge": [a.similarity for a in found],
        "dice": [a.dice for a in found],
        "containment": [a.containment for a in found],
        **{name: [scorer(item["a"], item["b"]) for item in items] for name, scorer in PEERS.items()},
        "trivial": [0.0] * len(items),
    }


def main() -> int:
    if reference() is None:
        print("eval_pairs: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    found: dict[str, float] = {}
    everything = labelled("pairs_dev.json")
    for language in ("en", "zh"):
        items = [item for item in everything if item["lang"] == language]
        told = [item for item in items if item["label"] in "SN"]
        print(f"pairs, {language}: S against N (P apart)")
        for name, values in scores(told).items():
            pairs = [(value, item["label"] == "S") for value, item in zip(values, told, strict=True)]
            found[f"{language} auc {name}"] = line(f"AUC {name}", pairs, auc)
        said = [(float(alike(item).same), item["label"] == "S") for item in told]
        found[f"{language} balanced"] = line("balanced accuracy of same_formula", said, balanced)
        partly = [(float(alike(item).same), False) for item in items if item["label"] == "P"]
        line("share of P called the same formula", partly, share)
    return held_to(found, "pairs")


if __name__ == "__main__":
    sys.exit(main())
