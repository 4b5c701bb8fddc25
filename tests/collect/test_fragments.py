"""Pieces of HTML, bare and inside of JSON, and what is refused in their place."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage
from tracker.model import Capture, RunStatus, Verdict, When
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
PATH = "/ajax/list?page=1"
HTML = (("Content-Type", "text/html"),)
JSON = (("Content-Type", "application/json"),)
ROW = "<tr><td><a href='/item?id={n}'>Statement {n}</a></td><td><i>2026-02-{n:02}</i></td></tr>"
ROWS = "<tr><td><a href='/item?id=2'><img src=x></a></td></tr>" + "".join(ROW.format(n=n) for n in (2, 1))
BODY = "<h2>Statement {n}</h2><div class=text><p>Karsan follows case {n} closely and hopes for calm.</p></div>"


def source(**more: Any) -> Source:
    given = {
        "id": "karsan",
        "issuer": "karsan-mfa",
        "name": "Ministry of Karsan",
        "kind": "html-fragment",
        "category": "ministry",
        "languages": "en",
        "zone": "UTC",
        "urls": f"https://mfa.karsan.example{PATH}",
        "list": {"item": "tr", "date": "i"},
        "detail": {"body": "div.text", "title": "h2"},
    }
    return Source(**(given | more))


def wrapped(**more: Any) -> Source:
    return source(list={"item": "tr", "date": "i", "wrapped": "0.data"}, detail=_wrapped_detail(), **more)


def _wrapped_detail() -> dict[str, str]:
    return {"body": "div.text", "title": "h2", "wrapped": "result.html"}


def capture(role: str = "list", headers: tuple[tuple[str, str], ...] = HTML) -> Capture:
    url = "https://mfa.karsan.example" + (PATH if role == "list" else "/item?id=2")
    return Capture(id="c", source="karsan", url=url, retrieved_at=NOW, sha256="", role=role, headers=headers)


def as_json(markup: object) -> bytes:
    return json.dumps([{"command": "insert", "data": markup}]).encode()


@pytest.mark.parametrize(("one", "body"), [(source(), ROWS.encode()), (wrapped(), as_json(ROWS))])
def test_a_fragment_is_a_list(one: Source, body: bytes):
    assert judge(one, capture(), body) == (Verdict.GOOD, "")
    found = parse(one, capture(), body)
    assert [(link.title, link.published) for link in found.links] == [
        ("Statement 2", When("2026-02-02", "UTC")),
        ("Statement 1", When("2026-02-01", "UTC")),
    ]
    assert (found.items, found.skipped) == (3, ())


@pytest.mark.parametrize(
    ("one", "body"),
    [(source(), BODY.format(n=2).encode()), (wrapped(), json.dumps({"result": {"html": BODY.format(n=2)}}).encode())],
)
def test_the_page_of_an_item_may_be_one_too(one: Source, body: bytes):
    assert judge(one, capture("item"), body) == (Verdict.GOOD, "")
    (text,) = parse(one, capture("item"), body).renderings
    assert (text.title, text.text) == ("Statement 2", "Karsan follows case 2 closely and hopes for calm.")


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b"<html><head><title>Access Denied</title></head><body><tr></tr></body></html>", Verdict.BLOCKED),
        (b"<div>Please verify you are human</div>", Verdict.BLOCKED),
        (b"<div>The page was not found</div>", Verdict.DECOY),
        (b"<div>No results</div>", Verdict.EMPTY),
        (b"   \n", Verdict.EMPTY),
        (b"Service unavailable", Verdict.DECOY),
        (b'{"error": "no"}', Verdict.NOT_A_PAGE),
        (b"%PDF-1.7", Verdict.NOT_A_PAGE),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(body: bytes, verdict: Verdict):
    found, reason = judge(source(), capture(), body)
    assert found is verdict
    assert reason


@pytest.mark.parametrize("value", [None, 5, True, [], {}, ["<tr>"]])
def test_a_wrapping_of_another_shape_is_refused(value: object):
    assert judge(wrapped(), capture(headers=JSON), as_json(value))[0] is Verdict.NOT_A_PAGE
    with pytest.raises(BadPage, match="wrapped"):
        parse(wrapped(), capture(headers=JSON), as_json(value))


@pytest.mark.parametrize("body", [ROWS.encode(), b"[]", b"5", b"<html></html>", b"[" * 100_000])
def test_markup_that_is_not_wrapped_as_promised_is_refused(body: bytes):
    assert judge(wrapped(), capture(), body)[0] in (Verdict.NOT_A_PAGE, Verdict.EMPTY)
    with pytest.raises(BadPage):
        parse(wrapped(), capture(), body)


def test_half_a_character_in_wrapped_markup_is_left_out():
    body = as_json(ROW.format(n=1)).replace(b"Statement 1", b"State\\ud800ment 1")
    assert judge(wrapped(), capture(), body) == (Verdict.GOOD, "")
    assert [link.title for link in parse(wrapped(), capture(), body).links] == ["Statement 1"]


def test_fragments_are_counted_on_and_read_again(site: Any, gather: Any):
    mine = wrapped(paging={"style": "query", "first": 1})
    for number, rows in ((1, (4, 3)), (2, (2, 1))):
        markup = "".join(ROW.format(n=n) for n in rows)
        site.pages[f"/ajax/list?page={number}"] = site.reply(as_json(markup), headers=JSON)
    for number in (3, 4):
        site.pages[f"/ajax/list?page={number}"] = site.reply(as_json("<tr></tr>"), headers=JSON)
    for n in range(1, 5):
        item = json.dumps({"result": {"html": BODY.format(n=n)}}).encode()
        site.pages[f"/item?id={n}"] = site.reply(item, headers=JSON)
    made = gather(mine)
    assert sorted(one.title for one in made.renderings) == [f"Statement {n}" for n in range(1, 5)]
    assert made.run.status is RunStatus.COMPLETE
    assert sorted(one.id for one in made.again(mine)) == sorted(one.id for one in made.renderings)


def test_a_list_that_is_an_array_needs_no_titles(site: Any, gather: Any):
    mine = source(kind="json-list", list={"item": "", "link": {"at": "id", "format": "/item?id={value}"}})
    site.pages[PATH] = site.reply(b'[{"id": 2}, {"id": 1}, null]', headers=JSON)
    for n in (1, 2):
        site.pages[f"/item?id={n}"] = site.reply(BODY.format(n=n).encode())
    made = gather(mine)
    assert sorted(one.title for one in made.renderings) == ["Statement 1", "Statement 2"]
    assert made.run.listed == 3
