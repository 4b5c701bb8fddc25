"""Characters of fetched text that would act instead of being read.

Owns which characters are neutralised on pages and in the terminal. Never changes the stored text.
"""

from __future__ import annotations

import re

from markupsafe import Markup

#: Overrides reverse letters for the eye; plain directional marks and isolates are proper to mixed-script text.
ACTING = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff"
_PAGE = re.compile(f"[{ACTING}]")
#: A terminal has no isolation, so every directional control goes, with the first bytes of escape sequences and what is
#: not seen at all. Joiners stay: Persian and many languages of India are misspelt without them.
_TERMINAL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def on_page(value: object) -> object:
    """A value as a page may show it: control characters and overrides become U+FFFD, one for one."""
    if isinstance(value, Markup):
        return value
    return _PAGE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def on_terminal(text: str) -> str:
    """Text as a terminal, a log or a message may hold it: what would act is dropped; tabs and line breaks stay."""
    return _TERMINAL.sub("", text)
