"""The digest of a run: written once, sent once to each address, tried again until it was taken."""

from datetime import timedelta
from typing import Any

import pytest
from receiving import Receiver

from tracker.errors import BadConfig, MissingExtra
from tracker.jobs.acknowledging import acknowledge
from tracker.jobs.digesting import Telling, tell
from tracker.jobs.unsent import read_unsent
from tracker.model import RunStatus
from tracker.report.notices import notifying
from tracker.sources import load_registry
from tracker.store import open_store

GOOD, FAILED = RunStatus.UNCHANGED, RunStatus.FAILED
DAY = 24.0
ONE, TWO = "json://one.example/secret", "json://two.example/secret"


#: apprise 2.2 loads a module for a part of it that is used for encrypted mail alone.
SHIM = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Post:
    """Takes what is sent, unless the address is down."""

    def __init__(self) -> None:
        self.down: set[str] = set()
        self.taken: list[tuple[str, str]] = []

    def __call__(self, address: str, title: str, text: str) -> str:
        assert text.startswith(title)
        if address in self.down:
            return "json://…: was not delivered"
        self.taken.append((address, title.removeprefix("Statement tracker: ")))
        return ""


@pytest.fixture
def room(newsroom: Any) -> Any:
    newsroom.passed("karsan", 0, GOOD)
    newsroom.passed("osk", 0, GOOD)
    return newsroom


def told(room: Any, hours: float, *addresses: str, post: Any = None) -> list[str]:
    """What the end of a run says to the person who looks at it."""
    talk: list[str] = []
    telling = Telling(addresses=addresses, send=post or Post())
    now = room.noon + timedelta(hours=hours)
    with open_store(room.workspace.db) as store:
        registry = load_registry(room.workspace.sources)
        tell(store, room.workspace, registry, now, telling=telling, progress=talk.append)
    return talk


def test_what_broke_is_written_and_sent_once(room: Any) -> None:
    post = Post()
    assert told(room, 1, ONE, post=post) == []
    room.passed("karsan", 2, FAILED, "gone")
    said = told(room, 3, ONE, post=post)
    assert said == [f"Statement tracker: 1 broke; see {room.workspace.digest}"]
    text = room.workspace.digest.read_text("utf-8")
    assert "- karsan: gone" in text
    for hours in (4, DAY + 4, 3 * DAY):
        room.passed("karsan", hours, FAILED, f"gone for {hours} hours")
        room.passed("osk", hours, GOOD)
        assert told(room, hours, ONE, post=post) == []
    assert room.workspace.digest.read_text("utf-8") == text
    assert post.taken == [(ONE, "1 broke")]


def test_there_is_one_digest_a_day(room: Any) -> None:
    post = Post()
    room.passed("karsan", 1, FAILED)
    told(room, 1, ONE, post=post)
    room.passed("karsan", 7, GOOD)
    room.passed("osk", 7, FAILED)
    assert told(room, 8, ONE, post=post) == []
    told(room, 12, ONE, post=post)
    assert [title for _, title in post.taken] == ["1 broke", "1 broke, 1 recovered"]


def test_known_trouble_is_not_sent(room: Any) -> None:
    post = Post()
    room.passed("karsan", 1, FAILED)
    acknowledge(room.workspace, "karsan", "2031-03-02", clock=lambda: room.noon + timedelta(hours=2))
    assert told(room, 3, ONE, post=post) == []
    assert not room.workspace.digest.exists()
    room.passed("osk", 37, GOOD)
    told(room, 37, ONE, post=post)
    assert [title for _, title in post.taken] == ["1 broke"]


def test_an_address_that_is_down_is_told_of_and_tried_again_and_the_others_get_it_once(room: Any) -> None:
    post = Post()
    post.down = {TWO}
    room.passed("karsan", 1, FAILED)
    said = told(room, 1, ONE, TWO, post=post)
    assert said[1:] == ["the digest was not sent: json://…: was not delivered; the next run tries again"]
    assert "secret" not in room.workspace.unsent.read_text("utf-8")
    assert told(room, 2, ONE, TWO, post=post) == said[1:]
    post.down = set()
    assert told(room, 3, ONE, TWO, post=post) == []
    assert told(room, 4, ONE, TWO, post=post) == []
    assert post.taken == [(ONE, "1 broke"), (TWO, "1 broke")]
    assert not room.workspace.unsent.exists()


def test_an_address_that_was_mistyped_and_put_right_gets_what_was_not_sent(room: Any) -> None:
    post = Post()
    post.down = {ONE}
    room.passed("karsan", 1, FAILED)
    told(room, 1, ONE, post=post)
    told(room, 2, TWO, post=post)
    assert post.taken == [(TWO, "1 broke")]


def test_a_run_that_dies_between_writing_and_remembering_says_it_once(
    room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post()
    room.passed("karsan", 1, FAILED)
    monkeypatch.setattr("tracker.store.writes.Writes.put_notices", _die)
    with pytest.raises(KeyboardInterrupt):
        told(room, 1, ONE, post=post)
    monkeypatch.undo()
    assert post.taken == []
    assert len(told(room, 2, ONE, post=post)) == 1
    assert post.taken == [(ONE, "1 broke")]
    room.passed("karsan", DAY + 1, FAILED)
    room.passed("osk", DAY + 1, GOOD)
    assert told(room, DAY + 2, ONE, post=post) == []


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_without_the_extra_the_digest_is_written_and_waits(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "find_spec", lambda _: None)
    room.passed("karsan", 1, FAILED)
    said = told(room, 1, ONE, post=notifying.send)
    assert 'pip install "statement-tracker[notify]"' in said[1]
    assert room.workspace.digest.exists()
    assert len(read_unsent(room.workspace.unsent)) == 1
    with pytest.raises(MissingExtra):
        notifying.send(ONE, "title", "title text")


def test_a_damaged_line_of_what_waits_costs_itself_alone(room: Any) -> None:
    post = Post()
    post.down = {ONE}
    room.passed("karsan", 1, FAILED)
    told(room, 1, ONE, post=post)
    held = room.workspace.unsent.read_bytes()
    room.workspace.unsent.write_bytes(b'{"torn": \xff\n[]\n' + held)
    post.down = set()
    told(room, 2, ONE, post=post)
    assert post.taken == [(ONE, "1 broke")]


@SHIM
def test_apprise_delivers_the_digest(room: Any, receiver: tuple[str, type[Receiver]]) -> None:
    pytest.importorskip("apprise", reason="the extra notify is not installed")
    address, handler = receiver
    room.passed("karsan", 1, FAILED, "gone *with* <b>marks</b>")
    assert len(told(room, 1, address, post=notifying.send)) == 1
    assert [one["title"] for one in handler.seen] == ["Statement tracker: 1 broke"]
    assert "- karsan: gone *with* <b>marks</b>" in handler.seen[0]["message"]


@SHIM
def test_an_answer_that_is_no_success_is_told_without_the_password(
    receiver: tuple[str, type[Receiver]], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("apprise", reason="the extra notify is not installed")
    address, handler = receiver
    handler.answer = 500
    assert notifying.send(address, "title", "text") == "json://…: was not delivered"
    assert notifying.send("nonsense://somebody:secret@x", "title", "text").startswith("nonsense://…: not an address")
    assert "secret" not in "".join(capfd.readouterr())
    assert [one for one in caplog.records if one.name.startswith("apprise")] == []


def test_addresses_are_read_from_one_setting() -> None:
    assert notifying.addresses(f" {ONE}\n{TWO} {ONE} ") == (ONE, TWO)
    assert notifying.addresses("") == ()
    with pytest.raises(BadConfig, match="address 2") as error:
        notifying.addresses(f"{ONE} secret@example")
    assert "secret" not in str(error.value)
