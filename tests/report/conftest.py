"""The invented world, as a fixture."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    """tests/report/fake as a package of its own name: the test folders are no packages."""
    folder = Path(__file__).with_name("fake")
    spec = importlib.util.spec_from_file_location(
        "report_fake", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["report_fake"] = module
    spec.loader.exec_module(module)
    return module


fake = sys.modules.get("report_fake") or _load()


@pytest.fixture
def world():
    return fake.world()


@pytest.fixture
def now():
    return fake.NOW
