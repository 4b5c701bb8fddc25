"""From an export of events to an outside id on an incident: proposed, accepted by a person, shown."""

import json
import shutil
from pathlib import Path

import pytest
from forking import tracker

RECORD = {"id": "1", "source": "Ministry of Foreign Affairs of Japan", "country": "Japan", "date": "2030-03-16"}
TEXT = {
    "title": "On the terrorist attack in Quetta",
    "text": "Japan condemns the terrorist attack in Quetta, Pakistan, on 14 March 2030 that killed 12 people.",
    "lang": "en",
}
HEAD = "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,admin1,location,fatalities\n"
ROW = "PAK17,2030-03-14,Violence against civilians,Attack,Red Front,Pakistan,Balochistan,Quetta,12\n"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy for each test, since some write corrections."""
    return Path(shutil.copytree(whole, tmp_path / "linked"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("whole")
    (made / "ministry.jsonl").write_text(json.dumps(RECORD | TEXT) + "\n", "utf-8")
    (made / "acled.csv").write_text(HEAD + ROW + "PAK18,soon,Battles,Armed clash,,Pakistan,,Quetta,\n", "utf-8")
    assert tracker(made, "import", "ministry.jsonl").returncode == 0
    assert tracker(made, "match").returncode == 0
    return made


def test_proposals_are_told_with_their_reasons(folder: Path) -> None:
    done = tracker(folder, "incidents", "link", "acled.csv", "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert (found["scheme"], found["rows"], found["left_out"]) == ("acled", 2, {"no readable day": 1})
    [one] = found["proposals"]
    assert (one["value"], {reason["kind"] for reason in one["reasons"]}) == ("PAK17", {"day", "place", "kind", "toll"})
    assert "acled: 2 rows read; 1 left out (no readable day); 1 proposals for 1 incident" in done.stderr


def test_lines_hold_only_once_a_person_has_put_a_name_to_them(folder: Path) -> None:
    nobody = tracker(folder, "incidents", "link", "acled.csv")
    corrections = folder / "corrections.yaml"
    corrections.write_text("corrections:\n" + nobody.stdout, "utf-8")
    refused = tracker(folder, "match")
    assert refused.returncode == 2
    assert "corrections.who" in refused.stderr
    lines = tracker(folder, "incidents", "link", "acled.csv", "--who", "A. Reader").stdout
    corrections.write_text("corrections:\n" + lines, "utf-8")
    assert tracker(folder, "match").returncode == 0
    [incident] = json.loads(tracker(folder, "incidents", "--json").stdout)
    assert incident["ids"] == [{"scheme": "acled", "value": "PAK17"}]
    assert incident["corrected"][0]["who"] == "A. Reader"
    again = json.loads(tracker(folder, "incidents", "link", "acled.csv", "--json").stdout)
    assert again["proposals"] == []


def test_what_is_no_export_is_refused_without_a_traceback(folder: Path) -> None:
    for name, content, said in (
        ("book.xlsx", b"PK\x03\x04", "save the sheet as CSV"),
        ("other.csv", b"a,b\n1,2\n", "names no columns of a known export"),
    ):
        (folder / name).write_bytes(content)
        done = tracker(folder, "incidents", "link", name)
        assert done.returncode in (2, 3)
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_without_a_verb_of_its_own_it_lists(folder: Path) -> None:
    assert "Quetta" in tracker(folder, "incidents").stdout
    assert json.loads(tracker(folder, "incidents", "--since", "2031", "--json").stdout) == []
