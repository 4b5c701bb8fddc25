"""Which issuer the words of a title stand for, in other languages than English.

Owns which state an office belongs to, which embassy "the embassy" is, and when a state's name speaks for the state.
Never makes an office up: a title that names no state has no issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tracker.language.names import geonames
from tracker.language.names.bodies import (
    consulate_issuer,
    embassy_issuer,
    issuer_of_id,
    mission_issuer,
    office_issuer,
    region_issuer,
    state_issuer,
)
from tracker.language.names.gazetteer import Gazetteer, NameKind
from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.wordlists import rows
from tracker.language.tongues.habits import Naming, Tongue
from tracker.language.tongues.heads import NEAR, Head, chains_of
from tracker.model import Issuer

#: Languages in which titles stand in small letters.
_SMALL_TITLES = frozenset({"fr", "es", "it", "pt", "ru"})
_WORD = re.compile(r"[^\W_][\w\u0900-\u097f]*")
_NOTHING = re.compile(r"[\W_]*")
#: How far back an article is searched for the embassy that "the embassy" means.
BACK = 800


@dataclass(slots=True, kw_only=True)
class Titles:
    """One article's text, the letters that patterns read, and what they are read by; `home` is whose press it is."""

    text: str
    plain: str
    tongue: Tongue
    gazetteer: Gazetteer
    home: str = ""
    states: frozenset[str] | None = None

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
        before = _WORD.findall(self.text, start, at)
        named = bool(before) and before[-1][0].isupper() and before[-1].lower() not in stop_words(self.tongue.language)
        return named and self.text[at - 1] == " "

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
        for found in reversed(list(pattern.finditer(self.plain, max(0, chain[0].start - BACK), chain[0].start))):
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
