"""Alerts end to end: what is written before it is sent, sent once to each address, and asked of rules once."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from alert_desk import DESK, EDITORS, ENVIRONMENT, SPOKE, Desk, Killed, Post

from tracker.errors import MissingExtra
from tracker.jobs.alerting import Alerted, Sending, alert_if_any, would_fire
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.notices import terms
from tracker.report.views.changes import LATE, What, changes
from tracker.sources import Alerts, Limits, Rule
from tracker.store import open_store


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
    talk: list[str] = []
    assert desk.run(hours=LATE / timedelta(hours=1), progress=talk.append) == Alerted(late=3)
    assert talk == ["alerts: 3 of what is new here was said, or found, more than 14 days ago and is no news"]


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
