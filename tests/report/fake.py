"""A small invented world behind the `Reading` protocol: three states, three incidents, four languages, one wire.

Texts carry their origins as ⟦kind;source|words⟧, so that the expected marks can be read beside the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tracker.errors import UnknownId
from tracker.language.strength import strength as read_strength
from tracker.model import (
    Beginning,
    Channel,
    Corrected,
    Display,
    Evidence,
    FirstUse,
    Form,
    Formula,
    Health,
    How,
    Incident,
    Issuer,
    IssuerKind,
    Move,
    Observation,
    Observed,
    Origin,
    OriginKind,
    Part,
    Party,
    Passage,
    Presence,
    Rendering,
    RunStatus,
    Scope,
    SourceRun,
    Statement,
    Strength,
    Use,
    VerbClass,
    Version,
    When,
    Wording,
)

NOW = datetime(2031, 3, 17, 6, 0, tzinfo=UTC)
SEEN = datetime(2031, 3, 16, 5, 30, tzinfo=UTC)

_MARK = re.compile(r"⟦(?P<kind>\w+)(?:;(?P<source>[^|]*))?\|(?P<words>[^⟧]*)⟧")
_SENTENCE = re.compile(r"[^.。!?]+[.。!?]?\s*")
_MOVES = (
    (re.compile(r"condemn|谴责|إدانت|condamne", re.IGNORECASE), Move.CONDEMN),
    (re.compile(r"condolence|慰问|التعازي|condoléances", re.IGNORECASE), Move.CONDOLE),
    (re.compile(r"concern|关切", re.IGNORECASE), Move.CONCERN),
    (re.compile(r"stands with|站在一起", re.IGNORECASE), Move.SOLIDARITY),
    (re.compile(r"call on|呼吁", re.IGNORECASE), Move.DEMAND),
)


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

    def last_run(self, source: str) -> SourceRun | None:
        return next((one for one in reversed(self.held_runs) if one.source == source), None)

    def resolve(self, thing: str) -> str:
        for one in self.held_statements:
            if thing == one.id or thing in one.aliases:
                return one.id
        known = {one.id for one in (*self.held_formulas, *self.held_incidents, *self.held_issuers)}
        if thing not in known:
            raise UnknownId(f"no statement {thing!r}")
        return thing

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


def health(fake: Fake) -> list[Health]:
    """What collecting would say of the sources: all read whole but the Union's."""
    return [
        Health(source=run.source, status="green", last_good=SEEN, items=run.listed)
        if run.status is RunStatus.COMPLETE
        else Health(source=run.source, status="red", reason=run.reason, overdue=True, next_step="look at the list page")
        for run in fake.held_runs
    ]


def _use(formula: str, statement: Statement, words: str) -> Use:
    start = statement.text.index(words)
    reported = not statement.evidence.own_words
    return Use(
        formula=formula,
        statement=statement.id,
        rendering=statement.renderings[0],
        version=1,
        start=start,
        end=start + len(words),
        text=words,
        similarity=0.91,
        how=How.REPORTED if reported else How.MEMBER,
    )


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The plain text and its marked spans."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match["words"]), match["kind"], match["source"] or ""))
        text += match["words"]
        at = match.end()
    return text + marked[at:], spans


def _passages(identity: str, text: str, language: str, evidence: Evidence) -> list[Passage]:
    found = []
    for number, match in enumerate(_SENTENCE.finditer(text)):
        words = match[0].rstrip()
        found.append(
            Passage(
                id=f"{identity}#{number}",
                statement=identity,
                rendering=identity,
                version=1,
                start=match.start(),
                end=match.start() + len(words),
                text=words,
                language=language,
                evidence=evidence,
                moves=tuple(move for pattern, move in _MOVES if pattern.search(words)) or (Move.OTHER,),
                strength=read_strength(words, language=language),
            )
        )
    return found


def version_of(rendering: Rendering, number: int = 1, text: str | None = None, at: datetime = SEEN) -> Version:
    shown = rendering.text if text is None else text
    return Version(
        rendering=rendering.id,
        number=number,
        sha256=replace(rendering, text=shown).sha256,
        title=rendering.title,
        question="",
        text=shown,
        first_seen=at,
        last_seen=at,
        capture="c0",
    )


def condemns(intensity: int, *words: str) -> Strength:
    return Strength(verb_class=VerbClass.CONDEMN, intensity=intensity, words=words)


ARTICLE_BODY = "The market lay quiet at dusk, a reporter wrote, before ministries began to speak. "


def world() -> Fake:
    """The invented world that most tests read."""
    fake = Fake(
        held_issuers=[
            Issuer(id="xaa-mfa", name="Arvenia MFA", country="XAA", names=("Ministry of Foreign Affairs of Arvenia",)),
            Issuer(id="xab-mfa", name="Hanzhou MFA", country="XAB"),
            Issuer(id="xac-mfa", name="Gulmarin MFA", country="XAC"),
            Issuer(id="xad-mfa", name="Castovie MAE", country="XAD"),
            Issuer(id="union", name="Inter-State Union", kind=IssuerKind.ORGANISATION),
            Issuer(id="xaa-embassy-xac", name="Embassy of Arvenia in Gulmarin", country="XAA", parent="xaa-mfa"),
        ],
        held_incidents=[
            _incident("osk-2029", "Bombing at Osk railway station", "2029-06-02", "Osk"),
            _incident("lund-2030", "Shooting in Lund valley", "2030-11-19", "Lund"),
            _incident("tarim-2031", "Attack on the Tarim market", "2031-03-14T08:10+03:00", "Tarim"),
        ],
    )
    _channels(fake)
    _arvenia(fake)
    _others(fake)
    _reports(fake)
    _formulas(fake)
    _edit(fake)
    fake.held_observations += [
        Observation(incident="tarim-2031", issuer="xaa-mfa", state=Observed.SPOKE),
        Observation(incident="tarim-2031", issuer="union", state=Observed.NONE_FOUND, reason="last read 2031-03-16"),
        Observation(
            incident="tarim-2031", issuer="xaa-embassy-xac", state=Observed.NOT_OBSERVABLE, reason="posts on X alone"
        ),
    ]
    return fake


def _incident(identity: str, name: str, day: str, place: str) -> Incident:
    return Incident(id=identity, name=name, start=When(day), end=When(day[:10]), places=(place,), kind="attack")


def _channels(fake: Fake) -> None:
    for issuer, language in (
        ("xaa-mfa", "en"),
        ("xab-mfa", "zh"),
        ("xac-mfa", "ar"),
        ("xad-mfa", "fr"),
        ("union", "en"),
    ):
        source = f"{issuer}-site"
        fake.held_channels.append(
            Channel(
                id=source,
                issuer=issuer,
                kind="html-list",
                name=f"{issuer} website",
                url=f"https://{issuer}.example/",
                languages=(language,),
                display=Display.FULL,
                every=timedelta(days=1),
            )
        )
        broken = issuer == "union"
        fake.held_runs.append(
            SourceRun(
                source=source,
                started_at=SEEN,
                ended_at=SEEN,
                status=RunStatus.FAILED if broken else RunStatus.COMPLETE,
                reason="the list page has no items where 10 were expected" if broken else "",
                listed=0 if broken else 10,
            )
        )
    fake.held_channels.append(Channel(id="wire", issuer=None, kind="news", name="Osk Wire", languages=("en",)))


def _arvenia(fake: Fake) -> None:
    first = fake.say(
        "xaa-mfa",
        "2029-06-02",
        "⟦unknown|Arvenia strongly condemns the attack on the Osk railway station.⟧ "
        "⟦unknown|We extend our deepest condolences to the families of the victims and wish a speedy recovery to the "
        "injured.⟧ ⟦unknown|Those responsible must be brought to justice.⟧",
        incident="osk-2029",
        strength=condemns(1, "strongly condemns"),
        title="On the attack in Osk",
    )
    second = fake.say(
        "xaa-mfa",
        "2030-11-20",
        f"⟦own;{first.id}|Arvenia⟧ expresses its concern at ⟦own;{first.id}|the attack on the⟧ Lund valley road. "
        f"⟦own;{first.id}|We extend our deepest condolences to the families of the victims⟧.",
        incident="lund-2030",
        strength=Strength(verb_class=VerbClass.CONCERN, intensity=0, words=("expresses its concern",)),
        title="On the shooting in Lund valley",
    )
    fake.say(
        "xaa-mfa",
        "2031-03-14T11:40+03:00",
        f"⟦own;{first.id}|Arvenia strongly condemns the⟧ ⟦new|heinous terrorist⟧ ⟦own;{first.id}|attack on the⟧ Tarim "
        f"market. ⟦own;{second.id}|We extend our deepest condolences to the families of the victims⟧ "
        f"⟦own;{first.id}|and wish a speedy recovery to the injured⟧. "
        f"⟦own;{first.id}|Those responsible must be brought to justice⟧. "
        "⟦new|Arvenia stands with the people of Karsan in this difficult time⟧.",
        incident="tarim-2031",
        strength=condemns(2, "strongly condemns", "heinous"),
        title="On the attack on the Tarim market",
        name="arvenia-tarim",
        speaker="Spokesperson Ilva Toren",
    )


def _others(fake: Fake) -> None:
    old = fake.say(
        "xab-mfa",
        "2029-06-03",
        "⟦unknown|中方对此次袭击事件表示谴责，对遇难者表示哀悼，向伤者和遇难者家属表示慰问。⟧"
        "⟦unknown|中方反对一切形式的恐怖主义。⟧",
        incident="osk-2029",
        language="zh",
        strength=condemns(0, "谴责"),
    )
    fake.say(
        "xab-mfa",
        "2031-03-15T15:00+08:00",
        f"⟦own;{old.id}|中方对此次⟧⟦new|恐怖⟧⟦own;{old.id}|袭击事件表示⟧⟦new|强烈⟧⟦own;{old.id}|谴责，对遇难者表示⟧"
        f"⟦new|深切⟧⟦own;{old.id}|哀悼，向伤者和遇难者家属表示⟧⟦new|诚挚⟧⟦own;{old.id}|慰问⟧。"
        f"⟦own;{old.id}|中方反对一切形式的恐怖主义⟧，⟦new|呼吁各方保持克制⟧。",
        incident="tarim-2031",
        language="zh",
        strength=condemns(2, "强烈谴责"),
    )
    fake.say(
        "xac-mfa",
        "2031-03-14",
        "⟦new|تعرب وزارة الخارجية عن إدانتها واستنكارها الشديدين للهجوم الإرهابي الذي استهدف سوق تاريم⟧، "
        "⟦stock|وتتقدم بخالص التعازي لأسر الضحايا⟧.",
        incident="tarim-2031",
        language="ar",
        strength=condemns(2, "إدانتها", "الشديدين"),
    )
    fake.say(
        "xad-mfa",
        "2031-03-14T14:00+01:00",
        "La Castovie condamne avec la plus grande fermeté ⟦new|l'attentat terroriste perpétré au marché de Tarim⟧. "
        "⟦stock|Elle présente ses condoléances aux familles des victimes⟧.",
        incident="tarim-2031",
        language="fr",
        strength=condemns(3, "avec la plus grande fermeté"),
    )
    fake.say(
        "union",
        "2030-11-21T10:00Z",
        "The Union condemns in the strongest terms the shooting in Lund valley. "
        "We call on all parties to exercise maximum restraint and avoid any further escalation.",
        incident="lund-2030",
        strength=condemns(3, "condemns in the strongest terms"),
        name="union-lund",
    )
    fake.say(
        "union",
        "2031-03-15",
        "The Union and Arvenia strongly condemn the attack on the Tarim market. "
        "⟦agreed;S/RES/2999 (2028)|Terrorism in all its forms and manifestations is one of the most serious threats to "
        "peace⟧. ⟦matched;arvenia-tarim|Those responsible must be brought to justice⟧.",
        incident="tarim-2031",
        strength=condemns(1, "strongly condemn"),
        name="union-joint",
    )
    joint = fake.held_statements[-1]
    fake.held_statements[-1] = replace(joint, parties=(Party("union"), Party("xaa-mfa", Part.JOINED)))


def _reports(fake: Fake) -> None:
    fake.held_renderings.append(
        Rendering(
            id="wire.article",
            source="wire",
            form=Form.ARTICLE,
            language="en",
            title="Ministries react to market attack",
            text=ARTICLE_BODY * 3,
            url="https://wire.example/1",
            outlet="Osk Wire",
            published=When("2031-03-15"),
            retrieved_at=SEEN,
        )
    )
    fake.say(
        "xac-mfa",
        "2030-11-20",
        "strongly condemns the attack on the Lund valley road",
        incident="lund-2030",
        evidence=Evidence.QUOTED,
        strength=condemns(1, "strongly condemns"),
        name="gulmarin-quoted",
    )
    fake.say(
        "xab-mfa",
        "2030-11-20",
        "the bloodshed in the Lund valley",
        incident="lund-2030",
        evidence=Evidence.CHARACTERISED,
        name="hanzhou-characterised",
    )


def _formulas(fake: Fake) -> None:
    arvenia = [one.id for one in fake.held_statements if one.issuer == "xaa-mfa"]
    fake.recur(
        "f-condemn",
        "strongly condemns the attack on the {PLACE}",
        [
            (arvenia[0], "strongly condemns the attack on the Osk railway station"),
            (arvenia[2], "strongly condemns the heinous terrorist attack on the Tarim market"),
            ("union-joint", "strongly condemn the attack on the Tarim market"),
            ("gulmarin-quoted", "strongly condemns the attack on the Lund valley road"),
        ],
    )
    fake.recur(
        "f-condole",
        "We extend our deepest condolences to the families of the victims",
        [
            (arvenia[0], "We extend our deepest condolences to the families of the victims and wish a speedy recovery"),
            (arvenia[1], "We extend our deepest condolences to the families of the victims"),
            (arvenia[2], "We extend our deepest condolences to the families of the victims and wish a speedy recovery"),
        ],
        moves=(Move.CONDOLE,),
    )
    fake.recur(
        "f-justice",
        "Those responsible must be brought to justice",
        [
            (arvenia[0], "Those responsible must be brought to justice"),
            (arvenia[2], "Those responsible must be brought to justice"),
        ],
        moves=(Move.DEMAND,),
    )
    chinese = [one.id for one in fake.held_statements if one.language == "zh"]
    fake.recur(
        "f-zh",
        "对此次袭击事件表示谴责",
        [(chinese[0], "中方对此次袭击事件表示谴责"), (chinese[1], "中方对此次恐怖袭击事件表示强烈谴责")],
        language="zh",
    )


def _edit(fake: Fake) -> None:
    """The Union changes its text in place; the ministry of Hanzhou has an official English beside one original."""
    at = next(place for place, one in enumerate(fake.held_renderings) if one.id == "union-joint")
    new = replace(fake.held_renderings[at], version=2)
    old = new.text.replace("strongly condemn", "are concerned at")
    fake.held_versions["union-joint"] = [version_of(new, 1, old), version_of(new, 2)]
    fake.held_renderings[at] = new
    fake.held_origins["union-joint"] = [replace(one, version=2) for one in fake.held_origins["union-joint"]]
    place = next(p for p, one in enumerate(fake.held_statements) if one.language == "zh")
    statement = fake.held_statements[place]
    english = replace(
        fake.held_renderings[[one.id for one in fake.held_renderings].index(statement.id)],
        id=f"{statement.id}.en",
        language="en",
        wording=Wording.OFFICIAL_TRANSLATION,
        text="China-like as it may sound, Hanzhou condemns this attack and mourns the victims.",
    )
    fake.held_renderings.append(english)
    fake.held_statements[place] = replace(statement, renderings=(statement.id, english.id))
