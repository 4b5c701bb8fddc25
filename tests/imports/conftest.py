"""Imported files made by the tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker import imports

NOW = datetime(2031, 3, 14, 12, tzinfo=UTC)
Bring = Callable[..., imports.Parsed]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Writes one file, reads and parses it."""

    def run(name: str, content: str | bytes, *, format: str | None = None, map: str | None = None) -> imports.Parsed:  # noqa: A002
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        columns = None
        if map is not None:
            columns = tmp_path / "columns.yaml"
            columns.write_text(map, encoding="utf-8")
        (one,) = imports.read(file, format=format, map=columns, now=NOW)
        return imports.parse(one.capture, one.body)

    return run
