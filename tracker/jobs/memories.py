"""What matching remembers of its own work, out of the store and back into it.

Owns when that may be believed: only what this very program made, from the same word lists and names, and, for the
index, under the same epoch. Anything else is dropped and made anew. Never derives anything itself.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from tracker.errors import BadInput
from tracker.match import epochs
from tracker.match.epochs import Epoch
from tracker.match.joining.packing import LAYOUT, Written, packed, unpacked
from tracker.match.phrasings.forms import Forms
from tracker.match.phrasings.growing import Grown
from tracker.match.phrasings.phrasings import Memory
from tracker.model import LedgerEntry
from tracker.store import Store
from tracker.store.segments import FORMS, INDEX

#: The rooms of the program that decide what a canonical form and a formula are.
_ROOMS = ("tracker", "tracker.language", "tracker.match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """The memory for one match, and what of it the store has."""

    memory: Memory
    grown: Grown | None
    written: Written
    index_version: str
    forms_version: str


def recall(store: Store, epoch: Epoch, ledger: Sequence[LedgerEntry], *, whole: str = "") -> Recalled:
    """What the last match left, as far as it may be believed. `whole` is a reason for going without the index.

    An index knows which id each formula has by the ledger that was stored with it. Where the file has other lines,
    since a match was killed after it had written them or a backup was put back, the index is made anew.
    """
    forms_version = _version(store)
    index_version = f"{forms_version} {epoch.version}"
    forms = Forms()
    with suppress(BadInput):
        forms = Forms(store.segments(forms_version, cache=FORMS) or ())
    if whole:
        grown, written = None, Written()
    elif list(ledger) == store.ledger():
        grown, written = _index(store, index_version)
    else:
        grown, written = Grown(), Written()
    formulas = {one.id: one for one in store.formulas()} if grown is not None and grown.shelves else {}
    return Recalled(
        memory=Memory(forms=forms, grown=grown, whole=whole, formulas=formulas),
        grown=grown,
        written=written,
        index_version=index_version,
        forms_version=forms_version,
    )


def put(store: Store, recalled: Recalled) -> None:
    """Write what is remembered now beside what was derived with it: inside the same transaction."""
    memory = recalled.memory
    new = memory.forms.segments()
    if new and new[0].number == 0:
        store.drop_segments(cache=FORMS)
    store.put_segments(recalled.forms_version, new, cache=FORMS)
    if memory.grown is None:
        store.drop_segments(cache=INDEX)
        return
    written = recalled.written
    if memory.grown is not recalled.grown or not written.arrays:
        store.drop_segments(cache=INDEX)
        written = Written()
    store.put_segments(recalled.index_version, packed(memory.grown, written), cache=INDEX)


def _index(store: Store, version: str) -> tuple[Grown, Written]:
    try:
        segments = store.segments(version, cache=INDEX)
        return unpacked(segments) if segments else (Grown(), Written())
    except BadInput:
        return Grown(), Written()


def _version(store: Store) -> str:
    """Everything on which a canonical form depends: the program, its word lists, and the names that sources.yaml adds.

    The version of the shipped epoch covers the word lists; a refit changes weights alone.
    """
    states = store.states()
    names = (states, store.known_issuers()) if states else ()
    told = hashlib.sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{LAYOUT} {_program()} {epochs.current().version} {told}"


@cache
def _program() -> str:
    """The program that is running, source by source, so that one that was changed reads nothing of the one before."""
    digest = hashlib.sha256(f"{metadata.version('statement-tracker')} {platform.python_version()}".encode())
    for room in _ROOMS:
        folder = Path(str(resources.files(room)))
        for file in sorted(folder.glob("*.py") if room == "tracker" else folder.rglob("*.py")):
            digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
