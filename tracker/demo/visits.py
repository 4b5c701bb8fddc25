"""What a job needs to visit the sample world: two moments, a clock that only sleeping moves, the way to the server.

Owns no job: collecting, storing and showing belong to their own rooms.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from tracker.collect.asking.addresses import Loopback
from tracker.demo.items import visit_moments
from tracker.demo.server import Serve

#: Half of the widest spread: retries in the sample world come neither early nor late.
EVEN = 0.5


def visit_times() -> tuple[datetime, datetime]:
    """When the two visits begin, in UTC; the second is one week after the first."""
    return visit_moments()


def sources_path() -> Path:
    """The sources.yaml of the sample world."""
    return Path(__file__).parent / "sources.yaml"


def resolver(server: Serve) -> Loopback:
    """Sends every invented host to the server's port on this machine."""
    return Loopback(port=server.port)


def jitter() -> float:
    """No chance in the sample world: always the middle."""
    return EVEN


class Clock:
    """A clock that stands still until somebody sleeps: politeness takes its time and costs none.

    Call it for the present; pass `sleep` wherever a collector wants to wait.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The present of the sample world, in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Moves the clock on by so many seconds and lets others work; never back."""
        self._now += timedelta(seconds=max(seconds, 0.0))
        await asyncio.sleep(0)

    def move_to(self, moment: datetime) -> None:
        """Moves the clock on to a later moment, such as the second visit; a moment that has passed changes nothing."""
        self._now = max(self._now, moment)
