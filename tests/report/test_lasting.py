"""Reading much does not leave the search for cycles other than it was."""

from __future__ import annotations

import gc

import pytest

from tracker.report.lasting import lasting


@pytest.mark.parametrize("awake", [True, False])
def test_the_collector_rests_meanwhile_and_is_as_before_afterwards(awake: bool):
    was = gc.isenabled()
    (gc.enable if awake else gc.disable)()
    try:
        with pytest.raises(KeyError):
            trouble()
        assert gc.isenabled() == awake
    finally:
        (gc.enable if was else gc.disable)()


def trouble() -> None:
    with lasting():
        with lasting():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise KeyError
