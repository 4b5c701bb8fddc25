"""What somebody is to be told of a change, and how far that has come.

Owns what is remembered of an alert. Never holds an address: who has it is known by a hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message about one change (`thing`, its lasting key) by one rule; a note of the tracker itself has no rule.

    `at` is when it fired. `state`: waiting until every address has it, sent, held back by a limit, told (held back and
    counted in a note), dropped (its rule is gone). `taken` are hashes of the addresses that have it, `trying` is the
    one of the address to which it was being sent when this was written.
    """

    rule: str
    thing: str
    at: datetime
    state: str = "waiting"
    title: str
    text: str
    taken: tuple[str, ...] = ()
    trying: str = ""
