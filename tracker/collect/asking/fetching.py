"""One address asked for, politely and under caps: the only module that imports httpx.

Owns the exchange itself: headers sent, redirects, retries, conditional requests, caps of bytes and time. What it hands
back is whatever the server answered; what that means is decided elsewhere. Never stores anything.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import ssl
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

import httpx

from tracker.collect.asking.addresses import (
    Endpoint,
    Resolver,
    check_url,
    endpoint,
    host_of,
    origin_of,
    redirect_target,
)
from tracker.collect.asking.bodies import Body, Caps
from tracker.collect.asking.cookies import Cookies
from tracker.collect.asking.politeness import Clock, Jitter, Politeness, Sleep, parse_retry_after, pause_before_retry
from tracker.errors import FetchFailed, NotAllowed, TooLarge, Unreached

#: What carries requests; tests give their own, everybody else None.
Transport = httpx.AsyncBaseTransport
#: Asked before each address, redirects included; raises NotAllowed where robots.txt says no.
Permit = Callable[[str], Awaitable[None]]

REDIRECTS = 5
_REDIRECTING = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304
_NO_BODY = (204, _NOT_MODIFIED)
_QUIET = httpx.Timeout(20.0).as_dict()
# Cookies are kept in `Cookies` for the run alone: in the archive they would make two captures of one page differ.
_DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2"})


class _Lost(FetchFailed):
    """The connection broke off: worth another try."""


class _Unconnected(Unreached, _Lost):
    """There was no connection: worth another try too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address with the rules that its source lays down; empty validators are not sent.

    With `form` its fields are sent by POST. `token` is sent to the first address's host alone and shown nowhere.
    """

    url: str
    hosts: Collection[str]
    interval: float = 0.0
    etag: str = ""
    last_modified: str = ""
    form: tuple[tuple[str, str], ...] = ()
    token: str = field(default="", repr=False)

    @property
    def conditional(self) -> bool:
        """Whether the server may answer 304."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the decoded body, lower-case header names, and the moment at which the answer began."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    retrieved_at: datetime

    def header(self, name: str) -> str:
        """The first header of that lower-case name, "" if there is none."""
        return next((value for key, value in self.headers if key == name), "")


class Fetcher:
    """Fetches addresses for one run; use it as an async context manager, inside one event loop."""

    def __init__(
        self,
        *,
        politeness: Politeness,
        resolver: Resolver,
        clock: Clock,
        sleep: Sleep,
        jitter: Jitter,
        transport: Transport | None = None,
        contact: str = "",
        caps: Caps | None = None,
    ) -> None:
        self._politeness = politeness
        self._resolver = resolver
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._given = transport
        self._agent = user_agent(contact)
        self._caps = caps or Caps()
        self._carriers: dict[str, Transport] = {}
        self._cookies = Cookies()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for carrier in self._carriers.values():
            await carrier.aclose()

    async def fetch(self, request: Request, *, permit: Permit | None = None) -> Answer:
        """The final answer, after at most five redirects, each checked like the first address.

        Raises NotAllowed for an address outside the rules, TooLarge at a cap, Blocked for a host left alone, and
        FetchFailed when no usable answer came.
        """
        current = replace(request, url=check_url(request.url, hosts=request.hosts))
        for _ in range(REDIRECTS + 1):
            if permit is not None:
                await permit(current.url)
            answer = _without(request.token, await self._with_retries(current))
            location = answer.header("location")
            if answer.status not in _REDIRECTING or not location:
                return _checked(request, replace(answer, url=request.url))
            current = _redirected(current, redirect_target(current.url, location, hosts=request.hosts))
        raise NotAllowed(f"{request.url}: redirected more than {REDIRECTS} times, last to {current.url}")

    async def _with_retries(self, request: Request) -> Answer:
        for attempt in itertools.count(1):
            answer, failure = await self._attempt(request)
            status = answer.status if answer else None
            asked = parse_retry_after(answer.header("retry-after"), now=self._clock()) if answer else None
            pause = pause_before_retry(attempt, status=status, retry_after=asked, jitter=self._jitter())
            if pause is not None and not (request.form and answer):
                await self._sleep(pause)
            elif answer is not None:
                return answer
            elif failure is not None:
                raise failure
        raise AssertionError("unreachable: the number of tries is bounded")

    async def _attempt(self, request: Request) -> tuple[Answer | None, _Lost | None]:
        host = host_of(request.url)
        async with self._politeness.turn(host, interval=request.interval):
            target = await endpoint(request.url, hosts=request.hosts, resolver=self._resolver)
            try:
                async with asyncio.timeout(self._caps.seconds):
                    answer = await self._exchange(request, target)
            except TimeoutError as error:
                raise self._too_slow(request) from error
            except _Lost as lost:
                return None, lost
        self._politeness.note(host, answer.status, answer.header("retry-after"))
        return answer, None

    def _too_slow(self, request: Request) -> FetchFailed:
        return FetchFailed(f"{request.url}: not finished after {self._caps.seconds:.0f} s")

    async def _exchange(self, request: Request, target: Endpoint) -> Answer:
        started = self._clock()
        try:
            response = await self._carrier(target).handle_async_request(self._outgoing(request, target))
            try:
                body = await self._read(request, response, started)
            finally:
                await response.aclose()
        except (httpx.TransportError, httpx.StreamError) as error:
            distrusted = _distrust(error)
            if distrusted:
                raise FetchFailed(f"{request.url}: {distrusted}") from error
            failure = _failure(request, error)
            raise failure(f"{request.url}: no usable answer ({type(error).__name__}: {error})") from error
        self._cookies.take(request.url, response.headers.get_list("set-cookie"), started)
        return Answer(
            url=request.url,
            final_url=request.url,
            status=response.status_code,
            headers=_headers(response),
            body=body,
            retrieved_at=started,
        )

    async def _read(self, request: Request, response: httpx.Response, started: datetime) -> bytes:
        if response.status_code in (*_NO_BODY, *_REDIRECTING):
            return b""
        promised = response.headers.get("content-length", "")
        if promised.isdigit() and int(promised) > self._caps.wire:
            raise TooLarge(f"{request.url}: announces {promised} bytes, more than {self._caps.wire}; it was not read")
        body = Body(encoding=response.headers.get("content-encoding", ""), url=request.url, caps=self._caps)
        async for data in response.aiter_raw():
            body.feed(data)
            if (self._clock() - started).total_seconds() > self._caps.seconds:
                raise self._too_slow(request)
        return body.finish()

    def _carrier(self, target: Endpoint) -> Transport:
        """One connection for each host name, never shared between names that lie at one address."""
        if self._given is not None:
            return self._given
        key = f"{target.scheme}://{target.authority}"
        if key not in self._carriers:
            limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=30.0)
            self._carriers[key] = httpx.AsyncHTTPTransport(verify=_certificates(), limits=limits, trust_env=False)
        return self._carriers[key]

    def _outgoing(self, request: Request, target: Endpoint) -> httpx.Request:
        """The request to the checked address; the host's name travels in the Host header and the TLS handshake."""
        address = f"[{target.address}]" if ":" in target.address else target.address
        headers = {
            "Host": target.authority,
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml,application/json;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        cookies = self._cookies.header(request.url, self._clock())
        if cookies:
            headers["Cookie"] = cookies
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        extensions = {"sni_hostname": target.host, "timeout": _QUIET}
        url = httpx.URL(f"{target.scheme}://{address}:{target.port}{target.path}")
        if request.token:
            headers["Authorization"] = f"Bearer {request.token}"
        if not request.form:
            return httpx.Request("GET", url, headers=headers, extensions=extensions)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        content = urlencode(request.form).encode("ascii")
        return httpx.Request("POST", url, headers=headers, content=content, extensions=extensions)


@functools.cache
def _certificates() -> ssl.SSLContext:
    """The usual roots, read once: reading them takes longer than a loopback request."""
    return httpx.create_ssl_context(trust_env=False)


def _distrust(error: BaseException | None) -> str:
    """Why the server's certificate is not believed, or nothing; asking again would not change it."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not to be trusted ({error.verify_message}); nothing was asked for"
        error = error.__cause__ or error.__context__
    return ""


def _failure(request: Request, error: Exception) -> type[FetchFailed]:
    """What an exchange that broke off is: a form that may have arrived is not sent again."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return _Unconnected
    return FetchFailed if request.form else _Lost


def user_agent(contact: str) -> str:
    """Who we say we are; `contact` is an address or page where a site's people reach the person who runs this."""
    plain = " ".join(contact.split())
    return f"statement-tracker/0.1 (+{plain})" if plain else "statement-tracker/0.1"


def _redirected(request: Request, url: str) -> Request:
    """The request that follows a redirect: a form is not sent twice, and a key to its own host alone."""
    same = origin_of(url) == origin_of(request.url)
    return replace(request, url=url, form=(), token=request.token if same else "")


def _without(token: str, answer: Answer) -> Answer:
    """The answer, which is kept for good: one that repeats the key must not be. Raises FetchFailed."""
    said = [value for _, value in answer.headers]
    if token and (token.encode() in answer.body or any(token in value for value in said)):
        raise FetchFailed(f"{answer.url}: the answer repeats the key that was sent; it was not kept")
    return answer


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    pairs = ((name.lower().decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    return tuple((name, " ".join(value.split())) for name, value in pairs if name not in _DROPPED_HEADERS)


def _checked(request: Request, answer: Answer) -> Answer:
    if answer.status == _NOT_MODIFIED and not request.conditional:
        raise FetchFailed(f"{request.url}: answered 304 (not modified) to a request that was not conditional")
    return answer
