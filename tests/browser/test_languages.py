"""Fourteen languages on one page: each in its own direction, none over another, broken where its readers break it."""

from __future__ import annotations

from pathlib import Path

import measuring
import pytest
import tongues
from chromium import Open
from fake.said import NOW

from tracker.report.site.building import build

#: What no line of Chinese or Japanese begins with (JIS X 4051; GB/T 15834).
NEVER_FIRST = set("。，、！？：；」』）”々ー")

_CARDS = """() => [...document.querySelectorAll('article.card')].map((card) => {
  const said = [...card.querySelectorAll('.own-words')].find((one) => one.checkVisibility());
  const style = getComputedStyle(said);
  const box = (one) => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] };
  const range = document.createRange();
  range.selectNodeContents(said);
  return {
    language: said.lang, direction: style.direction, card: box(card), text: box(range),
    line: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
  };
})"""

_LINES = """(said) => {
  const lines = [];
  let last = null;
  const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(text, at); range.setEnd(text, at + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.width) continue;
      if (last === null || box.top > last + 4) lines.push('');
      last = box.top;
      lines[lines.length - 1] += text.data[at];
    }
  }
  return lines;
}"""


@pytest.fixture(scope="session")
def babel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the attack."""
    out = tmp_path_factory.mktemp("babel")
    build(tongues.world(), out, now=NOW)
    return out / "incidents" / f"{tongues.INCIDENT}.html"


def apart(one: list[float], other: list[float]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("width", [1280, 360])
def test_each_language_runs_its_own_way_and_stays_in_its_card(babel: Path, opened: Open, width: int):
    page = opened(babel, width=width)
    cards = page.evaluate(_CARDS)
    assert {one["language"] for one in cards} == set(tongues.SAID)
    for card in cards:
        assert card["direction"] == ("rtl" if card["language"] in tongues.RIGHT_TO_LEFT else "ltr"), card
        left, top, right, bottom = card["card"]
        assert left <= card["text"][0] <= card["text"][2] <= right + 1, card
        assert top <= card["text"][1] <= card["text"][3] <= bottom + 1, card
    boxes = [one["card"] for one in cards]
    assert all(apart(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
    assert measuring.spills(page) == []
    assert measuring.violations(page) == []


def test_urdu_has_room_for_its_sloping_lines(babel: Path, opened: Open):
    cards = {one["language"]: one for one in opened(babel).evaluate(_CARDS)}
    assert cards["ur"]["line"] >= 2
    assert cards["en"]["line"] >= 1.5


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_no_line_begins_with_what_closes(babel: Path, opened: Open, language: str):
    page = opened(babel)
    for width in range(320, 440, 8):
        page.set_viewport_size({"width": width, "height": 800})
        lines = page.locator(f".v-origins.own-words:lang({language})").first.evaluate(_LINES)
        assert len(lines) > 2
        assert [one for one in lines[1:] if one[0] in NEVER_FIRST] == []


def test_thai_breaks_between_words(babel: Path, opened: Open):
    lines = opened(babel, width=320).locator(".v-origins.own-words:lang(th)").first.evaluate(_LINES)
    assert len(lines) > 2
    # A vowel or tone mark that hangs on a letter never begins a line.
    assert [one for one in lines if "\u0e30" <= one[0] <= "\u0e3a" or "\u0e47" <= one[0] <= "\u0e4e"] == []
