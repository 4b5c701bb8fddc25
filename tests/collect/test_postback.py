"""Pages turned by sending a form back, and forms on the wire."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tracker.collect.reading.parsed import Ask
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, RunStatus
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
PATH = "/list.aspx?8ad1-guid"
URL = f"https://mfa.karsan.example{PATH}"
NEXT = "&__EVENTTARGET=sb%24grd&__EVENTARGUMENT=Page%24"


def source(**more: Any) -> Source:
    given = {
        "id": "karsan",
        "issuer": "karsan-mfa",
        "name": "Ministry of Karsan",
        "kind": "html-list",
        "category": "ministry",
        "languages": "en",
        "zone": "UTC",
        "urls": URL,
        "list": {"item": "li"},
        "detail": {"body": "div.text"},
        "expect": {"fill": {"date": 0}},
        "paging": {"style": "postback", "link": "td:has(> span) + td > a@href"},
    }
    return Source(**(given | more))


def page(number: int, *, pages: int = 3, href: str = "", action: str = "./list.aspx?8ad1-guid") -> bytes:
    cells = "".join(
        f"<td><span>{n}</span></td>"
        if n == number
        else f'<td><a href="{href or f"javascript:__doPostBack(&#39;sb$grd&#39;,&#39;Page${n}&#39;)"}">{n}</a></td>'
        for n in range(1, pages + 1)
    )
    return f"""<!DOCTYPE html><html><body><form method="post" action="/search"><input type=hidden name=q></form>
    <form method="post" action="{action}" id="form1"><input type="hidden" name="__VIEWSTATE" value="state+{number}/=" />
    <input type="hidden" name="__EVENTTARGET" value="" /><input type="text" name="search" value="typed">
    <ul><li><a href="/news/{number}">Statement {number}</a></li></ul><table><tr>{cells}</tr></table></form>
    </body></html>""".encode()


def following(body: bytes, **more: Any) -> Ask | None:
    capture = Capture(id="c", source="karsan", url=URL, retrieved_at=NOW, sha256="", role="list")
    return parse(source(**more), capture, body).next_page


def test_the_form_of_the_page_is_sent_with_the_event():
    found = following(page(1))
    assert found == Ask(
        url=URL,
        form=(("__EVENTTARGET", "sb$grd"), ("__EVENTARGUMENT", "Page$2"), ("__VIEWSTATE", "state+1/=")),
        address=URL + NEXT + "2",
    )


def test_the_last_page_has_no_next():
    assert following(page(3)) is None


@pytest.mark.parametrize(
    ("href", "argument"),
    [
        (
            "javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(&quot;a&quot;, &quot;b&quot;, true))",
            "b",
        ),
        ("javascript:__doPostBack('a','')", ""),
        ("javascript:alert('x')", None),
        ("/list.aspx?page=2", None),
    ],
)
def test_forms_of_an_event(href: str, argument: str | None):
    found = following(page(1, href=href))
    assert (dict(found.form)["__EVENTARGUMENT"] if found else None) == argument


@pytest.mark.parametrize("action", ["javascript:void(0)", "data:text/html,x", "http://[bad"])
def test_a_form_that_leads_to_no_web_address_is_not_sent(action: str):
    assert following(page(1, action=action)) is None


def fill(site: Any) -> None:
    def answer(asked: Any) -> Any:
        sent = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        number = int(sent.get("__EVENTARGUMENT", "Page$1").rpartition("$")[2])
        if number > 1:
            assert sent["__VIEWSTATE"] == f"state+{number - 1}/="
            assert "search" not in sent
        return site.reply(page(number))

    site.pages[PATH] = answer
    for n in (1, 2, 3):
        text = f"<h1>Case {n}</h1><div class=text>Karsan follows case {n} closely and hopes for calm everywhere.</div>"
        site.pages[f"/news/{n}"] = site.reply(f"<!DOCTYPE html><html><body>{text}</body></html>".encode())


def test_a_list_is_turned_by_its_form_and_read_again_from_the_archive(site: Any, gather: Any):
    fill(site)
    made = gather(source())
    lists = [one for one in site.asked if one.path == PATH]
    assert [one.method for one in lists] == ["GET", "POST", "POST"]
    assert lists[1].headers["content-type"] == "application/x-www-form-urlencoded"
    assert [one.url for one in made.captures if one.role == "list"] == [URL, URL + NEXT + "2", URL + NEXT + "3"]
    assert (made.run.status, made.run.listed, made.run.new) == (RunStatus.COMPLETE, 3, 3)
    assert sorted(one.id for one in made.again(source())) == sorted(one.id for one in made.renderings)


def test_a_form_is_never_conditional_never_sent_twice_and_redirects_become_plain_requests(site: Any, gather: Any):
    fill(site)
    first = site.pages[PATH]
    tagged = (("Content-Type", "text/html"), ("ETag", '"one"'))

    def answer(asked: Any) -> Any:
        if asked.method == "GET":
            return site.reply(page(1), headers=tagged)
        return site.reply(status=307, headers=(("Location", "/second"),))

    site.pages |= {PATH: answer, "/second": first}
    made = gather(source())
    assert [(one.method, one.path) for one in site.asked if "news" not in one.path][1:4] == [
        ("GET", PATH),
        ("POST", PATH),
        ("GET", "/second"),
    ]
    assert all("if-none-match" not in one.headers for one in site.asked if one.method == "POST")
    assert made.captures[1].url == URL + NEXT + "2"
    assert made.captures[1].final_url == "https://mfa.karsan.example/second"


@pytest.mark.parametrize("fault", ["busy", "lost"])
def test_a_form_that_was_sent_is_not_sent_again_by_the_fetcher(site: Any, gather: Any, fault: str):
    fill(site)
    whole = site.pages[PATH]

    def answer(asked: Any) -> Any:
        if asked.method == "GET":
            return whole(asked)
        return (
            site.reply(b"busy", status=503)
            if fault == "busy"
            else site.reply(headers=(("Content-Length", "100"),), write=_break_off)
        )

    site.pages[PATH] = answer
    made = gather(source())
    # asked for again as a page that was empty, which is a decision of the visit and not a retry
    assert sum(one.method == "POST" for one in site.asked) == (2 if fault == "busy" else 1)
    assert made.run.status is RunStatus.PARTIAL
    assert len(made.renderings) == 1


def _break_off(wire: Any) -> None:
    wire.write(b"<html>")
    wire.close()
