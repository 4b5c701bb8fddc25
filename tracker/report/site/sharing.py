"""Composing many pages at once, by several processes.

Owns who composes which page. Never decides which pages are composed, and a page is the same whoever composes it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from tracker.language.texts.processes import spread
from tracker.report.reading import Reading

Result = TypeVar("Result")

#: Below so many pages the processes would cost more than they save: starting two takes about half a second, and a page
#: that a day changed some 10 ms.
MANY = 200
#: So many pages a process takes at a time, so that none waits long for the other's last ones.
_SHARE = 50


@runtime_checkable
class Renewable(Protocol):
    """A store whose connection is of one process alone."""

    def renew(self) -> None:
        """Read on through a connection of this process."""
        ...


def composed(pages: Mapping[str, Callable[[], Result]], store: Reading, *, workers: int = 1) -> dict[str, Result]:
    """What each of these calls gives, by its path: one after the other, or shared out when there are many.

    The processes are copies of this one (fork), so that all of them have read the collection; where the system has no
    such copies, this one does it all.
    """
    paths = list(pages)
    if workers < 2 or len(paths) < MANY or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004  one is nobody to share with
        return {path: pages[path]() for path in paths}
    parent, begun = os.getpid(), set[int]()

    def work(share: Sequence[str]) -> list[Result]:
        if os.getpid() != parent and os.getpid() not in begun:
            begun.add(os.getpid())
            _begin(store)
        return [pages[path]() for path in share]

    context = multiprocessing.get_context("fork")
    return dict(zip(paths, spread(work, paths, workers=workers, share=_SHARE, context=context), strict=True))


def _begin(store: Reading) -> None:
    """What a copy of this process does first: being interrupted and the open connection stay with the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if isinstance(store, Renewable):
        store.renew()
