"""Commands of the tracker in processes of their own that load nothing anew: forked from one that has it all.

`tracker` is for tests; run as a program this file is the process that forks. What a start of Python decides (encodings,
what is imported first) is shown by the tests that start it whole.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import subprocess
import sys
import tempfile
import traceback
from functools import cache
from pathlib import Path

#: What is run once, so that every part of the tracker that these tests use is loaded.
WARMED = (["import", "a.txt"], ["match"], ["site"], ["rebuild"], ["statements"], ["issuers", "--json"], ["health"])
TEXT = "A spokesman of Japan said on Monday: “We strongly condemn the attack on the ferry.”\n"
#: The size that no file grows past in a crowded folder: what a full disk looks like, without filling one.
CROWDED = 60_000


def tracker(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, crowded: bool = False
) -> subprocess.CompletedProcess[str]:
    """What a shell in that folder would get of the command."""
    with tempfile.TemporaryDirectory() as written:
        order = {
            "folder": str(folder),
            "verb": list(arguments),
            "environment": dict(os.environ if environment is None else environment),
            "written": written,
            "crowded": crowded,
        }
        parent = _parent()
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(json.dumps(order) + "\n")
        parent.stdin.flush()
        code = os.waitstatus_to_exitcode(int(parent.stdout.readline()))
        out, err = (Path(written, name).read_text("utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(["tracker", *arguments], code, out, err)


@cache
def _parent() -> subprocess.Popen[str]:
    """The process that forks; it ends when nobody writes to it any more."""
    made = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(made.communicate)
    return made


def warm() -> None:
    """Run some verbs in this process: what they load and compose is then there in every child."""
    from tracker.cli import main  # noqa: PLC0415  tests that only ask for a child load nothing of it

    here, out, err = Path.cwd(), sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.chdir(folder)
        Path("a.txt").write_text(TEXT, "utf-8")
        Path("sources.yaml").write_text("sources: {}\n", "utf-8")
        sys.stdout = sys.stderr = nowhere
        for verb in WARMED:
            try:
                main(verb)
            except SystemExit as left:
                assert not left.code, verb  # noqa: PT017  a child that was forked from a failure would hide it
        sys.stdout, sys.stderr = out, err
        os.chdir(here)


def work(order: dict[str, object]) -> None:
    """One command as a person would give it, its words going into files."""
    from tracker.cli import main  # noqa: PLC0415  as above

    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    os.chdir(str(order["folder"]))
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(Path(str(order["written"]), name), os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
    if order["crowded"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (CROWDED, CROWDED))
    main(order["verb"])  # type: ignore[arg-type]


def forked(order: dict[str, object]) -> int:
    """The wait status of one child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    code = 1
    try:
        work(order)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001  what the command let through is what a test wants to see
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    warm()
    for line in sys.stdin:
        sys.stdout.write(f"{forked(json.loads(line))}\n")
        sys.stdout.flush()
