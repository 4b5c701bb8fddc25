"""A new entry in a sources.yaml that somebody else wrote: what stands there stays, whatever its form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tracker.errors import BadConfig
from tracker.sources import registry_of
from tracker.sources.entry import Entry, with_entry

HELD = """sources:
  velia:
    issuer: xve-mfa
    name: Velia
    category: ministry
    languages: en
    zone: UTC
    kind: rss
    url: https://velia.example/feed
    list: {text: summary}
"""
ISSUERS = "issuers:\n  xve-mfa: {name: Ministry of Velia, country: XVE}\n"
KEPT = HELD.replace("    name: Velia\n", "") + "    name: |+\n      Velia\n\n\n"
BRACES = (
    "sources: {velia: {issuer: xve-mfa, name: Velia, category: ministry, languages: en, zone: UTC, kind: rss,\n"
    "  url: 'https://velia.example/feed', list: {text: summary}}}\n"
)


def entry(name: str = "Karsan") -> Entry:
    return Entry(
        id="karsan",
        issuer="xka-mfa",
        name=name,
        category="ministry",
        languages="en",
        zone="UTC",
        kind="rss",
        url="https://karsan.example/feed",
        parts={"list": {"text": "summary"}},
        notes=("G: a note",),
    )


@pytest.mark.parametrize(
    "text",
    [
        HELD,
        HELD.rstrip("\n"),
        HELD.replace("\n", "\r\n"),
        "\ufeff" + HELD,
        HELD + "# the end\n",
        HELD + "  # about the end\n",
        "---\n" + HELD + "...\n",
        HELD + "\n# whose\n" + ISSUERS,
        ISSUERS + HELD,
        "\n".join(f"  {line}" if line.startswith("  ") else line for line in HELD.split("\n")),
        HELD.replace("sources:", '"sources":'),
    ],
)
def test_an_entry_is_added_in_the_form_of_the_file_and_nothing_else_changes(text: str):
    made = with_entry(text, entry())
    before, after = (registry_of(one, Path("sources.yaml")) for one in (text, made))
    assert (*before.sources, after.source("karsan")) == after.sources
    assert made.count("\r\n") in (0, made.count("\n"))
    lines = made.splitlines()
    at = next(place for place, line in enumerate(lines) if line.strip() == "# G: a note")
    rest = [line for line in lines[:at] + lines[at + len(entry().text().splitlines()) :] if line.strip()]
    assert rest == [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("none", ["sources: {}\n", "sources:\n", "sources:  # none yet\n", f"sources: {{}}\n{ISSUERS}"])
def test_the_first_source_of_all_can_be_added(none: str):
    assert [one.id for one in registry_of(with_entry(none, entry()), Path("sources.yaml")).sources] == ["karsan"]


@pytest.mark.parametrize("text", [BRACES, "{sources: {}}\n", KEPT])
def test_where_it_cannot_be_added_the_lines_to_add_by_hand_are_told(text: str):
    with pytest.raises(BadConfig, match=r"(?s)without changing what the file says.*  karsan:\n"):
        with_entry(text, entry())


@settings(deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_whatever_a_site_calls_itself_the_file_can_be_read(name: str):
    made = with_entry(HELD, entry(f"K{name}"))
    read = registry_of(made, Path("sources.yaml")).source("karsan").name
    assert read.isprintable() or {*read} & {"\u200c", "\u200d"}
    assert read == " ".join(read.split())
