"""The bodies that a phrase may name, as data: offices, organisations, armed groups, and issuers made of their ids.

Owns the id scheme `<alpha-3>-<office>`, the names of bodies, and which body stands above which. Where sources.yaml
declares an issuer under another id (ind-mea, pak-moi), that id is the one used here. Never reads a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry

from tracker.language.names.nations import alpha3, state_name
from tracker.model import Issuer
from tracker.terms import IssuerKind
from tracker.yamltext import parsed

_CODE = len("chn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office: slug in ids, name template, and the pattern of phrases that name it."""

    slug: str
    name: str
    pattern: re.Pattern[str]


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    text = files("tracker.language").joinpath("data/offices.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, str]]] = parsed(text)
    return loaded


@cache
def offices() -> tuple[Office, ...]:
    """Kinds of offices of states, the particular before the general."""
    return tuple(
        Office(slug=row["slug"], name=row["name"], pattern=_pattern(row["en"], row.get("zh", "")))
        for row in _data()["offices"]
    )


def _pattern(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(f"(?:{english})" + (f"|{chinese}" if chinese else ""), re.IGNORECASE)


@cache
def bodies(section: str) -> tuple[tuple[re.Pattern[str], Issuer], ...]:
    """The listed "organisations" or "groups" with the patterns of phrases that name them."""
    kind = IssuerKind.ORGANISATION if section == "organisations" else IssuerKind.NON_STATE
    return tuple(
        (
            _pattern(rf"(?<!\w)(?:{row['en']})", row.get("zh", "")),
            Issuer(id=row["id"], name=row["name"], kind=kind, parent=row.get("parent")),
        )
        for row in _data()[section]
    )


@cache
def seats() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words that tell a state without naming it ("Kremlin"), and its alpha-3 code."""
    rows: dict[str, str] = dict(_data()["seats"])  # type: ignore[arg-type]  # a mapping of strings
    return tuple((_whole(words), code.upper()) for words, code in rows.items())


def _whole(words: str) -> re.Pattern[str]:
    """The words as whole ones, with either apostrophe, in any case."""
    edges = ("", "") if re.match("[一-鿿]", words) else (r"(?<!\w)", r"(?!\w)")
    return re.compile(edges[0] + re.escape(words).replace("'", "['’]") + edges[1], re.IGNORECASE)


@cache
def any_office() -> re.Pattern[str]:
    """Matches where a kind of office does: asked once before asking which."""
    return _either(office.pattern for office in offices())


@cache
def any_body(section: str) -> re.Pattern[str]:
    """Matches where a listed body of the section does, and in any Chinese phrase. Quick, for every name is asked."""
    names = "|".join(row["en"] for row in _data()[section])
    return re.compile(rf"(?<!\w)(?:{names})|[一-鿿]", re.IGNORECASE)


@cache
def any_seat() -> re.Pattern[str]:
    """Matches where a seat does or a longer word begins so, and in any Chinese phrase."""
    words = [re.escape(name).replace("'", "['’]") for name in map(str, _data()["seats"])]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})|[一-鿿]", re.IGNORECASE)


def _either(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns), re.IGNORECASE)


@cache
def metonyms() -> dict[str, str]:
    """Streets, palaces and towns that stand for a body when nothing else is said: "foggy bottom" → usa-state."""
    rows: dict[str, str] = dict(_data()["metonyms"])  # type: ignore[arg-type]  # a mapping of strings
    return rows


@cache
def _specials() -> dict[str, dict[str, str]]:
    specials: dict[str, dict[str, str]] = dict(_data()["special"])  # type: ignore[arg-type]  # a mapping of mappings
    return specials


@cache
def _special_ids() -> dict[str, str]:
    return {row["id"]: key for key, row in _specials().items()}


def slug(name: str) -> str:
    """A name in lower-case ASCII words joined by hyphens, for ids."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def the(code: str) -> str:
    """The state's name as it stands in a sentence: the United States, China."""
    name = state_name(code)
    return f"the {name}" if name.startswith(("United", "Russian", "Netherlands", "Philippines")) else name


def state_issuer(code: str) -> Issuer:
    """The state itself as issuer, for words like "Beijing said" that name no office."""
    return Issuer(id=code.lower(), name=state_name(code), country=code)


def office_issuer(code: str, office: str) -> Issuer:
    """The issuer of an office of a state: chn-mfa, usa-state, pak-moi. Its parent is the state."""
    special = _specials().get(f"{code.lower()}/{office}")
    if special:
        return Issuer(id=special["id"], name=special["name"], country=code, parent=code.lower())
    template = next((one.name for one in offices() if one.slug == office), "")
    name = (
        template.format(state=the(code))
        if template
        else f"Ministry of {_titled(office.removeprefix('ministry-'))} of {the(code)}"
    )
    return Issuer(id=f"{code.lower()}-{office}", name=name, country=code, parent=code.lower())


def region_issuer(code: str, place: str) -> Issuer:
    """The government of a province or town: a public body of its own, below the state."""
    key = f"{code.lower()}-{slug(place)}-government"
    return Issuer(id=key, name=f"Government of {place}", country=code, parent=code.lower())


def police_issuer(code: str, place: str = "") -> Issuer:
    """The police of a state, or of a place in it."""
    key = f"{code.lower()}-{slug(place)}-police" if place else f"{code.lower()}-police"
    return Issuer(id=key, name=f"Police of {place or the(code)}", country=code, parent=code.lower())


def mission_issuer(code: str, body: str = "un", name: str = "the United Nations") -> Issuer:
    """A state's mission to an organisation, that of the United Nations unless named."""
    name = f"Permanent Mission of {the(code)} to {name}"
    return Issuer(id=f"{code.lower()}-mission-{body}", name=name, country=code, parent=office_issuer(code, "mfa").id)


def embassy_issuer(code: str, host: str = "") -> Issuer:
    """A state's embassy in a host state: usa-embassy-pk, as sources.yaml writes it."""
    parent = office_issuer(code, "mfa").id
    if not host:
        return Issuer(id=f"{code.lower()}-embassy", name=f"Embassy of {the(code)}", country=code, parent=parent)
    name = f"Embassy of {the(code)} in {the(host)}"
    return Issuer(id=f"{code.lower()}-embassy-{_short(host)}", name=name, country=code, parent=parent)


def consulate_issuer(code: str, city: str = "") -> Issuer:
    """A state's consulate in a city."""
    key = f"{code.lower()}-consulate-{slug(city)}" if city else f"{code.lower()}-consulate"
    name = f"Consulate General of {the(code)}" + (f" in {city}" if city else "")
    return Issuer(id=key, name=name, country=code, parent=office_issuer(code, "mfa").id)


def delegation_issuer(host: str) -> Issuer:
    """The European Union's delegation to a state."""
    name = f"Delegation of the European Union to {the(host)}"
    return Issuer(id=f"eu-delegation-{_short(host)}", name=name, kind=IssuerKind.ORGANISATION, parent="eu-eeas")


def _short(code: str) -> str:
    """Alpha-2 where ISO has one: the last part of an embassy's id."""
    country = pycountry.countries.get(alpha_3=code)
    return str(country.alpha_2 if country else code).lower()


def _titled(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split("-"))


@cache
def issuer_of_id(issuer_id: str) -> Issuer | None:
    """The directory's issuer of an id that it made or lists itself, or None."""
    for section in ("organisations", "groups"):
        for _, issuer in bodies(section):
            if issuer.id == issuer_id:
                return issuer
    if key := _special_ids().get(issuer_id):
        return office_issuer(key[:_CODE].upper(), key[_CODE + 1 :])
    code, _, rest = issuer_id.partition("-")
    if code == "eu" and rest.startswith("delegation-") and (host := alpha3(rest[len("delegation-") :].upper())):
        return delegation_issuer(host)
    known = alpha3(code.upper()) if len(code) == _CODE else None
    return _of_state(known, rest) if known else None


def _of_state(code: str, rest: str) -> Issuer | None:
    """The issuer that the second half of an id names in a state."""
    head, _, tail = rest.partition("-")
    place, _, kind = rest.rpartition("-")
    if not rest:
        return state_issuer(code)
    if rest == "mission-geneva":
        return mission_issuer(code, tail, "the United Nations in Geneva")
    if head == "mission" and tail:
        return mission_issuer(code) if tail == "un" else mission_issuer(code, tail, f"the {tail.upper()}")
    if head == "embassy":
        host = alpha3(tail.upper()) if tail else ""
        return embassy_issuer(code, host) if host is not None else None
    if head == "consulate":
        return consulate_issuer(code, _titled(tail))
    if place and kind == "government":
        return region_issuer(code, _titled(place))
    if kind == "police":
        return police_issuer(code, _titled(place))
    known = head == "ministry" or any(office.slug == rest for office in offices())
    return office_issuer(code, rest) if known else None


_TRAVELLING = ("-mfa", "-mea", "-pm", "-president", "-mod", "-crown", "-state", "-fcdo", "-dfa", "-gac")


def stays(issuer: Issuer) -> bool:
    """Whether the office does not travel: police, an interior ministry, the government itself."""
    return not issuer.id.endswith(_TRAVELLING)
