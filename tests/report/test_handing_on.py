"""Documents for other programs: linked data, a bibliography, annotations of spans, and the dictionary of the tables."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from report_fake import Fake

from tracker.model import Display, Evidence
from tracker.report.collection import Collection
from tracker.report.tables.annotations import annotated
from tracker.report.tables.bibliography import bibliography
from tracker.report.tables.dictionary import dictionary
from tracker.report.tables.export import DOCUMENTS, export
from tracker.report.tables.jsonld import jsonld
from tracker.report.tables.schema import schema

ROOT = Path(__file__).resolve().parent.parent.parent


def graph(world: Fake) -> list[dict[str, Any]]:
    held = json.loads(jsonld(Collection.read(world)))
    assert set(held) == {"@context", "@graph"}
    assert isinstance(held["@context"], dict), "a context by address would have to be fetched"
    return held["@graph"]


def pointers(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(pointers, value), set())
    if not isinstance(value, dict):
        return set()
    own = {value["@id"]} if set(value) == {"@id"} else set()
    return own.union(*(pointers(one) for one in value.values()))


def test_every_name_in_the_linked_data_leads_to_a_node(world: Fake):
    nodes = graph(world)
    ids = [one["@id"] for one in nodes]
    assert len(set(ids)) == len(ids)
    assert pointers(nodes) <= set(ids)
    known = {"GovernmentOrganization", "Organization", "WebSite", "Event", "NewsArticle", "Quotation", "CreativeWork"}
    assert {one["@type"] for one in nodes} <= known


def test_an_issuers_own_words_are_its_quotation(world: Fake):
    node = next(one for one in graph(world) if one["@id"] == "urn:statement-tracker:statement:arvenia-tarim")
    assert node["@type"] == "Quotation"
    assert node["evidence"] == "official"
    assert node["creator"] == [{"@id": "urn:statement-tracker:issuer:xaa-mfa"}]
    assert node["spokenByCharacter"]["name"] == "Spokesperson Ilva Toren"
    assert node["dateCreated"] == "2031-03-14T11:40+03:00"
    assert node["isBasedOn"] == "https://xaa-mfa.example/arvenia-tarim.html"
    assert node["about"] == [{"@id": "urn:statement-tracker:incident:tarim-2031"}]


def test_how_an_issuer_takes_part_is_said_of_the_statement_and_not_of_the_issuer(world: Fake):
    nodes = graph(world)
    joint = [one for one in nodes if one["@type"] == "Quotation" and len(one["creator"]) > 1]
    assert [one["creator"] for one in joint] == [
        [
            {"@id": "urn:statement-tracker:issuer:union"},
            {
                "@type": "Role",
                "roleName": "joined",
                "creator": {"@id": "urn:statement-tracker:issuer:xaa-mfa"},
            },
        ]
    ]
    assert all("citation" not in one for one in nodes), "what a statement refers to is not known"


def test_a_parent_that_is_not_in_the_collection_is_not_pointed_to(world: Fake):
    world.held_issuers = [replace(one, parent="nowhere") for one in world.held_issuers]
    assert all("parentOrganization" not in one for one in graph(world))


@pytest.mark.parametrize("level", [Evidence.PARAPHRASED, Evidence.CHARACTERISED])
def test_a_reporters_words_are_never_a_states_quotation(world: Fake, level: Evidence):
    world.say("xab-mfa", "2031-03-16", "Hanzhou regrets the bloodshed.", evidence=level, name="told")
    node = next(one for one in graph(world) if one["@id"].endswith(":statement:told"))
    assert node["@type"] == "CreativeWork"
    assert node["creator"] == {"@type": "Organization", "name": "Osk Wire"}
    assert node["evidence"] == level.value
    assert {"@id": "urn:statement-tracker:issuer:xab-mfa"} in node["about"]
    assert "spokenByCharacter" not in node
    assert "dateCreated" not in node


def found(world: Fake) -> list[dict[str, Any]]:
    return [json.loads(line) for line in annotated(Collection.read(world)).decode().splitlines()]


def test_annotations_have_the_shape_of_the_model_and_find_their_words(world: Fake):
    collection = Collection.read(world)
    made = found(world)
    assert {one["motivation"] for one in made} == {"classifying", "linking", "describing"}
    ids = [one["id"] for one in made]
    assert len(set(ids)) == len(ids)
    for one in made:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert one["type"] == "Annotation"
        assert re.fullmatch(r"urn:\S+", one["id"])
        assert one["body"], one["id"]
        for body in one["body"]:
            keys = {
                "TextualBody": {"type", "value", "format", "purpose"},
                "SpecificResource": {"type", "source", "purpose"},
            }
            assert set(body) == keys[body["type"]]
        rendering, version = one["target"]["source"].removeprefix("urn:statement-tracker:rendering:").rsplit("@", 1)
        text = collection.text_of(rendering, int(version))
        place, quote = one["target"]["selector"]
        assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end = place["start"], place["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_annotations_quote_only_what_may_be_shown_and_no_reporter(world: Fake):
    world.say("xab-mfa", "2031-03-16", "Hanzhou regrets it.", evidence=Evidence.PARAPHRASED, name="told")
    world.held_channels = [
        replace(one, display=Display.QUOTE if one.id == "xaa-mfa-site" else Display.LINK) for one in world.held_channels
    ]
    bodies = json.dumps(found(world), ensure_ascii=False)
    assert "strongly condemns the heinous" in bodies
    assert "restraint" not in bodies
    assert "Hanzhou regrets" not in bodies


@pytest.mark.parametrize("form", DOCUMENTS)
def test_the_same_data_give_the_same_document_in_any_order(world: Fake, tmp_path: Path, form: str):
    (first,) = export(world, tmp_path / "a", format=form)
    for held in (world.held_statements, world.held_renderings, world.held_formulas, world.held_incidents):
        held.reverse()
    (second,) = export(world, tmp_path / "b", format=form)
    assert first.read_bytes() == second.read_bytes() != b""


def test_an_articles_body_is_in_no_document(world: Fake):
    collection = Collection.read(world)
    for made in (jsonld, annotated, bibliography):
        assert b"lay quiet at dusk" not in made(collection)


def test_the_dictionary_is_the_page_of_the_documentation():
    page = dictionary()
    assert page == (ROOT / "docs" / "data-dictionary.md").read_text("utf-8"), "run `make docs`"
    for table in schema().values():
        assert f"## {table.name}\n" in page
        assert all(f"| `{column.name}` | `{column.type}` |" in page for column in table.columns)


def test_no_cell_of_the_dictionary_breaks_its_row():
    for line in dictionary().splitlines():
        if line.startswith("| `"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5
