"""Every error that the tracker raises on purpose, as one tree.

Each branch stands for one decision of the caller; nothing else in the package is meant to be caught.

    TrackerError
    ├── BadConfig          sources.yaml, corrections.yaml or a flag is wrong: exit 2
    ├── BadInput           a file, record or page that cannot be read as what it claims to be
    │   ├── BadEncoding    bytes that no rule decodes
    │   ├── BadDate        a date that the source's own formats do not read
    │   └── BadPage        a page without the parts that its source promises
    ├── NotAllowed         an address, redirect or path that we must not ask for
    ├── FetchFailed        the network, the server or a limit ended a request
    │   ├── Unreached      no connection was made: the name is not found, or nobody takes the call
    │   ├── Blocked        the host refuses us (401, 403, 429, a challenge page)
    │   └── TooLarge       a body over its cap, compressed or not
    ├── ArchiveDamaged     a record whose bytes no longer match their hash
    ├── StoreTrouble       the database is locked, damaged, newer than we are, or the disk is full
    │   └── UnknownId      no statement, formula, incident, issuer or alias of that id
    ├── MissingExtra       a feature whose optional packages are not installed
    ├── EngineFailed       an engine outside this process (Spark) that ended without a result
    └── AlreadyRunning     another run holds the lock

A message names what, where, what was expected, what was found and what to do next.
"""

import shlex
import sys


class TrackerError(Exception):
    """Something went wrong that a person can read about and act on."""

    def _render_traceback_(self) -> list[str]:
        """What IPython asks an error for: a notebook shows the one line that a terminal would."""
        return [f"{type(self).__name__}: {self}"]


class BadConfig(TrackerError):
    """Configuration that cannot be used; nothing was started."""


class BadInput(TrackerError):
    """Input that cannot be read as what it claims to be; nothing of it was stored."""


class BadEncoding(BadInput):
    """Bytes that no rule of decoding reads."""


class BadDate(BadInput):
    """A date that the declared formats do not read, or that cannot be true."""


class BadPage(BadInput):
    """A page that lacks a part which its source promises."""


class NotAllowed(TrackerError):
    """An address that must not be asked for."""


class FetchFailed(TrackerError):
    """A request that ended without a usable answer."""


class Unreached(FetchFailed):
    """No connection was made, so nobody was asked anything. Its text begins with a mark that no page can set."""

    MARK = "no connection: "

    def __init__(self, message: str) -> None:
        super().__init__(self.MARK + message)


class Blocked(FetchFailed):
    """The host refuses us; asking again now would be impolite."""


class TooLarge(FetchFailed):
    """A body larger than its cap."""


class ArchiveDamaged(TrackerError):
    """An archived record that no longer matches its hash."""


class StoreTrouble(TrackerError):
    """The database cannot be used as it is."""


class UnknownId(StoreTrouble):
    """No object or alias carries this id."""


class MissingExtra(TrackerError):
    """An optional package is needed and not installed.

    Names the Python that runs: the shell's own `pip` often belongs to another one, which knows no such package.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        python = shlex.quote(sys.executable or "python")
        super().__init__(f'{purpose} needs an optional part: {python} -m pip install "statement-tracker[{extra}]"')


class EngineFailed(TrackerError):
    """An engine outside this process ended without a result; what was stored before is whole."""


class AlreadyRunning(TrackerError):
    """Another run holds the lock on this data folder."""
