"""CPU seconds and memory of one step, and the way from sentences to bags that the benches of the join share."""

import resource
import time
from collections.abc import Callable
from typing import TypeVar

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining import kernel
from tracker.match.joining.bags import Bags, encode
from tracker.match.joining.join import Engine, join
from tracker.match.joining.plan import Measure

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of this process, and what the work gave."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def peak() -> int:
    """The most memory that the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def engines() -> list[Engine]:
    """Both where the compiler is there. It has then compiled: paid once a process, and no part of a join."""
    if not kernel.installed():
        return ["numpy"]
    join(encode([("a", "b")], lambda _: 1.0), measure=Measure.DICE, threshold=0.5, engine="fast")
    return ["numpy", "fast"]


def canonical_forms(texts: list[str]) -> tuple[float, list[tuple[str, ...]]]:
    """CPU seconds, and the forms; the lists of names are read before."""
    names = default_gazetteer()
    canonical_all(texts[:10], language="en", gazetteer=names)
    return timed(lambda: canonical_all(texts, language="en", gazetteer=names))


def weighted(forms: list[tuple[str, ...]]) -> tuple[float, Bags]:
    """CPU seconds, and the bags with the shipped weights."""
    weigh = epochs.current().weigher("en")
    return timed(lambda: encode(forms, weigh))
