"""Finding what a person means by a name: an issuer, or any object by its id.

Owns how loosely a name may be written. Never guesses between two that fit equally well.
"""

from __future__ import annotations

import re

import pycountry

from tracker.errors import UnknownId
from tracker.model import Issuer
from tracker.report.collection import Collection

_WORD = re.compile(r"\w+")
#: What people write for the office that ids call mfa.
_OFFICE = {
    "mfa": frozenset({"mfa", "foreign", "ministry", "affairs"}),
    "state": frozenset({"state", "department"}),
}


def find_issuer(collection: Collection, asked: str) -> str:
    """The id of the issuer that is meant; UnknownId names the nearest when none or several fit.

    An id or a full name wins if that body has spoken. Otherwise every word must be found in its id, names or country
    ("China MFA"), and of several that fit the one with most statements is taken if no other has as few words left over.
    """
    folded = " ".join(asked.casefold().split())
    for issuer in collection.issuers.values():
        named = folded in (issuer.id.casefold(), *(name.casefold() for name in (issuer.name, *issuer.names)))
        if named and _held(collection, issuer.id):
            return issuer.id
    if asked in collection.by_issuer:
        return asked
    wanted = set(_WORD.findall(folded))
    fit = [one for one in collection.issuers.values() if wanted and wanted <= _words(one)]
    ranked = sorted(fit, key=lambda one: (one.parent in {f.id for f in fit}, -_held(collection, one.id), one.id))
    spoken = [one for one in ranked if _held(collection, one.id)]
    if spoken:
        return spoken[0].id
    raise UnknownId(f"issuer {asked!r}: none of that id or name; {_nearest(collection, wanted)}")


def _held(collection: Collection, issuer: str) -> int:
    return len(collection.by_issuer.get(issuer, ()))


def _words(issuer: Issuer) -> set[str]:
    """Every word by which an issuer may be asked for."""
    texts = [issuer.id, issuer.name, *issuer.names]
    country = pycountry.countries.get(alpha_3=issuer.country) if issuer.country else None
    if country is not None:
        texts += [country.name, getattr(country, "common_name", ""), country.alpha_2, country.alpha_3]
    words = set(_WORD.findall(" ".join(texts).casefold().replace("_", " ")))
    for office, names in _OFFICE.items():
        if office in words:
            words |= names
    if {"foreign", "affairs"} <= words or {"foreign", "ministry"} <= words:
        words.add("mfa")
    return words


def _nearest(collection: Collection, wanted: set[str]) -> str:
    near = sorted(
        (one for one in collection.issuers.values() if wanted & _words(one) and _held(collection, one.id)),
        key=lambda one: (-len(wanted & _words(one)), one.id),
    )
    listed = ", ".join(one.id for one in near[:5])
    return f"did you mean {listed}?" if listed else "tracker issuers lists them"
