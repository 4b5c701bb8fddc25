# ruff: noqa: T201 - the figures go to the terminal
"""What one scheduled run costs after a year: CPU seconds and peak memory of `tracker run` and `tracker health`.

Owns a collection of that size, made up in bulk: a journal whose lines are chained as real ones are, archive files with
holes in place of bytes that nobody reads again, a store with a row for every capture, run and text. Two of its sources
are due and answer in memory that nothing has changed. Usage: `bench_year.py [captures [texts]]`.
"""

import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from tracker.collect.asking.addresses import Loopback
from tracker.collect.keeping.warc import Original, pack
from tracker.jobs.collecting import Outside
from tracker.jobs.digesting import Telling
from tracker.jobs.healths import healths
from tracker.jobs.running import run
from tracker.jobs.workspace import Workspace
from tracker.model import Capture, rendering_id, text_hash
from tracker.store import open_store

SOURCES, DUE = 88, 2
ITEMS, CAPTURES, RUNS = 20_000, 1_000_000, 300_000
END = datetime(2031, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
#: What is promised of a run in which nothing changed: CPU seconds and MB at its first request.
SECONDS, MEGABYTES = 3.0, 300
#: Entries of a list page.
LISTED = 20
HEADERS = [
    ["content-type", "text/html; charset=utf-8"], ["etag", '"5f3a-61d0c2"'], ["server", "nginx"],
    ["last-modified", "Wed, 10 Jul 2030 08:00:00 GMT"], ["cache-control", "max-age=300, must-revalidate"],
    ["vary", "Accept-Encoding"], ["strict-transport-security", "max-age=31536000; includeSubDomains"],
    ["content-security-policy", "default-src 'self'; img-src * data:; style-src 'self' 'unsafe-inline'"],
    ["date", "Wed, 10 Jul 2030 09:00:00 GMT"], ["x-cache", "HIT"], ["via", "1.1 varnish"], ["age", "120"],
]  # fmt: skip
ENTRY = """
  s{n}:
    {{name: Ministry {n}, issuer: x{n}-mfa, category: ministry, languages: en, zone: UTC, kind: html-list,
     url: "https://s{n}.example/press", list: {{item: li, title: a, date: span}},
     detail: {{title: h1, body: div.text}}, dates: {{formats: ["%Y-%m-%d"]}}, every: {every}}}
"""


def uid(*parts: object) -> str:
    found = hashlib.md5(" ".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()
    return f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"


def visits(captures: int) -> Iterator[tuple[int, datetime, datetime, list[tuple[str, str, int]]]]:
    """Every pass in the order of time: source, begin, end, and address, role and status of each of its captures."""
    runs = RUNS * captures // CAPTURES
    each = ITEMS // SOURCES
    left = captures
    for number in range(runs):
        source, turn = number % SOURCES, number // SOURCES
        at = END - YEAR + YEAR * number / runs - timedelta(minutes=30) * (source < DUE)
        made = [(f"https://s{source}.example/press", "list", 200 if turn % 20 == 0 else 304)]
        took = left // (runs - number)
        for place in range(took - 1):
            item = min(each - 1, turn * each * SOURCES // runs + place)
            made.append((f"https://s{source}.example/s/{item}", "item", 304 if turn % 7 else 200))
        left -= took
        yield source, at, at + timedelta(seconds=90), made


def rows(captures: int, texts: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row of the store and line of the journal, named by where it belongs."""
    headers = json.dumps(HEADERS)
    length, offsets = 640, dict[str, int]()
    held: dict[str, tuple[str, str]] = {}
    for source, begin, end, made in visits(captures):
        for place, (url, role, status) in enumerate(made):
            at = (begin + timedelta(seconds=2 * place)).isoformat()
            body, first = held.get(url, ("", ""))
            fresh = not body or (status == 200 and role == "list")
            one, name = uid(url, at), f"{at[:7]}.warc.gz"
            real = source < DUE and (fresh or begin > END - timedelta(days=30))
            page = page_of(source, url, texts) + f"<!-- {at} -->".encode() if fresh else b""
            if fresh:
                body, first = hashlib.sha256(page).hexdigest(), one
                held[url] = body, first
            offset = offsets.get(name, 0)
            record, kept, code = f"{name}:{offset}", None if fresh else first, 200 if fresh else status
            packed = b""
            if real:
                capture = Capture(
                    id=one, source=f"s{source}", url=url, retrieved_at=datetime.fromisoformat(at), sha256=body,
                    role=role, final_url=url, status=code, headers=tuple(map(tuple, HEADERS)), revisits=kept,
                )  # fmt: skip
                original = Original(id=first, url=url, retrieved_at=capture.retrieved_at)
                packed = pack(capture, page, original=None if fresh else original)
                yield "bytes", (name, offset, packed)
            size = len(packed) or length
            offsets[name] = offset + size
            yield "captures", (one, f"s{source}", url, at, body, role, url, code, headers, "good", "", record, kept)
            yield "parsed_captures", (one,)
            yield "stored", (record, size, hashlib.sha256(packed).hexdigest(), one, body, url, at, fresh)
            yield "judged", (one,)
        stamps = begin.isoformat(), end.isoformat()
        state = "complete" if random.random() < 0.1 else "unchanged"  # noqa: S311 - invented runs
        yield "runs", (f"s{source}", *stamps, state, "", LISTED, int(state == "complete"), 0, "[]", 0, LISTED, None)
        yield "run", (f"s{source}", *stamps, state)
    yield from (row for number in range(texts) for row in texts_of(number))
    for name, size in offsets.items():
        yield "file", (name, size)


def texts_of(number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """One invented statement as the store has it."""
    source, item = number % SOURCES, number // SOURCES
    url = f"https://s{source}.example/s/{item}"
    one = rendering_id(f"s{source}", url)
    title, text = f"Statement {item}", statement(source, item)
    at = (END - YEAR + timedelta(days=number * 364 // ITEMS)).isoformat()
    day = at[:10]
    yield "renderings", (
        one, f"s{source}", "statement", "official", "original", "en", "release", title, "", text, url, "", "", day,
        "UTC", "", "", "", one, at, 1, None, 0, 0, "", "", 1.0,
    )  # fmt: skip
    yield "rendering_parties", (one, 0, f"x{source}-mfa", "issuer")
    yield "versions", (one, 1, text_hash(title, "", text), title, "", text, at, one)
    yield "sightings", (one, 1, at)


def statement(source: int, item: int) -> str:
    draw = random.Random(source * 1000 + item)  # noqa: S311 - invented words
    pairs = [a + b for a in ("kar", "sel", "mor", "tan", "vel", "dor", "lis", "ber") for b in ("an", "ek", "io", "ur")]
    words = [draw.choice(pairs) + draw.choice(pairs) for _ in range(36)]
    return " ".join(words[:18]).capitalize() + ". " + " ".join(words[18:]).capitalize() + "."


def build(folder: Path, captures: int, texts: int) -> Workspace:
    """The collection as a year leaves it."""
    workspace = Workspace(data=folder / "data", sources=folder / "sources.yaml")
    entries = (ENTRY.format(n=n, every="168h" if n >= DUE else "30m") for n in range(SOURCES))
    issuers = "".join(f"  x{n}-mfa: {{name: Ministry {n}, country: XKA}}\n" for n in range(SOURCES))
    workspace.sources.write_text(f"sources:{''.join(entries)}issuers:\n{issuers}", "utf-8")
    workspace.archive.mkdir(parents=True)
    with open_store(workspace.db) as store:
        widths = {table: width(store._db, table) for table in store.tables("record") + store.tables("derived")}
    db = sqlite3.connect(workspace.db)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    found = rows(captures, texts)
    with (workspace.archive / "journal.jsonl").open("wb") as journal:
        previous = b""
        while batch := list(islice(found, 200_000)):
            tables: dict[str, list[tuple[Any, ...]]] = {}
            for kind, values in batch:
                if kind in LINES:
                    rest = (LINES[kind] % tuple(map(written, values))).encode()
                    previous = hashlib.sha256(previous + rest).hexdigest()[:16].encode()
                    journal.write(b'{"sum":"' + previous + b'",' + rest + b"\n")
                elif kind == "bytes":
                    path = workspace.archive / values[0]
                    path.touch()
                    with path.open("r+b") as archive:
                        archive.seek(values[1])
                        archive.write(values[2])
                elif kind == "file":
                    with (workspace.archive / values[0]).open("ab") as archive:
                        archive.truncate(values[1])
                else:
                    tables.setdefault(kind, []).append(values)
            for table, many in tables.items():
                holes = ", ".join("?" * widths.get(table, len(many[0])))
                db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({holes})", many)  # noqa: S608
    db.commit()
    db.executescript("PRAGMA journal_mode = WAL;")
    db.close()
    return workspace


#: The lines of the journal, without their checksum.
LINES = {
    "stored": '"kind":"stored","record":%s,"length":%s,"packed_sha256":%s,"capture":%s,"sha256":%s,"url":%s,'
    '"retrieved_at":%s,"holds_body":%s}',
    "judged": '"kind":"judged","capture":%s,"verdict":"good","reason":""}',
    "run": '"kind":"run","source":%s,"started_at":%s,"ended_at":%s,"status":%s,"reason":"","listed":20,"new":0,'
    '"edited":0,"skipped":[],"vanished":0,"first_page":20,"reached":null}',
}


def written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def width(db: sqlite3.Connection, table: str) -> int:
    return len(db.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608


class Site(httpx.AsyncBaseTransport):
    """Both due sources: the newest entries of a year, each page with a validator."""

    def __init__(self, texts: int) -> None:
        self.texts = texts
        self.asked: list[tuple[float, int]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((time.process_time(), peak()))
        path, source = request.url.path, int(request.headers["host"].partition(".")[0][1:])
        if path == "/robots.txt":
            return httpx.Response(404, stream=httpx.ByteStream(b""))
        if request.headers.get("if-none-match"):
            return httpx.Response(304, stream=httpx.ByteStream(b""))
        headers = {"Content-Type": "text/html", "ETag": f'"{path}"'}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(page_of(source, path, self.texts)))


def page_of(source: int, path: str, texts: int) -> bytes:
    """A list of the newest entries, or an item."""
    if path.endswith("/press"):
        newest = range(texts // SOURCES - 1, texts // SOURCES - 1 - LISTED, -1)
        lines = "".join(f"<li><a href='/s/{n}'>Statement {n}</a> <span>{day(source, n)}</span></li>" for n in newest)
        return f"<html><body><ul>{lines}</ul></body></html>".encode()
    n = int(path.rpartition("/")[2])
    text = statement(source, n)
    return f"<html><body><h1>Statement {n}</h1><div class='text'><p>{text}</p></div></body></html>".encode()


def day(source: int, item: int) -> str:
    return f"{END - YEAR + timedelta(days=(item * SOURCES + source) * 364 // ITEMS):%Y-%m-%d}"


def peak() -> int:
    status = Path("/proc/self/status").read_text("ascii")  # ru_maxrss holds the parent's, whose page tables it borrowed
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


async def no_time(_: float) -> None:
    """Nobody waits in a bench."""


def measured(folder: Path, what: str, hours: float, texts: int) -> None:
    """In a process of its own: one command, and what it took from the start of Python on, as a JSON line."""
    workspace = Workspace(data=folder / "data", sources=folder / "sources.yaml")
    stages, at = list[tuple[str, float]](), END + timedelta(hours=hours)
    if what == "health":
        states = [one.status for one in healths(workspace, clock=lambda: at)]
        print(json.dumps({"states": sorted(set(states)), "total": time.process_time(), "peak": peak()}))
        return
    site = Site(texts)
    network = {"transport": site, "sleep": no_time, "resolver": Loopback(port=443), "jitter": lambda: 0.5}
    done = run(
        workspace,
        outside=Outside(clock=lambda: at, network=network),
        telling=Telling(),
        progress=lambda line: stages.append((line, time.process_time())),
    )
    runs = [(one.source, one.status.value, one.reason) for one in done.collected.runs if one.status.value != "not-due"]
    first, memory = site.asked[0]
    print(json.dumps({
        "runs": runs, "asked": len(site.asked), "first_request": first, "peak_then": memory,
        "collected": stages[-1][1] if stages else 0, "total": time.process_time(), "peak": peak(),
        "stages": stages[-12:],
    }))  # fmt: skip


def child(folder: Path, what: str, hours: float, texts: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", str(folder), what, str(hours), str(texts)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found


def main(captures: int = CAPTURES, texts: int = ITEMS) -> int:
    """1 if a run after a year costs more than is promised."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        workspace = build(Path(folder), captures, texts)
        size = (workspace.archive / "journal.jsonl").stat().st_size
        print(f"{captures:,} captures, {texts:,} texts, journal of {size / 1e6:.0f} MB, store of "
              f"{workspace.db.stat().st_size / 1e6:.0f} MB, made in {time.process_time() - began:.0f} s")  # fmt: skip
        for number in range(3):
            found = child(Path(folder), "run", 1 + number, texts)
            print(f"run {number + 1}: {found['first_request']:.2f} s CPU and {found['peak_then']} MB at the first "
                  f"request; {found['total']:.2f} s and {found['peak']} MB in all; {found['asked']} requests; "
                  f"{found['runs']}")  # fmt: skip
            print("   ", "; ".join(f"{line} {at:.2f}" for line, at in found["stages"]))
        health = child(Path(folder), "health", 4, texts)
        print(f"health: {health['total']:.2f} s CPU, {health['peak']} MB, {health['states']}")
    kept = found["first_request"] <= SECONDS and found["peak_then"] <= MEGABYTES and health["total"] <= SECONDS
    return int(not kept)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        measured(Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]), int(sys.argv[5]))
        sys.exit(0)
    sys.exit(main(*map(int, sys.argv[1:])))
