"""Canonical forms: what remains of a passage when names, endings, spelling and small words no longer count.

Owns which two wordings count as the same words. Never weighs a term and never compares two passages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from types import MappingProxyType

from icu4py.breakers import WordBreaker

from tracker.language.endings import stemmer
from tracker.language.gazetteer import Gazetteer
from tracker.language.letters import evened
from tracker.language.masks import Role, mask
from tracker.language.stopwords import stop_words
from tracker.language.tokens import LETTERS, fold
from tracker.language.wordlists import listed, rows, tongue_rows

#: Roles as single private-use characters while a text is cut into words, and as the terms that they become.
_MARKS: Mapping[Role, str] = MappingProxyType({role: chr(0xE000 + place) for place, role in enumerate(Role)})
_TERMS: Mapping[str, str] = MappingProxyType({mark: f"{{{role}}}" for role, mark in _MARKS.items()})
_WORD = re.compile(rf"[\ue000-\ue00f]|{LETTERS}(?:['’ʼ\-‐‑]{LETTERS})*")
_LINK = re.compile(r"https?://\S+|(?<!\w)@\w+")
#: Unpaired surrogates, and our own marks should a text hold them.
_FOREIGN = re.compile("[\ud800-\udfff\ue000-\ue00f]")
#: Chinese answers open with the speaker's name and a colon, which is no part of what is said.
_HEAD = re.compile("^\ue002[：:]")
_SOLID = frozenset({"zh", "ja", "th", "lo", "km", "my"})
#: No language has an ending on a longer word, and stemmers copy the word at every step.
_LONGEST = 100
_BRITISH = (
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[bcdlmpv])our(s|ed|ing|able|ite)?$"), r"or\1"),
)
_NOT_BRITISH = frozenset(
    [
        "raise",
        "rise",
        "arise",
        "promise",
        "exercise",
        "comprise",
        "compromise",
        "surprise",
        "advise",
        "otherwise",
        "likewise",
        "wise",
        "precise",
        "enterprise",
        "expertise",
        "premise",
        "devise",
        "revise",
        "supervise",
        "disguise",
        "noise",
        "praise",
        "cause",
        "crises",
        "four",
        "hour",
        "our",
        "your",
        "pour",
        "tour",
        "devour",
    ]
)


def canonical(text: str, *, language: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The content terms of `text` in its order: slots as "{PLACE}", the rest folded, spelled one way and stemmed.

    Neighbouring slots of one role are one slot; a speaker's name before a colon and links are left out. Equal results
    mean the same wording. Works in any language; without a stemmer or stop words the terms are the folded words.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    masked = _masked(text, base, gazetteer)
    if base in _SOLID:
        pieces: Iterable[str] = WordBreaker(masked, base)
    else:
        pieces = _WORD.findall(masked)
    vocabulary = _vocabulary(base)
    terms = [term for piece in pieces for term in vocabulary[piece]]
    return tuple(term for term, run in groupby(terms) for term in ([term] if term[0] == "{" else run))


def canonical_all(
    texts: Sequence[str], *, language: str, gazetteer: Gazetteer, workers: int = 1
) -> list[tuple[str, ...]]:
    """`canonical` of each text, in the order of `texts`; `workers` processes share long lists.

    The number of workers changes the time taken and nothing else.
    """
    del workers  # one process until a share of the list is worth the start of another
    return [canonical(text, language=language, gazetteer=gazetteer) for text in texts]


def text_key(text: str, language: str) -> bytes:
    """Sixteen bytes that stand for a text in a language: where its canonical form is kept between runs.

    Regions and scripts of a language share a key, as they share canonical forms. BLAKE2b over the primary language,
    a zero byte and the text in UTF-8, unpaired surrogates included; the same on every machine and in every version.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    return hashlib.blake2b(f"{base}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _masked(text: str, base: str, gazetteer: Gazetteer) -> str:
    """The text with each slot as one private-use character, standing apart."""
    if not text.isascii():
        text = _FOREIGN.sub(" ", text)
    if "://" in text or "@" in text:
        text = _LINK.sub(" ", text)
    at = 0
    parts: list[str] = []
    for slot in mask(text, language=base, gazetteer=gazetteer):
        parts += (text[at : slot.start], _MARKS[slot.role])
        at = slot.end
    parts.append(text[at:])
    masked = "".join(parts)
    return _HEAD.sub("", masked) if base in _SOLID else masked


class _Vocabulary(dict[str, tuple[str, ...]]):
    """Written word to its terms, learnt as words are met: none for a stop word, two for some hyphened ones."""

    def __init__(self, base: str) -> None:
        super().__init__({mark: (term,) for mark, term in _TERMS.items()})
        self._base = base
        small = (*stop_words(base), *listed(f"scrap.{base}"))
        self._stop = frozenset(part for word in small for part in evened(word, language=base).split())
        self._stem = stemmer(base)
        self._synonyms: dict[str, str] = {}
        for first, *others in tongue_rows("synonyms", base):
            self._synonyms |= {self._stemmed(self._even(other)): self._stemmed(self._even(first)) for other in others}

    def __missing__(self, word: str) -> tuple[str, ...]:
        terms = tuple(filter(None, (self._term(part) for part in self._even(word).split())))
        self[word] = terms
        return terms

    def _even(self, word: str) -> str:
        return fold(evened(word, language=self._base))

    def _term(self, word: str) -> str:
        word = word.removesuffix("'s").strip("'")
        if not word or word in self._stop or not any(char.isalnum() for char in word):
            return ""
        stemmed = self._stemmed(word)
        return self._synonyms.get(stemmed, stemmed)

    def _stemmed(self, word: str) -> str:
        if len(word) > _LONGEST:
            return word
        return str(self._stem(_american(word) if self._base == "en" else word))


def _american(word: str) -> str:
    """One spelling for two: programme and program, organise and organize."""
    known = _spellings().get(word)
    if known or word in _NOT_BRITISH:
        return known or word
    for pattern, replacement in _BRITISH:
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word


@cache
def _spellings() -> Mapping[str, str]:
    return MappingProxyType(dict(rows("spelling.tsv")))


@cache
def _vocabulary(base: str) -> _Vocabulary:
    return _Vocabulary(base)
