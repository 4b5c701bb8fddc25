"""Records: columns in any naming, issuers by the directory, answers apart from questions, bad lines named."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker import imports
from tracker.errors import BadInput
from tracker.when import Precision

Bring = Callable[..., imports.Parsed]
NOW = datetime(2031, 3, 14, 12, tzinfo=UTC)
ROW = {
    "id": "r-1",
    "source": "Ministry of Foreign Affairs of Nepal",
    "country": "Nepal",
    "speaker": "Ada Orlen, Minister",
    "date": "2030-05-03",
    "url": "https://example.org/1",
    "title": "Remarks at the forum",
    "text": "We condemn it.",
}


def lines(*rows: object) -> str:
    return "\n".join(json.dumps(row) for row in rows) + "\n"


def test_one_record_is_one_statement(bring: Bring) -> None:
    read = bring("a.jsonl", lines(ROW))
    (one,) = read.renderings
    assert (one.external_id, one.text, one.url, one.kind) == (
        "r-1",
        "We condemn it.",
        "https://example.org/1",
        "remarks",
    )
    assert (one.speaker, one.role, str(one.published), one.language) == ("Ada Orlen", "Minister", "2030-05-03", "en")
    assert [party.issuer for party in one.parties] == ["npl-mfa"] == [issuer.id for issuer in read.issuers]


def test_a_bad_line_loses_only_itself(bring: Bring) -> None:
    read = bring("a.jsonl", lines(ROW) + "{not json\n[1]\n" + lines({"id": "r-2", "text": ""}, {**ROW, "id": "r-3"}))
    assert [r.external_id for r in read.renderings] == ["r-1", "r-3"]
    assert [where for where, _ in read.skipped] == ["a.jsonl:2", "a.jsonl:3", "a.jsonl:4"]


def test_columns_in_other_names_by_themselves_and_by_a_map(bring: Bring) -> None:
    row = {"doc_id": "7", "body": "We mourn.", "published": "2030-05", "iso3": "AFG", "headline": "T"}
    (one,) = bring("a.jsonl", lines(row)).renderings
    assert (one.external_id, one.text, one.published.precision if one.published else None) == (
        "7",
        "We mourn.",
        Precision.MONTH,
    )
    assert one.parties[0].issuer == "afg"
    strange = lines({"nr": 1, "wording": "We mourn."})
    (other,) = bring(
        "b.jsonl", strange, map="text: wording\ncountry: =Nepal\nsource: =Ministry of Foreign Affairs\n"
    ).renderings
    assert (other.text, other.parties[0].issuer) == ("We mourn.", "npl-mfa")
    with pytest.raises(BadInput, match="wording"):
        bring("c.jsonl", strange)


def test_the_map_travels_with_the_capture(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("text: wording\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(lines({"wording": "We mourn."}), encoding="utf-8")
    (one,) = imports.read(tmp_path / "a.jsonl", format=None, map=tmp_path / "m.yaml", now=NOW)
    (tmp_path / "m.yaml").unlink()
    assert imports.parse(one.capture, one.body).renderings[0].text == "We mourn."


def test_csv_and_a_json_array(bring: Bring) -> None:
    table = 'id,text,date\n1,"We condemn, and mourn.",2030\n2,short,2030,extra\n'
    read = bring("a.csv", table)
    assert [(r.external_id, r.text, str(r.published)) for r in read.renderings] == [
        ("1", "We condemn, and mourn.", "2030")
    ]
    assert [where for where, _ in read.skipped] == ["a.csv:3"]
    assert len(bring("a.json", json.dumps([ROW, {**ROW, "id": "r-2"}])).renderings) == 2


def test_no_issuer_date_or_language_is_invented(bring: Bring) -> None:
    read = bring("a.jsonl", lines({"text": "中方强烈谴责这一恐怖袭击。", "date": "03/04/2030"}))
    (one,) = read.renderings
    assert (one.parties, one.published, one.language) == ((), None, "zh")
    assert "03/04/2030" in read.skipped[0][1]


def test_a_general_source_in_a_country_is_that_state(bring: Bring) -> None:
    rows = [{**ROW, "source": s, "country": "AFG"} for s in ("UN General Debate", "head of state / foreign minister")]
    assert [r.parties[0].issuer for r in bring("a.jsonl", lines(*rows)).renderings] == ["afg", "afg"]


def test_press_conference_is_split_and_numbered(bring: Bring) -> None:
    text = (
        "应邀，某国外长将于近日对中国进行正式访问。\n\n甲社记者：有何评论？\n\n毛宁：我们谴责袭击。\n\n"
        "乙社记者：有何评论？\n\n毛宁：没有。"
    )
    row = {
        **ROW,
        "text": text,
        "speaker": "毛宁",
        "lang": "zh",
        "source": "Ministry of Foreign Affairs of the PRC",
        "country": "China",
    }
    found = bring("a.jsonl", lines(row)).renderings
    assert [(r.external_id, r.kind, r.question, r.text, r.speaker) for r in found] == [
        ("r-1#qa0", "remarks", "", "应邀，某国外长将于近日对中国进行正式访问。", "毛宁"),
        ("r-1#qa1", "answer", "有何评论？", "我们谴责袭击。", "毛宁"),
        ("r-1#qa2", "answer", "有何评论？", "没有。", "毛宁"),
    ]
    assert len({r.id for r in found}) == 3


def test_an_answers_id_rests_on_its_question_and_not_its_place(bring: Bring) -> None:
    first, second = "QUESTION: One?\n\nMR ORLEN: Yes.", "QUESTION: Two?\n\nMR ORLEN: No."
    forth = {r.question: r.id for r in bring("a.jsonl", lines({**ROW, "text": f"{first}\n\n{second}"})).renderings}
    back = {r.question: r.id for r in bring("a.jsonl", lines({**ROW, "text": f"{second}\n\n{first}"})).renderings}
    assert forth == back


@pytest.mark.long
def test_whole_corpora(reference: Path) -> None:
    expected = {"us_state_press_releases_2021_2022": (2025, {"usa-state"}), "china_mfa_zh_pages": (1000, {"chn-mfa"})}
    for name, (documents, issuers) in expected.items():
        path = reference / "corpora" / f"{name}.jsonl.gz"
        (one,) = imports.read(path, format=None, map=None, now=NOW)
        read = imports.parse(one.capture, one.body)
        assert read.skipped == ()
        assert {issuer.id for issuer in read.issuers} == issuers
        assert len({r.external_id.split("#")[0] for r in read.renderings}) == documents
        assert len({r.id for r in read.renderings}) == len(read.renderings)


@pytest.mark.long
def test_question_units_are_numbered_as_the_labels_are(reference: Path) -> None:
    text = gzip.decompress((reference / "corpora" / "china_mfa_zh_pages.jsonl.gz").read_bytes())
    capture = next(
        imports.read(reference / "corpora" / "china_mfa_zh_pages.jsonl.gz", format=None, map=None, now=NOW)
    ).capture
    found = {r.external_id: r for r in imports.parse(capture, gzip.compress(text)).renderings}
    rows = [json.loads(line) for line in (reference / "eval" / "incidents_dev.jsonl").read_text("utf-8").splitlines()]
    hits = Counter(
        row["doc"] in found and found[row["doc"]].text[:12] in row["text"] for row in rows if "#qa" in str(row["doc"])
    )
    assert hits[False] == 0


def test_half_a_character_is_taken_out(bring: Bring) -> None:
    hostile = {key: f"{value}\ud83d" for key, value in ROW.items()} | {"text": "We \udc00condemn\x00 it.\u202e"}
    (one,) = bring("a.jsonl", lines(hostile)).renderings
    assert (one.text, one.title, one.external_id) == ("We condemn it.", ROW["title"], "r-1")
    assert [party.issuer for party in one.parties] == ["npl-mfa"]


def test_a_line_nested_without_end_loses_only_itself(bring: Bring) -> None:
    read = bring("a.jsonl", '{"text": ' + "[" * 100_000 + "\n" + lines(ROW))
    assert [r.external_id for r in read.renderings] == ["r-1"]
    assert [where for where, _ in read.skipped] == ["a.jsonl:1"]
    with pytest.raises(BadInput, match="not JSON"):
        bring("a.json", "[" * 100_000)
