"""Who a phrase of another language than English names: person, role, issuer and state.

Owns where names stand beside titles, which state an office belongs to, and who a pronoun or a later surname means in
one article. Never makes an office up: a phrase that names no state leaves its office without issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice, pairwise

from tracker.language import geonames
from tracker.language.bodies import (
    consulate_issuer,
    embassy_issuer,
    issuer_of_id,
    mission_issuer,
    office_issuer,
    region_issuer,
    state_issuer,
)
from tracker.language.gazetteer import Gazetteer, NameKind
from tracker.language.heads import NEAR, Head, chains_of
from tracker.language.naming import leading_name, listed_person, name_beside, person_alone, same_person
from tracker.language.stopwords import stop_words
from tracker.language.tongues import Naming, Tongue
from tracker.language.wordlists import rows
from tracker.model import Issuer

#: Languages in which titles stand in small letters.
_SMALL_TITLES = frozenset({"fr", "es", "it", "pt", "ru"})
_WORD = re.compile(r"[^\W_][\w\u0900-\u097f]*")
_EDGES = " \t,،、，:：;—–-'\"()（）"
#: A name of fewer characters, in scripts without capitals, is only known by having been met.
_LEAST_ALONE = 5
#: How far back an article is searched for the embassy that "the embassy" means.
_BACK = 800
#: Titles of an article that are read for names, and how far around them.
_TITLES = 400
_BESIDE = 60
_SENTENCE = re.compile(r"[.!?]\s|[。！？۔।\n“”«»\"「」『』]")
_ADVERBIAL_CLAUSE = re.compile("[，；]")
_NOTHING = re.compile(r"[\W_]*")


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
class Company:
    """The people and bodies met so far in one article; `last` is who spoke last."""

    text: str
    plain: str
    tongue: Tongue
    gazetteer: Gazetteer
    met: dict[str, Bearer] = field(default_factory=dict)
    last: Bearer | None = None
    home: str = ""
    states: frozenset[str] | None = None

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
            if one and one.issuer and one.speaker:
                self.met[one.speaker] = one

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
        return self._kept(self._person(start, end, heads))

    def words(self, start: int, end: int) -> bool:
        """Whether words other than the smallest stand there."""
        small, solid = stop_words(self.tongue.language), self.tongue.naming is Naming.CHINESE
        found = _WORD.findall(self.plain, start, end)
        return any(solid or (len(word) > 1 and word not in small) for word in found)

    def _leading(self, start: int, end: int, heads: list[Head]) -> Bearer | None:
        """A name that opens a phrase behind its verb, without office: "afirmó Valcárcel en el Congreso"."""
        place = leading_name(self.text, self.tongue, [head[:2] for head in heads], (start, end))
        if place is None:
            return None
        one = self._person(*place, [])
        return one if one.found and (one.issuer or one.rule == "name-later") else None

    def again(self, at: int, rule: str, sure: float, *, end: int = 0) -> Bearer:
        """Whoever spoke last; unknown if nobody did."""
        if self.last is None:
            return Bearer(start=at, end=max(at, end), rule=f"{rule}-unknown", confidence=0.3)
        return replace(
            self.last, start=at, end=max(at, end), rule=rule, confidence=round(self.last.confidence * sure, 2)
        )

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

    def _heads(self, start: int, end: int) -> list[Head]:
        found = [
            Head(m.start(), m.end(), kind, value)
            for kind, value, pattern in self.tongue.heads
            for m in pattern.finditer(self.plain, start, end)
            if m.end() > m.start() and not (kind in ("title", "nobody") and self._in_name(m.start(), start))
        ]
        words = self.plain if self.tongue.naming is Naming.CHINESE else self.text
        found += self._abbreviated(found)
        for name in self.gazetteer.find(words[start:end]):
            if name.kind is NameKind.ACTOR and name.country:
                found.append(Head(start + name.start, start + name.end, "state", name.country))
            elif name.kind is NameKind.PLACE and name.country:
                found.append(Head(start + name.start, start + name.end, "place", f"{name.country} {name.canonical}"))
        return sorted(found, key=lambda head: (head.start, -head.end))

    def _abbreviated(self, found: list[Head]) -> list[Head]:
        """States by one character before an office (巴内政部长), of states that the article names in full."""
        if self.tongue.naming is not Naming.CHINESE:
            return []
        signs = [(head.start - 1, self.plain[head.start - 1 : head.start]) for head in found if head.kind == "office"]
        return [
            Head(at, at + 1, "state", _signs()[sign])
            for at, sign in signs
            if sign in _signs() and _signs()[sign] in self._named() and not self.plain[max(0, at - 1) : at].isalnum()
        ]

    def _named(self) -> frozenset[str]:
        """The states that the article names."""
        if self.states is None:
            names = self.gazetteer.find(self.plain)
            self.states = frozenset(n.country for n in names if n.kind is NameKind.ACTOR and n.country)
        return self.states

    def _in_name(self, at: int, start: int) -> bool:
        """Whether a word for an office is a part of a name (Ocampo Rey): a capital where titles have none."""
        if self.tongue.language not in _SMALL_TITLES or not self.text[at].isupper():
            return False
        return at > start + 1 and self.text[at - 1] == " " and self.text[at - 2].isalnum()

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

    def _issuer(self, chain: list[Head], start: int, end: int) -> tuple[Issuer | None, str, float]:
        """The issuer that a phrase of office stands for, how it was found, and how sure that is."""
        kinds = {head.kind for head in chain}
        states = [head for head in chain if head.kind == "state"]
        if "nobody" in kinds and not {"body", "seat"} & kinds:
            return None, "people", 0.6
        if "mission" in kinds and states:
            return mission_issuer(states[0].value), "mission", 0.85
        if (listed := self._listed(chain)) is not None:
            return listed, "body", 0.9
        if "province" in kinds:
            code, _, place = next((h.value for h in chain if h.kind == "place"), "").partition(" ")
            return region_issuer(code, place) if len(code) > 1 else None, "province", 0.85
        for post in ("embassy", "consulate"):
            if post in kinds:
                return self._post(chain, post, start, end), post, 0.85
        office = next((h for h in chain if h.kind == "office"), None)
        return self._of_office(office, states, start, end) if office else self._bare(chain, states, start, end)

    def _listed(self, chain: list[Head]) -> Issuer | None:
        """A body or a seat named in the phrase: the longest of those that begin first, which is the particular one."""
        listed = sorted((h for h in chain if h.kind in ("body", "seat")), key=lambda h: (h.start, h.start - h.end))
        own = next((h for h in chain if h.kind == "office"), None)
        if not listed:
            return None
        before = own and own.end <= listed[0].start and any(h.kind == "state" and h.end <= own.end for h in chain)
        return None if before else issuer_of_id(listed[0].value)

    def _of_office(self, office: Head, states: list[Head], start: int, end: int) -> tuple[Issuer | None, str, float]:
        if states:
            nearest = min(states, key=lambda h: (max(h.start - office.end, office.start - h.end), h.start))
            return office_issuer(nearest.value, office.value), "office", 0.9
        if self.home and self.tongue.find("home_offices", self.plain, start, end):
            return office_issuer(self.home, office.value), "home", 0.7
        return None, "office-of-nobody", 0.5

    def _post(self, chain: list[Head], post: str, start: int, end: int) -> Issuer | None:
        """An embassy or consulate: who sends is named beside it; the host is marked, or the second name."""
        places = [h for h in chain if h.kind in ("state", "place")]
        host = self.tongue.find("host", self.plain, start, end)
        hosts = [h for h in places if host and host.start("host") <= h.start < host.end("host")]
        senders = [h for h in places if h not in hosts and h.kind == "state"]
        if not senders:
            return self._before(chain, post) if len(chain) == 1 else None
        hosts = hosts or [h for h in places if h.start > senders[0].start]
        code, _, city = hosts[0].value.partition(" ") if hosts else ("", "", "")
        if post == "consulate":
            return consulate_issuer(senders[0].value, city)
        return embassy_issuer(senders[0].value, code)

    def _before(self, chain: list[Head], post: str) -> Issuer | None:
        """The embassy without more is the one that the article named last."""
        pattern = next(p for kind, _, p in self.tongue.heads if kind == post)
        for found in reversed(list(pattern.finditer(self.plain, max(0, chain[0].start - _BACK), chain[0].start))):
            low, high = max(0, found.start() - NEAR), min(len(self.plain), found.end() + 3 * NEAR)
            whole = next((c for c in chains_of(self.plain, self._heads(low, high), self.tongue) if any(
                h.start == found.start() for h in c)), [])  # fmt: skip
            if len(whole) > 1 and (issuer := self._post(whole, post, low, high)):
                return issuer
        return None

    def _bare(self, chain: list[Head], states: list[Head], start: int, end: int) -> tuple[Issuer | None, str, float]:
        """A state or its capital alone stands for the state; with other words beside it, for nobody."""
        one = states[0] if len(states) == 1 else None
        if one is None and len(chain) == 1 and chain[0].kind == "place":
            code, _, city = chain[0].value.partition(" ")
            one = Head(chain[0].start, chain[0].end, "state", code) if city in _capitals() else None
        if one is None:
            return None, "unknown", 0.4
        small = self.tongue.patterns.get("aside")
        rest = self.plain[start : one.start] + " " + self.plain[one.end : end]
        rest = " ".join(w for w in rest.split() if w not in _ARTICLES and not (small and small.fullmatch(w)))
        alone = _NOTHING.fullmatch(rest.removeprefix("方")) is not None
        spokes = all(h.kind in ("state", "title") for h in chain) and len(chain) > 1
        return (state_issuer(one.value), "state", 0.85) if alone and not spokes else (None, "unknown", 0.4)


@cache
def _capitals() -> frozenset[str]:
    """Capitals, which speak for their states; Brussels speaks for the Union as well as for Belgium, so for neither."""
    return frozenset(town.name for town in geonames.capitals()) | {"Beijing", "New Delhi", "Kyiv"} - {"Brussels"}


@cache
def _signs() -> dict[str, str]:
    """The one character by which Chinese press style names a state."""
    return {short: code for code, *_, short in rows("states.tsv") if short}


#: What may stand before a state's name that speaks: articles of the languages in Latin letters.
_ARTICLES = frozenset(
    ("le", "la", "les", "l’", "l'", "el", "los", "o", "os", "as", "il", "lo", "gli", "i", "der", "die")
)
