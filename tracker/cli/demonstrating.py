"""The verb that shows what all this is for: demo.

Owns the short account at its end. What the demo does is decided in jobs.demonstrating.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import Verbose, counted, say, silent

if TYPE_CHECKING:
    from tracker.jobs.workspace import Workspace
    from tracker.model import Health
    from tracker.report.collection import Collection

#: Recurring phrasings that are printed.
_TOP = 5
#: A reason is told in one line.
_LONGEST = 90


def register(app: typer.Typer) -> None:
    """Add this verb."""
    app.command()(demo)


def demo(
    context: typer.Context,
    serve: Annotated[bool, typer.Option("--serve", help="Keep the site open in the browser.")] = False,
    *,
    verbose: Verbose = False,
) -> None:
    """Run the whole job on a bundled, invented world, twice. Example: tracker demo --serve"""
    from tracker.cli.reading import ranked
    from tracker.cli.views import collection, show
    from tracker.jobs.demonstrating import demonstrate
    from tracker.jobs.healths import healths
    from tracker.model import DEFAULT_MOVES
    from tracker.report.terminal import tables as terminal

    # The demo never mixes its invented states into a real collection.
    given = context.obj.data
    data = Path("demo-data") if given == Path("data") else given
    made = demonstrate(data, progress=say, detail=say if verbose else silent)
    with collection(made.workspace) as held:
        say("\nThe phrasings that return after most incidents:")
        shown = [one for one in held.formulas.values() if DEFAULT_MOVES.intersection(one.moves)]
        show(terminal.formulas(held, ranked(shown)[:_TOP]))
        sys.stdout.flush()
        for line in _account(made.workspace, held, healths(made.workspace)):
            say(line)
    print(made.page.resolve().as_uri())
    if serve:
        _serve(made.workspace)


def _account(workspace: Workspace, held: Collection, healths: tuple[Health, ...]) -> Iterator[str]:
    """What was collected, what came of it, what is broken, and what to type next."""
    from tracker.model import Form

    broken = [one for one in healths if one.alarming]
    sources = f"{counted(len(healths), 'source')} of an invented world"
    texts = sum(one.form is not Form.EXCERPT for one in held.renderings.values())
    yield f"collected  {counted(texts, 'text')} of {sources}"
    yield (
        f"matched    {counted(len(held.statements), 'statement')}, {counted(len(held.formulas), 'recurring phrasing')},"
        f" {counted(len(held.incidents), 'incident')}"
    )
    yield f"broken     {counted(len(broken), 'source')}, on purpose: the pages say what is missing by it"
    for one in broken:
        yield f"           {one.source}: {shorten(one.reason, width=_LONGEST, placeholder=' …')}"
    tracker = f"{_started_as()} --data {shlex.quote(str(workspace.data))}"
    yield "next       open the address below in a browser, or type"
    yield f"           {tracker} serve     (the same with search, comparison and check)"
    yield f"           {tracker} across {shlex.quote(_often(held))}"
    yield f"           {tracker} formulas     (all of them; --help lists every command)"


def _often(held: Collection) -> str:
    """The name of the issuer that has most statements."""
    most = max(held.by_issuer, key=lambda key: (len(held.by_issuer[key]), key))
    return held.issuers[most].name


def _started_as() -> str:
    """This program as whoever started it may type it again."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m tracker"
    found = shutil.which(started.name)
    return started.name if found and Path(found).resolve() == started.resolve() else shlex.quote(str(started))


def _serve(workspace: Workspace) -> None:
    """Serve on loopback until interrupted; read-only. Without the extra the built pages alone, as files."""
    import webbrowser

    from tracker.cli.serving import run
    from tracker.errors import MissingExtra

    try:
        run(workspace, port=0, api=True, ready=webbrowser.open)
    except MissingExtra as missing:
        say(f"{missing}; without it search, comparison and check are missing")
        _serve_files(workspace.site)


def _serve_files(folder: Path) -> None:
    """Serve the built pages on loopback until interrupted; read-only."""
    import webbrowser
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        say(f"{address} (Ctrl+C ends it)")
        webbrowser.open(address)
        server.serve_forever()
