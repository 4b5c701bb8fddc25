# ruff: noqa: T201 - the table goes to the terminal
"""Eleven further languages on invented sentences: the same wording or not, what differs, moves and strength.

Whoever wrote the sentences wrote the rules. A low figure says that something is broken; a high one promises little.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from figures import auc, balanced, held_to, interval, share
from rapidfuzz import fuzz

from tracker.language.evaluating.moves import moves
from tracker.language.evaluating.strength import strength
from tracker.match import judge
from tracker.match.judging.flags import compare

FOLDER = Path(__file__).with_name("tongues")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one language reached, each between 0 and 1."""

    judge: float
    token_sort: float
    balanced: float
    flags: float
    quiet: float
    moves: float
    strength: float


def wordings(data: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Every sentence beside every one used again, the same wording on the diagonal; then the harder pairs."""
    crossed = [(one["text"], two["again"], one is two) for one in data["sentences"] for two in data["sentences"]]
    return crossed + [(pair["a"], pair["b"], pair["same"]) for pair in data["wordings"]]


def measured(data: dict[str, Any]) -> Marks:
    language, items = data["language"], data["sentences"]
    judged = [(judge(a, b, language=language), same) for a, b, same in wordings(data)]
    low, high = interval([(found.similarity, same) for found, same in judged], auc)
    alike = sum(same for _, same in judged)
    print(f"  {language}: {alike} same, {len(judged) - alike} different; AUC in [{low:.3f}, {high:.3f}]")
    raised = [(compare(p["a"], p["b"], language=language).flags, p["flag"]) for p in data["pairs"]]
    plain = [flags for flags, wanted in raised if wanted == "none"]
    quiet = [float(not flags) for flags in plain]
    quiet += [float(not compare(i["text"], i["again"], language=language).flags) for i in items]
    read = [strength(i["text"], language=language) for i in items]
    strong = [
        r.verb_class == i["verb_class"] and r.intensity == i["intensity"] for r, i in zip(read, items, strict=True)
    ]
    done = [{str(m) for m in moves(i["text"], language=language)} == set(i["moves"]) for i in items]
    return Marks(
        judge=auc([(found.similarity, same) for found, same in judged]),
        token_sort=auc([(fuzz.token_sort_ratio(a, b), same) for a, b, same in wordings(data)]),
        balanced=balanced([(float(found.same_formula), same) for found, same in judged]),
        flags=share([(float(wanted in flags), True) for flags, wanted in raised if wanted != "none"]),
        quiet=sum(quiet) / len(quiet),
        moves=sum(done) / len(done),
        strength=sum(strong) / len(strong),
    )


def main() -> int:
    print("further languages: invented sentences; author of rules and of sentences is the same")
    marks = {
        path.stem: measured(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml"))
    }
    names = Marks.__dataclass_fields__
    print("  " + " " * 4 + "".join(f"{name:>12}" for name in names))
    for language, mark in marks.items():
        print(f"  {language:<4}" + "".join(f"{getattr(mark, name):12.3f}" for name in names))
    lowest = {f"lowest {name}": min(getattr(m, name) for m in marks.values()) for name in names if name != "token_sort"}
    mean = {f"mean {name}": sum(getattr(m, name) for m in marks.values()) / len(marks) for name in names}
    return held_to({**lowest, **mean}, "tongues")


if __name__ == "__main__":
    sys.exit(main())
