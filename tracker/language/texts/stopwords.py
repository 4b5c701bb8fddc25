"""Words without content of their own, by language.

Owns which words never count. The lists are in data/words.txt. Never folds a word: callers do, with tokens.fold.
"""

from __future__ import annotations

from functools import cache

from tracker.language.texts.wordlists import listed


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a BCP-47 language, case folded; none for a language without a list."""
    return listed(f"stop.{language.split('-', maxsplit=1)[0].lower()}")
