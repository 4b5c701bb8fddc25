"""The fault matrix: every source that has a fixture pair, spoilt in every way, and whether one run noticed.

Owns the cells and their table. `python tests/sources/matrix.py --write` puts the table into docs/reliability.md.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from faults import FAULTS, Fault
from glance import read
from pages import opened
from pairs import PAIRS, TYPES, Pair, pair_of
from worlds import HTML, Site, World, lenient, site_of

from tracker.collect.reading.kinds import list_part
from tracker.collect.reading.parsed import Parsed
from tracker.errors import BadInput
from tracker.sources import Source, bundled_sources, load_registry

DOCS = PAIRS.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- fault matrix: begins -->", "<!-- fault matrix: ends -->"
#: Good runs before the spoilt one: from three on, the usual length of the first page is known.
_GOOD = 3
_SPOILT_PAGES = ("block", "login", "challenge")
Seen = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What became of one fault at one source. `said` is the reason that health gave, or why the fault cannot apply."""

    source: str
    fault: str
    fresh: bool
    applies: bool
    noticed: bool
    said: str

    @property
    def mark(self) -> str:
        if not self.applies:
            return "–"
        return "✓" if self.noticed else "✗"


def sources_with_pairs(config: Path | None = None, root: Path = PAIRS) -> list[Pair]:
    """Every enabled source whose fixtures stand under `root`."""
    found = [pair_of(source, root) for source in load_registry(config or bundled_sources()).sources if source.enabled]
    return [pair for pair in found if pair.list.is_file() and (pair.folder / "expected.json").is_file()]


class Bench:
    """One source with its warm-up runs, shared by its cells: with an entry to come, and with all of them known."""

    def __init__(self, pair: Pair, root: Path) -> None:
        self.pair = pair
        self._root = root
        self._made = 0
        whole = site_of(pair)
        page = opened(pair.source, pair.list.read_bytes(), content=TYPES[pair.list.suffix], is_list=True)
        self.whole = page.body()
        addresses = page.addresses()
        newest = addresses[-1] if pair.source.kind == "telegram" else next(filter(None, addresses))
        page.keep([place for place, address in enumerate(addresses) if address != newest])
        self.before = page.body()
        source = lenient(pair.source, page.count())
        self.site: Site = replace(whole, pair=replace(pair, source=source))
        self.item = pair.item.read_bytes() if pair.item else b""

    @property
    def source(self) -> Source:
        return self.site.source

    def warm(self, *, fresh: bool) -> World:
        """The world after good runs; with `fresh` the first entry is still to come. A copy to be spoilt."""
        self._made += 1
        return self._warmed(fresh).copy(self._root / f"{self.source.id}-{self._made}")

    @cache  # noqa: B019  a bench lives as long as its source's cells
    def _warmed(self, fresh: bool) -> World:
        world = World(source=self.source, root=self._root / f"{self.source.id}-warm-{fresh}")
        world.replies |= dict(self.site.leads)
        self.site.put_list(world, self.before if fresh else self.whole)
        self.site.put_items(world, self.item, self.site.items)
        for _ in range(_GOOD):
            run = world.run()
            assert world.health().status == "green", f"{self.source.id}: {run.status}: {run.reason}: {run.skipped}"
        return world


def cells(pair: Pair, root: Path) -> Iterator[Cell]:
    """Every fault at one source, with something new and, where the fault shows in the list, with nothing new."""
    bench = Bench(pair, root)
    for fault in FAULTS:
        yield from cells_of(bench, fault)


def cells_of(bench: Bench, fault: Fault) -> Iterator[Cell]:
    """One fault at one source, in the one or two ways in which it is tried."""
    yield _cell(bench, fault, fresh=True)
    if fault.on == "list":
        yield _cell(bench, fault, fresh=False)


def _cell(bench: Bench, fault: Fault, *, fresh: bool) -> Cell:
    whole_texts = bool(list_part(bench.source).text)
    on_list = fault.on == "list" or (fault.on == "text" and whole_texts)
    spoilt, why = _spoilt(bench, fault, on_list=on_list)
    if why:
        return Cell(source=bench.source.id, fault=fault.name, fresh=fresh, applies=False, noticed=False, said=why)
    world = bench.warm(fresh=fresh)
    bench.site.put_list(world, bench.whole)
    content = HTML if fault.name.startswith(_SPOILT_PAGES) else ""
    if on_list:
        bench.site.put_list(world, spoilt, content)
    else:
        world.replies[bench.site.items[0]] = bench.site.item_reply(spoilt, content)
    world.run()
    found = world.health()
    noticed = found.status == "red" and bool(re.search(fault.reason, found.reason))
    said = f"{found.status}: {found.reason}"
    return Cell(source=bench.source.id, fault=fault.name, fresh=fresh, applies=True, noticed=noticed, said=said)


def _spoilt(bench: Bench, fault: Fault, *, on_list: bool) -> tuple[bytes, str]:
    """The spoilt page, and why the fault cannot apply here, "" if it can: told by the source's own description."""
    source = bench.source
    if not on_list and bench.pair.item is None:
        return b"", "the list holds whole texts: there is no item's page"
    if fault.name == "half gone" and not source.expect.steady:
        return b"", "a list that ebbs by nature (expect.steady: false)"
    if fault.name == "half gone" and source.kind == "sitemap" and bench.pair.lead is not None:
        return b"", "which sitemaps an index leads to changes with the months"
    if fault.name.startswith("wrong language") and not source.expect.language:
        return b"", "texts may be in any language (expect.language: false)"
    if "date" in fault.name and source.expect.fill.date == 0:
        return b"", "dates are not promised (expect.fill.date: 0)"
    body = bench.whole if on_list else bench.item
    suffix = bench.pair.list.suffix if on_list or bench.pair.item is None else bench.pair.item.suffix
    spoilt = fault.make(source, body, TYPES[suffix])
    role, url = ("list", bench.site.lists[0]) if on_list else ("item", bench.site.items[0])
    if _said(source, role, url, spoilt, TYPES[suffix]) == _said(source, role, url, body, TYPES[suffix]):
        return spoilt, "it is read as before: the part has no name of its own, or another place says the same"
    return spoilt, ""


def _said(source: Source, role: str, url: str, body: bytes, content: str) -> Parsed | None:
    try:
        return read(source, role, url, body, content)
    except BadInput:
        return None


def table(found: Sequence[Cell]) -> str:
    """The matrix as a table: one line a source, one column a fault."""
    names = [fault.name for fault in FAULTS]
    marks: dict[tuple[str, str], list[Cell]] = {}
    for cell in found:
        marks.setdefault((cell.source, cell.fault), []).append(cell)
    sources = list(dict.fromkeys(cell.source for cell in found))
    applies = [cell for cell in found if cell.applies]
    noticed = sum(cell.noticed for cell in applies)
    lines = [
        f"{len(sources)} sources, {len(names)} faults, {len(applies)} cells that apply, {noticed} noticed in one run.",
        "",
        *(f"{number}. {name}" for number, name in enumerate(names, start=1)),
        "",
        "| source | " + " | ".join(str(number) for number in range(1, len(names) + 1)) + " |",
        "|---|" + "---|" * len(names),
    ]
    for source in sources:
        row = [mark_of(marks[source, name]) for name in names]
        lines.append(f"| {source} | " + " | ".join(row) + " |")
    lines += ["", "Why a fault cannot apply:", ""]
    why: dict[str, list[str]] = {}
    for cell in found:
        if not cell.applies:
            why.setdefault(cell.said, []).append(cell.fault)
    lines += [f"- {said} ({len(given)} cells)" for said, given in sorted(why.items())]
    return "\n".join(lines)


def marks_in(text: str) -> dict[tuple[str, str], str]:
    """What the table in the docs says of each source and fault."""
    lines = text.partition(BEGIN)[2].partition(END)[0].splitlines()
    numbered = [re.fullmatch(r"\d+\. (.+)", line) for line in lines]
    names = [found[1] for found in numbered if found]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {(row[0], name): mark for row in rows[1:] for name, mark in zip(names, row[1:], strict=True)}


def mark_of(own: Sequence[Cell]) -> str:
    kinds = {cell.mark for cell in own}
    return next(mark for mark in ("✗", "✓", "–") if mark in kinds)


def all_cells(root: Path, pairs: Sequence[Pair] | None = None) -> list[Cell]:
    return [cell for pair in pairs or sources_with_pairs() for cell in cells(pair, root / pair.source.id)]


def in_docs(text: str, made: str) -> str:
    """The page with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def _main(arguments: list[str]) -> None:
    config = next((Path(one) for one in arguments if not one.startswith("-")), None)
    with tempfile.TemporaryDirectory() as folder:
        made = all_cells(Path(folder), sources_with_pairs(config))
    for cell in made:
        if cell.applies and not cell.noticed:
            print(f"{cell.source} / {cell.fault} / {'new' if cell.fresh else 'nothing new'}: {cell.said}")
    if "--write" in arguments:
        DOCS.write_text(in_docs(DOCS.read_text("utf-8"), table(made)), "utf-8")
    else:
        print(table(made))


if __name__ == "__main__":
    _main(sys.argv[1:])
