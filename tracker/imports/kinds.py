"""What kind of text a title announces: release, remarks, readout, speech, post.

Owns the hints in titles and addresses. Never reads the text itself; without a hint it is a release.
"""

from __future__ import annotations

import re

_HINTS = (
    ("post", re.compile(r"^(?:tweet|post|toot)$|//(?:x|twitter)\.com/", re.IGNORECASE)),
    ("readout", re.compile(
        r"readout|\b(?:call|meeting|meetings|phone call|conversation|meets) with\b|会见|通电话|举行会谈",
        re.IGNORECASE)),
    ("remarks", re.compile(
        r"\bremarks|briefing|press (?:conference|availability|gaggle|encounter)|interview|transcript|doorstep"
        r"|q ?& ?a|记者会|答记者问", re.IGNORECASE)),
    ("speech", re.compile(
        r"\bspeech|\baddress(?: by| to|:)|general debate|keynote|lecture|statement (?:by|of) .{3,80} at the"
        r"|讲话|演讲|致辞|выступление|discours", re.IGNORECASE)),
)  # fmt: skip
_WORDS = {
    "release": "release", "statement": "release", "press release": "release", "remarks": "remarks",
    "readout": "readout", "speech": "speech", "post": "post", "tweet": "post", "answer": "answer",
}  # fmt: skip


def kind_of(title: str, *, url: str = "", stated: str = "") -> str:
    """The kind a record states, if it is one of ours, else the one its title or address hints at, else release."""
    if stated.strip().lower() in _WORDS:
        return _WORDS[stated.strip().lower()]
    for kind, pattern in _HINTS:
        if pattern.search(title) or (kind == "post" and pattern.search(url)):
            return kind
    return "release"
