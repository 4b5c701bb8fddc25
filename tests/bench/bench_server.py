"""How fast the server answers 50 readers at once: pages of phrasings, and search over 100,000 statements.

A real server on loopback in a process of its own; the readers share the machine with it. Two kinds of readers: those
who ask again at once (closed loop, the most that can be asked), and those who ask once a second. Wall clock, in
milliseconds, in which the machine's other work counts as well; beside it the server's own CPU time of an answer, in
which it does not, and the server's memory (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from tracker.model import (
    Derived,
    Evidence,
    FirstUse,
    Formula,
    How,
    Issuer,
    IssuerKind,
    Move,
    Party,
    Rendering,
    Statement,
    Strength,
    Use,
    VerbClass,
    When,
    Wording,
)
from tracker.store import open_store

READERS, SECONDS, SEED = 50, 8.0, 7
WORDS, STATEMENTS, FORMULAS, USES = 8_000, 100_000, 400, 12


def main() -> int:
    """Build the store, start the server, ask; 1 if any answer was not 200."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        words = build(data, given.statements)
        command = [sys.executable, "-c", "from tracker.cli import main; main()", "--data", str(data)]
        begun = time.perf_counter()
        with subprocess.Popen(
            [*command, "serve", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        ) as server:
            assert server.stderr is not None
            address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\S+", line)))
            said(f"store of {given.statements:,} statements read in {time.perf_counter() - begun:.1f} s")
            bad = asyncio.run(measured(address, words, given.seconds, server.pid))
            said(f"the server held {_memory(server.pid)} at most")
            server.send_signal(signal.SIGTERM)
    return int(bad > 0)


def said(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def build(data: Path, number: int) -> list[str]:
    """A store of synthetic statements; its words, the commonest first."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    words = ["".join(chance.choices("aeioubdfgklmnprstvz", k=6)) + str(n) for n in range(WORDS)]
    weights = [1 / (n + 1) for n in range(WORDS)]
    issuers = [Issuer(id=f"x{n:02d}-mfa", name=f"Ministry {n}", kind=IssuerKind.STATE) for n in range(60)]
    day = datetime(2001, 1, 1, tzinfo=UTC)
    statements, renderings, search = [], [], []
    for n in range(number):
        text = " ".join(chance.choices(words, weights, k=60)) + "."
        key = f"s.{n:06d}"
        date = When(f"{day + timedelta(hours=2 * n):%Y-%m-%d}")
        issuer = chance.choice(issuers).id
        renderings.append(
            Rendering(id=key, source="bench", evidence=Evidence.OFFICIAL, wording=Wording.ORIGINAL, language="en",
                      title=text[:40], text=text, published=date, parties=(Party(issuer),))
        )  # fmt: skip
        statements.append(
            Statement(id=key, parties=(Party(issuer),), date=date, title=text[:40], text=text, renderings=(key,),
                      moves=(chance.choice(list(Move)),), strength=Strength(verb_class=chance.choice(list(VerbClass))))
        )  # fmt: skip
        search.append((key, text.rstrip(".")))
    with open_store(data / "tracker.db") as store, store.transaction():
        store.put_renderings(renderings, day)
        store.replace_derived(
            Derived(statements=tuple(statements), issuers=tuple(issuers), formulas=tuple(_formulas(statements)),
                    search=tuple(search), epoch="bench")
        )  # fmt: skip
    return words


def _cpu(process: int) -> float:
    """CPU seconds that a process has taken."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> str:
    """The most memory that a process held."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return "an unknown amount of memory"
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return f"{int(found[1]) // 1024:,} MB" if found else "an unknown amount of memory"


def _formulas(statements: list[Statement]) -> list[Formula]:
    """Phrasings of a dozen uses each."""
    found = []
    for n in range(FORMULAS):
        held = statements[n * USES : (n + 1) * USES]
        uses = tuple(
            Use(formula=f"f-{n:08x}", statement=one.id, rendering=one.id, version=1, start=0, end=40,
                text=one.text[:40], similarity=0.9, how=How.MEMBER, variant=one.text[:20])
            for one in held
        )  # fmt: skip
        first = FirstUse(statement=held[0].id, issuer=held[0].issuer, date=held[0].date, shared=False)
        found.append(
            Formula(id=f"f-{n:08x}", template=held[0].text[:40], language="en", statements=len(held), incidents=1,
                    issuers=5, first=first, last=held[-1].date, variants=((held[0].text[:20], len(held)),), uses=uses,
                    moves=(Move.CONDEMN,), measure="dice", min_similarity=0.8)
        )  # fmt: skip
    return found


async def measured(address: str, words: list[str], seconds: float, process: int) -> int:
    """Ask for each kind of page, in both ways; how many answers were not 200."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    kinds: dict[str, Callable[[], str]] = {
        "page of a phrasing, each the first time and again": lambda: (
            f"formulas/f-{chance.randrange(FORMULAS):08x}.html"
        ),
        "search, one rarer word": lambda: f"search?q={words[chance.randrange(400, WORDS)]}",
        "search, two words of the 400 commonest": lambda: (
            f"search?q={words[chance.randrange(400)]}+{words[chance.randrange(400)]}"
        ),
        "search, one word of the 20 commonest, filtered": lambda: (
            f"search?q={words[chance.randrange(20)]}&issuer=x{chance.randrange(60):02d}-mfa"
            f"&page={chance.randrange(1, 9)}"
        ),
    }
    bad = 0
    said(f"{'':52} {'pause':>7} {'asked':>7} {'a second':>9} {'p50':>7} {'p95':>7} {'p99':>7} {'CPU':>7}")
    for name, make in kinds.items():
        for pause in (0.0, 1.0):
            before = _cpu(process)
            times, wrong = await readers(address, make, seconds, pause)
            bad += wrong
            cut = [times[min(int(len(times) * share), len(times) - 1)] * 1_000 for share in (0.5, 0.95, 0.99)]
            cut.append((_cpu(process) - before) / len(times) * 1_000)
            told = " ".join(f"{one:7.1f}" for one in cut) + (f"  {wrong} bad" if wrong else "")
            said(f"{name:52} {pause:5.0f} s {len(times):7,} {len(times) / seconds:9.0f} {told}")
    return bad


async def readers(address: str, make: Callable[[], str], seconds: float, pause: float) -> tuple[list[float], int]:
    """Fifty readers for so many seconds: their times, sorted, and how many answers were not 200."""
    times, wrong = list[float](), 0
    limits = httpx.Limits(max_connections=READERS)
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60, limits=limits) as client:
        end = time.perf_counter() + seconds

        async def read(first: float) -> None:
            nonlocal wrong
            await asyncio.sleep(first)
            while (begun := time.perf_counter()) < end:
                answer = await client.get(make())
                took = time.perf_counter() - begun
                times.append(took)
                wrong += answer.status_code != 200
                if pause:
                    await asyncio.sleep(max(0.0, pause - took))

        await asyncio.gather(*(read(n / READERS * pause) for n in range(READERS)))
    return sorted(times), wrong


if __name__ == "__main__":
    sys.exit(main())
