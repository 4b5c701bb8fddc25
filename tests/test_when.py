"""Time as stated: what is no date that anything can be counted from is refused at the door."""

import pytest

from tracker.errors import BadDate
from tracker.when import When


@pytest.mark.parametrize("iso", ["0001-01-01", "0001", "0999-12-31", "9999-12-31", "9999", "9001-01"])
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
def test_a_placeholder_for_no_date_is_no_date(iso: str, zone: str | None) -> None:
    with pytest.raises(BadDate, match="placeholder"):
        When(iso, zone)


@pytest.mark.parametrize("iso", ["1000-01-01", "9000-12-31", "2030-01-02T00:00+14:00"])
def test_any_other_date_can_be_counted_from(iso: str) -> None:
    when = When(iso)
    assert when.start < when.end


@pytest.mark.parametrize("iso", ["２０３０-01-02", "2030-02-30", "2030-13", "2030-01-02T25:00Z", "2030-01-02 "])
def test_what_is_written_otherwise_is_refused(iso: str) -> None:
    with pytest.raises(BadDate):
        When(iso)
