"""The server over the sample world."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

sys.path.insert(0, str(Path(__file__).parent))

from tracker.jobs.serving import keeper as keeping
from tracker.jobs.workspace import Workspace
from tracker.report.server.application import application
from tracker.report.server.guard import LOOPBACK
from tracker.report.server.held import Held, Keeper


@pytest.fixture(scope="session")
def keeper(demo_data: Path) -> Iterator[Keeper]:
    made = keeping(Workspace(data=demo_data, sources=demo_data / "none.yaml"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def app(keeper: Keeper) -> ASGIApp:
    return application(keeper, hosts=LOOPBACK, api=True)


@pytest.fixture
def held(keeper: Keeper) -> Iterator[Held]:
    with keeper.using() as found:
        yield found
