"""Alerts end to end: what is written before it is sent, sent once to each address, and held back by limits."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tracker.errors import MissingExtra
from tracker.jobs.alerting import Alerted, Sending, alert, alert_if_any, would_fire
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.notices import notifying, terms
from tracker.report.views.changes import LATE, What, changes
from tracker.sources import Alerts, Limits, Rule
from tracker.store import open_store

DESK, EDITORS = "json://desk.example/secret", "json://editors.example/secret"
ENVIRONMENT = {"TRACKER_NOTIFY": DESK, "EDITORS": EDITORS}
SPOKE = Rule(name="spoke", when="spoke")
#: apprise 2.2 loads a module for a part of it that is used for encrypted mail alone.
SHIM = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Killed(BaseException):
    """What a test ends a run by."""


@dataclass
class Post:
    """Takes what is sent, unless the address is down; `after` is called when something was taken."""

    down: set[str] = field(default_factory=set)
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    after: Callable[[], None] = lambda: None

    def __call__(self, address: str, title: str, text: str) -> str:
        self.asked.append(address)
        if address in self.down:
            return "json://…: was not delivered"
        self.taken.append((address, title, text))
        self.after()
        return ""

    def titles(self, address: str = DESK) -> list[str]:
        return [title for to, title, _ in self.taken if to == address]


@dataclass
class Desk:
    """The sample world after its second visit, as rules meet it: what the second visit found is not seen yet."""

    workspace: Workspace
    noon: datetime
    post: Post = field(default_factory=Post)

    def run(self, *rules: Rule, hours: float = 0, limits: Limits | None = None, **given: Any) -> Alerted:
        alerts = Alerts(rules=rules or (SPOKE,), limits=limits or Limits())
        sending = Sending(
            path=self.workspace.alerts,
            environment=given.pop("environment", ENVIRONMENT),
            send=given.pop("send", self.post),
        )
        with open_store(self.workspace.db) as store:
            return alert(store, alerts, sending, self.noon + timedelta(hours=hours), **given)

    def find_again(self, number: int) -> None:
        """Forget that so many statements were seen, as if they had been found just now."""
        with open_store(self.workspace.db) as store:
            news = [one.key for one in self.news(store) if one.what is What.SAID][:number]
            assert len(news) == number
            with store.transaction():
                store._db.executemany("DELETE FROM alerts_seen WHERE thing = ?", [(one,) for one in news])
                store._db.execute("DELETE FROM alerts_seen WHERE thing LIKE '#%'")

    @staticmethod
    def news(store: Any) -> list[Any]:
        held = Collection.read(store)
        found = [one for one in changes(held) if not one.late and one.statement]
        return [one for one in found if held.statements[one.statement].moves[:1] == ("condemn",)]


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


def test_the_first_time_nothing_is_sent_but_a_line(demo_data: Path, tmp_path: Path) -> None:
    workspace = Workspace(data=tmp_path, sources=tmp_path / "sources.yaml")
    shutil.copy(demo_data / "tracker.db", workspace.db)
    with open_store(workspace.db) as store:
        noon = changes(Collection.read(store))[0].at
    made = Desk(workspace=workspace, noon=noon)
    made.run()
    ((_, title, text),) = made.post.taken
    assert title == "Alerts are on"
    assert "would have been sent" in text
    assert made.run(hours=1).sent == 0


def test_what_is_newly_found_is_sent_once(desk: Desk) -> None:
    desk.find_again(2)
    assert desk.run().sent == 2
    assert [title.split(":")[0] for title in desk.post.titles()] == ["spoke", "spoke"]
    for hours in (1, 2):
        assert desk.run(hours=hours) == Alerted()
    desk.find_again(2)  # even where it is forgotten that it was seen, it was sent
    assert desk.run(hours=30).sent == 0
    assert len(desk.post.taken) == 2


def test_what_was_found_long_after_it_was_said_or_long_ago_is_counted_and_not_sent(desk: Desk) -> None:
    with open_store(desk.workspace.db) as store, store.transaction():
        store._db.execute("DELETE FROM alerts_seen WHERE thing LIKE 'said/%' OR thing LIKE '#%'")
        late = sum(one.late for one in changes(Collection.read(store)) if one.what is What.SAID)
    made = desk.run(Rule(name="all", when="spoke", everything=True), limits=Limits(hour=500, day=500))
    assert late > 100
    assert made.late == late
    desk.find_again(3)
    assert desk.run(hours=LATE / timedelta(hours=1)) == Alerted(late=3)


def test_a_store_made_anew_remembers_what_was_sent(desk: Desk) -> None:
    from tracker.jobs.rebuilding import _carry  # noqa: PLC0415  the one part of a rebuild that is asked here

    desk.find_again(1)
    desk.run()
    other = Workspace(data=desk.workspace.data / "other", sources=desk.workspace.sources)
    with open_store(desk.workspace.db) as old, open_store(other.db) as new:
        _carry(old, new)
        assert new.alerts() == old.alerts() != []
        assert new.alerts_seen() == old.alerts_seen()


def test_a_receiver_that_is_down_loses_nothing_and_is_told_of(desk: Desk) -> None:
    desk.find_again(3)
    desk.post.down = {DESK}
    talk: list[str] = []
    made = desk.run(progress=talk.append)
    assert (made.sent, made.waiting) == (0, 3)
    assert desk.post.asked == [DESK]  # the rest of the pass does not wait for it
    assert talk[0] == "alerts: json://…: was not delivered; the next run tries again"
    assert "secret" not in "".join(talk)
    desk.post.down = set()
    assert desk.run(hours=1).sent == 3
    assert len(set(desk.post.titles())) == 3


def test_only_the_address_that_was_down_is_tried_again(desk: Desk) -> None:
    desk.find_again(1)
    desk.post.down = {EDITORS}
    rule = Rule(name="spoke", when="spoke", to=("TRACKER_NOTIFY", "EDITORS"))
    assert desk.run(rule).waiting == 1
    desk.post.down = set()
    assert desk.run(rule, hours=1).sent == 1
    assert (len(desk.post.titles(DESK)), len(desk.post.titles(EDITORS))) == (1, 1)


def test_a_run_that_is_killed_between_sending_and_noting_sends_nothing_twice(desk: Desk) -> None:
    desk.find_again(2)

    def die() -> None:
        raise Killed

    desk.post.after = die
    with pytest.raises(Killed):
        desk.run()
    desk.post.after = lambda: None
    desk.run(hours=1)
    titles = desk.post.titles()
    first = titles[0]
    assert titles.count(first) == 1
    assert len([one for one in titles if one.startswith("spoke")]) == 2
    (doubt,) = [text for _, title, text in desk.post.taken if title == "An alert may not have reached you"]
    assert first in doubt
    desk.run(hours=2)
    assert desk.post.titles() == titles


def test_a_run_that_is_killed_before_it_sends_loses_nothing(desk: Desk) -> None:
    desk.find_again(2)

    def die(*_: str) -> str:
        raise Killed

    with pytest.raises(Killed):
        desk.run(send=die)
    desk.run(hours=1)
    told = [text for _, title, text in desk.post.taken if title == "An alert may not have reached you"]
    sent = [title for title in desk.post.titles() if title.startswith("spoke")]
    assert len(told) + len(sent) == 2  # one was being sent as far as anybody knows, and is told of


def test_limits_hold_back_count_and_tell_in_one_line(desk: Desk) -> None:
    desk.find_again(5)
    made = desk.run(limits=Limits(hour=2))
    assert (made.fired, made.sent, made.held) == (5, 3, 3)  # two alerts and the line
    (line,) = [text for _, title, text in desk.post.taken if "held back" in title]
    assert line == "3 more alerts were held back by the limits: spoke 3. The site shows them."
    desk.run(hours=2, limits=Limits(hour=2))
    assert len(desk.post.taken) == 3


def test_a_day_has_a_limit_too_and_is_over_after_a_day(desk: Desk) -> None:
    desk.find_again(4)
    few = Limits(hour=9, day=2)
    assert desk.run(limits=few).held == 2
    assert desk.run(hours=2, limits=few).sent == 0
    with open_store(desk.workspace.db) as store, store.transaction():
        store._db.execute("DELETE FROM alerts_sent WHERE state = 'told'")
    desk.find_again(4)
    assert desk.run(hours=25, limits=few).fired == 2


def test_a_rule_has_limits_of_its_own(desk: Desk) -> None:
    desk.find_again(4)
    few = Rule(name="few", when="spoke", limits=Limits(hour=1))
    desk.run(few, SPOKE)
    names = [title.split(":")[0] for title in desk.post.titles()]
    assert (names.count("few"), names.count("spoke")) == (1, 4)


def test_a_rule_that_is_gone_drops_what_waited_for_it(desk: Desk) -> None:
    desk.find_again(1)
    desk.post.down = {DESK}
    desk.run()
    desk.post.down = set()
    made = desk.run(Rule(name="other", when="vanished"), hours=1)
    assert (made.sent, made.waiting, desk.post.taken) == (0, 0, [])


def test_an_address_that_is_nowhere_is_trouble_and_the_alert_waits(desk: Desk) -> None:
    desk.find_again(1)
    made = desk.run(environment={})
    assert (made.waiting, len(made.troubles)) == (1, 1)
    assert "TRACKER_NOTIFY: is not set" in made.troubles[0]
    assert desk.run(hours=1).sent == 1


def test_a_file_of_addresses_is_read_only_where_nobody_else_can(desk: Desk) -> None:
    path = desk.workspace.sources.with_name("desk")
    path.write_text(f"{DESK}\n", "utf-8")
    path.chmod(0o640)
    rule = Rule(name="spoke", when="spoke", to=("./desk",))
    desk.find_again(1)
    made = desk.run(rule)
    assert made.waiting == 1
    assert "chmod 600" in made.troubles[0]
    path.chmod(0o600)
    assert desk.run(rule, hours=1).sent == 1


@pytest.mark.parametrize("place", ["~nobody-of-that-name/desk", "./pipe", "./folder/"])
def test_what_is_no_file_of_addresses_is_trouble(desk: Desk, place: str) -> None:
    beside = desk.workspace.sources.parent
    os.mkfifo(beside / "pipe", 0o600)
    (beside / "folder").mkdir(mode=0o700)
    desk.find_again(1)
    made = desk.run(Rule(name="spoke", when="spoke", to=(place,)))
    assert made.waiting == 1
    assert made.troubles


def test_without_the_extra_alerts_wait(desk: Desk) -> None:
    def lacking(*_: str) -> str:
        raise MissingExtra("notify", "sending")

    desk.find_again(1)
    made = desk.run(send=lacking)
    assert made.waiting == 1
    assert "statement-tracker[notify]" in made.troubles[0]


def test_a_dry_look_remembers_nothing(desk: Desk) -> None:
    desk.find_again(2)
    with open_store(desk.workspace.db) as store:
        before = store.alerts_seen()
        assert len(would_fire(store, Alerts(rules=(SPOKE,)), desk.noon).fired) == 2
        assert len(would_fire(store, Alerts(rules=(SPOKE,)), desk.noon, since=desk.noon - timedelta(days=1)).fired) > 2
        assert store.alerts_seen() == before
    assert desk.run().sent == 2


def test_no_file_is_no_alerts_and_a_bad_one_is_trouble_that_ends_nothing(desk: Desk) -> None:
    sending = Sending(path=desk.workspace.alerts, environment=ENVIRONMENT, send=desk.post)
    with open_store(desk.workspace.db) as store:
        assert alert_if_any(store, sending, desk.noon) is None
        desk.workspace.alerts.write_text("rules:\n  a: {when: spok}\n", "utf-8")
        talk: list[str] = []
        made = alert_if_any(store, sending, desk.noon, progress=talk.append)
    assert made is not None
    assert made.troubles
    assert "alerts.yaml:2:" in talk[0]


def test_a_pattern_without_end_is_trouble_and_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "PATIENCE", 0.05)
    endless = "rules:\n  a: {when: new-words, patterns: {en: '(?:[\\w ,]+)+@@'}}\n"
    desk.workspace.alerts.write_text(endless, "utf-8")
    sending = Sending(path=desk.workspace.alerts, environment=ENVIRONMENT, send=desk.post)
    desk.find_again(1)
    with open_store(desk.workspace.db) as store:
        made = alert_if_any(store, sending, desk.noon)
    assert made is not None
    assert "without a repeat inside a repeat" in made.troubles[0]
    assert desk.run().sent == 1


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is given; answers as it is told, or not at all."""

    answer = 200
    seen: list[dict[str, Any]]

    def do_POST(self) -> None:
        self.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.answer:
            self.send_response(self.answer)
            self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    handler = type("Own", (Receiver,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"json://somebody:secret@127.0.0.1:{server.server_port}/", handler
        server.shutdown()
        thread.join()


@SHIM
@pytest.mark.parametrize("answer", [500, 0])
def test_apprise_delivers_as_plain_text_and_tries_again(
    desk: Desk, receiver: tuple[str, type[Receiver]], answer: int
) -> None:
    pytest.importorskip("apprise", reason="the extra notify is not installed")
    address, handler = receiver
    given = {"environment": {"TRACKER_NOTIFY": address}, "send": notifying.send}
    desk.find_again(1)
    handler.answer = answer
    made = desk.run(**given)
    assert (made.waiting, made.sent) == (1, 0)
    assert "secret" not in "".join(made.troubles)
    handler.seen.clear()
    handler.answer = 200
    assert desk.run(hours=1, **given).sent == 1
    (taken,) = handler.seen
    assert taken["title"].startswith("spoke: ")
    assert "Whose words: " in taken["message"]


def test_a_run_sends_alerts_where_there_is_a_file_of_rules(tmp_path: Path) -> None:
    from tracker.demo import visits  # noqa: PLC0415  a room that the other tests here do not need
    from tracker.jobs.collecting import Outside  # noqa: PLC0415
    from tracker.jobs.running import run  # noqa: PLC0415

    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    workspace.sources.write_text("sources: {}\n", "utf-8")
    workspace.alerts.write_text("rules:\n  spoke: {when: spoke, to: NOWHERE}\n", "utf-8")
    outside = Outside(clock=visits.Clock(visits.visit_times()[0]))
    sending = Sending(path=workspace.alerts, environment={}, send=Post())
    talk: list[str] = []
    made = run(workspace, outside=outside, sending=sending, progress=talk.append)
    assert made.trouble
    assert any("NOWHERE: is not set" in one for one in talk)
