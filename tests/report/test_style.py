"""The style sheet: enough contrast in light and dark, and nothing fetched from elsewhere."""

from __future__ import annotations

import re

import pytest

from tracker.report.site.filling import style

CSS = style().decode("utf-8")
PAIRS = [
    ("fg", "bg"), ("fg", "card"), ("fg", "soft"), ("mut", "bg"), ("mut", "card"), ("mut", "soft"), ("accent", "bg"),
    ("accent", "card"), ("accent", "soft"), ("own", "card"), ("own", "bg"), ("matched", "matched-bg"),
    ("agreed", "agreed-bg"), ("fg", "fresh-bg"), ("ins", "ins-bg"), ("del", "del-bg"), ("star", "star-bg"),
    ("official", "official-bg"), ("quoted", "quoted-bg"), ("reporter", "reporter-bg"), ("h1t", "h1"), ("h1t", "h2"),
    ("h3t", "h3"), ("h4t", "h4"), ("bad", "bad-bg"), ("good", "bg"), ("accent", "fresh-bg"), ("mut", "matched-bg"),
]  # fmt: skip


def schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{([^}]*)\}", CSS)
    light, dark = (dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", block)) for block in blocks[:2])
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_contrast_is_at_least_four_and_a_half(scheme: str, front: str, back: str):
    colours = schemes()[scheme]
    high, low = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_nothing_is_fetched_from_elsewhere():
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_print_forced_colours_and_dark_have_rules():
    for rule in ("@media print", "forced-colors", "prefers-color-scheme:dark", ":lang(ur)"):
        assert rule in CSS


def test_on_a_phone_no_table_ends_in_a_box_of_its_own():
    phone = [part for part in CSS.split("@media")[1:] if part.startswith(" (max-width:760px)")]
    assert any(".tall { max-height: none }" in part for part in phone)
