"""The directory of offices: from a phrase in a report to the issuer whose voice it is.

Owns the id scheme `<alpha-3>-<office>` as far as phrases are concerned, and which body stands above which.
Never decides who said something; an office it cannot place stays None.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry
import yaml

from tracker.language import geonames
from tracker.language.nations import Nation, alpha3, nations, state_name
from tracker.language.persons import persons
from tracker.model import Issuer
from tracker.terms import IssuerKind

_MISSION = re.compile(
    r"(?:mission|permanent representative|ambassador|envoy|representative)s?\b.{0,40}?"
    r"\b(?:to|at) the (?:u\.?n\b|united nations)|\busun\b|驻联合国",
    re.IGNORECASE,
)
_CONSULATE = re.compile(r"consul(?:ate)?(?:[- ]general|s)?\b|总领(?:事|馆)", re.IGNORECASE)
_EMBASSY = re.compile(
    r"\b(?:embassy|ambassador|ambassadors|chargé d['’]affaires|high commission(?:er)?|deputy chief of mission)\b"
    r"|驻.{1,12}(?:大使馆|大使|使馆)",
    re.IGNORECASE,
)
_HOST = re.compile(r"\b(?:in|to|at|for)\s+(?:the\s+)?([A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})")
_PROVINCE = re.compile(
    r"(?:chief minister|governor|provincial (?:government|assembly|spokes\w+)|premier)(?: of| for)?|government of",
    re.IGNORECASE,
)
_ARMED = re.compile(r"\b(general|lieutenant|colonel|brigadier|admiral|commander|major)\b", re.IGNORECASE)
_LIBERATION = re.compile(
    r"((?:[A-Z][\w’'-]+ ){1,3}(?:Liberation|Resistance|Revolutionary|Salvation|Jihad|Martyrs?)"
    r"(?: (?:Army|Front|Movement|Force|Forces|Brigades?|Organi[sz]ation))?)"
)
_TRIM = re.compile(r"^(?:the|a|an|its|his|her|their)\s+|[’']s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office: slug in ids, name template, and the pattern of phrases that name it."""

    slug: str
    name: str
    pattern: re.Pattern[str]


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    text = files("tracker.language").joinpath("data/offices.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, str]]] = yaml.safe_load(text)
    return loaded


@cache
def _offices() -> tuple[Office, ...]:
    return tuple(
        Office(slug=row["slug"], name=row["name"], pattern=re.compile(f"(?:{row['en']})|{row['zh']}", re.IGNORECASE))
        for row in _data()["offices"]
    )


@cache
def _bodies(section: str) -> tuple[tuple[re.Pattern[str], Issuer], ...]:
    kind = IssuerKind.ORGANISATION if section == "organisations" else IssuerKind.NON_STATE
    return tuple(
        (
            re.compile(f"(?:{row['en']})|{row['zh']}", re.IGNORECASE),
            Issuer(id=row["id"], name=row["name"], kind=kind, parent=row.get("parent")),
        )
        for row in _data()[section]
    )


@cache
def _seats() -> dict[str, str]:
    seats: dict[str, str] = dict(_data()["seats"])  # type: ignore[arg-type]  # the one mapping of the file
    return seats


@cache
def _specials() -> dict[str, dict[str, str]]:
    specials: dict[str, dict[str, str]] = dict(_data()["special"])  # type: ignore[arg-type]  # a mapping of mappings
    return specials


def state_issuer(code: str) -> Issuer:
    """The state itself as issuer, for words like "Beijing said" that name no office."""
    return Issuer(id=code.lower(), name=state_name(code), country=code)


def office_issuer(code: str, slug: str) -> Issuer:
    """The issuer of an office of a state: chn-mfa, usa-state, pak-interior. Its parent is the state."""
    special = _specials().get(f"{code.lower()}/{slug}")
    if special:
        return Issuer(id=special["id"], name=special["name"], country=code, parent=code.lower())
    template = next((office.name for office in _offices() if office.slug == slug), "{state}")
    name = template.format(state=state_name(code))
    return Issuer(id=f"{code.lower()}-{slug}", name=name, country=code, parent=code.lower())


def issuer_of_id(issuer_id: str) -> Issuer | None:
    """The directory's issuer of an id that it made or lists itself, or None."""
    for section in ("organisations", "groups"):
        for _, issuer in _bodies(section):
            if issuer.id == issuer_id:
                return issuer
    for key, row in _specials().items():
        if row["id"] == issuer_id:
            return office_issuer(key[:3].upper(), key[4:])
    code, _, slug = issuer_id.partition("-")
    known = alpha3(code.upper()) if len(code) == len("chn") else None
    if not known:
        return None
    return office_issuer(known, slug) if slug else state_issuer(known)


@cache
def resolve_issuer(phrase: str, *, country: str | None = None, people: bool = True) -> Issuer | None:
    """The issuer that a phrase names: "US embassy in Islamabad", "Pakistan's interior minister Mohsin Naqvi", 外交部.

    `country` is the alpha-3 code to use when the phrase names an office without a state. A person without an office,
    an office without a state and a word that only contains a state's name give None: unknown stays unknown.
    `people` also looks for a name of the small directory of public persons.
    """
    named = nations(phrase)
    code = _seat(phrase) or (named[0].code if named else None) or country
    first = (
        _mission(phrase, code)
        or _post(phrase, named, country)
        or _first(phrase, "groups", named)
        or _first(phrase, "organisations", named)
        or _liberation(phrase)
        or _province(phrase)
    )
    return (
        first
        or (_office(phrase, code) if code else None)
        or _bare(phrase, named)
        or (_known(phrase) if people else None)
    )


def _seat(phrase: str) -> str | None:
    low = phrase.lower()
    for words, code in _seats().items():
        if words in low and (len(words) > len("idf") or re.search(rf"\b{re.escape(words)}\b", low)):
            return "GBR" if words == "foreign secretary" and nations(phrase) else code.upper()
    return None


def _mission(phrase: str, code: str | None) -> Issuer | None:
    if not code or not _MISSION.search(phrase):
        return None
    name = f"Permanent Mission of {_the(code)} to the United Nations"
    return Issuer(id=f"{code.lower()}-mission-un", name=name, country=code, parent=office_issuer(code, "mfa").id)


def _the(code: str) -> str:
    name = state_name(code)
    return f"the {name}" if name.startswith(("United", "Russian", "Netherlands", "Philippines")) else name


def _post(phrase: str, named: list[Nation], country: str | None) -> Issuer | None:
    """An embassy or consulate: the first state sends, the one after "in" or "to" is the host."""
    consulate = _CONSULATE.search(phrase)
    if not consulate and not _EMBASSY.search(phrase):
        return None
    host = _HOST.search(phrase, (consulate or _EMBASSY.search(phrase) or consulate).end())  # type: ignore[union-attr]
    senders = [n for n in named if not host or n.end <= host.start(1) or n.start >= host.end()]
    sender = senders[0].code if senders else country
    if not sender:
        return None
    parent = office_issuer(sender, "mfa").id
    if consulate:
        return _consulate(sender, host.group(1) if host else "", parent)
    receiver = _nation_of(host.group(1)) if host else _zh_host(phrase, named)
    if not receiver:
        return Issuer(id=f"{sender.lower()}-embassy", name=f"Embassy of {_the(sender)}", country=sender, parent=parent)
    name = f"Embassy of {_the(sender)} in {_the(receiver)}"
    return Issuer(id=f"{sender.lower()}-embassy-{receiver.lower()}", name=name, country=sender, parent=parent)


def _nation_of(words: str) -> str | None:
    """The state that the first words name: "Pakistan Jiang Zaidong" is Pakistan."""
    parts = words.split()
    return next((code for n in range(len(parts), 0, -1) if (code := alpha3(" ".join(parts[:n])))), None)


def _zh_host(phrase: str, named: list[Nation]) -> str | None:
    at = phrase.find("驻")
    later = [n.code for n in named if at >= 0 and n.start > at]
    return later[0] if later else None


def _consulate(sender: str, city: str, parent: str) -> Issuer:
    tail = f"-{slug(city)}" if city else ""
    name = f"Consulate General of {_the(sender)}" + (f" in {city}" if city else "")
    return Issuer(id=f"{sender.lower()}-consulate{tail}", name=name, country=sender, parent=parent)


def slug(name: str) -> str:
    """A name in lower-case ASCII words joined by hyphens, for ids."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _first(phrase: str, section: str, named: list[Nation]) -> Issuer | None:
    """The listed body that the phrase names first, unless a state's own office is named before it."""
    hits = [(m.start(), i, issuer) for i, (p, issuer) in enumerate(_bodies(section)) if (m := p.search(phrase))]
    if not hits:
        return None
    start, _, issuer = (
        min(hits, key=lambda hit: hit[1]) if section == "organisations" else min(hits, key=lambda h: h[0])
    )
    return None if named and named[0].start < start and _office(phrase, named[0].code) else issuer


def _liberation(phrase: str) -> Issuer | None:
    found = _LIBERATION.search(phrase)
    if not found or "People" in found.group(1):
        return None
    return Issuer(id=slug(found.group(1)), name=found.group(1), kind=IssuerKind.NON_STATE)


@cache
def _provinces() -> dict[str, str]:
    names: dict[str, str] = {}
    for area in pycountry.subdivisions:
        if country := pycountry.countries.get(alpha_2=area.country_code):
            names.setdefault(area.name.lower(), country.alpha_3)
    return names


def _province(phrase: str) -> Issuer | None:
    """A province's own government: "chief minister of Balochistan" speaks for the province, never for the state."""
    found = _PROVINCE.search(phrase)
    if not found:
        return None
    around = re.findall(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", phrase)
    for words in around:
        bare = _TRIM.sub("", words)
        code = _provinces().get(bare.lower()) or _provinces().get(bare.split()[0].lower())
        if code and bare not in ("Chief", "Governor"):
            place = bare if bare.lower() in _provinces() else bare.split()[0]
            name = f"Government of {place}"
            return Issuer(id=f"{code.lower()}-{slug(place)}-government", name=name, country=code, parent=code.lower())
    return None


def _office(phrase: str, code: str) -> Issuer | None:
    for office in _offices():
        if office.pattern.search(phrase):
            return office_issuer(code, office.slug)
    return office_issuer(code, "army") if _ARMED.search(phrase) and nations(phrase) else None


def _bare(phrase: str, named: list[Nation]) -> Issuer | None:
    """A state's name or seat alone, or with nothing but "side" or "spokesperson", is the state itself."""
    if len(named) != 1:
        return None
    rest = (phrase[: named[0].start] + phrase[named[0].end :]).lower()
    rest = re.sub(r"\b(the|side|spokes\w+|people's|republic|of|has|also)\b|[’']s|[\s,.]|方|发言人", "", rest)
    return state_issuer(named[0].code) if not rest else None


def _known(phrase: str) -> Issuer | None:
    for name, person in persons().items():
        if name in phrase:
            return issuer_of_id(person.issuer)
    return None


@cache
def capitals() -> frozenset[str]:
    """Names of capital cities: with "said" after them they stand for their states."""
    return frozenset(town.name for town in geonames.capitals()) | {"Seoul", "Pyongyang", "New Delhi", "Brussels"}
