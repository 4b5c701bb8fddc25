"""Documents for passim, and its clusters beside our formulas; its output is invented, in the form of its README."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from report_fake import Fake

from tracker.model import Display, Rendering
from tracker.report.collection import Collection
from tracker.report.tables.export import export
from tracker.report.tables.passim import documents, place_of
from tracker.report.tables.reuse import Beside, Found, beside

CONDEMN = "strongly condemns the attack on the"


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "passim.jsonl").read_text("utf-8").splitlines()]


def test_one_json_line_a_text_with_the_fields_that_passim_reads(world: Fake, tmp_path: Path):
    assert export(world, tmp_path, format="passim") == (tmp_path / "passim.jsonl",)
    held = lines(tmp_path)
    assert len({one["id"] for one in held}) == len(held) > 5
    assert all(one["text"] and one["series"] for one in held)
    assert not {"uid", "gid", "cluster", "size", "begin", "end", "src", "pboiler", "pages"} & set(held[0])
    first = next(one for one in held if one["rendering"] == "arvenia-tarim")
    assert (first["id"], first["series"], first["date"]) == ("arvenia-tarim@1:0", "xaa-mfa", "2031-03-14")


def test_only_own_words_and_only_what_may_be_shown(world: Fake, tmp_path: Path):
    limited = {"xaa-mfa-site": Display.QUOTE, "xab-mfa-site": Display.LINK}
    world.held_channels = [replace(one, display=limited.get(one.id, one.display)) for one in world.held_channels]
    export(world, tmp_path, format="passim")
    held = lines(tmp_path)
    text = json.dumps(held, ensure_ascii=False)
    assert "bloodshed" not in text
    assert "lay quiet at dusk" not in text
    assert "中方" not in text
    whole = {one.id: one.text for one in world.held_renderings}
    parts = [one for one in held if one["rendering"] == "arvenia-tarim"]
    assert len(parts) > 1
    for one in parts:
        start = int(str(one["start"]))
        assert whole["arvenia-tarim"].startswith(str(one["text"]), start)


def test_a_documents_id_leads_back():
    place = place_of("odd@name@3:17")
    assert place is not None
    assert (place.rendering, place.version, place.start) == ("odd@name", 3, 17)
    assert place_of("d1") is None


def found(world: Fake, rendering: str, words: str, cluster: str = "7", **more: object) -> Found:
    document = next(d for d in documents(Collection.read(world)) if d.rendering == rendering and words in d.text)
    begin = document.text.index(words)
    values: dict[str, object] = {"begin": begin, "end": begin + len(words), "text": words, **more}
    return Found(cluster=cluster, id=document.id, **values)  # type: ignore[arg-type]  # tests name fields freely


def set_beside(world: Fake, *passages: Found) -> Beside:
    return beside(Collection.read(world), passages)


def test_clusters_meet_formulas_and_each_side_keeps_what_only_it_found(world: Fake):
    first, _, third = (one.id for one in world.held_statements if one.issuer == "xaa-mfa" and one.language == "en")
    made = set_beside(
        world,
        found(world, first, "strongly condemns the attack on the Osk"),
        found(world, third, "attack on the Tarim market"),
        found(world, "union-lund", "exercise maximum restraint", cluster="9"),
    )
    assert [(one.cluster, one.formulas) for one in made.clusters] == [("7", (("f-condemn", 2),)), ("9", ())]
    assert set(made.only_ours) == {"f-condole", "f-justice", "f-zh"}
    assert made.clusters[0].passages[0].text in {CONDEMN + " Osk", "attack on the Tarim market"}
    assert made.unplaced == ()


ASTRAL = "🕊🕊 Arvenia strongly condemns the attack on the 𠮷 market of Osk."


@pytest.fixture
def astral(world: Fake) -> Rendering:
    world.say("xaa-mfa", "2031-03-16", ASTRAL, name="dove")
    return world.held_renderings[-1]


def units(at: int) -> int:
    return len(ASTRAL[:at].encode("utf-16-le")) // 2


def test_offsets_are_code_points_or_utf16_units_as_the_text_shows(world: Fake, astral: Rendering):
    begin = ASTRAL.index("market")
    points = found(world, astral.id, "market of Osk", cluster="1")
    old = replace(points, cluster="2", begin=units(begin), end=units(begin + 13))
    early = replace(points, cluster="3", text=ASTRAL[begin - 1 : begin + 12])
    silent = replace(points, cluster="4", text="")
    assert (points.begin, old.begin) == (begin, begin + 3)
    made = set_beside(world, points, old, early, silent)
    assert {one.passages[0].text for one in made.clusters} == {"market of Osk"}
    assert {one.passages[0].start for one in made.clusters} == {begin}
    assert len(made.clusters) == 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "d1"}, "no document of"),
        ({"id": "gone@1:0"}, "not in this collection"),
        ({"text": "something else"}, "not where the offsets say"),
        ({"begin": 10_000, "end": 10_020}, "not where the offsets say"),
        ({"begin": -5}, "not where the offsets say"),
    ],
)
def test_what_cannot_be_placed_is_named_with_its_reason(
    world: Fake, astral: Rendering, change: dict[str, object], reason: str
):
    made = set_beside(world, replace(found(world, astral.id, "market of Osk"), **change))  # type: ignore[arg-type]  # any field
    assert made.clusters == ()
    assert reason in made.unplaced[0][1]


def test_words_of_a_part_are_found_in_the_whole(world: Fake):
    world.held_channels = [
        replace(one, display=Display.QUOTE if one.id == "xaa-mfa-site" else one.display) for one in world.held_channels
    ]
    words = "deepest condolences to the families"
    made = set_beside(world, found(world, "arvenia-tarim", words))
    passage = made.clusters[0].passages[0]
    whole = next(one.text for one in world.held_renderings if one.id == "arvenia-tarim")
    assert (passage.start, passage.formulas) == (whole.index(words), ("f-condole",))
