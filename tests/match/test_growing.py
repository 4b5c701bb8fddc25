"""Whatever comes and goes, in any order: what has grown is what all passages at once give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest

from tracker.errors import BadInput
from tracker.language.gazetteer import default_gazetteer
from tracker.match.epochs import flat
from tracker.match.formulas import find_formulas
from tracker.match.growing import Grown, grow
from tracker.match.packing import Written, packed, unpacked
from tracker.model import Evidence, Formula, LedgerEntry, Party, Passage, Segment, Statement, When

EPOCH, NAMES = flat(["en", "fr"]), default_gazetteer()
WORDS = ["we", "strongly", "condemn", "welcome", "not", "deeply", "regret", "reject", "support", "attack", "talks"]
WORDS += [f"word{n}" for n in range(29)]
#: Phrasings that return, alone or side by side, often with a word or two changed.
PHRASES = [WORDS[n * 4 : n * 4 + 4 + n % 3] for n in range(6)]
DATES = (None, "2030", "2030-05", "2030-05-01", "2030-05-02", "2031-01-01")


class World:
    """Texts that come, go and change; and what has grown from them, beside its own ledger."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 - histories to try, no secrets
        self.statements: dict[str, Statement] = {}
        self.passages: dict[str, Passage] = {}
        self.forms: dict[str, tuple[str, ...]] = {}
        self.grown = Grown()
        self.ledger: list[LedgerEntry] = []
        self.held: dict[str, Formula] = {}
        self.made = 0
        self.written = Written()
        self.segments: dict[tuple[str, str], list[Segment]] = {}

    def text(self) -> list[Passage]:
        """A sentence or three, some with clauses, by one statement; its rendering may be a second one."""
        self.made += 1
        known = self.draw.choice(sorted(self.statements)) if self.statements and self.draw.random() < 0.2 else ""
        statement = known or f"s{self.draw.randrange(10**6):06}"
        if not known:
            day = self.draw.choice(DATES)
            issuer = self.draw.choice("abc")
            self.statements[statement] = Statement(
                id=statement, text="", date=When(day) if day else None, parties=(Party(issuer),)
            )
        rendering = f"r{self.made}"
        evidence = self.draw.choices(list(Evidence), weights=[6, 2, 2, 1])[0]
        language = self.draw.choice(["en", "en", "en", "fr"])
        at, made = 0, []
        for _ in range(self.draw.randint(1, 2)):
            parts = [self.phrase() for _ in range(self.draw.choice((1, 1, 2)))]
            words, size = [word for part in parts for word in part], sum(map(len, parts))
            spans = [(0, size)] + ([(0, len(parts[0])), (len(parts[0]), size)] if len(parts) > 1 else [])
            for first, after in spans:
                part = words[first:after]
                start = at + sum(len(word) + 1 for word in words[:first])
                text = " ".join(part)
                made.append(
                    Passage(
                        id=f"{rendering}:{start}-{start + len(text)}",
                        statement=statement,
                        rendering=rendering,
                        version=1,
                        start=start,
                        end=start + len(text),
                        text=text,
                        language=language,
                        evidence=evidence,
                        clause=(first, after) != (0, size),
                    )
                )
            at += 200
        return made

    def phrase(self) -> list[str]:
        return [self.draw.choice(WORDS) if self.draw.random() < 0.15 else w for w in self.draw.choice(PHRASES)]

    def step(self) -> None:
        come = [passage for _ in range(self.draw.randint(0, 6)) for passage in self.text()]
        renderings = sorted({p.rendering for p in self.passages.values()})
        leaving = {r for r in renderings if self.draw.random() < 0.08}
        gone = [p.id for p in self.passages.values() if p.rendering in leaving]
        if self.statements and self.draw.random() < 0.3:
            key = self.draw.choice(sorted(self.statements))
            self.statements[key] = replace(self.statements[key], date=When("2029-12-31"))
            stirred = [p for p in self.passages.values() if p.statement == key and p.id not in gone]
            gone += [p.id for p in stirred]
            come += stirred
        for key in gone:
            self.passages.pop(key)
        self.passages |= {p.id: p for p in come}
        self.forms |= {p.id: tuple(p.text.split()) for p in come}
        self.draw.shuffle(come)
        self.take(come, gone)
        if self.draw.random() < 0.4:
            self.store()

    def store(self) -> None:
        """What is kept goes to segments and comes back from them."""
        for one in packed(self.grown, self.written):
            held = self.segments.setdefault((one.shelf, one.name), [])
            if one.number == 0:
                held.clear()
            held.append(one)
        self.grown, written = unpacked(one for held in self.segments.values() for one in held)
        assert written == self.written

    def take(self, come: Sequence[Passage], gone: Sequence[str]) -> None:
        wanted = find_formulas(
            list(self.passages.values()), self.forms, self.statements, epoch=EPOCH, ledger=self.ledger, engine="numpy"
        )
        found = grow(
            self.grown, come=come, gone=gone, forms={p.id: self.forms[p.id] for p in come}, lookup=self.lookup,
            statements=self.statements, epoch=EPOCH, ledger=self.ledger, gazetteer=NAMES, before=self.before,
        )  # fmt: skip
        for key in found.dropped:
            del self.held[key]
        self.held |= {one.id: one for one in found.formulas}
        assert {one.id: one for one in wanted.formulas} == self.held
        assert wanted.ledger == found.ledger
        self.ledger += found.ledger

    def before(self, ids: Sequence[str]) -> Mapping[str, Formula]:
        return {key: self.held[key] for key in ids if key in self.held}

    def lookup(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        return {key: self.passages[key] for key in ids}


@pytest.mark.parametrize("seed", range(12))
def test_any_history_gives_what_a_rebuild_gives(seed: int) -> None:
    world = World(seed)
    for _ in range(12):
        world.step()
    assert world.held
    world.take([], sorted(world.passages)[:0])


@pytest.mark.parametrize("damage", [lambda s: s[1:], lambda s: [replace(s[0], data=s[0].data[:-1]), *s[1:]]])
def test_segments_that_do_not_fit_together_are_refused(damage: Callable[[list[Segment]], list[Segment]]) -> None:
    world = World(3)
    for _ in range(4):
        world.step()
    with pytest.raises(BadInput):
        unpacked(damage(packed(world.grown, Written())))
