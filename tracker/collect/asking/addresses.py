"""Which addresses may be asked for, and where on the network a name leads.

Owns the rules: http and https only, only a source's own hosts, only public addresses, and one look-up per request
whose answer is the address that is connected to. Never opens a connection.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit, urlunsplit

from tracker.errors import NotAllowed, Unreached

#: Gives the addresses of a host name, as text. Blocking; it is called outside the event loop.
Resolver = Callable[[str], Sequence[str]]

PORTS = {"http": 80, "https": 443}
#: Longer addresses and headers are refused by most servers (RFC 9110 asks for 8,000).
LONGEST = 8000
#: Query parameters that name a visit or a campaign and never a page, and session numbers at the end of a path.
_PASSING = re.compile(
    r"(?:utm_[a-z]+|fbclid|gclid|mc_[ce]id|jsessionid|phpsessid|aspsessionid\w*|cftoken|cfid)=", re.IGNORECASE
)
_SESSION_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges that Python's own tables call global, or did in 3.11, and that are no public web server:
# protocol assignments, 6to4 relays, benchmarking (RFC 2544), reserved, site-local, documentation, discard.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        "100.64.0.0/10",  # shared by providers behind carrier NAT; the gap behind GHSA-gwph-fp79-379w
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "100::/64",
        "64:ff9b:1::/48",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loopback:
    """A resolver that sends every host to one plain-http port of this machine: for the demo and for tests.

    It is the one way past the ban on private addresses, and can only be given in code.
    """

    port: int
    address: str = "127.0.0.1"

    def __call__(self, host: str) -> tuple[str, ...]:
        """The loopback address, whatever the host is called."""
        del host
        return (self.address,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where one request goes: the checked address, and the names that the server and its certificate must answer to."""

    scheme: str
    address: str
    port: int
    host: str
    authority: str
    path: str


def system_resolver(host: str) -> tuple[str, ...]:
    """The operating system's addresses of a host, IPv4 first because it is reachable from anywhere."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    unique = {str(entry[4][0]): entry[0] for entry in found}
    return tuple(sorted(unique, key=lambda address: unique[address] != socket.AF_INET))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also when it hides an IPv4 address inside an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is not None:
            return _plainly_public(inner) and (ip in _NAT64 or ip.ipv4_mapped is not None)
    return _plainly_public(ip)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 form carries: mapped, 6to4, Teredo, NAT64 or the old compatible form."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if ip in _NAT64 or ip in _COMPATIBLE:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _plainly_public(ip: _Ip) -> bool:
    special = any(ip.version == net.version and ip in net for net in _SPECIAL)
    return ip.is_global and not special and not ip.is_multicast and not ip.is_reserved


def absolute(base: str, href: str) -> str:
    """The web address that `href` means on the page `base`, without a fragment; nothing if it is none.

    `javascript:`, `data:` and broken addresses are none.
    """
    try:
        url = urldefrag(urljoin(base, href)).url
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if usable else ""


def lasting(url: str) -> str:
    """The address without what only says who asks, and when: session numbers and campaign marks.

    With them every entry of a list would look new at every visit, and be asked for again.
    """
    parts = urlsplit(url)
    kept = [one for one in parts.query.split("&") if not _PASSING.match(one)]
    return urlunsplit(parts._replace(path=_SESSION_PATH.sub("", parts.path), query="&".join(kept)))


def check_url(url: str, *, hosts: Collection[str]) -> str:
    """The address without its fragment, if it is http(s), without credentials, on one of `hosts` and a usual port.

    A port other than 80 and 443 must be named in `hosts` as host:port. Raises NotAllowed.
    """
    if len(url) > LONGEST:
        raise NotAllowed(f"address {url[:80]!r}…: {len(url)} characters, expected {LONGEST} at most")
    if _CONTROLS.search(url.strip()):
        raise NotAllowed(f"address {url!r}: holds control characters, which no address has")
    parts = _split(url)
    if parts.scheme not in PORTS:
        raise NotAllowed(f"address {url!r}: expected http or https, found {parts.scheme or 'no scheme'!r}")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(f"address {parts.hostname!r}: carries a user name or password; remove it from the source")
    host, port = host_of(url), parts.port
    allowed = {_plain_host(entry) for entry in hosts}
    name = host if port in (None, *PORTS.values()) else f"{host}:{port}"
    if not host or name not in allowed:
        listed = ", ".join(sorted(allowed)) or "none"
        raise NotAllowed(f"address {url!r}: host {name!r} is not one of the source's hosts ({listed}); see `hosts:`")
    return urlunsplit(parts._replace(fragment=""))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise NotAllowed(f"address {url!r}: cannot be read as a web address: {error}") from error
    return parts


def _plain_host(host: str) -> str:
    """A host name in the form in which names are compared: lower case, ASCII, without the root's dot."""
    lower = host.strip().lower().rstrip(".")
    try:
        return lower.encode("ascii").decode() if lower.isascii() else lower.encode("idna").decode()
    except UnicodeError as error:
        raise NotAllowed(f"host {host!r}: is no host name: {error}") from error


def host_of(url: str) -> str:
    """The host of an address in comparable form, "" if it has none: the key of politeness."""
    return _plain_host(_split(url).hostname or "")


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def redirect_target(url: str, location: str, *, hosts: Collection[str]) -> str:
    """Where a redirect leads, checked like a first address; https may not fall back to http. Raises NotAllowed."""
    target = check_url(urljoin(url, location), hosts=hosts)
    if url.startswith("https:") and target.startswith("http:"):
        return "https:" + target.removeprefix("http:") if _split(target).port is None else _refuse_downgrade(target)
    return target


def _refuse_downgrade(target: str) -> str:
    raise NotAllowed(f"redirect to {target!r}: leaves https for plain http on a port of its own")


async def endpoint(url: str, *, hosts: Collection[str], resolver: Resolver) -> Endpoint:
    """Checks an address and looks its host up once; the caller must connect to the address given, not to the name.

    Every address of the name must be public: a mixed answer is how rebinding begins. Raises NotAllowed for an
    address outside the rules and Unreached when the name leads nowhere.
    """
    parts = _split(check_url(url, hosts=hosts))
    host = host_of(url)
    if isinstance(resolver, Loopback):
        return _endpoint(parts, host, "http", resolver.address, resolver.port)
    found = await _look_up(host, resolver)
    private = [address for address in found if not is_public(address)]
    if private:
        raise NotAllowed(f"host {host!r}: leads to {private[0]}, which is not an address of the public internet")
    return _endpoint(parts, host, parts.scheme, found[0], parts.port or PORTS[parts.scheme])


async def _look_up(host: str, resolver: Resolver) -> Sequence[str]:
    try:
        found = await asyncio.to_thread(resolver, host)
    except (OSError, UnicodeError) as error:
        raise Unreached(f"host {host!r}: no address was found ({error}); check the name or the network") from error
    if not found:
        raise Unreached(f"host {host!r}: has no address")
    return found


def _endpoint(parts: SplitResult, host: str, scheme: str, address: str, port: int) -> Endpoint:
    authority = host if parts.port in (None, PORTS[parts.scheme]) else f"{host}:{parts.port}"
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Endpoint(scheme=scheme, address=address, port=port, host=host, authority=authority, path=path)
