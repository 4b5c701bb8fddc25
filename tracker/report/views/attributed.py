"""Why a text stands under its issuer: the sentence of the report around it, the verb, the rule, and how surely.

Owns the words of that explanation. Never shows more of an article than the sentence that holds the words, nothing of
one that may only be linked, and judges nothing anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.language.quoting.quotes import quotes
from tracker.language.texts.sentences import sentences
from tracker.model import Form, Rendering
from tracker.report.collection import Collection
from tracker.report.labels import labels, say
from tracker.report.pieces import Piece
from tracker.report.views.bands import may_quote

#: Letters of an article shown on either side of the words, at most: enough to see who is said to speak.
AROUND = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """How one excerpt was found. `pieces` are the report's sentence, the words themselves marked as `same`.

    `counts` says whether the words count as the issuer's, and why; `recalled` that they were said on another occasion;
    `start` and `end` lie in the article, `quoted` are words between quotation marks within the reported ones.
    """

    rendering: str
    article: str
    rule: str
    rule_label: str
    cue: str
    start: int
    end: int
    confidence: float
    confidence_label: str
    source: str
    counts: str
    recalled: str
    quoted: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]


def attributed(collection: Collection, rendering: Rendering) -> Attributed | None:
    """The explanation of one excerpt; None for what is no excerpt."""
    if rendering.form is not Form.EXCERPT:
        return None
    article = collection.renderings.get(rendering.parent or "")
    return Attributed(
        rendering=rendering.id,
        article=rendering.parent or "",
        rule=rendering.rule,
        rule_label=rule_label(rendering.rule),
        cue=rendering.cue,
        start=rendering.start,
        end=rendering.end,
        confidence=rendering.confidence,
        confidence_label=say("attribution.confidence", percent=f"{rendering.confidence:.0%}"),
        source=_source(rendering),
        counts=say(f"attribution.counts_{rendering.evidence}"),
        recalled=say("attribution.recalled") if rendering.recalled else "",
        quoted=_quoted(rendering),
        pieces=_around(article, rendering) if article and may_quote(collection, rendering) else (),
    )


def rule_label(rule: str) -> str:
    """A rule in a reader's words: how the words were found, and how their speaker was; unknown parts as they are."""
    found, _, voice = rule.partition("/")
    found = found.removesuffix("-participle")
    parts = (labels().get(f"rule.{found}", found), labels().get(f"rule_voice.{voice}", voice))
    return "; ".join(part for part in parts if part)


def _source(rendering: Rendering) -> str:
    """The speaker and office as the report names them."""
    return ", ".join(part for part in (rendering.speaker, rendering.role) if part)


def _quoted(rendering: Rendering) -> tuple[tuple[int, int], ...]:
    """Where words of a report stand between quotation marks inside the reporter's own, without the marks."""
    if rendering.evidence.own_words:
        return ()
    return tuple((one.first, one.last) for one in quotes(rendering.text) if one.closed)


def _around(article: Rendering, rendering: Rendering) -> tuple[Piece, ...]:
    """The sentences that the words stand in, no further than `AROUND` on either side; "…" where one goes on."""
    text, start, end = article.text, rendering.start, rendering.end
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    found = sentences(text[low:high], language=article.language)
    held = [span for span in found if low + span.end > start and low + span.start < end]
    left = min(low + held[0].start, start) if held else start
    right = max(low + held[-1].end, end) if held else end
    before, after = text[left:start], text[end:right]
    if 0 < left == low:
        before = "…" + before[before.find(" ") + 1 :]
    if right == high < len(text):
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    parts = [Piece(before), Piece(text[start:end], "same"), Piece(after)]
    return tuple(part for part in parts if part.text)
