"""Citations: whose words, by what they can be checked, and entries that BibTeX reads."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, strategies as st
from report_fake import Fake

from tracker.model import Display, Evidence, Form, When
from tracker.report.collection import Collection
from tracker.report.site.drafts import drafts
from tracker.report.views.bibtex import address, day, entry, key, whole
from tracker.report.views.citation import cite
from tracker.report.views.citing import cite_page, collection_version, content_version


def _reader() -> ModuleType:
    """tests/report/bibtex.py under a name of its own: the test folders are no packages."""
    spec = importlib.util.spec_from_file_location("strict_bibtex", Path(__file__).with_name("bibtex.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["strict_bibtex"] = module
    spec.loader.exec_module(module)
    return module


bibtex = sys.modules.get("strict_bibtex") or _reader()


def cited(world: Fake, name: str):
    collection = Collection.read(world)
    statement = collection.statements[name]
    return cite(collection, statement, collection.renderings[statement.renderings[0]])


def test_a_statement_says_who_when_where_and_by_what_it_can_be_checked(world: Fake):
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "arvenia-tarim")
    world.held_renderings[at] = replace(world.held_renderings[at], capture="0f8fad5b-d9cb-469f-a165-70867728950e")
    found = cited(world, "arvenia-tarim")
    for part in (
        "Arvenia MFA (Spokesperson Ilva Toren)",
        "“On the attack on the Tarim market”",
        "2031-03-14 11:40 (UTC+03:00)",
        "“Arvenia strongly condemns the heinous terrorist attack on the Tarim market.”",
        "[official text]",
        "https://xaa-mfa.example/arvenia-tarim.html",
        "retrieved 2031-03-16 05:30 UTC",
        "WARC record urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e",
        "SHA-256 " + world.held_renderings[at].sha256,
        "statement arvenia-tarim, version 1",
        "epoch 0123456789ab",
    ):
        assert part in found.text
    (read,) = bibtex.read(found.bibtex)
    assert read.key == found.key
    assert read.fields["author"] == "Arvenia MFA"
    assert read.fields["date"] == "2031-03-14"
    assert "2031-03-14 11:40 (UTC+03:00)" in read.fields["note"]
    assert dict(found.facts)["Evidence"] == "official text"


@pytest.mark.parametrize("level", [Evidence.PARAPHRASED, Evidence.CHARACTERISED])
def test_a_reporters_words_are_the_outlets_and_are_not_quoted(world: Fake, level: Evidence):
    world.say("xab-mfa", "2031-03-16", "Hanzhou regrets the bloodshed.", evidence=level, name="told")
    found = cited(world, "told")
    assert found.text.startswith("Osk Wire, “Ministries react to market attack”")
    assert "regrets" not in found.text
    (read,) = bibtex.read(found.bibtex)
    assert read.fields["author"] == "Osk Wire"
    assert "Reports on Hanzhou MFA; not the issuer’s own words" in read.fields["note"]
    assert "abstract" not in read.fields


def test_what_may_only_be_linked_is_not_quoted(world: Fake):
    world.held_channels = [replace(one, display=Display.LINK) for one in world.held_channels]
    assert "condemns" not in cited(world, "arvenia-tarim").text


def test_a_copy_in_a_web_archive_is_named(world: Fake):
    at = next(place for place, one in enumerate(world.held_renderings) if one.id == "arvenia-tarim")
    copy = replace(
        world.held_renderings[at], id="copy", url="https://web.archive.org/web/20310315/https://xaa-mfa.example/a"
    )
    world.held_renderings.append(copy)
    place = next(p for p, one in enumerate(world.held_statements) if one.id == "arvenia-tarim")
    world.held_statements[place] = replace(world.held_statements[place], renderings=("arvenia-tarim", "copy"))
    assert f"copy at {copy.url}" in cited(world, "arvenia-tarim").text
    lookalike = replace(copy, url="https://web.archive.org.xaa.example/web/1")
    world.held_renderings[-1] = lookalike
    assert "copy at" not in cited(world, "arvenia-tarim").text


def test_every_statement_of_the_world_has_an_entry_of_its_own(world: Fake):
    collection = Collection.read(world)
    entries = [
        cite(collection, one, collection.renderings[key]).bibtex
        for one in collection.statements.values()
        for key in one.renderings
        if collection.renderings[key].form is not Form.ARTICLE
    ]
    assert len(bibtex.read("\n\n".join(entries))) == len(entries)
    assert "中方对此次" in "".join(entries)


@given(st.text(min_size=1), st.text())
@example("{", "}{")
@example("\\", "100 % & more_#$~^")
@example("a\u202eb\x07", 'http://x.example/{a}\\ "b"')
def test_hostile_words_stay_words(title: str, url: str):
    made = entry("misc", key(title, title), {"title": whole("T " + title), "url": address(url)})
    (read,) = bibtex.read(made)
    kept = [one for one in " ".join(("T " + title).split()) if one.isprintable() and one != "\ufffd"]
    shown = [one for one in read.fields["title"] if one.isprintable() and one != "\ufffd"]
    assert "".join(kept) == "".join(shown)


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2031", "2031"), ("2031-03", "2031-03"), ("2031-03-14", "2031-03-14"), ("2031-03-14T08:10+03:00", "2031-03-14")],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, expected: str):
    assert day(When(date)) == expected


def test_a_page_is_cited_by_its_own_content(world: Fake, now: datetime):
    before = _pages(world, now)
    world.say("xac-mfa", "2031-03-16", "We condemn the attack elsewhere.", name="later")
    after = _pages(world, now)
    assert _version(before["statements/arvenia-tarim.html"]) == _version(after["statements/arvenia-tarim.html"])
    assert _version(before["sources.html"]) != _version(after["sources.html"])
    versions = [_version(body) for body in after.values()]
    assert len(set(versions)) == len(versions)
    body = after["statements/arvenia-tarim.html"]
    start, end = body.find("<main"), body.rfind("</main>")
    assert content_version(body[start:end]) == _version(body)


def _pages(world: Fake, now: datetime) -> dict[str, str]:
    made = drafts(Collection.read(world), {}, now)
    return {one.path: one.compose().decode() for one in made if one.path.endswith(".html")}


def _version(body: str) -> str:
    return body.split("Page content ", 1)[1].split("<", 1)[0].strip()


def test_a_pages_entry_reads():
    found = cite_page(path="incidents/a_b.html", title="50 % of {it}", version="0123456789ab")
    (read,) = bibtex.read(found.bibtex)
    assert read.fields["title"] == "50 % of {it}"
    assert read.fields["version"] == "0123456789ab"
    assert "incidents/a_b.html" in found.text


def test_the_collection_has_one_version_for_one_content(world: Fake):
    first = collection_version(Collection.read(world))
    world.held_statements.reverse()
    world.held_formulas.reverse()
    assert collection_version(Collection.read(world)) == first
    seen = datetime(2032, 1, 1, tzinfo=UTC)
    world.held_renderings = [replace(one, retrieved_at=seen) for one in world.held_renderings]
    assert collection_version(Collection.read(world)) == first
    world.held_incidents[0] = replace(world.held_incidents[0], name="Otherwise")
    assert collection_version(Collection.read(world)) != first
