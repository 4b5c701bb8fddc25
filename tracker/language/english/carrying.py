"""Quotations that stand alone, and so are whoever's spoke or was named just before.

Owns from where a source is carried on: the same paragraph, the paragraph above, a line that ends in a colon, an
interview's labels. Never reads a verb in the quotation's own sentence; direct does.
"""

from __future__ import annotations

import re
from collections import Counter

from tracker.language.english.cues import Cue, find_cues
from tracker.language.english.direct import add_direct
from tracker.language.english.hearing import WORDS, Link, Reading, attribution, made, main_subject
from tracker.language.english.indirect import subject
from tracker.language.english.introductions import colon
from tracker.language.english.recalling import Timing
from tracker.language.english.reports import Paragraph, Sentence
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.quotes import Quote
from tracker.language.quoting.speakers import Voice
from tracker.language.texts.turns import Turn, split_turns
from tracker.terms import Evidence

#: Words that a quotation must have to be no heading where a whole line is nothing else.
_HEADING = 6
#: Verbs of which a block has none: the reporter goes on.
_TOLD = ("said", "says", "told", "added", "according to")
_STOPS = ".!?…"
#: A line that a journalist's label opens; without one the text is no interview.
_ASKED = re.compile(r"^[^\S\n]*(?:Q|QUESTION|Question)\s?\d*\s*:", re.MULTILINE)
_LABELS = re.compile(r"^[^\S\n]*(?!Q\b|QUESTION|Question)(?P<label>[A-Z][\w .’'-]{1,40}):\s", re.MULTILINE)


def carry_on(reading: Reading, sentence: Sentence, previous: Attribution | None, *, opens: bool) -> None:
    """A sentence that is nothing but a quotation goes on for whoever spoke just before.

    Across a paragraph's end this holds for the paragraph directly above alone, and no short line counts: it may be a
    heading. A run that each paragraph opens anew is one utterance whatever its length.
    """
    masked = reading.report.masked
    quote = next(iter(sentence.quotes), None)
    if quote is None or quote.start in reading.used or masked[sentence.start : quote.start].strip():
        return
    if WORDS.search(masked, quote.end, sentence.end):
        return
    if previous:
        _again(reading, quote, previous, "continued" if previous.direct else "after-report", 0.95)
    elif opens and reading.last_quote and reading.last_run == quote.run:
        _again(reading, quote, reading.last_quote, "open-paragraph", 0.97)
    elif opens and reading.above and not _heads(reading, quote):
        _again(reading, quote, reading.above, "next-paragraph", 0.6)


def _heads(reading: Reading, quote: Quote) -> bool:
    """Whether a short line of quoted words is a heading: without a stop, or in other marks than the speech before."""
    text, last = reading.report.text, reading.last_quote
    if not quote.closed or len(WORDS.findall(text, quote.first, quote.last)) > _HEADING:
        return False
    if text[quote.last - 1] not in _STOPS or last is None:
        return True
    doubled = text[last.start - 2 : last.start] == "''"
    return text[quote.start : quote.first] != (text[last.start - 2 : last.start] if doubled else text[last.start - 1])


def last_said(found: list[Attribution]) -> Attribution | None:
    """What a quotation alone goes on from: the last quotation, else the last report."""
    spoken = [one for one in found if one.spoken]
    return next((one for one in reversed(spoken) if one.direct), spoken[-1] if spoken else None)


def take_announced(reading: Reading, paragraph: Paragraph) -> bool:
    """A line that opens with a quotation belongs to the verb and colon that end the line before.

    Without marks the line is a block that may be the speaker's own words and is listed as reported: nothing shows
    where it ends. Says whether the whole line is such a block, so that nothing is left to read.
    """
    first = paragraph.sentences[0] if paragraph.sentences else None
    link, reading.announced = reading.announced, None
    if not link or not first:
        return False
    masked = reading.report.masked
    if first.quotes and not masked[first.start : first.quotes[0].start].strip():
        add_direct(reading, first.quotes[0], link)
        return False
    start, end = first.start, paragraph.sentences[-1].end
    told = any(cue.word in _TOLD for cue in find_cues(masked, start, end)) or any(s.quotes for s in paragraph.sentences)
    if told or not link.cue or not link.source or masked[start:end].rstrip()[-1:] not in _STOPS:
        return False
    reading.found.append(made(reading, start, end, link.source, link.cue, "block"))
    return True


def announce(reading: Reading, sentence: Sentence, cues: list[Cue]) -> None:
    """Keeps who is named by a line that ends in a colon for the line below."""
    masked = reading.report.masked
    if not masked[sentence.start : sentence.end].rstrip().endswith(":"):
        return
    if not cues:
        reading.announced = colon(masked, sentence.start, sentence.end)
        return
    cue = cues[-1]
    span = main_subject(masked, sentence, cue, cues) if cue.participle else subject(masked, sentence.start, cue.start)
    reading.announced = Link(cue, span, "announced") if span else None


def interview(reading: Reading) -> list[tuple[int, int]]:
    """The answers of an interview printed with labels, each its label's words; the places that they take up.

    The last answer ends with its first paragraph, since nothing tells where the reporter goes on.
    """
    text = reading.report.text
    asked = _ASKED.search(text)
    if not asked:
        return []
    named = Counter(found["label"] for found in _LABELS.finditer(text, asked.end()))
    briefer = named.most_common(1)[0][0] if named else ""
    turns = [turn for turn in split_turns(text, briefer=briefer).turns if turn.answer and turn.label]
    return [_answer(reading, turn, last=turn is turns[-1]) for turn in turns]


def _answer(reading: Reading, turn: Turn, *, last: bool) -> tuple[int, int]:
    text = reading.report.text
    start = text.rindex(turn.answer, turn.start, turn.end)
    end = start + len(turn.answer)
    end = text.find("\n", start, end) if last and "\n" in turn.answer else end
    label = text.rindex(turn.label, turn.start, start)
    span = (label, label + len(turn.label))
    named = turn.label not in ("A", "ANSWER", "Answer")
    voice = reading.cast.voice(turn.label.title(), label) if named else Voice()
    one = attribution(
        reading, start, end, voice, span if named else None, cue="", direct=True, evidence=Evidence.QUOTED,
        rule="interview", confidence=voice.confidence * 0.9,
    )  # fmt: skip
    reading.found.append(one)
    return start, end


def _again(reading: Reading, quote: Quote, source: Attribution, rule: str, sure: float) -> None:
    voice = Voice(
        speaker=source.speaker, role=source.role, issuer=source.issuer, issuer_id=source.issuer_id,
        country=source.country, rule=source.rule.rpartition("/")[2], others=source.others,
    )  # fmt: skip
    one = attribution(
        reading, quote.first, quote.last, voice, (source.source_start, source.source_end), cue=source.cue,
        direct=True, evidence=Evidence.QUOTED, rule=rule, confidence=source.confidence * sure,
        time=Timing(recalled=source.recalled, start=source.said_start, end=source.said_end),
    )  # fmt: skip
    reading.used.add(quote.start)
    reading.found.append(one)
    reading.last_quote = one
    reading.last_run = quote.run
