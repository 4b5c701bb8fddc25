"""Where alerts go: addresses from the environment, or from a file that only its owner can read.

Owns the reading of both. Never shows an address: it holds a password.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from tracker.errors import BadConfig
from tracker.report.notices.notifying import addresses


def addresses_of(places: tuple[str, ...], *, beside: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The addresses that stand in these places, each once; a path is taken from the folder of the file `beside`.

    BadConfig for a variable that is not set and for a file that is missing or that others can read.
    """
    found: dict[str, None] = {}
    for place in places:
        text = _file(_beside(place, beside)) if "/" in place else environment.get(place, "")
        held = addresses(text)
        if not held:
            what = "holds no address" if "/" in place else "is not set: put the address for apprise into it"
            raise BadConfig(f"{place}: {what}; nothing was sent there")
        found |= dict.fromkeys(held)
    return tuple(found)


def mark_of(address: str) -> str:
    """What an address is known by where it must not be written down."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _beside(place: str, beside: Path) -> Path:
    try:
        return beside.parent / Path(place).expanduser()
    except RuntimeError as error:
        raise BadConfig(f"{place}: there is no such home; write the whole path") from error


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever would write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _file(path: Path) -> str:
    try:
        with open(path, encoding="utf-8", opener=_at_once) as opened:
            held = os.fstat(opened.fileno())
            if held.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise BadConfig(f"{path}: others can read it, and it holds passwords; run `chmod 600 {path}`")
            return opened.read()
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
