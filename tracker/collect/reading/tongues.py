"""Whether texts are in the languages that their source promises.

Owns when a text is surely in another one: it takes a long text, a clear lead, and no paragraph in a language that is
expected. Pure; where it cannot be sure it says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from tracker.language.texts.identify import identify
from tracker.language.texts.stopwords import stop_words

_SAMPLE = 4000
#: Letters that a text needs before its language can be told, and that a paragraph needs to speak for itself.
_LEAST, _LEAST_HERE = 160, 60
#: A Chinese character or a syllable of Hangul stands for about three letters.
_DENSE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LINES = re.compile(r"\n+")
#: The share of small words that makes Latin text surely what it looks like; how far an expected language may follow.
_CLEAR, _BEHIND = 0.2, 0.7
#: Letters that Arabic does not have: Persian typed on an Arabic keyboard is told by them alone.
_PERSO_ARABIC = re.compile("[پچژگٹڈڑں]")
#: So many different small words there must be.
_VARIED = 5
_LATIN = ("en", "fr", "es", "de", "pt", "it", "tr")
_SCRIPTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "zh": re.compile("[\u3400-\u9fff]"),
        "ja": re.compile("[\u3041-\u30ff\u3400-\u9fff]"),
        "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
        "th": re.compile("[\u0e01-\u0e5b]"),
        "hi": re.compile("[\u0900-\u097f]"),
        **dict.fromkeys(("ru", "uk"), re.compile("[\u0400-\u04ff]")),
        **dict.fromkeys(("ar", "fa", "ur"), re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
        **dict.fromkeys(_LATIN, re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    }
)
#: Languages that are not told apart from those written alike: what looks like one of these may well be the other.
_ALIKE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz", "uk", "ru"), ("ru", "uk")),
        **dict.fromkeys(("ps", "ckb", "ku", "sd", "ug", "pa", "az"), ("ar", "fa", "ur")),
        **dict.fromkeys(("ne", "mr", "sa", "mai"), ("hi",)),
        **dict.fromkeys(("yue", "wuu", "lzh"), ("zh",)),
    }
)

#: Languages in scripts that nothing here knows: text in one that is known is surely not theirs.
_OWN_SCRIPT = frozenset(
    ("el", "he", "yi", "ka", "hy", "am", "ti", "bn", "as", "ta", "te", "kn", "ml", "gu", "or", "si", "my", "km", "lo")
)


def in_other_tongues(texts: Iterable[str], languages: Sequence[str]) -> str:
    """Why more than half of the texts that are long enough are not in these languages; "" if that is not sure."""
    long = [text for text in texts if _length(text[:_SAMPLE]) >= _LEAST]
    found = Counter(tongue for tongue in (foreign(text, languages) for text in long) if tongue)
    if not found or 2 * found.total() <= len(long):
        return ""
    named = ", ".join(tongue for tongue, _ in found.most_common())
    which = f"{found.total()} of {len(long)} texts are" if len(long) > 1 else "the text is"
    return f"{which} in {named}, expected {', '.join(languages)}"


def foreign(text: str, languages: Sequence[str]) -> str:
    """The language that a text is in, if that is surely none of these; "" otherwise."""
    sample = text[:_SAMPLE]
    tongue = identify(sample)
    if tongue == "und" or _fits(tongue, languages) or not _clear(sample, tongue, languages):
        return ""
    parts = [part for part in _LINES.split(sample) if _length(part) >= _LEAST_HERE]
    return "" if any(_fits(identify(part), languages) for part in parts) else tongue


def _fits(tongue: str, languages: Sequence[str]) -> bool:
    bases = [language.partition("-")[0].lower() for language in languages]
    return any(tongue == base or tongue in _ALIKE.get(base, ()) for base in bases)


def _clear(sample: str, tongue: str, languages: Sequence[str]) -> bool:
    """Whether most letters are of the script of that language and, in Latin script, its small words lead by far."""
    letters = len(_LETTER.findall(sample))
    if 2 * len(_SCRIPTS[tongue].findall(sample)) < letters:
        return False
    if tongue not in _LATIN:
        return tongue != "ar" or len(_PERSO_ARABIC.findall(sample)) < _VARIED
    words = _WORD.findall(sample.casefold())
    lead = _small(words, tongue)
    if len(stop_words(tongue) & set(words)) < _VARIED:
        return False  # "No: 187", "No: 186" … is no English
    bases = [language.partition("-")[0].lower() for language in languages]
    unknown = any(base not in _SCRIPTS and base not in _ALIKE and base not in _OWN_SCRIPT for base in bases)
    if unknown and tongue != "en":
        return False  # a Dutch text looks German by its small words, a Catalan one Spanish
    behind = [_small(words, base) for base in bases if base in _LATIN]
    return lead >= _CLEAR * len(words) and max(behind, default=0) <= _BEHIND * lead


def _small(words: Sequence[str], tongue: str) -> int:
    listed = stop_words(tongue)
    return sum(word in listed for word in words)


def _length(text: str) -> int:
    return len(_LETTER.findall(text)) + 2 * len(_DENSE.findall(text))
