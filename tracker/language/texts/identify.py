"""The language of a text, cheaply.

Owns the guess by script and small words. Never needs a model, and says "und" rather than guess from nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from tracker.language.texts.letters import lowered
from tracker.language.texts.stopwords import stop_words

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
        "bengali": re.compile("[\u0980-\u09ff]"),
        "greek": re.compile("[\u0370-\u03ff]"),
        "hebrew": re.compile("[\u05d0-\u05ea]"),
        "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    }
)
#: Of two with equally many small words the earlier one: o is a Portuguese article and a Spanish conjunction.
_LATIN = ("en", "fr", "pt", "es", "de", "it", "tr", "nl", "id", "sv", "pl")
#: Letters that one of them alone has: a word with one counts as a small word.
_OWN_LETTERS = MappingProxyType(
    {"pt": "ãõ", "es": "ñ¿¡", "tr": "ğşı", "de": "ß", "fr": "œêèù", "sv": "å", "pl": "łężźćńś"}
)
#: Letters that none of the languages told apart by small words has: Azerbaijani, Vietnamese, Romanian, Czech.
_FOREIGN = re.compile("[əơưđạảấầẩẫậắằẳẵặșțřěů]")
_CYRILLIC = (("be", "[ўЎ]"), ("kk", "[әғқңұһӘҒҚҢҰҺ]"), ("sr", "[ђјљњћџЂЈЉЊЋЏ]"))
_PASHTO = re.compile("[ټښڅځۍېګږ]")
_ONE = MappingProxyType(
    {"hangul": "ko", "thai": "th", "devanagari": "hi", "bengali": "bn", "greek": "el", "hebrew": "he"}
)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_SAMPLE = 4000
_LEAST_SHARE = 0.08
_KANA_SHARE = 0.08
_LEAST_WORDS = 2
_SHORT_TEXT = 6


def identify(text: str) -> str:
    """The BCP-47 language of `text`, or "und".

    Known are en zh ja ko fr es de pt it tr nl id sv pl ru uk be kk sr ar fa ur ps hi bn th el he. By script first, then
    by letters that one language has alone and by the share of each language's small words in the first 4,000
    characters. Short texts without a small word stay "und" in Latin script. Never raises.
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
        other = next((tongue for tongue, letters in _CYRILLIC if len(re.findall(letters, sample)) > 1), "")
        if other:
            return other
        return "uk" if re.search("[іїєґІЇЄҐ]", sample) and not re.search("[ыэъЫЭЪ]", sample) else "ru"
    if script == "arabic":
        return _arabic(sample)
    if len(_FOREIGN.findall(sample)) > 1:
        return "und"
    words = [word.replace("’", "'") for word in _WORD.findall(lowered(sample, language="und"))]
    best, hits = max(((tongue, _hits(tongue, words)) for tongue in _LATIN), key=lambda item: item[1])
    enough = hits >= (_LEAST_WORDS if len(words) > _SHORT_TEXT else 1) and hits >= _LEAST_SHARE * len(words)
    return best if hits and enough else "und"


def _hits(tongue: str, words: Sequence[str]) -> int:
    """How many of the words speak for a language."""
    small, letters = _small(tongue), frozenset(_OWN_LETTERS.get(tongue, ""))
    return sum(1 for word in words if word in small or not letters.isdisjoint(word))


def _arabic(sample: str) -> str:
    """Urdu and Pashto have letters that Persian lacks, Persian letters that Arabic lacks."""
    if len(_PASHTO.findall(sample)) > 1 and "ں" not in sample:
        return "ps"
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
