"""What reading needs to know of the headers of an answer.

Owns how header names are compared. Never trusts what they say: decoding and verdicts decide that.
"""

from __future__ import annotations

from tracker.model import Capture


def content_type(capture: Capture) -> str:
    """The Content-Type header of a capture, or nothing."""
    return next((value for name, value in capture.headers if name.lower() == "content-type"), "")
