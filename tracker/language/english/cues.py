"""Verbs of saying in an English sentence whose quotations are masked.

Owns which verb forms report speech and which only look like it (nouns, passives, infinitives, denials).
Never decides who speaks or what was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.yamltext import parsed

#: Ends of names, after which "report" is a verb; small, they make it a noun ("news reports").
_OUTLET = ("News", "Press", "Media")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


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
        return self.word.split()[0] in _words("quote_only")


@cache
def _data() -> dict[str, list[str]]:
    text = files("tracker.language").joinpath("data/cues_en.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = parsed(text)
    return loaded


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_data()[key])


@cache
def _verbs() -> dict[str, str]:
    """Word → kind; a word in both say and act is say, and what follows decides."""
    return {word: kind for kind in ("acting", "act", "saying", "say") for word in _data()[kind]}


@cache
def _possible() -> frozenset[str]:
    """Words that may begin a cue: all others, nearly the whole text, are passed by."""
    return frozenset({verb.split()[0] for verb in _verbs()} | {"according", "According", "Asked"})


def cues_within(cues: Sequence[Cue], start: int, end: int) -> Sequence[Cue]:
    """The cues, given in order, that begin in [start, end): found by halving, as a hostile text may hold very many."""
    return cues[bisect_left(cues, start, key=_start_of) : bisect_left(cues, end, key=_start_of)]


def _start_of(cue: Cue) -> int:
    return cue.start


def find_cues(masked: str, start: int, end: int) -> list[Cue]:
    """The reporting verbs of masked[start:end] in order, each in a form that performs speech."""
    verbs, found, possible = _verbs(), [], _possible()
    names = _WORD.findall(masked, start, end)
    heads = [i for i, name in enumerate(names) if name in possible]
    words = list(_WORD.finditer(masked, start, end)) if heads else []
    for i in heads:
        m, word = words[i], names[i]
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
        before = [w.group() if w.group() in _OUTLET else w.group().lower() for w in words[max(0, i - 3) : i]]
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
    near = [w for w in before if w not in _words("adverbs")]
    last = near[-1] if near else ""
    if last in _words("denied_before") or (
        len(near) > 1 and near[-2] in _words("denied_before") and last in ("not", "be", "have")
    ):
        return True
    if kind in ("say", "act") and last in _words("passive_before"):
        return True
    if kind == "acting" and last in _words("noun_before") and last not in ("in", "by"):
        return True
    if kind == "saying" and last in ("without", "avoid", "of", "from", "for", "by"):
        return last != "by"
    return (
        last in _words("noun_before")
        and (word in _words("doubtful") or kind == "say")
        and word not in ("said", "told", "added")
    )
