"""What a capture is, before anything of it is believed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings, strategies as st

from tracker.collect.checking.verdicts import judge, promised
from tracker.model import Capture, Verdict
from tracker.sources import Source

TEXT = "We condemn the attack on the port of Aland and mourn those who died."
ITEM = f"<html><head><title>On the port</title></head><body><div class=text><p>{TEXT}</p></div></body></html>"


def source(kind: str = "html-list", **changes: object) -> Source:
    base = {
        "id": "aland_mfa",
        "issuer": "xaa-mfa",
        "name": "Foreign Ministry of Aland",
        "kind": kind,
        "category": "ministry",
        "languages": "en",
        "zone": "Europe/Helsinki",
        "urls": "https://mfa.aland.example/news/",
        "list": {"item": "li.item"},
        "detail": {"body": "div.text"},
    }
    return Source(**(base | changes))  # type: ignore[arg-type]


def verdict(body: bytes | str, role: str = "item", status: int = 200, of: Source | None = None) -> tuple[Verdict, str]:
    capture = Capture(
        id="c",
        source="aland_mfa",
        url="https://mfa.aland.example/1",
        retrieved_at=datetime(2026, 3, 1, tzinfo=UTC),
        sha256="",
        role=role,
        status=status,
    )
    return judge(of or source(), capture, body.encode() if isinstance(body, str) else body)


def test_a_real_page_is_good_and_needs_no_reason():
    assert verdict(ITEM) == (Verdict.GOOD, "")
    assert verdict("<ul><li class=item>x</li></ul>", "list") == (Verdict.GOOD, "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, Verdict.BLOCKED), (403, Verdict.BLOCKED), (429, Verdict.BLOCKED), (404, Verdict.NOT_A_PAGE),
     (500, Verdict.NOT_A_PAGE), (304, Verdict.NOT_A_PAGE), (204, Verdict.EMPTY)],
)  # fmt: skip
def test_the_status_speaks_first(status: int, expected: Verdict):
    found, reason = verdict(b"" if status == 204 else ITEM, status=status)
    assert found is expected
    assert reason


@pytest.mark.parametrize(
    ("body", "expected", "reason"),
    [
        (b"", Verdict.EMPTY, "0 bytes"),
        (b" \n\t ", Verdict.EMPTY, "without content"),
        (b"%PDF-1.7 ...", Verdict.NOT_A_PAGE, "a PDF, where HTML is promised"),
        (b"PK\x03\x04....", Verdict.NOT_A_PAGE, "office file"),
        (b"\x89PNG\r\n\x1a\n", Verdict.NOT_A_PAGE, "PNG"),
        (b'{"error": "none"}', Verdict.NOT_A_PAGE, "HTML is promised, found"),
        ("<title>Just a moment...</title><body><div id=cf></div></body>", Verdict.BLOCKED, "Just a moment"),
        ("<title>Client Challenge</title><body><p>script</p></body>", Verdict.BLOCKED, "Client Challenge"),
        ("<title>403 Forbidden</title><body><h1>Forbidden</h1></body>", Verdict.BLOCKED, "Forbidden"),
        ("<body><p>The requested URL was rejected. Your ID is 1.</p></body>", Verdict.BLOCKED, "rejected"),
        ("<title>Technical Difficulties</title><div class=text>We are sorry, very sorry indeed, dear reader.</div>",
         Verdict.DECOY, "Technical Difficulties"),
        ("<title>Aland</title><body><h1>Page not found</h1></body>", Verdict.DECOY, "Page not found"),
        ("<body><form>Please sign in to continue</form><p>x</p></body>", Verdict.DECOY, "sign in to continue"),
        ("<body><div class=txt><p>renamed</p></div></body>", Verdict.NOT_A_PAGE, "nothing matches detail.body"),
        ("<body><div class=text><p>Hm.</p></div></body>", Verdict.EMPTY, "3 characters, expect.min_chars is 40"),
        ("<body><div class=text>Checking your browser</div></body>", Verdict.BLOCKED, "Checking your browser"),
        ("<div>" * 5000, Verdict.NOT_A_PAGE, "no honest page"),
    ],
)  # fmt: skip
def test_what_is_not_the_page(body: bytes | str, expected: Verdict, reason: str):
    found, said = verdict(body)
    assert found is expected, said
    assert reason in said


def test_a_list_without_entries_is_empty_unless_it_says_why():
    assert verdict("<body><ul></ul></body>", "list")[0] is Verdict.EMPTY
    assert verdict("<body><p>Too many requests</p></body>", "list")[0] is Verdict.BLOCKED


@pytest.mark.parametrize(
    "words",
    [
        "On captchas and human dignity", "Forbidden weapons: statement of the ministry",
        "Technical difficulties at the border were overcome, says the spokesperson of the foreign ministry today",
        "Access denied to inspectors",
    ],
)  # fmt: skip
def test_ministries_may_write_about_captchas_and_difficulties(words: str):
    page = ITEM.replace(TEXT, f"{words}. {TEXT} Page not found is what visitors saw; access denied.")
    assert verdict(page)[0] is Verdict.GOOD
    assert verdict(ITEM.replace("<title>On the port", f"<title>{words}"))[0] is Verdict.GOOD


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("rss", "<?xml version='1.0'?><!-- x --><rss version='2.0'/>", "<html><body><p>Hello</p></body></html>"),
        ("rss", "\ufeff<feed xmlns='http://www.w3.org/2005/Atom'/>", '{"a": 1}'),
        ("wordpress", "[]", "<html><body><p>Hello</p></body></html>"),
    ],
)  # fmt: skip
def test_feeds_and_json_must_look_like_it(kind: str, good: str, bad: str):
    of = source(kind)
    assert verdict(good, "list", of=of) == (Verdict.GOOD, "")
    assert verdict(bad, "list", of=of)[0] is Verdict.NOT_A_PAGE
    assert verdict("<title>Just a moment...</title>", "list", of=of)[0] is Verdict.BLOCKED


@pytest.mark.parametrize("kind", ["rss", "sitemap"])
def test_a_thousand_comments_before_a_root_are_each_looked_at_once(kind: str):
    """Taken apart in every possible way, sixty of them would keep all sources waiting for ever."""
    comments = "<!-- aland -->\n" * 1000
    root = "<rss version='2.0'/>" if kind == "rss" else "<urlset/>"
    assert verdict(f"<?xml version='1.0'?>{comments}{root}", "list", of=source(kind)) == (Verdict.GOOD, "")
    assert verdict(f"{comments}<aland/>", "list", of=source(kind))[0] is Verdict.NOT_A_PAGE


def test_what_is_promised_depends_on_role_and_kind():
    capture = Capture(
        id="c", source="s", url="u", retrieved_at=datetime(2026, 3, 1, tzinfo=UTC), sha256="", role="list"
    )
    assert promised(source("rss"), capture) == "a feed"
    assert promised(source("wordpress"), capture) == "JSON"
    assert promised(source(), capture) == "HTML"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["list", "item"]), st.sampled_from(["html-list", "rss", "wordpress"]))
def test_no_bytes_make_the_judge_fall_over(body: bytes, role: str, kind: str):
    found, reason = verdict(body, role, of=source(kind))
    assert (found is Verdict.GOOD) == (reason == "")
