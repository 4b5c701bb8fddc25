"""Fifty saved articles behind list pages of the saved structure, collected over loopback. Needs the reference data."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Done, Known, Read
from tracker.collect.passes import collect
from tracker.model import Precision, Rendering, RunStatus
from tracker.sources import bundled_sources, load_registry

FOLDER = "/web/wjdt_674879/fyrbt_674889/"
PAGE = 10


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


class Article:
    """One saved page with the address, title and day that it states itself; what it lacks is made up from its name."""

    def __init__(self, path: Path) -> None:
        self.body = path.read_bytes()
        text = self.body.decode("utf-8", "replace")
        self.title = first(r'<meta name="ArticleTitle" content="([^"]*)"', text) or first(r"<title>([^<_]*)", text)
        stated = first(r'<meta name="Url" content="([^"]*)"', text)
        self.day = first(r'<meta name="PubDate" content="(\d{4}-\d{2}-\d{2})', text) or first(
            r"(\d{4}-\d{2}-\d{2})", text
        )
        file = urlsplit(stated).path.rpartition("/")[2] or f"{path.stem}.shtml"
        self.name = f"{self.day[:7].replace('-', '')}/{file}"


def list_pages(saved: str, articles: list[Article]) -> dict[str, bytes]:
    """The saved list page with other entries in it, as many pages as the articles need."""
    pages = -(-len(articles) // PAGE)
    saved = re.sub(r"countPage = \d+", f"countPage = {pages}", saved)
    head, _, rest = saved.partition('<div class="rebox_news">')
    tail = rest[rest.index("</ul>") :]
    made = {}
    for number in range(pages):
        rows = "".join(
            f'<li><a href="./{one.name}" target="_blank">{one.title}</a>({one.day})</li>\n'
            for one in articles[number * PAGE : (number + 1) * PAGE]
        )
        name = FOLDER if number == 0 else f"{FOLDER}index_{number}.shtml"
        made[name] = f'{head}<div class="rebox_news"><ul>{rows}{tail}'.encode()
    return made


def test_fifty_of_fifty_articles_are_collected(reference: Path, site: Any, clock: Any, tmp_path: Path):
    folder = reference / "pages/china_mfa_zh"
    if not folder.is_dir():
        pytest.skip(f"reference data, not redistributed: nothing at {folder}")
    articles = [Article(path) for path in sorted((folder / "pages").glob("*.html"))]
    articles.sort(key=lambda one: one.day, reverse=True)
    saved = (folder / "list_2020/default.html").read_text("utf-8")
    for path, body in list_pages(saved, articles).items():
        site.pages[path] = site.reply(body)
    for one in articles:
        site.pages[FOLDER + one.name] = site.reply(one.body)
    source = load_registry(bundled_sources()).source("cn_mfa_zh")
    clock.now = datetime(2024, 6, 1, tzinfo=UTC)
    archive = Archive(tmp_path / "archive")
    by_url: dict[str, list[Rendering]] = {}
    for outcome in collect(
        [source],
        Known(),
        archive=archive,
        clock=clock,
        sleep=clock.sleep,
        resolver=site.resolver,
        jitter=lambda: 0.5,
    ):
        if isinstance(outcome, Read):
            for one in outcome.renderings:
                by_url.setdefault(outcome.capture.url, []).append(one)
        if isinstance(outcome, Done):
            assert (outcome.run.status, outcome.run.reason, outcome.run.skipped) == (RunStatus.COMPLETE, "", ())
            assert outcome.run.listed == len(articles) == 50
    assert len(by_url) == 50
    for texts in by_url.values():
        assert all(one.title and one.text for one in texts)
        assert all(one.published is not None for one in texts)
        assert all(
            one.published.zone == "Asia/Shanghai" or one.published.precision is Precision.MINUTE for one in texts
        )
        named = re.search(r"发言人([一-鿿]{2,3}?)(?:主持|就|答)", texts[0].title)
        assert not named or texts[0].speaker == named[1]
    answers = [one for texts in by_url.values() for one in texts if one.kind == "answer"]
    assert answers
    assert all(one.question and one.question not in one.text for one in answers)
    assert len(list(archive.captures())) == 55
    assert list(archive.verify()) == []
