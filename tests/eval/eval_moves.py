# ruff: noqa: T201 - the table goes to the terminal
"""What sentences do and how strongly: moves and verb class on labelled sentences, beside "none" for everything."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from figures import held_to, labelled, line, reference, share

from tracker.language.evaluating.moves import moves
from tracker.language.evaluating.strength import strength


def f1(wanted: Iterable[set[str]], given: Iterable[set[str]]) -> float:
    """Micro-F1 over sets of labels."""
    hits = missed = false = 0
    for want, gave in zip(wanted, given, strict=True):
        hits, missed, false = hits + len(want & gave), missed + len(want - gave), false + len(gave - want)
    return 2 * hits / max(2 * hits + missed + false, 1)


def macro(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 of the classes that are wanted."""
    classes = sorted(set(wanted))
    each = [f1([{w} & {c} for w in wanted], [{g} & {c} for g in given]) for c in classes]
    return sum(each) / max(len(each), 1)


def verb_class(item: dict[str, Any]) -> str:
    return str(item["verb_class"]).split("/", maxsplit=1)[0]


def main() -> int:
    if reference() is None:
        print("eval_moves: skipped, reference data (not redistributed) is absent; set TRACKER_REFERENCE")
        return 0
    found: dict[str, float] = {}
    everything = labelled("moves_dev.json")
    for language in sorted({item["lang"] for item in everything}):
        items = [item for item in everything if item["lang"] == language]
        read = [strength(item["text"], language=language) for item in items]
        done = [{str(m) for m in moves(item["text"], language=language)} for item in items]
        strong = [(item, one) for item, one in zip(items, read, strict=True) if verb_class(item) != "none"]
        print(f"moves and strength, {language}: {len(items)} sentences, {len(strong)} with a scale verb")
        found[f"{language} moves"] = f1([set(item["moves"]) for item in items], done)
        print(f"  {'moves micro-F1':<44} {found[f'{language} moves']:6.3f}")
        always = f1([set(item["moves"]) for item in items], [{"inform"}] * len(items))
        print(f"  {'… inform for every sentence':<44} {always:6.3f}")
        found[f"{language} class"] = macro([verb_class(i) for i, _ in strong], [str(o.verb_class) for _, o in strong])
        print(f"  {'verb class macro-F1 (not none)':<44} {found[f'{language} class']:6.3f}")
        print(f"  {'… none for every sentence':<44} {0.0:6.3f}, and none stays none 1")
        touched = [
            (float(any(w in i["span"] or i["span"] in w for w in o.words)), True) for i, o in strong if i["span"]
        ]
        found[f"{language} words"] = line("deciding words overlap", touched, share)
        plain = [o for item, o in zip(items, read, strict=True) if verb_class(item) == "none"]
        found[f"{language} quiet"] = line(
            "none stays none", [(float(o.verb_class == "none"), True) for o in plain], share
        )
    return held_to(found, "moves")


if __name__ == "__main__":
    sys.exit(main())
