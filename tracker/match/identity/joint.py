"""Joint statements: the issuers whom a text's own title names, and the texts that are one joint statement.

Owns the reading of titles ("Joint Statement of A, B and C on D"). Never adds an issuer that the registry does not
know, and never to a text whose own issuer is not among those named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.language.names.gazetteer import Gazetteer, Name
from tracker.match.identity.kinship import Kinship
from tracker.model import IssuerKind, Part, Party, Rendering

#: How titles say that several speak.
_JOINT = re.compile(
    r"\b(?:joint|trilateral|quadrilateral)\b[^.]{0,40}?\b(?:statement|declaration|communiqu[eé]|press release)\b"
    r"|\b(?:d[ée]claration|communiqu[ée])s? (?:commune?|conjointe?)s?\b"
    r"|\b(?:declaraci[oó]n|comunicado) conjunt[ao]\b|\bdeclaraç[aã]o conjunta\b|\bgemeinsame erkl[äa]rung\b"
    r"|\bсовместн\w+ (?:заявлени|коммюнике|деклараци)\w*|بيان مشترك|البيان المشترك|ortak açıklama|ortak bildiri"
    r"|联合(?:声明|公报|宣言)|聯合聲明|共同(?:声明|聲明)",
    re.IGNORECASE,
)
#: Where the names of those who speak end and the matter begins.
_MATTER = re.compile(
    r"\b(?:on|regarding|concerning|about|following|after|sur|concernant|relati(?:ve|f)|à propos|sobre|relativ[ao]"
    r"|zu[rm]?|über|[оo]б?)\b|[:：]|关于|就|بشأن|حول|hakkında",
    re.IGNORECASE,
)
#: Texts of several issuers that name nobody as joint are one statement only if this long and this much the same.
WORDS, SAME = 40, 0.97


def with_co_issuers(one: Rendering, kin: Kinship, gazetteer: Gazetteer) -> Rendering:
    """The rendering with those whom its title names as speaking with its issuer, in the order of the title."""
    mark = _JOINT.search(one.title)
    if not mark or not one.parties:
        return one
    known = {party.issuer for party in one.parties}
    roots = {kin.root(issuer) for issuer in known}
    named = [issuer for name in _speakers(one.title, mark, gazetteer) if (issuer := _issuer(name, kin))]
    if not roots & {kin.root(issuer) for issuer in named}:
        return one
    others = dict.fromkeys(issuer for issuer in named if kin.root(issuer) not in roots)
    return replace(one, parties=(*one.parties, *(Party(issuer, Part.JOINED) for issuer in others)))


def _speakers(title: str, mark: re.Match[str], gazetteer: Gazetteer) -> list[Name]:
    """Names behind the mark up to the matter; none there (Chinese, "US-Japan joint statement"): those before it."""
    matter = _MATTER.search(title, mark.end())
    found = gazetteer.find(title)
    behind = [n for n in found if mark.end() <= n.start and (matter is None or n.end <= matter.start())]
    if behind:
        return behind
    matter = _MATTER.search(title, 0, mark.start())
    return [n for n in found if n.end <= (matter.start() if matter else mark.start())]


def _issuer(name: Name, kin: Kinship) -> str | None:
    """The known issuer of a name: a body of that name, else the state's foreign ministry, else the state."""
    if name.country is None:
        bodies = (kin.get(key) for key in kin.ids())
        return next((body.id for body in bodies if body and body.name == name.canonical), None)
    state = name.country.lower()
    found = next((key for key in (f"{state}-mfa", f"{state}-state", state) if kin.get(key)), None)
    return found or next((key for key in kin.ids() if _speaks_for(key, name.country, kin)), None)


def _speaks_for(key: str, country: str, kin: Kinship) -> bool:
    issuer = kin.get(key)
    return bool(issuer and issuer.country == country and issuer.kind is IssuerKind.STATE and "-embassy-" not in key)


def joint_versions(official: Sequence[Rendering], days: int) -> Iterator[tuple[str, str]]:
    """Texts of one set of several issuers in two languages, when each language has one such text in those days."""
    sets: dict[frozenset[str], list[Rendering]] = defaultdict(list)
    for one in official:
        several = frozenset(party.issuer for party in one.parties)
        if len(several) > 1 and one.published:
            sets[several].append(one)
    for texts in sets.values():
        for one in texts:
            near = [other for other in texts if _apart(one, other) <= days]
            yield from ((one.id, other.id) for other in _only_in_its_language(one, near))


def _only_in_its_language(one: Rendering, near: Sequence[Rendering]) -> list[Rendering]:
    """The others of which there is no second wording: one title a language, as the bodies that signed repeat it."""
    titles: dict[str, set[str]] = defaultdict(set)
    for text in near:
        titles[text.language.split("-")[0]].add(text.title.casefold())
    if any(len(found) > 1 for found in titles.values()):
        return []
    return [other for other in near if other.language.split("-")[0] != one.language.split("-")[0]]


def _apart(a: Rendering, b: Rendering) -> int:
    first, second = (one.published.day.toordinal() if one.published else 0 for one in (a, b))
    return abs(first - second)
