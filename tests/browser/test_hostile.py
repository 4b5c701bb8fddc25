"""What an enemy publishes is shown as the letters that it is: in the browser, in feeds, in tables, in the terminal."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import measuring
import poison
import pytest
from bs4 import BeautifulSoup
from chromium import Open
from defusedxml.ElementTree import fromstring

from tracker.cli import main

Run = Callable[..., str]

#: What a page may hold of elements that load, run, send or redirect: its style sheet, its mark, a script of its own.
_ACTING = """() => {
  const found = [];
  for (const one of document.querySelectorAll('*')) {
    for (const key of one.getAttributeNames()) {
      if (key.startsWith('on') || key === 'style' || key === 'srcdoc') found.push(one.tagName + ' ' + key);
    }
    const tag = one.tagName.toLowerCase();
    if (['iframe', 'object', 'embed', 'base', 'img', 'style', 'video', 'audio'].includes(tag)) found.push(tag);
    if (tag === 'script' && (one.textContent.trim() || new URL(one.src).host !== location.host)) found.push('script');
    if (tag === 'meta' && (one.httpEquiv || '').toLowerCase() === 'refresh') found.push('refresh');
    for (const address of [one.href, one.action]) {
      if (typeof address === 'string' && address && !/^(https?|file):/.test(address)) found.push(tag + ' ' + address);
    }
  }
  return found;
}"""

#: Escapes and other control characters, and what turns the direction of letters around for the eye.
_ACTS_IN_TERMINAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_POLICY = "default-src 'none'"


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of nothing but hostile statements, brought in, matched, built and exported as anybody would."""
    folder = tmp_path_factory.mktemp("poisoned")
    held = folder / "evil.jsonl"
    held.write_text("".join(json.dumps(one) + "\n" for one in poison.records()), "utf-8")
    data = ("--data", str(folder / "data"), "--sources", str(folder / "sources.yaml"))
    (folder / "sources.yaml").write_text("contact: desk@newsroom.example\nsources: {}\n", "utf-8")
    for verb in (["import", str(held)], ["match"], ["site"], *export(folder)):
        with pytest.raises(SystemExit) as left:
            main([*data, *verb])
        assert left.value.code in (0, None), verb
    return folder


def export(folder: Path) -> list[list[str]]:
    return [["export", str(folder / form), "--format", form] for form in ("csv", "jsonl")]


@pytest.fixture
def run(poisoned: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb on the poisoned collection; what it printed, on both streams."""

    def run_verb(*verb: str) -> str:
        with pytest.raises(SystemExit):
            main(["--data", str(poisoned / "data"), "--sources", str(poisoned / "sources.yaml"), *verb])
        said = capsys.readouterr()
        return said.out + said.err

    return run_verb


def pages(folder: Path) -> list[Path]:
    found = sorted((folder / "data" / "site").rglob("*.html"))
    assert len(found) > 15
    return found


def test_no_page_runs_asks_or_opens_anything(poisoned: Path, opened: Open):
    page = opened(width=360)
    for path in pages(poisoned):
        page.goto(path.as_uri())
        assert page.evaluate(_ACTING) == [], path.name
        assert (spilt := measuring.spills(page)) == [], (path.name, spilt)


def test_the_words_are_shown_as_they_are(poisoned: Path, opened: Open):
    said = "javascript:alert(2)"
    (path,) = [one for one in pages(poisoned) if one.parent.name == "statements" and said in one.read_text("utf-8")]
    page = opened(path)
    words = page.locator("blockquote.own-words").first.inner_text()
    assert poison.SCRIPT in words
    assert "\u202e" not in page.content()
    assert said in page.locator("main").inner_text()


def test_a_strict_policy_stands_on_every_page(poisoned: Path):
    for path in pages(poisoned):
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        assert policy.startswith(_POLICY), path.name
        assert not re.search(r"unsafe|\*|https?:|data:", policy), policy
        # It holds only for what follows it.
        before = [one.name for one in soup.find("meta", attrs={"http-equiv": True}).find_previous_siblings()]
        assert before == ["meta"], before


def test_feeds_are_whole_and_hold_nothing_that_acts(poisoned: Path):
    site = poisoned / "data" / "site"
    feeds = sorted(site.rglob("*.xml"))
    assert len(feeds) > 3
    for path in feeds:
        for one in fromstring(path.read_bytes()).iter():
            assert not _ACTS_IN_TERMINAL.search(one.text or ""), path.name
            address = one.attrib.get("href", "")
            assert not re.match(r"(javascript|data|vbscript|file):", address, re.IGNORECASE), address
            if one.attrib.get("type") == "html":
                soup = BeautifulSoup(one.text or "", "lxml")
                assert not soup.find_all(["script", "iframe", "img", "svg", "meta", "style", "base"]), path.name
                assert not [tag for tag in soup.find_all(True) for key in tag.attrs if key.startswith("on")]


def test_no_cell_is_a_formula(poisoned: Path):
    csv.field_size_limit(sys.maxsize)
    cells = 0
    for path in sorted((poisoned / "csv").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    cells += 1
                    assert not re.match(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)", cell), (path.name, cell[:60])
    assert cells > 300


def test_records_hold_the_words_unchanged(poisoned: Path):
    lines = [
        json.loads(line)
        for path in sorted((poisoned / "jsonl").rglob("statements.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(lines) == len(poison.records())
    assert any(poison.SCRIPT in one["text"] for one in lines)


def test_nothing_acts_in_a_terminal(run: Run):
    known = json.loads(run("statements", "--json"))
    ids = [one["id"] for one in known]
    issuer = known[0]["issuer_id"]
    asked = [["statements"], ["formulas"], ["incidents"], ["issuers"], ["across", issuer], ["search", "market"]]
    asked += [["compare", *ids[:6]], *(["show", one] for one in ids)]
    for verb in asked:
        said = run(*verb)
        assert len(said) > 40, verb
        assert not _ACTS_IN_TERMINAL.search(said.replace("\n", "").replace("\t", "")), verb
