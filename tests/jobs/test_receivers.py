"""Alerts and those who take them: limits in hours and days, receivers that are down, slow or long away, and apprise."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from http.server import HTTPServer
from threading import Event, Thread

import pytest
from alert_desk import DESK, EDITORS, SPOKE, Desk
from receiving import Receiver

from tracker.model import Alert
from tracker.report.notices import notifying
from tracker.sources import Limits, Rule
from tracker.store import open_store

#: apprise 2.2 loads a module for a part of it that is used for encrypted mail alone.
SHIM = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


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
    talk: list[str] = []
    made = desk.run(Rule(name="other", when="vanished"), hours=1, progress=talk.append)
    assert (made.sent, made.waiting, desk.post.taken) == (0, 0, [])
    assert talk == ["alerts: 1 that waited dropped, for rules that are no longer in the file: spoke"]


def test_nobody_waits_behind_a_receiver_that_is_down(desk: Desk) -> None:
    """Oldest first, but what a dead address keeps in the queue is not what an hour may have."""
    dead, living = Rule(name="dead", when="spoke", to=("EDITORS",)), Rule(name="living", when="spoke")
    desk.post.down = {EDITORS}
    desk.find_again(3)
    limits = Limits(hour=3, day=90)
    desk.run(dead, limits=limits)
    desk.find_again(3)
    made = desk.run(dead, living, hours=2, limits=limits)
    assert (made.sent, made.waiting) == (3, 3)
    assert {title.split(":")[0] for title in desk.post.titles()} == {"living"}
    desk.post.down = set()
    assert desk.run(dead, living, hours=90, limits=limits).sent == 3
    assert len(set(desk.post.titles(EDITORS))) == len(desk.post.titles(EDITORS)) == 3


def test_after_days_without_a_receiver_an_hour_has_no_more_than_it_may(desk: Desk) -> None:
    desk.post.down = {DESK}
    desk.find_again(5)
    desk.run(limits=Limits(hour=5))
    desk.post.down = set()
    counts = [desk.run(hours=50 + later, limits=Limits(hour=2)).sent for later in range(4)]
    assert counts == [2, 2, 1, 0]
    assert len(set(desk.post.titles())) == 5


@pytest.mark.parametrize("ahead", [30 * 365 * 24, -30 * 365 * 24])
def test_a_clock_that_was_wrong_silences_nothing_once_it_is_right(desk: Desk, ahead: int) -> None:
    """Alerts of a day in thirty years would use up every hour's limit until then, and so would their line."""
    few = Limits(hour=2, day=4)
    with open_store(desk.workspace.db) as store, store.transaction():
        wrong = desk.noon + timedelta(hours=ahead)
        made = [Alert(rule="spoke", thing=f"said/x{n}", at=wrong, title="t", text="t", state="sent") for n in range(9)]
        line = Alert(rule="", thing="held/then", at=wrong, title="t", text="t", state="sent")
        store.put_alerts([*made, line])
    desk.find_again(3)
    made_now = desk.run(limits=few)
    assert (made_now.fired, made_now.held, made_now.sent) == (3, 1, 3)  # two alerts, and the line about the third


class Dripping(Receiver):
    """Answers a letter at a time, so that no single read ever takes long; whoever waits for its end gets a yes."""

    over: Event

    def do_POST(self) -> None:  # noqa: N802  the base class says it so
        self.rfile.read(int(self.headers["Content-Length"]))
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
            for _ in range(200):
                if self.over.wait(0.02):
                    return
                self.wfile.write(b"x")
            self.wfile.write(b"\r\n\r\n")


@SHIM
def test_a_receiver_that_answers_by_drips_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("apprise", reason="the extra notify is not installed")
    monkeypatch.setattr(notifying, "PATIENCE", 0.5)
    over = Event()
    with HTTPServer(("127.0.0.1", 0), type("Own", (Dripping,), {"over": over})) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        desk.find_again(1)
        address = f"json://somebody:secret@127.0.0.1:{server.server_port}/"
        made = desk.run(environment={"TRACKER_NOTIFY": address}, send=notifying.send)
        over.set()
        server.shutdown()
        thread.join()
    assert (made.sent, made.waiting) == (0, 1)
    assert "secret" not in "".join(made.troubles)
    assert made.troubles[0].endswith("the next run tries again")


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
