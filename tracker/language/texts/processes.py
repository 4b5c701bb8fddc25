"""Long lists shared out among processes of this machine.

Owns how a list is parted and put together again, in its order. Never changes a result, and never decides how many
processes there are: callers do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

Result = TypeVar("Result")
Work = Callable[[Sequence[str]], list[Result]]

#: What the processes of a pool do, handed over once when they start: it may be large.
_held: list[Work[Any]] = []


def spread(
    work: Work[Result], texts: Sequence[str], *, workers: int, share: int, context: BaseContext | None = None
) -> list[Result]:
    """`work(texts)`, done by `workers` processes on `share` texts at a time; one result for each text.

    `work` must treat each text by itself, and be picklable where processes are spawned. Where no process can be
    started, or one is killed (by a system that is out of memory), the work is done here.
    """
    parts = [texts[at : at + share] for at in range(0, len(texts), share)]
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_hold, initargs=(work,)) as pool:
            return list(_in_turn(pool.map(_do, parts)))
    except (BrokenProcessPool, OSError):
        return work(texts)


def _in_turn(done: Iterator[list[Result]]) -> Iterator[Result]:
    for part in done:
        yield from part


def _hold(work: Work[Any]) -> None:
    _held[:] = [work]


def _do(texts: Sequence[str]) -> list[Any]:
    return _held[0](texts)
