"""One state of the store, as the server answers from it, and how a newer one takes its place.

Owns when the store is read anew, and the pages composed of one state. Never decides what a page says.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from queue import SimpleQueue
from threading import Condition, Lock, Thread
from typing import Protocol

import numpy as np

from tracker.errors import StoreTrouble, TrackerError
from tracker.language.names.gazetteer import Gazetteer
from tracker.match.epochs import Epoch
from tracker.model import Health, Passage
from tracker.report.collection import Collection
from tracker.report.known import Known
from tracker.report.links import page
from tracker.report.reading import Reading
from tracker.report.server.columns import Columns, Ints, columns
from tracker.report.site.drafts import Draft, drafts
from tracker.report.site.filling import served

#: Words that begin alike, the commonest first, with the statements that hold each, and how many more words there are.
Forms = tuple[tuple[tuple[str, int], ...], int]
#: Words that are named of those that begin alike.
NAMED = 8
#: Composed pages that are kept, in bytes.
ROOM = 64 << 20
#: Bytes that a kept page takes beside its body and its key.
_OVERHEAD = 1_000
#: Questions of whose answer the numbers are kept.
KEPT = 256
#: Reading a large store takes seconds of the machine, so that it rests this many times as long before it reads again.
REST = 3.0
#: Seconds after which a store that could not be read is tried again.
AGAIN = 2.0


class Searchable(Reading, Protocol):
    """What the server needs of a store beyond what pages do."""

    def search_rows(self) -> Sequence[tuple[int, str]]:
        """The number by which the full-text index knows each statement."""
        ...

    def matching(self, phrases: Sequence[str]) -> str:
        """The numbers of all statements that hold all phrases, with commas between."""
        ...

    def ranked(self, phrases: Sequence[str]) -> Sequence[int]:
        """The same, best first."""
        ...

    def beginning(self, start: str) -> Sequence[tuple[str, int]]:
        """The words that begin so, the commonest first, with the number of statements that hold each."""
        ...

    def wordings(self, language: str) -> Sequence[tuple[str, str, str]]:
        """Id, statement and text of every whole sentence in own words of a language."""
        ...

    def passages_of(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """The passages of these ids, by id."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The store as it stood at one moment: one connection for pages, others for searches.

    `named` turns what the database says while it is read into StoreTrouble.
    """

    store: Searchable
    searches: tuple[Searchable, ...]
    healths: tuple[Health, ...]
    now: datetime
    epoch: Epoch
    gazetteer: Gazetteer
    named: Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Page:
    """A composed page with the mark by which a reader's copy is known to be the same."""

    body: bytes
    etag: str


class Held:
    """One state: the collection, its columns, its pages. Any thread may ask."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        with opened.named():
            self.collection = Collection.read(opened.store)
            _ = self.collection.uses, self.collection.by_issuer
            self.columns: Columns = columns(self.collection)
            self._place_of = _places(opened.store.search_rows(), self.columns)
            health = {one.source: one for one in opened.healths}
            self.drafts: dict[str, Draft] = {one.path: one for one in drafts(self.collection, health, opened.now)}
        #: The places of the statements that hold all phrases; the same, best first.
        self.holding = lru_cache(maxsize=KEPT)(self._holding)
        self.ranked = lru_cache(maxsize=KEPT)(self._ranked)
        #: The words that begin so.
        self.forms = lru_cache(maxsize=KEPT)(self._forms)
        self.asked = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._composing = [Lock() for _ in range(64)]
        self._free: SimpleQueue[Searchable] = SimpleQueue()
        for one in opened.searches:
            self._free.put(one)
        self._warm()

    def places(self, rows: Ints) -> Ints:
        """The places of statements, by the numbers under which the full-text index knows them, in the same order."""
        found = self._place_of[rows[rows < len(self._place_of)]]
        return found[found >= 0]

    def _holding(self, asked: tuple[str, ...]) -> Ints:
        with self.searching() as store:
            told = store.matching(asked)
        return self.places(np.fromstring(told, dtype=np.int64, sep=","))

    def _ranked(self, asked: tuple[str, ...]) -> Ints:
        with self.searching() as store:
            return self.places(np.array(store.ranked(asked), dtype=np.int64))

    def _forms(self, start: str) -> Forms:
        with self.searching() as store:
            found = store.beginning(start)
        return tuple(found[:NAMED]), max(0, len(found) - NAMED)

    def kept(self, path: str) -> Page | None:
        """A page that was composed before."""
        with self._lock:
            found = self._pages.get(path)
            if found is not None:
                self._pages.move_to_end(path)
            return found

    def page(self, path: str) -> Page | None:
        """A page of the site, as served; None where there is none of that path."""
        draft = self.drafts.get(path)
        return self.composed(path, draft.compose) if draft else None

    def _warm(self) -> None:
        """Compose the front page and one page of the commonest kinds, so that no reader waits for what pages share."""
        for folder in ("index.html", "formulas/", "statements/"):
            path = next((one for one in self.drafts if one.startswith(folder) and one.endswith(".html")), "")
            # A page that cannot be composed says so to whoever asks for it, and keeps nobody from the others.
            with suppress(Exception):
                self.page(path)

    def composed(self, key: str, compose: Callable[[], bytes]) -> Page:
        """What was composed under that key, or is now; several who ask at once wait for one composition."""
        with self._composing[hash(key) % len(self._composing)]:
            found = self.kept(key)
            if found is not None:
                return found
            with served(), self.opened.named():
                body = compose()
            made = Page(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"')
            self._keep(key, made)
            return made

    def _keep(self, key: str, made: Page) -> None:
        with self._lock:
            self._pages[key] = made
            self._size += _weight(key, made)
            while self._size > ROOM and len(self._pages) > 1:
                self._size -= _weight(*self._pages.popitem(last=False))

    @contextmanager
    def searching(self) -> Iterator[Searchable]:
        """A connection for one search; who comes when none is free waits."""
        one = self._free.get()
        try:
            with self.opened.named():
                yield one
        finally:
            self._free.put(one)

    @cached_property
    def by_url(self) -> dict[str, str]:
        """The statement behind each official or reported address."""
        held = self.collection
        found: dict[str, str] = {}
        for statement in held.statements.values():
            for key in statement.renderings:
                one = held.renderings.get(key)
                above = held.renderings.get(one.parent or "") if one else None
                for url in (one.url if one else "", above.url if above else ""):
                    if url:
                        found.setdefault(url.strip().rstrip("/"), statement.id)
        return found

    @cached_property
    def known(self) -> Known:
        """The sentences that a text is checked against."""
        return Known(self.opened.store, epoch=self.opened.epoch, gazetteer=self.opened.gazetteer)

    @cached_property
    def by_page(self) -> dict[str, str]:
        """The statement of each page."""
        return {page("statements", one): one for one in self.collection.statements}

    def close(self) -> None:
        """Let go of the file."""
        for one in (self.opened.store, *self.opened.searches):
            one.close()


def _weight(key: str, made: Page) -> int:
    """Bytes that a kept page takes: an empty answer to a long question is not light."""
    return len(made.body) + 4 * len(key) + _OVERHEAD


def _places(rows: Sequence[tuple[int, str]], held: Columns) -> Ints:
    """The place of each number of the index, -1 where it has no statement here."""
    found = np.full(max((number for number, _ in rows), default=0) + 1, -1, dtype=np.int64)
    for number, statement in rows:
        found[number] = held.place.get(statement, -1)
    return found


@dataclass
class Keeper:
    """Keeps the newest state. `stamp` tells, at no cost, whether the store was written; `opening` opens it."""

    opening: Callable[[], Opened]
    stamp: Callable[[], object]
    clock: Callable[[], float] = time.monotonic
    _held: Held | None = None
    _stamp: object = None
    _trouble: TrackerError | None = None
    _reading: bool = False
    _not_before: float = 0.0
    _changed: Condition = field(default_factory=Condition)

    @contextmanager
    def using(self) -> Iterator[Held]:
        """The newest state that is read; the first one to ask waits for it. StoreTrouble where it cannot be read.

        A state that was replaced is closed by the last one who uses it.
        """
        held = self._taken()
        try:
            yield held
        finally:
            with self._changed:
                held.asked -= 1
                if held is not self._held and not held.asked:
                    held.close()

    def look(self) -> None:
        """Begin to read the store anew if it was written since it was read."""
        stamp = self.stamp()
        with self._changed:
            due = stamp != self._stamp or self._trouble is not None
            if not due or self._reading or self.clock() < self._not_before:
                return
            self._reading = True
        Thread(target=self._read, args=(stamp,), daemon=True, name="reading").start()

    def close(self) -> None:
        """Let go of the file."""
        with self._changed:
            while self._reading:
                self._changed.wait()
            if self._held is not None and not self._held.asked:
                self._held.close()
            self._held = None

    def _taken(self) -> Held:
        self.look()
        with self._changed:
            while self._held is None and self._trouble is None:
                self._changed.wait()
            if self._trouble is not None:
                raise self._trouble
            assert self._held is not None
            self._held.asked += 1
            return self._held

    def _read(self, stamp: object) -> None:
        begun = self.clock()
        made, trouble = _read(self.opening)
        with self._changed:
            before = self._held
            if made is not None:
                self._held = made
            self._stamp, self._trouble, self._reading = stamp, trouble, False
            took = self.clock() - begun
            self._not_before = self.clock() + (AGAIN if trouble else REST * took)
            self._changed.notify_all()
            if made is not None and before is not None and not before.asked:
                before.close()


def _read(opening: Callable[[], Opened]) -> tuple[Held | None, TrackerError | None]:
    opened = None
    try:
        opened = opening()
        return Held(opened), None
    except TrackerError as error:
        trouble = error
    except Exception as error:  # noqa: BLE001 - a damaged store says what it likes; readers are told in words
        trouble = StoreTrouble(f"the store cannot be read ({type(error).__name__}); run `tracker verify`")
    if opened is not None:
        for one in (opened.store, *opened.searches):
            one.close()
    return None, trouble
