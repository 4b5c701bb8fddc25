"""The site of the invented world, as tests build and read it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup

from tracker.report.site.building import SiteReport, build as build_site

from .held import Fake
from .world import health


def build(store: Fake, out: Path, *, now: datetime) -> SiteReport:
    return build_site(store, out, now=now, health=health(store))


def soups(folder: Path):
    return {
        str(path.relative_to(folder)): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(folder.rglob("*.html"))
    }


def bytes_of(folder: Path):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
