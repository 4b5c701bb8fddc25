"""Which issuers belong together: an embassy to its ministry, a ministry to its state.

Owns the walk up `parent`. Never merges issuers: kin may repeat each other's statements, but stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.model import Issuer, IssuerKind


class Kinship:
    """The issuers by id, with their lines of parents; unknown ids stand alone."""

    def __init__(self, issuers: Iterable[Issuer], *, also: Mapping[str, Issuer] | None = None) -> None:
        """`also` holds further ids under which some of the issuers are known."""
        self._also = also or {}
        self._issuers: Mapping[str, Issuer] = {one.id: one for one in sorted(issuers, key=lambda i: i.id)}
        self._lines: dict[str, tuple[str, ...]] = {}

    @classmethod
    def over(cls, issuers: Mapping[str, Issuer]) -> Kinship:
        """The same over issuers by id, each of which is looked up only when it is asked for."""
        made = cls(())
        made._issuers = issuers
        return made

    def get(self, key: str) -> Issuer | None:
        """The issuer of that id, if it is known."""
        return self._issuers.get(key) or self._also.get(key)

    def ids(self) -> list[str]:
        """All known ids, sorted."""
        return sorted(self._issuers)

    def line(self, key: str) -> tuple[str, ...]:
        """The issuer and its parents, nearest first; a circle in the data ends where it closes."""
        if key not in self._lines:
            line: list[str] = []
            at: str | None = key
            while at and at not in line:
                line.append(at)
                issuer = self._issuers.get(at)
                at = _parent(issuer) if issuer else _state(at, line)
            self._lines[key] = tuple(line)
        return self._lines[key]

    def kin(self, a: str, b: str) -> bool:
        """Whether the two are one issuer, or one is above the other."""
        return a == b or a in self.line(b) or b in self.line(a)

    def root(self, key: str) -> str:
        """What "another state" is counted by: the country, else the topmost body; a speaker nobody names has none."""
        issuer = self._issuers.get(key)
        if issuer and issuer.country:
            return issuer.country
        return (self.line(key) or (key,))[-1]

    def made(self, key: str, name: str, country: str | None) -> Issuer:
        """An issuer for an id that a directory of offices gave but nobody declared."""
        known = self._issuers.get(key)
        if known:
            return known
        kind = IssuerKind.STATE if country else IssuerKind.NON_STATE
        state = country.lower() if country else None
        parent = state if state and state != key else None
        if state and key.startswith(f"{state}-") and "-embassy" in key + "-" and f"{state}-mfa" in self._issuers:
            parent = f"{state}-mfa"
        return Issuer(id=key, name=name or key, kind=kind, country=country, parent=parent)


def _state(key: str, line: list[str]) -> str | None:
    """The state of an undeclared office above a declared one: xaa for xaa-mfa, when both ids begin alike."""
    state = key.partition("-")[0]
    return state if state != key and line[0].startswith(f"{state}-") and line[0] != key else None


def _parent(issuer: Issuer) -> str | None:
    """The declared parent, else the state of a state body."""
    if issuer.parent:
        return issuer.parent
    if issuer.country and issuer.kind is IssuerKind.STATE:
        state = issuer.country.lower()
        return state if state != issuer.id else None
    return None
