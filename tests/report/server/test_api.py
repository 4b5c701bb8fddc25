"""The interface for programs: its description, its shapes, its pages, its rights."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from asked import ask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.types import ASGIApp

from tracker.model import Display, Form
from tracker.report.server.api import statement_for_all
from tracker.report.server.application import application
from tracker.report.server.held import Held, Keeper
from tracker.report.server.openapi import OPERATIONS, SCHEMAS, Operation, answer_schema, described
from tracker.report.tables.shapes import statement_shape


def example(held: Held, one: Operation) -> str:
    collection = held.collection
    ids = {
        "statements": next(iter(collection.statements)),
        "formulas": next(iter(collection.formulas)),
        "incidents": next(iter(collection.incidents)),
        "issuers": next(iter(collection.by_issuer)),
    }
    path = re.sub(r"(\w+)/\{id\}", lambda found: f"{found[1]}/{ids[found[1]]}", one.path)
    several = "&".join(f"s={key}" for key in list(collection.statements)[:3])
    return path + {"/api/compare": f"?{several}", "/api/search": "?q=condemn"}.get(one.path, "")


def test_the_description_is_sound(app: ASGIApp):
    answer = ask(app, "/api/openapi.json")
    validate(answer.json())
    assert answer.json() == described()
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.path)
def test_every_answer_is_as_described(app: ASGIApp, held: Held, one: Operation):
    post = {"method": "POST", "body": [json.dumps({"text": "We condemn the attack. Cheese is green."}).encode()]}
    answer = ask(app, example(held, one), **(post if one.method == "post" else {}))
    assert answer.status == 200
    schema = answer_schema(one) | {"components": {"schemas": SCHEMAS}}
    Draft202012Validator(schema).validate(answer.json())


def test_pages_lead_through_all(app: ASGIApp, held: Held):
    seen, query = list[str](), "?limit=50"
    while query:
        answer = ask(app, f"/api/statements{query}")
        seen += [one["id"] for one in answer.json()["items"]]
        query = answer.json()["next"] or ""
        assert answer.headers.get("link", "") == (f'<{query}>; rel="next"' if query else "")
    assert seen == list(held.collection.statements)
    condemned = ask(app, "/api/statements?strength=condemn&evidence=official&limit=500").json()
    assert 0 < condemned["total"] < len(seen)
    assert all(one["strength"]["verb_class"] == "condemn" for one in condemned["items"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/nothing", 404),
        ("/api/statements/none", 404),
        ("/api/incidents/none", 404),
        ("/api/statements?limit=0", 400),
        ("/api/statements?limit=x", 400),
        ("/api/statements?limit=501", 400),
        ("/api/statements?limit=0000000019999", 400),
        ("/api/statements?limit=000000001" + "9" * 5_000, 400),
        ("/api/statements?after=none", 400),
        ("/api/statements?issuer=nobody", 404),
        ("/api/compare?s=none", 404),
        ("/api/check", 400),
        ("/api/search?page=0", 400),
    ],
)
def test_what_is_wrong_is_a_problem(app: ASGIApp, address: str, status: int):
    answer = ask(app, address)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    Draft202012Validator(SCHEMAS["Problem"]).validate(answer.json())
    assert answer.json()["status"] == status


@pytest.mark.parametrize("sent", [b"", b"[]", b"{", b'{"text": 1}', b'{"text": ""}', b'"x"', b"\xff", b"[" * 100_000])
def test_a_body_of_another_form_is_refused(app: ASGIApp, sent: bytes):
    answer = ask(app, "/api/check", method="POST", body=[sent])
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_texts_are_given_as_far_as_pages_show_them(held: Held):
    collection = held.collection
    one = next(s for s in collection.statements.values() if (m := collection.main(s)) and m.form is Form.STATEMENT)
    main = collection.main(one)
    assert main is not None
    assert statement_for_all(collection, one)["text"]
    closed = replace(
        collection,
        channels={key: replace(value, display=Display.LINK) for key, value in collection.channels.items()},
    )
    shape = statement_for_all(closed, one)
    assert (shape["text"], {told["text"] for told in shape["renderings"] if told["source"] == main.source}) == (
        "",
        {""},
    )


def test_the_sentence_of_a_report_is_given_where_its_source_may_be_quoted(held: Held):
    collection = held.collection
    told = next(
        statement
        for statement in collection.statements.values()
        if any(one["attribution"] for one in statement_shape(collection, statement)["renderings"])
    )
    closed = replace(
        collection,
        channels={key: replace(value, display=Display.LINK) for key, value in collection.channels.items()},
    )
    shown, hidden = (
        [one["attribution"]["sentence"] for one in statement_for_all(each, told)["renderings"] if one["attribution"]]
        for each in (collection, closed)
    )
    assert all(shown)
    assert set(hidden) == {""}


def test_there_is_none_unless_it_is_asked_for(keeper: Keeper):
    closed = application(keeper, hosts=None)
    assert ask(closed, "/api/statements").status == 404
    assert ask(closed, "/api/").status == 404


def test_no_other_site_may_read_it(app: ASGIApp):
    answer = ask(app, "/api/issuers", headers=[(b"origin", b"https://elsewhere.example")])
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_page_lists_it(app: ASGIApp):
    answer = ask(app, "/api/")
    assert answer.status == 200
    assert all(one.path in answer.text for one in OPERATIONS)
