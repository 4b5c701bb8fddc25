"""A ministry on invented pages, for what reads captures: its source, and captures of it."""

from datetime import UTC, datetime

from tracker.model import Capture
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BASE = {
    "id": "aland_mfa",
    "issuer": "xaa-mfa",
    "name": "Ministry of Foreign Affairs of Aland",
    "kind": "html-list",
    "category": "ministry",
    "languages": "en",
    "zone": "Europe/Helsinki",
    "urls": "https://mfa.aland.example/news/",
    "list": {"item": "li", "date": "time"},
    "detail": {"title": "h1", "body": "div.text", "date": ".date", "drop": ".share"},
    "dates": {"formats": ["%d %B %Y, %H:%M", "%d %B %Y"]},
}


def source(**changes: object) -> Source:
    return Source(**(BASE | changes))  # type: ignore[arg-type]


def capture(role: str = "item", url: str = "https://mfa.aland.example/news/17.html", **changes: object) -> Capture:
    whole = {"id": "c1", "source": "aland_mfa", "url": url, "retrieved_at": NOW, "sha256": "", "role": role}
    return Capture(**(whole | changes))  # type: ignore[arg-type]


def item(inner: str, head: str = "") -> bytes:
    page = f"<html><head>{head}</head><body><h1>On the port</h1><p class=date>5 February 2026, 09:30</p>{inner}</body>"
    return page.encode()


TEXT = "<div class=text><p>We condemn the attack.</p><p>We mourn.</p><div class=share>Share!</div></div>"


def listed(*entries: str) -> bytes:
    return ("<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>").encode()
