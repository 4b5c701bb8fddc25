"""Keys of paid interfaces: who is sent them, and that nobody can read them afterwards."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from tracker.model import RunStatus
from tracker.sources import Source

KEY = "AAAAkarsan-secret-0123456789"
TWEETS = "/2/users/7/tweets?max_results=100"
JSON = (("Content-Type", "application/json"),)


def source(**more: Any) -> Source:
    given = {
        "id": "karsan_x",
        "issuer": "karsan-mfa",
        "name": "Ministry of Karsan",
        "kind": "x",
        "category": "ministry",
        "languages": "en",
        "zone": "UTC",
        "urls": f"https://api.x.com{TWEETS}",
        "token": "KARSAN_KEY",
    }
    return Source(**(given | more))


def tweets(*numbers: int, following: str = "") -> bytes:
    rows = [{"id": str(n), "text": f"Case {n}", "created_at": "2026-02-05T10:30:00.000Z"} for n in numbers]
    return json.dumps({"data": rows, "meta": {"result_count": len(rows), "next_token": following}}).encode()


def kept(root: Path) -> bytes:
    return b"".join(file.read_bytes() for file in root.rglob("*") if file.is_file())


def headers(site: Any) -> dict[str, str]:
    return {asked.host + asked.path: asked.headers.get("authorization", "") for asked in site.asked}


def test_the_key_goes_to_the_interface_alone_and_is_kept_nowhere(site: Any, gather: Any, caplog: Any):
    caplog.set_level(logging.DEBUG)
    plain = source(
        id="other", kind="json-list", token=None, urls="https://other.example/list", list={"item": "", "link": "u"},
        detail={"body": "p"}, expect={"min_items": 0},
    )  # fmt: skip
    site.pages |= {
        TWEETS: site.reply(tweets(2, 1, following="n2"), headers=JSON),
        f"{TWEETS}&pagination_token=n2": site.reply(tweets(0), headers=JSON),
        "/list": site.reply(b"[]", headers=JSON),
    }
    made = gather(source(), plain, tokens={"KARSAN_KEY": f" {KEY}\n"})
    sent = headers(site)
    assert sent[f"api.x.com{TWEETS}"] == sent[f"api.x.com{TWEETS}&pagination_token=n2"] == f"Bearer {KEY}"
    assert sent["api.x.com/robots.txt"] == sent["other.example/list"] == ""
    assert [run.status for run in made.runs if run.source == "karsan_x"] == [RunStatus.COMPLETE]
    assert KEY.encode() not in kept(made.root)
    assert KEY not in caplog.text
    assert KEY not in repr(made)


@pytest.mark.parametrize("tokens", [{}, {"KARSAN_KEY": ""}, {"KARSAN_KEY": " \n"}, {"OTHER": KEY}])
def test_without_a_key_nothing_is_asked(site: Any, gather: Any, tokens: dict[str, str]):
    made = gather(source(), tokens=tokens)
    assert (made.run.status, made.run.reason) == (RunStatus.BLOCKED, "no key in the environment variable KARSAN_KEY")
    assert site.asked == []


@pytest.mark.parametrize("key", [f"{KEY}\r\nX-Other: 1", f"{KEY} and more", "schlüssel-0123456789", "short"])
def test_a_key_that_is_none_is_not_sent_and_not_shown(site: Any, gather: Any, key: str):
    made = gather(source(), tokens={"KARSAN_KEY": key})
    assert made.run.status is RunStatus.BLOCKED
    assert "KARSAN_KEY is not one line" in made.run.reason
    assert key not in made.run.reason
    assert site.asked == []


@pytest.mark.parametrize(
    ("location", "sent"),
    [("https://x.com/there", ""), ("/there", f"Bearer {KEY}"), ("https://api.x.com/there", f"Bearer {KEY}")],
)
def test_a_redirect_takes_the_key_to_its_own_host_alone(site: Any, gather: Any, location: str, sent: str):
    site.pages[TWEETS] = site.reply(status=302, headers=(("Location", location),))
    site.pages["/there"] = site.reply(tweets(1), headers=JSON)
    gather(source(hosts=("api.x.com", "x.com")), tokens={"KARSAN_KEY": KEY})
    assert [value for address, value in headers(site).items() if address.endswith("/there")] == [sent]


def test_a_key_does_not_come_back_from_another_host(site: Any, gather: Any):
    site.pages[TWEETS] = site.reply(status=302, headers=(("Location", "https://x.com/away"),))
    site.pages["/away"] = site.reply(status=302, headers=(("Location", "https://api.x.com/back"),))
    site.pages["/back"] = site.reply(tweets(1), headers=JSON)
    gather(source(hosts=("api.x.com", "x.com")), tokens={"KARSAN_KEY": KEY})
    assert headers(site)["api.x.com/back"] == ""


@pytest.mark.parametrize("where", ["body", "header", "location"])
def test_an_answer_that_repeats_the_key_is_not_kept(site: Any, gather: Any, where: str):
    replies = {
        "body": site.reply(json.dumps({"data": [], "sent": KEY}).encode(), headers=JSON),
        "header": site.reply(tweets(1), headers=(*JSON, ("X-Sent", f"Bearer {KEY}"))),
        "location": site.reply(status=302, headers=(("Location", f"https://elsewhere.example/?k={KEY}"),)),
    }
    site.pages[TWEETS] = replies[where]
    made = gather(source(), tokens={"KARSAN_KEY": KEY})
    assert made.run.status is RunStatus.FAILED
    assert "repeats the key" in made.run.reason
    assert KEY not in made.run.reason
    assert KEY.encode() not in kept(made.root)


@pytest.mark.parametrize(
    ("status", "reason"), [(429, "status 429"), (401, "status 401"), (402, "status 402"), (403, "status 403")]
)
def test_a_refusal_is_named(site: Any, gather: Any, status: int, reason: str):
    body = json.dumps({"title": "Too Many Requests", "status": status}).encode()
    site.pages[TWEETS] = site.reply(body, status=status, headers=(*JSON, ("x-rate-limit-reset", "1772345678")))
    made = gather(source(), tokens={"KARSAN_KEY": KEY})
    assert made.run.status is RunStatus.BLOCKED
    assert reason in made.run.reason
