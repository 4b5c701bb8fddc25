"""Search: words in any script, filters, counts, permalinks."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from asked import ask
from bs4 import BeautifulSoup
from starlette.types import ASGIApp

from tracker.report.server import pages, searching
from tracker.report.server.asked_words import phrases
from tracker.report.server.filters import Filters, read
from tracker.report.server.held import Held
from tracker.report.server.results import label
from tracker.report.server.searching import search


def soup(app: ASGIApp, address: str) -> BeautifulSoup:
    answer = ask(app, address)
    assert answer.status == 200
    return BeautifulSoup(answer.text, "html.parser")


def found(held: Held, **asked: str) -> set[str]:
    return set(search(held, read(asked.items(), held.collection), size=1_000).ids)


@pytest.mark.parametrize(
    ("words", "wider"), [("strongly condem", "strongly* condem*"), ('"strongly condem"', '"strongly condem*"')]
)
def test_where_nothing_holds_the_words_other_endings_are_offered(app: ASGIApp, held: Held, words: str, wider: str):
    page = soup(app, f"/search?q={quote(words)}")
    assert not page.select(".hit-line")
    assert page.find("a", href=f"search?q={quote(wider)}") is not None
    assert found(held, q=wider)


@pytest.mark.parametrize("words", ["condemn", "谴责", "condamne", "إدانة"])
def test_words_of_any_script_are_found_and_marked(app: ASGIApp, held: Held, words: str):
    page = soup(app, f"/search?q={quote(words)}")
    marked = [one.text.casefold() for one in page.select("mark.hit")]
    assert len(page.select(".hit-line")) == min(20, len(found(held, q=words)))
    assert any(words[:4].casefold() in one for one in marked)


def test_every_hit_says_whose_words_it_shows(app: ASGIApp, held: Held):
    page = soup(app, "/search?q=condemn")
    lines = page.select(".hit-line")
    assert lines
    assert all(line.select_one(".ev") for line in lines)
    for line in lines:
        statement = held.by_page[line.select_one("h2 a")["href"]]
        level = line.select_one(".ev")["class"][1].removeprefix("ev-")
        texts = [held.collection.renderings[one] for one in held.collection.statements[statement].renderings]
        assert level in {one.evidence.value for one in texts}


def test_a_phrase_stands_together(held: Held):
    together = found(held, q='"strongly condemns"')
    assert together
    assert together <= found(held, q="strongly condemns")
    for one in together:
        texts = (held.collection.renderings[key].text for key in held.collection.statements[one].renderings)
        assert any("strongly condemns" in " ".join(text.casefold().split()) for text in texts)
    assert phrases("a “b c” 谴责") == ("a", "谴责", "b c")


def test_a_star_stands_for_any_ending(app: ASGIApp, held: Held):
    assert phrases('condem* "strongly condem**" 谴＊') == ("condem*", "谴*", "strongly condem*")
    begun = found(held, q="condem*")
    assert begun > found(held, q="condemns")
    forms, more = held.forms("condem")
    assert dict(forms)["condemns"] == len(found(held, q="condemns"))
    assert len(forms) == 8 or not more
    assert begun == set().union(*(found(held, q=word) for word, _ in forms)) or more
    assert found(held, q='"strongly condem*"') >= found(held, q='"strongly condemns"') > set()
    assert found(held, q="谴*") == found(held, q="谴责")
    page = soup(app, "/search?q=condem*")
    assert {mark.text.casefold()[:6] for mark in page.select("mark.hit")} == {"condem"}
    assert page.find("a", href="search?q=condemns") is not None
    assert ask(app, "/search.json?q=condem*").json()["forms"]["condem*"] == dict(forms)
    assert "none does in this collection" in soup(app, "/search?q=zzzzqq*").text


def test_filters_narrow_and_their_counts_tell_how_much(held: Held):
    everything = search(held, Filters(), size=10)
    assert everything.total == len(held.collection.statements)
    for name in ("issuer", "incident", "source", "language", "move", "evidence"):
        value, number = max(everything.counts[name].items(), key=lambda item: (item[1], item[0]))
        assert len(found(held, **{name: value})) == number
    reported = found(held, evidence="reported")
    assert reported
    assert all(not held.collection.statements[one].evidence.own_words for one in reported)


def test_strength_is_never_read_from_a_reporters_words(held: Held):
    strong = found(held, strength="note")
    assert strong
    assert all(held.collection.statements[one].evidence.own_words for one in strong)
    assert found(held, strength="condemn") < strong


def test_days_are_filters_that_hold_whole_months(held: Held):
    dated = {key: s.date for key, s in held.collection.statements.items() if s.date}
    month = sorted(date.iso[:7] for date in dated.values())[len(dated) // 2]
    both = found(held, since=month, until=month)
    assert {key for key, date in dated.items() if date.iso[:7] == month} - both == set()
    assert both < found(held, since=month)


def test_the_newest_stand_first_and_the_undated_last(held: Held):
    ids = search(held, Filters(), size=1_000).ids
    dates = [held.collection.statements[one].date for one in ids]
    starts = [date.start for date in dates if date]
    assert starts == sorted(starts, reverse=True)
    assert all(date is None for date in dates[len(starts) :])
    oldest = search(held, Filters(sort="oldest"), size=1_000).ids
    assert set(oldest) == set(ids)


def test_words_that_too_many_hold_are_not_ranked_and_the_page_says_so(
    app: ASGIApp, held: Held, monkeypatch: pytest.MonkeyPatch
):
    assert search(held, Filters(q="condemn"), size=10).order == "relevance"
    monkeypatch.setattr(searching, "RANKED", 3)
    assert (common := search(held, Filters(q="condemn"), size=10)).order == "newest"
    assert common.common
    assert "newest stand first" in soup(app, "/search?q=condemn&move=condemn").text


def test_every_view_has_one_address(app: ASGIApp, held: Held):
    page = soup(app, "/search?q=condemn&evidence=official&page=1")
    leads = [one["href"] for one in page.select(".facets a, .facts a[href^=search], .pages a")]
    assert leads
    for lead in dict.fromkeys(leads):
        assert ask(app, "/" + lead).status == 200
    kept = read([("q", "condemn"), ("page", "3"), ("x", "y")], held.collection)
    assert kept.query(page=kept.page) == "q=condemn&page=3"
    assert kept.query(move="blame") == "q=condemn&move=blame"


def test_a_question_asked_before_is_answered_as_it_was(app: ASGIApp, held: Held, monkeypatch: pytest.MonkeyPatch):
    first = ask(app, "/search?q=condemns&evidence=official")
    assert held.kept("search?q=condemns&evidence=official") is not None
    monkeypatch.setattr(pages, "_search", None)
    again = ask(app, "/search?q=condemns&evidence=official")
    assert (again.status, again.body, again.headers) == (200, first.body, first.headers)


def test_tables_hold_what_the_page_shows(app: ASGIApp, held: Held):
    rows = list(csv.DictReader(io.StringIO(ask(app, "/search.csv?q=condemn").text)))
    assert {row["id"] for row in rows} == found(held, q="condemn")
    shape = ask(app, "/search.json?q=condemn").json()
    assert shape["total"] == len(rows)
    assert {one["id"] for one in shape["results"]} == {row["id"] for row in rows}
    assert shape["next"] is None
    reported = [row for row in rows if row["evidence"] in ("paraphrased", "characterised")]
    assert all(not row["verb_class"] for row in reported)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("issuer=nobody", "nobody"),
        ("incident=nothing", "nothing"),
        ("since=2024-13-45", "since"),
        ("strength=very", "strength"),
        ("page=0", "page"),
        ("page=99999999999999999999", "page"),
        ("page=000000001" + "9" * 5_000, "page"),
        ("q=" + "x" * 500, "400"),
        ("q=*", "any ending"),
        ("q=**", "any ending"),
        ('q="*"', "any ending"),
        ("q=*demn", "any ending"),
        ("q=con*demn", "any ending"),
        ("q=c*", "any ending"),
        ("q=%CC%81%CC%81*", "any ending"),
        ('q="condem* strongly"', "last word"),
        ("q=" + "co* " * 9, "at most 8 stars"),
        ("evidence=<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(app: ASGIApp, query: str, said: str):
    answer = ask(app, f"/search?{query}")
    assert answer.status == 400
    assert said in answer.text
    assert "<script>" not in answer.text
    assert 'name="q"' in answer.text


def test_words_without_a_letter_find_nothing(held: Held):
    assert found(held, q="!!!") == set()


def test_a_filter_is_called_by_the_name_of_what_it_asks_for(held: Held):
    collection = held.collection
    source = next(one for one in collection.channels.values() if one.name not in ("", one.id))
    incident = next(iter(collection.incidents))
    assert label(collection, "source", source.id) == source.name
    assert label(collection, "incident", incident) == collection.incident_link(incident).name
    assert label(collection, "issuer", "littoral-union") == collection.issuer_name("littoral-union")
    assert label(collection, "language", "fr") == "fr"
