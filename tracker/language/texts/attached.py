"""What languages write together with a name: Arabic "and", "by" and "for" before it, Korean particles behind it.

Owns when a name inside a longer word is a name all the same. Never looks a name up.
"""

from __future__ import annotations

import re
from functools import cache

from tracker.language.texts.wordlists import listed

_ARABIC = re.compile("[\u0621-\u064a]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
#: The longest particle with another upon it (에서부터는), and the longest proclitics (وبال).
_REACH = 6


def attached(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, which letters touch, is a whole name but for listed particles.

    Particles count in the script of the name alone: listed as particle.ar (before) and particle.ko (behind).
    """
    if _HANGUL.match(text[end - 1]):
        before = start and text[start - 1].isalnum()
        return not before and _behind().match(text, end, end + _REACH) is not None
    if _ARABIC.match(text[start]):
        after = text[end : end + 1].isalnum()
        return not after and _before().search(text, max(0, start - _REACH), start) is not None
    return False


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either('particle.ko')})(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either('particle.ar')})\Z")


def _either(name: str) -> str:
    return "|".join(sorted(listed(name), key=lambda word: (-len(word), word))) or r"(?!)"
