"""What a site's robots.txt lets us ask for.

Owns the table of answers (status and body to a decision) and the reading of rules by Protego. Never fetches:
the pass over a source brings the answer, whatever it was. There is no way to override a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

from protego import Protego

from tracker.errors import TrackerError, Unreached

#: The name that robots.txt files may address us by.
AGENT = "statement-tracker"
#: RFC 9309, section 2.5: a crawler must read at least 500 KiB; more is cut, at a line's end.
LIMIT = 500 * 1024
#: A Crawl-delay is obeyed up to a minute; beyond that a pass would never end.
LONGEST_DELAY = 60.0
_STOP = (401, 403, 429)
_ANSWERED, _NO_RULES = 2, 4
_HTML_STARTS = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<script")


class Stance(StrEnum):
    """What an answer for robots.txt means."""

    ALLOWED = "allowed"
    RULES = "rules"
    STOP = "stop"
    NOT_NOW = "not-now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The decision for one origin; `reason` is for people, `delay` the seconds its Crawl-delay asks for.

    `reached` is False where there was no connection to ask for it.
    """

    stance: Stance
    reason: str
    delay: float = 0.0
    rules: Protego | None = None
    reached: bool = True

    def allows(self, url: str) -> bool:
        """Whether this address may be asked for."""
        if self.stance is Stance.RULES and self.rules is not None:
            return bool(self.rules.can_fetch(url, AGENT))
        return self.stance is Stance.ALLOWED


def robots_url(url: str) -> str:
    """Where the robots.txt lies that speaks for an address."""
    return urljoin(url, "/robots.txt")


def decide(status: int, body: bytes) -> Robots:
    """The decision for an answer: 2xx text gives rules, 2xx HTML and 4xx allow, 401, 403, 429 stop, the rest is no.

    HTML is told by the body: sites answer 200 with a page for any unknown path, and label true rules as HTML too.
    """
    if status in _STOP:
        return Robots(stance=Stance.STOP, reason=f"robots.txt answered {status}: the site does not want us")
    if status // 100 == _NO_RULES:
        return Robots(stance=Stance.ALLOWED, reason=f"robots.txt answered {status}: there are no rules")
    if status // 100 != _ANSWERED:
        return Robots(stance=Stance.NOT_NOW, reason=f"robots.txt answered {status}: asked again at the next run")
    if _is_html(body):
        return Robots(stance=Stance.ALLOWED, reason="robots.txt is a page, not rules")
    return _rules(body)


def unreachable(error: TrackerError) -> Robots:
    """The decision when no answer came: nothing may be asked for now."""
    why = str(error).removeprefix(Unreached.MARK)
    return Robots(
        stance=Stance.NOT_NOW,
        reason=f"robots.txt could not be read, so nothing is asked for now: {why}",
        reached=not isinstance(error, Unreached),
    )


def _is_html(body: bytes) -> bool:
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    return start.startswith(_HTML_STARTS)


def _rules(body: bytes) -> Robots:
    text = body.removeprefix(b"\xef\xbb\xbf")
    if len(text) > LIMIT:
        text = text[: text.rfind(b"\n", 0, LIMIT) + 1]
    rules = Protego.parse(text.decode("utf-8", "replace"))
    delay = min(float(rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)
    return Robots(stance=Stance.RULES, reason="robots.txt has rules", delay=max(delay, 0.0), rules=rules)
