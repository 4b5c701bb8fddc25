"""People called like a state ("Ola Malta, a researcher, said … Malta said"), and words that only look like names.

Owns which of a text's state names are also the surname of somebody it names, and which capital letters only open a
sentence. Never decides which of the two speaks: a
state must not get a person's words, so that in such a text the bare name means the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.language.names.nations import nations
from tracker.language.texts.stopwords import stop_words

#: What stands before a state's name and is no given name.
_ADJECTIVES = frozenset(
    (
        *("north", "south", "east", "west", "central", "new", "old", "greater", "mainland", "metropolitan", "post-war"),
        *("modern", "democratic", "communist", "socialist", "nuclear", "free", "soviet", "imperial", "nazi", "fellow"),
        *("ally", "allies", "host", "hosts", "rival", "rivals", "neighbour", "neighbor", "arch-rival", "arch-foe"),
        *("archrival", "member", "landlocked", "oil-rich", "gas-rich", "poor", "rich", "tiny", "giant", "powerful"),
        *("all", "team", "air", "bank", "radio", "visit", "invest", "royal", "captain", "mother", "young", "upper"),
        *("overnight", "yesterday", "today", "tomorrow", "instead", "meanwhile", "later", "earlier", "afterwards"),
        *("then", "thus", "hence", "still", "again", "perhaps", "besides", "otherwise", "however", "though", "unlike"),
        *("like", "amid", "despite", "besieged", "bordering", "once", "never", "sanctioned", "struggling", "only"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_QUANTIFIERS = frozenset(
    ("Several", "Some", "Many", "Most", "Few", "Others", "Both", "Another", "One", "People", "Public")
)
_FORMED = re.compile(r".{2,}(?:bouring|boring|nding|ting|ning|ring|king|stan|ern|ist|ous|ful|less|ial|onal|ary|ive|ly)")
_NAMED = re.compile(
    r"(?P<given>[A-Z][a-zà-ÿ’'-]+)\s(?:[A-Z]\.\s)?(?P<surname>[A-Z][a-z]{2,})"
    r"(?P<told>,\s(?:an?|the|who|whose|of|from|\d{1,2})\b|\s\([A-Z]-|\s(?:said|says|told|added)\b)"
)
_BEFORE = re.compile(r"(?P<word>[A-Z][\w’'-]*)\s$")
_ADDRESSED = r"\b(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Prof)\.?\s(?:[A-Z][\w’'.-]*\s){0,2}"


#: What opens a sentence before its subject.
_OPENING = re.compile(
    r"^(?:However|Meanwhile|Separately|Earlier|Later|Instead|Overnight|Yesterday|Today|Moreover|Furthermore|Additionally"
    r"|Afterwards?|Nevertheless|Nonetheless|Still|Then|Also|Indeed|Similarly|Likewise|Finally|Shortly after(?:wards)?)"
    r",?\s(?=\w)"
)
_ADDRESS = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rep|Sen|Gov)\.?\s")


def plain_subject(phrase: str) -> str:
    """The phrase without the adverb that opens its sentence and the adjective before a state."""
    return bare_state(_OPENING.sub("", phrase))


def without_address(phrase: str) -> str:
    """A name alone: "Malta" of "Mr. Malta"."""
    return _ADDRESS.sub("", phrase)


def is_modifier(word: str) -> bool:
    """Whether a capitalised word before a state's name can be an adjective, an adverb or a common noun."""
    bare = word.lower()
    return bare in _ADJECTIVES or bare in stop_words("en") or _FORMED.fullmatch(bare) is not None


def bare_state(phrase: str) -> str:
    """The state in "Neighbouring Karsa"; any other phrase as it is."""
    first, _, state = phrase.partition(" ")
    whole = nations(phrase)
    return state if state and is_modifier(first) and state_of(state) and whole and whole[0].start else phrase


def is_common(word: str, text: str) -> bool:
    """Whether one capitalised word is none but by standing first in its sentence: "Doctors", "Several".

    It is a name if the text writes it with a capital elsewhere, or if nothing else speaks against it.
    """
    if " " in word or "-" in word:
        return False
    inside = rf"(?:[a-z,]|,[”\"’']{{1,2}}|[A-Z][\w.’'-]*)\s{re.escape(word)}\b"
    if word.lower() not in stop_words("en") and re.search(inside, text):
        return False
    small = re.escape(word.lower())
    if word in _QUANTIFIERS:
        return True
    return word.lower() in stop_words("en") or word.endswith(("s", "ly")) or bool(re.search(rf"\b{small}\b", text))


def state_of(word: str) -> bool:
    """Whether one word is the name of a state or its capital, and nothing else."""
    return any((one.start, one.end) == (0, len(word)) for one in nations(word))


def namesakes(text: str, known: Iterable[str]) -> dict[str, str]:
    """Surname → full name of everybody in the text who is called like a state; `known` are full names found elsewhere.

    Somebody is named in full with a form of address, an apposition, an age or a verb of saying.
    """
    found = {parts[-1]: name for name in known if len(parts := name.split()) > 1 and state_of(parts[-1])}
    for one in _NAMED.finditer(text):
        surname, given = one.group("surname"), one.group("given")
        if surname in found or is_modifier(given) or not state_of(surname) or nations(given) or _is_heading(text, one):
            continue
        if nations(f"{given} {surname}")[0].start == 0:
            continue
        if not one.group("told").endswith(("said", "says", "told", "added")) or not _speaks_of_state(text, surname):
            found[surname] = f"{given} {surname}"
    return found


def _is_heading(text: str, one: re.Match[str]) -> bool:
    """Whether a capitalised word that is no title stands before, as in "Rockets Hit Karsa, a …"."""
    before = _BEFORE.search(text, max(0, one.start() - 30), one.start())
    return before is not None and re.match(_ADDRESSED, before.group("word") + ". ") is None


def _speaks_of_state(text: str, name: str) -> bool:
    return re.search(rf"\b(?:in|to|from|with|of|against|into|across|between|for)\s{name}\b", text) is not None
