"""The directory of public persons: names in every script, and which office each held when.

Owns which names are one person's and the dates of offices. Never decides what a text says of anybody: a text's own
words about a person always come first, and a person who is not listed stays as the text names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tracker.language.names.titles import is_office, word_of
from tracker.language.texts.wordlists import rows
from tracker.yamltext import parsed

_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One office that a person held: issuer id, role, and the first and last moment known ("2022-09", "" if not).

    Moments are years, months or days as text; a missing `since` means before the directory looks, a missing `until`
    still in office when the directory was written.
    """

    issuer: str
    role: str
    since: str = ""
    until: str = ""

    def held(self, day: str) -> bool:
        """Whether the office may have been held on that day (YYYY-MM-DD); a bound counts to its own precision."""
        after = not self.since or day[: len(self.since)] >= self.since
        return after and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A public person: names, the first of which stands for all, the pronoun, and offices from early to late."""

    names: tuple[str, ...]
    pronoun: str
    tenures: tuple[Tenure, ...]

    @property
    def name(self) -> str:
        """The name that stands for all scripts and spellings."""
        return self.names[0]

    @property
    def issuer(self) -> str:
        """Id of the issuer of the latest office."""
        return self.tenures[-1].issuer

    @property
    def role(self) -> str:
        """The latest office."""
        return self.tenures[-1].role

    def office(self, day: str = "") -> Tenure | None:
        """The office held on a day, the later of two that met then; without a day the latest. None if none was."""
        held = [one for one in self.tenures if not day or one.held(day)]
        return held[-1] if held else None


@cache
def persons() -> dict[str, Person]:
    """Every name of the directory, in every script."""
    text = files("tracker.language").joinpath("data/persons.yaml").read_text(encoding="utf-8")
    people = [_person(row) for row in parsed(text)]
    return {name: person for person in people for name in person.names}


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Further spellings in other scripts, by the name that stands for all."""
    return {name: tuple(others.split("|")) for name, others in rows("spellings.tsv")}


def _person(row: dict[str, object]) -> Person:
    offices: list[dict[str, object]] = row["offices"]  # type: ignore[assignment]  # the shape of the data file
    names: list[str] = row["names"]  # type: ignore[assignment]  # as above
    tenures = tuple(
        Tenure(
            issuer=str(one["issuer"]),
            role=str(one["role"]),
            since=str(one.get("from", "")),
            until=str(one.get("until", "")),
        )
        for one in offices
    )
    names = [*names, *_spellings().get(names[0], ())]
    return Person(names=tuple(dict.fromkeys(names)), pronoun=str(row["gender"]), tenures=tenures)


@cache
def _long_names() -> tuple[tuple[frozenset[str], Person], ...]:
    """Names of two words and more as sets of words."""
    return tuple((frozenset(words), p) for n, p in persons().items() if len(words := n.casefold().split()) >= _ENOUGH)


@lru_cache(maxsize=16_384)
def person_named(name: str) -> Person | None:
    """The listed person of that name or of a longer form of it ("Mohammad Shehbaz Sharif"), else None.

    A surname alone names nobody: the article must have given the whole name before.
    """
    plain = " ".join(name.replace("•", "·").split())
    if plain in persons():
        return persons()[plain]
    words = frozenset(plain.casefold().replace(".", "").split())
    found = {id(p): p for known, p in _long_names() if known <= words}
    return next(iter(found.values())) if len(found) == 1 else None


def canonical_name(name: str) -> str:
    """One value for all names of a listed person (毛宁 is Mao Ning); any other name as it is, white space apart."""
    person = person_named(name)
    return person.name if person else " ".join(name.split())


def fits(tenure: Tenure, role: str, *, dated: bool) -> bool:
    """Whether the directory may speak: the text's own office is the same, or it has none and the day or post tells."""
    heads = {word_of(word) for word in role.split() if is_office(word)}
    held = {word_of(word) for word in tenure.role.split()}
    if heads:
        return bool(heads & held) or (
            bool({"spokesperson"} & held) and any(word.startswith("spokes") for word in heads)
        )
    return dated or bool(held & {"spokesperson", "president", "secretary-general", "general"})
