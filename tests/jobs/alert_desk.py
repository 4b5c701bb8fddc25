"""A store of the sample world as rules meet it, and a receiver that a test turns off and on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tracker.jobs.alerting import Alerted, Sending, alert
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.views.changes import What, changes
from tracker.sources import Alerts, Limits, Rule
from tracker.store import open_store

DESK, EDITORS = "json://desk.example/secret", "json://editors.example/secret"
ENVIRONMENT = {"TRACKER_NOTIFY": DESK, "EDITORS": EDITORS}
SPOKE = Rule(name="spoke", when="spoke")


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
