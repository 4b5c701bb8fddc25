# ruff: noqa: T201 - the figures go to the terminal
"""1,000 new passages into an index of many: CPU seconds beside those of a rebuild, and whether both agree.

Both end with a committed store, and do what `tracker match` does once it has passages: the rebuild compares all of
them; the other remembers the last match, compares what is new, and writes the rows that are other ones.
`python tests/bench/bench_incremental.py 1000000` takes another number of passages.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sentences import distinct

from tracker.jobs.memories import put, recall
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.phrasings.formulas import FormulaResult
from tracker.match.phrasings.phrasings import Ground, Memory, phrasings
from tracker.model import Derived, LedgerEntry, Party, Passage, Statement, When
from tracker.store import Store, open_store

SIZE, NEW, A_STATEMENT = 100_000, 1_000, 10
#: More sentences than this need every English corpus.
NARROW = 400_000


class Said(dict[str, Statement]):
    """Statements, made when somebody asks for them, as a store would read them."""

    def __missing__(self, key: str) -> Statement:
        number = int(key[1:])
        day = f"{2001 + number // 365 % 24}-{1 + number % 12:02}-{1 + number % 28:02}"
        made = self[key] = Statement(id=key, text="", date=When(day), parties=(Party(f"issuer-{number % 40}"),))
        return made


def passages(texts: Sequence[str]) -> list[Passage]:
    """Each text as a passage; ten of them are a statement."""
    return [
        Passage(
            id=f"r{n // A_STATEMENT}:{n}",
            statement=f"s{n // A_STATEMENT}", rendering=f"r{n // A_STATEMENT}", version=1,
            start=1_000 * (n % A_STATEMENT), end=1_000 * (n % A_STATEMENT) + len(text), text=text, language="en",
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


def ground(ledger: Sequence[LedgerEntry]) -> Ground:
    return Ground(statements=Said(), epoch=epochs.current(), ledger=ledger, gazetteer=default_gazetteer())


def written(store: Store, made: Sequence[Passage], found: FormulaResult, ledger: Sequence[LedgerEntry]) -> None:
    everything = (*ledger, *found.ledger)
    store.replace_derived(Derived(epoch="", passages=tuple(made), formulas=found.formulas, ledger=everything))


def rebuild(made: Sequence[Passage], ledger: Sequence[LedgerEntry], path: Path) -> tuple[float, FormulaResult]:
    start = time.process_time()
    found = phrasings(made, ground(ledger), Memory(), say)
    with open_store(path) as store, store.transaction():
        written(store, made, found, ledger)
    return time.process_time() - start, found


def bring(store: Store, made: Sequence[Passage]) -> dict[str, float]:
    """Bring the store to these passages as a match does, from its memory to the commit; seconds of each step."""
    steps, before = {}, time.process_time()

    def step(name: str) -> None:
        nonlocal before
        now = time.process_time()
        steps[name], before = now - before, now

    ledger = store.ledger()
    recalled = recall(store, epochs.current(), ledger)
    step("memory read")
    found = phrasings(made, ground(ledger), recalled.memory, say)
    step("neighbours, clusters, formulas")
    with store.transaction():
        written(store, made, found, ledger)
        put(store, recalled)
    step("written and committed")
    return steps


def say(line: str) -> None:
    print(f"  {line}")


def main(size: int = SIZE) -> int:
    origin, texts = distinct(size + NEW, wide=size > NARROW)
    everything = passages(texts)
    size = len(everything) - NEW
    default_gazetteer()
    canonical_all(texts[:10], language="en", gazetteer=default_gazetteer())
    print(f"{NEW:,} new passages into an index of {size:,}, {origin} sentences, one core")
    with tempfile.TemporaryDirectory() as name, open_store(Path(name) / "tracker.db") as store:
        first = bring(store, everything[:size])
        print(f"  first build of the index: {sum(first.values()):.1f} s")
        ledger = store.ledger()
        steps = bring(store, everything)
        took = sum(steps.values())
        file = sum(path.stat().st_size for path in Path(name).iterdir()) / 2**20
        whole, wanted = rebuild(everything, ledger, Path(name) / "other.db")
        held = sorted(store.formulas(), key=lambda f: f.id)
    print("  " + ", ".join(f"{step} {seconds:.2f} s" for step, seconds in steps.items()))
    equal = tuple(held) == wanted.formulas
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  rebuild {whole:.1f} s, adding {took:.2f} s: {took / whole:.2%} of it; {len(held):,} formulas, ", end="")
    print(f"{'equal to' if equal else 'NOT'} the rebuild's; {peak} MB, store {file:.0f} MB")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
