"""What an earlier build wrote, and on what each page rested: caches, no part of the site.

Owns its two files. One is plain, for the names of the files that are ours to remove; the other says what need not be
composed again, and one that is missing, damaged or of another edition says nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.report.site.facts import Facts, Numbers
from tracker.report.writing import write

MANIFEST = ".pages.json"
_DIGEST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One page as it was made: its bytes in short, its file's size and time, and what was read for it.

    `given` are 64 bits of what the composing was called with; 0 where that cannot be told, so that it is made anew.
    """

    sha256: str
    size: int
    time: int
    given: int
    seen: Numbers
    missed: Numbers


def ours(out: Path) -> dict[str, str]:
    """The files that earlier builds wrote; none, when the list is missing or damaged, so that none is removed."""
    try:
        held = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return {str(path): str(sha) for path, sha in held.items()} if isinstance(held, dict) else {}


def claim(out: Path, pages: Mapping[str, str]) -> None:
    """Write down which files are ours."""
    write(out / MANIFEST, (json.dumps(pages, indent=0, sort_keys=True) + "\n").encode())


def standing(out: Path, edition: str, facts: Facts) -> dict[str, Made]:
    """The pages of the last build all of whose reads would answer today as they did then."""
    held = _held(out)
    if held is None or str(held["edition"]) != edition:
        return {}
    sound = _runs(held, "seen", facts.present(), there=True) & _runs(held, "missed", facts.gone(), there=False)
    paths = bytes(held["paths"]).decode("utf-8", "surrogateescape").split("\n")
    seen, missed = _cut(held, "seen"), _cut(held, "missed")
    return {
        paths[at]: Made(
            sha256=bytes(held["sha"][at]).hex(),
            size=int(held["size"][at]),
            time=int(held["time"][at]),
            given=int(held["given"][at]),
            seen=seen[at],
            missed=missed[at],
        )
        for at in np.flatnonzero(sound).tolist()
    }


def remember(out: Path, edition: str, pages: Mapping[str, Made]) -> None:
    """Keep what each page rests on for the next build."""
    made = list(pages.values())
    hashes = b"".join(bytes.fromhex(one.sha256) for one in made)
    arrays: dict[str, NDArray[Any]] = {
        "edition": np.array(edition),
        "paths": np.frombuffer("\n".join(pages).encode("utf-8", "surrogateescape"), dtype=np.uint8),
        "sha": np.frombuffer(hashes, dtype=np.uint8).reshape(-1, _DIGEST),
        "size": np.array([one.size for one in made], dtype=np.int64),
        "time": np.array([one.time for one in made], dtype=np.int64),
        "given": np.array([one.given for one in made], dtype=np.uint64),
        **_laid("seen", [one.seen for one in made]),
        **_laid("missed", [one.missed for one in made]),
    }
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    body = file.getvalue()
    write(_rests(out), hashlib.sha256(body).digest() + body, durable=False)


def _rests(out: Path) -> Path:
    """Beside the site and not in it: whoever publishes the site need not carry it along."""
    whole = out.resolve()
    return whole.with_name(f".{whole.name}.rests")


def _held(out: Path) -> dict[str, NDArray[Any]] | None:
    try:
        body = _rests(out).read_bytes()
        if hashlib.sha256(body[_DIGEST:]).digest() != body[:_DIGEST]:
            return None
        with np.load(io.BytesIO(body[_DIGEST:]), allow_pickle=False) as held:
            return dict(held)
    except (OSError, ValueError, zipfile.BadZipFile):
        return None


def _laid(name: str, runs: Iterable[Numbers]) -> dict[str, NDArray[Any]]:
    """Many short arrays as one of the different numbers, one of their places in it, and where each array begins."""
    listed = list(runs)
    every = np.concatenate([*listed, np.empty(0, dtype=np.uint64)])
    numbers, places = np.unique(every, return_inverse=True)
    starts = np.cumsum([0, *map(len, listed)], dtype=np.int64)
    return {name: numbers, f"{name}_places": places.astype(np.uint32), f"{name}_starts": starts}


def _cut(held: Mapping[str, NDArray[Any]], name: str) -> list[Numbers]:
    every: Numbers = held[name][held[f"{name}_places"]].astype(np.uint64)
    return np.split(every, held[f"{name}_starts"][1:-1])


def _runs(held: Mapping[str, NDArray[Any]], name: str, known: Numbers, *, there: bool) -> NDArray[np.bool_]:
    """For each page whether all its numbers are among those known, or none is."""
    sound = np.isin(held[name], known, assume_unique=True) == there
    wrong = np.concatenate([[0], np.cumsum(~sound[held[f"{name}_places"]])])
    starts = held[f"{name}_starts"]
    made: NDArray[np.bool_] = wrong[starts[1:]] == wrong[starts[:-1]]
    return made
