"""Which addresses may be asked for."""

import asyncio
from typing import Any

import pytest

from tracker.collect.asking.addresses import (
    Endpoint,
    Loopback,
    check_url,
    endpoint,
    host_of,
    is_public,
    lasting,
    origin_of,
    redirect_target,
    system_resolver,
)
from tracker.errors import FetchFailed, NotAllowed

HOSTS = ("www.mfa.example", "data.mfa.example:8443")

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing is bound here
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
    "",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_special_ranges_are_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_addresses_are_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("file:///etc/passwd", "expected http or https"),
        ("ftp://www.mfa.example/a", "expected http or https"),
        ("data:text/html,hi", "expected http or https"),
        ("//www.mfa.example/a", "expected http or https"),
        ("https://user@www.mfa.example/", "user name or password"),
        ("https://:secret@www.mfa.example/", "user name or password"),
        ("https://evil.example/", "not one of the source's hosts"),
        ("https://www.mfa.example.evil.example/", "not one of the source's hosts"),
        ("https://www.mfa.example:22/", "not one of the source's hosts"),
        ("https://data.mfa.example/", "not one of the source's hosts"),
        ("https:///nothing", "not one of the source's hosts"),
        ("https://www.mfa.example:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
    ],
)
def test_addresses_outside_the_rules_are_refused_with_the_reason(url: str, complaint: str):
    with pytest.raises(NotAllowed, match=complaint):
        check_url(url, hosts=HOSTS)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.mfa.example/a?b=c#part", "https://www.mfa.example/a?b=c"),
        ("HTTP://WWW.MFA.EXAMPLE./a", "http://WWW.MFA.EXAMPLE./a"),
        ("https://www.mfa.example:443/", "https://www.mfa.example:443/"),
        ("https://data.mfa.example:8443/x", "https://data.mfa.example:8443/x"),
    ],
)
def test_own_hosts_are_allowed(url: str, kept: str):
    assert check_url(url, hosts=HOSTS) == kept


def test_names_in_other_scripts_are_compared_in_their_wire_form():
    assert check_url("https://мид.рф/a", hosts=["xn--d1ahl.xn--p1ai"])
    assert host_of("https://МИД.рф/") == "xn--d1ahl.xn--p1ai"


def test_robots_speak_for_scheme_host_and_port():
    assert origin_of("https://u@Data.mfa.example:8443/x") == "https://data.mfa.example:8443"


def test_redirects_are_checked_like_first_addresses():
    start = "https://www.mfa.example/a/b"
    assert redirect_target(start, "../c", hosts=HOSTS) == "https://www.mfa.example/c"
    assert redirect_target(start, "http://www.mfa.example/c", hosts=HOSTS) == "https://www.mfa.example/c"
    for bad in ("http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//evil.example/"):
        with pytest.raises(NotAllowed):
            redirect_target(start, bad, hosts=HOSTS)
    with pytest.raises(NotAllowed, match="leaves https"):
        redirect_target("https://data.mfa.example:8443/", "http://data.mfa.example:8443/", hosts=HOSTS)


def resolve(url: str, *answers: Any, hosts: Any = HOSTS) -> Any:
    return asyncio.run(endpoint(url, hosts=hosts, resolver=lambda _: answers))


def test_the_endpoint_carries_the_address_to_connect_to_and_the_names_to_show():
    assert resolve("https://data.mfa.example:8443/x?y=1", "8.8.8.8") == Endpoint(
        scheme="https",
        address="8.8.8.8",
        port=8443,
        host="data.mfa.example",
        authority="data.mfa.example:8443",
        path="/x?y=1",
    )
    assert resolve("http://www.mfa.example", "8.8.8.8").path == "/"


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(NotAllowed, match=r"10\.0\.0\.5"):
        resolve("https://www.mfa.example/", "8.8.8.8", "10.0.0.5")


def test_a_literal_private_address_is_refused_even_when_a_source_names_it():
    with pytest.raises(NotAllowed):
        asyncio.run(endpoint("http://127.0.0.1/", hosts=["127.0.0.1"], resolver=system_resolver))


def fail(_host: Any) -> None:
    raise OSError("no such name")


def test_names_that_lead_nowhere_are_failures_of_fetching():
    with pytest.raises(FetchFailed, match="no such name"):
        asyncio.run(endpoint("https://www.mfa.example/", hosts=HOSTS, resolver=fail))
    with pytest.raises(FetchFailed, match="no address"):
        resolve("https://www.mfa.example/")


def test_loopback_is_reached_only_through_its_own_resolver():
    found = asyncio.run(endpoint("https://www.mfa.example/a", hosts=HOSTS, resolver=Loopback(port=9)))
    assert (found.scheme, found.address, found.port, found.authority) == ("http", "127.0.0.1", 9, "www.mfa.example")
    with pytest.raises(NotAllowed):
        resolve("https://www.mfa.example/a", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "lasts"),
    [
        ("https://a.example/n/1;jsessionid=8F3A?id=4", "https://a.example/n/1?id=4"),
        ("https://a.example/n?JSESSIONID=8F3A&id=4", "https://a.example/n?id=4"),
        ("https://a.example/n?id=4&utm_source=feed&utm_medium=rss", "https://a.example/n?id=4"),
        ("https://a.example/n?PHPSESSID=1", "https://a.example/n"),
        ("https://a.example/n?a=1&a=%20b+c&sid=7", "https://a.example/n?a=1&a=%20b+c&sid=7"),
        ("https://a.example/press-releases?dtl/41/slug", "https://a.example/press-releases?dtl/41/slug"),
        ("", ""),
    ],
)
def test_what_only_says_who_asks_is_no_part_of_an_address(url: str, lasts: str):
    assert lasting(url) == lasts
