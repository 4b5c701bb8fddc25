"""Whatever one read of a collection answers, what is noted of it tells when it would answer otherwise.

Here every way of asking stands alone: a page asks in many, so that one that is not noted may hide behind another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import report_fake
from report_fake import Fake
from test_site_told import changed

from tracker.model import When
from tracker.report.collection import Collection
from tracker.report.site.facts import Facts
from tracker.report.site.tracing import Traced

Ask = Callable[[Collection], object]
KINDS = (
    "statement", "gone", "redated", "moved", "member", "incident", "seen", "version", "leader", "undated", "vanished",
    "counted",
)  # fmt: skip
TRIES = 8


def asks(fake: Fake) -> Iterator[tuple[str, Ask]]:
    """Every way of asking, of each thing of the invented world."""
    issuers = [one.id for one in fake.held_issuers]
    for said in fake.held_statements:
        yield from of_statement(said.id, said.issuer or "")
    for issuer in issuers:
        yield from of_issuer(issuer)
    for held in fake.held_incidents:
        yield from of_incident(held.id, issuers)
    for formula in fake.held_formulas:
        yield from of_formula(formula.id)
    for rendering in fake.held_renderings:
        key = rendering.id
        yield f"text {key}", lambda c, key=key: c.renderings.get(key)
        yield f"versions {key}", lambda c, key=key: [(one.number, one.text) for one in c.versions(key)]
        yield f"sightings {key}", lambda c, key=key: [one.last_seen for one in c.versions(key)]
    yield "all statements", lambda c: " ".join(one for one in c.statements)
    yield "how many statements", lambda c: len(c.statements)
    yield "occasions", lambda c: {key: list(own) for key, own in c.occasions.items()}
    yield "statements of the store", lambda c: list(c.store.statements())
    yield "incidents of the store", lambda c: list(c.store.incidents())
    yield "vanished", lambda c: list(c.store.presences())
    for day in ("2029-01-01", "2031-03-14", "2032-01-01"):
        yield f"begun {day}", lambda c, day=day: c.begun(When(day))


def of_statement(key: str, issuer: str) -> Iterator[tuple[str, Ask]]:
    yield f"statement {key}", lambda c: c.statements.get(key)
    yield f"uses {key}", lambda c: [(one.id, use) for one, use in c.uses.get(key, ())]
    yield f"tallies {key}", lambda c: [c.tally(one.id, key) for one, _ in c.uses.get(key, ())]

    def stepped(c: Collection, way: Callable[[Collection], object]) -> object:
        return way(c) if key in c.statements else None

    yield f"last before {key}", lambda c: stepped(c, lambda c: next(c.before(issuer, c.statements[key]), None))
    yield f"all before {key}", lambda c: stepped(c, lambda c: list(c.before(issuer, c.statements[key])))
    yield f"replied {key}", lambda c: stepped(c, lambda c: dict(c.replied(issuer, c.statements[key])))
    for other in ("xaa-mfa", "union"):
        yield (
            f"{other} before {key}",
            lambda c, other=other: stepped(c, lambda c: [one.id for one in c.before(other, c.statements[key])]),
        )
        yield (
            f"{other} after {key}",
            lambda c, other=other: stepped(c, lambda c: c.after(other, c.statements[key])),
        )
    yield f"after {key}", lambda c: stepped(c, lambda c: c.after(issuer, c.statements[key]))


def of_issuer(key: str) -> Iterator[tuple[str, Ask]]:
    yield f"spoke {key}", lambda c: key in c.by_issuer
    yield f"count {key}", lambda c: len(c.by_issuer.get(key, ()))
    yield f"said {key}", lambda c: list(c.by_issuer.get(key, ()))
    yield f"last {key}", lambda c: c.by_issuer[key][-2:] if key in c.by_issuer else None
    for at in (0, 1, 2):
        yield f"place {at} {key}", lambda c, at=at: placed(c, key, at)


def placed(collection: Collection, issuer: str, at: int) -> object:
    """What an issuer said there; nothing where it said less."""
    try:
        return collection.by_issuer[issuer][at]
    except (KeyError, IndexError):
        return None


def of_incident(key: str, issuers: list[str]) -> Iterator[tuple[str, Ask]]:
    yield f"name {key}", lambda c: c.incidents[key].name if key in c.incidents else None
    yield f"course {key}", lambda c: c.incidents[key].statements if key in c.incidents else None
    for issuer in issuers:
        yield f"answering {key} {issuer}", lambda c, issuer=issuer: c.answering.get((key, issuer))
        yield (
            f"answered {key} {issuer}",
            lambda c, issuer=issuer: {
                about: [(one.id, one.moves) for one in said]
                for about, said in c.answered(issuer, c.incidents[key]).items()
            },
        )


def of_formula(key: str) -> Iterator[tuple[str, Ask]]:
    yield f"template {key}", lambda c: c.formulas[key].template
    yield f"reach {key}", lambda c: c.formulas[key].uses
    yield f"all tallies {key}", lambda c: dict(c.tallies(key))
    yield f"taken up {key}", lambda c: dict(c.taken_up(key))
    yield f"returned {key}", lambda c: c.returned(key)


@cache
def first() -> list[tuple[str, Ask, str, set[int], set[tuple[str, object]]]]:
    """Every ask with the answer, and what was noted."""
    fake = report_fake.world()
    plain = Collection.read(fake)
    traced, found = Traced.over(plain, fake), []
    for name, ask in asks(fake):
        traced.notes.empty()
        repr(ask(traced))
        found.append((name, ask, repr(ask(plain)), set(traced.notes.seen), set(traced.notes.missed)))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_would_answer_otherwise_is_told(kind: str):
    for attempt in range(TRIES):
        fake = changed(kind, attempt)
        today = Collection.read(fake)
        facts = Facts(today, fake)
        present = set(facts.present.tolist())
        come = {(shelf.kind, key) for shelf in facts._shelves() for key in shelf}
        for name, ask, before, seen, missed in first():
            if repr(ask(today)) != before:
                assert seen - present or missed & come, f"{name}: answers otherwise, and nothing tells"
