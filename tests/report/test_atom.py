"""Feeds: readable by any reader, the same twice, harmless, honest about late finds, within each text's rights."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from defusedxml import ElementTree
from report_fake import SEEN, Fake, version_of

from tracker.errors import BadConfig
from tracker.model import Display, Evidence, Presence
from tracker.report.collection import Collection
from tracker.report.site.atom import checked_base, feeds, tag
from tracker.report.views.changes import changes
from tracker.report.views.feed import MOST

EVIL = "<script>alert(1)</script>"


def made(world: Fake, *, base: str = "") -> dict[str, bytes]:
    held = Collection.read(world)
    return {path: compose() for path, compose in feeds(held, changes(held), base=base)}


def read(world: Fake, path: str = "feed.xml", *, base: str = ""):
    found = feedparser.parse(made(world, base=base)[path], sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def entry(world: Fake, kind: str, path: str = "feed.xml"):
    """The entry of that kind about the statement that `says` adds."""
    return next(one for one in read(world, path).entries if one.tags[0].term == kind and "/one" in one.id)


def says(world: Fake, words: str, **given: object):
    return world.say("union", "2031-03-12", words, incident="tarim-2031", name="one", **given)


def test_there_is_a_feed_beside_the_pages_of_home_issuers_incidents_and_phrasings(world: Fake):
    paths = set(made(world))
    assert {"feed.xml", "issuers/xaa-mfa.xml", "incidents/tarim-2031.xml"} <= paths
    assert any(path.startswith("formulas/") for path in paths)


def test_an_entry_says_what_is_new_with_its_evidence(world: Fake):
    says(world, "The Union condemns the raid ⟦new|on the orchard at dawn⟧.")
    one = entry(world, "said")
    content = one.content[0].value
    assert one.title == "Inter-State Union, 2031-03-12 · Attack on the Tarim market"
    assert one.id == "tag:statement-tracker.invalid,2026:said/one"
    assert one.link == "statements/one.html"
    assert "<b>on the orchard at dawn</b>" in content
    assert "official text" in content
    assert "2031-03-12" in content


def test_entries_are_dated_by_when_they_were_found_and_stand_newest_first(world: Fake):
    says(world, "The Union condemns the raid.")
    found = read(world)
    assert entry(world, "said").updated == "2031-03-16T05:30:00Z"
    moments = [one.updated for one in found.entries]
    assert moments == sorted(moments, reverse=True)
    assert found.feed.updated == moments[0]


def test_two_makings_are_the_same_bytes_in_any_order_of_the_store(world: Fake):
    first = made(world)
    world.held_statements.reverse()
    world.held_renderings.reverse()
    world.held_formulas.reverse()
    assert made(world) == first


def test_links_are_whole_where_the_site_has_an_address_and_relative_where_it_has_none(world: Fake):
    says(world, "The Union condemns the raid.")
    near = entry(world, "said", "issuers/union.xml")
    assert near.link == "../statements/one.html"
    far = read(world, "issuers/union.xml", base="https://site.example/t/")
    assert "https://site.example/t/statements/one.html" in [one.link for one in far.entries]
    assert [one.href for one in far.feed.links if one.rel == "self"] == ["https://site.example/t/issuers/union.xml"]
    assert "tag:site.example,2026:said/one" in [one.id for one in far.entries]


@pytest.mark.parametrize(
    "base", ["site.example", "javascript:alert(1)", "https://", "https://a.example/?q", "file:///x"]
)
def test_an_address_that_is_none_is_refused(base: str):
    with pytest.raises(BadConfig, match="--base"):
        checked_base(base)


def test_an_address_ends_in_a_slash():
    assert [checked_base(one) for one in ("", "https://a.example", "https://a.example/t/")] == [
        "",
        "https://a.example/",
        "https://a.example/t/",
    ]


def test_a_tag_keeps_what_its_grammar_has_no_letters_for_out():
    assert tag("", "said/a b\u202e<c>") == "tag:statement-tracker.invalid,2026:said/a%20b%E2%80%AE%3Cc%3E"


def test_a_flood_of_old_statements_is_one_entry_a_day(world: Fake):
    for number in range(300):
        world.say("union", "2027-01-01", "The Union condemns the raid.", name=f"old{number}")
        world.held_renderings[-1] = replace(
            world.held_renderings[-1], retrieved_at=SEEN + timedelta(days=number % 2, minutes=number)
        )
    found = read(world, "issuers/union.xml").entries
    assert [one.title.split(" newly")[0] for one in found if one.tags[0].term == "found"] == [
        "150 statements",
        "150 statements",
    ]
    assert not [one for one in found if "said/old" in one.id]


def test_a_feed_has_fifty_entries_at_most(world: Fake):
    for number in range(MOST + 20):
        world.say("union", "2031-03-12", "The Union condemns the raid.", name=f"n{number}")
    assert len(read(world, "issuers/union.xml").entries) == MOST


def test_what_is_old_against_the_newest_change_is_no_news_any_more(world: Fake):
    says(world, "The Union condemns the raid.")
    world.say("xaa-mfa", "2031-09-01", "Arvenia condemns the raid.", name="later")
    world.held_renderings[-1] = replace(world.held_renderings[-1], retrieved_at=SEEN + timedelta(days=91))
    held = read(world, "issuers/union.xml")
    assert held.entries == []
    assert held.feed.updated == "2031-03-16T05:30:00Z"


def test_an_edit_comes_with_its_redline(world: Fake):
    says(world, "The Union condemns the raid.")
    held = replace(world.held_renderings[-1], version=2, retrieved_at=SEEN + timedelta(days=1))
    world.held_renderings[-1] = held
    before = version_of(held, 1, "The Union deplores the raid.")
    world.held_versions["one"] = [before, version_of(held, 2, at=SEEN + timedelta(days=1))]
    content = entry(world, "edited").content[0].value
    assert "<del>deplores </del><ins>condemns </ins>" in content
    quoting = next(place for place, one in enumerate(world.held_channels) if one.id == "union-site")
    world.held_channels[quoting] = replace(world.held_channels[quoting], display=Display.QUOTE)
    assert "deplores" not in entry(world, "edited").content[0].value


def test_an_address_that_went_is_told_under_its_statement(world: Fake):
    says(world, "The Union condemns the raid.")
    url = world.held_renderings[-1].url
    world.held_presences.append(Presence(source="union-site", url=url, at=SEEN, what="vanished"))
    assert entry(world, "vanished").title.startswith("No longer at its address: Inter-State Union")


def test_a_text_of_which_only_the_link_may_be_shown_is_not_in_the_feed(world: Fake):
    says(world, "The Union condemns the ⟦new|raid on the orchard⟧.")
    at = next(place for place, one in enumerate(world.held_channels) if one.id == "union-site")
    world.held_channels[at] = replace(world.held_channels[at], display=Display.LINK)
    assert all(b"orchard" not in body for body in made(world).values())


def test_a_reporters_words_are_marked_as_no_issuers_words(world: Fake):
    says(world, "The Union condemned the raid.", evidence=Evidence.PARAPHRASED)
    one = entry(world, "reported")
    content = one.content[0].value
    assert one.title.startswith("Reported only: ")
    assert "Osk Wire" in content
    assert "<blockquote" not in content


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]):
        self.seen += [tag, *(name for name, _ in attrs)]


def test_hostile_words_are_well_formed_and_run_nowhere(world: Fake):
    evil = f"{EVIL} ]]> &amp; \x00\x08\x1b[31m \u202egnp.exe \ufffe \ud800 <b onclick='x'>"
    says(world, f"The Union condemns ⟦new|{evil}⟧.", title=evil)
    at = next(place for place, one in enumerate(world.held_incidents) if one.id == "tarim-2031")
    world.held_incidents[at] = replace(world.held_incidents[at], name=f"Attack {evil}")
    world.held_renderings[-1] = replace(world.held_renderings[-1], url="javascript:alert(1)")
    for body in made(world).values():
        assert ElementTree.fromstring(body) is not None
        text = body.decode()
        assert not {"\x00", "\x08", "\x1b", "\u202e", "\ufffe"} & set(text)
        assert "javascript:" not in text
    content = entry(world, "said").content[0].value
    assert not {"script", "onclick", "style"} & set(Tags(content).seen)


def test_the_pages_lead_to_their_feeds_and_each_feed_back(world: Fake, now: datetime, tmp_path: Path):
    from report_fake.site import build, soups  # noqa: PLC0415  a package that conftest makes

    build(world, tmp_path, now=now)
    there = 0
    for path, soup in soups(tmp_path).items():
        for link in soup.select('link[type="application/atom+xml"]'):
            target = (tmp_path / path).parent / str(link["href"])
            back = feedparser.parse(target.read_bytes(), resolve_relative_uris=False).feed.link
            assert (target.parent / back).resolve().is_file()
            there += 1
    assert there > 5
