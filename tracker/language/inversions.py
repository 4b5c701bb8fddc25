"""What stands before its verb: S, X said · S, said X · S1, X said, S2.

Owns contents that open the sentence, and their rest behind the verb. Never takes an opening phrase for a content.
"""

from __future__ import annotations

import re

from tracker.language.attribution import Attribution
from tracker.language.complements import Kind, complement
from tracker.language.cues import Cue
from tracker.language.extents import clause_end
from tracker.language.hearing import FEW, WORDS, Reading, made
from tracker.language.indirect import INNER, INTRO, object_source, trimmed
from tracker.language.reports import Sentence
from tracker.language.verbs import Verb

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|should|must|[a-z]+n['’]t|[a-z]{3,}ed"
    r"|came|went|took|made|met|held|gave|saw|got|won|lost|led|began|put|ran|makes|gives|takes|needs?|wants?|lacks?|uses?"
    r"|shows?|seems?|remains?)\b|['’](?:s|re|ve|ll|d|m)\b"
)
#: One who is named behind the verb: a name or a determined noun, and no clause.
_NAMED = re.compile(
    r"(?!(?:he|she|it|they|we|that|there|this|these|his|her|their)\s+\w)"
    r"(?:(?:the|an?|one|another|several|some|many|two|three|four|most|other|local|former|senior|top|current|spokes\w+)\s)?"
    r"(?:(?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|that|said|[a-z]+ing|[a-z]+ed)\b)"
    r"[\w’'\ue003&./-]+\s?){1,9}(?:\([^)]*\))?(?=,|\.|:|;|\swho\b|\s—|$)"
)
_RESUMES = re.compile(
    r",\s+(?=(?:and|but|because|though|although|if|that|which|who|when|where|so|since|for|to|in|by|with|at|from|on"
    r"|is|are|was|were|has|have|had|will|would|should|could|can|may|must|might|their|his|her|the|it|they|[a-z]+ed)\b|[“])"
)
_NOT_RESUMED = re.compile(
    r",\s+(?:in (?:an?|his|her|its|their|remarks|response|reference)\b|on (?:Twitter|CNN|[A-Z][a-z]+day)"
    r"|at (?:an?|one)\b|to (?:applause|cheers|laughter)|by (?:phone|telephone|email)|with an? (?:smile|laugh|grin"
    r"|shrug)|when (?:asked|pressed)|because (?:he|she) said)"
)
_OPEN_RELATION = re.compile(r"(?:an?|the)\s(?:[a-z-]+\s){1,3}[A-Z]")
_MORE = re.compile(r"\bthat\b|[“:]")


def followed(reading: Reading, sentence: Sentence, verb: Verb, cue: Cue) -> list[Attribution]:
    """S, said X."""
    masked = reading.report.masked
    before = masked[sentence.start : verb.head].rstrip()
    if before[-1:] not in (",", "—") or (verb.form == "base" and verb.lemma != "say"):
        return []
    first, last = trimmed(masked, sentence.start, sentence.start + len(before))
    if not _FINITE.search(masked, first, last) or _opens_quoted(masked, first):
        return []
    source = object_source(masked, verb.end, sentence.end)
    if source is None or not _NAMED.match(masked, source[0], source[1]):
        return []
    return [made(reading, first, last, source, cue, "followed")]


def preceded(
    reading: Reading, sentence: Sentence, verb: Verb, cue: Cue, source: tuple[int, int]
) -> list[Attribution]:  # fmt: skip
    """S, X said. · S, X said, S."""
    masked = reading.report.masked
    if source[0] <= sentence.start + FEW or masked[sentence.start : source[0]].rstrip()[-1:] not in (",", "—", "-"):
        return []
    broken = masked[verb.end : verb.end + 1] == ","
    if not broken and not _over(masked, verb, sentence.end):
        return []
    first, last = trimmed(masked, sentence.start, source[0])
    if not _said_before(masked, first, last, broken=broken) or _OPEN_RELATION.match(masked, *source):
        return []
    return [made(reading, first, last, source, cue, "inverted"), *_resumed(reading, sentence, verb, cue, source)]


def _said_before(masked: str, first: int, last: int, *, broken: bool) -> bool:
    """Whether masked[first:last] is what was said and no phrase that opens the sentence."""
    if len(WORDS.findall(masked[first:last])) <= FEW or _opens_quoted(masked, first):
        return False
    clause = bool(_FINITE.search(masked, first, last))
    return broken or (clause and ("," in masked[first:last] or not INTRO.match(masked, first, last)))


def _opens_quoted(masked: str, first: int) -> bool:
    return INNER * 3 in masked[first : first + 4]


def _over(masked: str, verb: Verb, end: int) -> bool:
    """Whether nothing follows the verb but where and when it was said."""
    what = complement(masked, verb.end, end, told="told hearer" in verb.frames)
    rest = masked[what.start : end].strip(" .,”")
    return not rest or (what.kinds[0] is Kind.NOTHING and not _MORE.search(rest))


def _resumed(reading: Reading, sentence: Sentence, verb: Verb, cue: Cue, source: tuple[int, int]) -> list[Attribution]:
    masked = reading.report.masked
    goes_on = _RESUMES.match(masked, verb.end, sentence.end)
    if goes_on is None or _NOT_RESUMED.match(masked, verb.end, sentence.end):
        return []
    start, end = trimmed(masked, goes_on.end(), clause_end(masked, goes_on.end(), sentence.end))
    return [made(reading, start, end, source, cue, "resumed")] if len(WORDS.findall(masked[start:end])) > 1 else []
