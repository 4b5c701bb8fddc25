"""The words of a question: each by itself, those between quotation marks together, those before a star in any ending.

Owns how a question is cut into words, and which stars mean something. Never searches.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.errors import BadConfig
from tracker.language.texts.identify import identify
from tracker.language.texts.tokens import HAS_SOLID, search_words, words
from tracker.report.labels import say

#: What stands behind a word of which only the beginning is asked for; no word of the index has it.
STAR = "*"
#: Letters before a star at the least: one is the beginning of half of all words, other than in Chinese or Thai.
_LEAST = 2
#: Stars in one question at the most: each is read from the index by itself.
_MOST = 8
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“]*)“|「([^」]*)」')
_STARS = re.compile(r"[*＊∗]+")


@lru_cache(maxsize=1024)
def phrases(asked: str) -> tuple[str, ...]:
    """The words of a question, each by itself; those between quotation marks stay together in their order.

    A star may stand directly behind a word, between quotation marks behind the last: the word is then a beginning.
    BadConfig says in words which other star means nothing.
    """
    asked = _STARS.sub(STAR, asked)
    if asked.count(STAR) > _MOST:
        raise BadConfig(say("search.many_stars", most=_MOST))
    found: list[str] = []

    def take(quoted: re.Match[str]) -> str:
        inside = next(part for part in quoted.groups() if part is not None)
        together = _words(inside)
        if any(STAR in word for word in together[:-1]):
            raise BadConfig(say("search.star_inside", found=inside[:40]))
        found.append(" ".join(together))
        return " "

    rest = _QUOTED.sub(take, asked)
    return tuple(dict.fromkeys(one for one in (*_words(rest), *found) if one))


def _words(text: str) -> list[str]:
    """The words of a text, a star behind those of which it holds only the beginning."""
    language = identify(text) if text.strip() else ""
    found: list[str] = []
    parts = text.split(STAR)
    for number, part in enumerate(parts):
        cut = list(words(part, language=language))
        if number and cut and cut[0][0] == 0:
            raise BadConfig(say("search.star_place", found=text[:40]))
        found += search_words(part, language=language).split()
        if number + 1 < len(parts):
            begun = part[slice(*cut[-1])] if cut and cut[-1][1] == len(part) else ""
            if sum(map(str.isalnum, begun)) < (1 if HAS_SOLID.search(begun) else _LEAST):
                raise BadConfig(say("search.star_place", found=text[:40]))
            found[-1] += STAR
    return found
