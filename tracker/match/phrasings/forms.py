"""Canonical forms that were made once, by the key of their text.

Owns how they are kept as arrays, and that they do not become more than the texts there are. Never makes a form, never
weighs one and never stores anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from sys import intern

import numpy as np

from tracker.errors import BadInput
from tracker.match.joining.bags import Ints
from tracker.match.joining.clusters import spread
from tracker.model import Segment

#: A canonical form.
Form = tuple[str, ...]
#: So many times more forms than texts, and some, are kept before those that no passage has any more are dropped.
EXCESS, SOME = 1.25, 1_000
#: After so many additions all are written as one again.
ADDITIONS = 24
_SHELF, _NAMES = "forms", ("keys", "sizes", "terms", "words")


class Forms:
    """Forms by `canon.text_key`: rows of `keys` (two numbers each) with `sizes` of their runs of `terms`.

    `terms` are numbers of `words`. What is new since it was read or written is what `segments` gives.
    """

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        """Take in what `segments` gave. Raises BadInput where segments do not fit together."""
        held = {name: bytearray() for name in _NAMES}
        self._additions = 0
        for one in segments:
            if one.shelf != _SHELF or one.name not in held or one.number != len(held[one.name]):
                raise BadInput(f"segment {one.shelf}/{one.name}/{one.number} of the canonical forms is out of place")
            held[one.name] += one.data
            self._additions += one.name == _NAMES[0]
        self._written = {name: len(data) for name, data in held.items()}
        try:
            self._words = list(map(intern, held["words"].decode("utf-8", "surrogatepass").split("\n")[:-1]))
            self._keys = np.frombuffer(held["keys"], dtype="<u8").reshape(-1, 2)
            self._sizes = np.frombuffer(held["sizes"], dtype="<i4").astype(np.int64)
            self._terms = np.frombuffer(held["terms"], dtype="<i4").astype(np.int32)
        except ValueError as error:
            raise BadInput(f"the canonical forms do not fit together ({error})") from error
        self._check()
        self._numbers = {word: number for number, word in enumerate(self._words)}

    def _check(self) -> None:
        lengths = len(self._keys) == len(self._sizes) and int(self._sizes.sum()) == len(self._terms)
        inside = bool(np.all((self._terms >= 0) & (self._terms < len(self._words)))) and bool(np.all(self._sizes >= 0))
        if not (lengths and inside):
            raise BadInput("the canonical forms do not fit together (arrays differ in length)")

    def __len__(self) -> int:
        return len(self._keys)

    def known(self, keys: Sequence[bytes]) -> dict[bytes, Form]:
        """The forms of those of these keys that have one here."""
        rows = self._rows(keys)
        there = np.flatnonzero(rows >= 0)
        places, _ = spread(self._starts(), rows[there])
        numbers = self._terms[places].tolist()
        ends = np.cumsum(self._sizes[rows[there]]).tolist()
        found, first = {}, 0
        for at, end in zip(there.tolist(), ends, strict=True):
            found[keys[at]] = tuple(map(self._words.__getitem__, numbers[first:end]))
            first = end
        return found

    def learn(self, forms: Mapping[bytes, Form]) -> None:
        """Take in forms under keys that have none yet. A form with a line break in a word is left out."""
        kept = {key: form for key, form in forms.items() if not any("\n" in word for word in form)}
        numbers = self._numbers
        terms = [numbers.setdefault(word, len(numbers)) for form in kept.values() for word in form]
        self._words.extend(list(numbers)[len(self._words) :])
        self._keys = np.concatenate((self._keys, _pairs(list(kept))))
        self._sizes = np.concatenate((self._sizes, np.array([len(form) for form in kept.values()], dtype=np.int64)))
        self._terms = np.concatenate((self._terms, np.array(terms, dtype=np.int32)))

    def is_excessive(self, texts: int) -> bool:
        """Whether there are many more forms than so many texts need."""
        return len(self) > EXCESS * texts + SOME

    def keep(self, keys: Sequence[bytes]) -> None:
        """Forget all but the forms of these keys."""
        kept = self.known(keys)
        self._words, self._numbers = [], {}
        self._keys, self._sizes, self._terms = self._keys[:0], self._sizes[:0], self._terms[:0]
        self.learn(kept)
        self._written, self._additions = dict.fromkeys(_NAMES, 0), 0

    def segments(self) -> list[Segment]:
        """What brings the segments that are there up to date; it counts as written from then on."""
        arrays = {
            "keys": self._keys.astype("<u8").tobytes(),
            "sizes": self._sizes.astype("<i4").tobytes(),
            "terms": self._terms.astype("<i4").tobytes(),
            "words": "".join(f"{word}\n" for word in self._words).encode("utf-8", "surrogatepass"),
        }
        if all(len(data) == self._written[name] for name, data in arrays.items()) and self._written["keys"]:
            return []
        if self._additions >= ADDITIONS:
            self._written, self._additions = dict.fromkeys(_NAMES, 0), 0
        first = self._written
        self._written = {name: len(data) for name, data in arrays.items()}
        self._additions += 1
        return [
            Segment(shelf=_SHELF, name=name, number=first[name], data=data[first[name] :])
            for name, data in arrays.items()
            if len(data) > first[name] or not first[name]
        ]

    def _starts(self) -> Ints:
        return np.concatenate(([0], np.cumsum(self._sizes)))

    def _rows(self, keys: Sequence[bytes]) -> Ints:
        """The row of each key, -1 for one that is not there; a key of which another has the first half counts so."""
        if not len(self._keys) or not keys:
            return np.full(len(keys), -1, dtype=np.int64)
        wanted = _pairs(keys)
        order = np.argsort(self._keys[:, 0], kind="stable")
        at = np.minimum(np.searchsorted(self._keys[order, 0], wanted[:, 0]), len(order) - 1)
        return np.where((self._keys[order[at]] == wanted).all(axis=1), order[at], -1)


def _pairs(keys: Sequence[bytes]) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    return np.frombuffer(b"".join(keys), dtype="<u8").reshape(-1, 2)
