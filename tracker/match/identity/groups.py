"""Joining ids into groups, whatever the order in which the joins come.

Owns a union-find whose representative is the smallest member. Never decides what belongs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Disjoint groups of ids; members may be added and joined at any time."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self._above: dict[str, str] = {member: member for member in members}

    def root(self, member: str) -> str:
        """The smallest member of the group, adding the member if it is new."""
        above = self._above
        top = member
        while above.setdefault(top, top) != top:
            top = above[top]
        while above[member] != top:
            above[member], member = top, above[member]
        return top

    def join(self, a: str, b: str) -> None:
        """Make the two groups one."""
        first, second = sorted((self.root(a), self.root(b)))
        self._above[second] = first

    def members(self) -> list[list[str]]:
        """All groups, each sorted, in the order of their smallest member."""
        gathered: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._above):
            gathered[self.root(member)].append(member)
        return [gathered[root] for root in sorted(gathered)]
