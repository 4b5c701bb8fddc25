"""Words that stand between quotation marks though nobody is heard saying them: titles, nicknames, terms, slogans.

Owns the telling of such words from speech by what stands around them, in English. Never decides who speaks.
"""

from __future__ import annotations

import re

from tracker.language.quoting.quotes import Quote

_WORD = re.compile(r"[^\W_][\w’'-]*")
#: Small words that a title writes small.
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off", "on", "or", "over"}
    | {"per", "than", "the", "to", "up", "upon", "via", "vs", "with"}
)
_WORK = (
    r"(?:book|novel|memoir|film|movie|documentary|song|album|hymn|anthem|poem|play|musical|opera|painting|sculpture"
    r"|show|series|program(?:me)?|podcast|episode|sitcom|drama|thriller|article|essay|op-ed|column|editorial|headline"
    r"|report|paper|study|memo|pamphlet|magazine|newspaper|journal|website|site|blog|app|game|ad|advert|advertisement"
    r"|commercial|video|clip|exhibition|exhibit|campaign|operation|exercise|project|initiative|album|single|chapter"
    r"|hit|blockbuster|bestseller|newsletter|account|hashtag|slogan|motto|banner)s?"
)
_TITLED = re.compile(rf"\b{_WORK},?\s*(?:titled|entitled|called|named|dubbed|headlined)?,?\s*$", re.IGNORECASE)
#: What names a thing rather than lets it speak.
_NAMED = re.compile(
    r"\b(?:so-called|titled|entitled|nicknamed|codenamed|code-named|dubbed|headlined|captioned|hashtagged"
    r"|(?:also |better |once |now |otherwise |formerly |widely |commonly )?known as"
    r"|the (?:word|words|term|terms|phrase|expression|name|label|nickname|title|slogan|acronym|hashtag|concept)"
    r"|under the (?:banner|title|name|slogan|headline))s?,?\s*(?:of|as)?\s*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'.-]*\s+$")
_NAME_BEHIND = re.compile(r"\s+(?:(?:al|bin|ibn|de|van|von|el|la)[\s-])?[A-Z][\w’'-]+")
_NICKNAME = 4
_TITLE = 9
#: How far before a quotation the words that name it are looked for.
_REACH = 60


def mentioned(text: str, masked: str, low: int, quote: Quote, stop: int) -> bool:
    """Whether the quotation is a title, nickname or term and no speech; `low` and `stop` bound its sentence."""
    words = _WORD.findall(text, quote.first, min(quote.last, quote.first + 20 * _TITLE))
    if not words or len(words) > _TITLE:
        return False
    before = masked[max(low, quote.start - _REACH) : quote.start]
    if _NAMED.search(before):
        return True
    if not titled(words):
        return False
    if _TITLED.search(before):
        return True
    nick = len(words) <= _NICKNAME and text[quote.last - 1] not in ".,!?"
    return nick and bool(_NAME_BEFORE.search(before) and _NAME_BEHIND.match(masked, quote.end, stop))


def titled(words: list[str]) -> bool:
    """Whether every word that counts is written with a capital, as titles are."""
    return all(not word[0].islower() or word in _SMALL for word in words) and not words[0][0].islower()
