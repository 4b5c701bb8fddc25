"""Where pages lie and which outside addresses may be linked.

Owns file names of pages and the rule for outside links. Never touches a file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the page it leads to, relative to the site's root; no page when `href` is empty."""

    name: str
    href: str = ""


def slug(thing: str) -> str:
    """A file name for an id, the id itself where that is safe on every file system, else with a hash of it."""
    if _PLAIN.fullmatch(thing) and not thing.endswith("."):
        return thing
    plain = re.sub(r"[^a-z0-9._-]+", "-", thing.lower()).strip("-._")[:60]
    return f"{plain or 'id'}-{hashlib.sha256(thing.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def page(folder: str, thing: str) -> str:
    """The page of one thing, relative to the site's root."""
    return f"{folder}/{slug(thing)}.html"


def outside(url: str) -> str:
    """The address if a reader may follow it (http or https with a host), else nothing."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f]", url.strip()):
        return ""
    return url.strip()
