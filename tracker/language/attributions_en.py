"""English reports: quotations with the verb before, after or between, and reported speech.

Owns the order in which the rules are tried. Never names an issuer itself; the cast of the article does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tracker.language.attributions import Attribution
from tracker.language.cues import Cue, find_cues, is_act
from tracker.language.gazetteer import Gazetteer
from tracker.language.indirect import INNER, content_start, object_source, plausible, subject, trimmed
from tracker.language.offices import resolve_issuer
from tracker.language.quotes import Quote
from tracker.language.reports import Paragraph, Report, Sentence, report_of
from tracker.language.speakers import Cast, Voice, cast_of, is_titled
from tracker.terms import Evidence

_BETWEEN = re.compile(r"[\s,]*$")
_MID = re.compile(r"[^“”.;?!]{0,130}$")
_PLAIN_MID = re.compile(
    r"\s*(?:out|back|aloud|simply|the following|this)?[\s:,]*$|[^“”;?!]{0,140}:\s*$"
    r"|\s+(?:in|on|at|to|during|via|through|from|while|when|after|of|about|with|by)\s[^“”;?!]{1,110},\s*$"
    r"|\s+(?:reporters|journalists|lawmakers|supporters|the|an?|his|her|him|me|us|them|[A-Z])[^“”.;?!,]{0,60},\s*$"
    r"|,\s(?:in|on|at|as|to|during|when|after|before|referring|speaking|adding|with|while|according|by|citing)\b[^“”;?!]{1,90},\s*$"
)
_GOES_ON = re.compile(r"\s+(?!(?:in|on|at|during|when|while|after|before|via|as|adding|according|and)\b)[a-z]")
_NAME_ALONE = re.compile(r",?\s+(?:—\s*)?(?P<source>(?:the\s+)?[A-Z][^“”.;:!?,]{3,90})\s*[.]\s*$")
_LABEL = re.compile(r"\s*(?P<source>[A-Z][^“”.;:!?,]{1,60}):\s*$")
_LAST_STOP = ",!?…—–-"
_CLAUSE_END = re.compile(
    r",?\s(?:adding|saying|noting|telling|stressing|warning|arguing|insisting|stating|citing)\b|;|\s—\s|,\s(?:while|although|whereas)\b"
)
_OBJECT_END = re.compile(
    r",?\sand\s(?=(?:said|told|expressed|reaffirmed|reiterated|vowed|called|urged|extended|condemned|pledged|added|warned|also|has|is|was|they|he|she|it|the)\b)"
    r"|[,;:]\s|\s—\s|\sin which\s|\swhile\s|\sbut\s|,?\s(?:saying|adding|noting|telling|who|which|because|when|after)\b"
)
_PARAPHRASING = re.compile(
    r"\s*(?:\w+\s)?(?:readiness|willingness|desire|commitment|determination|intention|opposition|that)\b"
)
_BARE_OBJECT = re.compile(
    r"\s+(?:on|upon|for|to|the|a|an|it|its|his|her|their|him|them|any|all|this|that|deep|grave|serious|strong|\w+)\b"
)
_TAIL_SOURCE = re.compile(
    r",\s(?P<source>[^,;:“”]{2,110}?)\s(?:also\s)?(?:said|says|reported|reports|added|told|wrote)(?:\s(?:on\s)?[A-Z][a-z]+day)?\s*[.]?\s*$"
)
_ASIDE = re.compile(r"(?:after|when|while|as|before|amid|following|during)\b")
_VISIT = re.compile(r"\s(?:up)?on\s(?!.{0,160}?\sto\s)")
_STATEMENT = re.compile(
    r"\s(?:in|on|at|during|via)\s(?:an?|its|his|her|their|the)\s[\w’'\s-]{3,40}$|\son\s[A-Z][a-z]+day$"
)
_CLAUSAL = re.compile(
    r"\s+that\b|\s*,|\s*:|\s+(?:he|she|it|they|we|I|there)\b|\s+(?:[\w’'\ue003-]+\s+){1,9}?(?:is|are|was|were|has|have|had|will|would|can"
    r"|could|should|must|may|might|does|did|do|won’t|can’t|isn’t|doesn’t|[A-Za-z]+n’t)\b"
)
_NEAR = re.compile(r"\s(?:[A-Z][\w’'\ue003-]+\s){1,3}|\s(?:he|she)\s")
_INTRODUCED = re.compile(r"[:,—–(-]\s*$|^\W*(?:And|But|Yet|So|Still|Well)?\W*$")
_WORDS = re.compile(r"[\w’'-]+")
_FEW = 2
_TOP = 600


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The state of one article's reading."""

    report: Report
    cast: Cast
    found: list[Attribution] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    spent: set[int] = field(default_factory=set)
    last_quote: Attribution | None = None
    announced: tuple[Cue | None, tuple[int, int] | None, str] | None = None


def read(text: str, gazetteer: Gazetteer | None) -> list[Attribution]:
    """Attributions of an English article, in the order found."""
    reading = _Reading(report=report_of(text), cast=cast_of(text, gazetteer))
    for paragraph in reading.report.paragraphs:
        _read_paragraph(reading, paragraph)
    return reading.found


def _read_paragraph(reading: _Reading, paragraph: Paragraph) -> None:
    previous: Attribution | None = None
    _take_announced(reading, paragraph)
    sentences = _joined(reading.report.masked, paragraph.sentences)
    for sentence in sentences:
        cues = find_cues(reading.report.masked, sentence.start, sentence.end)
        before = len(reading.found)
        _direct(reading, sentence, cues)
        _alone(reading, sentence, previous, opens=sentence is sentences[0])
        if sentence is sentences[-1]:
            _announce(reading, sentence, cues)
        if not _headline(reading.report.masked, paragraph):
            _indirect(reading, sentence, cues)
        quoted = [a for a in reading.found[before:] if a.direct]
        previous = quoted[-1] if quoted else None if len(reading.found) > before else previous


def _take_announced(reading: _Reading, paragraph: Paragraph) -> None:
    """A line that opens with a quotation belongs to the verb and colon that end the line before."""
    first = paragraph.sentences[0] if paragraph.sentences else None
    link, reading.announced = reading.announced, None
    if link and first and first.quotes and not reading.report.masked[first.start : first.quotes[0].start].strip():
        _add_direct(reading, first.quotes[0], link)


def _announce(reading: _Reading, sentence: Sentence, cues: list[Cue]) -> None:
    masked = reading.report.masked
    if not masked[: sentence.end].rstrip().endswith(":") or not cues:
        return
    cue = cues[-1]
    span = _main_subject(masked, sentence, cue, cues) if cue.participle else subject(masked, sentence.start, cue.start)
    reading.announced = (cue, span, "announced") if span else None


def _headline(masked: str, paragraph: Paragraph) -> bool:
    """Whether the line is a title or a caption: near the top and without a closing mark."""
    return paragraph.start < _TOP and masked[paragraph.start : paragraph.end].rstrip()[-1:] not in ".!?”…:;,"


def _joined(masked: str, sentences: tuple[Sentence, ...]) -> list[Sentence]:
    """Sentences, with “…?” and its "Trump said" together again."""
    joined: list[Sentence] = []
    for one in sentences:
        last = joined[-1] if joined else None
        if last and last.quotes and masked[last.end - 1] in "”" and masked[last.end - 2] in "?!…" and not one.quotes:
            cues = find_cues(masked, one.start, min(one.end, one.start + 90))
            if cues and plausible(masked[one.start : cues[0].start].strip()) and cues[0].kind == "say":
                joined[-1] = Sentence(start=last.start, end=one.end, quotes=last.quotes)
                continue
        joined.append(one)
    return joined


def _direct(reading: _Reading, sentence: Sentence, cues: list[Cue]) -> None:
    masked = reading.report.masked
    carried: tuple[Cue | None, tuple[int, int] | None, str] | None = None
    for i, quote in enumerate(sentence.quotes):
        if quote.start in reading.used:
            continue
        stop = sentence.quotes[i + 1].start if i + 1 < len(sentence.quotes) else sentence.end
        start = sentence.quotes[i - 1].end if i else sentence.start
        after = _after(masked, quote, stop, cues) if masked[quote.end : stop].strip() else None
        before = None if after else _before(masked, sentence, start, quote, cues)
        if carried and not before and not after and _continues(masked, start, quote):
            before = (*carried[:2], "broken")
        link = after or before
        if not link or (before and _goes_on(masked, quote, stop)):
            continue
        if after and after[0] and not _INTRODUCED.search(masked[start : quote.start]):
            _add_mixed(reading, start if start > sentence.start else sentence.start, quote, after)
            carried = after
            continue
        carried = link
        _add_direct(reading, quote, link)


def _goes_on(masked: str, quote: Quote, stop: int) -> bool:
    """Whether the reporter's clause runs on after the mark, so that the quotation is only a part of it."""
    return bool(_GOES_ON.match(masked, quote.end, stop)) and masked[quote.last - 1] not in _LAST_STOP


def _after(
    masked: str, quote: Quote, stop: int, cues: list[Cue]
) -> tuple[Cue | None, tuple[int, int] | None, str] | None:
    """“…,” X said / said X / the consul general in Y."""
    ends = masked[quote.last - 1 : quote.last]
    comma = masked[quote.end : quote.end + 1] in (",", "-", "—") or masked[quote.end : quote.end + 2] == " —"
    inside = [c for c in cues if quote.end <= c.start < stop and not c.participle]
    if ends not in tuple(_LAST_STOP) and not comma:
        near = bool(inside) and _NEAR.fullmatch(masked, quote.end, inside[0].start) is not None
        if not near or inside[0].kind != "say":
            return None
    for cue in inside[:_FEW]:
        if cue.kind == "act" and not is_act(cue.word):
            continue
        between = masked[quote.end : cue.start].strip(" ,")
        if not between or between in ("as", "which"):
            source = object_source(masked, cue.end, stop)
            return (cue, source, "quote-verb-source") if source else (cue, None, "quote-verb") if ends in "?!" else None
        span = subject(masked, quote.end, cue.start)
        if span and _BETWEEN.match(masked[quote.end : span[0]]):
            return cue, span, "quote-source-verb"
        if plausible(between) and cue is inside[0]:
            at = masked.index(between, quote.end)
            return cue, (at, at + len(between)), "quote-source-verb"
    alone = _NAME_ALONE.match(masked, quote.end, stop)
    if (
        alone
        and ends == ","
        and not inside
        and (resolve_issuer(alone.group("source")) or is_titled(alone.group("source")))
    ):
        return None, alone.span("source"), "quote-name"
    return None


def _before(
    masked: str, sentence: Sentence, start: int, quote: Quote, cues: list[Cue]
) -> tuple[Cue | None, tuple[int, int] | None, str] | None:
    """X said, “…” / telling the assembly, “…” / X: “…”."""
    inside = [c for c in cues if start <= c.start and c.end <= quote.start]
    if not inside:
        label = _LABEL.match(masked, start, quote.start) if start == sentence.start else None
        return (None, label.span("source"), "label") if label and plausible(label.group("source")) else None
    cue = inside[-1]
    middle = masked[cue.end : quote.start]
    if not _MID.match(middle) and ":" not in middle[-2:]:
        return None
    if cue.kind == "according":
        named = middle.strip(" ,:")
        at = masked.find(named, cue.end)
        return (cue, (at, at + len(named)), "according-quote") if named and plausible(named) else None
    acts = cue.kind in ("act", "acting") and not middle.rstrip().endswith((":", ","))
    if acts or not _PLAIN_MID.match(middle):
        return None
    if cue.participle:
        return cue, _main_subject(masked, sentence, cue, cues), "participle-quote"
    span = subject(masked, start, cue.start)
    return cue, span or _main_subject(masked, sentence, cue, []), "source-verb-quote"


def _main_subject(masked: str, sentence: Sentence, cue: Cue, cues: list[Cue]) -> tuple[int, int] | None:
    """The subject of the clause that a participle hangs on: that of the first finite cue, else of the sentence."""
    for other in reversed(cues):
        if other.start < cue.start and not other.participle and other.kind != "according":
            span = subject(masked, sentence.start, other.start)
            if span:
                return span
    low = sentence.start
    if _INTRODUCES.match(masked, low, cue.start):
        comma = masked.find(",", low, cue.start)
        low = comma + 1 if comma >= 0 else low
    head = _HEAD.match(masked, low, cue.start)
    return head.span("source") if head and plausible(head.group("source")) else None


_INTRODUCES = re.compile(
    r"\s*(?:In|On|At|After|Before|During|When|While|As|For|From|By|Hours|Days|Even|Here|There|The next|Earlier|Later|Two|But|And)\b"
)
_HEAD = re.compile(
    r"\s*(?P<source>(?:[A-Z][\w’'\ue003.-]*|he|she|the [a-z]+)(?:\s(?:of|the|and|for|de|[a-z]*spokes\w+|minister|[A-Z][\w’'\ue003.-]*))*"
    r"(?:,\s(?:an?|the|who)\s[^,“”]{3,90}(?=,))?)"
)


def _continues(masked: str, start: int, quote: Quote) -> bool:
    """Whether the reporter's words between the last quotation and this one end where a quotation resumes."""
    return masked[start : quote.start].rstrip().endswith((",", ":", "—", "-", ";"))


def _add_direct(reading: _Reading, quote: Quote, link: tuple[Cue | None, tuple[int, int] | None, str]) -> None:
    cue, span, rule = link
    masked = reading.report.masked
    voice = reading.cast.voice(reading.report.text[span[0] : span[1]], span[0]) if span else Voice()
    sure = voice.confidence * (1.0 if quote.closed else 0.6) * (0.75 if rule == "quote-name" else 1.0)
    one = _attribution(
        reading, quote.first, quote.last, voice, span, cue=masked[cue.start : cue.end] if cue else "",
        direct=True, evidence=Evidence.QUOTED, rule=rule, confidence=sure,
    )  # fmt: skip
    reading.used.add(quote.start)
    if cue:
        reading.spent.add(cue.start)
    reading.found.append(one)
    reading.last_quote = one


def _add_mixed(
    reading: _Reading, start: int, quote: Quote, link: tuple[Cue | None, tuple[int, int] | None, str]
) -> None:
    """The reporter's words run into the quotation: "The plan “is a step forward,” she said." is a paraphrase."""
    cue, span, _ = link
    if cue is None or span is None:
        return
    first, _end = trimmed(reading.report.masked, start, quote.start + 1)
    reading.used.add(quote.start)
    reading.spent.add(cue.start)
    reading.found.append(_made(reading, first, quote.end, span, cue, "mixed"))


def _alone(reading: _Reading, sentence: Sentence, previous: Attribution | None, *, opens: bool) -> None:
    """A sentence that is nothing but a quotation goes on for whoever spoke just before."""
    masked = reading.report.masked
    for quote in sentence.quotes:
        if quote.start in reading.used or masked[sentence.start : quote.start].strip():
            continue
        if len(_WORDS.findall(masked[quote.end : sentence.end])) > 0 or quote.last - quote.first < 12:  # noqa: PLR2004
            continue
        run = reading.last_quote
        source = previous or (run if opens and run else None)
        if source is None:
            continue
        rule, sure = ("continued", 0.95) if previous else ("next-paragraph", 0.7)
        reading.used.add(quote.start)
        one = _again(reading, quote, source, rule, sure)
        reading.found.append(one)
        reading.last_quote = one


def _again(reading: _Reading, quote: Quote, source: Attribution, rule: str, sure: float) -> Attribution:
    voice = Voice(
        speaker=source.speaker, role=source.role, issuer=source.issuer, issuer_id=source.issuer_id,
        country=source.country, confidence=source.confidence,
    )  # fmt: skip
    return _attribution(
        reading, quote.first, quote.last, voice, (source.source_start, source.source_end), cue=source.cue,
        direct=True, evidence=Evidence.QUOTED, rule=rule, confidence=source.confidence * sure,
    )  # fmt: skip


def _attribution(
    reading: _Reading, start: int, end: int, voice: Voice, span: tuple[int, int] | None, *,
    cue: str, direct: bool, evidence: Evidence, rule: str, confidence: float,
) -> Attribution:  # fmt: skip
    text = reading.report.text
    first, last = span or (start, start)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = () if direct else tuple(
        (q.first, q.last) for p in reading.report.paragraphs if p.start <= start < p.end
        for s in p.sentences for q in s.quotes if start <= q.start and q.end <= end + 1
    )  # fmt: skip
    return Attribution(
        content=text[start:end], start=start, end=end, cue=cue, speaker=voice.speaker, role=voice.role,
        issuer=voice.issuer, issuer_id=voice.issuer_id, country=voice.country, direct=direct, evidence=evidence,
        rule=f"{rule}/{voice.rule}", confidence=round(min(confidence, 1.0), 2), others=voice.others,
        source=text[first:last], source_start=first, source_end=last, quoted=inside,
    )  # fmt: skip


def _indirect(reading: _Reading, sentence: Sentence, cues: list[Cue]) -> None:
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


def _according(reading: _Reading, sentence: Sentence, cue: Cue, low: int) -> Attribution | None:
    masked = reading.report.masked
    opens = not masked[low : cue.start].strip() or masked[low : cue.start].strip() in ("And", "But", "—")
    source = object_source(masked, cue.end, sentence.end if not opens else _comma(masked, cue.end, sentence.end))
    if not source:
        return None
    start, end = (source[1], sentence.end) if opens else (low, cue.start)
    start, end = trimmed(masked, start, end)
    if len(_WORDS.findall(masked[start:end])) <= _FEW:
        return None
    return _made(reading, start, end, source, cue, "according")


def _comma(masked: str, start: int, end: int) -> int:
    found = masked.find(",", start, end)
    return found if found >= 0 else end


def _clause(
    reading: _Reading, sentence: Sentence, cue: Cue, span: tuple[int, int] | None, cues: list[Cue]
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
    if len(_WORDS.findall(masked[first:last])) + masked[first:last].count("“") > _FEW:
        return _made(reading, first, last, source, cue, "said-that" if not cue.participle else "participle-that")
    return _inverted(reading, sentence, cue, source)


def _objected(masked: str, cue: Cue, sentence: Sentence) -> bool:
    """Whether a noun phrase, not a clause, follows: "reiterated the PLA's commitment", "called for", "urged Iran to"."""
    rest = masked[cue.end : sentence.end]
    return not _CLAUSAL.match(rest)


def _until(masked: str, start: int, end: int) -> int:
    """Where reported words end: before ", adding", before ", the agency reported", else with the sentence."""
    found = _CLAUSE_END.search(masked, start, end)
    if found:
        return found.start()
    tail = _TAIL_SOURCE.search(masked, start, end)
    return tail.start() if tail and plausible(tail.group("source")) else end


def _source_of(
    masked: str, sentence: Sentence, cue: Cue, span: tuple[int, int] | None, cues: list[Cue]
) -> tuple[int, int] | None:
    if cue.participle:
        opens = not masked[sentence.start : cue.start].strip()
        return span or (None if opens else _main_subject(masked, sentence, cue, cues))
    joined = re.search(r"(?:,?\sand|,|\sbut)\s+(?:also\s+|then\s+|later\s+)*$", masked[sentence.start : cue.start])
    if joined and span:
        return span
    return subject(masked, sentence.start, cue.start)


def _act(reading: _Reading, sentence: Sentence, cue: Cue, source: tuple[int, int]) -> Attribution | None:
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
    return _made(reading, first, last, source, cue, "act", evidence=evidence)


def _inverted(reading: _Reading, sentence: Sentence, cue: Cue, source: tuple[int, int]) -> Attribution | None:
    """S, X said."""
    masked = reading.report.masked
    if source[0] <= sentence.start + _FEW or masked[: source[0]].rstrip()[-1:] not in (",", "—", "-"):
        return None
    first, last = trimmed(masked, sentence.start, source[0])
    if len(_WORDS.findall(masked[first:last])) <= _FEW or INNER * 3 in masked[first : first + 4]:
        return None
    return _made(reading, first, last, source, cue, "inverted")


def _made(
    reading: _Reading, start: int, end: int, source: tuple[int, int], cue: Cue, rule: str,
    *, evidence: Evidence = Evidence.PARAPHRASED,
) -> Attribution:  # fmt: skip
    voice = reading.cast.voice(reading.report.text[source[0] : source[1]], source[0])
    return _attribution(
        reading, start, end, voice, source, cue=reading.report.masked[cue.start : cue.end],
        direct=False, evidence=evidence, rule=rule, confidence=voice.confidence * 0.9,
    )  # fmt: skip
