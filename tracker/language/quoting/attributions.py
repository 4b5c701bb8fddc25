"""Who said what in a news article: direct, reported and characterised speech, by rules with places.

Owns the spans of content, cue and source and the rule that found each. Never lets a reporter's words pass as a
speaker's: what stands between quotation marks is quoted, the rest is paraphrased or characterised, and a speaker
whom the text does not name stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.language.english import attributions as attributions_en
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.names.outlets import without_outlets
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.scraped import blanked
from tracker.language.texts.visible import visible, whole
from tracker.language.tongues import attributions as attributions_other

__all__ = ["Attribution", "attributions"]

#: Reporters write paragraphs of a few hundred characters. The rules look from one end of a paragraph to the other, and
#: would spend hours on one that is as long as a book, or on a word that is as long as a paragraph.
_LONGEST_PARAGRAPH = 2_000_000
_NO_WORD = re.compile(r"[A-Za-z0-9_’'.-]{400}")
#: A reporter writes of others: these are somebody's words whose quotation marks are lost.
_SELF = frozenset({"we", "i", "our", "my", "us"})
_LINE = re.compile(r"[^\n]+")


def attributions(
    text: str, *, language: str = "en", gazetteer: Gazetteer | None = None, day: str = ""
) -> list[Attribution]:
    """Every attribution of an article in text order; none lies inside another.

    English by rules of its own, fourteen further languages by rules that they share over words of their own; others not
    at all. A line that no reporter writes, for its length or that of its words, or since it is a caption, a credit, a
    link or other scraped dirt, is passed over; characters that nobody sees part no name. An outlet is no speaker: whom
    it quotes is, or nobody. `day` is the day of publication (YYYY-MM-DD, "" if unknown): it decides which office a
    listed person held whom the text names without one. Pure: the same text gives the same list.
    """
    seen = visible(text)
    plain = blanked(_LINE.sub(_written, seen.text))
    code = language.split("-", 1)[0].lower()
    english = code == "en"
    found = (
        attributions_en.read(plain, gazetteer, day=day) if english else attributions_other.read(plain, code, gazetteer)
    )
    found = [_known(one) for one in found if one.direct or one.source.casefold() not in _SELF]
    return whole(without_outlets(_outermost(found), plain, gazetteer), seen, text)


def _known(one: Attribution) -> Attribution:
    """The attribution; of nobody if a pronoun went back to such words and no name."""
    lost = one.speaker.casefold() in _SELF
    return replace(one, speaker="", role="", confidence=one.confidence / 2) if lost else one


def _written(line: re.Match[str]) -> str:
    """The line, or as many line breaks as it has characters if nobody wrote it, so that all places stay."""
    written = line.end() - line.start() <= _LONGEST_PARAGRAPH and not _NO_WORD.search(line.group())
    return line.group() if written else "\n" * (line.end() - line.start())


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """In text order, without those that lie inside another."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.start, -a.end, not a.direct)):
        if not any(other.start <= one.start and one.end <= other.end for other in kept[-6:]):
            kept.append(one)
    return kept
