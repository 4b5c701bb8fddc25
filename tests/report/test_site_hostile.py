"""The pages do nothing that a hostile text, title, address or id asks of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup
from report_fake import Fake
from report_fake.site import build, bytes_of, soups

from tracker.report.labels import say

EVIL = "<script>alert(1)</script>"


def test_hostile_text_is_shown_and_does_nothing(world: Fake, now: datetime, tmp_path: Path):
    title = 'He said "hi" \' \u202egnp.exe & <img src=x onerror=alert(1)>'
    world.say(
        "xaa-mfa", "2031-03-15", f"Arvenia condemns {EVIL} this.", incident="tarim-2031", title=title, name="evil"
    )
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "evil")
    world.held_renderings[at] = replace(world.held_renderings[at], url="javascript:alert(1)")
    world.held_issuers[0] = replace(world.held_issuers[0], name=f"Arvenia {EVIL}")
    world.held_incidents[2] = replace(world.held_incidents[2], name=f"{EVIL}\x1b[31m")
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        assert not soup.find_all(["img", "iframe", "object", "style"]), name
        assert soup.find_all("script") == soup.select('head > script[src$="keys.js"]:empty'), name
        for tag in soup.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on") or key == "style"], (name, tag)
            assert not str(tag.get("href", "")).lower().startswith(("javascript", "data", "vbscript"))
    page = (tmp_path / "statements" / "evil.html").read_text(encoding="utf-8")
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "javascript:alert(1)" in BeautifulSoup(page, "html.parser").get_text()
    assert say("statement.unlinked") in page
    assert all("\x1b" not in text.decode() for text in bytes_of(tmp_path).values())


def test_a_strict_policy_stands_on_every_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy
        assert "script-src 'self';" in policy


def test_hostile_ids_become_files_inside_the_site(world: Fake, now: datetime, tmp_path: Path):
    for name in ("../../up", "import:Näme.0a/b", "CON", "con"):
        world.say("xaa-mfa", "2031-03-15", "Arvenia condemns this.", incident="tarim-2031", name=name)
    report = build(world, tmp_path / "site", now=now)
    made = [path for path in report.written if path.startswith("statements/")]
    assert len({path.casefold() for path in made}) == len(made) == len(world.held_statements)
    assert all(re.fullmatch(r"statements/[a-z0-9._-]+\.html", path) for path in made)
    assert sorted(one.name for one in tmp_path.iterdir()) == [".site.rests", "site"]
