"""Questions to a page as it is laid out, each asked in the page and answered in lines that name the element.

Owns the measuring; what is too much stands in the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chromium import AXE
from playwright.sync_api import Page

_NAME = """
const name = (one) => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '')
  + [...one.classList].map((part) => '.' + part).join('') + ' “' + (one.textContent || '').trim().slice(0, 40) + '”';
"""

#: A box counts as cut when it leaves the page and nothing around it scrolls.
_SPILLS = (
    "() => {"
    + _NAME
    + """
  const wide = document.documentElement.clientWidth;
  const scrolled = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement) {
      if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX) && up !== document.body) return true;
    }
    return false;
  };
  const found = [];
  if (document.documentElement.scrollWidth > wide) found.push(
    'page: ' + document.documentElement.scrollWidth + ' > ' + wide);
  for (const one of document.body.querySelectorAll('*')) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || box.right < 0 || scrolled(one)) continue;
    if (box.right > wide + 1) found.push(name(one) + ' ends at ' + Math.round(box.right) + ' of ' + wide);
  }
  return found;
}"""
)

#: Text that a box holds but does not show: it neither scrolls nor lets it out.
_CUT = (
    "() => {"
    + _NAME
    + """
  const found = [];
  for (const one of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    if (style.display === 'inline' || one.closest('svg')) continue;
    for (const [axis, inner, outer] of [['X', one.scrollWidth, one.clientWidth],
                                        ['Y', one.scrollHeight, one.clientHeight]]) {
      if (outer && inner > outer + 1 && ['hidden', 'clip'].includes(style['overflow' + axis])) {
        found.push(name(one) + ' hides ' + (inner - outer) + ' px');
      }
    }
  }
  return found;
}"""
)

_FAINT = (
    "(least) => {"
    + _NAME
    + """
  const rgba = (text) => {
    const parts = text.match(/[\\d.]+/g).map(Number);
    return [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
  };
  const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);
  const ground = (one) => {
    const layers = [];
    for (let up = one; up; up = up.parentElement) layers.push(rgba(getComputedStyle(up).backgroundColor));
    const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((under, top) => over(top, under), canvas);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255)
      .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (!text.data.trim()) continue;
    const one = text.parentElement;
    if (one.closest('svg, [hidden], script, template') || !one.checkVisibility()) continue;
    let fade = 1;
    for (let up = one; up; up = up.parentElement) fade *= Number(getComputedStyle(up).opacity);
    const under = ground(one);
    const ink = rgba(getComputedStyle(one).color);
    const shown = over([ink[0], ink[1], ink[2], ink[3] * fade], under);
    const [high, low] = [light(shown), light(under)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < least) found.push(name(one) + ' ' + contrast.toFixed(2));
  }
  return [...new Set(found)];
}"""
)

#: What the tab key can stop at; the buttons of one choice (radio) are one stop.
_STOPS = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'
  )].filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}));
  const once = all.filter((one) => one.type !== 'radio' || one.checked);
  const order = [...document.querySelectorAll('*')];
  return once.map((one) => order.indexOf(one));
}"""

#: Told by the page at each stop, as asking after each press of a key would cost more than the pressing.
_LISTEN = (
    "() => {"
    + _NAME
    + """
  window.stopped = [];
  document.addEventListener('focusin', (event) => {
    const one = event.target;
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const boxes = [...one.getClientRects()].filter((part) => part.width && part.height);
    const uncovered = (box, part) => {
      const x = Math.min(Math.max(box.left + box.width * part, 1), innerWidth - 2);
      const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
      const top = document.elementFromPoint(x, y);
      return top && (one.contains(top) || top.contains(one))
        && x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1;
    };
    window.stopped.push({at: [...document.querySelectorAll('*')].indexOf(one), name: name(one), outlined,
      seen: boxes.some((box) => [0.1, 0.5, 0.9].some((part) => uncovered(box, part)))});
  });
}"""
)


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the keyboard is: the element's place in the document, and whether a reader sees that it is there."""

    at: int
    name: str
    outlined: bool
    seen: bool


def spills(page: Page) -> Sequence[str]:
    """What makes the page itself wider than the window."""
    return page.evaluate(_SPILLS)


def cut(page: Page) -> Sequence[str]:
    """Boxes that hide a part of what they hold, with no way to scroll to it."""
    return page.evaluate(_CUT)


def faint(page: Page, least: float = 4.5) -> Sequence[str]:
    """Every shown text whose computed colour stands out less than `least` from what lies under it (WCAG 2.2, 1.4.3)."""
    return page.evaluate(_FAINT, least)


def stops(page: Page) -> Sequence[int]:
    """The links and controls to reach, by their place in the document."""
    return page.evaluate(_STOPS)


def tab_through(page: Page, most: int = 4000) -> tuple[Sequence[Focus], bool]:
    """What the tab key stops at, from the top of the page, and whether it leads out again at the end."""
    page.evaluate(_LISTEN)
    for _ in range(most // 20):
        for _ in range(20):
            page.keyboard.press("Tab")
        met = [Focus(**one) for one in page.evaluate("() => window.stopped")]
        again = next((place for place, one in enumerate(met[1:], start=1) if one.at == met[0].at), None)
        if again is not None:
            return met[:again], True
    return met, False


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and its own good practice, one line a node."""
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(_axe() + "\n;0")
    found = page.evaluate(
        "(tags) => axe.run(document,"
        " {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false})"
        ".then((all) => all.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160)"
        " + ' — ' + (node.failureSummary || '').replace(/\\s+/g, ' ').slice(0, 200))]))",
        list(_RULES),
    )
    return [f"{rule}: {node}" for rule, nodes in found for node in nodes[:5]]
