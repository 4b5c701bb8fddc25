"""Agreed language: fixed phrases of resolutions and Council statements, with symbol and date.

Owns the reading of the cited lists, to which a user may add, and their exact search: word for word, whatever the
marks and capitals. Never matches a phrase in part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from tracker.match.origins.repeats import Spoken
from tracker.match.origins.words import Vocabulary
from tracker.model import When
from tracker.sources.agreed import AgreedPhrase
from tracker.yamltext import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One fixed phrase as word numbers, the symbol of the text that agreed it, and its date."""

    words: tuple[int, ...]
    symbol: str
    date: When


def load_agreed(language: str, vocabulary: Vocabulary, more: Sequence[AgreedPhrase] = ()) -> tuple[Agreed, ...]:
    """The phrases known for a language and those of `more` in it, longest first; none without a list."""
    code = language.split("-", maxsplit=1)[0]
    place = files("tracker.match").joinpath(f"data/agreed_{code}.yaml")
    rows = parsed(place.read_text(encoding="utf-8"))["phrases"] if place.is_file() else []
    given = [(row["phrase"], row["symbol"], str(row["date"])) for row in rows]
    given += [(one.phrase, one.symbol, one.date.isoformat()) for one in more if one.language.split("-")[0] == code]
    found = [
        Agreed(words=tuple(vocabulary.encode(phrase, language).ids.tolist()), symbol=symbol, date=When(date))
        for phrase, symbol, date in given
    ]
    whole = (phrase for phrase in found if phrase.words)
    return tuple(sorted(whole, key=lambda phrase: (-len(phrase.words), phrase.words, phrase.symbol)))


def find_agreed(one: Spoken, start: int, end: int, phrases: Sequence[Agreed]) -> Iterator[tuple[int, int, Agreed]]:
    """Every whole phrase in a stretch of tokens."""
    ids = one.ids[start:end].tolist()
    present = set(ids)
    for phrase in phrases:
        if not present.issuperset(phrase.words):
            continue
        size = len(phrase.words)
        for at in range(len(ids) - size + 1):
            if tuple(ids[at : at + size]) == phrase.words:
                yield start + at, start + at + size, phrase
