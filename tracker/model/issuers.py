"""Who speaks: bodies, their states, and their part in what is said.

Owns the words for them. Never knows which bodies there are: sources.yaml and the lexicons do.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.terms import IssuerKind, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A body on whose behalf something is said.

    `id` is `<alpha-3>-<office>` for states (chn-mfa, usa-embassy-pak) and a short name for
    organisations (eu-commission).
    `parent` is the id of the body above: an embassy's is its ministry. `names` are further names.
    """

    id: str
    name: str
    kind: IssuerKind = IssuerKind.STATE
    country: str | None = None
    parent: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state as texts name it: alpha-3 code, English name, other names, demonyms, capital.

    `places` holds further places, each with its names in all scripts, the first of which stands for it.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One issuer's part in a statement."""

    issuer: str
    part: Part = Part.ISSUER
