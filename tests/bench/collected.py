"""A simulated collection of any size, as matching leaves it: statements with passages, phrasings, incidents, origins.

Owns what the site's bench builds pages from. Statement n follows from n alone, so that a day later the same world has
some statements more, one text edited and one correction. The words are invented.
"""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.model import (
    Corrected,
    Derived,
    Evidence,
    FirstUse,
    Formula,
    How,
    Incident,
    Issuer,
    IssuerKind,
    Move,
    Observation,
    Observed,
    Origin,
    OriginKind,
    Party,
    Passage,
    Rendering,
    Statement,
    Strength,
    Use,
    VerbClass,
    When,
    Wording,
)
from tracker.store import open_store

BEGIN, APART = datetime(2021, 1, 1, tzinfo=UTC), timedelta(hours=8)
ISSUERS = 60
#: Sentences of a statement: what its issuer says again and again, what anybody says, and what nobody said before.
HABIT, COMMON, OWN = 4, 1, 5
#: How many there are of the first two kinds; as in real texts, the most used one is in some 3 of 100 statements.
HABITS, COMMONS = 200, 2_000
#: Of so many statements in a row, so many answer one incident.
ROW, ABOUT = 25, 10
#: Which statements change the next day; the collection must be larger.
EDITED, CORRECTED = 777, 778
_WORDS = [a + b for a in ("kar", "sel", "mor", "tan", "vel", "dor", "lis", "ber") for b in ("an", "ek", "io", "ur")]
_ISSUERS = tuple(
    Issuer(id=f"x{n:02}-mfa", name=f"Ministry {n}", kind=IssuerKind.STATE, country=f"X{n:02}") for n in range(ISSUERS)
)


def put(data: Path, count: int, *, later: int = 0) -> None:
    """Write `count` statements into DATA/tracker.db, or with `later` what the next day adds and changes."""
    said = [_statement(n) for n in range(count + later)]
    if later:
        said[EDITED] = _edited(said[EDITED])
    fresh = [*said[count:], said[EDITED]] if later else said
    with open_store(data / "tracker.db") as store, store.transaction():
        store.put_renderings([_rendering(one) for one in fresh], BEGIN + APART * (count + later))
        store.replace_derived(_derived(said, corrected=later > 0))


def _sentence(seed: str) -> str:
    draw = random.Random(seed)  # noqa: S311 - invented words
    return " ".join(draw.choice(_WORDS) + draw.choice(_WORDS) for _ in range(14)).capitalize() + "."


def _statement(n: int) -> Statement:
    draw = random.Random(n)  # noqa: S311 - invented words
    issuer = draw.choice(_ISSUERS).id
    stock = [f"{issuer} {int(HABITS * draw.random() ** 2)}" for _ in range(HABIT)]
    stock += [f"common {int(COMMONS * draw.random() ** 2)}" for _ in range(COMMON)]
    lines = [_sentence(one) for one in [*dict.fromkeys(stock), *(f"{n} {at}" for at in range(OWN))]]
    return Statement(
        id=f"s.{n:06}",
        parties=(Party(issuer),),
        date=When(f"{BEGIN + APART * n:%Y-%m-%d}"),
        title=f"On matter {n}",
        text=" ".join(lines),
        language="en",
        renderings=(f"s.{n:06}",),
        incidents=(_incident_id(n),) if n % ROW < ABOUT else (),
        moves=(draw.choice(list(Move)),),
        strength=Strength(verb_class=draw.choice(list(VerbClass))),
    )


def _incident_id(n: int) -> str:
    return f"i-{n // ROW:05}"


def _edited(one: Statement) -> Statement:
    return replace(one, text=f"{one.text} {_sentence('edited')}")


def _rendering(one: Statement) -> Rendering:
    return Rendering(
        id=one.id, source="bench", evidence=Evidence.OFFICIAL, wording=Wording.ORIGINAL, language="en",
        title=one.title, text=one.text, published=one.date, parties=one.parties, url=f"https://mfa.example/{one.id}",
    )  # fmt: skip


def _derived(said: list[Statement], *, corrected: bool) -> Derived:
    passages = [one for statement in said for one in _passages(statement)]
    uses: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        uses[one.text].append(one)
    by_id = {one.id: one for one in said}
    formulas = [_formula(text, held, by_id) for text, held in sorted(uses.items()) if len(held) > 1]
    decided = Corrected(thing=said[CORRECTED].id, number=1, what="date", to="2021-09-18", was="2021-09-17",
                        who="A. Reader", day=BEGIN.date(), why="misread")  # fmt: skip
    return Derived(
        epoch="bench",
        statements=tuple(said),
        issuers=_ISSUERS,
        passages=tuple(passages),
        formulas=tuple(formulas),
        incidents=tuple(_incidents(said)),
        origins=tuple(_origin(one, uses[one.text][0], by_id) for one in passages),
        observations=tuple(
            Observation(incident=_incident_id(n), issuer=issuer.id, state=Observed.NONE_FOUND)
            for n in range(0, len(said), ROW)
            for issuer in _ISSUERS[:20]
        ),
        search=tuple((one.id, one.text) for one in said),
        corrected=(decided,) if corrected else (),
    )


def _passages(one: Statement) -> list[Passage]:
    found, start = [], 0
    for at, line in enumerate(one.text.split(". ")):
        text = line.rstrip(".") + "."
        found.append(
            Passage(id=f"p.{one.id}.{at:02}", statement=one.id, rendering=one.id, version=1, start=start,
                    end=start + len(text), text=text, language="en", moves=one.moves, strength=one.strength)
        )  # fmt: skip
        start += len(text) + 1
    return found


def _formula(text: str, held: list[Passage], by_id: dict[str, Statement]) -> Formula:
    key = f"f-{random.Random(text).getrandbits(48):012x}"  # noqa: S311 - a name
    users = [by_id[one.statement] for one in held]
    uses = tuple(
        Use(formula=key, statement=one.statement, rendering=one.rendering, version=1, start=one.start, end=one.end,
            text=one.text, similarity=1.0, how=How.MEMBER, variant=text)
        for one in held
    )  # fmt: skip
    first = FirstUse(statement=users[0].id, issuer=users[0].issuer, date=users[0].date, shared=False)
    return Formula(
        id=key, template=text, language="en", statements=len(users), first=first, last=users[-1].date, uses=uses,
        incidents=len({one for user in users for one in user.incidents}), issuers=len({one.issuer for one in users}),
        variants=((text, len(users)),), moves=users[0].moves, measure="dice", min_similarity=1.0,
    )  # fmt: skip


def _incidents(said: list[Statement]) -> list[Incident]:
    found = []
    for at in range(0, len(said), ROW):
        own = tuple(one.id for one in said[at : at + ABOUT])
        day = said[at].date
        found.append(Incident(id=_incident_id(at), name=f"Incident {at // ROW}", start=day, end=day, kind="attack",
                              statements=own))  # fmt: skip
    return found


def _origin(one: Passage, first: Passage, by_id: dict[str, Statement]) -> Origin:
    new = one.id == first.id
    own = by_id[one.statement].issuer == by_id[first.statement].issuer
    kind = OriginKind.NEW if new else OriginKind.OWN if own else OriginKind.MATCHED
    return Origin(statement=one.statement, rendering=one.rendering, version=1, start=one.start, end=one.end, kind=kind,
                  source="" if new else first.id, issuer="" if new else by_id[first.statement].issuer,
                  date=None if new else by_id[first.statement].date)  # fmt: skip
