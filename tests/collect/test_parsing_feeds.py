"""Feeds and JSON to renderings and links, on small invented answers."""

import json

import pytest
from aland import capture, source
from hypothesis import given, settings, strategies as st

from tracker.collect.reading.parsed import Link
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage, TrackerError
from tracker.model import When, rendering_id

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://mfa.aland.example</link>
<item><title>On the port &#8211; a statement</title><link>https://mfa.aland.example/17</link>
<guid isPermaLink="false">p17</guid><dc:creator><![CDATA[Ann &quot;A&quot; Lee, SpokeswomanOffice]]></dc:creator>
<pubDate>Thu, 05 Feb 2026 23:30:00 +0000</pubDate><script>alert(1)</script><description>short</description>
<content:encoded><![CDATA[<p>We condemn <i>this</i>.</p><input type=hidden><script>x</script>]]></content:encoded>
</item>
<item><title>No text</title><link>https://mfa.aland.example/18</link></item>
</channel></rss>"""


def test_a_feed_with_whole_texts_needs_no_second_request():
    feed = source(kind="rss", list={"text": "content", "speaker": {"at": "author", "match": "^(.+?),"}}, detail={})
    parsed = parse(feed, capture("list"), FEED.encode())
    (found,) = parsed.renderings
    assert (found.title, found.text) == ("On the port – a statement", "We condemn this.")
    assert (found.speaker, found.external_id, found.url) == ('Ann "A" Lee', "p17", "https://mfa.aland.example/17")
    assert found.id == rendering_id("aland_mfa", "p17")
    assert found.published == When("2026-02-06T01:30+02:00", "Europe/Helsinki")
    assert parsed.skipped == (("https://mfa.aland.example/18", "the list holds no text for it"),)
    assert parsed.items == 2


def test_a_feed_of_links_and_atom_entries():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>t</title><entry><id>https://mfa.aland.example/1#v2</id>
    <link rel="alternate" href="https://mfa.aland.example/1"/><title>One</title><updated>2026-02-05T10:00:00Z</updated></entry></feed>"""
    parsed = parse(source(kind="rss", list={"id": "link"}), capture("list"), atom.encode())
    assert parsed.links == (
        Link(
            url="https://mfa.aland.example/1",
            title="One",
            published=When("2026-02-05T12:00+02:00", "Europe/Helsinki"),
            external_id="https://mfa.aland.example/1",
        ),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FEED[:-90], "expected a whole feed"),
        (FEED[: FEED.index("<item><title>No")], "expected a whole feed"),
        (FEED.replace("News", "News & more", 1)[:-90], "expected a whole feed"),
        ("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aa'>]><rss><channel>&a;</channel></rss>", "never needed"),
        ("<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss/>", "never needed"),
        ("<?xml version='1.0'?><other>text</other>", "expected RSS or Atom"),
        ("no xml at all", "expected a whole feed"),
        ("<?xml version='1.0' encoding='nonsense'?><rss/>", "unknown encoding"),
    ],
)
def test_broken_and_hostile_feeds_are_refused_whole(body: str, expected: str):
    with pytest.raises(BadPage, match=expected):
        parse(source(kind="rss", list={"text": "content"}, detail={}), capture("list"), body.encode())


def test_a_careless_ampersand_in_a_whole_feed_is_forgiven():
    feed = source(kind="rss", list={"text": "content"}, detail={})
    body = FEED.replace("<channel><title>News", "<channel><title>News &nbsp; & more")
    assert len(parse(feed, capture("list"), body.encode()).renderings) == 1


def test_what_stands_behind_a_careless_feed_is_looked_at_once():
    """Looked at again for each of its roots, 100,000 of them would take the best part of an hour."""
    feed = source(kind="rss", list={"text": "content"}, detail={})
    body = FEED.replace("<channel><title>News", "<channel><title>News &nbsp; & more")
    assert len(parse(feed, capture("list"), f"{body}<!-- made by -- aland -->\n".encode()).renderings) == 1
    with pytest.raises(BadPage, match="expected a whole feed"):
        parse(feed, capture("list"), (body + "</rss><!--" * 100_000).encode())


def test_a_json_list_with_formatted_links_and_json_detail():
    api = source(
        kind="json-list",
        list={"item": "data.results", "link": {"at": "path", "format": "/api{value}"}, "date": "at"},
        detail={
            "format": "json", "title": "title", "body": "details.body", "date": "first", "speaker": "people.0.name",
            "language": "locale", "permalink": {"at": "ref", "format": "https://mfa.aland.example/{slug}"},
        },
    )  # fmt: skip
    rows = [
        {"path": "/17", "title": "On the port", "at": "2026-02-05"},
        {"path": True, "title": "Pathless"},
        7,
    ]
    parsed = parse(api, capture("list"), json.dumps({"data": {"results": rows}}).encode())
    assert [(link.url, link.published) for link in parsed.links] == [
        ("https://mfa.aland.example/api/17", When("2026-02-05", "Europe/Helsinki"))
    ]
    assert parsed.skipped == (
        ("Pathless", "no web address in this entry"),
        ("an entry without a title", "no web address in this entry"),
    )
    answer = {
        "title": "On the port", "details": {"body": "<p>We <b>mourn</b>.</p>"}, "first": "2026-02-05T08:00:00.000Z",
        "people": [{"name": "Ann Lee"}], "locale": "fr", "ref": "STATEMENT/26/17",
    }  # fmt: skip
    (found,) = parse(api, capture(url="https://mfa.aland.example/api/17"), json.dumps(answer).encode()).renderings
    assert (found.text, found.speaker, found.language) == ("We mourn.", "Ann Lee", "fr")
    assert found.url == "https://mfa.aland.example/statement_26_17"
    assert found.published == When("2026-02-05T10:00+02:00", "Europe/Helsinki")


def test_half_a_character_in_json_is_taken_out():
    api = source(kind="json-list", list={"item": "data"}, detail={"format": "json", "title": "t", "body": "b"})
    (found,) = parse(api, capture(), b'{"t": "On \\ud83d peace", "b": "We \\udc00mourn.\\u202e"}').renderings
    assert (found.title, found.text) == ("On peace", "We mourn.")


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        ("list", b'{"data": [', "expected JSON, found"),
        ("list", b'{"rows": []}', "expected one JSON list, found none"),
        ("list", b"[" * 100_000, "nested too deep"),
        ("list", b'{"data": ' + b"9" * 5000 + b"}", "expected JSON, found"),
        ("item", b'{"body": ""}', "expected one text, found none"),
        ("item", b'{"body": [["x"]]}', "expected one text, found none"),
    ],
)
def test_json_of_another_shape_is_refused(role: str, body: bytes, expected: str):
    api = source(kind="json-list", list={"item": "data"}, detail={"format": "json", "body": "body"})
    with pytest.raises(BadPage, match=expected):
        parse(api, capture(role), body)


def test_wordpress_posts_are_whole_texts():
    press = source(kind="wordpress", list={}, detail={})
    post = {
        "id": 5, "date": "2026-02-05T09:30:00", "link": "https://mfa.aland.example/5/",
        "title": {"rendered": "On&nbsp;the port"}, "content": {"rendered": "<p>We mourn.</p>"},
    }  # fmt: skip
    (found,) = parse(press, capture("list"), json.dumps([post]).encode()).renderings
    assert (found.title, found.text, found.url) == ("On the port", "We mourn.", "https://mfa.aland.example/5/")
    assert found.published == When("2026-02-05T09:30+02:00", "Europe/Helsinki")


@settings(max_examples=150, deadline=None)
@given(st.text("<>/=\"' &;!-pdivbrscta\n#x0", max_size=200))
def test_any_markup_is_read_or_refused(markup: str):
    body = f"<div class=text>{markup}</div>".encode()
    for one, role in ((source(), "item"), (source(), "list"), (source(kind="rss"), "list")):
        try:
            parse(one, capture(role), body)
        except TrackerError as error:
            assert "aland_mfa" in str(error)  # noqa: PT017  (most bodies are fine)
