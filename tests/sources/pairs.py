"""A source's fixture pair: the first list page and the page of its first entry, with what a person reads there.

Owns the names of the files, and what reading them gives in the shape of expected.json. Run as a script it prints that
for a person to look at: `python tests/sources/pairs.py sources.yaml uk_fcdo [--write]`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.blocks import blocks_of, joined
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.reading.parsing import parse
from tracker.collect.reading.readings import reading
from tracker.collect.reading.selectors import open_page
from tracker.errors import TrackerError
from tracker.model import Capture, Verdict, capture_id
from tracker.sources import Source, load_registry

PAIRS = Path(__file__).parent
RETRIEVED_AT = "2026-10-05T09:00:00+00:00"
TYPES = {".html": "text/html", ".xml": "application/xml", ".json": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The files of one source; `item` is empty where the list holds whole texts, `lead` where nothing leads to it."""

    source: Source
    folder: Path

    @property
    def list(self) -> Path:
        return next(iter(sorted(self.folder.glob("list.*"))), self.folder / "list.html")

    @property
    def item(self) -> Path | None:
        return next(iter(sorted(self.folder.glob("item.*"))), None)

    @property
    def lead(self) -> Path | None:
        return next(iter(sorted(self.folder.glob("lead.*"))), None)

    @property
    def expected(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "expected.json").read_text("utf-8")))


def pair_of(source: Source, root: Path = PAIRS) -> Pair:
    return Pair(source=source, folder=root / source.id)


def capture_of(source: Source, url: str, role: str, file: Path) -> tuple[Capture, bytes]:
    """The file as if it had been fetched, without a charset in its header: sites are careless."""
    body, at = file.read_bytes(), datetime.fromisoformat(RETRIEVED_AT)
    sha256 = hashlib.sha256(body).hexdigest()
    capture = Capture(
        id=capture_id(source.id, url, at, sha256),
        source=source.id,
        url=url,
        final_url=url,
        retrieved_at=at,
        sha256=sha256,
        role=role,
        headers=(("content-type", TYPES[file.suffix]),),
    )
    return capture, body


def read(pair: Pair) -> dict[str, Any]:
    """What the pair says, in the shape of expected.json. AssertionError where a verdict is not good."""
    listed = _good(pair.source, pair.source.url, "list", pair.list)
    item = None
    if pair.item is not None:
        link = listed.links[0]
        item = _good(pair.source, link.url, "item", pair.item, link)
    return reading(listed, item, retrieved_at=RETRIEVED_AT)


def text_at(source: Source, capture: Capture, body: bytes, css: str) -> str:
    """The paragraphs that some other selector than the source's own would read as the text."""
    page = open_page(source, capture, body)
    return joined(tuple(block for tag in page.tree.select(css) for block in blocks_of(tag)))


def _good(source: Source, url: str, role: str, file: Path, link: Link | None = None) -> Parsed:
    capture, body = capture_of(source, url, role, file)
    verdict, reason = judge(source, capture, body)
    assert verdict is Verdict.GOOD, f"{file}: {verdict}: {reason}"
    return parse(source, capture, body, link)


def _main(arguments: list[str]) -> None:
    if len(arguments) < 2:
        sys.exit("expected: python tests/sources/pairs.py sources.yaml ID [--write]")
    sources, source_id, *rest = arguments
    try:
        pair = pair_of(load_registry(Path(sources)).source(source_id))
        text = json.dumps(read(pair), ensure_ascii=False, indent=2) + "\n"
    except (TrackerError, OSError, AssertionError) as error:
        sys.exit(f"{source_id}: {error}")
    print(text)
    if "--write" in rest:
        (pair.folder / "expected.json").write_text(text, "utf-8")


if __name__ == "__main__":
    _main(sys.argv[1:])
