"""An in-memory store behind the `Reading` protocol, and how a test adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tracker.errors import UnknownId
from tracker.language.texts.tokens import search_words
from tracker.model import (
    Beginning,
    Channel,
    Corrected,
    Evidence,
    FirstUse,
    Form,
    Formula,
    How,
    Incident,
    Issuer,
    Move,
    Observation,
    Origin,
    OriginKind,
    Party,
    Passage,
    Presence,
    Rendering,
    Scope,
    SourceRun,
    Statement,
    Strength,
    Version,
    When,
    Wording,
)

from .said import NOW, SEEN, _passages, _use, unmark, version_of


@dataclass
class Fake:
    """An in-memory store; lists may be changed by a test before it reads."""

    held_statements: list[Statement] = field(default_factory=list)
    held_renderings: list[Rendering] = field(default_factory=list)
    held_versions: dict[str, list[Version]] = field(default_factory=dict)
    held_passages: dict[str, list[Passage]] = field(default_factory=dict)
    held_formulas: list[Formula] = field(default_factory=list)
    held_incidents: list[Incident] = field(default_factory=list)
    held_origins: dict[str, list[Origin]] = field(default_factory=dict)
    held_observations: list[Observation] = field(default_factory=list)
    held_issuers: list[Issuer] = field(default_factory=list)
    held_channels: list[Channel] = field(default_factory=list)
    held_beginnings: list[Beginning] = field(default_factory=list)
    held_runs: list[SourceRun] = field(default_factory=list)
    held_presences: list[Presence] = field(default_factory=list)
    held_corrected: list[Corrected] = field(default_factory=list)

    def statements(self) -> Sequence[Statement]:
        return self.held_statements

    def renderings(self, form: Form | None = None) -> Sequence[Rendering]:
        return [one for one in self.held_renderings if form in (None, one.form)]

    def versions(self, rendering: str) -> Sequence[Version]:
        return self.held_versions.get(rendering, [])

    def passages(self, statement: str) -> Sequence[Passage]:
        return self.held_passages.get(statement, [])

    def formulas(self) -> Sequence[Formula]:
        return self.held_formulas

    def incidents(self) -> Sequence[Incident]:
        return self.held_incidents

    def origins(self, statement: str) -> Sequence[Origin]:
        return self.held_origins.get(statement, [])

    def observations(self, incident: str) -> Sequence[Observation]:
        return [one for one in self.held_observations if one.incident == incident]

    def epoch(self) -> str:
        return "0123456789ab"

    def beginnings(self) -> Sequence[Beginning]:
        return self.held_beginnings

    def corrected(self) -> Sequence[Corrected]:
        return self.held_corrected

    def presences(self) -> Sequence[Presence]:
        return self.held_presences

    def issuers(self) -> Sequence[Issuer]:
        return self.held_issuers

    def channels(self) -> Sequence[Channel]:
        return self.held_channels

    def resolve(self, thing: str) -> str:
        for one in self.held_statements:
            if thing == one.id or thing in one.aliases:
                return one.id
        known = {one.id for one in (*self.held_formulas, *self.held_incidents, *self.held_issuers)}
        if thing not in known:
            raise UnknownId(f"no statement {thing!r}")
        return thing

    def holding(self, phrase: str) -> Sequence[str]:
        texts = {one.id: search_words(one.text, language=one.language) for one in self.held_statements}
        return sorted(key for key, text in texts.items() if f" {phrase} " in f" {text} ")

    def search(self, words: str, limit: int = 50) -> Sequence[tuple[str, str]]:
        return [(one.id, one.text[:60]) for one in self.held_statements if words.lower() in one.text.lower()][:limit]

    def say(
        self,
        issuer: str,
        day: str,
        marked: str,
        *,
        incident: str = "",
        language: str = "en",
        evidence: Evidence = Evidence.OFFICIAL,
        strength: Strength | None = None,
        title: str = "",
        name: str = "",
        speaker: str = "",
    ) -> Statement:
        """Add a statement with one rendering, its passages and origins."""
        identity = name or f"{issuer}.{len(self.held_statements):04d}"
        text, spans = unmark(marked)
        rendering = self._rendering(
            identity, issuer, day=day, text=text, language=language, evidence=evidence, title=title
        )
        passages = _passages(identity, text, language, evidence)
        statement = Statement(
            id=identity,
            parties=(Party(issuer),),
            date=When(day),
            title=title,
            language=language,
            text=text,
            evidence=evidence,
            renderings=(identity,),
            speaker=speaker,
            moves=tuple(sorted({move for one in passages for move in one.moves}, key=list(Move).index)),
            strength=strength or Strength(),
            scope=Scope.ONE if incident else Scope.UNKNOWN,
            incidents=(incident,) if incident else (),
        )
        self.held_renderings.append(rendering)
        self.held_statements.append(statement)
        self.held_passages[identity] = passages
        self.held_origins[identity] = [self._origin(identity, *span) for span in spans]
        self.held_versions[identity] = [] if rendering.parent else [version_of(rendering)]
        if incident:
            at = next(place for place, one in enumerate(self.held_incidents) if one.id == incident)
            old = self.held_incidents[at]
            self.held_incidents[at] = replace(old, statements=(*old.statements, identity))
        return statement

    def _rendering(
        self, identity: str, issuer: str, *, day: str, text: str, language: str, evidence: Evidence, title: str
    ) -> Rendering:
        official = evidence is Evidence.OFFICIAL
        return Rendering(
            id=identity,
            source=f"{issuer}-site" if official else "wire",
            form=Form.STATEMENT if official else Form.EXCERPT,
            evidence=evidence,
            wording=Wording.ORIGINAL if official else Wording.OUTLET,
            language=language,
            title=title,
            text=text,
            url=f"https://{issuer}.example/{identity}.html" if official else "",
            published=When(day),
            parties=(Party(issuer),),
            retrieved_at=SEEN - timedelta(days=400) if day < "2031-03" else SEEN,
            parent=None if official else "wire.article",
            cue="" if official else "deplored" if evidence is Evidence.CHARACTERISED else "said",
        )

    def _origin(self, statement: str, start: int, end: int, kind: str, source: str) -> Origin:
        earlier = next((one for one in self.held_statements if one.id == source), None)
        return Origin(
            statement=statement,
            rendering=statement,
            version=1,
            start=start,
            end=end,
            kind=OriginKind(kind),
            source=source,
            issuer=earlier.issuer or "" if earlier else "",
            date=earlier.date if earlier else None,
        )

    def recur(
        self,
        identity: str,
        template: str,
        found: Sequence[tuple[str, str]],
        *,
        language: str = "en",
        moves: tuple[Move, ...] = (Move.CONDEMN,),
    ) -> Formula:
        """Add a formula used in the given statements with the given words."""
        said = {one.id: one for one in self.held_statements}
        uses = tuple(_use(identity, said[statement], words) for statement, words in found)
        counted = [said[one.statement] for one in uses if one.how is How.MEMBER]
        first = min(counted, key=lambda s: s.date.start if s.date else NOW)
        last = max((s.date for s in counted if s.date), key=lambda d: d.start)
        formula = Formula(
            id=identity,
            template=template,
            language=language,
            measure="dice",
            min_similarity=0.7,
            statements=len(counted),
            incidents=len({incident for s in counted for incident in s.incidents}),
            issuers=len({s.issuer for s in counted}),
            first=FirstUse(statement=first.id, issuer=first.issuer, date=first.date),
            last=last,
            moves=moves,
            variants=((template, len(counted)),),
            uses=uses,
        )
        self.held_formulas.append(formula)
        return formula
