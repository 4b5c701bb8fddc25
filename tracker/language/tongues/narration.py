"""The state of reading one article of another language than English, and how a finding becomes an attribution.

Owns where the subject before a verb stands, where reported words end, and what an attribution holds. Never holds a rule
that finds one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from tracker.language.dating.datefinding import date_spans
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.quotes import Quote
from tracker.language.texts.stopwords import stop_words
from tracker.language.tongues.bearers import Bearer, Company
from tracker.language.tongues.habits import Tongue
from tracker.language.tongues.telling import REACH, Cue, Sentence, Telling
from tracker.terms import Evidence

WORD = re.compile(r"[^\W_][\w\u0900-\u097f]*")
CLAUSE = re.compile(r"[,،、，;；؛]")
ENDS = re.compile(r"[;；؛]")
_OUTER = " ,:：，、،;؛；。.۔!?！？।\n\u200c-–—"
#: The least that is anything said, in characters.
LEAST = 4
#: Nobody reports more of a speech than this in one sentence.
_LONGEST = 2000
#: How many verbs or quotations either side of one are looked at; how many quotations one reported clause may hold.
_NEXT, _MANY = 6, 40


def place_of(one: Cue | Quote) -> int:
    """Where a verb or a quotation begins."""
    return one.start


@dataclass(slots=True, kw_only=True)
class Narration:
    """The state of reading one article: what was found, which verbs are spent, which quotations are speech."""

    told: Telling
    tongue: Tongue
    company: Company
    found: list[Attribution] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    speech: set[int] = field(default_factory=set)
    waiting: Quote | None = None
    spoken: Quote | None = None

    def _left(self, sentence: Sentence, cue: Cue, end: int) -> tuple[int, int]:
        """Where the subject before a verb stands: behind other verbs' clauses, and behind opening adverbials."""
        low = max(sentence.start, end - REACH)
        before = bisect_left(sentence.cues, cue.start, key=place_of)
        earlier = [c.end for c in sentence.cues[max(0, before - 1) : before] if c.start >= low]
        before = bisect_left(sentence.quotes, end, key=place_of)
        near = sentence.quotes[max(0, before - _NEXT) : before]
        inside = [q.end for q in near if low < q.end <= end and q.start in self.speech]
        if earlier or inside:
            low = max([*earlier, *inside])
            breaks = [m.end() for m in CLAUSE.finditer(self.told.masked, low, end)]
            low = breaks[-1] if breaks else end if self._joined(cue) else low
        while (aside := self.tongue.at("aside", self.told.plain, self._word(low, end), end)) is not None:
            comma = CLAUSE.search(self.told.masked, aside.end(), end)
            if comma is None or not self._words(comma.end(), end):
                break
            low = comma.end()
        return low, end

    def _word(self, start: int, end: int) -> int:
        """The place of the first word, or the end."""
        found = WORD.search(self.told.masked, start, end)
        return found.start() if found else end

    def _words(self, start: int, end: int) -> bool:
        return self.company.words(start, end)

    def _gap(self, start: int, end: int) -> str:
        """What stands between a quotation and a verb, without marks, openers and adverbials."""
        words = self.told.masked[start:end]
        for name in ("that", "document"):
            if name in self.tongue.patterns:
                words = self.tongue.patterns[name].sub(" ", words)
        return " ".join(WORD.findall(words))

    def _add_told(  # noqa: PLR0917 - places, cue and source are told apart by their types
        self, start: int, stop: int, cue: Cue, source: Bearer, rule: str, evidence: Evidence
    ) -> None:
        """A paraphrase or characterisation, unless quotations in it are taken already."""
        start, stop = self._trimmed(start, stop)
        least = 2 if evidence is Evidence.CHARACTERISED else LEAST
        taken = any(one.start < stop and start < one.end for one in self.found[-4:])
        if taken or not least <= stop - start < _LONGEST or not WORD.search(self.told.plain, start, stop):
            return
        self._add(start, stop, cue, source, rule, 0.6, direct=False, evidence=evidence)

    def _trimmed(self, start: int, stop: int) -> tuple[int, int]:
        """Reported words without marks, particles and days at their ends."""
        text, masked = self.told.text, self.told.masked
        while stop > start and (text[stop - 1] in _OUTER or self._small_end(start, stop)):
            stop -= 1 if text[stop - 1] in _OUTER else len(WORD.findall(masked, start, stop)[-1])
        day = date_spans(masked[start : min(stop, start + 40)].lstrip(_OUTER), language=self.tongue.language)
        while start < stop and text[start] in _OUTER:
            start += 1
        if day and day[0][0] == 0 and start + day[0][1] < stop:
            start += day[0][1]
        if glue := self.tongue.at("glue", self.told.plain, start, stop):
            start = glue.end()
        while start < stop and text[start] in _OUTER:
            start += 1
        return start, stop

    def _small_end(self, start: int, stop: int) -> bool:
        """Whether the words end in one that joins another clause: ... y, ... et."""
        if self.told.masked[stop : stop + 1].strip():
            return False
        words = WORD.findall(self.told.masked, max(start, stop - 8), stop)
        return len(words) > 1 and len(words[-1]) <= 2 and words[-1] in stop_words(self.tongue.language)  # noqa: PLR2004

    def _add(  # noqa: PLR0917 - as above
        self, start: int, end: int, cue: Cue, source: Bearer, rule: str, sure: float, *, direct: bool,
        evidence: Evidence = Evidence.QUOTED, words: str = "",
    ) -> None:  # fmt: skip
        text = self.told.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if source.found or source.rule in ("pronoun", "carried"):
            self.company.last = source if source.found else self.company.last
            self.company.spoke = cue.start
        issuer = source.issuer
        inside = () if direct else tuple((q.first, q.last) for q in self._within(start, end))
        said = self._said(cue, start, end)
        self.found.append(Attribution(
            content=text[start:end], start=start, end=end, cue=words or text[cue.start : cue.end],
            speaker=source.speaker, role=source.role, issuer=issuer.name if issuer else None,
            issuer_id=issuer.id if issuer else None, country=issuer.country if issuer else None, direct=direct,
            evidence=evidence, rule=f"{rule}/{source.rule}", confidence=round(min(sure, source.confidence * sure), 2),
            source=text[source.start : source.end], source_start=source.start, source_end=source.end, quoted=inside,
            said_start=said[0], said_end=said[1],
        ))  # fmt: skip

    def _within(self, start: int, end: int) -> list[Quote]:
        first = bisect_left(self.told.quotes, start, key=place_of)
        return [q for q in self.told.quotes[first : first + _MANY] if q.end <= end]

    def _said(self, cue: Cue, start: int, end: int) -> tuple[int, int]:
        """The words beside the verb that say when, outside of what was said."""
        low, high = max(0, cue.start - 60), cue.end + 40
        line = self.told.masked.rfind("\n", low, cue.start)
        low = line + 1 if line >= 0 else low
        line = self.told.masked.find("\n", cue.end, high)
        high = line if line >= 0 else high
        spans = date_spans(self.told.masked[low:high], language=self.tongue.language)
        near = [(a + low, b + low) for a, b in spans if b + low <= start or a + low >= end]
        return min(near, key=lambda span: abs(span[0] - cue.start), default=(start, start))

    def _all(self, name: str, start: int, end: int) -> list[re.Match[str]]:
        pattern = self.tongue.patterns.get(name)
        return list(pattern.finditer(self.told.masked, start, end)) if pattern else []

    def _clause_end(self, start: int, end: int) -> int:
        """Where a subject behind its verb ends at the latest; appositions between commas belong to it."""
        stop = ENDS.search(self.told.masked, start, min(end, start + REACH))
        return stop.start() if stop else min(end, start + REACH)

    def _until(self, sentence: Sentence, place: int) -> int:
        """Where the content behind a cue ends: at the clause of the next cue, or with the sentence."""
        cue = sentence.cues[place]
        later = sentence.cues[place + 1].start if place + 1 < len(sentence.cues) else sentence.end
        stop = ENDS.search(self.told.masked, cue.end, later)
        if stop:
            return stop.start()
        for other in sentence.cues[place + 1 : place + 1 + _NEXT]:
            breaks = [m.start() for m in CLAUSE.finditer(self.told.masked, cue.end, other.start)]
            at = breaks[-1] if breaks and breaks[-1] > cue.end + LEAST else -1
            if at >= 0 and (other.kind != "judge" or not self._words(at, other.start)):
                return at
            if self._joined(other):
                return other.start
        return sentence.end

    def _joined(self, cue: Cue) -> bool:
        """Whether a small word before the verb joins it to another verb of the same subject: y, et, и."""
        words = WORD.findall(self.told.masked, max(0, cue.start - 8), cue.start)
        return bool(words) and words[-1] in stop_words(self.tongue.language) and len(words[-1]) <= LEAST
