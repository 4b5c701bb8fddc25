"""A phrase that names a person, read into name, role and rank: "Lin Jian, a Chinese foreign ministry spokesperson".

Owns where in such a phrase the name begins and ends. Never decides for whom the person speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.language.names.nations import nations
from tracker.language.names.offices import resolve_issuer
from tracker.language.names.regions import place_of
from tracker.language.names.titles import (
    BODY,
    is_address,
    is_office,
    is_outlet,
    is_rank,
    names_a_body,
    pronoun_of,
    word_of,
)

_CAPITAL = re.compile(
    r"(?:[A-Z]|(?:al|el|ad|an|ar|as|ash|az)-[A-Z]|[dl][’'][A-Z]|Mc|De)[\w’'.-]*$|[^\W\d_a-z][\w’'.-]*$"
)
_PARTICLES = frozenset(
    (
        *("bin", "ibn", "bint", "abu", "al", "el", "de", "del", "della", "da", "di", "dos", "das", "du", "van", "von"),
        *("der", "den", "ter", "la", "le", "ul", "ur", "y"),
    )
)
_LINKS = frozenset(("of", "to", "for", "in", "at", "on", "the", "and", "from", "with", "by", "near"))
_LEADING = re.compile(
    r"^(?:(?:the|an?|its|his|her|their|our|another|one of the|one of|who is|then|also)\s+)+", re.IGNORECASE
)
_WITH_GENERAL = frozenset(
    ("secretary", "director", "consul", "attorney", "inspector", "governor", "solicitor", "surgeon", "commissioner")
)
_AFTER_OFFICE = frozenset(("general", "designate", "elect", "general-designate"))
_SETTING = re.compile(
    r"^(?:in|on|at|during|after|before|speaking|who|whose|which|while|when|as|for|with|meanwhile|however|too|also|now"
    r"|citing|quoting|adding|\d)\b",
    re.IGNORECASE,
)
#: "Senator Ada Orlen of Karsa", "Ada Orlen (K-Karsa)".
_SEATED = re.compile(r"\s\([^()]*\)$|\s(?:of|from)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*$")
_COMPLEMENT = 3
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])$")
_LONGEST_NAME = 7
#: Titles that are surnames as often behind a given name.
_SURNAMES = frozenset(("king", "pope", "judge", "justice", "chancellor", "mayor", "head", "speaker", "elder", "author"))
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash)-")
#: "Ada Orlen of the Karsan Food Fund": a person, not a place or a body that is called after one.
_OF_BODY = re.compile(
    r"^(?P<name>(?:[A-Z][\w’'.-]+\s){2,4}?)(?:of|from|at|with)\s(?:the\s)?(?=[A-Z])(?!.*\b(?:of|from|at|with)\s.*\b(?:of|from)\s)"
)
_NO_NAME = re.compile(
    r"\b(?:Cross|Crescent|Church|Times|Bay|Gulf|Cape|Isle|Strait|Republic|Kingdom|Islands?|Emirates?)\b"
)
_TOGETHER = re.compile(r"\s(?:and|together with|along with|as well as)\s")
SHORT_TITLE = re.compile(r"(?:sen|rep|gov|mp|mep|mla|mna|prof|rev)\.?", re.IGNORECASE)
#: People without a name where a sentence begins with them.
_CROWDS = frozenset(
    (
        *(
            "residents",
            "villagers",
            "locals",
            "witnesses",
            "survivors",
            "officials",
            "activists",
            "protesters",
            "medics",
        ),
        *(
            "demonstrators",
            "analysts",
            "experts",
            "doctors",
            "rescuers",
            "hospitals",
            "families",
            "relatives",
            "critics",
        ),
        *(
            "neighbours",
            "neighbors",
            "diplomats",
            "supporters",
            "opponents",
            "lawmakers",
            "investigators",
            "authorities",
        ),
        *("prosecutors", "organisers", "organizers", "campaigners", "farmers", "fishermen", "students", "teachers"),
        *(
            "workers",
            "traders",
            "shopkeepers",
            "passengers",
            "drivers",
            "soldiers",
            "rebels",
            "militants",
            "insurgents",
        ),
        *(
            "separatists",
            "scientists",
            "researchers",
            "economists",
            "historians",
            "lawyers",
            "journalists",
            "reporters",
        ),
        *("sources", "ministers", "leaders", "aides", "advisers", "parents", "mourners", "commuters", "refugees"),
        *("migrants", "bystanders", "observers", "commentators", "negotiators", "mediators", "envoys", "commanders"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a phrase tells: `name` without titles, `role` without article and rank, military `rank`.

    `pronoun` is "he" or "she" if a title tells, else "".
    """

    name: str = ""
    role: str = ""
    rank: str = ""
    pronoun: str = ""


@lru_cache(maxsize=16_384)
def read_source(phrase: str) -> Source:
    """Name, role and rank as far as the phrase has them; a body's name is neither. Articles repeat their sources."""
    pieces = [piece.strip() for piece in phrase.split(",") if piece.strip()]
    if not pieces:
        return Source()
    head, rest = pieces[0], [piece for piece in pieces[1:] if not _SETTING.match(piece)]
    found = _read(head)
    if (
        not found.name
        and (_has_office(head) or is_address(head.split()[0]))
        and (short := _SEATED.sub("", head)) != head
    ):
        found = within if (within := _read(short)).name else found
    elif (
        not found.name
        and (held := _OF_BODY.match(head))
        and not _NO_NAME.search(held["name"])
        and not _has_office(head)
    ):
        found = within if (within := _read(held["name"])).name else found
    titled = found.role and not SHORT_TITLE.fullmatch(found.role)
    if found.name and not titled and rest and _is_role(rest[0]):
        return _with(found, role=_role(rest[0].split()), phrase=phrase)
    if not found.name and rest and _has_office(head) and (apposed := _read(rest[0])).name and not apposed.role:
        return _with(apposed, role=_role(head.split()), phrase=phrase)
    return _with(found, role=found.role, phrase=phrase)


def couple(phrase: str) -> tuple[str, str] | None:
    """The halves of "Karsan Foreign Minister Ada Orlen and Governor Tom Hask", both named and titled, else None."""
    for mark in _TOGETHER.finditer(phrase):
        halves = phrase[: mark.start()], phrase[mark.end() :]
        found = [read_source(half) for half in halves]
        if all(one.name and (one.role or one.rank) for one in found):
            return halves
    return None


def _with(found: Source, *, role: str, phrase: str) -> Source:
    return Source(name=found.name, role=role, rank=found.rank, pronoun=pronoun_of(phrase))


def _is_role(piece: str) -> bool:
    return _has_office(piece) and not piece[:1].isdigit()


def _has_office(phrase: str) -> bool:
    return any(is_office(token) or is_rank(token) for token in phrase.split())


def _read(head: str) -> Source:
    """One piece without commas."""
    tokens = head.split()
    at = _name_run(tokens)
    before, run = tokens[:at], tokens[at:]
    before, run, rank = _titles_off(before, run)
    if run and before and word_of(before[-1]) in _LINKS:
        before, run = _complement_off(before, run)
        while len(run) > 1 and is_address(run[0]):
            run = run[1:]
    name = _plain_name(run)
    if not name or (before and names_a_body(before[-1])) or not is_person(name, alone=not before and not rank):
        return Source(role=_role(tokens) if _has_office(head) else "", rank=rank)
    return Source(name=name, role=_role(before), rank=rank)


def _name_run(tokens: list[str]) -> int:
    """Where the capitalised words begin that end the phrase."""
    at = len(tokens)
    while at and len(tokens) - at < 2 * _LONGEST_NAME and (_is_name_token(tokens[at - 1])):
        at -= 1
        if at and _POSSESSIVE.search(tokens[at - 1]):
            break
    while at < len(tokens) and tokens[at].lower() in _PARTICLES and tokens[at].islower():
        at += 1
    return at


def _is_name_token(token: str) -> bool:
    return bool(_CAPITAL.match(token)) or token in _PARTICLES


def _titles_off(before: list[str], run: list[str]) -> tuple[list[str], list[str], str]:
    """Offices, ranks and forms of address at the head of the capitalised words are parted from the name."""
    crown = next(
        (i + 1 for i, t in enumerate(run[:-1]) if word_of(t) == "crown" and word_of(run[i + 1]) == "prince"), -1
    )
    offices = [i for i, token in enumerate(run) if is_office(token) and not is_rank(token)]
    if offices and offices[-1] == len(run) - 1 and word_of(run[-1]) in _SURNAMES and _named_before(before, run[:-1]):
        offices.pop()
    last = max([*offices, crown], default=-1)
    before, run = [*before, *run[: last + 1]], run[last + 1 :]
    while run and before and word_of(run[0]) in _AFTER_OFFICE and word_of(before[-1]) in _WITH_GENERAL:
        before, run = [*before, run[0]], run[1:]
    ranked = max((i for i, token in enumerate(run) if is_rank(token)), default=-1)
    first = ranked
    while first > 0 and is_rank(run[first - 1]):
        first -= 1
    rank = " ".join(run[first : ranked + 1]) if ranked >= 0 else ""
    before, run = ([*before, *run[:first]], run[ranked + 1 :]) if ranked >= 0 else (before, run)
    while run and is_address(run[0]):
        run = run[1:]
    return before, run, rank


def _named_before(before: list[str], run: list[str]) -> bool:
    """Whether a given name, behind a title or alone, stands before what may be a surname: "Rep. Peter T. King"."""
    titled = [i for i, token in enumerate(run) if is_office(token) or is_address(token)]
    given = run[titled[-1] + 1 :] if titled else run
    return bool(given) and not before and not nations(" ".join(given)) and (bool(titled) or len(run) == 1)


def _complement_off(before: list[str], run: list[str]) -> tuple[list[str], list[str]]:
    """Of "ambassador to Pakistan Karen Whitlow" Pakistan belongs to the office, as does all of "mayor of Old Town"."""
    for size in range(len(run), 0, -1):
        words = _POSSESSIVE.sub("", " ".join(run[:size]))
        whole = [one for one in nations(words) if (one.start, one.end) == (0, len(words))]
        if whole or place_of(words, None):
            return [*before, *run[:size]], run[size:]
    for size in range(1, len(run)):
        if resolve_issuer(" ".join(run[:size]), people=False):
            return [*before, *run[:size]], run[size:]
    size = 1 if len(run) >= _COMPLEMENT else len(run)
    return [*before, *run[:size]], run[size:]


def _plain_name(run: list[str]) -> str:
    name = _POSSESSIVE.sub("", " ".join(run).strip(" .,")) if run else ""
    return name if len(run) <= _LONGEST_NAME else ""


@lru_cache(maxsize=16_384)
def name_parts(name: str) -> frozenset[str]:
    """The words of a name without particles, al- and capitals."""
    words = (_ARABIC_ARTICLE.sub("", word.casefold().strip(".")) for word in name.split())
    return frozenset(word for word in words if word not in ("bin", "ibn", "al", "el", "de", "van", "von", "del", "da"))


def is_person(name: str, *, alone: bool) -> bool:
    """Whether capitalised words can be a person's name: no state, no known body, no outlet, no abbreviation."""
    if (
        name.startswith("The ")
        or name.lower() in _CROWDS
        or BODY.search(name)
        or is_outlet(name)
        or (name.isupper() and len(name.split()) == 1 and len(name) > 1)
    ):
        return False
    state = [one for one in nations(name) if one.end == len(name) and (alone or one.start == 0)]
    return not state and resolve_issuer(name, people=False) is None


def _role(tokens: list[str]) -> str:
    """The words of an office without article, form of address and rank, the rank alone if there is nothing else."""
    words = list(tokens)
    while words and ((is_address(words[-1]) and not _is_crown(words)) or (is_rank(words[-1]) and not _is_head(words))):
        words.pop()
    kept = _LEADING.sub("", " ".join(words)).strip(" ,.'\"“”‘")
    return "" if word_of(kept) in ("", "the", "a", "an") or all(map(is_address, kept.split())) else kept


def _is_crown(words: list[str]) -> bool:
    return [word_of(word) for word in words[-2:]] == ["crown", "prince"]


def _is_head(words: list[str]) -> bool:
    """Whether the rank at the end is the office itself: "a Swedish general", "consul general"."""
    if word_of(words[-1]) in _AFTER_OFFICE and len(words) > 1 and word_of(words[-2]) in _WITH_GENERAL:
        return True
    return not any(is_office(word) and not is_rank(word) for word in words[:-1])
