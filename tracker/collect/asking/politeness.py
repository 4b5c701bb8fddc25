"""When a host may be asked again.

Owns the gaps between requests, one request at a time per host, waiting as asked by Retry-After, how often something is
tried, and when a host that refuses us is left alone. Never sends anything; clock, sleep and jitter are given.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker.errors import Blocked

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
#: A number from 0 to 1 that spreads retries, so that many trackers do not come back in step.
Jitter = Callable[[], float]


def utc_now() -> datetime:
    """The clock of all who are given no other: the present, in UTC."""
    return datetime.now(UTC)


#: Seconds between the starts of two requests to one host; a source may only ask for more.
INTERVAL = 2.0
TRIES = 3
#: A host that asks for a longer pause than this is left alone for the rest of the run.
LONGEST_PAUSE = 300.0
#: So many refusals in a row end a host for the run; a refusal itself is never tried again.
REFUSALS = 5
REFUSING = (401, 403, 429)
_BUSY = (429, 502, 503, 504)
_FIRST_PAUSE = 4.0


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_start: datetime | None = None
    not_before: datetime | None = None
    refusals: int = 0
    ended: str = ""


class Politeness:
    """Turns per host: whoever holds a turn may send one request.

    Gaps are counted between starts. A clock that jumps back cannot lengthen a wait beyond the gap itself.
    """

    def __init__(self, *, clock: Clock, sleep: Sleep, interval: float = INTERVAL) -> None:
        self._clock = clock
        self._sleep = sleep
        self._interval = interval
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, interval: float = 0.0) -> AsyncIterator[None]:
        """Waits for the host's turn and holds it. Raises Blocked for a host that is left alone in this run."""
        state = self._hosts.setdefault(host, _Host())
        async with state.lock:
            if state.ended:
                raise Blocked(f"host {host}: {state.ended}; it is left alone until the next run")
            await self._await_gap(state, max(interval, self._interval))
            state.last_start = self._clock()
            yield

    async def _await_gap(self, state: _Host, gap: float) -> None:
        now = self._clock()
        waits = [0.0]
        if state.last_start is not None:
            waits.append(min(gap, gap - (now - state.last_start).total_seconds()))
        if state.not_before is not None:
            waits.append(min(LONGEST_PAUSE, (state.not_before - now).total_seconds()))
        if max(waits) > 0:
            await self._sleep(max(waits))

    def note(self, host: str, status: int, retry_after: str | None) -> None:
        """Remembers what an answer says about being asked again."""
        state = self._hosts.setdefault(host, _Host())
        state.refusals = state.refusals + 1 if status in REFUSING else 0
        if state.refusals >= REFUSALS:
            state.ended = f"refused us {state.refusals} times in a row (last status {status})"
        pause = parse_retry_after(retry_after, now=self._clock()) if status in _BUSY else None
        if pause is not None and pause > LONGEST_PAUSE:
            state.ended = f"asked for a pause of {pause:.0f} s (status {status})"
        elif pause is not None:
            state.not_before = self._clock() + timedelta(seconds=pause)


def parse_retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds to wait, from either form of the header (seconds or a date); None if it is absent or not readable."""
    text = (value or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    when = http_date(text)
    return max(0.0, (when - now).total_seconds()) if when else None


def http_date(text: str) -> datetime | None:
    """The moment that a header names, None if it names none."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def pause_before_retry(attempt: int, *, status: int | None, retry_after: float | None, jitter: float) -> float | None:
    """Seconds until the next try, or None when there must be none.

    `attempt` counts from 1; `status` is None when no answer came. Only a lost connection, 502, 503, 504, and a 429 that
    names a time are tried again, at most three times in all.
    """
    if attempt >= TRIES or (status is not None and status not in _BUSY):
        return None
    if status == 429 and retry_after is None:  # noqa: PLR2004 - the status is its own name
        return None
    if retry_after is not None:
        return retry_after + jitter if retry_after <= LONGEST_PAUSE else None
    return _FIRST_PAUSE * 2.0 ** (attempt - 1) * (0.5 + jitter)
