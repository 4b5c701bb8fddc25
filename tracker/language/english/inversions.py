"""What stands before its verb: S, X said · S, said X · S1, X said, S2.

Owns contents that open the sentence, and their rest behind the verb. Never takes an opening phrase for a content.
"""

from __future__ import annotations

import re

from tracker.language.english.complements import Kind, complement
from tracker.language.english.cues import Cue
from tracker.language.english.extents import clause_end
from tracker.language.english.hearing import FEW, WORDS, Reading, made
from tracker.language.english.indirect import INNER, INTRO, object_source, trimmed
from tracker.language.english.reports import Sentence
from tracker.language.english.verbs import Verb
from tracker.language.quoting.attribution import Attribution

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|should|must|[a-z]+n['’]t|[a-z]{3,}ed"
    r"|came|went|took|made|met|held|gave|saw|got|won|lost|led|began|put|ran|makes|gives|takes|needs?|wants?|lacks?|uses?"
    r"|shows?|seems?|remains?)\b|['’](?:s|re|ve|ll|d|m)\b"
)
#: One who is named behind the verb: a name or a determined noun, and no clause.
_NO_CLAUSE = (
    r"(?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|that|said|[a-z]+ing|[a-z]+ed)\b)"
)
_NAMED = re.compile(
    r"(?!(?:he|she|it|they|we|that|there|this|these|his|her|their)\s+\w)"
    r"(?:(?:the|an?|one|another|several|some|many|two|three|four|most|other|local|former|senior|top|current|spokes\w+)\s)?"
    rf"(?:{_NO_CLAUSE}[\w’'\ue003&./-]++\s){{0,8}}{_NO_CLAUSE}[\w’'\ue003&./-]+\s?"
    r"(?:\([^)]*\))?(?=,|\.|:|;|\swho\b|\s—|$)"
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
_ANY = re.compile(r",\s+(?![a-z]+ing\b)")
_OPEN_RELATION = re.compile(r"(?:an?|the)\s(?:[a-z-]+\s){1,3}[A-Z]")
_MORE = re.compile(r"\bthat\b|[“:]")


def is_clause(masked: str, start: int, end: int) -> bool:
    """Whether masked[start:end] has a finite verb."""
    return bool(_FINITE.search(masked, start, end))


def names_its_source(masked: str, sentence: Sentence, verb: Verb) -> bool:
    """Whether who speaks stands behind the verb, as in “…,” said Ada Orlen: no content follows there."""
    before = masked[sentence.start : verb.head].rstrip()
    source = object_source(masked, verb.end, sentence.end) if before.endswith((",", "”")) else None
    return source is not None and _NAMED.match(masked, *source) is not None


def followed(reading: Reading, sentence: Sentence, verb: Verb, cue: Cue) -> list[Attribution]:
    """S, said X."""
    masked = reading.report.masked
    before = masked[sentence.start : verb.head].rstrip()
    if before[-1:] not in (",", "—") or (verb.form == "base" and verb.lemma != "say"):
        return []
    first, last = trimmed(masked, sentence.start, sentence.start + len(before))
    if not (_FINITE.search(masked, first, last) or INNER in masked[first:last]) or _quotation(masked, first, last):
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
    if source[0] <= sentence.start + 1 or masked[sentence.start : source[0]].rstrip()[-1:] not in (",", "—", "-"):
        return []
    broken = masked[verb.end : verb.end + 1] == ","
    if not broken and not _over(masked, verb, sentence.end):
        return []
    first, last = trimmed(masked, sentence.start, source[0])
    rest = _rest(masked, sentence, verb, whole=is_clause(masked, first, last)) if broken else None
    spans = [("resumed", *rest)] if rest else []
    if _OPEN_RELATION.match(masked, *source) or _quotation(masked, first, last):
        return []
    if _said_before(masked, first, last, broken=broken) or (rest and not INTRO.match(masked, first, last)):
        spans.insert(0, ("inverted", first, last))
    return [made(reading, start, end, source, cue, rule) for rule, start, end in spans if start < end]


def _said_before(masked: str, first: int, last: int, *, broken: bool) -> bool:
    """Whether masked[first:last] is what was said and no phrase that opens the sentence."""
    if len(WORDS.findall(masked[first:last])) <= FEW:
        return False
    opens = INTRO.match(masked, first, last)
    return broken or not opens or ("," in masked[first:last] and is_clause(masked, first, last))


def _quotation(masked: str, first: int, last: int) -> bool:
    """Whether a quotation stands there and nothing else, or only what joins two."""
    return INNER * 3 in masked[first : first + 4] and masked[first:last].rstrip(" ,")[-1:] in ("”", INNER)


def _over(masked: str, verb: Verb, end: int) -> bool:
    """Whether nothing follows the verb but where and when it was said."""
    what = complement(masked, verb.end, end, told="told hearer" in verb.frames)
    rest = masked[what.start : end].strip(" .,”")
    return not rest or (what.kinds[0] is Kind.NOTHING and not _MORE.search(rest))


def _rest(masked: str, sentence: Sentence, verb: Verb, *, whole: bool) -> tuple[int, int] | None:
    """What goes on behind ", X said,": anything if no clause was complete before, else what a conjunction joins."""
    goes_on = (_RESUMES if whole else _ANY).match(masked, verb.end, sentence.end)
    if goes_on is None or _NOT_RESUMED.match(masked, verb.end, sentence.end):
        return None
    start, end = trimmed(masked, goes_on.end(), clause_end(masked, goes_on.end(), sentence.end))
    return (start, end) if len(WORDS.findall(masked[start:end])) > 1 else None
