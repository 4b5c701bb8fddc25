"""Embassies, consulates, missions and delegations: who sends them, and where they sit.

Owns which of several states in a title is the sender. Never takes the host for the sender.
"""

from __future__ import annotations

import re

from tracker.language.names.bodies import consulate_issuer, delegation_issuer, embassy_issuer, mission_issuer
from tracker.language.names.nations import Nation, alpha3
from tracker.model import Issuer

_MISSION = re.compile(
    r"(?:mission|permanent representative|ambassador|envoy|representative|delegate)s?\b.{0,40}?"
    r"\b(?:to|at) the (?:u\.?n\b|united nations)|\busun\b|驻联合国"
    r"|(?:\bu\.?n\.?|\bunited nations) (?:ambassador|envoy|representative|mission)\b",
    re.IGNORECASE,
)
_OTHER_MISSION = re.compile(
    r"(?:mission|permanent representative|ambassador|envoy|representative)s?\s(?:to|at) (?:the )?"
    r"(?P<body>eu\b|european union|nato|osce|african union|iaea|opcw|wto|asean|arab league)",
    re.IGNORECASE,
)
_CONSULATE = re.compile(r"consul(?:ate)?(?:[- ]general|s)?\b|总领(?:事|馆)", re.IGNORECASE)
_EMBASSY = re.compile(
    r"\b(?:embassy|embassies|ambassador|ambassadors|chargé d['’]affaires|high commission(?:er)?"
    r"|deputy chief of mission)\b|驻.{1,12}(?:大使馆|大使|使馆)",
    re.IGNORECASE,
)
#: "Dhaka’s envoy in New Delhi" sits there; a special envoy does not.
_ENVOY = re.compile(
    r"(?<!special )(?<!presidential )(?<!peace )(?<!climate )\benvoy\s(?:in|to)\s(?:the\s)?(?=[A-Z])", re.IGNORECASE
)
_GENEVA = re.compile(r"\b(?:mission|permanent representative|ambassador)\b.{0,40}?\bin Geneva\b", re.IGNORECASE)
_SEATS = re.compile(r"(?:^|\W)(?:In|in|At|at)\s(?P<town>Geneva|New York)(?:,\s|\s)(?:the\s)?$")
_HERE = re.compile(r"\bEU (?:Delegation|delegation|ambassador|Ambassador)\b|\bEuropean Union (?:D|d)elegation\b")
_UNION = re.compile(r"\b(?:eu|european union)\b", re.IGNORECASE)
_DELEGATION = re.compile(r"\bdelegation\b", re.IGNORECASE)
_BODY = re.compile(r"high commissioner for |commission(?:er)? (?:for|of|on) ", re.IGNORECASE)
_HOST = re.compile(
    r"(?:\b(?:in|to|at|for)\s+|(?<=[Ee]mbassy )|(?<=[Cc]ommission ))(?:the\s+)?"
    r"([A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})"
)
#: A state after these is where somebody is sent or what the work is about: "special representative for Afghanistan".
_SENT = re.compile(
    r"(?:envoy|representative|coordinator|ambassador|advis[eo]r|rapporteur|secretary|minister|mission|delegation|delegate"
    r"|director|negotiator|commissioner|affairs|embassy|policy)s?\s(?:to|for|on|in|with)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SHORT = {"european union": "eu", "african union": "au", "arab league": "arab-league"}


def senders(phrase: str, named: list[Nation]) -> list[Nation]:
    """The states of a title that may speak in it, without those that it is sent to or about."""
    return [one for one in named if not _SENT.search(phrase, 0, one.start)]


def mission(phrase: str, code: str | None) -> Issuer | None:
    """A state's mission to the United Nations or another organisation."""
    if not code:
        return None
    if _MISSION.search(phrase):
        return mission_issuer(code)
    if _GENEVA.search(phrase):
        return mission_issuer(code, "geneva", "the United Nations in Geneva")
    other = _OTHER_MISSION.search(phrase)
    if not other:
        return None
    body = other.group("body").lower()
    return mission_issuer(code, _SHORT.get(body, body), other.group("body"))


def town_before(text: str, at: int) -> str:
    """Where a mission sits that is named right behind its town: "In Geneva, the Karsan mission" → " in Geneva"."""
    found = _SEATS.search(text, max(0, at - 24), at)
    return {"Geneva": " in Geneva", "New York": " to the United Nations"}[found["town"]] if found else ""


def hosted(issuer: Issuer, phrase: str, seat: str | None) -> Issuer:
    """The embassy in the state from which a report was sent, where its words leave open in which state it sits."""
    if not seat or seat == issuer.country:
        return issuer
    if issuer.country and issuer.id == embassy_issuer(issuer.country).id:
        return embassy_issuer(issuer.country, seat)
    return delegation_issuer(seat) if issuer.id == "eu" and seat != "BEL" and _HERE.search(phrase) else issuer


def post(phrase: str, named: list[Nation], country: str | None) -> Issuer | None:
    """An embassy or consulate: the first state sends, the one after "in" or "to" is the host."""
    consulate = _CONSULATE.search(phrase)
    found = (
        consulate or _EMBASSY.search(phrase) or _sent(phrase) or (_UNION.search(phrase) and _DELEGATION.search(phrase))
    )
    if not found or _BODY.search(phrase):
        return None
    host = _HOST.search(phrase, found.start())
    union = _UNION.search(phrase)
    if union and not (host and host.start(1) <= union.start() < host.end()):
        receiver = _nation_of(host.group(1)) if host else None
        return delegation_issuer(receiver) if receiver else None
    apart = [n for n in named if not host or n.end <= host.start(1) or n.start >= host.end()]
    sender = apart[0].code if apart else country
    if not sender:
        return None
    if consulate:
        return consulate_issuer(sender, host.group(1) if host else "")
    receiver = _nation_of(host.group(1)) if host else _zh_host(phrase, named)
    return embassy_issuer(sender, receiver or "")


def _sent(phrase: str) -> re.Match[str] | None:
    """An envoy to a state, in its capital or to the state by name."""
    found = _ENVOY.search(phrase)
    return found if found and _nation_of(phrase[found.end() :].split(",", maxsplit=1)[0]) else None


def _nation_of(words: str) -> str | None:
    """The state that the first words name: "Pakistan Jiang Zaidong" is Pakistan; a capital stands for its state."""
    parts = words.split()
    return next((code for n in range(len(parts), 0, -1) if (code := alpha3(" ".join(parts[:n])))), None)


def _zh_host(phrase: str, named: list[Nation]) -> str | None:
    at = phrase.find("驻")
    later = [n.code for n in named if at >= 0 and n.start > at]
    return later[0] if later else None
