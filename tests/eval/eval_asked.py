# ruff: noqa: T201 - the table goes to the terminal
"""What the yes-or-no grid says of invented sentences, half of them written to be misread: precision and recall.

One half (by a hash of the sentence) was looked at while the lists were written, the other only to report.
"""

import csv
import sys
from hashlib import sha256
from pathlib import Path

from figures import held_to

from tracker.language.evaluating.asked import Asked, reply

LETTERS = dict(zip("CTNDBR", Asked, strict=True))
Item = tuple[str, set[Asked], str]


def items() -> list[Item]:
    """Language, the questions that are answered yes, and the sentence."""
    with Path(__file__).with_name("asked.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(code, {LETTERS[one] for one in yes if one != "-"}, text) for code, yes, text in rows]


def looked_at(text: str) -> bool:
    return sha256(text.encode()).digest()[0] % 2 == 0


def counts(chosen: list[Item], question: Asked, *, show: bool) -> tuple[int, int, int]:
    """Right, wrongly and missed "yes"."""
    right = wrong = missed = 0
    for code, wanted, text in chosen:
        said = reply(question, text, language=code) is not None
        right, wrong, missed = (
            right + (said and question in wanted), wrong + (said and question not in wanted),
            missed + (not said and question in wanted),
        )  # fmt: skip
        if show and said != (question in wanted):
            print(f"    {question} {'wrongly' if said else 'missed'}: {text}")
    return right, wrong, missed


def main(*, show: bool = False) -> int:
    found: dict[str, float] = {}
    for half, chosen in (
        ("looked at", [one for one in items() if looked_at(one[2])]),
        ("not looked at", [one for one in items() if not looked_at(one[2])]),
    ):
        print(f"grid questions, {half}: {len(chosen)} sentences")
        total = [0, 0, 0]
        for question in Asked:
            right, wrong, missed = counts(chosen, question, show=show and half == "looked at")
            total = [a + b for a, b in zip(total, (right, wrong, missed), strict=True)]
            print(
                f"  {question:<12} P {right / max(right + wrong, 1):5.3f}  R {right / max(right + missed, 1):5.3f}"
                f"  ({right} right, {wrong} wrongly, {missed} missed)"
            )
        found[f"{half} precision"] = total[0] / max(total[0] + total[1], 1)
        found[f"{half} recall"] = total[0] / max(total[0] + total[2], 1)
        print(f"  all together P {found[f'{half} precision']:5.3f}  R {found[f'{half} recall']:5.3f}")
    return held_to({key: value for key, value in found.items() if key.startswith("not")}, "asked")


if __name__ == "__main__":
    sys.exit(main(show="--show" in sys.argv))
