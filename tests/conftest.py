"""What every room's tests share: where the reference data lies."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference() -> Path:
    path = Path(os.environ.get("TRACKER_REFERENCE", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"reference data, not redistributed: nothing at {path} (set TRACKER_REFERENCE)")
    return path
