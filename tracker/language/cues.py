"""Verbs of saying in an English sentence whose quotations are masked.

Owns which verb forms report speech and which only look like it (nouns, passives, infinitives, denials).
Never decides who speaks or what was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_NOUN_BEFORE = frozenset(
    "the a an his her its their our my your this that these those of in some any such no recent earlier many several "
    "two three four other new previous media press news from with for by on at more".split()
)
_NO_ACT_BEFORE = frozenset(
    "to will would can could may might must should did do does didn't didn’t don't don’t doesn't doesn’t not never "
    "won't won’t wouldn't wouldn’t cannot can't can’t couldn't couldn’t let's let’s didnt".split()
)
_PASSIVE_BEFORE = frozenset("was were is are been being be get got gets am".split())
_ADVERBS = frozenset(
    "also later then further just again once previously recently repeatedly reportedly now still only even ever "
    "publicly privately initially originally already often".split()
)
#: Verbs that carry quotations but seldom a clause.
_QUOTE_ONLY = frozenset(
    "continued continues began read reads replied responded responds asked asks went echoed elaborated commented posted "
    "quoted charged charges shows show showed found finds".split()
)
#: Forms that are nouns or adjectives more often than verbs unless a person or body stands directly before.
_DOUBTFUL = frozenset(
    "claims claim reports report shows show calls demands plans plan charges fears hopes supports attacked backed sought "
    "found began continued read reads finds questions favors wants challenged listed identified offered extended "
    "compared announced ordered threatened".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One reporting verb: `kind` is say, saying, act, acting or according; offsets into the masked text."""

    start: int
    end: int
    word: str
    kind: str

    @property
    def participle(self) -> bool:
        """Whether its subject is that of the clause before it."""
        return self.kind in ("saying", "acting")

    @property
    def quote_only(self) -> bool:
        """Whether it reports speech only next to a quotation."""
        return self.word.split()[0] in _QUOTE_ONLY


@cache
def _verbs() -> dict[str, str]:
    """Word → kind; a word in both say and act is say, and what follows decides."""
    text = files("tracker.language").joinpath("data/cues_en.yaml").read_text(encoding="utf-8")
    kinds: dict[str, str] = {}
    for kind in ("acting", "act", "saying", "say"):
        kinds |= dict.fromkeys(yaml.safe_load(text)[kind], kind)
    return kinds


@cache
def _acts() -> frozenset[str]:
    text = files("tracker.language").joinpath("data/cues_en.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return frozenset([*data["act"], *data["acting"]])


def is_act(word: str) -> bool:
    """Whether the verb may be the reporter's own characterisation with an object."""
    return word in _acts()


def find_cues(masked: str, start: int, end: int) -> list[Cue]:
    """The reporting verbs of masked[start:end] in order, each in a form that performs speech."""
    verbs, found = _verbs(), []
    words = list(_WORD.finditer(masked, start, end))
    for i, m in enumerate(words):
        word = m.group()
        if word not in ("According", "Asked"):
            word = word if word[0].islower() else ""
        word = word.lower()
        if word == "according" and masked[m.end() : m.end() + 4] == " to ":
            found.append(Cue(start=m.start(), end=m.end() + 3, word="according to", kind="according"))
            continue
        pair = f"{word} {words[i + 1].group()}" if i + 1 < len(words) else ""
        kind = verbs.get(word) or verbs.get(pair)
        if kind is None or masked[m.start() - 1 : m.start()] == "-" or masked[m.end() : m.end() + 1] == "-":
            continue
        before = [w.group().lower() for w in words[max(0, i - 3) : i]]
        quoted = "was quoted" if word == "saying" and before[-2:] == ["quoted", "as"] else ""
        if not quoted and _looks_only(word, kind, before):
            continue
        cue_end = m.end()
        if pair in verbs and not pair.endswith(" that"):
            cue_end = words[i + 1].end()
        found.append(Cue(start=m.start(), end=cue_end, word=masked[m.start() : cue_end].lower(), kind=kind))
    return found


def _looks_only(word: str, kind: str, before: list[str]) -> bool:
    """Whether the form is no report here: a noun, a passive, an infinitive or a denial."""
    near = [w for w in before if w not in _ADVERBS]
    last = near[-1] if near else ""
    if last in _NO_ACT_BEFORE or (len(near) > 1 and near[-2] in _NO_ACT_BEFORE and last in ("not", "be", "have")):
        return True
    if kind in ("say", "act") and last in _PASSIVE_BEFORE:
        return True
    if kind == "acting" and last in _NOUN_BEFORE and last not in ("in", "by"):
        return True
    if kind == "saying" and last in ("without", "avoid", "of", "from", "for", "by"):
        return last != "by"
    return last in _NOUN_BEFORE and (word in _DOUBTFUL or kind == "say") and not (word in ("said", "told", "added"))
