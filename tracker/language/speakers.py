"""From the words that name a source to person, role, issuer and state.

Owns what one article tells about the people in it: full names, offices, later surnames, pronouns, metonyms.
Never makes up an office: a person whom neither the article nor the small directory places has no issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.language.gazetteer import Gazetteer, NameKind
from tracker.language.nations import nations
from tracker.language.offices import issuer_of_id, resolve_issuer
from tracker.language.persons import person_named
from tracker.model import Issuer

_TITLES = (
    "spokesperson|spokeswoman|spokesman|spokespeople|minister|president|secretary|ambassador|general|commander|chief|"
    "premier|chancellor|governor|senator|king|queen|prince|director|chair|chairman|chairwoman|envoy|representative|"
    "colonel|lieutenant|brigadier|admiral|major|commissioner|counterpart|leader|premier|judge|mayor"
    "|professor|official|"
    "adviser|advisor|strategist|manager|analyst|deputy|head|consul|speaker|emir|sheikh|ayatollah|pope"
    "|rep|sen|gov|gen|"
    "mr|ms|mrs|dr|sir|lord|rev|col|lt|prof|captain|sheriff|attorney|justice|nominee|candidate|pollster"
    "|editor|author|host"
)
_TITLE = re.compile(
    rf"(?:^|\s)(?:[\w-]*(?:{_TITLES}))(?:[- ](?:general|designate|elect))?[.\ue003,]?(?=\s|$)", re.IGNORECASE
)
_CAPS = re.compile(
    r"[A-Z][\w’'\ue003.-]*(?:\s+(?:(?:al|bin|ibn|de|van|von|der|el|da|di|la|le)[\s-])?[A-Z][\w’'\ue003.-]*){0,3}$"
)
_FIRST_CAPS = re.compile(
    r"^(?:[A-Z][\w’'\ue003.-]*\s+){1,3}(?:(?:al|bin|ibn|de|van|von|der|el|da|di|la|le)[\s-])*[A-Z][\w’'\ue003.-]*$"
)
_NAME = r"[A-Z][\w’'-]+(?:\s+(?:al-|bin |de |van |von )?[A-Z][\w’'-]+){1,3}"
_ROLE_WORDS = frozenset(_TITLES.split("|"))
_TOKEN = re.compile(r"\w+")
_GENERAL = re.compile(r"[- ][Gg]eneral\b")
_AFTER_ROLE = re.compile(rf"\s+(?P<name>{_NAME})")
_ROLE_LEFT = re.compile(
    r"(?:(?:[A-Z][\w’'\ue003.-]*|of the|of|for|and|the|foreign|interior|external|affairs|defen[cs]e|prime"
    r"|army|chief|ministry|state"
    r"|department|deputy|vice|senior|former|secretary|commission|embassy|\([A-Z]+\))\s+){1,14}$"
)
_NAMED_LEFT = re.compile(rf"(?P<name>{_NAME}),\s+(?P<role>[^,.;:“”\"]{{0,70}})$")
_ROLE_RIGHT = re.compile(r"[^,.;:“”\"]{0,60}(?=[,.])")
_LEFT = 130
_PRONOUN = re.compile(r"^(?:he|she|who)$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:the|its|their|this)\s+(?P<head>(?:[\w’'-]+\s+){0,2}(?:ministry|embassy|mission|government"
    r"|department|spokes\w+|group|"
    r"minister|president|prime minister|ambassador|military|army|commission|council|statement|consulate"
    r"|office|diplomat))$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|his|her|its|their)\s+", re.IGNORECASE)
_ADJECTIVE = re.compile(r"^(?:an?|the)\s+(?:[a-z-]+\s+){0,2}(?=[A-Z][\w’'.]*$)|^.*\bally\s(?=[A-Z]\w+$)")
_STOP = frozenset(
    (
        *(
            "The",
            "A",
            "An",
            "He",
            "She",
            "It",
            "They",
            "We",
            "I",
            "In",
            "On",
            "At",
            "But",
            "And",
            "Mr",
            "Ms",
            "Mrs",
            "Dr",
        ),
        *("Gen", "Sen", "Gov", "Rep", "Foreign", "Prime", "State"),
    )
)
_PEOPLE_WORDS = re.compile(
    r"\b(?:residents?|people|analysts?|experts?|voters?|critics|supporters|woman|women|man|men|citizens?"
    r"|workers?|students?"
    r"|journalists?|reporters?|professors?|lawyers?|families|victims|businessm[ae]n|witness(?:es)?"
    r"|protesters?|pollster)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source read: person and role as the article names them, office phrase and issuer where they can be told."""

    speaker: str = ""
    role: str = ""
    issuer: str | None = None
    issuer_id: str | None = None
    country: str | None = None
    rule: str = "unknown"
    confidence: float = 0.5
    others: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Cast:
    """The people and bodies of one article, in order of appearance. `last` is who spoke last."""

    roles: dict[str, str] = field(default_factory=dict)
    gazetteer: Gazetteer | None = None
    last: Voice | None = None
    bodies: list[tuple[int, str]] = field(default_factory=list)

    def voice(self, phrase: str, at: int) -> Voice:
        """Who the phrase at this offset names. A pronoun is whoever spoke last; unknown stays unknown."""
        bare = " ".join(phrase.replace("\ue003", ".").split()).strip(" ,;:")
        if _PRONOUN.match(bare):
            return self._again(bare)
        name, role = split_name(bare)
        full = self._full(name) if name else ""
        role = role or self.roles.get(full, "")
        found = self._place(bare, full, role, at)
        if found.speaker or _TITLE.search(bare):
            self.last = found
        return found

    def _again(self, pronoun: str) -> Voice:
        if self.last is None or (pronoun.lower() != "who" and not self.last.speaker and not self.last.role):
            return Voice(speaker="", role="", rule="pronoun-unknown", confidence=0.3)
        known = self.last
        return Voice(
            speaker=known.speaker,
            role=known.role,
            issuer=known.issuer,
            issuer_id=known.issuer_id,
            country=known.country,
            rule="pronoun",
            confidence=0.75,
        )

    def _full(self, name: str) -> str:
        """The fullest name in the article of which this is the surname or first part; itself if none."""
        parts = set(name.split())
        fuller = [full for full in self.roles if parts <= set(full.split())]
        return max(fuller, key=lambda full: resolve_issuer(self.roles[full]) is not None) if fuller else name

    def _place(self, bare: str, name: str, role: str, at: int) -> Voice:
        issuer, words, rule, sure = self._issuer(bare, name, role, at)
        others: tuple[str, ...] = ()
        if issuer is None and not name:
            issuer, others = self._joint(bare)
            rule, sure = ("joint", 0.8) if issuer else (rule, sure)
        country = issuer.country if issuer else None
        label = (words or issuer.name) if issuer else None
        return Voice(
            speaker=name,
            role=role,
            issuer=label,
            issuer_id=issuer.id if issuer else None,
            country=country,
            rule=rule,
            confidence=sure,
            others=others,
        )

    def _joint(self, bare: str) -> tuple[Issuer | None, tuple[str, ...]]:
        """Of "The United States and China" the first is the issuer, the rest say it too; all must be known."""
        parts = [part for part in re.split(r"\s+and\s+|,\s*", bare) if part]
        found = [
            self._resolve(_ADJECTIVE.sub("", part)) for part in parts if not part.startswith(("two", "both", "a "))
        ]
        whole = [issuer for issuer in found if issuer]
        if len(whole) < 2 or len(whole) != len(found):  # noqa: PLR2004 - joint means two at least
            return None, ()
        return whole[0], tuple(issuer.id for issuer in whole[1:])

    def _issuer(self, bare: str, name: str, role: str, at: int) -> tuple[Issuer | None, str, str, float]:
        if not name and _PEOPLE_WORDS.search(bare):
            return None, "", "people", 0.6
        head = bare.split(",", maxsplit=1)[0]
        for office in (role,) if role and name else (_ADJECTIVE.sub("", head), bare):
            if found := self._resolve(office):
                return found, _office_words(office), "role" if name else "office", 0.95 if name else 0.9
        if generic := _GENERIC.match(bare):
            return self._generic(generic.group("head"), at)
        if name in self.roles and (found := self._resolve(self.roles[name])):
            return found, _office_words(self.roles[name]), "name-later", 0.85
        known = person_named(name)
        if known:
            return issuer_of_id(known.issuer), "", "directory", 0.8
        return None, "", "named" if name else "unknown", 0.8 if name else 0.5

    def _resolve(self, phrase: str) -> Issuer | None:
        found = resolve_issuer(phrase, people=False)
        if found or self.gazetteer is None:
            return found
        codes = [n.country for n in self.gazetteer.find(phrase) if n.kind is not NameKind.PERSON and n.country]
        return resolve_issuer(phrase, country=codes[0]) if codes and not nations(phrase) else None

    def _generic(self, head: str, at: int) -> tuple[Issuer | None, str, str, float]:
        """For "the ministry" or "the embassy", the nearest body before that the word fits."""
        word = head.lower().split()[-1]
        for start, phrase in reversed(self.bodies):
            if start < at and word[:7] in phrase.lower() and (found := self._resolve(phrase)):
                return found, phrase, "metonym", 0.75
        if self.last and self.last.issuer_id and word.startswith(("ministr", "embass", "spokes", "statement")):
            return issuer_of_id(self.last.issuer_id), self.last.issuer or "", "metonym", 0.6
        return None, "", "unknown", 0.4


def _office_words(phrase: str) -> str:
    """The phrase as the text has it, without article and apposed rest."""
    return _ARTICLE.sub("", phrase).strip(" ,")


def is_titled(phrase: str) -> bool:
    """Whether the phrase holds a word for an office or function."""
    return bool(_TITLE.search(phrase))


def split_name(phrase: str) -> tuple[str, str]:
    """(person, role) of a source phrase; either may be empty. "Lin Jian, a Chinese foreign ministry spokesperson"."""
    head, _, rest = phrase.partition(",")
    if (
        rest
        and _FIRST_CAPS.match(head.strip())
        and not _TITLE.search(head)
        and not resolve_issuer(head.strip(), people=False)
    ):
        return head.strip(), rest.strip(" ,")
    if rest and _CAPS.fullmatch(rest.strip(" ,")) and _TITLE.search(head):
        return rest.strip(" ,"), head.strip()
    titles = list(_TITLE.finditer(head))
    if titles:
        name = head[titles[-1].end() :].strip()
        if name[:1].islower():
            return "", phrase
        role = head[: titles[-1].end()].strip(" ,")
        if name and _CAPS.fullmatch(name):
            return name, ", ".join(part for part in (role, rest.strip(" ,")) if part)
        if name and not _CAPS.search(name):
            return "", phrase
        return ("", phrase) if not name else (_tail_name(name), role)
    bare = _ARTICLE.sub("", head.strip())
    if _is_person(bare, head):
        return bare, rest.strip(" ,")
    return "", phrase


def _tail_name(text: str) -> str:
    found = _CAPS.search(text)
    return found.group() if found else ""


def _is_person(bare: str, head: str) -> bool:
    """One to four capitalised words without an article, none of which is a state or a known body."""
    if bare != head.strip() or not _CAPS.fullmatch(bare) or bare.isupper():
        return False
    return not nations(bare) and resolve_issuer(bare, people=False) is None


def cast_of(text: str, gazetteer: Gazetteer | None = None) -> Cast:
    """Everyone whom the article names with an office, either side of the name, and the bodies it mentions."""
    cast = Cast(gazetteer=gazetteer)
    for start, end in _role_words(text):
        low = max(0, start - _LEFT)
        if after := _AFTER_ROLE.match(text, end):
            left = _ROLE_LEFT.search(text, low, start)
            _learn(cast, after.group("name"), text[left.start() if left else start : end])
        elif named := _NAMED_LEFT.search(text[low:start]):
            right = _ROLE_RIGHT.match(text, end)
            rest = right.group() if right else ""
            _learn(cast, named.group("name"), named.group("role") + text[start:end] + rest)
    for found in _BODY.finditer(text):
        cast.bodies.append((found.start(), found.group()))
    return cast


def _role_words(text: str) -> Iterator[tuple[int, int]]:
    """The places of titles: word by word, which takes a quarter of the time of one pattern for all."""
    for found in _TOKEN.finditer(text):
        word = found.group()
        if word.lower() in _ROLE_WORDS or (word.startswith(("Spokes", "spokes")) and len(word) > len("spokes")):
            general = _GENERAL.match(text, found.end())
            yield found.start(), general.end() if general else found.end()


#: Names begin where words do: tried from each of its letters, a word of thousands would be read thousands of times.
_BODY = re.compile(
    r"(?<!\w)(?:(?:[A-Z][\w’'.-]*+\s++){1,4}(?:[Mm]inistry|[Ee]mbassy|[Mm]ission|[Gg]overnment|[Dd]epartment"
    r"|[Cc]ommission|[Mm]ilitary|[Aa]rmy"
    r"|[Cc]onsulate)(?:\s+in\s+[A-Z]\w+)?|[A-Z][\w’'-]++(?:\s[A-Z][\w’'-]++){0,2}\s(?:Army|Front"
    r"|Movement)\s\([A-Z]{2,5}\))"
)


def _learn(cast: Cast, name: str, role: str) -> None:
    words = [word for word in name.split() if word not in _STOP]
    kept = " ".join(words)
    if len(words) < 2 or nations(kept) or not role[:1].isalpha():  # noqa: PLR2004 - a full name has two words
        return
    if kept not in cast.roles or (not resolve_issuer(cast.roles[kept]) and resolve_issuer(role)):
        cast.roles[kept] = " ".join(role.split())
