"""The table of answers for robots.txt."""

import pytest

from tracker.collect.asking.robots import LIMIT, Stance, decide, robots_url, unreachable
from tracker.errors import FetchFailed

URL = "https://www.mfa.example/press/1"
FORBID = b"User-agent: *\nDisallow: /press/\n"
PAGE = b"<!DOCTYPE html><html><body>User-agent: *\nDisallow: /</body></html>"


@pytest.mark.parametrize(
    ("status", "body", "stance", "allowed"),
    [
        (200, b"", Stance.RULES, True),
        (200, FORBID, Stance.RULES, False),
        (200, b"\xef\xbb\xbf" + FORBID, Stance.RULES, False),
        (200, b"User-agent: *\nDisallow: /other/\n", Stance.RULES, True),
        (200, b"User-agent: statement-tracker\nDisallow: /\n\nUser-agent: *\nAllow: /\n", Stance.RULES, False),
        (200, b"User-agent: other\nDisallow: /\n", Stance.RULES, True),
        (200, PAGE, Stance.ALLOWED, True),
        (200, b"\n  <HTML>503</HTML>", Stance.ALLOWED, True),
        (404, FORBID, Stance.ALLOWED, True),
        (410, b"", Stance.ALLOWED, True),
        (400, b"", Stance.ALLOWED, True),
        (401, b"", Stance.STOP, False),
        (403, b"", Stance.STOP, False),
        (429, b"", Stance.STOP, False),
        (500, b"", Stance.NOT_NOW, False),
        (503, PAGE, Stance.NOT_NOW, False),
        (302, b"", Stance.NOT_NOW, False),
    ],
)
def test_status_and_body_decide(status: int | None, body: bytes, stance: Stance, allowed: bool):
    decision = decide(status, body)
    assert decision.stance is stance
    assert decision.allows(URL) is allowed
    assert decision.reason


def test_no_answer_means_nothing_may_be_asked_now():
    decision = unreachable(FetchFailed("www.mfa.example: timed out"))
    assert decision.stance is Stance.NOT_NOW
    assert not decision.allows(URL)
    assert "timed out" in decision.reason


def test_only_the_first_500_kib_count_and_no_rule_is_cut_in_half():
    filler = b"# filler\n" * (LIMIT // 9)
    assert decide(200, b"User-agent: *\n" + filler + b"\nDisallow: /press/\n").allows(URL)
    assert not decide(200, FORBID + filler + b"Allow: /press/1\n").allows(URL)
    cut = b"User-agent: *\nDisallow: /"
    padding = b"#" * (LIMIT - len(cut) - 1) + b"\n"
    assert decide(200, padding + cut + b"archive/").allows(URL), "a rule cut at the limit must not become a wider one"


@pytest.mark.parametrize(("said", "obeyed"), [("7", 7.0), ("3600", 60.0), ("-4", 0.0), ("soon", 0.0)])
def test_crawl_delay_is_obeyed_up_to_a_minute(said: str, obeyed: float):
    assert decide(200, f"User-agent: *\nCrawl-delay: {said}\n".encode()).delay == obeyed


def test_robots_lie_at_the_root_of_their_origin():
    assert robots_url("https://www.mfa.example:8443/a/b?c=d") == "https://www.mfa.example:8443/robots.txt"
