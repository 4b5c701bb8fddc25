"""Where one collection lives on disk, and what a job gets from outside.

Owns the names of files, the lock, and which time it is here. Never reads anything else that is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.errors import AlreadyRunning, BadConfig, StoreTrouble

#: Called with one line for people each time something was finished; tests end a run here.
Progress = Callable[[str], None]


def now_utc() -> datetime:
    """The present moment, to the second: nothing here happens faster, and shorter stamps are easier to read."""
    return datetime.now(UTC).replace(microsecond=0)


def silent(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One collection: the data folder, and the files of configuration beside it."""

    data: Path = Path("data")
    sources: Path = Path("sources.yaml")

    @property
    def db(self) -> Path:
        """The store."""
        return self.data / "tracker.db"

    @property
    def fresh(self) -> Path:
        """A store that is being built, before it takes the place of the other."""
        return self.data / "tracker.rebuilding"

    @property
    def replaced(self) -> Path:
        """The store that was there before a rebuild from a damaged archive."""
        return self.data / "tracker.before.db"

    @property
    def archive(self) -> Path:
        """The WARC files, the journal and the ledger: what a rebuild needs."""
        return self.data / "archive"

    @property
    def ledger(self) -> Path:
        """The history of formula and incident ids."""
        return self.archive / "ledger.jsonl"

    @property
    def epoch(self) -> Path:
        """The weights that a refit learnt; the shipped ones hold where there is none."""
        return self.archive / "epoch.json"

    @property
    def site(self) -> Path:
        """The pages."""
        return self.data / "site"

    @property
    def digest(self) -> Path:
        """The last digest of what broke and what recovered."""
        return self.data / "digest.txt"

    @property
    def unsent(self) -> Path:
        """Digests that somebody has not received yet."""
        return self.data / "digest.unsent"

    @property
    def corrections(self) -> Path:
        """What people decided against the machine; it lies beside sources.yaml."""
        return self.sources.with_name("corrections.yaml")

    @property
    def ladders(self) -> Path:
        """A folder of ladders of evaluation that take the place of the shipped ones."""
        return self.sources.with_name("ladders")

    @property
    def agreed(self) -> Path:
        """Fixed phrases of agreed texts beyond the shipped ones; it lies beside sources.yaml."""
        return self.sources.with_name("agreed.yaml")

    @property
    def alerts(self) -> Path:
        """Who is told of which changes; it lies beside sources.yaml."""
        return self.sources.with_name("alerts.yaml")

    @property
    def sample(self) -> Path:
        """Says that the demo made this folder, and which time it was in the sample world when it ended."""
        return self.data / ".sample-world"

    def now(self) -> datetime:
        """The present of this collection, in UTC: that of this machine, but the sample world's stands still."""
        try:
            return datetime.fromisoformat(self.sample.read_text("utf-8"))
        except (OSError, ValueError):
            return now_utc()

    def expect_collection(self) -> None:
        """Raises BadConfig for a folder that holds none: a wrong path, or a disk that is not mounted."""
        if not self.archive.is_dir() and not self.db.is_file():
            raise BadConfig(f"{self.data}: holds no collection; name the data folder with --data")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold this data folder alone; AlreadyRunning at once if another run holds it."""
        lock = FileLock(self.data / "tracker.lock", timeout=0)
        try:
            self.archive.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise AlreadyRunning(
                f"{self.data}: another tracker is at work here; wait for it, or name another folder with --data"
            ) from error
        except OSError as error:
            raise StoreTrouble(f"{error.filename or self.data}: {error.strerror or error}; nothing is lost") from error
        try:
            self.clear_fresh()
            yield
        finally:
            lock.release()

    def clear_fresh(self) -> None:
        """Remove what a rebuild that was killed, or only a trial, has left."""
        for path in self.data.glob(f"{self.fresh.name}*"):
            path.unlink()
