"""Being told to stop: Ctrl+C and a scheduler's SIGTERM.

Owns turning both into one exception that every room lets pass, so that transactions roll back and locks are released.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: What a shell adds to the number of the signal that ended a command.
_SIGNALLED = 128


class Stopped(SystemExit):
    """Somebody asked the command to stop. A SystemExit, since asyncio and click let nothing else through at once."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, SIGINT and SIGTERM raise Stopped with the shell's exit code for them; a second one does it again."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    # The loop would show a traceback for every request that ends with the command.
    logging.getLogger("asyncio").disabled = True
    raise Stopped(_SIGNALLED + number)
