"""Reported and characterised speech in other languages than English: X said that, X called for, X condemned.

Owns which verb reports what, by the order of words of the language. Never takes what stands between quotation marks out
of a report, and never ties a reporter's verb to a source that it cannot name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.language.tongues.habits import Order
from tracker.language.tongues.narration import CLAUSE, ENDS, LEAST, Narration
from tracker.language.tongues.telling import REACH, Cue, Sentence
from tracker.terms import Evidence

_TURKISH = re.compile(
    r"(?:[dt][ıiuü]ğ[ıiuü]|[ae]ca(?:ğ|k)|[ae]ce(?:ğ|k)|[dt][ıiuü]klar|[dt][ıiuü]kler|m[ae](?:s|lar|ler)?|l[ae]r)\w{1,9}"
    r"\s*$"
)
_NEAR, _FAR = 60, 120
_SHORT = 12


@dataclass(slots=True, kw_only=True)
class Retelling(Narration):
    """Reads the verbs that no quotation took."""

    def _told(self, sentence: Sentence, cue: Cue, place: int) -> None:
        stop = self._until(sentence, place)
        if self.tongue.order is Order.FINAL:
            self._final(sentence, cue)
        elif cue.kind == "judge":
            self._judged(sentence, cue, stop)
        elif cue.kind == "according":
            self._according(sentence, cue)
        else:
            self._reported(sentence, cue, place, stop)

    def _reported(self, sentence: Sentence, cue: Cue, place: int, stop: int) -> None:
        masked = self.told.masked
        low, start = cue.end, cue.end
        if "that" in self.tongue.patterns and cue.kind != "urge":
            near = min(stop, cue.end + (_FAR if self.tongue.order is Order.VERB_FIRST else 60))
            opener = next(iter(self._all("that", cue.end, near)), None)
            if opener is None or ENDS.search(masked, cue.end, opener.start()):
                self._postposed(sentence, cue, place)
                return
            start = opener.end()
        left = self._left(sentence, cue, cue.start)
        subject, before = left, True
        if self.tongue.order is Order.VERB_FIRST:
            between = (low, start if cue.kind != "urge" else stop)
            that = self._all("that", *between)
            between = (low, that[0].start()) if that and cue.kind != "urge" else between
            if cue.kind == "urge":
                one = self.company.read(low, min(stop, low + REACH), last=False)
                start = one.end if one.found and one.start - low < LEAST else start
                between = (low, start)
            if self._words(*between):
                subject, before = between, False
        source = self.company.read(*subject, last=before)
        if cue.kind == "urge" and not (source.found or source.speaker):
            return
        if source.rule == "people" and self.tongue.find("outlet", self.told.plain, *subject):
            return
        if self.tongue.language == "zh" and not source.found and source.rule == "unknown":
            return
        self._add_told(start, stop, cue, source, "that" if cue.kind == "say" else cue.kind, Evidence.PARAPHRASED)

    def _postposed(self, sentence: Sentence, cue: Cue, place: int) -> None:
        """..., a indiqué le ministre: the reported clause stands before its verb."""
        masked = self.told.masked
        if self.tongue.order is not Order.INVERTED or place or cue.kind != "say" or sentence.quotes:
            return
        pause = re.search(r",\s*$", masked[max(sentence.start, cue.start - 3) : cue.start])
        if pause is None or cue.start - sentence.start < _SHORT:
            return
        source = self.company.read(cue.end, self._clause_end(cue.end, sentence.end), last=False)
        stated = source.rule not in ("introduced", "carried", "pronoun")
        if source.found and stated and source.start - cue.end <= _SHORT:
            self._add_told(sentence.start, cue.start, cue, source, "clause-before", Evidence.PARAPHRASED)

    def _according(self, sentence: Sentence, cue: Cue) -> None:
        """Selon X, …: only of a source that is known. Where the word follows its source, what is said follows it."""
        post = self.tongue.object_before
        subject = (sentence.start, cue.start) if post else (cue.end, min(sentence.end, cue.end + REACH))
        source = self.company.read(*subject, last=post)
        if not source.found or (not post and source.start - cue.end > _SHORT):
            return
        if source.issuer or source.speaker or not self.tongue.find("outlet", self.told.plain, source.start, source.end):
            start = cue.end if post else source.end
            self._add_told(start, sentence.end, cue, source, "according", Evidence.PARAPHRASED)

    def _judged(self, sentence: Sentence, cue: Cue, stop: int) -> None:
        """X condemned …: a characterisation, of sources that are known only."""
        masked, start = self.told.masked, cue.end
        left = self._left(sentence, cue, cue.start)
        if self.tongue.order is Order.VERB_FIRST:
            source = self.company.read(cue.end, min(stop, cue.end + REACH), last=False)
            near = source.found and source.start - cue.end < LEAST
            source = source if near else self.company.read(*left, last=True)
            start = source.end if near else start
        else:
            source = self.company.read(*left, last=True)
        if source.issuer is None and not (source.found and source.speaker):
            return
        if cue.object:
            start, stop = cue.object
        elif self.tongue.object_before:
            start, stop = source.end, cue.start
        else:
            pause = CLAUSE.search(masked, start + 1, stop)
            stop = pause.start() if pause else stop
        self._add_told(start, stop, cue, source, "verb", Evidence.CHARACTERISED)

    def _final(self, sentence: Sentence, cue: Cue) -> None:
        """Turkish: subject, nominalised clause, verb; or subject, object, verb of judging."""
        if self.tongue.language != "tr" or (sentence.quotes and sentence.quotes[-1].end > cue.start):
            return
        low = max([sentence.start, *(q.end for q in sentence.quotes if q.end <= cue.start), cue.start - REACH])
        told = _TURKISH.search(self.told.masked, max(low, cue.start - 30), cue.start)
        if cue.kind != "judge" and not told:
            return
        source = self.company.read(low, cue.start, last=False)
        if not source.found and not (self.company.last and not self._words(low, low)):
            return
        if source.found and (source.speaker or source.issuer or source.rule == "people"):
            rule, evidence = ("verb", Evidence.CHARACTERISED) if cue.kind == "judge" else ("that", Evidence.PARAPHRASED)
            self._add_told(source.end, cue.start, cue, source, rule, evidence)
