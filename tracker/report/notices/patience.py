"""A bound in time for what a person's pattern may take: one with nested repeats can look for years.

Owns the interrupting. Never knows what it interrupts; outside a main thread, and where there is no timer, nothing is.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """TimeoutError in the midst of what takes longer; Python's own matching heeds it."""
    if current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError

    handler = signal.signal(signal.SIGALRM, late)
    before = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *before)
        signal.signal(signal.SIGALRM, handler)
