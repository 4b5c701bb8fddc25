"""News in other languages than English: quotations with their sources.

Owns which verb a quotation belongs to. The words are data (data/cues_*.yaml), the marks and sentences are telling's,
the names bearers', reported speech retelling's. A quotation that no verb stands beside is left out; of one beside a
verb without a readable subject the speaker stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.quotes import Quote
from tracker.language.tongues.bearers import Company
from tracker.language.tongues.habits import Order, tongue_of
from tracker.language.tongues.narration import ENDS, LEAST, WORD, place_of
from tracker.language.tongues.retelling import Retelling
from tracker.language.tongues.telling import REACH, Cue, Sentence, telling

_OPENS = re.compile(r"(?:[,،、，:：]|\s[–—-])\s*$")
_COLON = re.compile(r"[:：]\s*$")
_PAUSE = re.compile(r"[,،、，]\s*$")
_RUNS_ON = re.compile(r"\s+[^\W\d_]|[^\W\d_]")
_SHORT, _SHORT_HAN = 12, 4
_FAR = 120


def read(text: str, language: str, gazetteer: Gazetteer | None) -> list[Attribution]:
    """Attributions of an article in order of reading; none for a language without rules."""
    tongue = tongue_of(language)
    if tongue is None:
        return []
    told = telling(text, tongue)
    known = gazetteer or default_gazetteer()
    company = Company(text=text, plain=told.plain, tongue=tongue, gazetteer=known)
    reader = _Reader(told=told, tongue=tongue, company=company)
    for sentence in told.sentences:
        reader.sentence(sentence)
    return reader.found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """What ties a quotation to its source: the cue, where to look for the source, and the rule."""

    cue: Cue
    subject: tuple[int, int]
    before: bool
    rule: str
    sure: float = 1.0


@dataclass(slots=True, kw_only=True)
class _Reader(Retelling):
    """Reads an article sentence by sentence."""

    def sentence(self, sentence: Sentence) -> None:
        """Everything that one sentence says somebody said, in its order."""
        links = [self._tie(sentence, place) for place in range(len(sentence.quotes))]
        self._backward(sentence)
        done = 0
        for place, cue in enumerate(sentence.cues):
            while done < len(links) and sentence.quotes[done].start < cue.start:
                self._quoted(sentence, done, links[done])
                done += 1
            if cue.start not in self.spent:
                self._told(sentence, cue, place)
        for later in range(done, len(links)):
            self._quoted(sentence, later, links[later])

    # --- quotations

    def _tie(self, sentence: Sentence, place: int) -> _Link | None:
        """What ties a quotation of the sentence to a verb, which then ties nothing else."""
        quotes, quote = sentence.quotes, sentence.quotes[place]
        low = quotes[place - 1].end if place else sentence.start
        high = quotes[place + 1].start if place + 1 < len(quotes) else sentence.end
        link = None if self._is_name(quote, low) else self._link(sentence, quote, low, high)
        if link:
            self.spent.add(link.cue.start)
            self.speech.add(quote.start)
        return link

    def _quoted(self, sentence: Sentence, place: int, link: _Link | None) -> None:
        """A quotation with its source, or as going on for whoever spoke before."""
        quote = sentence.quotes[place]
        if link is None:
            self._alone(sentence, quote)
            return
        source = self.company.read(*link.subject, last=link.before)
        if not source.found and source.rule == "unknown" and link.rule == "after":
            left = self._left(sentence, link.cue, min(quote.start, link.cue.start))
            other = self.company.read(*left, last=True)
            source = other if other.found or not self._words(*left) else source
        self._add(quote.first, quote.last, link.cue, source, link.rule, 0.95 * link.sure, direct=True)
        self.spoken = quote

    def _is_name(self, quote: Quote, low: int) -> bool:
        """Whether the marks set off a name, a title or a word that is called so, and no speech."""
        plain = self.told.plain
        called = [m.end() for m in self._all("socalled", max(low, quote.start - 30), quote.start)]
        if called and quote.start - called[-1] <= 2:  # noqa: PLR2004 - a blank and a colon at most
            return True
        return len(plain[quote.first : quote.last].strip()) < LEAST

    def _is_short(self, quote: Quote) -> bool:
        """Whether only a colon or a pause and a verb make speech of so few words."""
        solid = self.tongue.language in ("zh", "ja", "ko")
        return len(self.told.plain[quote.first : quote.last].strip()) < (_SHORT_HAN if solid else _SHORT)

    def _link(self, sentence: Sentence, quote: Quote, low: int, high: int) -> _Link | None:
        place = bisect_left(sentence.cues, quote.start, key=place_of)
        lead = sentence.cues[place - 1] if place and low <= sentence.cues[place - 1].start else None
        trail = sentence.cues[place] if place < len(sentence.cues) and sentence.cues[place].end <= high else None
        before = self._announced(sentence, quote, lead) if lead and quote.start - lead.end <= _FAR else None
        before = None if before and before.rule != "colon" and self._is_short(quote) else before
        if before and self._holds(before, quote, high, trail):
            return before
        tied = self._followed(sentence, quote, low, trail) if trail and trail.start - quote.end <= _FAR else None
        return tied or (None if lead else self._labelled(quote, low))

    def _labelled(self, quote: Quote, low: int) -> _Link | None:
        """A name or an office and a colon, with no verb: Minister X: "..."."""
        colon = _COLON.search(self.told.masked, max(low, quote.start - 4), quote.start)
        left = (max(low, quote.start - REACH), colon.start() if colon else quote.start)
        if colon is None or not self._words(*left):
            return None
        source = self.company.read(*left, last=True)
        near = source.found and source.rule != "people" and colon.start() - source.end <= 1
        sign = Cue(colon.start(), colon.start() + 1, "say", None)
        return _Link(cue=sign, subject=left, before=True, rule="label", sure=0.9) if near else None

    def _holds(self, link: _Link, quote: Quote, high: int, trail: Cue | None) -> bool:
        """Whether a verb before the quotation keeps it: the clause ends with it, and no nearer verb follows."""
        if link.rule == "colon":
            return True
        nearer = trail is not None and self._gap(quote.end, trail.start) == ""
        beside = self._gap(link.cue.end, quote.start) == ""
        return not self._runs_on(quote, high, trail) and (beside or not nearer)

    def _runs_on(self, quote: Quote, high: int, trail: Cue | None) -> bool:
        """Whether the reporter's clause goes on behind the quotation: then it is a part of reported speech."""
        stop = trail.start if trail else high
        runs = _RUNS_ON.match(self.told.masked, quote.end, stop) is not None
        return runs and (trail is None or self._words(quote.end, stop))

    def _announced(self, sentence: Sentence, quote: Quote, cue: Cue) -> _Link | None:
        """A verb before the quotation, with nothing between but a pause, an opener or the subject."""
        masked = self.told.masked
        gap = masked[cue.end : quote.start]
        colon, pause = bool(_COLON.search(gap)), bool(_PAUSE.search(gap))
        left = self._left(sentence, cue, cue.start)
        subject, before = left, True
        if cue.kind == "according":
            subject, before = (cue.end, quote.start), False
        elif self.tongue.order is Order.VERB_FIRST or not self._words(*left):
            end = self._opener(cue.end, quote.start)
            if self._words(cue.end, end) and self.company.read(cue.end, end, last=False).found:
                return _Link(cue=cue, subject=(cue.end, end), before=False, rule="colon" if colon else "before")
        if colon and not ENDS.search(gap):
            return _Link(cue=cue, subject=subject, before=before, rule="colon")
        if cue.kind in ("judge", "urge"):
            return None
        bare = self._gap(cue.end, quote.start)
        if bare == "" or pause or (cue.kind == "according" and not _COLON.search(bare)):
            return _Link(cue=cue, subject=subject, before=before, rule="before", sure=1.0 if pause or not bare else 0.9)
        opener = [m for m in self._all("that", cue.end, quote.start) if not masked[m.end() : quote.start].strip()]
        few = len(WORD.findall(masked, cue.end, opener[0].start())) <= LEAST if opener else False
        return _Link(cue=cue, subject=subject, before=before, rule="that-quote", sure=0.9) if few else None

    def _opener(self, start: int, end: int) -> int:
        """Where the subject behind a verb ends: at what opens reported speech, else at the end."""
        that = self._all("that", start, end)
        return that[0].start() if that else end

    def _followed(self, sentence: Sentence, quote: Quote, low: int, cue: Cue) -> _Link | None:
        """A verb behind the quotation: at once, or after a subject of its own."""
        masked = self.told.masked
        opens = self.tongue.order is Order.FINAL or _OPENS.search(masked, max(low, quote.start - 4), quote.start)
        if not opens and self._words(low, quote.start):
            return None
        gap = self._gap(quote.end, cue.start)
        inverted = self.tongue.order is Order.INVERTED or self.told.text[cue.start : cue.end] == "diyen"
        after = (cue.end, self._clause_end(cue.end, sentence.end))
        left = (max(low, quote.start - REACH), quote.start)
        if gap == "":
            if self.tongue.order is Order.VERB_FIRST or (self.tongue.order is Order.PLAIN and not self._words(*left)):
                inverted = inverted or not self._words(*left)
            return _Link(cue=cue, subject=after if inverted else left, before=not inverted, rule="after")
        inner = self.told.plain[quote.first : quote.last].rstrip()[-1:]
        if self._is_short(quote):
            return None
        paused = inner in ",.!?，。！？、…" or masked[quote.end] in ",،，、"
        short = len(WORD.findall(masked, quote.end, cue.start)) <= 14  # noqa: PLR2004 - a title and a name
        if paused and short and self.tongue.order is not Order.FINAL:
            return _Link(cue=cue, subject=(quote.end, cue.start), before=True, rule="after-subject", sure=0.95)
        return None

    def _alone(self, sentence: Sentence, quote: Quote) -> None:
        """A sentence that is nothing but a quotation goes on for whoever spoke just before in the same paragraph."""
        if not self.found or WORD.search(self.told.masked, sentence.start, sentence.end):
            self.waiting = None
            return
        last = self.found[-1]
        line = "\n" not in self.told.text[last.end : quote.start].strip(" ") if quote.start - last.end < _FAR else False
        run = self.spoken is not None and self.spoken.run == quote.run
        if last.direct and (line or run) and self.company.last:
            source = self.company.again(quote.start, "again", 0.95)
            cue = Cue(last.end, last.end, "say", None)
            self._add(quote.first, quote.last, cue, source, "continued", 1.0, direct=True, words=last.cue)
            self.spoken = quote
        else:
            self.waiting = quote

    def _backward(self, sentence: Sentence) -> None:
        """「…」。X said so: a sentence that attributes the quotation before it (Japanese こう述べた)."""
        quote, self.waiting = (self.waiting, None) if not sentence.quotes else (None, self.waiting)
        cue = next((c for c in sentence.cues if self.told.text[c.start : c.end].startswith("こう")), None)
        if quote and cue:
            source = self.company.read(sentence.start, cue.start, last=True)
            self.spent.add(cue.start)
            self._add(quote.first, quote.last, cue, source, "announced-after", 0.9, direct=True)
