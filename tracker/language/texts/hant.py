"""Traditional characters read as simplified ones, so that one set of Chinese patterns serves both.

Owns which character stands for which, one for one: every place stays. Never touches a text that is shown.
"""

from __future__ import annotations

from functools import cache

from tracker.language.texts.wordlists import lines


def simplified(text: str) -> str:
    """The text in simplified characters, as long as before; characters that both scripts share stay (著, 台)."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    rows = lines("hant.txt")
    return {
        ord(old): ord(new)
        for olds, news in zip(rows[::2], rows[1::2], strict=True)
        for old, new in zip(olds, news, strict=True)
    }
