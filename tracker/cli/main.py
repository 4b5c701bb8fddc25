"""The entry point: where the settings stand, what an error looks like, which code the shell gets.

Owns exit codes: 0 good, 1 ran but found trouble, 2 wrong use or bad configuration, 3 nothing could be done; 130 and 143
after a signal, as shells have it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from io import TextIOWrapper

from tracker.cli.stopping import Stopped, stoppable
from tracker.errors import BadConfig, MissingExtra, TrackerError, UnknownId

GOOD, TROUBLE, WRONG_USE, NOTHING_DONE = 0, 1, 2, 3
#: Flags that may stand before or after the verb; the parser wants them before.
_EVERYWHERE = ("--data", "--sources")


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; a person never sees a traceback."""
    _open_closed()
    arguments = settings_first(list(sys.argv[1:] if argv is None else argv))
    if isinstance(sys.stdout, TextIOWrapper):
        # An old locale has no letter for half of what is collected: it is then written as its number.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with stoppable():
            from tracker.cli.app import app

            _call(partial(app, arguments, prog_name="tracker"))
    except Stopped as stopped:
        _leave("stopped; nothing is half-written, run the command again to go on", int(str(stopped)))
    except (BadConfig, UnknownId, MissingExtra) as error:
        _leave(str(error), WRONG_USE)
    except TrackerError as error:
        _leave(str(error), NOTHING_DONE)
    except BrokenPipeError:
        # The reader closed early (`| head`): point stdout elsewhere so that the interpreter's last flush is quiet. What
        # the verb found is nobody's question then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(GOOD)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _leave(f"{where}{error.strerror or error}; what was stored before is whole", NOTHING_DONE)


def _open_closed() -> None:
    """Point output that the caller has closed (`>&-`) elsewhere, before another file gets its number."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace"))


def _call(app: Callable[[], object]) -> None:
    """Call the verb, and let a closed reader be known as such: the parser turns it into an exit code of its own.

    What is still to be printed is printed here, where its failure can be caught, and not as the interpreter ends.
    """
    try:
        app()
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        sys.stdout.flush()
        raise


def settings_first(arguments: list[str]) -> list[str]:
    """Bring --data and --sources, given anywhere before `--`, in front of the verb."""
    first: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument in _EVERYWHERE:
            first += [argument, *([value] if (value := next(left, None)) is not None else [])]
        elif argument.startswith(tuple(f"{flag}=" for flag in _EVERYWHERE)):
            first.append(argument)
        else:
            rest.append(argument)
    return first + rest


def _leave(message: str, code: int) -> None:
    from tracker.cli.talk import say

    for line in message.splitlines():
        say(f"tracker: {line}")
    sys.exit(code)
