"""Who a phrase of another language than English names: person, role, issuer and state.

Owns where names stand beside titles, which state an office belongs to, and who a pronoun or a later surname means in
one article. Never makes an office up: a phrase that names no state leaves its office without issuer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from operator import itemgetter

from tracker.language.names.bodies import issuer_of_id, office_issuer
from tracker.language.texts.stopwords import stop_words
from tracker.language.tongues.habits import Naming
from tracker.language.tongues.heads import Head, chains_of
from tracker.language.tongues.issuing import BACK, Titles
from tracker.language.tongues.naming import leading_name, listed_person, name_beside, person_alone, same_person
from tracker.model import Issuer

_WORD = re.compile(r"[^\W_][\w\u0900-\u097f]*")
_EDGES = " \t,،、，:：;—–-'\"()（）"
#: A name of fewer characters, in scripts without capitals, is only known by having been met.
_LEAST_ALONE = 5
#: People of one paragraph that are looked at for a pronoun.
_FEW = 8
#: Titles of an article that are read for names, and how far around them.
_TITLES = 400
_BESIDE = 60
_SENTENCE = re.compile(r"[.!?]\s|[。！？۔।\n“”«»\"「」『』]")
_ADVERBIAL_CLAUSE = re.compile("[，；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whom a phrase names. `found` is False where it names nobody whom the rules can read; `rule` says how."""

    start: int
    end: int
    speaker: str = ""
    role: str = ""
    issuer: Issuer | None = None
    rule: str = "unknown"
    confidence: float = 0.4
    found: bool = False
    slug: str = ""


@dataclass(slots=True, kw_only=True)
class Company(Titles):
    """The people and bodies met so far in one article; `last` is who spoke last."""

    met: dict[str, Bearer] = field(default_factory=dict)
    last: Bearer | None = None
    named: list[tuple[int, Bearer]] = field(default_factory=list)
    spoke: int = -1

    def __post_init__(self) -> None:
        self.home = next((code for code, p in self.tongue.home if p.search(self.plain)), "")
        self._learn()

    def _learn(self) -> None:
        """Everyone whom the article names beside an office, so that a name alone later finds it."""
        title = next(p for kind, _, p in self.tongue.heads if kind == "title")
        past = 0
        for found in islice(title.finditer(self.plain), _TITLES):
            if found.start() < past:
                continue
            low, high = self._around(found.start(), found.end())
            heads = self._heads(low, high)
            chain = next((c for c in chains_of(self.plain, heads, self.tongue) if any(
                h.start == found.start() for h in c)), [])  # fmt: skip
            past = max((h.end for h in chain), default=found.end())
            one = self._office(chain, heads, low, high) if chain else None
            if one and one.speaker:
                self.met[one.speaker] = one
                self.named.append((one.start, one))

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of one line either side of a title in which its office and name stand."""
        low, high = max(0, start - _BESIDE), min(len(self.plain), end + _BESIDE)
        lows = [m.end() for m in _SENTENCE.finditer(self.plain, low, start)]
        stop = _SENTENCE.search(self.plain, end, high)
        return (lows[-1] if lows else low), (stop.start() if stop else high)

    def read(self, start: int, end: int, *, last: bool) -> Bearer:
        """Whom text[start:end] names: the last phrase of office in it (before a verb) or the first (after one)."""
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        if not self.words(start, end):
            return self.again(start, "carried", 0.6)
        if last and self.tongue.naming is Naming.CHINESE:
            return self._clauses(start, end)
        pronoun = self.tongue.at("pronoun", self.plain, start, end)
        if pronoun and self._refers(pronoun, end):
            return self.again(start, "pronoun", 0.75, end=pronoun.end())
        heads = self._heads(start, end)
        if not last and (named := self._leading(start, end, heads)):
            return self._kept(named)
        return self._of(heads, start, end, last=last)

    def _clauses(self, start: int, end: int) -> Bearer:
        """In Chinese the subject opens its clause: the last clause that has one counts, adverbials behind it do not."""
        marks = [m.end() for m in _ADVERBIAL_CLAUSE.finditer(self.plain, start, end)]
        bounds = [start, *marks, end]
        for low, high in reversed(list(pairwise(bounds))):
            pronoun = self.tongue.at("pronoun", self.plain, low, high)
            if pronoun and self._refers(pronoun, high):
                before = self._clauses(start, low) if low > start else None
                return before if before and before.speaker else self.again(low, "pronoun", 0.75, end=pronoun.end())
            one = self._of(self._heads(low, high), low, high, last=False)
            if one.found:
                return one
        return Bearer(start=start, end=end)

    def _of(self, heads: list[Head], start: int, end: int, *, last: bool) -> Bearer:
        """Whom the heads of a phrase name: its last office or its first, else a name that is the whole phrase."""
        chains = chains_of(self.plain, heads, self.tongue)
        told = [chain for chain in chains if any(head.kind not in ("state", "place") for head in chain)]
        for chain in (*(reversed(told) if last else told), *(reversed(chains) if last else chains)):
            if (one := self._office(chain, heads, start, end)).found:
                return self._kept(one)
        if not last and self.tongue.at("aside", self.plain, start, end):
            return self.again(start, "carried", 0.6)
        return self._kept(self._person(start, end, heads))

    def words(self, start: int, end: int) -> bool:
        """Whether words other than the smallest stand there."""
        small, solid = stop_words(self.tongue.language), self.tongue.naming is Naming.CHINESE
        found = _WORD.findall(self.plain, start, end)
        return any(solid or (len(word) > 1 and word not in small) for word in found)

    def _leading(self, start: int, end: int, heads: list[Head]) -> Bearer | None:
        """A name that opens a phrase behind its verb, without office: "afirmó Valcárcel en el Congreso"."""
        taken = [head[:2] for head in heads if head.kind != "place"]
        place = leading_name(self.text, self.tongue, taken, (start, end))
        if place is None:
            return None
        one = self._person(*place, [])
        whole = " " in one.speaker and self.plain[one.end : one.end + 1] in (",", ".", "")
        return one if one.found and (one.issuer or one.rule == "name-later" or whole) else None

    def again(self, at: int, rule: str, sure: float, *, end: int = 0) -> Bearer:
        """Whoever spoke last; unknown if nobody did."""
        if introduced := self._introduced(at):
            return replace(introduced, start=at, end=max(at, end), rule="introduced", confidence=round(0.9 * sure, 2))
        if self.last is None:
            return Bearer(start=at, end=max(at, end), rule=f"{rule}-unknown", confidence=0.3)
        return replace(
            self.last, start=at, end=max(at, end), rule=rule, confidence=round(self.last.confidence * sure, 2)
        )

    def _introduced(self, at: int) -> Bearer | None:
        """The one person whom the paragraph names with an office before this place, if none of it spoke yet."""
        low = self.text.rfind("\n", max(0, at - BACK), at) + 1
        first = bisect_left(self.named, low, key=itemgetter(0))
        here = [one for place, one in self.named[first : first + _FEW] if place < at]
        if self.spoke >= low or len({one.speaker for one in here}) != 1:
            return None
        return here[0]

    def _refers(self, pronoun: re.Match[str], end: int) -> bool:
        """A pronoun, or a noun that takes up the last source ("le ministère"): nothing but adverbs may follow it."""
        word = pronoun.group().split()[-1]
        rest = self._heads(pronoun.end(), end)
        noun = any(p.fullmatch(word) for kind, _, p in self.tongue.heads if kind in ("title", "office", "embassy"))
        if noun and self.last and word[:5] not in self.tongue.plain(self.last.role):
            return False
        return not any(head.kind in ("title", "office", "body", "seat", "nobody") for head in rest)

    def _kept(self, one: Bearer) -> Bearer:
        if one.speaker and (one.issuer or one.speaker not in self.met):
            self.met[one.speaker] = one
        return one

    def _office(self, chain: list[Head], heads: list[Head], start: int, end: int) -> Bearer:
        """The bearer of an office: the name beside it, the issuer of its words."""
        first, close = chain[0].start, max(head.end for head in chain)
        issuer, rule, sure = self._issuer(chain, start, end)
        nobody = issuer is None and any(head.kind == "nobody" for head in chain)
        titled = nobody or any(head.kind == "title" for head in chain)
        named = titled and not (nobody and self.tongue.naming is not Naming.CAPITALS)
        name = name_beside(self.text, self.plain, self.tongue, chain, heads, (start, end)) if named else None
        if not titled and issuer is None:
            return Bearer(start=first, end=close, rule=rule, found=rule == "office-of-nobody")
        low, high = (min(first, name[0]), max(close, name[1])) if name else (first, close)
        speaker = self.text[name[0] : name[1]] if name else ""
        one = Bearer(
            start=low, end=high, speaker=self._canonical(speaker), issuer=issuer,
            role=self._role(low, high, name), rule="people" if nobody else rule,
            confidence=0.6 if nobody else sure if issuer else 0.5, found=True,
            slug=next((head.value for head in chain if head.kind == "office"), ""),
        )  # fmt: skip
        if not issuer and not nobody:
            return self._known(one, speaker) if speaker else self._same_office(one, chain)
        return one if speaker or nobody else self._same_office(one, chain)

    def _canonical(self, name: str) -> str:
        """One value for all spellings of a listed person's name; another name as it is, white space apart."""
        person = listed_person(name, self.tongue) if name else None
        return person.name if person else " ".join(name.split())

    def _same_office(self, one: Bearer, chain: list[Head]) -> Bearer:
        """The French minister without more is the one who was named before, if nothing speaks against it."""
        title = next((self.plain[h.start : h.end][:6] for h in chain if h.kind == "title"), "")
        if not title or any(h.kind == "office" and h.value not in ("president", "pm") for h in chain):
            return one
        state = next((h.value for h in chain if h.kind == "state"), "")
        for other in reversed(self.met.values()):
            same = title in self.tongue.plain(other.role) and (other.issuer is None or other.issuer.country == state)
            if state and same:
                slug = other.slug or "government"
                issuer = other.issuer or (office_issuer(state, slug) if other.slug else one.issuer)
                return replace(one, speaker=other.speaker, issuer=issuer, rule="same-office", confidence=0.7)
        return one

    def _role(self, start: int, end: int, name: tuple[int, int] | None) -> str:
        """The words of the phrase but for the name."""
        words = self.text[start:end]
        if name:
            words = self.text[start : name[0]] + " " + self.text[name[1] : end]
        return " ".join(words.split()).strip(_EDGES)

    def _known(self, one: Bearer, name: str) -> Bearer:
        """A person without office in the phrase: as met before in the article, else as the directory has it."""
        for other in reversed(self.met.values()):
            if other.issuer and same_person(name, other.speaker, self.tongue):
                return replace(one, speaker=other.speaker, role=other.role, issuer=other.issuer, rule="name-later",
                               confidence=0.8, found=True)  # fmt: skip
        person = listed_person(name, self.tongue)
        if person and (issuer := issuer_of_id(person.issuer)):
            return replace(one, speaker=person.name, issuer=issuer, rule="directory", confidence=0.75, found=True)
        return one

    def _person(self, start: int, end: int, heads: list[Head]) -> Bearer:
        """A phrase that is a name and nothing else."""
        place = person_alone(self.text, self.plain, self.tongue, [h[:2] for h in heads], (start, end))
        if place is None:
            return Bearer(start=start, end=end)
        name = self.text[place[0] : place[1]]
        full = next((known for known in reversed(self.met) if same_person(name, known, self.tongue)), "")
        if (
            not full
            and self.tongue.naming is not Naming.CAPITALS
            and not listed_person(name, self.tongue)
            and len(name) < _LEAST_ALONE
        ):
            return Bearer(start=start, end=end)
        one = Bearer(start=place[0], end=place[1], speaker=full or self._canonical(name), rule="named", found=True)
        return self._known(one, name)
