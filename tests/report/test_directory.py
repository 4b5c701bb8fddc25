"""docs/sources.md says what sources.yaml says."""

from pathlib import Path

from tracker.report.operations.directory import directory
from tracker.sources import bundled_sources, load_registry

ROOT = Path(__file__).resolve().parents[2]

WORLD = """
sources:
  # Its list has a trap.
  # H: two current readers.
  karsan:
    {issuer: xka-mfa, category: ministry, languages: en, zone: UTC, kind: rss, url: "https://k.example/feed",
     list: {text: summary}, confidence: H}
  # G: its address | guessed.
  velia:
    {issuer: xve-mfa, category: ministry, languages: fr, zone: UTC, kind: rss, url: "https://v.example/",
     enabled: false, disabled_reason: answers nobody, access: blocked}
  wire: {name: The Wire, category: news, languages: en, zone: UTC, kind: rss, url: "https://w.example/",
     list: {text: summary}}
issuers:
  xka-mfa: {name: Ministry of Karsan, country: XKA}
  xve-mfa: {name: Ministry of Velia, country: XVE}
"""


def test_the_page_in_the_docs_is_the_one_that_sources_yaml_gives() -> None:
    page = (ROOT / "docs" / "sources.md").read_text("utf-8")
    assert page == directory(load_registry(bundled_sources())), "run make docs"


def test_a_row_says_who_speaks_where_and_on_what_evidence(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(WORLD)
    lines = directory(load_registry(file)).splitlines()
    karsan = next(line for line in lines if "karsan" in line)
    assert "| Ministry of Karsan | XKA | en | rss |" in karsan
    assert karsan.endswith("| **H** two current readers. |")
    velia = next(line for line in lines if "velia" in line)
    assert "| blocked | answers nobody | **G** its address \\| guessed. |" in velia
    assert any("The Wire (reports on others)" in line for line in lines)
    assert any(line.startswith("3 sources, 2 of them read; 2 countries") for line in lines)
