"""What a site shows at one visit: items that exist by then, newest first, each with its address and its texts.

Owns which item has appeared, changed or gone between the visits. Never renders one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tracker.demo.atlas import read
from tracker.demo.generator import world
from tracker.demo.speech import Article, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page of a site: one text, or all answers of a briefing, as one visit finds it.

    `number` counts a source's items from its first, so that addresses stay the same when newer ones appear.
    """

    number: int
    texts: tuple[Speech, ...]
    visit: int

    @property
    def first(self) -> Speech:
        """The text that stands for the page: its title, day and speaker."""
        return self.texts[0]

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.first.title

    @property
    def published(self) -> datetime:
        """When the page says that it was published, in the zone of its place."""
        return self.first.published

    @property
    def slug(self) -> str:
        """The title as addresses write it; scripts other than Latin give the number alone."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", plain)
        return "-".join([*words[:9], str(self.number)])

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body of a page with one text, furniture included."""
        return self.first.shown(self.visit)

    @property
    def trapped(self) -> str:
        """The trap that this page is: decoy, forbidden or nothing."""
        keys = {text.key for text in self.texts}
        for name in ("decoy", "forbidden"):
            listed = read_traps()[name]
            if keys & set(listed):
                return name
        return ""


@cache
def read_traps() -> dict[str, tuple[str, ...]]:
    """The keys of the texts that are traps, by trap."""
    traps = read("traps")
    return {
        "decoy": tuple(traps["decoys"]),
        "forbidden": tuple(traps["forbidden"]),
        "vanishes": tuple(traps["vanishes"]),
        "blocked": tuple(traps["blocked"]),
        "down": tuple(traps["down"]),
    }


@cache
def visit_moments() -> tuple[datetime, datetime]:
    """When the two visits take place, in UTC."""
    first, second = (datetime.fromisoformat(str(moment)) for moment in read("traps")["visits"])
    return first, second


def items(source: str, visit: int) -> tuple[Item, ...]:
    """The items of a source that stand at that visit, newest first."""
    pages: dict[str, list[Speech]] = {}
    for speech in world().speeches:
        if speech.source == source:
            pages.setdefault(speech.page, []).append(speech)
    numbered = enumerate(pages.values(), 1)
    every = [Item(number=n, texts=tuple(sorted(texts, key=_place)), visit=visit) for n, texts in numbered]
    return tuple(reversed([item for item in every if _stands(item, visit)]))


def _place(speech: Speech) -> int:
    return speech.number


def _stands(item: Item, visit: int) -> bool:
    gone = visit > 1 and item.first.key in read_traps()["vanishes"]
    return not gone and item.published <= visit_moments()[visit - 1]


def articles(source: str, visit: int) -> tuple[Article, ...]:
    """The articles of a wire that stand at that visit, newest first."""
    until = visit_moments()[visit - 1]
    return tuple(one for one in reversed(world().articles) if one.source == source and one.published <= until)
