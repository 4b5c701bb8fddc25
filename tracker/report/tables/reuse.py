"""Clusters of reused text that another program found, beside our formulas.

Owns where its passages lie in our texts and which formulas they meet. Never runs the program, and takes no side: what
only one of the two found is listed on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.model import Formula, How, Use
from tracker.report.collection import Collection
from tracker.report.tables.passim import Place, place_of

#: Two stretches meet when they share this much of the shorter one: passim's spans begin and end within words of ours.
_MEETING = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One passage as passim wrote it: offsets into the document, and the text if it was handed on."""

    cluster: str
    id: str
    begin: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """One passage found, in our own text: code points into that version, and the formulas whose uses it meets."""

    statement: str
    rendering: str
    version: int
    start: int
    end: int
    text: str
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseCluster:
    """One of passim's clusters: its passages, and each formula that any of them meets with how many do."""

    cluster: str
    passages: tuple[Reused, ...]
    formulas: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Both findings. `only_ours` are formulas that no passage meets, of those whose texts were in the documents.

    `unplaced` names documents whose passages could not be found in the texts held now, with the reason.
    """

    clusters: tuple[ReuseCluster, ...]
    only_ours: tuple[str, ...]
    unplaced: tuple[tuple[str, str], ...]


def beside(collection: Collection, found: Iterable[Found]) -> Beside:
    """Clusters of passim with the formulas that they meet, those of most passages first."""
    uses = _uses(collection)
    owner = {key: statement.id for statement in collection.statements.values() for key in statement.renderings}
    grouped: dict[str, list[Reused]] = defaultdict(list)
    unplaced: dict[str, str] = {}
    for one in found:
        placed = _placed(collection, one)
        if isinstance(placed, str):
            unplaced.setdefault(one.id, placed)
            continue
        place, start, end = placed
        meets = sorted({u.formula for u in uses.get((place.rendering, place.version), ()) if _meet(u, start, end)})
        grouped[one.cluster].append(
            Reused(
                statement=owner.get(place.rendering, ""),
                rendering=place.rendering,
                version=place.version,
                start=start,
                end=end,
                text=collection.text_of(place.rendering, place.version)[start:end],
                formulas=tuple(meets),
            )
        )
    clusters = sorted((_cluster(name, held) for name, held in grouped.items()), key=_size)
    met = {key for cluster in clusters for key, _ in cluster.formulas}
    return Beside(
        clusters=tuple(clusters),
        only_ours=tuple(key for key in collection.formulas if key not in met),
        unplaced=tuple(sorted(unplaced.items())),
    )


def _uses(collection: Collection) -> Mapping[tuple[str, int], Sequence[Use]]:
    held: dict[tuple[str, int], list[Use]] = defaultdict(list)
    for formula in collection.formulas.values():
        for use in _own(formula):
            held[use.rendering, use.version].append(use)
    return held


def _own(formula: Formula) -> Iterable[Use]:
    return (use for use in formula.uses if use.how is not How.REPORTED)


def _meet(use: Use, start: int, end: int) -> bool:
    shared = min(use.end, end) - max(use.start, start)
    return shared > 0 and shared >= _MEETING * min(use.end - use.start, end - start)


def _cluster(name: str, held: Sequence[Reused]) -> ReuseCluster:
    counts: dict[str, int] = defaultdict(int)
    for one in held:
        for key in one.formulas:
            counts[key] += 1
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    passages = sorted(held, key=lambda r: (r.rendering, r.version, r.start, r.end))
    return ReuseCluster(cluster=name, passages=tuple(passages), formulas=tuple(ranked))


def _size(cluster: ReuseCluster) -> tuple[int, str]:
    return -len(cluster.passages), cluster.cluster


def _placed(collection: Collection, one: Found) -> tuple[Place, int, int] | str:
    """Where the passage lies, or why that cannot be said.

    Version 2 counts code points, as we do; version 1 counts UTF-16 units, so that each letter beyond the first plane
    counts twice. The text that both hand on tells which was meant. It may begin a letter early: version 2 cuts it out
    with a function that counts from one, its offsets count from nought.
    """
    place = place_of(one.id)
    if place is None:
        return "no document of `tracker export --format passim`"
    if place.rendering not in collection.renderings:
        return "its text is not in this collection"
    whole = collection.text_of(place.rendering, place.version)[place.start :]
    for begin, end in _readings(whole, one) if 0 <= one.begin < one.end else ():
        shown = (whole[begin:end], whole[max(begin - 1, 0) : max(end - 1, 0)])
        if 0 <= begin < end <= len(whole) and (not one.text or one.text in map(_written, shown)):
            return place, place.start + begin, place.start + end
    return "its text is not where the offsets say; was it exported from this collection?"


def _readings(whole: str, one: Found) -> Iterator[tuple[int, int]]:
    """The offsets as code points, and as what they are if they were UTF-16 units."""
    yield one.begin, one.end
    units = whole.encode("utf-16-le", "surrogatepass")
    begin, end = (len(units[: 2 * max(at, 0)].decode("utf-16-le", "replace")) for at in (one.begin, one.end))
    yield begin, end


def _written(text: str) -> str:
    """The text as the export wrote it: what has no place in UTF-8 replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
