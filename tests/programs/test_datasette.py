"""Datasette itself opens the store as it is: pages, questions and JSON, and whole texts for its keeper alone."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "datasette.json"


@contextmanager
def served(store: Path, *more: str) -> Iterator[tuple[httpx.Client, list[str]]]:
    """Datasette on a free port of this machine, with what it printed before it listened."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "datasette", str(store), "--metadata", str(PAGE)]
    with subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            printed = []
            for line in process.stdout:
                printed.append(line)
                if "running on" in line:
                    break
            else:
                raise AssertionError("".join(printed))
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                yield client, printed
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def reader(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = tmp_path_factory.mktemp("datasette") / "tracker.db"
    shutil.copyfile(demo_data / "tracker.db", store)
    with served(store) as (client, _):
        yield client


def rows(reader: httpx.Client, query: str, **parameters: str) -> list[dict[str, object]]:
    answer = reader.get(f"/tracker/{query}.json", params={"_shape": "objects", **parameters})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["rows"])


def test_the_first_page_lists_the_questions_and_the_views(reader: httpx.Client) -> None:
    page = reader.get("/tracker").text
    for name in json.loads(PAGE.read_text())["databases"]["tracker"]["queries"]:
        assert f"/tracker/{name}" in page
    assert "/tracker/issuer_statements" in page
    assert "/tracker/segments" not in page
    assert "ISO 3166 alpha-3" in reader.get("/tracker/issuer_statements").text


def test_every_question_answers_also_without_parameters(reader: httpx.Client) -> None:
    queries = json.loads(PAGE.read_text())["databases"]["tracker"]["queries"]
    for name, query in queries.items():
        wanted = dict.fromkeys(re.findall(r":(\w+)", query["sql"]), "")
        assert isinstance(rows(reader, name, **wanted), list)
        assert reader.get(f"/tracker/{name}").status_code == 200


def test_phrasings_are_ordered_by_incidents_and_the_first_users_by_day(reader: httpx.Client) -> None:
    found = rows(reader, "phrasings_across_incidents", language="en", issuer="", everything="")
    assert len(found) > 5
    counts = [one["incidents"] for one in found]
    assert counts == sorted(counts, reverse=True)
    several = next(one for one in found if one["issuers"] > 1)
    users = rows(reader, "first_users_of_a_phrasing", formula=str(several["formula"]))
    assert len([one for one in users if one["issuer_name"] != "(issuer unknown)"]) == several["issuers"]
    assert [one["day"] for one in users] == sorted(one["day"] for one in users)
    assert (users[0]["place"], users[0]["days_after_earliest"]) == (1, 0)
    assert users[0]["day"] == str(several["first_date"])[:10]


def test_who_repeats_whom_has_a_lag(reader: httpx.Client) -> None:
    pairs = rows(reader, "who_repeats_whom", at_most="")
    assert pairs
    assert all(one["shortest_lag"] >= 1 and one["mean_lag"] >= one["shortest_lag"] for one in pairs)
    assert len(rows(reader, "who_repeats_whom", at_most="2")) < len(pairs)


@pytest.mark.parametrize("typed", ["谴责", "强烈谴责", "强烈 谴责"])
def test_chinese_is_found_as_it_is_typed(reader: httpx.Client, typed: str) -> None:
    found = rows(reader, "search_in_any_script", words=typed, language="")
    assert found
    assert all("谴责" in str(one["title"]) + str(one["text"]) or one["language"] == "zh" for one in found)


def test_arabic_is_found_and_what_is_no_question_of_the_index_does_no_harm(reader: httpx.Client) -> None:
    assert rows(reader, "search_in_any_script", words="إدانة", language="ar")
    for odd in ('"', 'NEAR(" *', "words:x", "' OR 1=1 --", "*"):
        rows(reader, "search_in_any_script", words=odd, language="")


def test_an_edit_stands_with_both_texts(reader: httpx.Client) -> None:
    found = rows(reader, "texts_that_changed")
    assert len(found) == 2
    assert all(one["text_before"] and one["text_after"] and one["text_before"] != one["text_after"] for one in found)


def test_who_spoke_and_from_whom_nothing_was_found(reader: httpx.Client) -> None:
    states = [one["state"] for one in rows(reader, "who_spoke_after_an_incident", incident="")]
    assert states == sorted(states, key=("spoke", "none-found", "not-observable").index)
    assert {"spoke", "none-found"} <= set(states)


def test_facets_count(reader: httpx.Client) -> None:
    answer = reader.get("/tracker/issuer_statements.json", params={"_shape": "objects", "_size": "0"}).json()
    facets = answer["facet_results"]
    assert "verb_class" in facets
    assert sum(one["count"] for one in facets["verb_class"]["results"]) > 100


def test_whole_texts_are_for_the_keeper_alone(reader: httpx.Client) -> None:
    hidden = ("renderings", "versions", "statements", "passages", "uses", "search", "search_content")
    for table in hidden:
        assert reader.get(f"/tracker/{table}.json").status_code == 403, table
    assert reader.get("/tracker.json", params={"sql": "select text from renderings"}).status_code == 403
    assert reader.get("/tracker.db").status_code in (403, 404)


def test_the_keeper_may_ask_anything(demo_data: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_data / "tracker.db", tmp_path / "tracker.db")
    with served(tmp_path / "tracker.db", "--root") as (client, printed):
        client.get(next(line for line in printed if "auth-token" in line).strip())
        found = client.get("/tracker.json", params={"sql": "select count(*) from renderings", "_shape": "arrays"})
        assert found.json()["rows"][0][0] > 100


def test_the_file_is_what_the_schema_says() -> None:
    written = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "programs" / "metadata.py")],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert written.stdout == PAGE.read_text(encoding="utf-8"), "run `make docs`"
