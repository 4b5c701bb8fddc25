"""Reported and characterised speech: X said that S · S, X said · according to X · X condemned the attack.

Owns the bounds of what the reporter puts in a source's mouth. Never calls it quoted.
"""

from __future__ import annotations

import re

from tracker.language.attribution import Attribution
from tracker.language.cues import Cue, is_act
from tracker.language.hearing import FEW, WORDS, Reading, made, main_subject
from tracker.language.indirect import INNER, content_start, object_source, plausible, subject, trimmed
from tracker.language.reports import Sentence
from tracker.terms import Evidence

_CLAUSE_END = re.compile(
    r",?\s(?:adding|saying|noting|telling|stressing|warning|arguing|insisting|stating|citing)\b|;|\s—\s"
    r"|,\s(?:while|although|whereas)\b"
)
_OBJECT_END = re.compile(
    r",?\sand\s(?=(?:said|told|expressed|reaffirmed|reiterated|vowed|called|urged|extended|condemned"
    r"|pledged|added|warned|also|has|is|was|they|he|she|it|the)\b)"
    r"|[,;:]\s|\s—\s|\sin which\s|\swhile\s|\sbut\s|,?\s(?:saying|adding|noting|telling|who|which|because"
    r"|when|after)\b"
)
_PARAPHRASING = re.compile(
    r"\s*(?:\w+\s)?(?:readiness|willingness|desire|commitment|determination|intention|opposition|that)\b"
)
_BARE_OBJECT = re.compile(
    r"\s+(?:on|upon|for|to|the|a|an|it|its|his|her|their|him|them|any|all|this|that|deep|grave|serious|strong|\w+)\b"
)
_TAIL_SOURCE = re.compile(
    r",\s(?P<source>[^,;:“”]{2,110}?)\s(?:also\s)?(?:said|says|reported|reports|added|told"
    r"|wrote)(?:\s(?:on\s)?[A-Z][a-z]+day)?\s*[.]?\s*$"
)
#: The longest name of an outlet that stands without article or capital ("state radio").
_RELAY = 4
_ASIDE = re.compile(r"(?:after|when|while|as|before|amid|following|during)\b")
_VISIT = re.compile(r"\s(?:up)?on\s(?!.{0,160}?\sto\s)")
_STATEMENT = re.compile(
    r"\s(?:in|on|at|during|via)\s(?:an?|its|his|her|their|the)\s[\w’'\s-]{3,40}$|\son\s[A-Z][a-z]+day$"
)
_CLAUSAL = re.compile(
    r"\s+that\b|\s*,|\s*:|\s+(?:he|she|it|they|we|I|there)\b|\s+(?:[\w’'\ue003-]+\s+){1,9}?(?:is|are|was"
    r"|were|has|have|had|will|would|can"
    r"|could|should|must|may|might|does|did|do|won’t|can’t|isn’t|doesn’t|[A-Za-z]+n’t)\b"
)


def reported(reading: Reading, sentence: Sentence, cues: list[Cue]) -> None:
    """Finds what one sentence reports without quoting; what a quotation already covers is left alone."""
    covered = sentence.start
    span: tuple[int, int] | None = None
    for i, cue in enumerate(cues):
        if cue.start < covered or cue.quote_only or cue.start in reading.spent:
            continue
        if cue.kind == "according":
            made = _according(reading, sentence, cue, covered)
        else:
            made = _clause(reading, sentence, cue, span, cues[: i + 1])
        if made:
            span = (made.source_start, made.source_end) if made.source_end > made.source_start else span
            covered = max(covered, made.end)
            if not any(a.direct and a.start <= made.end and made.start <= a.end for a in reading.found[-4:]):
                reading.found.append(made)


def _according(reading: Reading, sentence: Sentence, cue: Cue, low: int) -> Attribution | None:
    masked = reading.report.masked
    opens = not masked[low : cue.start].strip() or masked[low : cue.start].strip() in ("And", "But", "—")
    source = object_source(masked, cue.end, sentence.end if not opens else _comma(masked, cue.end, sentence.end))
    if not source:
        return None
    start, end = (source[1], sentence.end) if opens else (low, cue.start)
    start, end = trimmed(masked, start, end)
    if len(WORDS.findall(masked[start:end])) <= FEW:
        return None
    return made(reading, start, end, source, cue, "according")


def _comma(masked: str, start: int, end: int) -> int:
    found = masked.find(",", start, end)
    return found if found >= 0 else end


def _clause(
    reading: Reading, sentence: Sentence, cue: Cue, span: tuple[int, int] | None, cues: list[Cue]
) -> Attribution | None:
    """X said (that) S · S, X said · , adding that S · X condemned the attack."""
    masked = reading.report.masked
    source = _source_of(masked, sentence, cue, span, cues)
    if source is None:
        return None
    if masked[cue.end : cue.end + 1] == "," and (before := _inverted(reading, sentence, cue, source)):
        return before
    if cue.kind in ("act", "acting") or (is_act(cue.word) and _objected(masked, cue, sentence)):
        return _act(reading, sentence, cue, source)
    start = content_start(
        masked, cue.end, sentence.end, told=cue.word.startswith(("told", "tell", "inform", "remind", "assur"))
    )
    end = _until(masked, start, sentence.end)
    if _ASIDE.match(masked, start) and masked[cue.end : start].strip() == ",":
        end = start
    first, last = trimmed(masked, start, end)
    if len(WORDS.findall(masked[first:last])) + masked[first:last].count("“") > FEW:
        return made(reading, first, last, source, cue, "said-that" if not cue.participle else "participle-that")
    return _inverted(reading, sentence, cue, source)


def _objected(masked: str, cue: Cue, sentence: Sentence) -> bool:
    """Whether a noun phrase, not a clause, follows: "reiterated the commitment", "urged Iran to"."""
    rest = masked[cue.end : sentence.end]
    return not _CLAUSAL.match(rest)


def _until(masked: str, start: int, end: int) -> int:
    """Where reported words end: before ", adding", before ", the agency reported", else with the sentence."""
    found = _CLAUSE_END.search(masked, start, end)
    if found:
        return found.start()
    tail = _TAIL_SOURCE.search(masked, start, end)
    if tail and (plausible(tail.group("source")) or len(WORDS.findall(tail.group("source"))) <= _RELAY):
        return tail.start()
    return end


def _source_of(
    masked: str, sentence: Sentence, cue: Cue, span: tuple[int, int] | None, cues: list[Cue]
) -> tuple[int, int] | None:
    if cue.participle:
        opens = not masked[sentence.start : cue.start].strip()
        return span or (None if opens else main_subject(masked, sentence, cue, cues))
    joined = re.search(r"(?:,?\sand|,|\sbut)\s+(?:also\s+|then\s+|later\s+)*$", masked[sentence.start : cue.start])
    if joined and span:
        return span
    return subject(masked, sentence.start, cue.start)


def _act(reading: Reading, sentence: Sentence, cue: Cue, source: tuple[int, int]) -> Attribution | None:
    """The reporter's own verb and its object."""
    masked = reading.report.masked
    if not _BARE_OBJECT.match(masked, cue.end, sentence.end):
        return None
    if cue.word.startswith("call") and _VISIT.match(masked, cue.end, sentence.end):
        return None
    stop = _OBJECT_END.search(masked, cue.end, sentence.end)
    first, last = trimmed(masked, cue.end, stop.start() if stop else sentence.end)
    setting = _STATEMENT.search(masked, first, last)
    last = setting.start() if setting and setting.start() > first else last
    if first >= last:
        return None
    promising = _PARAPHRASING.match(masked, cue.end, sentence.end)
    evidence = Evidence.PARAPHRASED if promising else Evidence.CHARACTERISED
    return made(reading, first, last, source, cue, "act", evidence=evidence)


def _inverted(reading: Reading, sentence: Sentence, cue: Cue, source: tuple[int, int]) -> Attribution | None:
    """S, X said."""
    masked = reading.report.masked
    if source[0] <= sentence.start + FEW or masked[sentence.start : source[0]].rstrip()[-1:] not in (",", "—", "-"):
        return None
    first, last = trimmed(masked, sentence.start, source[0])
    if len(WORDS.findall(masked[first:last])) <= FEW or INNER * 3 in masked[first : first + 4]:
        return None
    return made(reading, first, last, source, cue, "inverted")
