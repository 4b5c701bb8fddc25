"""One thing said in a news article, and by whom as far as the article tells.

Owns the value alone. Never reads a text.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.terms import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One thing said, and by whom as far as the article tells.

    `start` and `end` slice `content` out of the text exactly. `source` is the phrase that names the speaker and
    `source_start`, `source_end` its place (equal when there is none). `issuer` is the body's name in the text's words,
    `issuer_id` that of the directory of offices. `quoted` are spans between quotation marks inside reported content.
    `others` are further issuers who say it too, as ids. `rule` names how it was found; `confidence` is 0 to 1.
    `recalled` says that it was said on another occasion than the article reports ("last month", "has repeatedly", "had
    said"); `said_start`, `said_end` is the place of the words beside the verb that say when ("on Monday"): a time of
    the utterance and not of any event (equal when there is none). `spoken` is False where no act of speech is told but
    a thought or wish ("believes", "wants"), what a poll or record shows, or what somebody was asked.
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
    recalled: bool = False
    spoken: bool = True
    said_start: int = 0
    said_end: int = 0
