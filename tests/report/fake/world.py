"""The invented world: three states, three incidents, four languages, one wire.

Texts carry their origins as ⟦kind;source|words⟧, so that the expected marks can be read beside the words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tracker.model import (
    Channel,
    Display,
    Evidence,
    Form,
    Health,
    Incident,
    Issuer,
    IssuerKind,
    Move,
    Observation,
    Observed,
    Part,
    Party,
    Rendering,
    RunStatus,
    SourceRun,
    Strength,
    VerbClass,
    When,
    Wording,
)

from .held import Fake
from .said import SEEN, condemns, version_of


def health(fake: Fake) -> list[Health]:
    """What collecting would say of the sources: all read whole but the Union's."""
    return [
        Health(source=run.source, status="green", last_good=SEEN, items=run.listed)
        if run.status is RunStatus.COMPLETE
        else Health(source=run.source, status="red", reason=run.reason, overdue=True, next_step="look at the list page")
        for run in fake.held_runs
    ]


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
    _union(fake)
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


def _union(fake: Fake) -> None:
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
