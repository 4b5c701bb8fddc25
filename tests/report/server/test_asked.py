"""What somebody names or sends: statements to compare, a text to check."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asked import Answer, ask
from bs4 import BeautifulSoup
from starlette.types import ASGIApp

from tracker.report.links import page
from tracker.report.server.asked_pages import compared
from tracker.report.server.asking import LONGEST_TEXT
from tracker.report.server.held import Held
from tracker.report.views.checking import check as laid_beside
from tracker.report.views.compare import Comparison

FORM = [(b"content-type", b"application/x-www-form-urlencoded")]


def check(app: ASGIApp, **form: str) -> Answer:
    return ask(app, "/check", method="POST", headers=FORM, body=[urlencode(form).encode()])


def two(held: Held) -> list[str]:
    said = next(own for own in held.collection.by_issuer.values() if sum(s.evidence.own_words for s in own) > 3)
    return [one.id for one in said if one.evidence.own_words][:2]


def test_statements_are_named_by_id_page_or_official_address(app: ASGIApp, held: Held):
    one, other = two(held)
    main = held.collection.main(held.collection.statements[other])
    assert main is not None
    names = [other, page("statements", other), f"http://127.0.0.1:8000/{page('statements', other)}#cite"]
    for name in [*names, *([main.url] if main.url else [])]:
        answer = ask(app, "/compare?" + urlencode([("s", one), ("s", name)]))
        heads = BeautifulSoup(answer.text, "html.parser").select(".heads a[href^=statements]")
        assert {link["href"] for link in heads} >= {page("statements", one), page("statements", other)}
    box = ask(app, "/compare?" + urlencode({"s": f"{one}\r\n{other}"}))
    assert box.status == 200


def test_a_statement_leads_to_its_comparison(app: ASGIApp, held: Held):
    soup = BeautifulSoup(ask(app, "/" + page("statements", two(held)[1])).text, "html.parser")
    leads = [one["href"] for one in soup.select('main a[href^="../compare?"]')]
    assert len(leads) == 2
    assert [ask(app, lead.removeprefix("..")).status for lead in leads] == [200, 200]


@pytest.mark.parametrize("query", ["s=none&s=other", "s=a%0Ab%0Ac%0Ad%0Ae%0Af%0Ag%0Ah%0Ai%0Aj%0Ak%0Al%0Am",
                                   "s=https://no.example/x&s=b", "s=%3Cscript%3E&s=b"])  # fmt: skip
def test_what_cannot_be_compared_is_told_beside_the_box(app: ASGIApp, query: str):
    answer = ask(app, f"/compare?{query}")
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text


def test_a_text_is_laid_beside_what_was_said(app: ASGIApp, held: Held):
    known = next(
        p for s in held.collection.statements.values() for p in held.collection.passages(s.id)
        if p.language == "en" and p.evidence.own_words and len(p.text.split()) > 12
    )  # fmt: skip
    fresh = "Marmalade factories will close their shutters before the lanterns of midsummer are lit."
    soup = BeautifulSoup(check(app, text=f"{known.text}\n\n{fresh}\n\nThank you.", language="en").text, "html.parser")
    rows = soup.select("table.checked tbody tr")
    assert [row["class"] for row in rows] == [["check-matched"], ["check-new"], ["check-unknown"]]
    assert rows[0].select_one("a[href^=statements]") is not None
    assert rows[0].select("mark.o-new") == []
    assert rows[1].select_one("mark.o-new").text == fresh
    assert held.by_page[rows[0].select_one("a")["href"]] in held.collection.statements


@pytest.mark.parametrize(
    ("text", "language", "read_as"),
    [
        ("Nous condamnons avec la plus grande fermeté cet attentat.", "", "fr"),
        ("We strongly condemn this attack on the ferry.", "", "en"),
        ("Nous condamnons avec la plus grande fermeté cet attentat.", "en", "en"),
    ],
)
def test_a_text_is_read_in_the_language_that_is_named_or_else_in_its_own(
    held: Held, text: str, language: str, read_as: str
):
    assert compared(held, text, language)[1] == read_as


def test_a_text_without_an_end_to_its_sentence_is_not_read_through(held: Held):
    said = {far: check_text(held, "ever " * far + "we strongly condemn it") for far in (10, 2_000)}
    assert [one.rows[0].move for one in said.values()] == ["condemn", "inform"]


def check_text(held: Held, text: str) -> Comparison:
    return laid_beside(held.collection, text, language="en", known=held.known)


def test_the_earliest_stands_beside_it_and_never_a_reporters_words(held: Held):
    from tracker.report.views.checking import check as lay  # noqa: PLC0415 - the name is taken by the form above

    statements = held.collection.statements
    for formula in list(held.collection.formulas.values())[:20]:
        own = [u for u in formula.uses if u.how.value == "member" and statements[u.statement].evidence.own_words]
        if not own:
            continue
        made = lay(held.collection, own[-1].text, language=formula.language, known=held.known)
        for row in made.rows:
            if row.cells[1] is not None:
                rendering = held.collection.renderings[row.cells[1].rendering]
                assert rendering.evidence.own_words


def test_a_text_is_neither_stored_nor_logged(
    app: ASGIApp, demo_data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    def seen() -> dict[str, str]:
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(demo_data.rglob("*"))
            if path.is_file() and not path.name.endswith("-shm")
        }

    check(app, text="To open what is read lazily.", language="en")
    before = seen()
    with caplog.at_level(logging.DEBUG):
        assert check(app, text="Zanzibarquux utters nothing at all in this matter.", language="en").status == 200
    out = capfd.readouterr()
    assert "Zanzibarquux" not in caplog.text + out.out + out.err
    assert seen() == before
    assert "Zanzibarquux" not in ask(app, "/check").text


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": ""}, 400, "no text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, 413, "100,000"),
        ({"text": "Hello there.", "language": "<b>"}, 400, "such as en"),
        ({"text": "<script>alert(1)</script> \u202eright", "language": "en"}, 200, "&lt;script&gt;"),
        ({"text": "x y z " * 16_000, "language": "en"}, 200, "too few words"),
        ({"text": "𠀀" * LONGEST_TEXT, "language": "zh"}, 200, "check"),
    ],
)
def test_any_text_gets_a_plain_answer(app: ASGIApp, form: dict[str, str], status: int, said: str):
    answer = check(app, **form)
    assert answer.status == status
    assert said in answer.text
    assert "<script>" not in answer.text
    assert "\u202e" not in answer.text


def test_a_form_of_another_kind_or_from_elsewhere_is_refused(app: ASGIApp):
    multipart = [(b"content-type", b"multipart/form-data; boundary=x")]
    assert ask(app, "/check", method="POST", headers=multipart, body=[b"--x--"]).status == 400
    foreign = [*FORM, (b"sec-fetch-site", b"cross-site")]
    assert ask(app, "/check", method="POST", headers=foreign, body=[b"text=a"]).status == 403
    assert ask(app, "/check", method="POST", headers=FORM, body=[b"x" * 700_000, b"x" * 700_000]).status == 413
    assert ask(app, "/check", method="POST", headers=FORM, body=[b"text=%ff%fe"]).status == 400
