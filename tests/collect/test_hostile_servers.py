"""Servers that mean harm, or are broken as if they did: each is refused with a reason and at no cost in memory."""

import asyncio
import gzip
import re
import ssl
import subprocess
import sys
import textwrap
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tracker.collect.asking import addresses
from tracker.collect.asking.addresses import LONGEST
from tracker.collect.asking.fetching import Answer, Fetcher, Request
from tracker.collect.asking.politeness import Politeness
from tracker.errors import FetchFailed, NotAllowed

HOSTS = ("mfa.example", "www.mfa.example")
URL = "https://mfa.example/page"


def fetch(clock: Any, url: str = URL, hosts: Any = HOSTS, times: int = 1, **given: Any) -> Answer:
    """The last of several answers of one run."""

    async def run() -> Answer:
        made = Fetcher(
            **{
                "politeness": Politeness(clock=clock, sleep=clock.sleep),
                "resolver": lambda _: ["8.8.8.8"],
                "clock": clock,
                "sleep": clock.sleep,
                "jitter": lambda: 0.5,
                **given,
            }
        )
        async with made as opened:
            answers = [await opened.fetch(Request(url=url, hosts=hosts)) for _ in range(times)]
        return answers[-1]

    return asyncio.run(run())


# memory: a process of its own for each, because the peak of a process never falls

GROWTH = """
    import asyncio, resource, sys
    from datetime import UTC, datetime, timedelta
    import httpx
    from tracker.collect.asking.fetching import Fetcher, Request
    from tracker.collect.asking.politeness import Politeness
    from tracker.errors import FetchFailed

    now = [datetime(2026, 3, 1, tzinfo=UTC)]
    coding, path, endless, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])

    class Stream(httpx.AsyncByteStream):
        async def __aiter__(self):
            while True:
                with open(path, "rb") as file:
                    while data := file.read(16384 if not seconds else 1):
                        now[0] += timedelta(seconds=seconds)
                        yield data
                if not endless:
                    return

    class Server(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.path == "/small":
                return httpx.Response(200, stream=httpx.ByteStream(b"small"))
            return httpx.Response(200, headers={"content-encoding": coding}, stream=Stream())

    async def sleep(seconds):
        now[0] += timedelta(seconds=seconds)

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    async def run():
        clock = lambda: now[0]
        fetcher = Fetcher(
            politeness=Politeness(clock=clock, sleep=sleep), resolver=lambda _: ["8.8.8.8"], clock=clock, sleep=sleep,
            jitter=lambda: 0.5, transport=Server(),
        )
        await fetcher.fetch(Request(url="https://mfa.example/small", hosts=["mfa.example"]))
        before = peak()
        try:
            await fetcher.fetch(Request(url="https://mfa.example/bomb", hosts=["mfa.example"]))
        except FetchFailed as error:
            print(f"{peak() - before:.2f}")
            print(type(error).__name__, error)

    asyncio.run(run())
"""


def packed(bits: int) -> bytes:
    """300 MiB of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()


#: A gibibyte each, by the first bytes of their formats: what follows is never looked at.
BROTLI = bytes.fromhex("cbffff3f0000e0ff1f0000f0ff0f0000f8ff07") * 80
ZSTD = bytes.fromhex("28b52ffda40000004002000010000001") + bytes.fromhex("020010") * 200


BODIES = {
    "gzip": ("gzip", lambda: packed(31), "TooLarge .* 20971520 bytes after inflating"),
    "zlib": ("deflate", lambda: packed(15), "TooLarge .* 20971520 bytes after inflating"),
    "raw deflate": ("deflate", lambda: packed(-15), "TooLarge .* 20971520 bytes after inflating"),
    "br": ("br", lambda: BROTLI, "'br', though only gzip and deflate"),
    "zstd": ("zstd", lambda: ZSTD, "'zstd', though only gzip and deflate"),
    "endless": ("", lambda: b"word " * 20_000, "TooLarge .* 10485760 bytes on the wire"),
    "endless members": ("gzip", lambda: gzip.compress(b"") * 800, "TooLarge .* in more than 1000 parts"),
    "a byte a second": ("", lambda: b"word " * 20_000, "not finished after 60 s"),
    "a bomb, a byte a second": ("gzip", lambda: packed(31), "not finished after 60 s"),
}


@pytest.mark.parametrize("name", BODIES)
def test_no_body_costs_more_memory_than_its_cap(tmp_path: Path, name: str):
    coding, body, reason = BODIES[name]
    (tmp_path / "body").write_bytes(body())
    endless, seconds = ("1" if yes else "0" for yes in (name.startswith("endless"), "second" in name))
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(GROWTH), coding, str(tmp_path / "body"), endless, seconds],
        capture_output=True,
        text=True,
        check=True,
    )
    growth, found = ran.stdout.splitlines()
    assert re.search(reason, found), found
    assert float(growth) <= 20 + 2


# what a server writes besides a body


class Raw:
    """A server that writes what it is told to, whatever HTTP says."""

    def __init__(self, said: bytes) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(OSError):
                    self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> addresses.Loopback:
        self.thread.start()
        return addresses.Loopback(port=self.server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 100) for n in range(5000)), "Protocol"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 500_000 + b"\r\n\r\n", "Protocol"),
        (b"HTTP/1.1 302 Found\r\nLocation: /a\rX-Evil: 1\r\n\r\n", "Protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", "Protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "Protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\nx", "Protocol"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "Protocol"),
        (b"", "Protocol"),
    ],
    ids=["many-headers", "long-header", "broken-line", "two-lengths", "negative", "endless-chunk", "ssh", "nothing"],
)
def test_what_is_no_http_is_a_failure_with_its_reason(clock: Any, said: bytes, reason: str):
    with Raw(said) as resolver, pytest.raises(FetchFailed, match=f"no usable answer .*{reason}"):
        fetch(clock, resolver=resolver)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (b"https://mfa.example/\x01", "control characters"),
        (b"/" + b"a" * LONGEST, "8000 at most"),
        (b"javascript:alert(1)", "expected http or https"),
        (b"data:text/html,<p>hello", "expected http or https"),
        (b"ftp://mfa.example/a", "expected http or https"),
        (b"https://user:word@mfa.example/", "user name or password"),
        (b"https://mfa.example\\@evil.example/", "user name or password"),
        (b"https://mfa.example:8443/", "not one of the source's hosts"),
        (b"https://mfa.example.evil.example/", "not one of the source's hosts"),
        (b"https://xn--mf-8kc.example/", "not one of the source's hosts"),
        (b"//[::ffff:169.254.169.254]/latest", "not one of the source's hosts"),
        (b"https://2852039166/", "not one of the source's hosts"),
    ],
)
def test_a_redirect_is_checked_like_a_first_address(clock: Any, location: bytes, reason: str):
    class Redirecting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            assert request.url.path == "/page", "only the first address may be asked for"
            return httpx.Response(302, headers=[(b"location", location)])

    with pytest.raises(NotAllowed, match=reason):
        fetch(clock, transport=Redirecting())


def test_a_line_break_in_a_location_cannot_become_a_header(clock: Any):
    class Redirecting(httpx.AsyncBaseTransport):
        paths: tuple[bytes, ...] = ()

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            self.paths += (request.url.raw_path,)
            if len(self.paths) == 1:
                return httpx.Response(302, headers={"location": "/next%0d%0aX-Evil:%201"})
            assert "x-evil" not in request.headers
            return httpx.Response(200, stream=httpx.ByteStream(b"page"))

    server = Redirecting()
    assert fetch(clock, transport=server).body == b"page"
    assert server.paths == (b"/page", b"/next%0d%0aX-Evil:%201")


SPECIAL = ["10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "192.168.0.1", "::1", "fe80::1", "fd00::1"]
SPECIAL += ["::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "::7f00:1", "2001:0:4136:e378:8000:63bf::"]


@pytest.mark.parametrize("address", SPECIAL)
def test_a_name_that_leads_inside_after_a_redirect_is_not_asked(clock: Any, address: str):
    class Redirecting(httpx.AsyncBaseTransport):
        asked = 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            assert request.url.host == "8.8.8.8"
            self.asked += 1
            return httpx.Response(302, headers={"location": "https://www.mfa.example/"})

    server = Redirecting()
    with pytest.raises(NotAllowed, match="not an address of the public internet"):
        fetch(clock, transport=server, resolver=lambda host: [address if host.startswith("www") else "8.8.8.8"])
    assert server.asked == 1


# cookies


def guarded(site: Any, extra: str = "") -> None:
    """A page that shows itself only to whoever brings its cookie back."""

    def answer(asked: Any) -> Any:
        if "gate=42" in asked.headers.get("cookie", ""):
            return site.reply(b"the page")
        return site.reply(
            status=307, headers=(("Location", "/page"), ("Set-Cookie", f"gate=42; Path=/; Secure{extra}"))
        )

    site.pages["mfa.example/page"] = answer


def test_a_site_that_wants_its_cookie_back_gets_it_and_the_archive_does_not(clock: Any, site: Any):
    guarded(site)
    answer = fetch(clock, resolver=site.resolver)
    assert answer.body == b"the page"
    assert not [value for _, value in answer.headers if "gate" in value]
    assert [one.headers.get("cookie") for one in site.asked] == [None, "gate=42"]
    assert (site.asked[1].at - site.asked[0].at) == timedelta(seconds=2)


def test_a_cookie_lasts_for_the_run_and_no_longer(clock: Any, site: Any):
    guarded(site)
    fetch(clock, resolver=site.resolver, times=3)
    assert len(site.asked) == 4, "asked once without, three times with it"
    site.asked.clear()
    fetch(clock, resolver=site.resolver)
    assert site.asked[0].headers.get("cookie") is None


def test_a_cookie_never_goes_to_another_host(clock: Any, site: Any):
    site.pages["mfa.example/page"] = site.reply(
        status=302,
        headers=(("Location", "https://www.mfa.example/"), ("Set-Cookie", "gate=42; Path=/; Domain=mfa.example")),
    )
    site.pages["www.mfa.example/"] = site.reply(b"the page")
    assert fetch(clock, resolver=site.resolver).body == b"the page"
    assert [one.headers.get("cookie") for one in site.asked] == [None, None]


def test_a_cookie_that_is_never_enough_ends_after_five_redirects(clock: Any, site: Any):
    site.pages["/page"] = lambda asked: site.reply(
        status=307,
        headers=(("Location", "/page"), ("Set-Cookie", f"gate={len(asked.headers.get('cookie', ''))}; Path=/")),
    )
    with pytest.raises(NotAllowed, match="more than 5 times"):
        fetch(clock, resolver=site.resolver)
    assert len(site.asked) == 6


# a certificate that nobody vouches for


@pytest.fixture(scope="module")
def selfmade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A TLS server with a certificate of its own making; its port."""
    folder = tmp_path_factory.mktemp("tls")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    made += ["-subj", "/CN=mfa.example", "-addext", "subjectAltName=DNS:mfa.example"]
    made += ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    try:
        subprocess.run(made, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("no openssl here to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            raise AssertionError("nothing may be asked for")

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that does not believe us hangs up."""

    server = Quiet(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_selfmade_certificate_is_refused_once_and_for_its_reason(
    clock: Any, selfmade: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(addresses, "is_public", lambda _: True)
    host = f"mfa.example:{selfmade}"
    with pytest.raises(FetchFailed, match=r"certificate is not to be trusted .*self.signed"):
        fetch(clock, f"https://{host}/page", hosts=[host], resolver=lambda _: ["127.0.0.1"])
    assert clock.slept == [], "asking again would not change it"
