"""What is kept of each language as arrays of bytes, and back.

Owns which arrays these are and how they lie in memory; an array of which only the end is new gives only its end. Never
stores anything.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracker.errors import BadInput
from tracker.match.joining.index import Index
from tracker.match.joining.shelf import Kept, Shelf
from tracker.match.phrasings.growing import Grown
from tracker.model import Segment

#: Named in the version of a cache: arrays are kept as the machine has them.
LAYOUT = f"2 {sys.byteorder}"
#: More than this share of an array in other segments than its first, and it is written as one again.
TAIL = 0.25

_INDEX = {"keys": "u8", "starts": "i8", "terms": "i4", "weights": "i4", "totals": "i4", "content": "i4", "heads": "i4",
          "head_rest": "i4", "inner": "i4", "inner_rest": "i4", "alive": "?"}  # fmt: skip
_SHELF = {"row": "i4", "said": "i4", "begin": "i8", "end": "i8", "own": "?", "clause": "?", "here": "?", "left": "i4",
          "right": "i4", "shared": "i4", "light": "i4", "heavy": "i4", "weight": "i4", "leader": "i4",
          "part": "i4", "mark": "u8", "issuer": "i4", "moves": "i4"}  # fmt: skip
#: Types in memory where they are not those of the bytes: sums and products must not run over.
_WIDE = {"i4": np.int64}
_TERMS = "terms"


@dataclass(slots=True, kw_only=True)
class Written:
    """What is stored of each array: how many bytes, in how many of the first segment, and the sum of them."""

    arrays: dict[tuple[str, str], tuple[int, int, bytes]] = field(default_factory=dict)


def packed(grown: Grown, written: Written) -> list[Segment]:
    """The segments that bring what is `written` up to date; `written` says afterwards what is stored then."""
    found = []
    for name, shelf in grown.shelves.items():
        for array, data in _arrays(shelf):
            size, first, digest = written.arrays.get((name, array), (0, 0, b""))
            same = 0 < size <= len(data) and _sum(data[:size]) == digest
            if same and len(data) == size:
                continue
            whole = not same or len(data) - first > TAIL * len(data)
            start = 0 if whole else size
            found.append(Segment(shelf=name, name=array, number=start, data=bytes(data[start:])))
            written.arrays[name, array] = (len(data), len(data) if whole else first, _sum(data))
    return found


def unpacked(segments: Iterable[Segment]) -> tuple[Grown, Written]:
    """What was packed. Raises BadInput where segments do not fit together."""
    parts: dict[str, dict[str, bytearray]] = {}
    written = Written()
    for one in segments:
        held = parts.setdefault(one.shelf, {}).setdefault(one.name, bytearray())
        if one.number != len(held):
            raise BadInput(f"segment {one.shelf}/{one.name}/{one.number}: expected to begin at {len(held)}")
        first = len(one.data) if not held else written.arrays[one.shelf, one.name][1]
        held += one.data
        written.arrays[one.shelf, one.name] = (len(held), first, b"")
    for shelf, arrays in parts.items():
        for name, data in arrays.items():
            size, first, _ = written.arrays[shelf, name]
            written.arrays[shelf, name] = (size, first, _sum(data))
    try:
        return Grown(shelves={name: _shelf(name, arrays) for name, arrays in sorted(parts.items())}), written
    except (KeyError, ValueError, IndexError) as error:
        raise BadInput(f"segments of the index do not fit together ({error})") from error


def _arrays(shelf: Shelf) -> Iterator[tuple[str, memoryview]]:
    for name, kind in _INDEX.items():
        yield f"index.{name}", _bytes(getattr(shelf.index, name), kind)
    for name, kind in _SHELF.items():
        yield name, _bytes(getattr(shelf, name), kind)
    kept = shelf.kept.items()
    yield "used", _bytes(shelf.used.ravel(), "i4")
    yield "kept.leader", _bytes(np.array(list(shelf.kept), dtype=np.int64), "i4")
    yield "kept.hidden", _bytes(np.array([one.hidden for _, one in kept], dtype=np.bool_), "?")
    for name, lines in (
        ("index.names", shelf.index.names),
        ("ids", shelf.ids),
        ("statements", shelf.statements),
        ("issuers", shelf.issuers),
        ("places", list(shelf.places)),
        ("kept.name", [one.name for _, one in kept]),
        ("kept.first", [one.first for _, one in kept]),
    ):
        yield name, memoryview("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))


def _shelf(language: str, arrays: Mapping[str, bytearray]) -> Shelf:
    def lines(name: str) -> list[str]:
        return arrays[name].decode("utf-8", "surrogatepass").split("\n")[:-1]

    index = Index(language=language, names=lines("index.names"))
    for name, kind in _INDEX.items():
        setattr(index, name, _array(arrays[f"index.{name}"], kind, wide=name != _TERMS))
    shelf = Shelf(index=index, ids=lines("ids"), statements=lines("statements"), issuers=lines("issuers"))
    for name, kind in _SHELF.items():
        setattr(shelf, name, _array(arrays[name], kind))
    shelf.used = _array(arrays["used"], "i4").reshape(-1, 5)
    shelf.places = {place: number for number, place in enumerate(lines("places"))}
    leaders, hidden = _array(arrays["kept.leader"], "i4").tolist(), _array(arrays["kept.hidden"], "?").tolist()
    shelf.kept = {
        leader: Kept(name=name, first=first, hidden=hides)
        for leader, name, first, hides in zip(leaders, lines("kept.name"), lines("kept.first"), hidden, strict=True)
    }
    _expect_whole(shelf)
    return shelf


def _expect_whole(shelf: Shelf) -> None:
    """Raises ValueError where arrays of one kind are not of one length."""
    index = shelf.index
    rows = {len(a) for a in (index.keys, index.totals, index.content, index.heads, index.head_rest, index.inner,
                             index.inner_rest, index.alive, shelf.leader, shelf.part)}  # fmt: skip
    passages = {len(a) for a in (shelf.ids, shelf.row, shelf.said, shelf.begin, shelf.end, shelf.own, shelf.clause,
                                 shelf.here, shelf.mark, shelf.issuer, shelf.moves)}  # fmt: skip
    if (
        len(rows) > 1
        or len(passages) > 1
        or len(index.starts) != index.rows + 1
        or len(index.names) != len(index.weights)
    ):
        raise ValueError("arrays differ in length")


def _bytes(values: NDArray[np.generic], kind: str) -> memoryview:
    return memoryview(np.ascontiguousarray(values, dtype=np.dtype(kind)).tobytes())


def _array(data: bytearray, kind: str, *, wide: bool = True) -> NDArray[np.int64]:
    found = np.frombuffer(data, dtype=np.dtype(kind))
    return found.astype(_WIDE[kind]) if wide and kind in _WIDE else found.copy()


def _sum(data: memoryview | bytearray) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
