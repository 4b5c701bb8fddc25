"""agreed.yaml: a user's own fixed phrases, and what is said of a wrong one."""

from pathlib import Path

import pytest

from tracker.demo.visits import sources_path
from tracker.errors import BadConfig
from tracker.match.origins.agreed import load_agreed
from tracker.match.origins.words import Vocabulary
from tracker.sources import load_agreed_texts

GOOD = """phrases:
  - phrase: the locks shall stay open to all flags
    language: en
    symbol: R/7 (2030)
    date: 2030-05-01
"""


def test_no_file_means_no_phrases(tmp_path: Path):
    assert load_agreed_texts(tmp_path / "agreed.yaml").phrases == ()


def test_phrases_join_the_shipped_list_of_their_language(tmp_path: Path):
    (tmp_path / "agreed.yaml").write_text(GOOD, encoding="utf-8")
    phrases = load_agreed_texts(tmp_path / "agreed.yaml").phrases
    shipped = len(load_agreed("en", Vocabulary()))
    assert len(load_agreed("en", Vocabulary(), phrases)) == shipped + 1
    assert len(load_agreed("fr", Vocabulary(), phrases)) == len(load_agreed("fr", Vocabulary()))
    assert [one.symbol for one in load_agreed("xx", Vocabulary(), phrases)] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("language: en", "language: English", "language tag"),
        ("date: 2030-05-01", "date: spring", "date"),
        ("symbol: R/7 (2030)", "symbl: R/7", "symbol"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, expected: str):
    path = tmp_path / "agreed.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadConfig, match=expected) as caught:
        load_agreed_texts(path)
    assert "agreed.yaml:" in str(caught.value)


def test_the_sample_world_brings_its_own():
    assert {one.symbol for one in load_agreed_texts(sources_path().with_name("agreed.yaml")).phrases} == {
        "C/RES/14 (2027)"
    }
