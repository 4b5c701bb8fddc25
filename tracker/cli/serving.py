"""The verb that answers in a browser: serve.

Owns what is said when it begins and ends. What it answers is decided in report.server.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import say

if TYPE_CHECKING:
    from tracker.jobs.workspace import Workspace

#: Where the server listens if nothing else is said: on this machine, for this machine alone.
HOST, PORT = "127.0.0.1", 8000


def register(app: typer.Typer) -> None:
    """Add this verb."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; this machine alone if not said.")
    ] = HOST,
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="The port; 0 is any that is free.")] = PORT,
    api: Annotated[bool, typer.Option("--api", help="Answer programs too, under /api/.")] = False,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A further name it answers under, such as a proxy's.")
    ] = None,
) -> None:
    """Answer with the pages, search, comparison and check, read-only. Example: tracker serve --port 8080"""
    run(context.obj, host=host, port=port, api=api, names=tuple(allow_host or ()))


def run(
    workspace: Workspace,
    *,
    host: str = HOST,
    port: int = PORT,
    api: bool = False,
    names: tuple[str, ...] = (),
    ready: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve one collection until interrupted. MissingExtra says what to install."""
    try:
        import starlette as _starlette  # noqa: F401 - to be named before anything is opened
        import uvicorn as _uvicorn  # noqa: F401 - the same
    except ModuleNotFoundError as error:
        from tracker.errors import MissingExtra

        raise MissingExtra("serve", "the server") from error
    from tracker.jobs.serving import keeper
    from tracker.report.server.application import application
    from tracker.report.server.guard import LOOPBACK
    from tracker.report.server.listening import bound, listen

    workspace.expect_collection()
    alone = _is_loopback(host)
    at = bound(host, port)
    kept = keeper(workspace)
    try:
        with kept.using() as held:
            say(f"{len(held.collection.statements):,} statements")
        if not alone:
            say(f"{host}: whoever reaches this address can read all of it; there is no password (docs/serving.md)")
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{at.getsockname()[1]}/"
        hosts = LOOPBACK | {one.lower() for one in names} if alone or names else None
        say(f"{address}{' and ' + address + 'api/' if api else ''} (Ctrl+C ends it)")
        listen(application(kept, hosts=hosts, api=api), at, ready=lambda: ready(address))
    finally:
        at.close()
        kept.close()
    say("stopped")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
