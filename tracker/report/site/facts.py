"""What the store holds, in short: one number for each thing that a page can read of it, by content.

Owns which things are told apart, so that a page depends on no more than it shows: a phrasing's words apart from its
uses, an incident's name apart from its statements, a text apart from when it was last seen. Never composes anything.
A number is 64 bits of a hash over what the thing is called and what it is: it is there as long as nothing of it
changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set as AbstractSet
from functools import cached_property
from typing import Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from tracker.match.incidents.missing import known_whole
from tracker.model import Formula, Incident, Statement, Version
from tracker.report.collection import Collection
from tracker.report.moments import order
from tracker.report.reading import Reading

Numbers = NDArray[np.uint64]
#: Places of numbers in a list of them.
Places = NDArray[np.uint32]
Key = TypeVar("Key", bound=Hashable)


@runtime_checkable
class Marking(Protocol):
    """A store that tells in short what changed; of another one everything is read for it."""

    def marks(self, what: str) -> dict[str, bytes]:
        """A few bytes for each thing, by its id."""
        ...


def number(*parts: object) -> int:
    """64 bits for these words, by their content."""
    return int.from_bytes(_hashed("\x1f".join(map(str, parts))), "little")


def _hashed(told: str) -> bytes:
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Shelf(dict[Key, int]):
    """The numbers of one kind of thing, by key."""

    def __init__(self, kind: str, told: Iterable[tuple[Key, object]]) -> None:
        held = list(told)
        #: The same numbers, in the order of the keys.
        self.numbers: Numbers = np.frombuffer(
            b"".join([_hashed(f"{kind}\x1f{key}\x1f{what}") for key, what in held]), dtype="<u8"
        )
        super().__init__(zip([key for key, _ in held], self.numbers.tolist(), strict=True))
        self.kind = kind
        #: One number for all of them: what a page depends on that goes through them all.
        self.whole = number(kind, "*", np.sort(self.numbers).tobytes().hex())


class Facts:
    """Every shelf of one collection."""

    def __init__(self, collection: Collection, store: Reading) -> None:
        held = collection
        mark = _marker(held, store)
        uses, reaches = mark("uses"), mark("reaches")
        self.statements = Shelf("statement", _of(held.statements, mark("statements")))
        self.renderings = Shelf("rendering", _of(held.renderings, mark("renderings")))
        self.issuers = Shelf("issuer", _nouns(held.issuers))
        self.channels = Shelf("channel", _nouns(held.channels))
        self.beginnings = Shelf("beginning", _nouns(held.beginnings))
        self.formulas = Shelf("formula", ((key, _head(one)) for key, one in held.formulas.items()))
        self.reaches = Shelf("reach", ((key, (_reach(one), reaches.get(key))) for key, one in held.formulas.items()))
        self.tallies = Shelf("tally", _tallies(held).items())
        self.returned = Shelf("returned", ((key, True) for key in held.formulas if held.returned(key)))
        self.incidents = Shelf("incident", ((key, _name(one)) for key, one in held.incidents.items()))
        self.courses = Shelf("course", ((key, _course(one)) for key, one in held.incidents.items()))
        self.uses = Shelf("uses", _of(held.uses, uses))
        self.passages = Shelf("passages", mark("passages").items())
        self.origins = Shelf("origins", mark("origins").items())
        self.observations = Shelf("observations", mark("observations").items())
        self.versions = Shelf("versions", mark("versions").items())
        self.sightings = Shelf("sightings", mark("sightings").items())
        self.corrected = Shelf("corrected", held.corrected.items())
        self.presences = Shelf("presence", held.presences.items())
        self.epoch = Shelf("epoch", [("", store.epoch())])
        self.since = Shelf("since", held.collected.items())
        self.firsts = Shelf("first", enumerate(held.firsts))
        self._said(held)
        self.everything = number("everything", *(shelf.whole for shelf in self._shelves()))

    def _said(self, held: Collection) -> None:
        """What each issuer said, in order: all of it, whether anything, each place, and what stood before each."""
        lists = [(issuer, [one.id for one in said]) for issuer, said in held.by_issuer.items()]
        self.speaking = Shelf("speaking", ((issuer, True) for issuer, _ in lists))
        self.said = Shelf("said", ((issuer, [self.statements[one] for one in said]) for issuer, said in lists))
        self.counts = Shelf("count", ((issuer, len(said)) for issuer, said in lists))
        self.places = Shelf("place", (((issuer, at), one) for issuer, said in lists for at, one in enumerate(said)))
        self.before = Shelf(
            "before",
            (((issuer, one), said[at - 1] if at else "") for issuer, said in lists for at, one in enumerate(said)),
        )
        self.after = Shelf(
            "after",
            (
                ((issuer, one), said[at + 1] if at + 1 < len(said) else "")
                for issuer, said in lists
                for at, one in enumerate(said)
            ),
        )
        self.occasions = Shelf("occasion", self._occasions(held))
        self.replies = Shelf("reply", self._replies(held))
        self.answered = Shelf("answered", ((key, self._contents(said)) for key, said in held.answering.items()))

    def _contents(self, said: Iterable[Statement]) -> list[int]:
        return [self.statements[one.id] for one in said]

    def _replies(self, held: Collection) -> Iterator[tuple[tuple[str, str], object]]:
        """For each statement of an issuer, what of its replies is read that were made no later."""
        for issuer, said in held.by_issuer.items():
            own, at, upto = held.replies.get(issuer, ()), 0, 0
            for one in said:
                while at < len(own) and order(own[at].date) <= order(one.date):
                    made = own[at]
                    upto = number(upto, made.date, made.language, made.evidence, *made.incidents)
                    at += 1
                yield (issuer, one.id), upto

    def _occasions(self, held: Collection) -> Iterator[tuple[tuple[str, int, str], object]]:
        """For each issuer and number of its occasions: what is read of all up to there, and when the next one ended."""
        for issuer, own in held.occasions.items():
            upto = 0
            for at, one in enumerate(own):
                yield (issuer, at, "next"), one.ended
                made = (part for s in one.said for part in (s.id, s.moves, known_whole(s)))
                upto = number(upto, one.incident, one.ended, *made)
                yield (issuer, at + 1, "upto"), upto

    def _shelves(self) -> list[Shelf[Hashable]]:
        return [one for one in vars(self).values() if isinstance(one, Shelf)]

    @cached_property
    def present(self) -> Numbers:
        """Every number that a page can hold while nothing of what it read has changed, in order."""
        shelves = self._shelves()
        whole = np.array([self.everything, *(shelf.whole for shelf in shelves)], dtype=np.uint64)
        return np.unique(np.concatenate([whole, *(shelf.numbers for shelf in shelves)]))

    def where(self, numbers: AbstractSet[int]) -> Places:
        """Where these stand among those present, each of which they are."""
        return np.searchsorted(self.present, np.fromiter(numbers, np.uint64, len(numbers))).astype(np.uint32)

    def come(self, things: Iterable[str]) -> list[bool]:
        """Whether each of these, as `line` tells it, is there."""
        held = {shelf.kind: shelf for shelf in self._shelves()}
        return [
            (tuple(key) if isinstance(key, list) else key) in held[kind]
            for kind, key in json.loads(f"[{','.join(things)}]")
        ]


def line(kind: str, key: Hashable) -> str:
    """The name of a thing, whether it is there or not, in one line."""
    return json.dumps([kind, key])


def _of(held: Iterable[str], marks: Mapping[str, bytes]) -> Iterator[tuple[str, object]]:
    """Marks of what is held: another table may still name what is gone."""
    return ((key, marks.get(key)) for key in held)


def _nouns(held: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((key, repr(one)) for key, one in held.items())


#: Fields of a formula and of an incident that change whenever somebody speaks; and of a version, when it is seen again.
REACH = ("uses", "statements", "incidents", "issuers", "last", "variants", "min_similarity")
COURSE = ("statements", "links", "events")
SEEN = ("last_seen",)


def _head(one: Formula) -> object:
    return one.id, one.template, one.language, one.measure, one.first, one.moves


def _tallies(held: Collection) -> dict[str, list[object]]:
    """By statement, what each of its phrasings had behind it by then."""
    found: dict[str, list[object]] = defaultdict(list)
    for formula in held.formulas:
        for statement, one in held.tallies(formula).items():
            found[statement] += (formula, *one.parts)
    return found


def _reach(one: Formula) -> object:
    return one.statements, one.incidents, one.issuers, one.last, one.variants, one.min_similarity


def _name(one: Incident) -> object:
    return one.id, one.name, one.start, one.end, one.places, one.kind, one.parent, one.ids


def _course(one: Incident) -> object:
    return one.statements, one.links, one.events


def _text(one: Version) -> object:
    return one.number, one.sha256, one.title, one.question, one.text, one.first_seen, one.capture


def _marker(held: Collection, store: Reading) -> Callable[[str], dict[str, bytes]]:
    """How this store is marked: by itself where it can, else by reading it."""
    if isinstance(store, Marking):
        return store.marks
    readers: dict[str, Callable[[], Iterable[tuple[str, object]]]] = {
        "statements": held.statements.items,
        "renderings": held.renderings.items,
        "passages": lambda: ((key, store.passages(key)) for key in held.statements),
        "origins": lambda: ((key, store.origins(key)) for key in held.statements),
        "uses": lambda: ((key, [use for _, use in uses]) for key, uses in held.uses.items()),
        "reaches": lambda: ((key, one.uses) for key, one in held.formulas.items()),
        "observations": lambda: ((key, store.observations(key)) for key in held.incidents),
        "versions": lambda: ((key, list(map(_text, store.versions(key)))) for key in held.renderings),
        "sightings": lambda: ((key, [one.last_seen for one in store.versions(key)]) for key in held.renderings),
    }
    return lambda what: {key: repr(found).encode("utf-8", "surrogatepass") for key, found in readers[what]() if found}
