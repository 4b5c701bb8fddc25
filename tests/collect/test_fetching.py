"""One exchange at a time, against a real server on loopback."""

import asyncio
import gzip
import subprocess
import sys
import textwrap
import zlib
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st

from tracker.collect.asking.bodies import Body, Caps
from tracker.collect.asking.fetching import Fetcher, Request, user_agent
from tracker.collect.asking.politeness import Politeness
from tracker.errors import Blocked, FetchFailed, NotAllowed, TooLarge

HOSTS = ("mfa.example", "www.mfa.example")
URL = "https://mfa.example/page"
SMALL = Caps(wire=10_000, body=100_000, seconds=60.0)


def fetcher(clock: Any, site: Any = None, **given: Any) -> Any:
    return Fetcher(
        **{
            "politeness": Politeness(clock=clock, sleep=clock.sleep),
            "resolver": site.resolver if site else (lambda _: ["8.8.8.8"]),
            "clock": clock,
            "sleep": clock.sleep,
            "jitter": lambda: 0.5,
            **given,
        }
    )


async def _fetch(made: Any, request: Any, permit: Any = None) -> Any:
    async with made as opened:
        return await opened.fetch(request, permit=permit)


def fetch(
    clock: Any,
    site: Any = None,
    url: str = URL,
    *,
    permit: Any = None,
    etag: Any = "",
    last_modified: Any = "",
    **given: Any,
) -> Any:
    request = Request(url=url, hosts=HOSTS, etag=etag, last_modified=last_modified)
    return asyncio.run(_fetch(fetcher(clock, site, **given), request, permit))


def test_an_answer_is_handed_back_whole_with_plain_headers(clock: Any, site: Any):
    site.pages["/page"] = site.reply(
        b"hello", headers=(("Content-Type", "text/plain"), ("Set-Cookie", "a=b"), ("ETag", '"1"'))
    )
    answer = fetch(clock, site)
    assert (answer.status, answer.body, answer.final_url) == (200, b"hello", URL)
    assert answer.header("content-type") == "text/plain"
    assert answer.header("etag") == '"1"'
    assert answer.header("set-cookie") == ""
    assert answer.retrieved_at == clock.now


def test_we_say_who_we_are_and_offer_only_what_we_can_bound(clock: Any, site: Any):
    site.pages["/page"] = site.reply(b"hello")
    fetch(clock, site, contact="mailto:desk@ngo.example")
    sent = site.asked[0].headers
    assert sent["user-agent"] == "statement-tracker/0.1 (+mailto:desk@ngo.example)"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert site.asked[0].host == "mfa.example"
    assert "cookie" not in sent
    assert "if-none-match" not in sent


def test_a_contact_cannot_break_the_header():
    assert user_agent("a\r\nX-Evil: 1") == "statement-tracker/0.1 (+a X-Evil: 1)"
    assert user_agent("") == "statement-tracker/0.1"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"hello" * 1000, mtime=0)),
        ("x-gzip", gzip.compress(b"hello" * 500, mtime=0) + gzip.compress(b"hello" * 500, mtime=0)),
        ("gzip", gzip.compress(b"hello" * 1000, mtime=0) + b"trailing rubbish"),
        ("deflate", zlib.compress(b"hello" * 1000)),
        ("deflate", zlib.compress(b"hello" * 1000)[2:-4]),
        ("identity", b"hello" * 1000),
    ],
)
def test_compressed_bodies_come_out_whole(clock: Any, site: Any, coding: str, packed: bytes):
    site.pages["/page"] = site.reply(packed, headers=(("Content-Encoding", coding),))
    assert fetch(clock, site).body == b"hello" * 1000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
def test_codings_that_were_not_offered_are_refused(clock: Any, site: Any, coding: str):
    site.pages["/page"] = site.reply(b"\x0b\x02\x80abc\x03", headers=(("Content-Encoding", coding),))
    with pytest.raises(FetchFailed, match="only gzip and deflate"):
        fetch(clock, site)


@pytest.mark.parametrize("packed", [gzip.compress(b"hello" * 9999, mtime=0)[:-9], b"\x1f\x8bnot gzip at all", b"\x1f"])
def test_broken_compression_is_a_failure_not_a_page(clock: Any, site: Any, packed: bytes):
    site.pages["/page"] = site.reply(packed, headers=(("Content-Encoding", "gzip"),))
    with pytest.raises(FetchFailed, match=r"inflate|ends early"):
        fetch(clock, site)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_bomb_is_stopped_at_the_cap(clock: Any, site: Any, pack: Any):
    site.pages["/page"] = site.reply(
        pack(bytes(5_000_000)), headers=(("Content-Encoding", "gzip" if pack is gzip.compress else "deflate"),)
    )
    with pytest.raises(TooLarge, match="100000 bytes after inflating"):
        fetch(clock, site, caps=SMALL)


def test_a_bomb_costs_no_more_memory_than_the_cap():
    script = """
        import gzip, io, resource, zlib
        from tracker.collect.asking.bodies import Body, Caps
        from tracker.errors import TooLarge
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
        def peak():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before, body = peak(), Body(encoding="gzip", url="u", caps=Caps())
        try:
            for start in range(0, len(bomb), 65536):
                body.feed(bomb[start : start + 65536])
        except TooLarge:
            print(peak() - before)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert float(ran.stdout) <= 22


@given(st.binary(max_size=4000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "identity"]))
def test_any_body_survives_any_cut_into_chunks(data: bytes, step: int, coding: str):
    packed = {"gzip": gzip.compress(data), "deflate": zlib.compress(data), "identity": data}[coding]
    body = Body(encoding=coding, url="u", caps=Caps())
    for start in range(0, len(packed), step):
        body.feed(packed[start : start + step])
    assert body.finish() == data


def _pour(stream: Any) -> None:
    with suppress(OSError):
        while True:
            stream.write(b"1000\r\n" + bytes(4096) + b"\r\n")


def test_an_endless_body_is_cut_at_the_cap(clock: Any, site: Any):
    site.pages["/page"] = site.reply(headers=(("Transfer-Encoding", "chunked"),), write=_pour)
    with pytest.raises(TooLarge, match="on the wire"):
        fetch(clock, site, caps=SMALL)


def test_an_announced_giant_is_not_even_begun(clock: Any, site: Any):
    site.pages["/page"] = site.reply(headers=(("Content-Length", "99999999999"),), write=lambda _: None)
    with pytest.raises(TooLarge, match="announces"):
        fetch(clock, site)


def test_a_dripping_body_ends_after_a_minute(clock: Any, site: Any):
    def drip(stream: Any) -> None:
        with suppress(OSError):
            for _ in range(200):
                clock.now += timedelta(seconds=1)
                stream.write(b"1\r\nx\r\n")
                stream.flush()

    site.pages["/page"] = site.reply(headers=(("Transfer-Encoding", "chunked"),), write=drip)
    with pytest.raises(FetchFailed, match="not finished after 60 s"):
        fetch(clock, site)


class Stalled(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request: Any) -> None:
        await asyncio.Event().wait()
        raise AssertionError(request)


def test_a_server_that_never_answers_is_given_up(clock: Any):
    with pytest.raises(FetchFailed, match="not finished"):
        fetch(clock, transport=Stalled(), caps=Caps(seconds=0.05))


def _hang_up(stream: Any) -> None:
    stream.write(b"only a part")


def test_a_body_shorter_than_announced_is_tried_again_and_then_a_failure(clock: Any, site: Any):
    site.pages["/page"] = site.reply(headers=(("Content-Length", "5000"),), write=_hang_up)
    with pytest.raises(FetchFailed, match="no usable answer"):
        fetch(clock, site)
    assert len(site.asked) == 3


def test_busy_servers_are_asked_again_and_may_recover(clock: Any, site: Any):
    replies = iter(
        [site.reply(status=503, headers=(("Retry-After", "30"),)), site.reply(status=502), site.reply(b"there")]
    )
    site.pages["/page"] = lambda _: next(replies)
    assert fetch(clock, site).body == b"there"
    gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(site.asked)]
    assert gaps == [30.5, 8.0]


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_other_answers_are_final_and_handed_back(clock: Any, site: Any, status: int | None):
    site.pages["/page"] = site.reply(b"x", status=status)
    assert fetch(clock, site).status == status
    assert len(site.asked) == 1


def test_a_429_that_names_a_time_is_obeyed(clock: Any, site: Any):
    replies = iter(
        [site.reply(status=429, headers=(("Retry-After", "Sun, 01 Mar 2026 06:01:40 GMT"),)), site.reply(b"there")]
    )
    site.pages["/page"] = lambda _: next(replies)
    assert fetch(clock, site).body == b"there"
    assert (site.asked[1].at - site.asked[0].at).total_seconds() >= 100


def test_redirects_are_followed_five_times_and_each_is_a_turn_of_its_own(clock: Any, site: Any):
    for n in range(6):
        site.pages[f"/r{n}"] = site.reply(status=302, headers=(("Location", f"/r{n + 1}"),))
    site.pages["/r5"] = site.reply(b"end")
    answer = fetch(clock, site, "https://mfa.example/r0")
    assert (answer.url, answer.final_url, answer.body) == ("https://mfa.example/r0", "https://mfa.example/r5", b"end")
    gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(site.asked)]
    assert gaps == [2.0] * 5
    site.pages["/r5"] = site.reply(status=308, headers=(("Location", "/r0"),))
    with pytest.raises(NotAllowed, match="more than 5 times"):
        fetch(clock, site, "https://mfa.example/r0")


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/meta", "https://evil.example/", "file:///etc/passwd", "http://127.0.0.1:1/"]
)
def test_redirects_out_of_the_source_are_not_followed(clock: Any, site: Any, location: str):
    site.pages["/page"] = site.reply(status=301, headers=(("Location", location),))
    with pytest.raises(NotAllowed):
        fetch(clock, site)
    assert len(site.asked) == 1


def test_every_hop_needs_permission(clock: Any, site: Any):
    site.pages["/page"] = site.reply(status=302, headers=(("Location", "/hidden"),))
    site.pages["/hidden"] = site.reply(b"secret")

    async def permit(url: str) -> None:
        if url.endswith("/hidden"):
            raise NotAllowed("robots")

    with pytest.raises(NotAllowed, match="robots"):
        fetch(clock, site, permit=permit)
    assert site.paths() == ["/page"]


def test_validators_are_sent_as_given_and_a_304_has_no_body(clock: Any, site: Any):
    site.pages["/page"] = site.reply(status=304)
    answer = fetch(clock, site, etag='W/"x"', last_modified="Sun, 01 Mar 2026 00:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert site.asked[0].headers["if-none-match"] == 'W/"x"'
    assert site.asked[0].headers["if-modified-since"] == "Sun, 01 Mar 2026 00:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_a_failure(clock: Any, site: Any):
    site.pages["/page"] = site.reply(status=304)
    with pytest.raises(FetchFailed, match="not conditional"):
        fetch(clock, site)


class Recorder(httpx.AsyncBaseTransport):
    def __init__(self) -> None:
        self.requests = []

    async def handle_async_request(self, request: Any) -> Any:
        self.requests.append(request)
        return httpx.Response(200, stream=httpx.ByteStream(b"ok"))


def test_the_connection_goes_to_the_address_that_was_checked(clock: Any):
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    looked_up = []

    def flipping(host: str) -> Any:
        looked_up.append(host)
        return next(answers)

    recorder = Recorder()
    fetch(clock, transport=recorder, resolver=flipping)
    assert looked_up == ["mfa.example"], "one look-up a request"
    assert recorder.requests[0].url.host == "8.8.8.8"
    assert recorder.requests[0].headers["host"] == "mfa.example"
    assert recorder.requests[0].extensions["sni_hostname"] == "mfa.example"
    with pytest.raises(NotAllowed):
        fetch(clock, transport=recorder, resolver=flipping)
    assert len(recorder.requests) == 1


def test_ipv6_addresses_are_written_as_the_web_does(clock: Any):
    recorder = Recorder()
    fetch(clock, transport=recorder, resolver=lambda _: ["2606:4700::1111"])
    assert recorder.requests[0].url.host == "2606:4700::1111"


async def _fetch_often(made: Any, times: Any) -> None:
    async with made as opened:
        for _ in range(times):
            await opened.fetch(Request(url=URL, hosts=HOSTS))


def test_a_host_that_keeps_refusing_is_left_alone(clock: Any, site: Any):
    site.pages["/page"] = site.reply(status=403)
    with pytest.raises(Blocked, match="left alone"):
        asyncio.run(_fetch_often(fetcher(clock, site), 9))
    assert len(site.asked) == 5


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("x")]
)
def test_lost_connections_are_tried_three_times(clock: Any, error: Any):
    class Broken(httpx.AsyncBaseTransport):
        tries = 0

        async def handle_async_request(self, request: Any) -> None:
            assert request.url
            Broken.tries += 1
            raise error

    with pytest.raises(FetchFailed, match=type(error).__name__):
        fetch(clock, transport=Broken())
    assert Broken.tries == 3
    assert clock.slept == [4.0, 8.0]


def test_caps_are_those_of_the_design():
    caps = Caps()
    assert (caps.wire, caps.body, caps.seconds) == (10 * 1024**2, 20 * 1024**2, 60.0)
    body = Body(encoding="", url="u", caps=caps)
    body.feed(bytes(caps.wire))
    assert len(body.finish()) == caps.wire
    with pytest.raises(TooLarge):
        body.feed(b"x")
