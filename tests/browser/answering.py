"""The collection behind its own server on loopback, in a thread, for as long as a block lasts.

Owns starting and stopping. What the server answers is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from tracker.demo.visits import sources_path, visit_times
from tracker.jobs.serving import keeper
from tracker.jobs.workspace import Workspace
from tracker.report.server.application import application
from tracker.report.server.guard import LOOPBACK
from tracker.report.server.listening import Server, bound


@contextmanager
def answering(data: Path) -> Iterator[str]:
    """The address of its root, without a slash; the clock stands at the sample world's last visit."""
    _, last = visit_times()
    held = keeper(Workspace(data=data, sources=sources_path()), clock=lambda: last)
    at = bound("127.0.0.1", 0)
    app = application(held, hosts=LOOPBACK, api=False)
    server = Server(uvicorn.Config(app, lifespan="off", ws="none", log_config=None, log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [at]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{at.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        held.close()
        at.close()
