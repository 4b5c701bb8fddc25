"""Thirty good runs with the variation that every site has: health is green in each, or the alarm is worth nothing."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import matrix
import pytest
from days import GoodDays
from pairs import Pair

PAIRS = matrix.sources_with_pairs()
#: One of each kind, in the scripts that there are: what the usual suite runs; the others are minutes.
_FEW = (
    "cn_mfa_zh",
    "us_state",
    "de_aa",
    "gr_mfa",
    "in_mea_hi",
    "sa_spa_ar",
    "ru_mid_telegram",
    "eu_commission_mastodon",
    "de_aa_bluesky",
    "sg_mfa",
    "gdelt_terror",
    "pk_dawn",
)
RUNS = 30


def _stays_green(pair: Pair, root: Path) -> int:
    """How many edits were met on the way: a page that is edited is looked at again by chance."""
    days = GoodDays(pair, root, random.Random(pair.source.id))  # noqa: S311  chance that is the same in every run of the tests
    for number in range(RUNS):
        days.pass_some_hours()
        run = days.world.run(later=timedelta(hours=days.hours))
        found = days.world.health()
        said = f"run {number}: {run.status}: {run.reason}; skipped {run.skipped}"
        assert found.status == "green", f"{said}; {found.reason}"
        assert run.status.moves_mark, said
    assert days.came > RUNS // 3, "new items were really met"
    assert days.world.unchanged or not days.tagged, "and 304s"
    return sum(run.edited for run in days.world.runs)


def _pairs(wanted: Iterator[Pair] | list[Pair]) -> list[object]:
    return [pytest.param(pair, id=pair.source.id) for pair in wanted]


@pytest.mark.parametrize("pair", _pairs([pair for pair in PAIRS if pair.source.id in _FEW]))
def test_a_source_of_each_kind_stays_green_through_thirty_good_runs(pair: Pair, tmp_path: Path):
    assert _stays_green(pair, tmp_path / "archive"), "edits were met"


@pytest.mark.long
@pytest.mark.parametrize("pair", _pairs([pair for pair in PAIRS if pair.source.id not in _FEW]))
def test_every_source_stays_green_through_thirty_good_runs(pair: Pair, tmp_path: Path):
    _stays_green(pair, tmp_path / "archive")
