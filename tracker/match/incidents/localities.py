"""Names of places that no gazetteer holds, and one key for the spellings of one name.

Owns which capitalised words a text itself calls a district, town or village. Never says in which state it lies.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping

#: What a text calls a place.
_CALLED = (
    "district|province|town|city|village|tehsil|county|governorate|oblast|region|area|valley|municipality|"
    "neighbou?rhood|suburb|island|camp|crossing"
)
_NAMED = re.compile(
    rf"(?<![\w-])((?:[A-Z][\w’'-]+ ){{0,2}}[A-Z][\w’'-]+) (?:{_CALLED})\b"
    rf"|\b(?:{_CALLED}) of ((?:[A-Z][\w’'-]+ ){{0,2}}[A-Z][\w’'-]+)"
)
#: Words with a capital that begin a sentence or speak of whose place it is.
_NO_PART = re.compile(r"^(?:(?:The|This|That|In|At|Near|From|Other|Several|Two|Three|Both)\b|[\w’'-]*[’']s\b)\s*")
#: Spellings that differ by the alphabet that a name was taken from.
_ALIKE = (
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("ai", "e"),
    ("ay", "e"),
    ("ei", "e"),
    ("ee", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("iy", "i"),
    ("yy", "i"),
    ("w", "v"),
    ("z", "s"),
)
_TWICE = re.compile(r"(.)\1+")


def place_key(name: str) -> str:
    """One key for spellings of one name: Musakhel, Musa Khel and Musakhail have the same.

    Names in other scripts are their own keys; the gazetteer has brought those it knows to one name before.
    """
    flat = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
    if not flat.isascii():
        return flat
    for one, other in _ALIKE:
        flat = flat.replace(one, other)
    return _TWICE.sub(r"\1", flat).removesuffix("h")


def called_places(sentence: str) -> list[tuple[int, int, str]]:
    """Start, end and name of what the sentence itself calls a place: "Kachhi district"."""
    found = []
    for match in _NAMED.finditer(sentence):
        group = 1 if match.group(1) else 2
        name, start = match.group(group), match.start(group)
        while part := _NO_PART.match(name):
            name, start = name[part.end() :], start + part.end()
        if name:
            found.append((start, start + len(name), name))
    return found


def one_spelling(names: Iterable[str], known: Container[str] = ()) -> Mapping[str, str]:
    """For each name the spelling to use for all names of its key: a `known` one, the commonest, else the first."""
    counts = Counter(names)
    best: dict[str, str] = {}
    for name in sorted(counts, key=lambda n: (n not in known, -counts[n], n.count(" "), n)):
        best.setdefault(place_key(name), name)
    return {name: best[place_key(name)] for name in counts}
