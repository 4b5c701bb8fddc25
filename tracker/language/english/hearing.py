"""The state of reading one English article, and how a finding becomes an attribution.

Owns what the rules share: the masked report, its cast, what is already used. Never holds a rule of its own but one,
the subject that a participle hangs on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.language.english.cues import Cue
from tracker.language.english.indirect import plausible, subject
from tracker.language.english.recalling import UNTIMED, Timing, timing
from tracker.language.english.reports import Report, Sentence
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.speakers import Cast, Voice
from tracker.terms import Evidence

WORDS = re.compile(r"[\w’'-]+")
FEW = 2


class Link(NamedTuple):
    """What ties a quotation to its source: the verb if there is one, the source's place if found, the rule."""

    cue: Cue | None
    source: tuple[int, int] | None
    rule: str


@dataclass(slots=True, kw_only=True)
class Reading:
    """The state of one article's reading. `last_quote` has run `last_run`; `above` ends the paragraph just before."""

    report: Report
    cast: Cast
    past: bool = False
    found: list[Attribution] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    spent: set[int] = field(default_factory=set)
    last_quote: Attribution | None = None
    last_run: int = 0
    above: Attribution | None = None
    announced: Link | None = None


def main_subject(masked: str, sentence: Sentence, cue: Cue, cues: list[Cue]) -> tuple[int, int] | None:
    """The subject of the clause that a participle hangs on: that of the first finite cue, else of the sentence."""
    for other in reversed(cues):
        if other.start < cue.start and not other.participle and other.kind != "according":
            span = subject(masked, sentence.start, other.start)
            if span:
                return span
    beside = _WITH.search(masked, max(sentence.start, cue.start - _BESIDE), cue.start) if cue.participle else None
    if beside:
        return beside.span("source")
    low = sentence.start
    joined = _JOINS.match(masked, low, cue.start)
    if joined:
        low = joined.end()
    elif _INTRODUCES.match(masked, low, cue.start):
        comma = masked.find(",", low, cue.start)
        if comma < 0:
            return None
        low = comma + 1
    head = _HEAD.match(masked, low, cue.start)
    return head.span("source") if head and _named(head.group("source")) else None


def _named(head: str) -> bool:
    """Whether the head of a clause names somebody: "The" before a noun that it cannot take in does not."""
    return not _NOBODY.match(head) and plausible(head)


_INTRODUCES = re.compile(
    r"\s*(?:In|On|At|After|Before|During|When|While|As|For|From|By|Hours|Days|Even|Here|There|The next"
    r"|Earlier|Later|Two)\b"
)
_BESIDE = 100
#: "…, with Orlen reportedly yelling": who stands beside the participle does it.
_WITH = re.compile(r"\bwith\s(?P<source>(?:[A-Z][\w’'-]+\s){0,3}[A-Z][\w’'-]+)(?:\s[a-z]+ly)?\s$")
_JOINS = re.compile(r"\s*(?:But|And|Yet|So|Then)\s")
#: Capitals that begin a clause and name nobody.
_NOBODY = re.compile(
    r"(?:The|An?|Th(?:is|at|ese|ose|ere|en|ough)|His|Her|Its?|Their|Our|My|One|Some|Many|Most|Other|Another|All|Both"
    r"|Each|Every|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens|Hundreds|Thousands|Instead|Although|If|What|How"
    r"|Why|Who|Where|Asked|Now|So|Yet|Still|Also|No|Not|Only|Just)$"
)
_HEAD = re.compile(
    r"\s*(?P<source>(?:[Tt]he [a-z]+|[A-Z][\w’'\ue003.-]*|he|she)(?:\s(?:of|the|and|for|de|[a-z]*spokes\w+"
    r"|minister|[A-Z][\w’'\ue003.-]*))*"
    r"(?:,\s(?:an?|the|who)\s[^,“”]{3,90}(?=,))?)"
)


def timed(reading: Reading, cue: Cue, content: tuple[int, int], *, direct: bool) -> Timing:
    """When the words were said, as far as the sentence of their verb tells."""
    return timing(reading.report.masked, cue, content, direct=direct, past=reading.past)


def attribution(
    reading: Reading, start: int, end: int, voice: Voice, span: tuple[int, int] | None, *, cue: str, direct: bool,
    evidence: Evidence, rule: str, confidence: float, time: Timing = UNTIMED, spoken: bool = True,
) -> Attribution:  # fmt: skip
    """An attribution of text[start:end] without white space at its ends."""
    text = reading.report.text
    first, last = span or (start, start)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = () if direct else reading.report.inside(start, end)
    return Attribution(
        content=text[start:end], start=start, end=end, cue=cue, speaker=voice.speaker, role=voice.role,
        issuer=voice.issuer, issuer_id=voice.issuer_id, country=voice.country, direct=direct, evidence=evidence,
        rule=f"{rule}/{voice.rule}", confidence=round(min(confidence, 1.0), 2), others=voice.others,
        source=text[first:last], source_start=first, source_end=last, quoted=inside,
        recalled=time.recalled, said_start=time.start, said_end=time.end, spoken=spoken,
    )  # fmt: skip


_NO_VOICE = Voice(rule="unknown", confidence=0.3)


def made(  # noqa: PLR0917 - as above
    reading: Reading, start: int, end: int, source: tuple[int, int] | None, cue: Cue, rule: str,
    *, evidence: Evidence = Evidence.PARAPHRASED, spoken: bool = True,
) -> Attribution:  # fmt: skip
    """A paraphrase or characterisation, its source looked up in the cast."""
    voice = reading.cast.voice(reading.report.text[source[0] : source[1]], source[0]) if source else _NO_VOICE
    return attribution(
        reading, start, end, voice, source, cue=reading.report.masked[cue.start : cue.end],
        direct=False, evidence=evidence, rule=rule, confidence=voice.confidence * (0.9 if spoken else 0.5),
        time=timed(reading, cue, (start, end), direct=False), spoken=spoken,
    )  # fmt: skip
