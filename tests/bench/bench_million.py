# ruff: noqa: T201 - the table goes to the terminal
"""A million distinct sentences from text to pairs: CPU seconds, memory, and how both grow from a tenth of them.

Some minutes and up to 4 GB. `python tests/bench/bench_million.py SMALL LARGE` takes other sizes.
"""

import gc
import math
import sys

from measuring import canonical_forms, engines, peak, timed, weighted
from sentences import distinct

from tracker.match.joining import rule
from tracker.match.joining.join import join
from tracker.match.joining.plan import Measure

SIZES = (100_000, 1_000_000)
#: What the machine of a newsroom has to spare.
MOST_MEMORY = 4096


def measured(texts: list[str]) -> dict[str, float]:
    """CPU seconds of each step, and the pairs of each measure."""
    engine = engines()[-1]
    seconds: dict[str, float] = {}
    seconds["text to canonical forms"], forms = canonical_forms(texts)
    seconds["encoding"], bags = weighted(forms)
    del forms
    gc.collect()
    print(f"  {len(texts):,} sentences, {bags.rows:,} distinct forms, {len(bags.terms):,} entries, peak {peak()} MB")
    for measure, threshold in ((Measure.DICE, rule.DICE), (Measure.CONTAINMENT, rule.CONTAINMENT)):
        name = f"{measure} >= {threshold}, {engine}"
        seconds[name], pairs = timed(lambda m=measure, t=threshold: join(bags, measure=m, threshold=t, engine=engine))
        print(f"  {name}: {len(pairs):,} pairs, {seconds[name]:.1f} s, peak {peak()} MB", flush=True)
    return seconds


def main(small: int, large: int) -> int:
    origin, texts = distinct(large, wide=True)
    print(f"{len(texts):,} {origin} sentences of every English corpus, one core; peak with the texts {peak()} MB")
    few = measured(texts[:small])
    many = measured(texts)
    ratio = math.log(len(texts) / small)
    for name, seconds in many.items():
        print(
            f"  {name:<32} {few[name]:9.2f} s {seconds:9.2f} s  grows as n^{math.log(seconds / few[name]) / ratio:.2f}"
        )
    whole = math.log(sum(many.values()) / sum(few.values())) / ratio
    print(f"  {'everything':<32} {sum(few.values()):9.2f} s {sum(many.values()):9.2f} s  grows as n^{whole:.2f}")
    return int(peak() > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main(*([int(size) for size in sys.argv[1:]] or SIZES)))
