"""The pictures of docs/reading.md: pages of the sample world as Chromium shows them. Run by `make pictures`.

Owns what is photographed, how large, and in how few colours it is kept. Nothing in the pictures is real.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import chromium
import kinds
from answering import answering
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from tracker.jobs.demonstrating import demonstrate

OUT = chromium.ROOT / "docs" / "pictures"
#: GitHub and a phone load them; a page of them stays under two megabytes.
MOST = 150_000
_ISSUER = "Ministry of Foreign Affairs of Veldoria"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: of which page, from which element on, how wide and high, under which light."""

    name: str
    page: Path | str
    at: str = ""
    width: int = 1280
    height: int = 860
    scheme: str = "light"
    media: str = "screen"


def shots(site: Path, server: str) -> list[Shot]:
    """The pages that the guide shows, in its order."""
    issuer, formula, statement = _way(site)
    incident = kinds.pages(site)["incidents/"]
    return [
        Shot(name="home", page=site / "index.html"),
        Shot(name="matrix", page=site / "index.html", at="#matrix", height=620),
        Shot(name="across", page=issuer),
        Shot(name="incident", page=incident, height=760),
        Shot(name="cards", page=incident, at="#cards", height=820),
        Shot(name="formula", page=formula, height=900),
        Shot(name="statement", page=statement, height=860),
        Shot(name="compare", page=_pair(issuer, server), height=820),
        Shot(name="sources", page=site / "sources.html", height=620),
        Shot(name="dark", page=incident, at="#cards", height=620, scheme="dark"),
        Shot(name="phone", page=issuer, width=390, height=844),
        Shot(name="print", page=incident, width=1039, height=720, media="print"),
    ]


def _way(site: Path) -> tuple[Path, Path, Path]:
    """The pages that a reader of the guide comes to one after another: an issuer, its first phrasing, its first use."""
    link = _soup(site / "issuers.html").find("a", string=_ISSUER)
    assert link is not None, f"{site}/issuers.html: no {_ISSUER}"
    issuer = site / str(link["href"])
    formula = _follow(issuer, "tr.band-head a")
    return issuer, formula, _follow(formula, ".lead a")


def _pair(issuer: Path, server: str) -> str:
    """The comparison of two statements of an issuer that say much the same after different incidents."""
    ways = [str(one["href"]) for one in _soup(issuer).select("tr.columns th > a")]
    chosen = [f"s={quote(server + '/' + way.removeprefix('../'), safe='')}" for way in (ways[2], ways[4])]
    return f"{server}/compare?{'&'.join(chosen)}"


def _follow(page: Path, link: str) -> Path:
    found = _soup(page).select_one(link)
    assert found is not None, f"{page}: no {link}"
    return (page.parent / str(found["href"])).resolve()


def _soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def take(browser: Browser, shot: Shot) -> bytes:
    """The picture as PNG with a palette, in as many colours as fit under the limit."""
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
    page = context.new_page()
    page.emulate_media(media=shot.media, color_scheme=shot.scheme)
    page.goto(shot.page if isinstance(shot.page, str) else shot.page.as_uri())
    if shot.at:
        page.evaluate("(at) => scrollTo(0, document.querySelector(at).getBoundingClientRect().top - 12)", shot.at)
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    for colours in (128, 64, 32, 16):
        held = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        if len(held.getvalue()) < MOST:
            break
    return held.getvalue()


def main(data: Path) -> None:
    """Every picture, from the sample world built in `data`."""
    OUT.mkdir(exist_ok=True)
    with answering(data) as server, chromium.started() as browser:
        wanted = shots(data / "site", server)
        for old in set(OUT.glob("*.png")) - {OUT / f"{shot.name}.png" for shot in wanted}:
            old.unlink()
        for shot in wanted:
            picture = take(browser, shot)
            (OUT / f"{shot.name}.png").write_bytes(picture)
            print(f"{shot.name}.png: {len(picture) // 1000} kB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            demonstrate(Path(folder))
            main(Path(folder))
