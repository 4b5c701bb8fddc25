"""Posts of networks: accounts that lead to statuses, feeds with cursors, previews, and a paid interface."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage, TrackerError
from tracker.model import Capture, RunStatus, Verdict, When
from tracker.sources import Paging, Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
JSON = (("Content-Type", "application/json"),)
LOOKUP = "/api/v1/accounts/lookup?acct=karsan"
STATUSES = "/api/v1/accounts/42/statuses?limit=40&exclude_replies=true&exclude_reblogs=true"
FEED = "/xrpc/app.bsky.feed.getAuthorFeed?actor=mfa.karsan.example&limit=100&filter=posts_no_replies"
TWEETS = "/2/users/7/tweets?max_results=100&tweet.fields=created_at,lang&exclude=retweets,replies"
URLS = {
    "mastodon": f"https://social.karsan.example{LOOKUP}",
    "bluesky": f"https://public.api.bsky.app{FEED}",
    "telegram": "https://t.me/s/karsan",
    "x": f"https://api.x.com{TWEETS}",
}


def source(kind: str, **more: Any) -> Source:
    given = {
        "id": "karsan",
        "issuer": "karsan-mfa",
        "name": "Ministry of Karsan",
        "kind": kind,
        "category": "ministry",
        "languages": "en",
        "zone": "UTC",
        "urls": URLS[kind],
        "token": "KARSAN_KEY" if kind == "x" else None,
    }
    return Source(**(given | more))


def read(one: Source, body: object, headers: tuple[tuple[str, str], ...] = (), url: str = "") -> Parsed:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return parse(one, capture(one, url or one.url, headers), raw)


def capture(one: Source, url: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Capture:
    kind = ("content-type", "text/html" if one.kind == "telegram" else "application/json")
    return Capture(
        id="c",
        source=one.id,
        url=url or one.url,
        retrieved_at=NOW,
        sha256="",
        role="list",
        headers=(kind, *headers),
    )


def status(number: int, **more: object) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": f"2026-02-{number % 27 + 1:02}T10:30:00.000Z",
        "uri": f"https://social.karsan.example/users/karsan/statuses/{number}",
        "url": f"https://social.karsan.example/@karsan/{number}",
        "content": f"<p>Karsan regrets case {number} of <a href='#'>many</a>.</p><p>Calm is needed.</p>",
        "spoiler_text": "",
        "reblog": None,
        **more,
    }


def skeet(number: int, **more: object) -> dict[str, object]:
    post = {
        "uri": f"at://did:plc:karsan/app.bsky.feed.post/3k{number}",
        "author": {"handle": "mfa.karsan.example"},
        "record": {
            "text": f"Karsan <regrets> case {number} & more.\nCalm is needed.\n\nNow.",
            "createdAt": f"2026-02-{number % 27 + 1:02}T10:30:00.000Z",
        },
    }
    return {"post": post, **more}


def tweet(number: int, text: str = "") -> dict[str, object]:
    stated = f"2026-02-{number % 27 + 1:02}T10:30:00.000Z"
    return {"id": str(number), "text": text or f"Karsan regrets case {number} &amp; more.\nCalm!", "created_at": stated}


def message(number: int, text: str = "", extra: str = "") -> str:
    words = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return f"""<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="karsan/{number}">
    {extra}<a class="tgme_widget_message_owner_name" href="https://t.me/karsan">Karsan</a>{words}
    <a class="tgme_widget_message_date" href="https://t.me/karsan/{number}"><time
    datetime="2026-02-{number % 27 + 1:02}T10:30:00+00:00">10:30</time></a></div></div>"""


def preview(*messages: str, before: int = 0) -> bytes:
    more = (
        f'<a class="tme_messages_more" href="/s/karsan?before={before}" data-before="{before}"></a>' if before else ""
    )
    return f"<!DOCTYPE html><html><body>{more}{''.join(messages)}</body></html>".encode()


def test_an_account_leads_to_its_statuses():
    found = read(source("mastodon"), {"id": "42", "acct": "karsan", "note": "<p>Hello</p>"})
    assert found.leads == (f"https://social.karsan.example{STATUSES}",)
    assert (found.items, found.links, found.renderings, found.next_page) == (0, (), (), None)


@pytest.mark.parametrize(
    "account", [{"id": "../../x?"}, {"id": None}, {"id": {"42": 1}}, {}, {"error": "Record not found"}]
)
def test_an_account_without_a_usable_id_leads_nowhere(account: object):
    with pytest.raises(BadPage, match="expected an account"):
        read(source("mastodon"), account)


def test_a_status_is_a_whole_text_and_a_boost_is_not():
    found = read(source("mastodon"), [status(2), status(1, reblog=status(9)), status(3, spoiler_text="On the port")])
    assert [one.title for one in found.renderings] == ["Karsan regrets case 2 of many.", "On the port"]
    one = found.renderings[0]
    assert one.text == "Karsan regrets case 2 of many.\n\nCalm is needed."
    assert one.url == "https://social.karsan.example/@karsan/2"
    assert one.published == When("2026-02-03T10:30+00:00", "UTC")
    assert (found.items, found.skipped) == (3, ())


def test_a_post_without_words_is_nothing_to_be_missed():
    found = read(source("mastodon"), [status(2), status(1, content="<p></p>")])
    assert (len(found.renderings), found.skipped) == (1, ())


def test_a_bluesky_post_is_plain_characters_at_a_public_address():
    repost = skeet(8, reason={"$type": "app.bsky.feed.defs#reasonRepost"})
    pinned = skeet(4, reason={"$type": "app.bsky.feed.defs#reasonPin"})
    found = read(source("bluesky"), {"feed": [pinned, skeet(5), repost], "cursor": "2026-02-01T10:30:00Z"})
    assert [one.url for one in found.renderings] == [
        "https://bsky.app/profile/mfa.karsan.example/post/3k4",
        "https://bsky.app/profile/mfa.karsan.example/post/3k5",
    ]
    assert found.renderings[0].text == "Karsan <regrets> case 4 & more.\nCalm is needed.\n\nNow."
    assert found.renderings[0].title == "Karsan <regrets> case 4 & more. Calm is needed."
    assert found.next_page is not None
    assert found.next_page.url == f"{URLS['bluesky']}&cursor=2026-02-01T10:30:00Z"


def test_a_handle_that_no_longer_leads_to_its_account_is_not_linked():
    lost = skeet(4)
    lost["post"]["author"]["handle"] = "handle.invalid"  # type: ignore[index]
    (one,) = read(source("bluesky"), {"feed": [lost]}).renderings
    assert one.url == "https://bsky.app/profile/did:plc:karsan/post/3k4"


def test_a_long_post_has_a_short_title():
    (one,) = read(source("x"), {"data": [tweet(4, "calm " * 60)]}).renderings
    assert one.title == "calm " * 17 + "calm…"
    assert len(one.text) == 299


def test_a_tweet_is_unescaped_once_and_a_retweet_left_out():
    retweets = [tweet(5, "RT @other: words"), {**tweet(6), "referenced_tweets": [{"type": "retweeted", "id": "1"}]}]
    note = {**tweet(4, "cut…"), "note_tweet": {"text": "The whole of it &lt;here&gt;."}}
    found = read(source("x"), {"data": [tweet(7), note, *retweets], "meta": {"next_token": "b26v", "result_count": 4}})
    assert [one.text for one in found.renderings] == ["Karsan regrets case 7 & more.\nCalm!", "The whole of it <here>."]
    assert found.renderings[0].url == "https://x.com/i/web/status/7"
    assert found.next_page is not None
    assert found.next_page.url.endswith("&exclude=retweets,replies&pagination_token=b26v")


def test_a_preview_keeps_paragraphs_and_gives_the_newest_first():
    forwarded = '<div class="tgme_widget_message_forwarded_from">Forwarded from Other</div>'
    body = preview(
        message(5, "Karsan <b>regrets</b> case 5.<br/><br/>Calm is needed.<br/>Now."),
        message(6, "Words of another channel", extra=forwarded),
        message(7),
        message(8, "Karsan adds to case 8."),
        before=5,
    )
    found = read(source("telegram"), body)
    assert [(one.url, one.text) for one in found.renderings] == [
        ("https://t.me/karsan/8", "Karsan adds to case 8."),
        ("https://t.me/karsan/5", "Karsan regrets case 5.\n\nCalm is needed.\nNow."),
    ]
    assert found.renderings[1].title == "Karsan regrets case 5."
    assert found.next_page is not None
    assert found.next_page.url == "https://t.me/s/karsan?before=5"
    assert (found.items, found.skipped) == (4, ())


NOTHING_OF_USE = [
    None,
    7,
    "x",
    [],
    [None],
    {},
    {"id": 5, "url": "javascript:alert(1)", "uri": "data:,x", "content": "a"},
]


@pytest.mark.parametrize("junk", NOTHING_OF_USE)
@pytest.mark.parametrize("kind", ["mastodon", "bluesky", "x"])
def test_an_entry_of_the_wrong_shape_costs_itself_alone(kind: str, junk: object):
    whole: dict[str, Callable[[list[object]], object]] = {
        "mastodon": lambda entries: entries,
        "bluesky": lambda entries: {"feed": entries, "cursor": {"not": "text"}},
        "x": lambda entries: {"data": entries, "meta": {"next_token": {"b": 1}}},
    }
    good = {"mastodon": status(2), "bluesky": skeet(2), "x": tweet(2)}[kind]
    found = read(source(kind), whole[kind]([junk, good]))
    assert len(found.renderings) in (1, 2)
    assert found.renderings[-1].text.startswith("Karsan")
    assert all(one.url.startswith("https://") for one in found.renderings)
    assert found.next_page is None


@pytest.mark.parametrize("body", [[], {}, {"data": None}, {"feed": {}}, {"data": 5}, 7, "x", None, [[[]]]])
@pytest.mark.parametrize("kind", ["mastodon", "bluesky", "x"])
def test_an_answer_of_the_wrong_shape_is_refused_or_empty(kind: str, body: object):
    try:
        found = read(source(kind), body)
    except TrackerError:
        return
    assert found.renderings == ()


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ({"title": "Too Many Requests", "detail": "Too Many Requests", "status": 429}, Verdict.BLOCKED),
        ({"errors": [{"detail": "Could not find user with id: [7].", "title": "Not Found Error"}]}, Verdict.NOT_A_PAGE),
        ({"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}, Verdict.BLOCKED),
        ({"data": [tweet(1)], "errors": [{"detail": "One of the posts is gone"}]}, Verdict.GOOD),
        ({"meta": {"result_count": 0}}, Verdict.GOOD),
    ],
)
def test_what_an_interface_says_in_place_of_data(answer: object, verdict: Verdict):
    found, reason = judge(source("x"), capture(source("x")), json.dumps(answer).encode())
    assert found is verdict
    assert bool(reason) is (verdict is not Verdict.GOOD)


def test_an_account_is_looked_up_and_its_statuses_are_walked_by_the_link_header(site: Any, gather: Any):
    older = f"{STATUSES}&max_id=2"
    link = f'<https://social.karsan.example{older}>; rel="next", <https://social.karsan.example/x>; rel="prev"'
    site.pages |= {
        LOOKUP: site.reply(b'{"id": "42"}', headers=JSON),
        STATUSES: site.reply(json.dumps([status(4), status(3)]).encode(), headers=(*JSON, ("Link", link))),
        older: site.reply(
            json.dumps([status(2), status(1)]).encode(),
            headers=(*JSON, ("Link", link.replace("max_id=2", "max_id=1"))),
        ),
        f"{STATUSES}&max_id=1": site.reply(b"[]", headers=JSON),
    }
    mine = source("mastodon", expect={"min_items": 2, "min_chars": 10})
    made = gather(mine)
    assert site.paths() == [LOOKUP, STATUSES, older, f"{STATUSES}&max_id=1"]
    assert (made.run.status, made.run.reason, made.run.new, made.run.listed) == (RunStatus.COMPLETE, "", 4, 4)
    assert sorted(one.id for one in made.again(mine)) == sorted(one.id for one in made.renderings)


@pytest.mark.parametrize(
    "elsewhere", ["https://other.example/api", "http://127.0.0.1/api", "https://social.karsan.example:99/"]
)
def test_a_link_header_that_leads_elsewhere_is_not_followed(site: Any, gather: Any, elsewhere: str):
    site.pages |= {
        LOOKUP: site.reply(b'{"id": "42"}', headers=JSON),
        STATUSES: site.reply(json.dumps([status(4)]).encode(), headers=(*JSON, ("Link", f'<{elsewhere}>; rel="next"'))),
    }
    made = gather(source("mastodon"))
    assert site.paths() == [LOOKUP, STATUSES]
    assert made.run.status is RunStatus.PARTIAL
    assert len(made.renderings) == 1


def test_a_cursor_that_never_ends_is_walked_ten_pages(site: Any, gather: Any):
    def answer(_: Any) -> Any:
        number = len(site.asked)
        body = {"feed": [skeet(number)], "cursor": str(number)}
        return site.reply(json.dumps(body).encode(), headers=JSON)

    site.pages = {FEED: answer} | {f"{FEED}&cursor={n}": answer for n in range(40)}
    made = gather(source("bluesky"))
    assert len(site.paths()) == 10
    assert made.run.status is RunStatus.COMPLETE


def test_a_cursor_that_stands_still_is_the_end(site: Any, gather: Any):
    body = json.dumps({"feed": [skeet(1)], "cursor": "same"}).encode()
    site.pages |= {FEED: site.reply(body, headers=JSON), f"{FEED}&cursor=same": site.reply(body, headers=JSON)}
    gather(source("bluesky"))
    assert site.paths() == [FEED, f"{FEED}&cursor=same"]


def test_a_broken_page_behind_a_cursor_is_no_end(site: Any, gather: Any):
    body = json.dumps({"feed": [skeet(1)], "cursor": "2"}).encode()
    site.pages |= {FEED: site.reply(body, headers=JSON), f"{FEED}&cursor=2": site.reply(b"oops", headers=JSON)}
    assert gather(source("bluesky")).run.status is RunStatus.PARTIAL


def test_a_preview_is_walked_by_its_before_link(site: Any, gather: Any):
    site.pages |= {
        "/s/karsan": site.reply(preview(message(3, "Karsan regrets case 3."), message(4, "And case 4."), before=3)),
        "/s/karsan?before=3": site.reply(preview(message(1, "Karsan regrets case 1."), message(2, "And case 2."))),
    }
    made = gather(source("telegram", expect={"min_chars": 5}))
    assert (made.run.status, made.run.new) == (RunStatus.COMPLETE, 4)


def test_a_channel_without_a_preview_is_no_success(site: Any, gather: Any):
    site.pages["/s/karsan"] = site.reply(status=302, headers=(("Location", "https://t.me/karsan"),))
    site.pages["/karsan"] = site.reply(b"<html><body><div class='tgme_page'>Contact @karsan</div></body></html>")
    assert gather(source("telegram")).run.status is RunStatus.FAILED


def test_a_source_may_name_its_own_paging():
    one = source("bluesky", paging=Paging(style="none"))
    assert read(one, {"feed": [skeet(1)], "cursor": "2"}).next_page is None


def test_real_statuses_and_accounts_have_the_shape_that_is_read(reference: Any):
    yaml = pytest.importorskip("yaml")
    folder = reference / "pages" / "social" / "mastodon"

    def answer(name: str, path: str, place: int) -> Any:
        tape = yaml.safe_load((folder / name).read_text("utf-8"))
        found = [one for one in tape["interactions"] if path in one["request"]["uri"]]
        return json.loads(found[place]["response"]["body"]["string"])

    account = answer("test_account_lookup.yaml", "/accounts/", -1)
    assert read(source("mastodon"), account).leads[0].startswith("https://social.karsan.example/api/v1/accounts/1")
    real = answer("test_status.yaml", "/api/v1/statuses", 0)
    local = source("mastodon", hosts=("social.karsan.example", "localhost"))
    one = parse(
        local, replace(capture(local), retrieved_at=datetime(2026, 10, 1, tzinfo=UTC)), json.dumps([real]).encode()
    ).renderings[0]
    assert (one.text, one.title, one.published) == ("Toot!", "Toot!", When("2026-08-01T13:53+00:00", "UTC"))
