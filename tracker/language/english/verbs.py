"""Verbs that report: which forms of a sentence are said of a source as done, and what may follow each.

Owns the lexicon of reporting verbs and the reading of their forms (finite, progressive, participle). Never finds the
source or the content, and never takes for done what is denied, wished or only possible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tracker.language.english.lexicon import data, inflected, words
from tracker.language.english.light import uttered

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_ADVERB = re.compile(r"[a-z]+ly")
#: Words of a sentence that may stand between a verb and its subject's end, at most.
_CHAIN = 6


_CLAUSAL = frozenset(("told clause", "told hearer", "held clause"))
_JOINING = frozenset(("and", "but", "or"))
_OPENS_PARTICIPLE = _JOINING | {"by", "while", "in", "before", "after", "when", "with"}
_NO_PARTICIPLE = frozenset(("of", "without", "avoid", "from", "for", "to", "the", "a", "not"))
#: Words after which a past form is an adjective: "the added weight".
_OPENS_NOUN = frozenset(("the", "a", "an", "his", "its", "their", "our", "my", "your", "last", "this"))
_SINGULAR = frozenset(("he", "she", "it", "who", "that", "which", "one", "nobody", "everyone", "someone", "everybody"))
_PLURAL = frozenset(
    ("they", "we", "i", "you", "who", "that", "which", "people", "men", "women", "police", "many", "some", "others",
     "most", "both", "few", "several", "percent", "majority", "two", "three", "media", "public",
     "lawmakers", "those", "half")
)  # fmt: skip
_NO_NOUNS = ("say", "think", "believe", "argue", "insist")
_PLAINLY = re.compile(r"\s+(?:that|he|she|it|they|we|I|there)\b")
#: What stands behind a verb and hardly behind a noun of the same form.
_CLEAR = re.compile(
    r"\s+(?:that|he|she|it|they|we|I|there|you|his|her|its|their|how|why|whether|the|an?|to)\b|,|\s+[A-Z“]"
)

Readings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One reporting verb: `start`, `end` is the verb with its particle, `head` is where its auxiliaries begin.

    `frames` is what may follow: "told clause", "held object" and so on. `form` is base, s, past or ing. `participle`
    says that its subject is that of another clause, `joined` that a verb before shares its subject.
    """

    start: int
    end: int
    head: int
    word: str
    lemma: str
    form: str
    frames: frozenset[str]
    participle: bool
    joined: bool


@cache
def _lexicon() -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """First word of a lemma → its particles with the frames that they open, the longest particles first."""
    frames: dict[tuple[str, ...], set[str]] = {}
    for group in ("told", "held", "shown"):
        for frame, lemmas in data()[group].items():
            for lemma in lemmas:
                frames.setdefault(tuple(lemma.split()), set()).add(f"{group} {frame}")
    by_verb: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for (verb, *particles), found in frames.items():
        by_verb.setdefault(verb, []).append((tuple(particles), frozenset(found)))
    for verb in words("light"):
        by_verb.setdefault(verb, [])
    return MappingProxyType({verb: tuple(sorted(rest, key=lambda r: -len(r[0]))) for verb, rest in by_verb.items()})


@cache
def told_forms() -> frozenset[str]:
    """Past forms of verbs that tell an act of speech."""
    told = {lemma for lemma, rest in _lexicon().items() if any(f.startswith("told") for _, fs in rest for f in fs)}
    return frozenset(
        word for word, pairs in _forms().items() if ("past" in {form for form, lemma in pairs if lemma in told})
    )


@cache
def _forms() -> Mapping[str, Readings]:
    """Word → its readings as (form, lemma)."""
    made: dict[str, list[tuple[str, str]]] = {}
    for lemma in sorted(_lexicon()):
        third, past, perfect, ing = data()["irregular"].get(lemma) or inflected(lemma)
        for form, word in (("base", lemma), ("s", third), ("past", past), ("perfect", perfect), ("ing", ing)):
            if (form, lemma) not in made.setdefault(word, []) and not (form == "perfect" and perfect == past):
                made[word].append((form, lemma))
    return MappingProxyType({word: tuple(pairs) for word, pairs in made.items()})


def find_verbs(masked: str, start: int, end: int) -> list[Verb]:
    """The reporting verbs of masked[start:end] in order that somebody is said to do, or to have done."""
    forms, found = _forms(), []
    names = WORD.findall(masked, start, end)
    if names and (names[0].endswith("ing") or names[0] == "Asked"):
        names[0] = names[0].lower()
    read = [(i, forms[name]) for i, name in enumerate(names) if name in forms]
    tokens = list(WORD.finditer(masked, start, end)) if read else []
    for i, readings in read:
        token = tokens[i]
        hyphened = masked[token.start() - 1 : token.start()] == "-" or masked[token.end() : token.end() + 1] == "-"
        if not hyphened and (verb := _read(masked, tokens, i, readings)):
            found.append(verb)
    return found


def _read(masked: str, tokens: Sequence[re.Match[str]], i: int, readings: Readings) -> Verb | None:
    head, chain = _chain(masked, tokens, i)
    before = tokens[head - 1] if head and _beside(masked, tokens[head - 1], tokens[head]) else None
    left = before.group().lower() if before else ""
    form, lemma = next(((form, lemma) for form, lemma in readings if _done(form, chain, left)), ("", ""))
    if not form:
        return None
    end, name, frames = uttered(masked, tokens[i].end(), lemma) or _particled(tokens, i, lemma)
    participle = form == "ing" and not chain & words("be")
    present = form in ("base", "s") and not chain & (words("do") | {"to"})
    if not frames or (present and not (head and _agrees(masked, tokens[head - 1], tokens[head], form, end))):
        return None
    if participle and before and not _hangs(masked, tokens[head].start(), left, frames, end):
        return None
    joined = left in _JOINING or (before is None and not participle)
    return Verb(
        start=tokens[i].start(), end=end, head=tokens[head].start(), word=masked[tokens[i].start() : end], lemma=name,
        form=form, frames=frames, participle=participle or "to" in chain, joined=joined and not participle,
    )  # fmt: skip


def _hangs(masked: str, start: int, before: str, frames: frozenset[str], end: int) -> bool:
    """Whether a participle tells what the subject of the clause did, and does not belong to the noun before it."""
    if masked[start - 2] in ",—-" or before in _OPENS_PARTICIPLE:
        return True
    return bool(frames & _CLAUSAL and _PLAINLY.match(masked, end))


def _agrees(masked: str, last: re.Match[str], first: re.Match[str], form: str, end: int) -> bool:
    """Whether a present form can be the verb of the word before it, and is no noun."""
    word = last.group()
    clear = bool(_CLEAR.match(masked, end))
    if word.lower() in _JOINING:
        return form == "s" or clear
    if word.endswith(("'s", "’s", "s’", "s'")):
        return False
    many = word.endswith("s") and not word.endswith("ss")
    if form == "s":
        return word.lower() in _SINGULAR or word[0].isupper() or (clear and not many and masked[end : end + 1] != ",")
    if form == "base" and masked[first.start() : end].endswith(_NO_NOUNS):
        return True
    if _PLAINLY.match(masked, end) and first.group() not in words("doubtful"):
        return True
    plural = word.lower() in _PLURAL
    apart = masked[last.end() : first.start()].strip(" ") != ""
    return (plural or many or apart) and (clear or plural or word[0].islower())


def _chain(masked: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, frozenset[str]]:
    """The token at which the verb's auxiliaries and adverbs begin, and these words."""
    first, chain = i, set[str]()
    for at in range(i - 1, max(-1, i - 1 - _CHAIN), -1):
        word = tokens[at].group().lower()
        known = word in _around() or _ADVERB.fullmatch(word)
        if not known or not _beside(masked, tokens[at], tokens[at + 1]):
            break
        if word in words("doing") and "to" not in chain:
            break
        first = at
        chain.add(word)
    return first, frozenset(chain)


@cache
def _around() -> frozenset[str]:
    return frozenset({"to"}).union(*(words(key) for key in ("be", "have", "do", "unreal", "adverbs", "doing")))


def _beside(masked: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return masked[one.end() : other.start()].strip(" ") in ("", "'", "’")


def _done(form: str, chain: frozenset[str], before: str) -> bool:
    """Whether the form, after these words, is said to be done by somebody."""
    if chain & words("unreal"):
        return False
    if "to" in chain:
        return form == "base" and bool(chain & words("doing"))
    if form == "ing":
        return before not in _NO_PARTICIPLE
    if chain & words("be"):
        return False
    if form in ("past", "perfect"):
        return (form == "past" and before not in _OPENS_NOUN) or bool(chain & words("have"))
    return not chain & words("have") and before not in words("nounish")


def _particled(tokens: Sequence[re.Match[str]], i: int, lemma: str) -> tuple[int, str, frozenset[str]]:
    """Where verb and particle end, both, and the frames that they open."""
    for particles, opened in _lexicon()[lemma]:
        after = tokens[i + 1 : i + 1 + len(particles)]
        if tuple(t.group() for t in after) == particles:
            return (after or [tokens[i]])[-1].end(), " ".join((lemma, *particles)), opened
    return tokens[i].end(), lemma, frozenset()
