"""The words for offices, bodies and states in a phrase, and which of them make one title.

Owns what keeps such words apart. Never decides whose voice a title is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.language.tongues.habits import Naming, Tongue

#: How far apart the parts of one title stand: باسم وزارة, du ministère.
NEAR = 16
_BREAK = re.compile(r"[,،、，;；:：.。!?؟۔«»“”\"「」『』\n]")
#: Between the parts of one Chinese title: nothing that opens an adverbial; the name of a group may stand in marks.
_ADVERBIAL = re.compile(r"[在对向就于，。；：、（）()〔〕【】\n]")
#: Further from its office than this, behind a name, a place is where something was said.
_BESIDE = 8
_POLITE = re.compile("氏|さん|씨")


class Head(NamedTuple):
    """A word for an office, a body, a state or a place: absolute offsets, kind, and id, slug, code or city."""

    start: int
    end: int
    kind: str
    value: str


def chains_of(plain: str, heads: list[Head], tongue: Tongue) -> list[list[Head]]:
    """The heads in phrases: near each other, with no mark of punctuation between."""
    chains: list[list[Head]] = []
    reach = 0
    for head in heads:
        gap = plain[reach : head.start] if chains else ""
        polite = _POLITE.match(plain, head.start) is not None and gap.startswith("、")
        # In Chinese the name follows the title, and what follows the name is no part of it.
        named = tongue.naming is Naming.CHINESE and bool(chains) and chains[-1][-1].kind == "title" and len(gap) > 1
        apart = _ADVERBIAL if tongue.naming is Naming.CHINESE else _BREAK
        # Behind a name stands where it was said, and not whose office it is.
        named = named or (tongue.naming is Naming.AFTER and len(gap) > _BESIDE and head.kind in ("state", "place"))
        if chains and not named and len(gap) <= NEAR and (polite or not apart.search(gap)):
            chains[-1].append(head)
        else:
            chains.append([head])
        reach = max(reach, head.end)
    return chains
