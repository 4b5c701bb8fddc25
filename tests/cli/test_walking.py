"""What a person is told who asks for a backfill, a probe or a new source in the wrong way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.cli import main
from tracker.cli.probing import _lines
from tracker.collect.reading.parsed import Link, Parsed
from tracker.jobs.probing import Probe
from tracker.model import Capture, Rendering, RunStatus, SourceRun, Verdict, When
from tracker.sources import bundled_sources, load_registry

AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("collect --since 2026-01-01", "--since belongs to --backfill"),
        ("collect --backfill us_usun", "a backfill needs a source and a day"),
        ("collect --backfill --since 2026-01-01", "a backfill needs a source and a day"),
        ("collect us_usun --backfill --since yesterday", "'yesterday' is no day: write YYYY-MM-DD"),
        ("collect us_usun --backfill --since 9999-12-31", "--since 9999-12-31: is still to come"),
        ("collect us_usun --backfill --dry-run --since 9999-12-31", "--since 9999-12-31: is still to come"),
        ("collect us_usun --dry-run", "--dry-run belongs to --backfill"),
        ("collect us_usum --backfill --since 2026-01-01", 'there is no source "us_usum"; did you mean "us_usun"?'),
        ("sources probe us_usum", 'there is no source "us_usum"; did you mean "us_usun"?'),
        ("sources add ftp://mfa.karsan.example/", "ftp"),
    ],
)
def test_a_wrong_use_is_told_in_one_line(
    arguments: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sources.yaml"
    file.write_bytes(bundled_sources().read_bytes())
    with pytest.raises(SystemExit) as left:
        main([*arguments.split(), "--data", str(tmp_path / "data"), "--sources", str(file)])
    assert left.value.code in (2, 3)
    assert says in capsys.readouterr().err
    assert file.read_bytes() == bundled_sources().read_bytes()


def test_a_probe_shows_entries_texts_and_what_is_missing() -> None:
    source = load_registry(bundled_sources()).source("us_usun")
    capture = Capture(id="c", source=source.id, url="https://a.example/", retrieved_at=AT, sha256="", role="list")
    text = Rendering(id="x.1", source=source.id, text="We are concerned. " * 30, published=When("2026-10-04"))
    found = Probe(
        source=source,
        run=SourceRun(source=source.id, started_at=AT, ended_at=AT, status=RunStatus.COMPLETE),
        page=Parsed(links=(Link(url="https://a.example/1"),), items=4),
        captures=(capture, Capture(**{**_fields(capture), "verdict": Verdict.BLOCKED, "reason": "status 403"})),
        renderings=(text,),
        skipped=(),
    )
    lines = list(_lines(found))
    assert "list\t200\tblocked\thttps://a.example/\tstatus 403" in lines
    assert "the newest list page holds 4 entries, 1 of them to be followed" in lines
    assert "  no date\tno title\thttps://a.example/1" in lines
    assert "  speaker  none" in lines
    assert any(line.startswith("  text     540 characters: We are concerned.") for line in lines)


def _fields(capture: Capture) -> dict[str, object]:
    return {name: getattr(capture, name) for name in Capture.__dataclass_fields__}
