"""What every room's tests share: where the reference data lies."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Seconds belong to the bench: a busy machine makes no property false.
settings.register_profile("tracker", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tracker")


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference() -> Path:
    path = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"reference data, not redistributed: nothing at {path} (set TRACKER_REFERENCE)")
    return path


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample world after both visits, collected, matched and built once for all tests that only read it."""
    from tracker.jobs.demonstrating import demonstrate  # noqa: PLC0415  a room's own tests need not wait for all rooms

    data = tmp_path_factory.mktemp("sample") / "data"
    demonstrate(data)
    return data


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with minutes-long parts come first, so that none is begun last by one worker while the other is done."""
    lengthy = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in lengthy)
