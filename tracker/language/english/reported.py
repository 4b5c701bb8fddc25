"""Reported and characterised speech: X said that S · S, X said · according to X · X condemned the attack.

Owns the order in which the verbs of a sentence are read, whose each is, and the evidence of what it reports. Never
calls anything quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from tracker.language.english.acts import literal
from tracker.language.english.complements import Kind, complement
from tracker.language.english.cues import Cue
from tracker.language.english.extents import aside_end, clause_end, object_end
from tracker.language.english.hearing import FEW, WORDS, Reading, made, main_subject
from tracker.language.english.indirect import object_source, subject, trimmed
from tracker.language.english.inversions import followed, is_clause, names_its_source, preceded
from tracker.language.english.lexicon import words
from tracker.language.english.reports import Sentence
from tracker.language.english.verbs import Verb, find_verbs
from tracker.language.quoting.attribution import Attribution
from tracker.terms import Evidence

Span = tuple[int, int]

#: Nouns that name a stance with what it is about: who reaffirms opposition to X says that he opposes X.
_STANCE = re.compile(
    r"(?:(?:its|his|her|their|the|our|an?|[\w’'\ue003-]+[’']s?)\s)*(?:[a-z-]+\s){0,2}"
    r"(?:readiness|willingness|desire|commitment|determination|intention|resolve|opposition|support|wish|hope)"
    r"\s(?:to|for|that|of)\b"
)
_FRAMES = MappingProxyType(
    {
        Kind.THAT: ("clause", "hearer"),
        Kind.CLAUSE: ("clause", "hearer"),
        Kind.QUESTION: ("clause", "question", "hearer"),
        Kind.INFINITIVE: ("infinitive",),
        Kind.BIDDING: ("bidding",),
        Kind.OBJECT: ("object",),
        Kind.NOTHING: (),
    }
)
#: Whom a relative clause is about: "Ada Orlen, who said".
_RELATIVE = re.compile(
    r"(?<![\w’'])(?P<source>(?:(?:the|an?)\s)?(?:[A-Z][\w’'\ue003.-]*+\s?){1,5}|(?:the|an?|one|many|some|those|several|two)\s"
    r"(?:[a-z-]+\s){0,3}[a-z-]+)(?:\s?\([^)]{1,30}\))?,?\swho\s*$"
)
#: Verbs behind which a noun phrase is the subject of a clause: "said Kelly met with".
_CLAUSAL = frozenset(("say", "think", "believe", "add", "argue", "insist", "contend", "hope", "assert"))
#: More verbs of saying than any reporter's sentence has: from each the rules look to its end.
_VERBS = 60
#: So far before and behind a verb its source and content may stand; a sentence with a long quotation has 2,000.
_REACH = 2500
_MARK = re.compile(r"[,;:.“”(]|\s[—–-]{1,2}\s")
_CONJUNCTIONS = ("And", "But", "—")


def reported(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> None:
    """Finds what one sentence reports without quoting; what a quotation already covers is left alone."""
    covered, known = sentence.start, False
    span: Span | None = None
    masked = reading.report.masked
    verbs = find_verbs(masked, sentence.start, sentence.end)
    if len(verbs) > _VERBS:
        return
    heads: list[Verb | Cue] = [*verbs, *(cue for cue in cues if cue.kind == "according")]
    for one in sorted(heads, key=lambda head: head.start):
        if one.start < covered or one.start in reading.spent:
            continue
        if isinstance(one, Cue):
            near = _near(sentence, one)
            found = _according(reading, near, one, max(near.start, covered if known else near.start))
        else:
            found = _report(reading, _near(sentence, one), one, _opened(masked, sentence, one, verbs) or span)
        if found and found[0].start < covered:
            if known:
                continue  # "X said that S, the agency reported": what X said is not the agency's
            while reading.found and not reading.found[-1].direct and reading.found[-1].start >= found[0].start:
                reading.found.pop()
        for new in found:
            span = (new.source_start, new.source_end) if new.source_end > new.source_start else span
            covered = max(covered, new.end)
            known = known or (new.spoken and bool(new.issuer_id or new.speaker))
            if not any(a.direct and a.start <= new.end and new.start <= a.end for a in reading.found[-4:]):
                reading.found.append(new)


def _near(sentence: Sentence, one: Verb | Cue) -> Sentence:
    """What of a sentence can matter to one verb: of a page without a full stop not all is read for each."""
    return Sentence(start=max(sentence.start, one.start - _REACH), end=min(sentence.end, one.end + _REACH), quotes=())


def _opened(masked: str, sentence: Sentence, verb: Verb, verbs: Sequence[Verb]) -> Span | None:
    """Whose participle opens a sentence: "Condemning the attack, X said"."""
    if not verb.participle or masked[sentence.start : verb.start].strip():
        return None
    main = next((v for v in verbs if v.start > verb.start and not v.participle and not v.joined), None)
    span = subject(masked, verb.end, main.head) if main else None
    return span if span and masked[verb.end : span[0]].rstrip()[-1:] == "," else None


def _according(reading: Reading, sentence: Sentence, cue: Cue, low: int) -> list[Attribution]:
    masked = reading.report.masked
    before = masked[low : cue.start].strip()
    if before.endswith((" that,", " that")):
        return []  # "X reported that, according to Y, S" is the verb's
    opens = not before or before in _CONJUNCTIONS
    inside = not opens and not is_clause(masked, low, cue.start)
    stop = _comma(masked, cue.end, sentence.end) if opens or inside else sentence.end
    source = object_source(masked, cue.end, stop) or _phrase(masked, cue.end, sentence.end)
    parts = [trimmed(masked, *((source[1], sentence.end) if opens else (low, cue.start)))]
    if inside and masked[source[1] : source[1] + 2] == ", ":
        parts.append(trimmed(masked, source[1], sentence.end))
    if sum(len(WORDS.findall(masked[start:end])) for start, end in parts) <= FEW:
        return []
    return [made(reading, start, end, source, cue, "according") for start, end in parts if start < end]


def _phrase(masked: str, start: int, end: int) -> Span:
    """What stands up to the next mark."""
    stop = _MARK.search(masked, start, end)
    return trimmed(masked, start, stop.start() if stop else end)


def _comma(masked: str, start: int, end: int) -> int:
    found = masked.find(",", start, end)
    return found if found >= 0 else end


def _report(reading: Reading, sentence: Sentence, verb: Verb, span: Span | None) -> list[Attribution]:
    """What one verb reports: before it, around it, or behind it."""
    cue = Cue(start=verb.start, end=verb.end, word=verb.word.lower(), kind="saying" if verb.participle else "say")
    inverting = verb.lemma in words("inverting") and not verb.participle and verb.frames & _CLAUSES
    if inverting and (found := followed(reading, sentence, verb, cue)):
        return found
    source = _source_of(reading.report.masked, sentence, verb, cue, span)
    if source and reading.report.masked[source[1] : verb.start].startswith((", who ", "), who ")):
        stop = aside_end(reading.report.masked, verb.end, sentence.end)
        sentence = Sentence(start=sentence.start, end=stop, quotes=())
    if inverting and source and (found := preceded(reading, sentence, verb, cue, source)):
        return found
    if inverting and names_its_source(reading.report.masked, sentence, verb):
        return []
    return _behind(reading, sentence, verb, cue, source)


_CLAUSES = frozenset(("told clause", "shown clause", "held clause", "told hearer"))


def _source_of(masked: str, sentence: Sentence, verb: Verb, cue: Cue, span: Span | None) -> Span | None:
    if verb.participle:
        opens = not masked[sentence.start : verb.start].strip()
        return span or (None if opens else main_subject(masked, sentence, cue, []))
    if relative := _RELATIVE.search(masked, sentence.start, verb.head):
        return relative.span("source")
    if verb.joined:
        return span or subject(masked, sentence.start, verb.head) or main_subject(masked, sentence, cue, [])
    return subject(masked, sentence.start, verb.head)


def _behind(reading: Reading, sentence: Sentence, verb: Verb, cue: Cue, source: Span | None) -> list[Attribution]:
    """X said (that) S · X vowed to V · X urged Y to V · X condemned the attack."""
    masked = reading.report.masked
    end = clause_end(masked, verb.end, sentence.end)
    what = complement(masked, verb.end, end, told="told hearer" in verb.frames)
    named = masked[source[0] : source[1]] if source else ""
    for kind in what.kinds:
        group, taken = _group(verb, kind, named)
        if group and (source or _stands_alone(verb, group, taken)):
            span = _extent(masked, sentence, verb, source, what.start, taken)
            if span is None or (taken in (Kind.OBJECT, Kind.INFINITIVE) and literal(masked, verb, *span)):
                return []
            return _made(reading, span, source, verb, cue, group, taken)
    return []


def _stands_alone(verb: Verb, group: str, kind: Kind) -> bool:
    """Whether it is speech even where nobody is found who says it."""
    said = kind in (Kind.THAT, Kind.CLAUSE) and (verb.form != "base" or verb.lemma == "say")
    return group == "told" and (said or verb.word.startswith("Asked"))


def _group(verb: Verb, kind: Kind, source: str) -> tuple[str, Kind]:
    """told, held or shown, if the verb takes this kind of complement, and as which kind; nothing if not."""
    document = bool(words("document") & {word.lower() for word in WORDS.findall(source)})
    groups = ("shown", "told", "held") if document else ("told", "held")
    for group in groups:
        if any(f"{group} {frame}" in verb.frames for frame in _FRAMES[kind]):
            return group, kind
    if kind is Kind.OBJECT and verb.lemma in _CLAUSAL:
        return "held" if "held clause" in verb.frames else "told", Kind.CLAUSE
    return "", kind


def _extent(  # noqa: PLR0917 - where it may stand
    masked: str, sentence: Sentence, verb: Verb, source: Span | None, start: int, kind: Kind
) -> Span | None:
    """From where to where the content stands."""
    if verb.word.startswith("Asked"):
        end = _comma(masked, start, sentence.end)
    else:
        end = (object_end if kind is Kind.OBJECT else clause_end)(masked, start, sentence.end)
    if source and start < source[0] < end:
        end = source[0]  # "Condemning the attack, X"
    first, last = trimmed(masked, start, end)
    least = 1 if kind in (Kind.OBJECT, Kind.THAT) else 2
    enough = len(WORDS.findall(masked[first:last])) + masked[first:last].count("“") >= least
    return (first, last) if first < last and enough else None


def _made(  # noqa: PLR0917 - a finding has many sides
    reading: Reading, span: Span, source: Span | None, verb: Verb, cue: Cue, group: str, kind: Kind
) -> list[Attribution]:
    """A proposition of the source's is a paraphrase; what the reporter's verb is only about is a characterisation."""
    asked = verb.word.startswith("Asked") or (kind is Kind.QUESTION and "told question" in verb.frames)
    spoken = group == "told" and not asked
    own = kind is not Kind.OBJECT or _STANCE.match(reading.report.masked, *span)
    evidence = Evidence.PARAPHRASED if spoken and own else Evidence.CHARACTERISED
    rule = f"{group}-{kind.value}" + ("-participle" if verb.participle else "")
    return [made(reading, *span, source, cue, rule, evidence=evidence, spoken=spoken)]
