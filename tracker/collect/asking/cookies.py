"""The cookies of one run: some sites answer the first request with one, and with the page only when it comes back.

Owns what is kept and to whom it is sent back: to the very host that set it, over https if it asks for that, under its
path, until the run ends. Never stored, never archived, and never shared between hosts, whatever a cookie's Domain says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tracker.collect.asking.addresses import host_of
from tracker.collect.asking.politeness import http_date

#: A host can make us send no more than this back to it: so many cookies, of so many characters each.
MOST = 20
LONGEST = 1024
_NAME = re.compile(r"[!#$%&'*+.^`|~\w-]+", re.ASCII)
_VALUE = re.compile(r"[!-+\--:<-\[\]-~ \"]*")
_LONGEST_AGE = 10**8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cookie:
    """What one host asked to have sent back, and where."""

    name: str
    value: str
    path: str
    secure: bool
    until: datetime | None

    def goes_to(self, path: str, *, encrypted: bool, now: datetime) -> bool:
        """Whether a request for this path carries it (RFC 6265, 5.1.4 and 5.4)."""
        inside = path == self.path or path.startswith(self.path if self.path.endswith("/") else f"{self.path}/")
        return inside and (encrypted or not self.secure) and (self.until is None or now < self.until)


class Cookies:
    """What the hosts of one run have set; the newest of a name and path counts."""

    def __init__(self) -> None:
        self._hosts: dict[str, dict[tuple[str, str], _Cookie]] = {}

    def take(self, url: str, lines: Iterable[str], now: datetime) -> None:
        """Keeps what an answer from this address sets; what is no cookie is passed over."""
        kept = self._hosts.setdefault(host_of(url), {})
        for line in lines:
            cookie = _read(line, url, now)
            if cookie is None:
                continue
            kept.pop((cookie.name, cookie.path), None)
            if cookie.until is None or now < cookie.until:
                kept[cookie.name, cookie.path] = cookie
        while len(kept) > MOST:
            del kept[next(iter(kept))]

    def header(self, url: str, now: datetime) -> str:
        """The Cookie header for a request, longer paths first; empty when nothing is to be sent."""
        parts = urlsplit(url)
        encrypted = parts.scheme == "https"
        kept = self._hosts.get(host_of(url), {}).values()
        sent = [one for one in kept if one.goes_to(parts.path or "/", encrypted=encrypted, now=now)]
        return "; ".join(f"{one.name}={one.value}" for one in sorted(sent, key=_longest_path))


def _longest_path(cookie: _Cookie) -> int:
    return -len(cookie.path)


def _read(line: str, url: str, now: datetime) -> _Cookie | None:
    """One Set-Cookie line (RFC 6265, 5.2); None for one that cannot be sent back as it is."""
    pair, *rest = line.split(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not (equals and _NAME.fullmatch(name) and _VALUE.fullmatch(value) and len(name) + len(value) <= LONGEST):
        return None
    given = {key.strip().lower(): word.strip() for key, _, word in (one.partition("=") for one in rest)}
    parts = urlsplit(url)
    secure = "secure" in given
    if secure and parts.scheme != "https":
        return None
    path = given.get("path", "")
    usual = parts.path[: parts.path.rfind("/")] or "/"
    return _Cookie(
        name=name,
        value=value,
        path=path if path.startswith("/") else usual,
        secure=secure,
        until=_until(given.get("max-age", ""), given.get("expires", ""), now),
    )


def _until(age: str, expires: str, now: datetime) -> datetime | None:
    """When it ends; None for the end of the run. Max-Age comes before Expires."""
    if re.fullmatch(r"-?[0-9]{1,20}", age):
        return now + timedelta(seconds=max(min(int(age), _LONGEST_AGE), 0))
    return http_date(expires)
