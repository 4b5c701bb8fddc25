"""How well given groups agree with true ones: B-cubed and pairwise figures from each item's standing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One item among the others: how many share both its groups, its given one, its true one, itself counted."""

    both: int
    given: int
    true: int


#: The standings of one true group: what is drawn again as a whole, since texts on one event fall together.
Together = tuple[Standing, ...]


def standings(true: Mapping[str, str], given: Mapping[str, str]) -> list[Together]:
    """Every item's standing, by true group; an item without a given group stands alone."""
    placed = {item: given.get(item, f"alone {item}") for item in true}
    sizes, wanted = Counter(placed.values()), Counter(true.values())
    shared = Counter((true[item], placed[item]) for item in true)
    found: dict[str, list[Standing]] = defaultdict(list)
    for item, group in sorted(true.items()):
        one = Standing(both=shared[group, placed[item]], given=sizes[placed[item]], true=wanted[group])
        found[group].append(one)
    return [tuple(found[group]) for group in sorted(found)]


def bcubed_precision(groups: Sequence[Together]) -> float:
    items = [one for group in groups for one in group]
    return sum(one.both / one.given for one in items) / max(len(items), 1)


def bcubed_recall(groups: Sequence[Together]) -> float:
    items = [one for group in groups for one in group]
    return sum(one.both / one.true for one in items) / max(len(items), 1)


def bcubed(groups: Sequence[Together]) -> float:
    """F1 of the mean precision and the mean recall of items."""
    return harmonic(bcubed_precision(groups), bcubed_recall(groups))


def pairwise_precision(groups: Sequence[Together]) -> float:
    return _pairs(groups) / max(sum(one.given - 1 for group in groups for one in group), 1)


def pairwise_recall(groups: Sequence[Together]) -> float:
    return _pairs(groups) / max(sum(one.true - 1 for group in groups for one in group), 1)


def pairwise(groups: Sequence[Together]) -> float:
    """F1 over pairs of items that lie in one group."""
    return harmonic(pairwise_precision(groups), pairwise_recall(groups))


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _pairs(groups: Sequence[Together]) -> int:
    return sum(one.both - 1 for group in groups for one in group)
