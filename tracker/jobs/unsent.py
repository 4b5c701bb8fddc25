"""Digests that have not reached everybody yet, in a file beside the store.

Owns that each text is tried again for each address until it was taken, and that no address is ever written down.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tracker.jobs.addressing import mark_of
from tracker.jobs.replacing import replace_text

#: There is one digest a day: what could not be sent for a season is history, and `tracker health` tells the present.
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One text, and the addresses that have taken it, each known by its hash alone."""

    title: str
    text: str
    taken: tuple[str, ...] = ()


def read_unsent(path: Path) -> tuple[Letter, ...]:
    """What is still to be sent, oldest first; a damaged line is passed over."""
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []
    return tuple(found for line in lines if (found := _letter(line)) is not None)


def write_unsent(path: Path, waiting: Sequence[Letter]) -> None:
    """Keep what is still to be sent; with nothing to keep there is no file."""
    if waiting:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in waiting[-_MOST:])
        replace_text(path, "".join(f"{line}\n" for line in lines))
    else:
        path.unlink(missing_ok=True)


def deliver(
    waiting: Iterable[Letter], addresses: Sequence[str], send: Callable[[str, str, str], str]
) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    """Send each text to each address that has not taken it; what is left to be sent, and why it was not taken."""
    left: list[Letter] = []
    reasons: list[str] = []
    for letter in waiting:
        taken = list(letter.taken)
        for address in addresses:
            if mark_of(address) in taken:
                continue
            reason = send(address, letter.title, letter.text)
            if reason:
                reasons.append(reason)
            else:
                taken.append(mark_of(address))
        if not {mark_of(address) for address in addresses} <= set(taken):
            left.append(Letter(title=letter.title, text=letter.text, taken=tuple(taken)))
    return tuple(left), tuple(dict.fromkeys(reasons))


def _letter(line: str) -> Letter | None:
    try:
        found = json.loads(line)
        return Letter(title=str(found["title"]), text=str(found["text"]), taken=tuple(map(str, found["taken"])))
    except (ValueError, TypeError, KeyError):
        return None
