"""What reading needs to know of the headers of an answer.

Owns how header names are compared and how the Link header is read (RFC 8288). Never trusts what they say: decoding,
verdicts and the rules for addresses decide that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.model import Capture

_LINK = re.compile(r"<([^<>]{1,4000})>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s\";,]*))?)*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]*))")


def content_type(capture: Capture) -> str:
    """The Content-Type header of a capture, or nothing."""
    return next((value for name, value in capture.headers if name.lower() == "content-type"), "")


def link_header(headers: Sequence[tuple[str, str]], relation: str) -> str:
    """The first target of that relation in the Link headers, as it is written there; nothing if there is none."""
    for name, value in headers:
        for target, parameters in _LINK.findall(value) if name.lower() == "link" else ():
            stated = {key.lower(): quoted or bare for key, quoted, bare in _PARAMETER.findall(parameters)}
            if relation in stated.get("rel", "").lower().split():
                return str(target)
    return ""
