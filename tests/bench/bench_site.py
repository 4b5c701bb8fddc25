# ruff: noqa: T201 - the figures go to the terminal
"""A site built whole, and again when nothing changed: CPU seconds, memory, and the largest pages as they are sent.

`python tests/bench/bench_site.py DATA` reads DATA/tracker.db, writes the pages into a folder that it removes, and fails
if the second build writes a page.
"""

import gzip
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from measuring import peak, timed

from tracker.report.site.building import SiteReport, build
from tracker.store import open_store

NOW = datetime(2031, 1, 1, tzinfo=UTC)
LARGEST = 8


def built(data: Path, out: Path) -> SiteReport:
    with open_store(data / "tracker.db", read_only=True) as store:
        store.hold()
        return build(store, out, now=NOW)


def main(data: Path) -> int:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "site"
        whole, first = timed(partial(built, data, out))
        print(f"{len(first.composed):,} pages anew: {whole:.1f} s, {peak()} MB")
        again, second = timed(partial(built, data, out))
        kinds = Counter(one.split("/")[0] for one in second.composed)
        print(f"nothing changed: {again:.1f} s, {len(second.composed):,} composed ({dict(kinds)})")
        sizes = {path: path.stat().st_size for path in out.rglob("*") if path.is_file() and path.name[0] != "."}
        for path in sorted(sizes, key=lambda one: -sizes[one])[:LARGEST]:
            sent = len(gzip.compress(path.read_bytes()))
            print(f"  {path.relative_to(out)}: {sizes[path] / 1000:.0f} kB, {sent / 1000:.0f} kB compressed")
    return 1 if second.written else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
