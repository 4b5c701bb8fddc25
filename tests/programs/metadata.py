"""docs/datasette.json as the schema of a new store has it: printed, or written with --write."""

import sys
import tempfile
from pathlib import Path

from tracker.report.research.datasette import metadata
from tracker.store import open_store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "datasette.json"


def current() -> str:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "tracker.db") as store:
        return metadata(store.meanings())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(current(), encoding="utf-8")
    else:
        sys.stdout.write(current())
