"""The robots.txt of every origin that a run meets.

Owns when it is asked for and remembered, and which error a decision becomes. What an answer means is decided in robots.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.collect.asking import robots
from tracker.collect.asking.addresses import origin_of
from tracker.collect.asking.fetching import Fetcher, Request
from tracker.collect.asking.politeness import Clock
from tracker.errors import Blocked, FetchFailed, NotAllowed, TrackerError, Unreached

#: A decision holds for an hour at most, so that a site that was down is asked again.
_HOLDS = timedelta(hours=1)


@dataclass(slots=True)
class _Rules:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    decision: robots.Robots | None = None
    asked_at: datetime | None = None


class RobotRules:
    """The robots.txt of each origin, asked for once and again after an hour."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._origins: dict[str, _Rules] = {}

    async def check(self, url: str, hosts: Sequence[str]) -> robots.Robots:
        """The rules for an address. Raises Blocked or FetchFailed where nothing may be asked, NotAllowed for a path."""
        rules = self._origins.setdefault(origin_of(url), _Rules())
        async with rules.lock:
            fresh = rules.asked_at is not None and self._clock() - rules.asked_at < _HOLDS
            if rules.decision is None or not fresh:
                rules.decision = await self._ask(url, hosts)
                rules.asked_at = self._clock()
        decision = rules.decision
        if decision.stance is robots.Stance.STOP:
            raise Blocked(f"{origin_of(url)}: {decision.reason}")
        if decision.stance is robots.Stance.NOT_NOW:
            failure = FetchFailed if decision.reached else Unreached
            raise failure(f"{origin_of(url)}: {decision.reason}")
        if not decision.allows(url):
            raise NotAllowed(f"{url}: robots.txt forbids this path")
        return decision

    async def _ask(self, url: str, hosts: Sequence[str]) -> robots.Robots:
        try:
            answer = await self._fetcher.fetch(Request(url=robots.robots_url(url), hosts=hosts))
        except TrackerError as error:
            return robots.unreachable(error)
        return robots.decide(answer.status, answer.body)
