"""Whatever comes and goes, in any order: what has grown is what all passages at once give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest

from tracker.errors import BadInput
from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.epochs import flat
from tracker.match.joining.packing import Written, packed, unpacked
from tracker.match.phrasings import ids
from tracker.match.phrasings.formulas import find_formulas
from tracker.match.phrasings.growing import Grown, grow
from tracker.model import Evidence, Formula, LedgerEntry, Move, Party, Passage, Segment, Statement, When

EPOCH, NAMES = flat(["en", "fr"]), default_gazetteer()
WORDS = ["we", "strongly", "condemn", "welcome", "not", "deeply", "regret", "reject", "support", "attack", "talks"]
WORDS += [f"word{n}" for n in range(45)]
#: Phrasings that return: a kernel, it in a longer one, and that in one longer still; neighbours share words.
KERNELS = [WORDS[n * 7 : n * 7 + 4 + n % 2] for n in range(7)]
LONG = [KERNELS[n] + WORDS[n * 7 + 5 : n * 7 + 8 + n % 3] for n in range(7)]
LONGER = [LONG[n] + WORDS[50 - n * 4 : 54 - n * 4] for n in range(7)]
MOVES = list(Move)[:3]
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
        self.patched = 0
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
        language = self.draw.choice(["en"] * 7 + ["fr"])
        at, made = 0, []
        for _ in range(self.draw.choice((1, 1, 2))):
            words, spans = self.sentence()
            for first, after in spans:
                start = at + sum(len(word) + 1 for word in words[:first])
                text = " ".join(words[first:after])
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
                        clause=(first, after) != spans[0],
                        moves=tuple(m for m in MOVES if self.draw.random() < 0.4),
                    )
                )
            at += 200
        return made

    def sentence(self) -> tuple[list[str], list[tuple[int, int]]]:
        """Words, and which of them are the sentence and its clauses; some kernels never stand alone."""
        n = self.draw.randrange(len(KERNELS))
        kind = self.draw.choices(("kernel", "long", "longer", "pair"), weights=(2 * (n % 2), 4, 2, 1))[0]
        if kind == "pair":
            one, two = KERNELS[n], self.draw.choice(KERNELS)
            parts = [(0, len(one)), (len(one), len(one) + len(two))]
            return self.reworded(one + two), [(0, len(one + two)), *parts]
        words = {"kernel": KERNELS, "long": LONG, "longer": LONGER}[kind][n]
        inner = [len(part[n]) for part in (LONG, KERNELS) if len(part[n]) < len(words)]
        return self.reworded(words), [(0, len(words)), *((0, size) for size in inner if self.draw.random() < 0.8)]

    def reworded(self, words: Sequence[str]) -> list[str]:
        """Mostly as it was; now and then words of a neighbour, which brings two phrasings together."""
        if self.draw.random() < 0.6:
            return list(words)
        return [self.draw.choice(WORDS) if self.draw.random() < 0.2 else word for word in words]

    def step(self) -> None:
        come = [passage for _ in range(self.draw.randint(0, 7)) for passage in self.text()]
        renderings = sorted({p.rendering for p in self.passages.values()})
        leaving = {r for r in renderings if self.draw.random() < 0.04}
        gone = [p.id for p in self.passages.values() if p.rendering in leaving or self.edited(p)]
        if self.statements and self.draw.random() < 0.3:
            key = self.draw.choice(sorted(self.statements))
            date = self.draw.choice((None, When("2029-12-31"), When("2030-05-01")))
            self.statements[key] = replace(self.statements[key], date=date)
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

    def edited(self, passage: Passage) -> bool:
        """An edit takes a sentence away whose clauses stay, or a clause alone."""
        return self.draw.random() < (0.02 if passage.clause else 0.05)

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
            heads=self.heads if self.draw.random() < 0.7 else None,
        )  # fmt: skip
        for key in found.dropped:
            del self.held[key]
        for one in found.gained:
            self.patched += 1
            uses = sorted(
                (*self.held[one.id].uses, *one.uses), key=lambda u: (u.statement, u.rendering, u.start, u.end)
            )
            self.held[one.id] = replace(one, uses=tuple(uses))
        self.held |= {one.id: one for one in found.formulas}
        assert {one.id: one for one in wanted.formulas} == self.held
        assert wanted.ledger == found.ledger
        self.ledger += found.ledger

    def before(self, ids: Sequence[str]) -> Mapping[str, Formula]:
        return {key: self.held[key] for key in ids if key in self.held}

    def heads(self, ids: Sequence[str]) -> Mapping[str, Formula]:
        return {key: replace(one, uses=()) for key, one in self.before(ids).items()}

    def lookup(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        return {key: self.passages[key] for key in ids}


@pytest.mark.parametrize("seed", range(12))
def test_any_history_gives_what_a_rebuild_gives(seed: int) -> None:
    world = World(seed)
    with patch.object(ids, "MANY", 0 if seed % 4 == 3 else ids.MANY):
        for _ in range(14):
            world.step()
    assert world.held
    assert world.patched
    world.take([], sorted(world.passages)[:0])


def test_an_id_that_is_in_the_ledger_is_not_given_to_another_phrasing() -> None:
    first, again = World(1), World(1)
    for _ in range(4):
        first.step()
    again.ledger = [replace(line, anchor="0" * 16) for line in first.ledger if line.event == "born"]
    taken = {line.id for line in again.ledger}
    for _ in range(4):
        again.step()
    assert again.held
    assert not taken.intersection(again.held)


@pytest.mark.parametrize("damage", [lambda s: s[1:], lambda s: [replace(s[0], data=s[0].data[:-1]), *s[1:]]])
def test_segments_that_do_not_fit_together_are_refused(damage: Callable[[list[Segment]], list[Segment]]) -> None:
    world = World(3)
    for _ in range(4):
        world.step()
    with pytest.raises(BadInput):
        unpacked(damage(packed(world.grown, Written())))
