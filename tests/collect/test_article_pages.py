"""Pages that a source reads as articles, by what most pages have in common."""

from datetime import UTC, datetime

from tracker.collect.reading.parsing import parse
from tracker.model import Capture
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCE = Source(
    id="aland_pm",
    issuer="xaa-pm",
    name="Prime Minister of Aland",
    kind="rss",
    category="government",
    languages="en",  # type: ignore[arg-type]
    zone="Australia/Sydney",
    urls="https://pm.aland.example/feed",  # type: ignore[arg-type]
    detail={"format": "article"},  # type: ignore[arg-type]
)
TEXT = "".join(f"<p>We condemn the attack on the port, and we mourn the dead of its {n} ships.</p>" for n in "345")
TIME = '<meta property="article:published_time" content="2026-02-05T20:30:00Z">'


def published_and_text(page: str) -> tuple[str, str]:
    capture = Capture(
        id="c1", source=SOURCE.id, url="https://pm.aland.example/17", retrieved_at=NOW, sha256="", role="item"
    )
    (found,) = parse(SOURCE, capture, page.encode()).renderings
    return str(found.published), found.text


def test_the_day_of_a_page_that_gives_the_hour_of_greenwich_is_that_of_its_capital():
    page = f"<html><head>{TIME}</head><body><main><h1>On the port</h1>{TEXT}</main></body></html>"
    assert published_and_text(page)[0] == "2026-02-06T07:30+11:00"


def test_a_page_that_is_one_form_is_read_and_a_form_in_it_is_not():
    sign_up = f"<form><p>{'Write your address here to get news of the port by mail. ' * 9}</p></form>"
    page = f"<html><body><form id=aspnetForm><main><h1>On the port</h1>{TEXT}{sign_up}</main></form></body></html>"
    text = published_and_text(page)[1]
    assert text.count("We condemn the attack") == 3
    assert "Write your address" not in text
