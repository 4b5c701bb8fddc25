"""A source on ordinary days: new entries on top, old ones falling off, edits, nonces, a 304 now and then.

Owns what is normal variation, made from any fixture pair. Nothing here may ever raise an alarm.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from glance import read
from pages import Data, Feed, Markup, opened
from pairs import TYPES, Pair
from worlds import Reply, World, lenient, site_of

from tracker.collect.reading.kinds import list_part
from tracker.errors import BadInput

Spell = Callable[[str, int], str]


def _last_digits(value: str, number: int) -> str:
    found = list(re.finditer(r"\d{3,}", value))
    if not found:
        return value
    last = found[-1]
    digits = str(number).rjust(len(last.group()), "7")[-len(last.group()) :]
    return value[: last.start()] + digits + value[last.end() :]


def _every_number(value: str, number: int) -> str:
    return re.sub(r"\d{5,}", lambda hit: str(number).rjust(len(hit.group()), "7"), value)


def _in_name(value: str, number: int) -> str:
    stem, mark, query = value.partition("?")
    name = re.sub(r"(/?)(\.\w{2,5})?$", rf"-{number}\2\1", stem, count=1)
    return name + mark + query


def _before_name(value: str, number: int) -> str:
    return re.sub(r"(?<=/)([^/?]+/?)(\?.*)?$", rf"{number}-\1\2", value, count=1)


def _in_query(value: str, number: int) -> str:
    return f"{value}{'&' if '?' in value else '?'}v={number}"


def _in_the_middle(value: str, number: int) -> str:
    words = value.split(" ")
    middle = len(words) // 2 if len(words) > 1 else 0
    if middle:
        return " ".join([*words[:middle], str(number), *words[middle:]])
    half = len(value) // 2
    return f"{value[:half]}{number}{value[half:]}"


def _at_the_end(value: str, number: int) -> str:
    return f"{value} {number}"


def _at_the_start(value: str, number: int) -> str:
    return f"{number} {value}"


_ADDRESSES: tuple[Spell, ...] = (_last_digits, _every_number, _in_name, _before_name, _in_query)
_TITLES: tuple[Spell, ...] = (_in_the_middle, _at_the_end, _at_the_start)


class GoodDays:
    """One source's site from run to run."""

    def __init__(self, pair: Pair, root: Path, chance: random.Random) -> None:
        self._pair = pair
        self._chance = chance
        self._content = TYPES[pair.list.suffix]
        self._fixture = pair.list.read_bytes()
        addresses = self._open().addresses()
        groups = [[i for i, one in enumerate(addresses) if one == each] for each in dict.fromkeys(addresses) if each]
        self._late = pair.source.kind == "telegram"
        self._groups = groups[::-1] if self._late else groups
        self._site = replace(site_of(pair), pair=replace(pair, source=lenient(pair.source, len(groups) - 1)))
        self._whole = bool(list_part(pair.source).text)
        self._item = pair.item.read_bytes() if pair.item else b""
        self.world = World(source=self._site.source, root=root)
        self.world.replies |= dict(self._site.leads)
        self.tagged = chance.random() < 0.5
        self.hours = 6
        self.came = 0
        self.edited: set[int] = set()
        #: Numbers of the entries listed, the newest first; those from the fixture are below its own number of entries.
        self._numbers = list(range(len(self._groups)))
        self._next = 1000
        self._spells: tuple[Spell, Spell] = _ADDRESSES[0], _TITLES[0]
        self._spells = self._found_spells()

    def _open(self) -> Markup | Feed | Data:
        return opened(self._pair.source, self._fixture, content=self._content, is_list=True)

    def pass_some_hours(self) -> None:
        """What happens on a site between two runs."""
        self.hours = self._chance.randint(3, 12)
        if self.world.runs and self._chance.random() < 0.2:
            return  # nothing at all
        for _ in range(self._chance.choice((0, 0, 1, 1, 2, 3))):
            self._numbers.insert(0, self._next)
            self._next += 1
            self.came += 1
        usual = len(self._groups)
        ebb = self._chance.choice((-1, 0, 0, 1)) if usual >= 8 else 0
        del self._numbers[usual + ebb :]
        if self._chance.random() < 0.3:
            self.edited.add(self._chance.choice(self._numbers[:3]))
        self._publish()

    def _publish(self) -> None:
        page = self._listed(self._numbers)
        body = page.body()
        if self._chance.random() < 0.7:
            body = _with_nonce(body, self._chance.randint(0, 10**9))
        reply = self._site.list_reply(body)
        self.world.replies |= {url: self._tag(reply) for url in self._site.lists}
        if not self._whole:
            listed = read(self.world.source, "list", self._site.lists[0], body, self._content)
            order = self._numbers[::-1] if self._late else self._numbers
            for url, number in zip((link.url for link in listed.links), order, strict=True):
                self.world.replies[url] = self._tag(self._site.item_reply(self._page(number)))

    def _tag(self, reply: Reply) -> Reply:
        return replace(reply, etag=f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"') if self.tagged else reply

    def _listed(self, numbers: list[int]) -> Markup | Feed | Data:
        """The list page with these entries: those beyond the fixture's own are its newest one, said otherwise."""
        page, told = self._open(), list(self._told(numbers))
        page.keep([place for _, place in told])
        address, title = self._spells
        for entry, (number, _) in enumerate(told):
            if number >= len(self._groups):
                page.retitle(entry, lambda value, n=number: title(value, n))
                page.readdress(entry, lambda value, n=number: address(value, n))
            if self._whole:
                page.retext(entry, lambda value, n=number: self._varied(value, n))
        return page

    def _told(self, numbers: list[int]) -> Iterator[tuple[int, int]]:
        for number in reversed(numbers) if self._late else numbers:
            for place in self._groups[number] if number < len(self._groups) else self._groups[0]:
                yield number, place

    def _varied(self, value: str, number: int) -> str:
        """Longer and shorter texts, told apart by a number, and the edits that were made in them."""
        if number >= len(self._groups):
            value = re.sub(r"(^|>)(\s*)(\w)", rf"\g<1>\g<2>{number} \g<3>", value, count=1)
            value += value if number % 3 == 0 else ""
        return f"{value} [{number}]" if number in self.edited else value

    def _page(self, number: int) -> bytes:
        suffix = self._site.pair.item.suffix if self._site.pair.item else ".html"
        page = opened(self.world.source, self._item, content=TYPES[suffix], is_list=False)
        assert not isinstance(page, Feed)
        if number >= len(self._groups):
            page.change("permalink", lambda value: self._spells[0](value, number))
        page.reword(lambda value: self._varied(value, number))
        body = page.body()
        return _with_nonce(body, self._chance.randint(0, 10**9)) if self._chance.random() < 0.5 else body

    def _found_spells(self) -> tuple[Spell, Spell]:
        """How this source's addresses and titles can be varied without leaving what it means to read."""
        before = self._first([0])
        for address in _ADDRESSES:
            for title in _TITLES:
                self._spells = address, title
                now = self._first([self._next])
                if now and before and now[0] != before[0] and now[1] == before[1]:
                    return address, title
        raise AssertionError(f"{self.world.source.id}: no entry can be made that its list would read")

    def _first(self, numbers: list[int]) -> tuple[str, object] | None:
        try:
            body = self._listed(numbers).body()
            parsed = read(self.world.source, "list", self._site.lists[0], body, self._content)
        except (IndexError, BadInput):
            return None  # with this address it is no entry of the list
        entries = [*parsed.links, *parsed.renderings]
        return (entries[0].url, entries[0].published) if entries else None


def _with_nonce(body: bytes, number: int) -> bytes:
    """The bytes of a page that is another one at each look, where nobody reads."""
    if b"</body>" in body:
        noise = f"<script>var n='{number}'</script><!-- {number} --><div class='ad' data-n='{number}'></div></body>"
        return body.replace(b"</body>", noise.encode("ascii"), 1)
    return body.rstrip() + b"\n" * (1 + number % 7)
