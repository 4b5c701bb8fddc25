"""Single looks at addresses that no source describes yet, under the same manners as a run.

Owns the event loop of a look. What comes back is not archived: it is for a person who describes a new source.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tracker.collect.asking.addresses import Resolver, check_url, system_resolver
from tracker.collect.asking.answers import as_capture
from tracker.collect.asking.fetching import Fetcher, Request, Transport
from tracker.collect.asking.politeness import Clock, Jitter, Politeness, Sleep, utc_now
from tracker.collect.asking.rules import RobotRules
from tracker.model import Capture

#: Gives the answer of one address. Raises what the fetcher raises: NotAllowed, Blocked, FetchFailed, TooLarge.
Look = Callable[[str], tuple[Capture, bytes]]


@contextmanager
def looking(
    *,
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
    jitter: Jitter = random.random,
    transport: Transport | None = None,
    resolver: Resolver = system_resolver,
    contact: str = "",
) -> Iterator[Look]:
    """A way to look at addresses one after the other; each may redirect within its own host alone."""
    fetcher = Fetcher(
        politeness=Politeness(clock=clock, sleep=sleep),
        resolver=resolver,
        clock=clock,
        sleep=sleep,
        jitter=jitter,
        transport=transport,
        contact=contact,
    )
    rules = RobotRules(fetcher, clock)

    async def ask(url: str) -> tuple[Capture, bytes]:
        hosts = _hosts(url)
        decision = await rules.check(check_url(url, hosts=hosts), hosts)
        answer = await fetcher.fetch(Request(url=url, hosts=hosts, interval=decision.delay))
        return as_capture("new", "list", answer, None), answer.body

    with asyncio.Runner() as runner:
        runner.run(fetcher.__aenter__())
        try:
            yield lambda url: runner.run(ask(url))
        finally:
            runner.run(fetcher.__aexit__())


def _hosts(url: str) -> tuple[str, ...]:
    """The host of an address, with and without www."""
    host = urlsplit(url).hostname or ""
    bare = host.removeprefix("www.")
    return (bare, f"www.{bare}")
