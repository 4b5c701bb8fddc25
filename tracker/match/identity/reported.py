"""Reported speech: which excerpts of which articles repeat one act of speech.

Owns how excerpts find an official text, each other in one article, and each other across outlets.
Never joins two people, never two days on a phrase that the issuer always uses, and never what an article recalls from
another occasion with what it reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.match.identity.groups import Groups
from tracker.match.identity.kinship import Kinship
from tracker.match.origins.words import Words, gram_hashes, overlap
from tracker.model import Evidence, Form, Rendering, When

#: Days between what two texts say of one statement.
DAYS = 2
#: Share of an excerpt's content words that an official text of the day must have.
IN_OFFICIAL = 0.75
#: Share of the shorter excerpt's content words for two outlets' wordings of one sentence.
ACROSS = 0.5
#: Share of nameless words that one of several voices of a house must have to be theirs.
NAMELESS = 0.4
#: Fewer content words than this prove nothing.
LEAST = 3
#: Words that a quoted span shares in order, and how many of them carry content.
SPAN, SPAN_CONTENT = 5, 3
#: Share of rare words of the shorter article in the longer, for two reports of one occasion.
OCCASION = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one article gives of one voice: one act of speech as reported."""

    article: str
    issuers: tuple[str, ...]
    speaker: str
    day: int | None
    members: tuple[Rendering, ...]


@dataclass(frozen=True, slots=True)
class Reports:
    """The rules for excerpts, given the official texts and what is known of articles."""

    official: Sequence[Rendering]
    kin: Kinship
    words: Mapping[str, Words]
    said: Mapping[str, When]
    contexts: Mapping[str, frozenset[int]]

    def join(self, excerpts: Sequence[Rendering], groups: Groups) -> None:
        """Join every excerpt to its official statement, its fellows in the article, and other outlets' reports."""
        placed = self._find_official(excerpts)
        for excerpt, official in placed.items():
            groups.join(excerpt, official)
        reports = self._reports([one for one in excerpts if not one.recalled])
        for report in reports:
            targets = sorted({placed[m.id] for m in report.members if m.id in placed})
            rest = [m.id for m in report.members if m.id not in placed]
            if len(targets) == 1:
                rest.append(targets[0])
            for member in rest[1:]:
                groups.join(rest[0], member)
        self._join_outlets([r for r in reports if not any(m.id in placed for m in r.members)], groups)

    def day(self, rendering: Rendering) -> int | None:
        """The day of speech as a number, if anything states it; the article's own says nothing of what it recalls."""
        when = self.said.get(rendering.id) or (None if rendering.recalled else rendering.published)
        return when.day.toordinal() if when else None

    def _find_official(self, excerpts: Sequence[Rendering]) -> dict[str, str]:
        """The official text of the issuer and day that holds the excerpt's words best, per excerpt."""
        by_day: dict[tuple[str, int], list[Rendering]] = defaultdict(list)
        for rendering in self.official:
            day = self.day(rendering)
            for party in rendering.parties:
                if day is not None:
                    by_day[self.kin.root(party.issuer), day].append(rendering)
        placed: dict[str, str] = {}
        for excerpt in excerpts:
            day = self.day(excerpt)
            if day is None or not excerpt.parties or excerpt.evidence is Evidence.CHARACTERISED:
                continue
            root = self.kin.root(excerpt.parties[0].issuer)
            near = {r.id: r for d in range(day - DAYS, day + DAYS + 1) for r in by_day.get((root, d), ())}
            scored = [(self._in_official(excerpt, r), r.id) for r in near.values()]
            best = min(((-score, key) for score, key in scored if score >= IN_OFFICIAL), default=None)
            if best:
                placed[excerpt.id] = best[1]
        return placed

    def _in_official(self, excerpt: Rendering, official: Rendering) -> float:
        """How much of an excerpt's content stands in an official text of the same voice and language."""
        if official.language.split("-")[0] != excerpt.language.split("-")[0]:
            return 0.0
        if not any(self.kin.kin(x.issuer, y.issuer) for x in excerpt.parties for y in official.parties):
            return 0.0
        ours = content(self.words[excerpt.id])
        return overlap(ours, content(self.words[official.id])) if len(ours) >= LEAST else 0.0

    def _reports(self, excerpts: Sequence[Rendering]) -> list[Report]:
        """Excerpts by article and voice; what names no speaker goes with the one speaker of its issuer."""
        by_article: dict[str, list[Rendering]] = defaultdict(list)
        for excerpt in excerpts:
            by_article[excerpt.parent or excerpt.id].append(excerpt)
        reports: list[Report] = []
        for article, members in sorted(by_article.items()):
            voices = Groups(m.id for m in members)
            for i, one in enumerate(members):
                for other in members[i + 1 :]:
                    if self._one_voice(one, other) and self._same_day(self.day(one), self.day(other)):
                        voices.join(one.id, other.id)
            self._join_nameless(members, voices)
            by_id = {m.id: m for m in members}
            reports += [self._report(article, [by_id[k] for k in group]) for group in voices.members()]
        return reports

    def _report(self, article: str, members: Sequence[Rendering]) -> Report:
        days = [day for member in members if (day := self.day(member)) is not None]
        return Report(
            article=article,
            issuers=tuple(sorted({p.issuer for m in members for p in m.parties})),
            speaker=max((m.speaker for m in members), key=lambda s: (len(s), s)),
            day=min(days, default=None),
            members=tuple(members),
        )

    def _one_voice(self, one: Rendering, other: Rendering) -> bool:
        """The same person of kindred issuers, or nameless words of exactly one issuer."""
        issuers = [(a.issuer, b.issuer) for a in one.parties for b in other.parties]
        if bool(one.speaker) != bool(other.speaker):
            return False
        if one.speaker:
            related = not issuers or any(self.kin.kin(a, b) for a, b in issuers)
            return related and same_person(one.speaker, other.speaker)
        return any(a == b for a, b in issuers)

    def _join_nameless(self, members: Sequence[Rendering], voices: Groups) -> None:
        """Words of "Beijing" or "the ministry" go with the only named voice of that house in the article."""
        for nameless in members:
            if nameless.speaker or not nameless.parties:
                continue
            kindred = sorted(
                {
                    voices.root(m.id)
                    for m in members
                    if m.parties
                    and (m.speaker or m.parties != nameless.parties)
                    and self.kin.kin(m.parties[0].issuer, nameless.parties[0].issuer)
                    and self._same_day(self.day(m), self.day(nameless))
                }
            )
            if kindred:
                voices.join(
                    nameless.id, kindred[0] if len(kindred) == 1 else self._likest(nameless, members, voices, kindred)
                )

    def _likest(self, nameless: Rendering, members: Sequence[Rendering], voices: Groups, kindred: Sequence[str]) -> str:
        """Of several voices of the house the one that shares most content words; itself where none shares enough."""
        ours = content(self.words[nameless.id])
        scored = [(-overlap(ours, content(self.words[m.id])), voices.root(m.id)) for m in members if m.speaker]
        best = min((pair for pair in scored if pair[1] in kindred), default=(0.0, nameless.id))
        return best[1] if -best[0] >= NAMELESS else nameless.id

    @staticmethod
    def _same_day(one: int | None, other: int | None) -> bool:
        return one is None or other is None or abs(one - other) <= 1

    def _join_outlets(self, reports: Sequence[Report], groups: Groups) -> None:
        """Two outlets' reports of one voice and day, tied by words or by the occasion."""
        by_house: dict[str, list[Report]] = defaultdict(list)
        for report in reports:
            for root in sorted({self.kin.root(issuer) for issuer in report.issuers}):
                by_house[root].append(report)
        for house in by_house.values():
            for i, one in enumerate(house):
                for other in house[i + 1 :]:
                    if one.article != other.article and self._one_occasion(one, other):
                        groups.join(one.members[0].id, other.members[0].id)

    def _one_occasion(self, one: Report, other: Report) -> bool:
        if not any(self.kin.kin(a, b) for a in one.issuers for b in other.issuers):
            return False
        # Across languages no words tie two reports: they are shown as possibly the same.
        if one.members[0].language.split("-")[0] != other.members[0].language.split("-")[0]:
            return False
        if one.speaker and other.speaker and not same_person(one.speaker, other.speaker):
            return False
        named = bool(one.speaker and other.speaker)
        context = overlap_sets(self.contexts.get(one.article), self.contexts.get(other.article))
        if one.day is None or other.day is None:
            return named and context >= OCCASION and self._matching(one, other)
        if abs(one.day - other.day) > DAYS:
            return False
        return self._matching(one, other) or (named and one.day == other.day and context >= OCCASION)

    def _matching(self, one: Report, other: Report) -> bool:
        return any(self._match(a, b) for a in one.members for b in other.members)

    def _match(self, a: Rendering, b: Rendering) -> bool:
        """Most content words of the shorter in the longer, or a shared span of five words."""
        if a.form is not Form.EXCERPT or Evidence.CHARACTERISED in (a.evidence, b.evidence):
            return False
        if a.language.split("-")[0] != b.language.split("-")[0]:
            return False
        ours, theirs = sorted((content(self.words[a.id]), content(self.words[b.id])), key=len)
        if len(ours) > LEAST and overlap(ours, theirs) >= ACROSS:
            return True
        return bool(spans(self.words[a.id]) & spans(self.words[b.id]))


def content(words: Words) -> list[int]:
    """The distinct content words of a text, sorted."""
    return sorted(set(words.ids[words.content].tolist()))


def spans(words: Words) -> set[int]:
    """Hashes of runs of five words of which three carry content."""
    hashes = gram_hashes(words.ids, SPAN)
    return {
        int(value) for at, value in enumerate(hashes.tolist()) if words.content[at : at + SPAN].sum() >= SPAN_CONTENT
    }


def overlap_sets(a: frozenset[int] | None, b: frozenset[int] | None) -> float:
    """Share of the smaller set in the larger; 0 where one is unknown or empty."""
    if not a or not b:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def same_person(a: str, b: str) -> bool:
    """Whether one name's words are all in the other: "Mao" and "Mao Ning", "Qiaoming" and "Li Qiaoming"."""
    one, other = _name(a), _name(b)
    return one <= other or other <= one


def _name(speaker: str) -> set[str]:
    """The words of a name: those with a capital, if it has any ("Marr of the ministry" is Marr)."""
    words = speaker.split()
    return {word.casefold() for word in words if word[:1].isupper()} or {word.casefold() for word in words}
