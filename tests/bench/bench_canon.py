# ruff: noqa: T201 - the table goes to the terminal
"""Text to canonical form: microseconds a sentence on one core, shares of the steps, and what more processes save."""

import gzip
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from sentences import CORPORA, LONGEST, ROOT, SHORTEST, distinct

from tracker.language.dating.datefinding import date_spans
from tracker.language.evaluating.happenings import event_spans
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts import canon, masks
from tracker.language.texts.canon import canonical, canonical_all
from tracker.language.texts.processes import spread
from tracker.language.texts.sentences import sentences
from tracker.language.texts.spans import BREAK

T = TypeVar("T")
SIZE, SHARED = 20_000, 100_000
FLOOD = 100_000
#: Chinese says in 10 characters what takes 40 in English.
OTHERS = (("zh", "china_mfa_zh_pages", 10, 200), ("ru", "kremlin_ru_2025", SHORTEST, LONGEST))
#: Texts over which a careless rule would go again and again.
FLOODS = ("a", "China ", "中国", "1-", "May ", "President Aa ", "a-", "\u0301", "\ud800", "发言人", "the ", "\u0020")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def quickest(work: Callable[[], object], times: int = 3) -> float:
    return min(timed(work)[0] for _ in range(times))


def corpus(name: str, language: str, shortest: int, longest: int) -> list[str]:
    """Distinct sentences in order of first sight; none where the reference data is absent."""
    folder = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data")) / "corpora"
    file = folder / f"{name}.jsonl.gz"
    return list(dict.fromkeys(_cut(file, language, shortest, longest))) if file.is_file() else []


def _cut(file: Path, language: str, shortest: int, longest: int) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            yield from (s.of(text) for s in sentences(text, language=language) if shortest <= len(s) <= longest)


def one_core(language: str, texts: list[str]) -> int:
    """Prints the figures of one language; how many forms hang on whether texts come alone or in a list."""
    names = default_gazetteer()
    make = partial(canonical_all, language=language, gazetteer=names)
    canon._vocabulary.cache_clear()
    cold, forms = timed(lambda: make(texts))
    warm = quickest(lambda: make(texts))
    alone, singles = timed(lambda: [canonical(text, language=language, gazetteer=names) for text in texts])
    each = 1e6 / len(texts)
    print(
        f"  {language}: {len(texts):,} sentences of {sum(map(len, texts)) / len(texts):.0f} characters, µs a sentence:"
        f" first time {cold * each:.1f}, words known {warm * each:.1f}, one at a time {alone * each:.1f}"
    )
    for step, seconds in steps(language, texts):
        print(f"      {step:<28} {seconds * each:5.1f}")
    return sum(one != other for one, other in zip(forms, singles, strict=True))


def steps(language: str, texts: list[str]) -> Iterator[tuple[str, float]]:
    """Each step by itself, on buffers as the whole makes them."""
    names = default_gazetteer()
    groups = list(canon._batches(texts))
    buffers = [BREAK.join(map(canon._cleaned, group)) for group in groups]
    masked = [canon._masked(buffer, language, names) for buffer in buffers]
    pieces = [list(canon._pieces(each, language)) for each in masked]
    vocabulary = canon._vocabulary(language)
    terms = [list(chain.from_iterable(map(vocabulary.__getitem__, each))) for each in pieces]

    def over(work: Callable[[str], object]) -> float:
        return quickest(lambda: [work(buffer) for buffer in buffers])

    yield "links and foreign marks", quickest(lambda: [BREAK.join(map(canon._cleaned, group)) for group in groups])
    yield "masks: events", over(lambda text: event_spans(text, language=language))
    yield "masks: dates", over(lambda text: date_spans(text, language=language))
    yield "masks: persons", over(lambda text: masks._persons(text, language))
    yield "masks: names", over(lambda text: masks._names(text, language, names))
    yield "masks: numbers", over(lambda text: (masks._numbers(text, language), masks._spelled_numbers(text, language)))
    yield "masks: all, set into the text", over(lambda text: canon._masked(text, language, names))
    yield "cutting into words", quickest(lambda: [list(canon._pieces(each, language)) for each in masked])
    yield (
        "words to terms",
        quickest(lambda: [list(chain.from_iterable(map(vocabulary.__getitem__, each))) for each in pieces]),
    )
    yield "neighbouring slots", quickest(lambda: [canon._without_doubles(each) for each in terms])


def shared(texts: list[str]) -> int:
    """Prints what processes save; how many forms differ from those of one process."""
    names, wrong = default_gazetteer(), 0
    work = partial(canon._all_forms, base="en", gazetteer=names)
    for workers in (1, os.cpu_count() or 1):
        canon._vocabulary.cache_clear()
        before, clock = _cpu(), time.perf_counter()
        forms = work(texts) if workers == 1 else spread(work, texts, workers=workers, share=canon._SHARE)
        clock, after = time.perf_counter() - clock, _cpu()
        here, there = after[0] - before[0], after[1] - before[1]
        print(
            f"  {len(texts):,} sentences, {workers} at work, no word known: {clock:.1f} s of the clock,"
            f" CPU {here:.1f} s here and {there:.1f} s in others; at best {here + there / workers:.1f} s of the clock"
        )
        if workers == 1:
            alone = forms
        wrong += sum(one != other for one, other in zip(alone, forms, strict=True))
    return wrong


def _cpu() -> tuple[float, float]:
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def floods(names: Sequence[str] = FLOODS) -> None:
    """How time grows with the length of a text that was made to hurt: from one size to twice it."""
    worst = (0.0, 0.0, "")
    for piece in names:
        once, twice = (
            quickest(partial(canonical, piece * (size // len(piece)), language="en", gazetteer=default_gazetteer()))
            for size in (FLOOD, 2 * FLOOD)
        )
        worst = max(worst, (twice / (2 * FLOOD), twice / max(once, 1e-3), piece))
    print(
        f"  floods of {FLOOD:,} and {2 * FLOOD:,} characters, worst of {len(names)}: {worst[2]!a},"
        f" {worst[0] * 1e6:.2f} µs a character, {worst[1]:.1f} times the time for twice the length"
    )


def main() -> int:
    origin, texts = distinct(SHARED)
    print(
        f"canonical forms of {origin} sentences ({', '.join(CORPORA)})" if origin == "real" else "generated sentences"
    )
    wrong = one_core("en", texts[:SIZE])
    for language, name, shortest, longest in OTHERS:
        found = corpus(name, language, shortest, longest)[:SIZE]
        wrong += one_core(language, found) if found else 0
    wrong += shared(texts)
    floods()
    print(f"  {wrong} forms that hang on neighbours, lists or processes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
