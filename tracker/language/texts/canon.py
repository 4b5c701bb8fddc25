"""Canonical forms: what remains of a passage when names, endings, spelling and small words no longer count.

Owns which two wordings count as the same words. Never weighs a term and never compares two passages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, compress, count, islice
from operator import add, is_
from sys import intern
from types import MappingProxyType

from icu4py.breakers import WordBreaker

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.endings import stemmer
from tracker.language.texts.letters import evened
from tracker.language.texts.masks import Role, places
from tracker.language.texts.processes import spread
from tracker.language.texts.spans import BREAK
from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.tokens import HAS_SOLID, LETTERS, fold
from tracker.language.texts.wordlists import listed, rows, tongue_rows

#: Characters of a buffer: enough that starting a search costs little beside it, and that its parts stay in a cache.
_BATCH = 1 << 15
#: Texts below which the start of processes costs more than they save, and texts that a process takes at a time.
_WORTH_SHARING, _SHARE = 50_000, 4_000
#: Roles as single private-use characters while a text is cut into words, and as the terms that they become.
_MARKS: Mapping[Role, str] = {role: f" {chr(0xE000 + place)} " for place, role in enumerate(Role)}
_TERMS: Mapping[str, str] = MappingProxyType({mark.strip(): intern(f"{{{role}}}") for role, mark in _MARKS.items()})
_WORD = re.compile(rf"{LETTERS}(?:['’ʼ\-‐‑]{LETTERS})*")
_HAN = "\u3400-\u9fff"
_HAN_WORD = re.compile(rf"(?P<han>[{_HAN}]+)|{BREAK}|[\ue000-\ue00f]|(?:(?![{_HAN}])[^\W_])+")
_LINK = re.compile(r"https?://\S+|(?<!\w)@\w+")
#: Unpaired surrogates, and our own marks should a text hold them.
_FOREIGN = re.compile("[\ud800-\udfff\ue000-\ue00f]")
#: Marks of writing direction, which stand anywhere in Arabic and Hebrew texts, inside names too; soft hyphens.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u00ad]")
#: Chinese answers open with the speaker's name and a colon, which is no part of what is said.
_HEAD = re.compile(f"(^|{BREAK} )(?: \ue002 |答|问)[：:]")
#: Languages whose writing has no spaces between words.
SOLID = frozenset({"zh", "ja", "th", "lo", "km", "my"})
#: No language has an ending on a longer word, and stemmers copy the word at every step.
_LONGEST = 100
#: Pieces that are kept, some 100 MB; half a million sentences of diplomacy hold 250,000.
_MOST = 1 << 19
_BRITISH = (
    ("is", re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    ("our", re.compile(r"(?<=[bcdlmpv])our(s|ed|ing|able|ite)?$"), r"or\1"),
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

    Any string has a form, in time linear in its length: the empty one if no word of content is there. Unpaired
    surrogates and private-use characters that mean something here part words as a blank does. A word of more than 100
    characters stays as it is. In a language with blanks, words of scripts without blanks are cut by dictionary.
    """
    return _forms([text], language.split("-", maxsplit=1)[0].lower(), gazetteer)[0]


def canonical_all(
    texts: Sequence[str], *, language: str, gazetteer: Gazetteer, workers: int = 1
) -> list[tuple[str, ...]]:
    """`canonical` of each text, in the order of `texts`; `workers` processes share lists that are worth their start.

    The number of workers changes the time taken and nothing else. Like all of multiprocessing, workers above 1 need a
    main module that can be imported where processes are spawned.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    work = partial(_all_forms, base=base, gazetteer=gazetteer)
    if workers <= 1 or len(texts) < _WORTH_SHARING:
        return work(texts)
    forms = spread(work, texts, workers=workers, share=_SHARE)
    return [tuple(map(intern, form)) for form in forms]


def _all_forms(texts: Sequence[str], *, base: str, gazetteer: Gazetteer) -> list[tuple[str, ...]]:
    return [form for batch in _batches(texts) for form in _forms(batch, base, gazetteer)]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of texts that are worked on as one: what a search costs to start is then paid once for hundreds."""
    start = size = 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= _BATCH:
            yield texts[start : at + 1]
            start, size = at + 1, 0
    if start < len(texts):
        yield texts[start:]


def _forms(texts: Sequence[str], base: str, gazetteer: Gazetteer) -> list[tuple[str, ...]]:
    """The canonical forms of texts that are masked and cut into words as one buffer."""
    masked = _masked(BREAK.join(map(_cleaned, texts)), base, gazetteer)
    terms = list(chain.from_iterable(map(_vocabulary(base).__getitem__, _pieces(masked, base))))
    return _cut(_without_doubles(terms), len(texts))


def _pieces(masked: str, base: str) -> Iterable[str]:
    """What is looked up in the vocabulary: between blanks a word may still have marks upon it."""
    if base == "zh":
        return _han_pieces(masked)
    return WordBreaker(masked, base) if base in SOLID else masked.split()


def _without_doubles(terms: list[str]) -> list[str]:
    """The terms with one for neighbouring equal ones: slots of one role, "condolences and sympathy"."""
    twice = compress(count(), map(is_, terms, islice(terms, 1, None)))
    kept: list[str] = []
    at = 0
    for place in twice:
        if terms[place] != BREAK:
            kept += terms[at:place]
            at = place + 1
    kept += terms[at:]
    return kept


def _cut(terms: list[str], texts: int) -> list[tuple[str, ...]]:
    """The terms of each text, which `BREAK` parts."""
    forms: list[tuple[str, ...]] = []
    at = 0
    for _ in range(texts - 1):
        end = terms.index(BREAK, at)
        forms.append(tuple(terms[at:end]))
        at = end + 1
    forms.append(tuple(terms[at:]))
    return forms


def _han_pieces(masked: str) -> Iterator[str]:
    """Each two neighbouring characters of a run of Han, a lone one as it is, and the words of other scripts.

    Pairs need no dictionary, so one wording is never cut in two ways, and they keep a little of the order. It is how
    Chinese is indexed for search where words are not at hand (Nie, Gao, Zhang and Zhou 2000, n-grams beside words).
    """
    same = _han_synonyms()
    for found in _HAN_WORD.finditer(same.sub(lambda m: _han_first()[m[0]], masked)):
        run = found[0]
        if found["han"] is None or len(run) == 1:
            yield run
        else:
            yield from map(add, run, run[1:])


@cache
def _han_first() -> Mapping[str, str]:
    """Written forms of the Chinese synonyms, each with the first of its line."""
    return MappingProxyType({other: first for first, *others in tongue_rows("synonyms", "zh") for other in others})


@cache
def _han_synonyms() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_han_first(), key=lambda form: (-len(form), form))))


def text_key(text: str, language: str) -> bytes:
    """Sixteen bytes that stand for a text in a language: where its canonical form is kept between runs.

    Regions and scripts of a language share a key, as they share canonical forms. BLAKE2b over the primary language,
    a zero byte and the text in UTF-8, unpaired surrogates included; the same on every machine and in every version.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    return hashlib.blake2b(f"{base}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _cleaned(text: str) -> str:
    """A text without links and without characters that mean something here."""
    if not text.isascii():
        text = _DIRECTION.sub("", _FOREIGN.sub(" ", text))
    return _LINK.sub(" ", text) if "://" in text or "@" in text else text


def _masked(text: str, base: str, gazetteer: Gazetteer) -> str:
    """A buffer with each slot as one private-use character, which stands apart as `BREAK` does."""
    at = 0
    parts: list[str] = []
    for start, end, role in places(text, base=base, gazetteer=gazetteer):
        parts += (text[at:start], _MARKS[role])
        at = end
    parts.append(text[at:])
    masked = "".join(parts).replace(BREAK, f" {BREAK} ")
    return _HEAD.sub(r"\1", masked) if base in SOLID else masked


class _Vocabulary(dict[str, tuple[str, ...]]):
    """What stands between two blanks to its terms, learnt as it is met: none for a stop word, two for some hyphened."""

    def __init__(self, base: str) -> None:
        super().__init__(self._fixed())
        self._base = base
        small = (*stop_words(base), *listed(f"scrap.{base}"))
        self._stop = frozenset(part for word in small for part in evened(word, language=base).split())
        self._stem = stemmer(base)
        # By whole words in English, whose stems fall together (relatives, relations); elsewhere by stems.
        self._same_key = str if base == "en" else self._stemmed
        self._same = {self._same_key(word): _TERMS[_MARKS[Role.ACTOR].strip()] for word in listed(f"actor.{base}")}
        for words in tongue_rows("synonyms", base):
            first, *others = map(self._even, words)
            self._same |= {self._same_key(word): self._stemmed(first) for word in (first, *others)}

    def __missing__(self, piece: str) -> tuple[str, ...]:
        words = self._words(piece)
        if words == [piece]:
            terms = tuple(intern(term) for part in self._even(piece).split() if (term := self._term(part)))
        else:
            terms = tuple(chain.from_iterable(map(self.__getitem__, words)))
        if len(piece) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
                self.update(self._fixed())
            self[piece] = terms
        return terms

    def _words(self, piece: str) -> list[str]:
        """The words of a piece; in a language with blanks a Chinese or Thai word is cut out as well."""
        words = _WORD.findall(piece)
        if words == [piece] and self._base not in SOLID and not piece.isascii() and HAS_SOLID.search(piece):
            return list(WordBreaker(piece, "und"))
        return words

    @staticmethod
    def _fixed() -> dict[str, tuple[str, ...]]:
        return {BREAK: (BREAK,), **{mark: (term,) for mark, term in _TERMS.items()}}

    def _even(self, word: str) -> str:
        return fold(evened(word, language=self._base))

    def _term(self, word: str) -> str:
        word = word.removesuffix("'s").strip("'")
        if word in self._stop or not _says_something(word):
            return ""
        plain = american(word) if self._base == "en" else word
        return self._same.get(self._same_key(plain)) or self._stemmed(plain)

    def _stemmed(self, word: str) -> str:
        return word if len(word) > _LONGEST else str(self._stem(word))


def _says_something(word: str) -> bool:
    """Not the number of COVID-19, the s left of a masked name's possessive, or a mark."""
    return any(char.isalnum() for char in word) and not word.isdigit() and not (len(word) == 1 and word.isascii())


def american(word: str) -> str:
    """One spelling for two: programme and program, organise and organize."""
    known = _spellings().get(word)
    if known or word in _NOT_BRITISH:
        return known or word
    for sign, pattern, replacement in _BRITISH:
        changed = pattern.sub(replacement, word) if sign in word else word
        if changed != word:
            return changed
    return word


@cache
def _spellings() -> Mapping[str, str]:
    return MappingProxyType(dict(rows("spelling.tsv")))


@cache
def _vocabulary(base: str) -> _Vocabulary:
    return _Vocabulary(base)
