"""The language of a text, cheaply.

Owns the guess by script and small words. Never needs a model, and says "und" rather than guess from nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tracker.language.stopwords import stop_words

#: A script, and the languages written in it that we tell apart by their small words or letters.
_SCRIPTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "kana": re.compile("[\u3041-\u30ff]"),
        "han": re.compile("[\u3400-\u9fff]"),
        "hangul": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
        "thai": re.compile("[\u0e01-\u0e5b]"),
        "cyrillic": re.compile("[\u0400-\u04ff]"),
        "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
        "devanagari": re.compile("[\u0900-\u097f]"),
        "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    }
)
_LATIN = ("en", "fr", "es", "de", "pt", "it", "tr")
_ONE = MappingProxyType({"hangul": "ko", "thai": "th", "devanagari": "hi"})
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_SAMPLE = 4000
_LEAST_SHARE = 0.08
_KANA_SHARE = 0.08
_LEAST_WORDS = 2
_SHORT_TEXT = 6


def identify(text: str) -> str:
    """The BCP-47 language of `text`: en zh ja ko fr es de pt it ru uk ar fa ur tr hi th, or "und".

    By script first, then by the share of each language's small words in the first 4,000 characters. Short texts
    without a small word stay "und" in Latin script. Never raises.
    """
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    if not any(counts.values()):
        return "und"
    weights = {script: count * (3 if script in ("han", "hangul") else 1) for script, count in counts.items()}
    weights["han"] += weights.pop("kana") * 2
    script = max(sorted(weights), key=lambda name: weights[name])
    if script == "han":
        return "ja" if counts["kana"] > _KANA_SHARE * (counts["kana"] + counts["han"]) else "zh"
    return _ONE.get(script) or _among(script, sample)


def _among(script: str, sample: str) -> str:
    """One of the languages of a shared script."""
    if script == "cyrillic":
        return "uk" if re.search("[іїєґІЇЄҐ]", sample) and not re.search("[ыэъЫЭЪ]", sample) else "ru"
    if script == "arabic":
        return _arabic(sample)
    words = [word.replace("’", "'") for word in _WORD.findall(sample.casefold())]
    shares = Counter({tongue: sum(1 for word in words if word in _small(tongue)) for tongue in _LATIN})
    best, hits = max(sorted(shares.items()), key=lambda item: item[1])
    enough = hits >= (_LEAST_WORDS if len(words) > _SHORT_TEXT else 1) and hits >= _LEAST_SHARE * len(words)
    return best if hits and enough else "und"


def _arabic(sample: str) -> str:
    """Urdu has letters that Persian lacks, Persian letters that Arabic lacks."""
    letters = Counter(sample)
    urdu = sum(letters[char] for char in "ٹڈڑںےہھ")
    persian = sum(letters[char] for char in "پچژگکی")
    arabic = sum(letters[char] for char in "ةيكىأإ")
    if urdu > persian / 4 and urdu > arabic:
        return "ur"
    return "fa" if persian > arabic else "ar"


@cache
def _small(tongue: str) -> frozenset[str]:
    return stop_words(tongue)
