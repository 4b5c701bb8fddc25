"""Words for offices, ranks and forms of address, as reports put them before or behind a name.

Owns these words alone. Never decides whose office it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Words that make a phrase the name of an office or function when they are its head.
OFFICES = frozenset(
    (
        *("spokesperson", "spokeswoman", "spokesman", "spokespeople", "spokesmen", "spokespersons", "minister"),
        *(
            "ministers",
            "president",
            "secretary",
            "ambassador",
            "commander",
            "chief",
            "premier",
            "chancellor",
            "governor",
        ),
        *("senator", "king", "queen", "emir", "sultan", "pope", "director", "chair", "chairman", "chairwoman"),
        *("chairperson", "envoy", "representative", "commissioner", "counterpart", "leader", "judge", "mayor"),
        *(
            "professor",
            "official",
            "adviser",
            "advisor",
            "strategist",
            "manager",
            "analyst",
            "deputy",
            "head",
            "consul",
        ),
        *("speaker", "attorney", "justice", "nominee", "candidate", "pollster", "editor", "author", "host", "diplomat"),
        *("lawmaker", "legislator", "congressman", "congresswoman", "coordinator", "negotiator", "inspector"),
        *("superintendent", "sheriff", "prosecutor", "rapporteur", "administrator", "officer", "president-elect"),
        *(
            "undersecretary",
            "treasurer",
            "vice-president",
            "attaché",
            "chargé",
            "councillor",
            "counsellor",
            "principal",
        ),
        *("analysts", "elder", "resident", "witness", "expert", "lawyer", "activist", "researcher", "economist"),
        *("captain", "founder", "rep", "sen", "gov", "prof", "rev", "member", "delegate", "premier-designate"),
        *(
            "constable",
            "taoiseach",
            "tánaiste",
            "magistrate",
            "collector",
            "ombudsman",
            "provost",
            "warden",
            "mp",
            "mep",
        ),
        *("mla", "mna", "nuncio", "registrar", "marshal-general", "democrat", "republican"),
    )
)
#: Ranks: a role only where the text gives no other.
RANKS = frozenset(
    (
        *(
            "general",
            "gen",
            "lieutenant",
            "lt",
            "colonel",
            "col",
            "brigadier",
            "brig",
            "major",
            "maj",
            "admiral",
            "adm",
        ),
        *("rear", "marshal", "commodore", "sergeant", "sgt", "corporal", "lieut", "air", "field", "vice-admiral"),
        *("captain", "capt", "commander", "cmdr"),
    )
)
#: Forms of address: part of neither name nor role.
ADDRESS = frozenset(
    (
        *(
            "mr",
            "ms",
            "mrs",
            "miss",
            "dr",
            "sir",
            "lord",
            "lady",
            "dame",
            "baroness",
            "baron",
            "h.e",
        ),
        *("excellency", "sheikh", "shaikh", "sheikha", "hajj", "haji", "hajji", "prince", "princess", "shri", "smt"),
        *("ayatollah", "imam", "maulana", "rev", "reverend", "prof", "professor", "engineer", "justice", "highness"),
        *("crown", "hon", "rt", "grand", "honourable", "honorable", "royal", "cardinal", "archbishop", "bishop"),
    )
)
_SHE = re.compile(
    r"\b(?:spokeswoman|chairwoman|congresswoman|queen|princess|sheikha|ms|mrs|miss|lady|dame|baroness|daw|naw|"
    r"businesswoman|woman|smt)\b",
    re.IGNORECASE,
)
_HE = re.compile(
    r"\b(?:spokesman|chairman|congressman|king|prince|sheikh|mr|sir|lord|emir|sultan|ayatollah|imam|mullah|pope"
    r"|cardinal|bishop|u(?=\s[A-Z])|shri)\b",
    re.IGNORECASE,
)
_PUBLISHES = re.compile(
    r"\b(?:news ?agency|wire service|newspaper|daily|weekly|broadcaster|channel|radio|television|tv|outlet|website"
    r"|portal|magazine|tabloid|state media|local media|media|reports?)\b"
    r"(?!\s(?:secretary|office|wing|team|advis|spokes|min))",
    re.IGNORECASE,
)
_OUTLETS = re.compile(
    r"\b(?:Xinhua|TASS|Tass|Interfax|RIA|AFP|Reuters|PTI|ANI|IANS|APP|AP|Anadolu|IRNA|Fars|Tasnim|KCNA|Yonhap|Kyodo"
    r"|dpa|EFE|ANSA|WAM|Dawn|CNN|BBC|CCTV|CGTN|NHK|Al[- ]Jazeera|Al[- ]Arabiya|Bloomberg|Axios|Politico|TOLOnews"
    r"|Sputnik|Nikkei|Haaretz|Ukrinform|Bernama|Antara"
    r"|(?:[A-Z][\w’'-]+ )+(?:Press|News|Times|Tribune|Gazette|Post|Journal|Herald|Daily|Beacon|Examiner|Guardian"
    r"|Observer|Independent|Chronicle|Telegraph))\b"
    r"(?!\s(?:Secretary|Office|Wing))"
)
#: A name that ends or begins so is a body's, never a person's.
BODY = re.compile(
    r"\b(?:Institute|University|College|Watch|International|Party|Council|Committee|Ministry|Group|Bank|Company|Inc|Corp"
    r"|Ltd|Foundation|Association|Union|Cent(?:er|re)|Agency|Office|Commission|Court|Police|Forces?|Front|Army|Movement"
    r"|League|Alliance|Organi[sz]ation|Network|Post|Department|Embassy|Mission|Government|Parliament|Congress|Senate"
    r"|Assembly|Cabinet|Board|Authority|Service|Federation|Society|Fund|Programme?|Command|Brigades?|Navy|Airlines?"
    r"|Airways|Rights|Nations|House|Guards?|Corps|Bureau|Directorate|Administration|Airport|Hospital|School|Church"
    r"|Initiative|Project|Observatory|Syndicate|Chamber|Consulate|Secretariat|Community|Taliban|State|Chiefs|Staff)s?\b"
)
_GROUP_BEFORE = frozenset(
    (
        *("group", "groups", "organisation", "organization", "movement", "network", "party", "outfit", "faction"),
        *(
            "militia",
            "coalition",
            "bloc",
            "charity",
            "agency",
            "company",
            "firm",
            "newspaper",
            "broadcaster",
            "militants",
        ),
        *("rebels", "fighters", "alliance", "monitor", "watchdog", "institute", "tank", "body", "ngo", "union"),
        *("called", "named", "known", "city", "town", "village", "province", "region", "district", "port", "station"),
    )
)


@lru_cache(maxsize=65_536)
def word_of(token: str) -> str:
    """A token without its stops and possessive, in lower case."""
    return token.strip(".,").removesuffix("’s").removesuffix("'s").replace("\ue003", "").lower()


def is_office(token: str) -> bool:
    """Whether the token is the head of an office: "Minister", "spokesperson", "vice-president"."""
    word = word_of(token)
    return word in OFFICES or word.rpartition("-")[2] in ("minister", "president", "secretary", "general", "chief")


def is_rank(token: str) -> bool:
    """Whether the token is a military rank or part of one."""
    return word_of(token) in RANKS


def is_address(token: str) -> bool:
    """Whether the token is a form of address that belongs to neither name nor role."""
    return word_of(token) in ADDRESS


def names_a_body(token: str) -> bool:
    """Whether the name behind this word is a group's, a company's or a place's: "the rebel group …"."""
    return word_of(token) in _GROUP_BEFORE


@lru_cache(maxsize=16_384)
def is_outlet(phrase: str) -> bool:
    """Whether the phrase names who publishes: an agency, a newspaper, "state media"."""
    return bool(_PUBLISHES.search(phrase) or _OUTLETS.search(phrase))


def pronoun_of(phrase: str) -> str:
    """The pronoun, "she" or "he", that a title in the phrase tells, else ""."""
    if _SHE.search(phrase):
        return "she"
    return "he" if _HE.search(phrase) else ""
