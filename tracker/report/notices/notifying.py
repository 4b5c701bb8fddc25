"""Sending a text to people: by mail, chat or whatever else apprise knows.

Owns the only import of apprise, made when something is to be sent. Never shows an address: it holds a password.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec

from tracker.errors import BadConfig, MissingExtra
from tracker.report.notices.patience import patience

#: Seconds for one message: a receiver that answers by drips keeps every bound on a single read, and would hold a run.
PATIENCE = 60.0


def send(address: str, title: str, text: str) -> str:
    """Send to one address; "" when it was taken, else why not. MissingExtra when apprise is not installed."""
    if find_spec("apprise") is None:
        raise MissingExtra("notify", "sending a digest")
    import apprise  # noqa: PLC0415  only who sends pays for it

    # What it logs can hold the address.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    post = apprise.Apprise()
    if not post.add(address):
        return f"{scheme(address)}: not an address that apprise understands"
    try:
        with patience(PATIENCE):
            taken = post.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
    except TimeoutError:
        return f"{scheme(address)}: did not answer within {PATIENCE:g} seconds"
    return "" if taken else f"{scheme(address)}: was not delivered"


def scheme(address: str) -> str:
    """What may be said of an address: its kind."""
    name, mark, _ = address.partition("://")
    return f"{name}://…" if mark and name.isalnum() else "an address without ://"


def addresses(given: str) -> tuple[str, ...]:
    """The addresses of a setting, separated by blanks or line ends, each once. BadConfig for what is none."""
    found = tuple(dict.fromkeys(given.split()))
    for number, one in enumerate(found, start=1):
        if "://" not in one:
            raise BadConfig(f"address {number} for notices has no ://; expected one such as mailto://…, found none")
    return found
