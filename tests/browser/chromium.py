"""The one real browser of these tests: Debian's Chromium, told to ask nobody but whom a test names.

Owns its flags and the guards around a page. Never decides what a page should show.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

#: Opens a watched page: `opened(address, width=390, height=800, **context)`.
Open = Callable[..., Page]

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("TRACKER_AXE", ROOT / ".axe")) / "node_modules" / "axe-core" / "axe.min.js"
#: Set where a missing browser is a failure and no reason to skip.
MUST = os.environ.get("TRACKER_TEST_BROWSER") == "1"

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-color-profile=srgb",
)


def executable() -> str | None:
    """Where Chromium lies; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> str:
    """Why no test of this room can run here; empty where they can."""
    if executable() is None:
        return "no chromium on the PATH (Debian's package `chromium`)"
    if not AXE.is_file():
        return f"no axe-core at {AXE} (`make axe` fetches it)"
    return ""


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium with a fresh profile, until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Watch:
    """What a page did that no page of ours may do, as lines to read."""

    seen: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to everything that `page` says, asks and opens."""
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("requestfailed", lambda one: self._failed(one.url, one.failure))
        page.on("response", lambda one: one.status >= 400 and self.seen.append(f"{one.status}: {one.url}"))
        page.on("request", lambda one: self._asked(one))  # noqa: PLW0108 - playwright marks what it is handed
        page.on("dialog", lambda one: self._opened(one))  # noqa: PLW0108 - the same
        page.on("popup", lambda one: self.seen.append(f"opened: {one.url}"))

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.seen.append(f"{kind}: {text}")

    def _failed(self, address: str, reason: str | None) -> None:
        # What a page was still asking for when its reader went on is no failure.
        if reason != "net::ERR_ABORTED":
            self.seen.append(f"failed: {address} ({reason})")

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("file", "about") and parts.hostname != "127.0.0.1":
            self.seen.append(f"asked: {request.url}")

    def _opened(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()
