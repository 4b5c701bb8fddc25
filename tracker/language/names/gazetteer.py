"""Names of states, peoples, places and organisations, found in one pass.

Owns which names are known and what they stand for. Never judges what a name does in its sentence: that is masks'.
"""

from __future__ import annotations

import gettext
import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pycountry
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tracker.language.names import geonames
from tracker.language.names.inflected import names_of_states
from tracker.language.names.nations import state_name
from tracker.language.texts.attached import attached
from tracker.language.texts.spans import encodable
from tracker.language.texts.wordlists import lines, rows
from tracker.model import Issuer, State


class NameKind(StrEnum):
    """What a name usually stands for."""

    ACTOR = "ACTOR"
    PLACE = "PLACE"
    PERSON = "PERSON"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one written form stands for; `country` is alpha-3 or None."""

    kind: NameKind
    country: str | None
    canonical: str


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at `text[start:end]`."""

    start: int
    end: int
    kind: NameKind
    country: str | None
    canonical: str


#: Languages whose state names come from pycountry's translations (Debian's iso-codes).
_TONGUES = ("ar", "de", "es", "fa", "fr", "it", "ja", "ko", "pt", "ru", "tr", "uk", "zh_CN")
_HAN = re.compile("[\u3400-\u9fff]{3,}")
_SOLID = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_VOWEL_MARKS = re.compile("[\u064b-\u0652\u0640]")
#: No name holds what automata cannot carry, or what parts the texts of a buffer.
_NO_NAME = re.compile("[\ud800-\udfff\ue000-\ue00f]")
#: 以方 is Israel, 以方便 is not.
_NOT_A_SIDE = tuple("便式向案法面针位程")
_GREAT, _SMALL = "中美俄日英", "法德印韩朝巴澳加台欧菲越泰"
#: Two states by one character each, as press style pairs them: 中美 but neither 其中日本 nor 9日中国. What may
#: not stand before is asked for after the first character: a pattern that opens with a set of characters is found fast.
_PAIR = re.compile(
    rf"[{_GREAT}{_SMALL}](?<![\d其].)(?:(?<=[{_GREAT}])[{_GREAT}{_SMALL}]|[{_GREAT}])(?![国本方兰西洲东文])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """A frozen set of names with an automaton that finds them, longest first, whole words only."""

    entries: Mapping[str, Entry]
    _forms: tuple[str, ...] = field(default=(), repr=False)
    _known: tuple[Entry, ...] = field(default=(), repr=False)
    _solid: tuple[bool, ...] = field(default=(), repr=False)
    _automaton: Any = field(default=None, repr=False, compare=False)
    _states: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = tuple(form for form in sorted(self.entries) if not _NO_NAME.search(form))
        object.__setattr__(self, "_forms", forms)
        object.__setattr__(self, "_known", tuple(self.entries[form] for form in forms))
        object.__setattr__(self, "_solid", tuple(_SOLID.search(form) is not None for form in forms))
        automaton = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
        object.__setattr__(self, "_automaton", automaton)

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[dict[str, Entry], dict[str, str]]]:
        # Automata do not travel between processes; they are built again from the names.
        return _rebuilt, (dict(self.entries), dict(self._states))

    def find(self, text: str) -> list[Name]:
        """The names in `text` in order and apart; case counts, and a name inside a longer word is none."""
        text = encodable(text)
        return [Name(start, end, entry.kind, entry.country, entry.canonical) for start, end, entry in self.places(text)]

    def places(self, text: str) -> list[tuple[int, int, Entry]]:
        """What `find` finds, as start, end and entry; `text` must be `encodable`."""
        found: list[tuple[int, int, Entry]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if self._solid[index]:
                if _is_piece(text, start, end):
                    continue
            elif ((start and text[start - 1].isalnum()) or text[end : end + 1].isalnum()) and (
                text[start].isascii() or not attached(text, start, end)
            ):
                continue
            found.append((start, end, self._known[index]))
        return _with_pairs(text, found) if any(state in text for state in _GREAT) else found

    def with_names(self, states: Iterable[State] = (), issuers: Iterable[Issuer] = ()) -> Gazetteer:
        """A gazetteer that also knows these states and issuers, theirs before ours where a name is in both."""
        merged, states = dict(self.entries), tuple(states)
        for state in sorted(states, key=lambda state: state.code):
            merged.update(_of_state(state))
        for issuer in sorted(issuers, key=lambda issuer: issuer.id):
            for name in (issuer.name, *issuer.names):
                merged.update(_spellings(name, Entry(NameKind.ACTOR, issuer.country, issuer.name)))
        own = {**self._states, **{state.code: state.name for state in states}}
        return Gazetteer(entries=MappingProxyType(merged), _states=MappingProxyType(own))

    def state_name(self, code: str) -> str:
        """The English name of a state by alpha-3 code, of added states too; the code itself where none is known."""
        return self._states.get(code) or state_name(code)

    @property
    def fingerprint(self) -> str:
        """Hash of every name and what it stands for: part of an epoch."""
        digest = hashlib.sha256()
        for form in self._forms:
            entry = self.entries[form]
            digest.update(f"{form}\t{entry.kind}\t{entry.country}\t{entry.canonical}\n".encode("utf-8", "replace"))
        return digest.hexdigest()


def _rebuilt(entries: dict[str, Entry], states: dict[str, str]) -> Gazetteer:
    return Gazetteer(entries=MappingProxyType(entries), _states=MappingProxyType(states))


def _with_pairs(text: str, found: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
    """The names with those pairs of states that touch none of them."""
    ends = [end for _, end, _ in found]
    pairs: list[tuple[int, int, Entry]] = []
    for pair in _PAIR.finditer(text):
        start, end = pair.span()
        after = bisect_right(ends, start)
        free = after == len(found) or found[after][0] >= end
        if free and text[start] != text[start + 1]:
            pairs.append((start, end, Entry(NameKind.ACTOR, None, pair.group())))
    return sorted(found + pairs, key=itemgetter(0)) if pairs else found


def _is_piece(text: str, start: int, end: int) -> bool:
    """Whether a name in a script without blanks is a piece of a longer word: 以方 in 以方便, タイ in タイミング."""
    if text[end - 1] == "方" and text[end : end + 1] in _NOT_A_SIDE:
        return True
    before = start > 0 and _is_kana(text[start]) and _is_kana(text[start - 1])
    return before or (_is_kana(text[end - 1]) and _is_kana(text[end : end + 1]))


def _is_kana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30ff" and char != "・"


@cache
def default_gazetteer() -> Gazetteer:
    """Names from pycountry, GeoNames (cities of 100,000 and more) and our own data, built once."""
    merged: dict[str, Entry] = {}
    for source in (_american_states(), _cities(), _countries(), _inflected(), _own_states(), _own_places()):
        for name, entry in source:
            merged.update(_spellings(name, entry))
    for word in " ".join(lines("not_names.txt")).split():
        merged.pop(word, None)
    return Gazetteer(entries=MappingProxyType(merged))


def _cities() -> Iterator[tuple[str, Entry]]:
    """Cities by their names; outside East Asia also by their Chinese ones of three characters and more."""
    for city in geonames.cities():
        entry = Entry(NameKind.PLACE, city.code, city.name)
        for name in (city.name, *city.others):
            yield name, entry


def _american_states() -> Iterator[tuple[str, Entry]]:
    for state in geonames.american_states():
        yield state.name, Entry(NameKind.PLACE, "USA", state.name)


def _countries() -> Iterator[tuple[str, Entry]]:
    tongues = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[tongue], fallback=True)
        for tongue in _TONGUES
    ]
    for country in pycountry.countries:
        plain = getattr(country, "common_name", country.name.split(",")[0])
        entry = Entry(NameKind.ACTOR, country.alpha_3, plain)
        for name in (plain, country.name, getattr(country, "official_name", country.name)):
            yield name, entry
        for tongue in tongues:
            other = re.split("[,،]", tongue.gettext(country.name))[0].strip()
            yield other, entry
            yield _VOWEL_MARKS.sub("", other), entry


def _own_states() -> Iterator[tuple[str, Entry]]:
    """data/states.tsv: further names, demonyms, Chinese names, 美方 and 中美."""
    for code, others, demonyms, chinese, short in rows("states.tsv"):
        country = pycountry.countries.get(alpha_3=code)
        plain = getattr(country, "common_name", country.name.split(",")[0]) if country else others.split("|")[0]
        entry = Entry(NameKind.ACTOR, code, plain)
        for name in filter(None, [*others.split("|"), *demonyms.split("|"), *chinese.split("|")]):
            yield name, entry
        if short:
            yield f"{short}方", entry


def _inflected() -> Iterator[tuple[str, Entry]]:
    """data/states_*.tsv: states in the forms of other languages, some places (@) and bodies (=)."""
    for head, forms in names_of_states():
        if head.startswith("="):
            entry = Entry(NameKind.ACTOR, None, head[1:])
        else:
            code, _, place = head.removeprefix("@").partition(" ")
            known = pycountry.countries.get(alpha_3=code) is not None
            entry = Entry(
                NameKind.PLACE if place else NameKind.ACTOR, code if known else None, place or state_name(code)
            )
        yield from ((form, entry) for form in forms)


def _own_places() -> Iterator[tuple[str, Entry]]:
    for name, kind, country, canonical in rows("places.tsv"):
        yield name, Entry(NameKind(kind), country or None, canonical)


def _of_state(state: State) -> Iterator[tuple[str, Entry]]:
    actor = Entry(NameKind.ACTOR, state.code, state.name)
    for name in (state.name, *state.names, *state.demonyms):
        yield from _spellings(name, actor)
    if state.capital:
        yield from _spellings(state.capital, Entry(NameKind.PLACE, state.code, state.capital))
    for names in state.places:
        for name in names:
            yield from _spellings(name, Entry(NameKind.PLACE, state.code, names[0]))


def _spellings(name: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The name with straight and with typographic apostrophes; nothing shorter than two characters."""
    name = " ".join(name.split())
    if len(name) < 2:  # noqa: PLR2004
        return
    yield name, entry
    if "'" in name or "’" in name:
        yield name.replace("'", "’"), entry
        yield name.replace("’", "'"), entry
