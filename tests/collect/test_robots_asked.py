"""The robots.txt of an origin as a run asks for it: what came back, or did not, decides, and for an hour at most."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tracker.collect.asking.addresses import Resolver
from tracker.collect.asking.fetching import Fetcher
from tracker.collect.asking.politeness import Politeness
from tracker.collect.asking.rules import RobotRules
from tracker.errors import Blocked, FetchFailed, NotAllowed, TrackerError, Unreached

PAGE = "https://mfa.example/press/1"
RULES = b"User-agent: *\nDisallow: /press/\n"
ALLOW = b"User-agent: *\nDisallow: /other/\n"


def reply(status: int, body: bytes = b"", **headers: str) -> Callable[[], httpx.Response]:
    return lambda: httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def lost() -> httpx.Response:
    raise httpx.ConnectTimeout("too slow")


class Answering(httpx.AsyncBaseTransport):
    def __init__(self, *answers: Callable[[], httpx.Response]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        return (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])()


def nowhere(host: str) -> list[str]:
    raise OSError(f"{host}: no such name")


def check(
    clock: Any, server: Answering, resolver: Resolver | None = None, after: tuple[float, ...] = (0,)
) -> list[str]:
    """What each of several looks, so many seconds after the last, came to: "allowed" or the name of the refusal."""

    async def run() -> list[str]:
        manners = Politeness(clock=clock, sleep=clock.sleep)
        given: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, "jitter": lambda: 0.5}
        fetcher = Fetcher(politeness=manners, resolver=resolver or (lambda _: ["8.8.8.8"]), transport=server, **given)
        rules, found = RobotRules(fetcher, clock), []
        for seconds in after:
            clock.advance(seconds=seconds)
            try:
                await rules.check(PAGE, ["mfa.example"])
                found.append("allowed")
            except TrackerError as error:
                found.append(type(error).__name__)
        return found

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([reply(200, ALLOW)], "allowed"),
        ([reply(200, RULES)], NotAllowed.__name__),
        ([reply(200, b"<html>User-agent: *\nDisallow: /</html>")], "allowed"),
        ([reply(404, RULES)], "allowed"),
        ([reply(401)], Blocked.__name__),
        ([reply(403)], Blocked.__name__),
        ([reply(429)], Blocked.__name__),
        ([reply(500)], FetchFailed.__name__),
        ([reply(503)], FetchFailed.__name__),
        ([lost], Unreached.__name__),
        ([reply(301, location="/rules.txt"), reply(200, RULES)], NotAllowed.__name__),
        ([reply(302, location="/robots.txt")], FetchFailed.__name__),
        ([reply(301, location="https://elsewhere.example/robots.txt")], FetchFailed.__name__),
        ([reply(200, b"x" * 11, **{"content-encoding": "br"})], FetchFailed.__name__),
        ([reply(200, b"User-agent: *\n" + b"# padding\n" * 60_000 + b"Disallow: /press/\n")], "allowed"),
    ],
)
def test_what_came_back_decides(clock: Any, answers: list[Callable[[], httpx.Response]], expected: str):
    assert check(clock, Answering(*answers)) == [expected]


def test_a_name_that_leads_nowhere_means_nothing_may_be_asked(clock: Any):
    server = Answering(reply(200, ALLOW))
    assert check(clock, server, nowhere) == ["Unreached"]
    assert server.asked == []


def test_a_loop_of_redirects_ends(clock: Any):
    server = Answering(reply(302, location="/robots.txt"))
    check(clock, server)
    assert len(server.asked) == 6


@pytest.mark.parametrize("first", [reply(500), lost])
def test_a_site_that_was_down_is_asked_again_after_an_hour_and_not_before(clock: Any, first: Any):
    tries = 3 if first is lost else 1
    server = Answering(*[first] * tries, reply(200, ALLOW))
    failed = "Unreached" if first is lost else "FetchFailed"
    assert check(clock, server, after=(0, 1800, 1799, 60)) == [failed, failed, failed, "allowed"]
    assert len(server.asked) == tries + 1
