"""The pages: built twice the same, linked soundly, light, and plain about what is missing."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest
import report_fake
from report_fake import Fake
from report_fake.site import build, bytes_of, soups

from tracker.match.epochs import current
from tracker.model import Evidence, Strength
from tracker.report.labels import labels, say
from tracker.report.site.manifest import MANIFEST


def test_two_builds_of_one_store_are_byte_identical(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path / "a", now=now)
    world.held_statements.reverse()
    world.held_formulas.reverse()
    world.held_incidents.reverse()
    world.held_renderings.reverse()
    world.held_issuers.reverse()
    world.held_channels.reverse()
    build(world, tmp_path / "b", now=now)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_a_second_build_writes_nothing(world: Fake, now: datetime, tmp_path: Path):
    first = build(world, tmp_path, now=now)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = build(world, tmp_path, now=now)
    assert first.written
    assert (second.written, second.removed) == ((), ())
    assert set(second.unchanged) == set(first.written)
    assert stamps == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_a_new_statement_touches_few_pages(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne encore.", incident="tarim-2031", language="fr", name="x")
    report = build(world, tmp_path, now=now)
    assert set(report.written) == {
        "statements/x.html",
        "statements/xad-mfa.0006.html",
        "issuers/xad-mfa.html",
        "habits/xad-mfa.html",
        "incidents/tarim-2031.html",
        "index.html",
        "all.html",
        "issuers.html",
        "incidents.html",
        "sources.html",
        "feed.xml",
        "issuers/xad-mfa.xml",
        "incidents/tarim-2031.xml",
    }


def test_a_page_of_a_gone_statement_is_removed_and_foreign_files_stay(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    foreign = tmp_path / "statements" / "mine.html"
    foreign.write_text("kept")
    gone = next(one for one in world.held_statements if one.id == "union-lund")
    world.held_statements.remove(gone)
    world.held_formulas = [
        replace(one, uses=tuple(u for u in one.uses if u.statement != gone.id)) for one in world.held_formulas
    ]
    report = build(world, tmp_path, now=now)
    assert report.removed == ("compare/union-joint.html", "statements/union-lund.html")
    assert foreign.read_text() == "kept"


def test_a_manifest_cannot_lead_out_of_the_site(world: Fake, now: datetime, tmp_path: Path):
    outside = tmp_path / "precious.txt"
    outside.write_text("kept")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text('{"../precious.txt": "0"}')
    assert build(world, site, now=now).removed == ()
    assert outside.read_text() == "kept"


def test_every_internal_link_resolves(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    pages = soups(tmp_path)
    checked = 0
    for name, soup in pages.items():
        for tag in soup.find_all(["a", "link"]):
            href = tag["href"]
            if href.startswith(("http:", "https:")):
                continue
            path, _, fragment = href.partition("#")
            target = (tmp_path / name).parent.joinpath(unquote(path)).resolve() if path else (tmp_path / name).resolve()
            assert target.is_file(), f"{name}: {href}"
            if fragment:
                found = pages[str(target.relative_to(tmp_path.resolve()))]
                assert found.find(id=fragment), f"{name}: {href}"
            checked += 1
    assert checked > 300


def test_ids_are_unique_on_a_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    for name, soup in soups(tmp_path).items():
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_the_default_filter_hides_what_does_not_evaluate_and_all_shows_it(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    pages = soups(tmp_path)
    wanted = "Those responsible must be brought to justice"
    assert wanted not in pages["index.html"].select_one("table.matrix").get_text()
    assert wanted in pages["all.html"].select_one("table.matrix").get_text()


def test_a_page_of_forty_issuers_stays_light(world: Fake, now: datetime, tmp_path: Path):
    for number in range(40):
        issuer = f"x{number:02d}-mfa"
        for incident, day in (("osk-2029", "2029-06-03"), ("tarim-2031", "2031-03-15")):
            world.say(
                issuer,
                day,
                f"Ministry {number} ⟦stock|strongly condemns the attack⟧ near place {number * 7}. "
                f"⟦new|It mourns case {number * 13} and recalls paragraph {number * 17} of its earlier note⟧. " * 4,
                incident=incident,
                strength=Strength(),
            )
    build(world, tmp_path, now=now)
    page = (tmp_path / "incidents" / "tarim-2031.html").read_bytes()
    assert len(gzip.compress(page)) < 100_000


def test_long_histories_are_paged_and_earlier_pages_stay(world: Fake, now: datetime, tmp_path: Path):
    for number in range(30):
        world.held_incidents.append(
            report_fake._incident(f"i{number:02d}", f"Event {number}", f"2030-01-{number + 1:02d}", "Osk")
        )
        world.say(
            "xad-mfa", f"2030-01-{number + 1:02d}", "La Castovie condamne.", incident=f"i{number:02d}", language="fr"
        )
    first = build(world, tmp_path, now=now)
    assert {"issuers/xad-mfa.html", "issuers/xad-mfa.1.html", "issuers/xad-mfa.2.html"} <= set(first.written)
    world.say("xad-mfa", "2031-03-16", "La Castovie condamne.", incident="tarim-2031", language="fr")
    second = build(world, tmp_path, now=now)
    assert "issuers/xad-mfa.html" in second.written
    assert "issuers/xad-mfa.1.html" not in second.written


def test_a_broken_source_is_on_the_home_page_with_its_reason(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["index.html"]
    assert "the list page has no items" in page.select_one(".tag-bad").parent.get_text()
    assert "1 source down or overdue" in page.select_one(".lead").get_text()


def test_an_empty_store_gives_pages_that_say_so(now: datetime, tmp_path: Path):
    build(report_fake.Fake(), tmp_path, now=now)
    assert say("sentence.nothing") in soups(tmp_path)["index.html"].get_text()


def test_unknown_dates_issuers_and_sources_do_not_stop_a_build(world: Fake, now: datetime, tmp_path: Path):
    bare = world.say("xaa-mfa", "2031-03-15", "Somebody condemns this.", name="bare")
    world.held_statements[-1] = replace(bare, date=None, parties=(), renderings=("missing", "bare"))
    world.say("nobody-known", "2031-03-15", "Somebody condemns this too.", evidence=Evidence.QUOTED, name="stray")
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/bare.html"].get_text()
    assert say("issuer.unknown") in page
    assert say("time.unknown") in page


@pytest.mark.parametrize("kind", ["html", "py"])
def test_every_label_that_is_asked_for_exists(kind: str):
    root = Path(str(files("tracker.report")))
    asked = set()
    for path in root.rglob(f"*.{kind}"):
        asked |= set(re.findall(r"""say\(\s*['"]([a-z_.0-9-]+)['"]\s*[,)]""", path.read_text(encoding="utf-8")))
    assert asked
    assert asked - set(labels()) == set()


def test_the_method_says_by_which_weights(world: Fake, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    build(world, tmp_path, now=now)
    assert f"{world.epoch()}, {say('method.own')}" in (tmp_path / "method.html").read_text("utf-8")
    shipped = current().version
    monkeypatch.setattr(Fake, "epoch", lambda _: shipped)
    build(world, tmp_path, now=now)
    assert f"{shipped}, {say('method.shipped')}" in (tmp_path / "method.html").read_text("utf-8")
