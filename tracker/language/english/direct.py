"""Quotations and their verbs: after, before, between, a label, a name alone.

Owns which of an English sentence's quotations are speech and whose. A part of the reporter's clause is no quotation
of its own: it becomes a paraphrase with quoted words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.language.english.cues import Cue, cues_within
from tracker.language.english.documents import owner_of
from tracker.language.english.hearing import FEW, Link, Reading, attribution, made, main_subject, timed
from tracker.language.english.indirect import object_source, plausible, subject, trimmed
from tracker.language.english.introductions import introduced, shouted
from tracker.language.english.recalling import UNTIMED
from tracker.language.english.reports import Sentence
from tracker.language.names.offices import resolve_issuer
from tracker.language.quoting.mentions import mentioned
from tracker.language.quoting.quotes import Quote
from tracker.language.quoting.speakers import Voice, is_titled
from tracker.terms import Evidence

_BETWEEN = re.compile(r"[\s,]*(?:as\s+)?$")
_AS = re.compile(r"[Aa]s\s+")
_MID = re.compile(r"[^“”.;?!]{0,130}$")
_PLAIN_MID = re.compile(
    r"\s*(?:out|back|aloud|simply|the following|this)?[\s:,]*$|[^“”;?!]{0,140}:\s*$"
    r"|\s+(?:in|on|at|to|into|over|across|against|before|outside|inside|during|via|through|from|while|when|after|of"
    r"|about|with|by)\s[^“”;?!]{1,110},\s*$"
    r"|\s+(?:reporters|journalists|lawmakers|supporters|the|an?|his|her|him|me|us|them|[A-Z])[^“”.;?!,]{0,60},\s*$"
    r"|,\s(?:in|on|at|as|to|during|when|after|before|referring|speaking|adding|with|while|according|by"
    r"|citing)\b[^“”;?!]{1,90},\s*$"
    r"|\s+(?:late |early |earlier |last |this |the same |yesterday|today|tonight|then\b|[A-Z][a-z]+day)"
    r"[^“”;?!]{0,90},\s*$"
)
_GOES_ON = re.compile(r"\s+(?!(?:in|on|at|during|when|while|after|before|via|as|adding|according|and)\b)[a-z]")
_SAID = ("said", "says", "added", "adds")
_CLAUSE = re.compile(r"\s(?:that|if|because|although|while)\s")
_WORD = re.compile(r"\w")
_THAT = re.compile(r"\sthat\s")
#: Verbs that are as often nouns: directly before a quotation they are its topic ("two reports “misleading”").
_NOUNS = frozenset(
    {"reports", "report", "claims", "claim", "calls", "demands", "plans", "plan", "charges", "fears", "notes"}
    | {"hopes", "supports", "questions", "remarks", "comments", "states", "shows", "show", "finds", "wants", "answers"}
)
_CAPITAL = re.compile(r"\W*[A-Z]")
_SMALL_WORD = re.compile(r"\s+[a-z]")
_NAME_ALONE = re.compile(r",?\s+(?:—\s*)?(?P<source>(?:the\s+)?[A-Z][^“”.;:!?,]{3,90})\s*[.]\s*$")
#: What is left of a voice's confidence by rules that are right less often than a verb behind its quotation (measured).
_SURE = {
    "quote-name": 0.75, "label": 0.9, "colon": 0.6, "in-words-of": 0.9, "according-quote": 0.75,
    "source-verb-quote": 0.95, "participle-quote": 0.9, "broken": 0.95,
}  # fmt: skip
#: Characters that a quotation must have to be speech of its own where the reporter's clause runs on behind it.
_BRIEF = 16
_LAST_STOP = ",!?…—–-"
_BARE_PLURAL = re.compile(
    r"(?!(?:and|but|or|in|on|at|to|of|for|from|with|as|by|that|which|who|what|when|while|whose|if|because)\b)"
    r"(?:[a-z-]+\s){0,4}[a-z-]*(?:s|people|media|police|staff|press)$"
)
_NEAR = re.compile(r"\s(?:[A-Z][\w’'\ue003-]+\s){1,3}|\s(?:he|she)\s")
_OPENER = re.compile(
    r"\W*(?:(?:And|But|Yet|So|Still|Well|Now|Then|Again|Also|Instead|Indeed|Later|Earlier|Today|Yesterday|Finally"
    r"|First|Second|Meanwhile|However|Moreover|Besides|Otherwise|Anyway|In fact|Of course)\b)?\W*$"
)


def direct(reading: Reading, sentence: Sentence, cues: list[Cue]) -> None:
    """Finds the quotations of one sentence that are speech, each with its source."""
    masked = reading.report.masked
    carried: Link | None = None
    for i, quote in enumerate(sentence.quotes):
        if quote.start in reading.used:
            continue
        stop = sentence.quotes[i + 1].start if i + 1 < len(sentence.quotes) else sentence.end
        start = sentence.quotes[i - 1].end if i else sentence.start
        after = _after(masked, start, quote, stop, cues) if masked[quote.end : stop].strip() else None
        before = None if after else _before(masked, sentence, start, quote, cues)
        if carried and not before and not after and _continues(masked, start, quote, carried):
            before = Link(carried.cue, carried.source, "broken")
        link = after or before or shouted(reading.report.text, masked, sentence, quote)
        if not link or (before and _goes_on(reading.report.text, masked, quote, stop)):
            continue
        if mentioned(reading.report.text, masked, start, quote, stop):
            continue
        if after and after.cue and _runs_in(reading.report.text, masked, start, quote, cues):
            _add_mixed(reading, max(start, sentence.start), quote, after)
            carried = after
            continue
        carried = link
        add_direct(reading, quote, link)


def _goes_on(text: str, masked: str, quote: Quote, stop: int) -> bool:
    """Whether the reporter's clause runs on after the mark, so that the quotation is only a part of it.

    A clause that begins small is already the reporter's, whatever follows: he said “no more” in a letter.
    """
    if masked[quote.last - 1] in _LAST_STOP:
        return False
    small = text[quote.first].islower() or quote.last - quote.first < _BRIEF
    return bool((small and _SMALL_WORD.match(masked, quote.end, stop)) or _GOES_ON.match(masked, quote.end, stop))


def _runs_in(text: str, masked: str, start: int, quote: Quote, cues: list[Cue]) -> bool:
    """Whether the reporter begins the sentence that the quotation ends: If it passes, “we will leave,” X said.

    A colon introduces, and so do a verb and its comma; a lone "But" is nobody's clause.
    """
    lead = masked[start : quote.start]
    if _OPENER.match(lead) or lead.rstrip().endswith(":"):
        return False
    inside = cues_within(cues, start, quote.start)
    verb = bool(inside) and not masked[inside[-1].end : quote.start].strip() and _CAPITAL.match(text, quote.first)
    return not verb and not (inside and lead.rstrip().endswith((",", "—", "–", "-", "(")))


def _after(masked: str, low: int, quote: Quote, stop: int, cues: list[Cue]) -> Link | None:
    """“…,” X said / said X / the consul general in Y."""
    ends = masked[quote.last - 1 : quote.last]
    inside = [c for c in cues_within(cues, quote.end, stop) if not c.participle]
    if not _speech_goes_on(masked, quote, ends) and not _verb_at_once(masked, quote, inside):
        return None
    for cue in inside[:FEW]:
        between = masked[quote.end : cue.start].strip(" ,")
        if not between or between in ("as", "which"):
            source = object_source(masked, cue.end, stop)
            if source:
                return Link(cue, source, "quote-verb-source")
            return Link(cue, None, "quote-verb") if ends in "?!" else None
        span = _past_as(masked, subject(masked, quote.end, cue.start))
        if span and _BETWEEN.match(masked[quote.end : span[0]]):
            return Link(cue, span, "quote-source-verb")
        if cue is inside[0] and (plausible(between) or _BARE_PLURAL.match(between)):
            at = masked.index(between, quote.end)
            return Link(cue, (at, at + len(between)), "quote-source-verb")
    whole = ends == "," and not _WORD.search(masked, low, quote.start)
    return None if inside or not whole else _name_alone(masked, quote, stop)


def _past_as(masked: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source without the "as" of "as she put it"."""
    found = _AS.match(masked, *span) if span else None
    return (found.end(), span[1]) if found and span else span


def _speech_goes_on(masked: str, quote: Quote, ends: str) -> bool:
    """Whether the quotation ends so that a source may follow: a comma, a question, a dash, here or behind the mark."""
    behind = masked[quote.end : quote.end + 2]
    return ends in tuple(_LAST_STOP) or behind[:1] in (",", "-", "—") or behind == " —"


def _verb_at_once(masked: str, quote: Quote, inside: list[Cue]) -> bool:
    """“… a battle of niches” Grubbs said: no comma, but a short name and a verb of saying stand right behind.

    Or the verb alone before its name: “… behind a cloak” said Orlen.
    """
    if not inside or inside[0].kind != "say":
        return False
    lead = masked[quote.end : inside[0].start]
    return bool(_NEAR.fullmatch(lead)) or (lead.isspace() and inside[0].word in _SAID)


def _name_alone(masked: str, quote: Quote, stop: int) -> Link | None:
    """“…,” the German Consul General in Karachi. No verb at all in the sentence, but an office or title."""
    alone = _NAME_ALONE.match(masked, quote.end, stop)
    named = alone.group("source") if alone else ""
    if alone and plausible(named) and (resolve_issuer(named) or is_titled(named)):
        return Link(None, alone.span("source"), "quote-name")
    return None


def _before(masked: str, sentence: Sentence, start: int, quote: Quote, cues: list[Cue]) -> Link | None:
    """X said, “…” / telling the assembly, “…” / X: “…”."""
    inside = [c for c in cues_within(cues, start, quote.start) if c.end <= quote.start]
    if not inside:
        return introduced(masked, sentence, start, quote)
    cue = inside[-1]
    middle = masked[cue.end : quote.start]
    if not _MID.match(middle) and ":" not in middle[-2:]:
        return None
    if cue.kind == "according":
        named = middle.strip(" ,:")
        if "," in named:  # "According to the book, he was told, “…”" is what he was told
            return None
        at = masked.find(named, cue.end)
        return Link(cue, (at, at + len(named)), "according-quote") if named and plausible(named) else None
    introduces = middle.rstrip().endswith((":", ","))
    if not introduces and (cue.kind in ("act", "acting") or cue.word in _NOUNS):
        return None
    if not _PLAIN_MID.match(middle) or _THAT.search(middle):
        return None
    if cue.participle:
        return Link(cue, main_subject(masked, sentence, cue, cues), "participle-quote")
    span = _past_as(masked, subject(masked, start, cue.start))
    return Link(cue, span or main_subject(masked, sentence, cue, []), "source-verb-quote")


def _continues(masked: str, start: int, quote: Quote, carried: Link) -> bool:
    """Whether the reporter's words between the last quotation and this one end where a quotation resumes.

    What follows the verb may tell to whom and when, but no story: "he wrote, adding that if the talks fail, “…”".
    """
    since = max(start, carried.cue.end) if carried.cue and carried.cue.end < quote.start else start
    if _CLAUSE.search(masked, since, quote.start):
        return False
    return masked[start : quote.start].rstrip().endswith((",", ":", "—", "-", ";"))


def add_direct(reading: Reading, quote: Quote, link: Link) -> None:
    """One quotation as an attribution of what the link says; its verb is spent then."""
    cue, span, rule = link
    masked = reading.report.masked
    voice = _voice(reading, span) if span else Voice()
    sure = voice.confidence * (1.0 if quote.closed or quote.resumed else 0.6) * _SURE.get(rule, 1.0)
    one = attribution(
        reading, quote.first, quote.last, voice, span, cue=masked[cue.start : cue.end] if cue else "",
        direct=True, evidence=Evidence.QUOTED, rule=rule, confidence=sure,
        time=timed(reading, cue, (quote.start, quote.end), direct=True) if cue else UNTIMED,
    )  # fmt: skip
    reading.used.add(quote.start)
    if cue:
        reading.spent.add(cue.start)
    reading.found.append(one)
    reading.last_quote = one
    reading.last_run = quote.run


def _voice(reading: Reading, span: tuple[int, int]) -> Voice:
    """Who speaks in the phrase; a document that names nobody speaks for whoever made it, and that less surely."""
    text = reading.report.text
    phrase = text[span[0] : span[1]]
    voice = reading.cast.voice(phrase.title() if phrase.isupper() and " " in phrase else phrase, span[0])
    owner = None if voice.issuer_id or voice.speaker else owner_of(reading.report.masked, span)
    if owner is None:
        return voice
    made = reading.cast.voice(text[owner[0] : owner[1]], owner[0])
    return replace(made, rule="document", confidence=made.confidence * 0.8)


def _add_mixed(reading: Reading, start: int, quote: Quote, link: Link) -> None:
    """The reporter's words run into the quotation: "The plan “is a step forward,” she said." is a paraphrase."""
    cue, span, _ = link
    if cue is None or span is None:
        return
    first, _end = trimmed(reading.report.masked, start, quote.start + 1)
    reading.used.add(quote.start)
    reading.spent.add(cue.start)
    reading.found.append(made(reading, first, quote.end, span, cue, "mixed"))
