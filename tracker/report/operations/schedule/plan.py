"""What a scheduler is to call: the program, its folder and its sources.

Owns what such values may hold. Never reads the file system: the caller has made the paths absolute.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.errors import BadConfig

#: Ten seconds and three tries: a ping that hangs must not hold the next run.
PING = ("curl", "-fsS", "-m", "10", "--retry", "3", "-o", "/dev/null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to call the tracker. `ping` is an address that is asked after each run that came to its end."""

    program: tuple[str, ...]
    data: str
    sources: str
    user: str = ""
    ping: str = ""

    def __post_init__(self) -> None:
        """Refuse what no scheduler's file can hold."""
        for name, value in (("--data", self.data), ("--sources", self.sources), ("--user", self.user)):
            if not value.isprintable():
                raise BadConfig(f"{name} {value!r}: holds a line end or a control character; name another one")
        if not all(part.isprintable() for part in self.program):
            raise BadConfig(f"the program {self.program!r}: its path holds a control character")
        if self.ping and not _is_address(self.ping):
            raise BadConfig(f"--ping {self.ping!r}: expected one address that begins with https:// or http://")

    def command(self, verb: str) -> tuple[str, ...]:
        """The words of one call."""
        return (*self.program, "--data", self.data, "--sources", self.sources, verb)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to be installed."""

    name: str
    text: str


def _is_address(text: str) -> bool:
    if not text.isprintable() or not text.isascii() or any(sign in text for sign in " \"'<>\\"):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
