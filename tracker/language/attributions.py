"""Who said what in a news article: direct, reported and characterised speech, by rules with places.

Owns the spans of content, cue and source and the rule that found each. Never lets a reporter's words pass as a
speaker's: what stands between quotation marks is quoted, the rest is paraphrased or characterised, and a speaker
whom the text does not name stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.language.gazetteer import Gazetteer
from tracker.terms import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One thing said, and by whom as far as the article tells.

    `start` and `end` slice `content` out of the text exactly. `source` is the phrase that names the speaker and
    `source_start`, `source_end` its place (equal when there is none). `issuer` is the body's name in the text's words,
    `issuer_id` that of the directory of offices. `quoted` are spans between quotation marks inside reported content.
    `others` are further issuers who say it too, as ids. `rule` names how it was found; `confidence` is 0 to 1.
    """

    content: str
    start: int
    end: int
    cue: str
    speaker: str
    role: str
    issuer: str | None
    issuer_id: str | None
    country: str | None
    direct: bool
    evidence: Evidence
    rule: str
    confidence: float
    others: tuple[str, ...] = ()
    source: str = ""
    source_start: int = 0
    source_end: int = 0
    quoted: tuple[tuple[int, int], ...] = ()


def attributions(text: str, *, language: str = "en", gazetteer: Gazetteer | None = None) -> list[Attribution]:
    """Every attribution of an article in text order; none lies inside another.

    English is read in full; Chinese by its own patterns; other languages for direct quotations with a verb of saying
    beside them. Pure: the same text gives the same list.
    """
    from tracker.language import attributions_en, attributions_other, attributions_zh  # noqa: PLC0415 - they build ours

    code = language.split("-", 1)[0].lower()
    if code == "zh":
        found = attributions_zh.read(text, gazetteer)
    elif code == "en":
        found = attributions_en.read(text, gazetteer)
    else:
        found = attributions_other.read(text, code, gazetteer)
    return _outermost(found)


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """In text order, without those that lie inside another."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.start, -a.end, not a.direct)):
        if not any(other.start <= one.start and one.end <= other.end for other in kept[-6:]):
            kept.append(one)
    return kept
