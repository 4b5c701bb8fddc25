"""One Chromium a file, the built sample world as files and over loopback, and a page that is watched."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import chromium
import pytest
from chromium import Open
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def site(demo_data: Path) -> Path:
    """The sample world's pages."""
    return demo_data / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class named it
        """Say nothing: what a page asked for, the browser tells."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The same pages over loopback; the address of their root, without a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


# A file's own and not the session's: playwright's loop runs in the tests' thread, and what collects runs loops too.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    reason = chromium.missing()
    if reason and chromium.MUST:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with chromium.started() as running:
        yield running


@pytest.fixture
def watch() -> chromium.Watch:
    return chromium.Watch()


@pytest.fixture
def opened(browser: Browser, watch: chromium.Watch) -> Iterator[Open]:
    """Opens a watched page in a context of its own: `opened(address, width=390, height=800, **context)`.

    Whatever it did that no page of ours may do fails the test at its end.
    """
    contexts = []

    def open_page(address: str | Path = "", *, width: int = 1280, height: int = 900, **context: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        watch.over(page)
        if address:
            page.goto(address.as_uri() if isinstance(address, Path) else address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.seen == []
