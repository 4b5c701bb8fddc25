"""The pages of the site, at their own addresses."""

from __future__ import annotations

import asyncio
import re

import pytest
from asked import ask, asking
from bs4 import BeautifulSoup
from starlette.types import ASGIApp

from tracker.report.links import page
from tracker.report.server.held import Held
from tracker.report.site.drafts import drafts

#: What only a server shows: entries of the navigation, and what stands between marks.
ALONE = re.compile(r'<a href="(?:\.\./)*(?:search|compare|check)"[^\n]*\n|<!--served-->.*?<!--/served-->\n', re.DOTALL)


def test_every_page_is_that_of_the_site_but_for_what_only_a_server_answers(app: ASGIApp, held: Held):
    health = {one.source: one for one in held.opened.healths}

    async def check() -> int:
        pages = list(drafts(held.collection, health, held.opened.now))
        for draft in pages:
            answer = await asking(app, "/" + draft.path)
            body = ALONE.sub("", answer.text).replace("form-action 'self'", "form-action 'none'")
            assert (answer.status, body) == (200, draft.compose().decode()), draft.path
        return len(pages)

    assert asyncio.run(check()) > 300


def test_the_front_page_lies_at_the_root_and_leads_to_search_compare_and_check(app: ASGIApp):
    answer = ask(app, "/")
    links = [one["href"] for one in BeautifulSoup(answer.text, "html.parser").select("nav a")]
    assert links[-3:] == ["search", "compare", "check"]
    assert ask(app, "/index").headers["location"] == "./index.html"
    deep = ask(app, "/" + next(iter(_statements(app))))
    assert [one["href"] for one in BeautifulSoup(deep.text, "html.parser").select(".top nav a")][-1] == "../check"


def _statements(app: ASGIApp) -> list[str]:
    found = BeautifulSoup(ask(app, "/search").text, "html.parser").select("h2 a")
    return [one["href"] for one in found]


def test_an_old_id_leads_to_the_living_page(app: ASGIApp, held: Held):
    one = next(s for s in held.collection.statements.values() if len(s.renderings) > 1)
    answer = ask(app, f"/statements/{one.renderings[1]}.html")
    assert (answer.status, answer.headers["location"]) == (301, "../" + page("statements", one.id))
    assert ask(app, f"/go?id={one.renderings[1]}").headers["location"] == "./" + page("statements", one.id)


def test_an_official_address_leads_to_its_page(app: ASGIApp, held: Held):
    one = next(s for s in held.collection.statements.values() if (m := held.collection.main(s)) and m.url)
    main = held.collection.main(one)
    assert main is not None
    answer = ask(app, f"/go?url={main.url}")
    assert (answer.status, answer.headers["location"]) == (302, "./" + page("statements", one.id))


@pytest.mark.parametrize(
    "address",
    ["/nope", "/statements/", "/statements/none.html", "/go?id=none", "/go?url=https://no.example/", "/../tracker.db",
     "/statements/..%2F..%2Ftracker.db", "/templates/base.html"],
)  # fmt: skip
def test_what_is_not_there_is_told_in_words(app: ASGIApp, address: str):
    answer = ask(app, address)
    assert answer.status == 404
    assert "Not found" in answer.text


def test_a_page_that_a_reader_has_is_not_sent_again(app: ASGIApp):
    first = ask(app, "/issuers.html")
    again = ask(app, "/issuers.html", headers=[(b"if-none-match", first.headers["etag"].encode())])
    assert (again.status, again.body) == (304, b"")
    head = ask(app, "/issuers.html", method="HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_composed_pages_are_kept_within_bounds(held: Held, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.report.server.held.ROOM", 5_000)
    for number in range(20):
        held.composed(f"test {number}", lambda: b"x" * 1_000)
    assert held.kept("test 19") is not None
    assert held.kept("test 0") is None


def test_questions_count_in_the_bounds_too(held: Held, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.report.server.held.ROOM", 100_000)
    for number in range(20):
        held.composed("q" * 8_000 + str(number), lambda: b"")
    assert held.kept("q" * 8_000 + "0") is None
    assert held.kept("q" * 8_000 + "19") is not None
