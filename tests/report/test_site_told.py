"""Each kind of fact that a page rests on tells some change that nothing else would tell.

Where one kind is no longer noted, its case here fails: the page that only this kind would have had composed again
would stay as it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest
import report_fake
from report_fake import Fake
from test_site_incremental import Change, health

from tracker.report.collection import Collection
from tracker.report.site.drafts import Draft, drafts
from tracker.report.site.facts import Facts, Shelf
from tracker.report.site.tracing import Traced

#: For each kind of fact, a change of the invented world that some page learns of by this kind alone.
CASES = {
    "after": "statement",
    "before": "statement",
    "beginnings": "begins",
    "channels": "rights",
    "corrected": "corrected",
    "courses": "statement",
    "firsts": "statement",
    "formulas": "leader",
    "incidents": "incident",
    "issuers": "renamed",
    "observations": "observation",
    "origins": "origin",
    "passages": "passage",
    "presences": "vanished",
    "reaches": "member",
    "renderings": "edit",
    "replies": "gone",
    "said": "redated",
    "sightings": "seen",
    "since": "begins",
    "speaking": "statement",
    "statements": "redated",
    "uses": "member",
    "versions": "version",
}
#: So many changes of one kind are tried, each with other things.
TRIES = 12


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_alone_tells_some_change(kind: str):
    drawn = (changed(CASES[kind], attempt) for attempt in range(TRIES))
    assert any({kind} in learned(fake).values() for fake in drawn)


def test_another_epoch_is_told(monkeypatch: pytest.MonkeyPatch):
    fake = report_fake.world()
    monkeypatch.setattr(fake, "epoch", lambda: "another")
    assert learned(fake)["method.html"] == {"epoch"}


def changed(kind: str, attempt: int) -> Fake:
    """The invented world after one change, the same at every run."""
    fake, draw = report_fake.world(), random.Random(f"{attempt} {kind}")  # noqa: S311 - picks for a test
    change = Change.__new__(Change)
    change.fake, change.pick = fake, lambda values: draw.choice(sorted(values, key=repr))
    getattr(change, kind)()
    return fake


def learned(fake: Fake) -> dict[str, set[str]]:
    """The pages that are others now, each with the kinds of facts by which the next build would learn of it."""
    before, names = first()
    facts = Facts(Collection.read(fake), fake)
    present = set(facts.present.tolist())
    come = {(shelf.kind, key): kind for kind, shelf in shelves(facts) for key in shelf}
    found = {}
    for draft in plan(Collection.read(fake), fake):
        body, seen, missed = before.get(draft.path, (b"", set(), set()))
        if body and draft.compose() != body:
            found[draft.path] = {names[one] for one in seen - present} | {come[one] for one in missed & come.keys()}
    return found


@cache
def first() -> tuple[dict[str, tuple[bytes, set[int], set[object]]], dict[int, str]]:
    """Every page of the world with what was noted for it, and what kind each number is of."""
    fake = report_fake.world()
    traced = Traced.over(Collection.read(fake), fake)
    pages = {}
    for draft in plan(traced, fake):
        traced.notes.empty()
        body = draft.compose()
        pages[draft.path] = body, set(traced.notes.seen), set(traced.notes.missed)
    names = {number: kind for kind, shelf in shelves(traced.facts) for number in (*shelf.values(), shelf.whole)}
    return pages, names | {traced.facts.everything: "everything"}


def plan(collection: Collection, fake: Fake) -> Iterator[Draft]:
    """All pages but the feeds, which are called with what is theirs and learn of most changes by that."""
    known = {one.source: one for one in health(fake)}
    return (one for one in drafts(collection, known, report_fake.NOW) if not one.path.endswith(".xml"))


def shelves(facts: Facts) -> list[tuple[str, Shelf[object]]]:
    return [(kind, one) for kind, one in vars(facts).items() if isinstance(one, Shelf)]
