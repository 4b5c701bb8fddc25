"""The whole job over every source that is read, each on its own site in memory, all in one run."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from pairs import pair_of
from worlds import Clock, Reply, World, site_of

from tracker.collect.asking.addresses import Loopback
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Reach
from tracker.jobs import running
from tracker.jobs.collecting import Outside, collect_store
from tracker.jobs.healths import healths
from tracker.jobs.rebuilding import rebuild, reparse
from tracker.jobs.running import Ran
from tracker.jobs.workspace import Workspace
from tracker.model import RunStatus
from tracker.sources import bundled_sources, load_registry
from tracker.store import dump, open_store

READ = [source for source in load_registry(bundled_sources()).sources if source.enabled]
#: Two issuers may share one list; here it can hold the pair of the first alone.
ALONE = list({source.url: source for source in reversed(READ)}.values())


class Net(httpx.AsyncBaseTransport):
    """All sites at once; answers are found by host and path."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        for source in READ:
            site = site_of(pair_of(source))
            world = World(source=source, root=Path())
            world.replies |= dict(site.leads)
            site.put_list(world, site.pair.list.read_bytes())
            if site.pair.item is not None:
                site.put_items(world, site.pair.item.read_bytes(), site.items)
            for url, reply in world.replies.items():
                self.replies.setdefault(url.partition("://")[2], reply)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.headers["host"].partition(":")[0]
        reply = self.replies.get(f"{host}{request.url.raw_path.decode('ascii')}")
        if reply is None:
            return httpx.Response(404, stream=httpx.ByteStream(b"nothing here"))
        return httpx.Response(
            reply.status, stream=httpx.ByteStream(reply.body), headers={"content-type": reply.content}
        )


class Newsroom:
    """A collection of everything, with a clock of its own. Of every list there is one page: a pair holds no more."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.workspace = Workspace(data=folder / "data", sources=bundled_sources())
        network = {"transport": Net(), "sleep": self.clock.sleep, "resolver": Loopback(port=443), "jitter": lambda: 0.5}
        self.outside = Outside(clock=self.clock, network=network)
        self.first = self.run()
        self.health = {one.source: one for one in healths(self.workspace, clock=self.clock)}

    def run(self) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(running, "collect_store", partial(collect_store, reach=Reach(pages=1)))
            return running.run(self.workspace, outside=self.outside)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return Newsroom(tmp_path_factory.mktemp("newsroom"))


@pytest.mark.long
def test_every_source_is_read_in_full_and_is_green(newsroom: Newsroom) -> None:
    runs = {one.source: (str(one.status), one.reason) for one in newsroom.first.collected.runs}
    assert {source.id: runs[source.id] for source in ALONE if runs[source.id][0] != RunStatus.COMPLETE} == {}
    found = newsroom.health
    assert {source.id: found[source.id].reason for source in READ if found[source.id].status != "green"} == {}


@pytest.mark.long
def test_a_second_run_asks_nobody_before_their_time(newsroom: Newsroom) -> None:
    again = newsroom.run()
    assert {run.status for run in again.collected.runs} <= {RunStatus.NOT_DUE, RunStatus.DISABLED}


@pytest.mark.long
def test_the_archive_alone_gives_the_same_tables(newsroom: Newsroom) -> None:
    with open_store(newsroom.workspace.db) as store:
        before = list(dump(store))
    assert reparse(newsroom.workspace, dry_run=True)[1] == ()
    rebuild(newsroom.workspace)
    with open_store(newsroom.workspace.db) as store:
        assert list(dump(store)) == before
    assert list(Archive(newsroom.workspace.archive).verify()) == []


@pytest.mark.long
def test_a_week_later_nothing_is_new_and_nothing_is_broken(newsroom: Newsroom) -> None:
    newsroom.clock.now += timedelta(days=7)
    later = newsroom.run()
    asked = [one for one in later.collected.runs if one.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED)]
    assert len(asked) == len(READ)
    assert {one.source: one.reason for one in asked if one.status is not RunStatus.UNCHANGED} == {}
