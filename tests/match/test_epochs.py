import pytest

from tracker.match import epochs
from tracker.match.epochs import (
    CEILING,
    FLAT,
    SLOT,
    current,
    flat,
    read_table,
    weights_from,
    with_weights,
    write_table,
)


def test_the_shipped_tables_weigh_rare_words_over_common_ones():
    weigh = current().weigher("en")
    assert 0 < weigh("nation") < weigh("support") < weigh("express") < weigh("condol") == weigh("never-met-word")
    assert weigh("never-met-word") == CEILING
    assert weigh("{PLACE}") == SLOT


def test_regions_share_a_table_and_unknown_languages_are_flat():
    assert current().weigher("zh-Hans")("和平") == current().weigher("zh")("和平") < FLAT
    assert current().weigher("xx")("anything") == FLAT


def test_a_table_survives_writing_and_reading():
    packed = write_table({"peace": 90, "rare": 3, "war": 40}, 1000, size=2)
    assert packed == write_table({"war": 40, "rare": 3, "peace": 90}, 1000, size=2)
    weights = read_table(packed)
    assert set(weights.table) == {"peace", "war"}
    assert weights.of("rare") == weights.default > weights.of("war") > weights.of("peace")


def test_the_version_names_weights_and_nothing_else_changes_it():
    assert flat(["en"]).version == flat(["en"]).version != flat(["en", "fr"]).version
    refit = with_weights(current(), {"en": weights_from({"peace": 20, "war": 10}, 30)})
    assert refit.version != current().version
    assert refit.weigher("zh")("和平") == current().weigher("zh")("和平")


@pytest.mark.parametrize("change", [("SLOT", 0.5), ("FLAT", 4.0), ("FLOOR", 4), ("CEILING", 4.0)])
def test_a_changed_setting_is_another_version(monkeypatch: pytest.MonkeyPatch, change: tuple[str, float]):
    before = current().version
    monkeypatch.setattr(epochs, *change)
    current.cache_clear()
    try:
        assert current().version != before
    finally:
        monkeypatch.undo()
        current.cache_clear()


def test_learning_from_nothing_is_defined():
    assert weights_from({}, 0).of("word") >= 0.0
