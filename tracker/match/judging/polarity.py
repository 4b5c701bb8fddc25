"""What turns, opposes, weakens or strengthens a wording, as data: one reviewable file a language, compiled once.

Owns the lexicon and its patterns. Never compares two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from tracker.language.texts.letters import one_for_one
from tracker.language.texts.stopwords import stop_words
from tracker.match.joining import rule
from tracker.match.judging.stems import stem
from tracker.yamltext import parsed

_SOLID = frozenset({"zh", "ja"})
_KINDS = ("side", "level", "placed", "force", "head")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Tag:
    """What a word of the lexicon is: on a side of a contradiction, at a level of a scale, a raiser, or what is raised.

    `kind` is side, level, placed, force or head; `name` is the contradiction or the scale; `value` the side (0 or 1),
    the level (1 the weakest), what the word adds to the force beside it, or the least that raises a head. A placed
    level is compared only with one that stands in its place: such words (all, may) say many things in one sentence.
    """

    kind: str
    name: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """The lexicon of one language; all patterns are for lower-cased text.

    `antonyms` gives the sides that a stem is on. `light` stems carry no meaning that could be denied: a denial passes
    over them. Words near a `disfavouring` one are wished away without being denied. Across `symmetric` words names
    change sides without changing roles; `parties` are actors named by office. A raising word that does not match
    `follows` raises only what stands behind it. Keys of the file that are new since the first version (antonyms,
    placed, firm_heads, light, disfavouring, symmetric, parties, follows) may be missing. So may these: a cue `behind`
    denies what stands before it, a form `inside` denies itself, `objects` mark the name before them as the one acted
    upon, in `verb_first` languages both names stand behind the verb, `owner` is what stands behind a name whose doing
    follows, and `of` stands before a doer or a sufferer, whichever the other name is not.
    What follows a `supposing` word is neither said nor denied.
    """

    language: str
    negators: re.Pattern[str]
    behind: re.Pattern[str]
    inside: re.Pattern[str]
    objects: re.Pattern[str]
    verb_first: bool
    harmless: re.Pattern[str]
    forbidding: re.Pattern[str]
    barriers: re.Pattern[str]
    doer: re.Pattern[str]
    done_to: re.Pattern[str]
    passives: re.Pattern[str]
    first_person: re.Pattern[str]
    tagged: tuple[tuple[re.Pattern[str], Tag], ...]
    any_tagged: tuple[tuple[str, re.Pattern[str]], ...]
    reach: tuple[int, int]
    precedes: bool
    antonyms: Mapping[str, tuple[Tag, ...]]
    light: frozenset[str]
    disfavouring: re.Pattern[str]
    symmetric: re.Pattern[str]
    parties: re.Pattern[str]
    follows: re.Pattern[str]
    owner: re.Pattern[str]
    supposing: re.Pattern[str]
    of: re.Pattern[str]
    _known: dict[tuple[str, str], tuple[Tag, ...]] = field(default_factory=dict, repr=False, compare=False)

    def tags(self, low: str) -> Iterator[tuple[re.Match[str], Tag]]:
        """The words of the lexicon in a lower-cased text, with what each is; of overlapping ones of a kind one."""
        for kind, pattern in self.any_tagged:
            for found in pattern.finditer(low):
                key = kind, found.group()
                if key not in self._known:
                    tags = (tag for one, tag in self.tagged if tag.kind == kind and one.fullmatch(key[1]))
                    self._known[key] = tuple(tags)
                for tag in self._known[key]:
                    yield found, tag


@cache
def polarity(language: str) -> Polarity | None:
    """The lexicon of the language's primary subtag, or None where none is shipped."""
    name = f"polarity_{rule.primary(language)}.yaml"
    entry = resources.files("tracker.match").joinpath("data", name)
    return read_polarity(entry.read_text(encoding="utf-8")) if entry.is_file() else None


def read_polarity(text: str) -> Polarity:
    """A lexicon from the text of its file."""
    data: dict[str, Any] = parsed(text)
    language = str(data["language"])
    data = parsed(one_for_one(text, language=language))
    solid = language in _SOLID
    lists = list(_lists(data))
    antonyms = _antonyms(data.get("antonyms", []), language)
    known = tuple((kind, _any(sorted(_of_kind(kind, lists)), solid)) for kind in _KINDS)
    empty = (word for word in stop_words(language) if not any(one.fullmatch(word) for _, one in known))
    light = {*empty, *data.get("light", [])}
    return Polarity(
        language=language,
        negators=_any(data["negators"], solid),
        behind=_any(data.get("behind", []), solid),
        inside=_any(data.get("inside", []), solid),
        verb_first=data.get("verb_first", False),
        objects=re.compile(rf"\s?(?:{'|'.join(data['objects'])})(?!\w)" if data.get("objects") else "(?!)"),
        harmless=_any(data["harmless"], solid),
        forbidding=_any(data["forbidding"], solid),
        barriers=_any(data["barriers"], solid),
        doer=_any(data["doer"], solid),
        done_to=_any(data["done_to"], solid),
        passives=_any(data["passives"], solid),
        first_person=_any(data["first_person"], solid),
        tagged=tuple((_any(words, solid), tag) for words, tag in lists),
        any_tagged=known,
        reach=(data["reach"][0], data["reach"][1]),
        precedes=data["precedes"],
        antonyms=antonyms,
        light=frozenset(stem(word, language) for word in light) - antonyms.keys(),
        disfavouring=_any([*data["forbidding"], *data.get("disfavouring", [])], solid),
        symmetric=_any(data.get("symmetric", []), solid),
        parties=_any(data.get("parties", []), solid),
        follows=_any(data.get("follows", [".+"]), solid),
        supposing=_any(data.get("supposing", []), solid),
        owner=re.compile("|".join(data.get("owner", ["(?!)"]))),
        of=_any(data.get("of", []), solid),
    )


def _antonyms(lines: Sequence[str], language: str) -> Mapping[str, tuple[Tag, ...]]:
    """Lines of plain words, `one side / the other`: any word of a side contradicts any of the other, in every form."""
    found: dict[str, set[Tag]] = {}
    for number, text in enumerate(lines):
        for side, listed in enumerate(text.split("/")):
            for word in listed.split():
                found.setdefault(stem(word, language), set()).add(Tag("side", f"line {number}", side))
    return {word: tuple(sorted(tags, key=lambda t: t.name)) for word, tags in found.items()}


def _lists(data: dict[str, Any]) -> Iterator[tuple[Sequence[str], Tag]]:
    for place, sides in enumerate(data["opposites"]):
        for side, words in enumerate(sides):
            yield words, Tag("side", str(place), side)
    for kind, scales in (("level", data["scales"]), ("placed", data.get("placed", {}))):
        for name, levels in scales.items():
            for level, words in enumerate(levels, start=1):
                yield words, Tag(kind, name, level)
    for level, words in data["raising"].items():
        yield words, Tag("force", "raising", int(level) - 1)
    yield data["heads"], Tag("head", "", 1)
    yield data.get("firm_heads", []), Tag("head", "", 2)
    yield data["lowering"], Tag("force", "lowering", -1)


def _of_kind(kind: str, lists: Iterable[tuple[Sequence[str], Tag]]) -> set[str]:
    return {pattern for words, tag in lists if tag.kind == kind for pattern in words}


def _any(patterns: Sequence[str], solid: bool) -> re.Pattern[str]:
    if not patterns:
        return _NEVER
    # The longest first, so that "would welcome" is not read as "welcome".
    joined = "|".join(sorted(patterns, key=lambda p: (-len(p), p)))
    return re.compile(f"(?:{joined})" if solid else rf"\b(?:{joined})\b")
