"""A small collection for the operator's jobs: two sources, and passes over them as a test wants them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from alert_desk import Desk
from receiving import Receiver

from tracker.jobs.workspace import Workspace
from tracker.model import RunStatus, SourceRun
from tracker.report.collection import Collection
from tracker.report.views.changes import changes
from tracker.store import open_store

NOON = datetime(2031, 3, 1, 12, tzinfo=UTC)
ENTRY = """
  {source}:
    issuer: xaa-mfa
    name: Ministry of {source}
    kind: html-list
    category: ministry
    country: XAA
    languages: en
    zone: UTC
    urls: https://{source}.example/statements/
    list: {{item: li, link: "a@href", title: a}}
    detail: {{title: h1, body: div.article, date: time@datetime}}
    dates: {{formats: ["%Y-%m-%d"]}}
    every: 6h
    licence: unstated
"""
OFF = "    enabled: false\n    disabled_reason: a test\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """The collection, and the time that its tests begin at."""

    workspace: Workspace
    noon: datetime = NOON

    def write_sources(self, *sources: str, off: tuple[str, ...] = ()) -> None:
        entries = [ENTRY.format(source=one) + (OFF if one in off else "") for one in sources]
        self.workspace.sources.write_text("sources:" + "".join(entries), "utf-8")

    def passed(
        self, source: str, hours: float, status: RunStatus = RunStatus.UNCHANGED, reason: str = "", new: int = 0
    ) -> None:
        """A pass so many hours after noon."""
        at = self.noon + timedelta(hours=hours)
        run = SourceRun(source=source, started_at=at, ended_at=at, status=status, reason=reason, listed=10, new=new)
        with open_store(self.workspace.db) as store, store.transaction():
            store.add_run(run)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    made = Newsroom(workspace=workspace)
    made.write_sources("karsan", "osk")
    with open_store(workspace.db):
        pass
    return made


@pytest.fixture
def desk(demo_data: Path, tmp_path: Path) -> Desk:
    """A copy of the sample world's store in which everything was seen; the first line was sent and is forgotten."""
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    workspace.data.mkdir()
    shutil.copy(demo_data / "tracker.db", workspace.db)
    with open_store(workspace.db) as store:
        noon = changes(Collection.read(store))[0].at + timedelta(hours=1)
    made = Desk(workspace=workspace, noon=noon)
    made.run(hours=-1)
    made.post.taken.clear()
    made.post.asked.clear()
    return made


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    handler = type("Own", (Receiver,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"json://somebody:secret@127.0.0.1:{server.server_port}/", handler
        server.shutdown()
        thread.join()
