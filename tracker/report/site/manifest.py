"""What an earlier build wrote, and on what each page rested: caches, no part of the site.

Owns its two files. One is plain, for the names of the files that are ours to remove; the other says what need not be
composed again, and one that is missing, damaged or of another edition says nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tracker.report.site.facts import Facts, Places
from tracker.report.writing import write

Run = TypeVar("Run", Places, list[int])

MANIFEST = ".pages.json"
_DIGEST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One page as it was made: its bytes in short, its file's size and time, and what was read for it.

    `given` are 64 bits of what the composing was called with; 0 where that cannot be told, so that it is made anew.
    `seen` are places among the numbers present, `missed` the lines of what was not there.
    """

    sha256: str
    size: int
    time: int
    given: int
    seen: Places
    missed: tuple[str, ...]


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
    places = np.minimum(np.searchsorted(facts.present, held["seen"]), len(facts.present) - 1).astype(np.uint32)
    lines = _lines(held["missed"])
    gone, come = facts.present[places] != held["seen"], np.array(facts.come(lines), dtype=bool)
    sound = ~(_any(held, "seen", gone) | _any(held, "missed", come))
    paths, hashes = _lines(held["paths"]), held["sha"].tobytes().hex()
    rows = zip(
        (hashes[at : at + 2 * _DIGEST] for at in range(0, len(hashes), 2 * _DIGEST)),
        *(held[name].tolist() for name in ("size", "time", "given")),
        _cut(held, "seen", places[held["seen_places"]]),
        (tuple([lines[one] for one in those]) for those in _cut(held, "missed", held["missed_places"].tolist())),
        strict=True,
    )
    return {
        path: Made(sha256=sha256, size=size, time=time, given=given, seen=seen, missed=missed)
        for path, stands, (sha256, size, time, given, seen, missed) in zip(paths, sound.tolist(), rows, strict=True)
        if stands
    }


def remember(out: Path, edition: str, facts: Facts, pages: Mapping[str, Made]) -> None:
    """Keep what each page rests on for the next build."""
    made = list(pages.values())
    hashes = b"".join(bytes.fromhex(one.sha256) for one in made)
    lines = {line: at for at, line in enumerate(dict.fromkeys(line for one in made for line in one.missed))}
    missed = [lines[line] for one in made for line in one.missed]
    arrays: dict[str, NDArray[Any]] = {
        "edition": np.array(edition),
        "paths": _text(pages),
        "sha": np.frombuffer(hashes, dtype=np.uint8).reshape(-1, _DIGEST),
        "size": np.array([one.size for one in made], dtype=np.int64),
        "time": np.array([one.time for one in made], dtype=np.int64),
        "given": np.array([one.given for one in made], dtype=np.uint64),
        "seen": facts.present,
        "seen_places": np.concatenate([one.seen for one in made], dtype=np.uint32),
        "seen_starts": _starts(one.seen for one in made),
        "missed": _text(lines),
        "missed_places": np.array(missed, dtype=np.uint32),
        "missed_starts": _starts(one.missed for one in made),
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


def _text(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8", "surrogateescape"), dtype=np.uint8)


def _lines(text: NDArray[Any]) -> list[str]:
    return bytes(text).decode("utf-8", "surrogateescape").split("\n") if len(text) else []


def _starts(runs: Iterable[Sized]) -> NDArray[np.int64]:
    """Where each of many short lists begins when they are laid end to end, and where the last one ends."""
    return np.cumsum([0, *map(len, runs)], dtype=np.int64)


def _cut(held: Mapping[str, NDArray[Any]], name: str, laid: Run) -> Iterator[Run]:
    starts = held[f"{name}_starts"].tolist()
    return (laid[begin:end] for begin, end in pairwise(starts))


def _any(held: Mapping[str, NDArray[Any]], name: str, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each page whether any of its things is marked."""
    before = np.concatenate([[0], np.cumsum(marked[held[f"{name}_places"]])])
    starts = held[f"{name}_starts"]
    found: NDArray[np.bool_] = before[starts[1:]] != before[starts[:-1]]
    return found
