# ruff: noqa: T201 - the table goes to the terminal
"""Flags on written counterparts (negated, opposite, swapped, weaker, stronger) and false flags on harmless ones."""

import sys
from typing import Any

from figures import held_to, labelled, line, reference, share

from tracker.match import judge
from tracker.match.judging.flags import Comparer

GROUPS = {"turning": ("negated", "opposite", "roles-swapped"), "force": ("weaker", "stronger")}


def main() -> int:
    if reference() is None:
        print("eval_hard: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    found: dict[str, float] = {}
    comparer = Comparer()
    hard, pairs = labelled("hard_pairs_dev.json"), labelled("pairs_dev.json")
    for language in ("en", "zh"):
        mine = [item for item in hard if item["lang"] == language]
        print(f"hard pairs, {language}: recall of flags, false flags")
        for flag in sorted({item["flag"] for item in mine} - {"none"}):
            items = [item for item in mine if item["flag"] == flag]
            line(flag, [(float(flag in flags(comparer, item)), True) for item in items], share)
        for group, names in GROUPS.items():
            items = [item for item in mine if item["flag"] in names]
            raised = [(float(item["flag"] in flags(comparer, item)), True) for item in items]
            found[f"{language} {group}"] = line(f"all {group}", raised, share)
        plain = [item for item in mine if item["flag"] == "none"]
        same = [item for item in pairs if item["lang"] == language and item.get("force") == "="]
        quiet = [(float(not flags(comparer, item)), True) for item in (*plain, *same)]
        found[f"{language} quiet"] = line("harmless and of equal force: no flag", quiet, share)
        print(f"  {'never a flag, for comparison':<44} turning 0, force 0, quiet 1")
        kept = [(float(judge(i["a"], i["b"], language=language).same_formula), True) for i in plain]
        found[f"{language} kept"] = line("harmless: same formula", kept, share)
    return held_to(found, "hard")


def flags(comparer: Comparer, item: dict[str, Any]) -> tuple[str, ...]:
    return comparer.compare(item["a"], item["b"], language=item["lang"]).flags


if __name__ == "__main__":
    sys.exit(main())
