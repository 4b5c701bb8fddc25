"""From a phrase in a report to the issuer whose voice it is: "US embassy in Islamabad", "Punjab police", 外交部.

Owns which of the bodies that a phrase may name speaks in it, and who speaks for nobody. Never decides who said
something; an office it cannot place stays None.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from tracker.language.names.bodies import (
    any_body,
    any_office,
    any_seat,
    bodies,
    issuer_of_id,
    metonyms,
    office_issuer,
    offices,
    seats,
    slug,
    state_issuer,
)
from tracker.language.names.nations import Nation, nations
from tracker.language.names.persons import persons
from tracker.language.names.posts import mission, post, senders
from tracker.language.names.regions import police_of, region_of
from tracker.model import Issuer
from tracker.terms import IssuerKind

__all__ = ["is_nobodys", "issuer_of_id", "issuers_of", "office_issuer", "resolve_issuer", "slug", "state_issuer"]

#: Who has left an office, wants one, or never held one that speaks for a body.
_NOBODY = re.compile(
    r"\b(?:former(?! (?:soviet|yugoslav|republic|colony|colonial))|ex|retired|then|late|ousted|deposed|exiled|one-time"
    r"|self-(?:proclaimed|styled|declared)|\w+-(?:installed|appointed|imposed)|breakaway|shadow|would-be"
    r"|opposition|lawmakers?|legislators?|senators?|congress(?:wo)?m[ae]n"
    r"|members? of (?:the )?(?:\w+ )?(?:parliament|congress)"
    r"|mps?|meps?|candidate"
    r"|nominee|analysts?|experts?|professor|scholar|researcher|academic|historian|author|activists?|columnist"
    r"|dissident|residents?|sources?|state media|news agency|newspaper|broadcaster|television|tv|radio"
    r"|(?<!top )(?<!chief )diplomats?|think[ -]tank"
    r"|students?|citizens?|nationals|lawyers?|journalists?|whistleblower|brother|sister|son|daughter|wife|widow|father"
    r"|mother|relatives?|family|families|businessm[ae]n|trader|economist"
    r"|campaign (?:officials?|aides?|managers?|spokes\w+|advis[eo]rs?|staff)"
    r"|sens?\.?|reps?\.?|friends?|aides? to|donors?|documents?|emails?|watchers|ceo"
    r"|rival|primary|past|democrats?|republicans?)(?!\w)(?!-general)",
    re.IGNORECASE,
)
#: Who no longer speaks for anybody, group or party included.
_FORMER = re.compile(
    r"\b(?:former(?! (?:soviet|yugoslav|republic|colony|colonial))|retired|past|ousted|deposed|exiled|ex)(?!\w)",
    re.IGNORECASE,
)
#: Who gives to a body, sits in it or votes for it does not speak for it, nor does who asks to be its candidate.
_APART = re.compile(
    r"\b(?:donors?|nominees?|candidates?|voters?|supporters?|backers?|members?|friends?|aides? to|relatives?|rival"
    r")\b",
    re.IGNORECASE,
)
#: One member of something, and no other office in the same words.
_MEMBER = re.compile(
    r"^(?:an?\s|the\s)?(?:[\w’'-]+\s){0,4}member(?! states?\b)(?!.*\b(?:minister|president|director|secretary|spokes\w+"
    r"|chair\w*|head|chief|leader|ambassador|governor|commander|general|councillor|envoy)\b)",
    re.IGNORECASE,
)
#: Whose holder is named again holds or held it under somebody else: "press secretary for George Hask".
_UNDER = re.compile(
    r"\b(?:White House|Downing Street|State Department|Pentagon|Kremlin|[Pp]residential|[Mm]inistry)\b[^,]*\b"
    r"(?:secretary|spokes\w+|chief of staff|counsel|advis[eo]r|aide|official)\s(?:for|under|of)\s"
    r"(?:(?:then-)?[Pp]resident\s|[Pp]rime [Mm]inister\s)?(?P<name>(?:[A-Z][\w.’'-]*\s?){2,4})$"
)
#: Whoever asks not to be named does not speak for the office.
_UNNAMED = re.compile(
    r"not to be (?:named|identified)|anonym|declined to be (?:named|identified)|not (?:be )?(?:authori[sz]ed|permitted)"
    r"|unnamed|unidentified|\bsources?\b|familiar with|close to",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"\bofficial\b(?!\s(?:spokes|statement))", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:ministry|embassy|department|consulate|mission|commission|council|white house|kremlin|pentagon)\b"
    r"|\boffice of",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"(?<!attorney )(?<!secretary )(?<!director )(?<!consul )(?<!governor )(?<!inspector )(?<!surgeon )(?<!auditor )"
    r"(?<!solicitor )(?<!-)\bgeneral\b|\b(?:lieutenant|colonel|brigadier|admiral|commander)\b",
    re.IGNORECASE,
)
_FIGHTERS = (
    r"Liberation|Resistance|Revolutionary|Salvation|Jihad|Martyrs?|Independence|Defen[cs]e|National(?:ist)?|Islamic"
    r"|Democratic|People[’']s|Patriotic|Popular"
)
_MOVEMENT = re.compile(
    rf"((?:[A-Z][\w’'-]+ ){{1,3}}?(?:{_FIGHTERS})(?: (?:{_FIGHTERS}))*"
    r" (?:Army|Front|Movement|Forces?|Brigades?|Organi[sz]ation|Fighters|Council of Resistance)"
    r"|(?:[A-Z][\w’'-]+ ){1,3}(?:Liberation|Resistance|Salvation)"
    r"|(?:[A-Z][\w’'-]+ ){1,3}(?:Front|Brigades?|Militia|Army)\b|(?:Alliance|Coalition) (?:[A-Z][\w’'-]+ ?){1,3})"
)
_PARTY = re.compile(
    r"\b((?:[A-Z][\w’'-]+ ){1,4}(?:Party|[Pp]arty)|Party of (?:[A-Z][\w’'-]+ ?){1,4}"
    r"|[A-Z][\w’'-]+ (?:Muslim League|National Congress|Janata Party))"
)
_ROUND_A_NAME = re.compile(r"^(?:(?:[Tt]he|[Aa]n?|[Oo]f|[Oo]pposition|[Rr]uling|[Ff]ormer)\s)+")
_MINISTRY = re.compile(
    r"\b(?:ministry|minister) (?:of|for) (?:the )?(?P<after>[A-Za-z]{3,})"
    r"|(?<![\w’'])(?P<before>[A-Za-z]{3,}(?: (?:and|&) [A-Za-z]+)?) (?:ministry|minister)\b",
    re.IGNORECASE,
)
_NO_PORTFOLIO = frozenset(
    (
        *("prime", "chief", "deputy", "vice", "first", "cabinet", "state", "acting", "caretaker", "interim", "senior"),
        *("junior", "the", "a", "an", "and", "its", "former", "union", "federal", "provincial", "new", "his", "her"),
        *("their", "junta", "government", "by", "of", "fellow", "another", "this", "that", "or", "as", "said"),
    )
)
_GENERIC = re.compile(r"\b(the|side|spokes\w+|people's|republic|of|has|also|for)\b|[’']s|[\s,.]|方|发言人|代表团")
_DELEGATED = re.compile(r"\b(?:the )?(?:head|leader|chief|member|spokes\w+)? ?(?:of )?(?:the )?\s*delegat(?:ion|e)s?\b")


@lru_cache(maxsize=65_536)
def resolve_issuer(phrase: str, *, country: str | None = None, people: bool = True) -> Issuer | None:
    """The issuer that a phrase names: "US embassy in Islamabad", "Pakistan's interior minister Mohsin Naqvi", 外交部.

    `country` is the alpha-3 code to use when the phrase names an office without a state. A person without an office,
    an office without a state, a former office and a word that only contains a state's name give None: unknown stays
    unknown. `people` also looks for a name of the directory of public persons.
    """
    if metonym := metonyms().get(_plain(phrase)):
        return issuer_of_id(metonym)
    named = nations(phrase)
    speaking = senders(phrase, named)
    code = _code(phrase, speaking)
    group = _first(phrase, "groups", named) or _movement(phrase)
    if is_nobodys(phrase):
        if _APART.search(phrase) or _UNDER.search(phrase) or _FORMER.search(phrase.split(",", maxsplit=1)[0]):
            return None
        return group or _party(phrase)
    if group:
        return group
    at = code or country
    return (
        mission(phrase, at)
        or post(phrase, named, country)
        or _first(phrase, "organisations", named)
        or _party(phrase)
        or region_of(phrase, at)
        or police_of(phrase, at)
        or (_office(phrase, at) if at else None)
        or _bare(phrase, named)
        or (_known(phrase) if people else None)
    )


def issuers_of(phrase: str) -> tuple[Issuer, ...]:
    """All who speak in "the foreign ministers of France, Germany and the UK" or "China and Iran"; () unless several.

    Every state must be told with one and the same office, or each by its name alone.
    """
    named = nations(phrase)
    if len(named) < 2 or is_nobodys(phrase):  # noqa: PLR2004 - several are two at least
        return ()
    first, last = named[0], named[-1]
    between = [phrase[a.end : b.start] for a, b in pairwise(named)]
    if not all(_JOINS.fullmatch(part) for part in between):
        return ()
    around = phrase[: first.start] + "·" + phrase[last.end :]
    states = _LISTED.fullmatch(around)
    found = [state_issuer(one.code) if states else _office(_singular(around), one.code) for one in named]
    return tuple(issuer for issuer in found if issuer) if all(found) else ()


_JOINS = re.compile(r"(?:[’']s)?,?\s(?:and|as well as|along with)\s(?:the\s)?|,\s(?:the\s)?|(?:[’']s)?\s&\s")
_LISTED = re.compile(r"(?:[Tt]he\s)?·", re.IGNORECASE)
_PLURAL = re.compile(r"\b(ministers|ministries|presidents|governments|armies|envoys|embassies|ambassadors|leaders)\b")


def _singular(around: str) -> str:
    return _PLURAL.sub(lambda m: m.group()[:-3] + "y" if m.group().endswith("ies") else m.group()[:-1], around)


@lru_cache(maxsize=16_384)
def is_nobodys(phrase: str) -> bool:
    """Whether who is named so speaks for no body: former, unnamed, an expert, a relative, a lawmaker, an outlet."""
    head = phrase.split(",", maxsplit=1)[0]
    if _MEMBER.search(head) or ((held := _UNDER.search(head)) and not nations(held.group("name"))):
        return True
    return bool(_NOBODY.search(head) or _UNNAMED.search(phrase) or (_OFFICIAL.search(head) and not _HOUSE.search(head)))


def _plain(phrase: str) -> str:
    return phrase.lower().removeprefix("the ").strip()


def _code(phrase: str, speaking: list[Nation]) -> str | None:
    """The state that the phrase names first, by its name or by a seat of its own like "Kremlin"."""
    listed = seats() if any_seat().search(phrase) else ()
    found = [(at.start(), code) for pattern, code in listed if (at := pattern.search(phrase))]
    found += [(one.start, one.code) for one in speaking[:1]]
    return min(found, key=itemgetter(0))[1] if found else None


def _first(phrase: str, section: str, named: list[Nation]) -> Issuer | None:
    """The listed body that the phrase names first, unless an office of a state is named before it."""
    if not any_body(section).search(phrase):
        return None
    hits = [(m.start(), i, issuer) for i, (p, issuer) in enumerate(bodies(section)) if (m := p.search(phrase))]
    if not hits:
        return None
    start, _, issuer = min(hits, key=lambda hit: hit[1] if section == "organisations" else hit[0])
    if named and issuer.id == "un-sc" and not _UNITED.search(phrase):
        return None
    before = phrase[:start]
    return None if named and any(_office(before, one.code) for one in _beside(named, start, section)) else issuer


def _beside(named: list[Nation], start: int, section: str) -> list[Nation]:
    """States whose office may stand before the body: those before it, and for organisations any."""
    return named if section == "organisations" else [one for one in named if one.start < start]


_UNITED = re.compile(r"\bU\.?N\b|\bunited nations\b", re.IGNORECASE)


def _movement(phrase: str) -> Issuer | None:
    """A group that fights or campaigns under a name of its own, of which no state is a part but by its adjective."""
    found = _MOVEMENT.search(phrase)
    if not found or "People’s Liberation Army" in found.group(1).replace("'", "’"):
        return None
    name = _ROUND_A_NAME.sub("", found.group(1))
    state = nations(name)
    regular = name.startswith(("Royal ", "Territorial ")) or (state and _office(name, state[0].code))
    return None if regular and not _FIGHTING.search(name) else _group(name)


_FIGHTING = re.compile(r"\b(?:Liberation|Resistance|Salvation|Revolutionary|Front|Brigades?|Militia)\b")


def _group(name: str) -> Issuer:
    return Issuer(id=slug(name), name=name, kind=IssuerKind.NON_STATE)


def _party(phrase: str) -> Issuer | None:
    """A party by its name: never the state that it may rule."""
    found = _PARTY.search(phrase)
    if not found:
        return None
    name = _ROUND_A_NAME.sub("", found.group(1)).strip()
    return _group(name[: -len("party")] + "Party" if name.endswith(" party") else name)


def _office(phrase: str, code: str) -> Issuer | None:
    for office in offices() if any_office().search(phrase) else ():
        if office.pattern.search(phrase):
            return office_issuer(code, office.slug)
    if portfolio := _portfolio(phrase):
        return office_issuer(code, f"ministry-{portfolio}")
    return office_issuer(code, "army") if _ARMED.search(phrase) and nations(phrase) else None


def _portfolio(phrase: str) -> str:
    """The subject of any other ministry: "railways" of "Pakistan's Railways Minister"."""
    found = _MINISTRY.search(phrase)
    if not found:
        return ""
    words = (found.group("before") or found.group("after")).lower()
    if set(words.split()) & _NO_PORTFOLIO or nations(found.group("before") or found.group("after")):
        return ""
    return slug(words)


def _bare(phrase: str, named: list[Nation]) -> Issuer | None:
    """A state's name or seat alone, or with nothing but "side" or "spokesperson", is the state itself."""
    if len(named) != 1:
        return None
    rest = (phrase[: named[0].start] + phrase[named[0].end :]).lower()
    rest = _GENERIC.sub("", _DELEGATED.sub("", " ".join(rest.split())))
    return state_issuer(named[0].code) if not rest else None


def _known(phrase: str) -> Issuer | None:
    return next((issuer_of_id(person.issuer) for name, person in persons().items() if name in phrase), None)
