import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker import imports
from tracker.match import epochs
from tracker.match.derive import derive
from tracker.model import (
    Derived,
    Evidence,
    Form,
    How,
    Incident,
    Issuer,
    Move,
    Rendering,
    Scope,
    State,
    Statement,
    VerbClass,
    Wording,
)
from tracker.sources.corrections import Correction, Corrections

Maker = Callable[..., Rendering]
STATES = (
    State(code="XAA", name="Arvenia", demonyms=("Arvenian",), capital="Tolm"),
    State(code="XAB", name="Osk", demonyms=("Oskan",), capital="Karsan"),
)
FIRMLY = "Arvenia firmly opposes terrorism in every form and will keep supporting {} in protecting its people."
ATTACK = "We strongly condemn the bombing of the railway station in {}, Osk, on {}. At least nine people were killed. "


@pytest.fixture
def world(statement: Maker) -> list[Rendering]:
    spring = ATTACK.format("Karsan", "14 March") + FIRMLY.format("Osk")
    autumn = ATTACK.format("Karsan", "1 September") + FIRMLY.format("Osk").replace("every", "any")
    wire = (
        "KARSAN, Sep 2 (Wire) “We strongly condemn the bombing of the railway station in Karsan,” Arvenian Foreign "
        "Ministry spokesperson Ilen Marr told reporters on Tuesday.\n\nGermany deplored the bombing of the railway "
        "station in Karsan, Osk.\n\nMarr said Arvenia would send doctors to the railway station within a day."
    )
    return [
        statement("a", spring, "2031-03-15", title="On the attack in Karsan"),
        statement("b", autumn, "2031-09-02", title="On the attack in Karsan"),
        statement("c", autumn, "2031-09-02", "xaa-embassy-xab"),
        statement("d", "The ministers spoke today about trade, fish and rivers.", "2031-09-03", title="A call"),
        statement("w", wire, "2031-09-02", source="wire", form=Form.ARTICLE, parties=(), wording=Wording.OUTLET),
    ]


@pytest.fixture
def run(issuers: tuple[Issuer, ...]) -> Callable[..., Derived]:
    def _run(renderings: Sequence[Rendering], **more: object) -> Derived:
        values: dict[str, object] = {"issuers": issuers, "states": STATES, "epoch": epochs.current(), **more}
        return derive(renderings, **values)  # type: ignore[arg-type]  # tests name arguments freely

    return _run


def of(derived: Derived, rendering: str) -> Statement:
    return next(s for s in derived.statements if rendering in s.renderings)


def test_the_whole_way(world: list[Rendering], run: Callable[..., Derived]):
    derived = run(world)
    assert of(derived, "xaa-embassy-xab.c").id == of(derived, "xaa-mfa.b").id == "xaa-mfa.b"
    spring, autumn = of(derived, "xaa-mfa.a"), of(derived, "xaa-mfa.b")
    assert spring.incidents
    assert autumn.incidents
    assert spring.incidents != autumn.incidents
    assert spring.strength.verb_class is VerbClass.CONDEMN
    assert of(derived, "xaa-mfa.d").scope is Scope.GENERAL
    across = [f for f in derived.formulas if f.incidents == 2]
    assert any("terrorism" in f.template for f in across)
    assert all(f.statements == 2 for f in across)
    assert {o.issuer for o in derived.observations if o.incident in autumn.incidents} >= {"xaa-embassy-xab"}
    assert dict(derived.search)[spring.id].startswith("on the attack")


def test_every_offset_reaches_its_words(world: list[Rendering], run: Callable[..., Derived]):
    derived = run(world)
    texts = {r.id: r.text for r in (*world, *derived.excerpts)}
    assert all(texts[p.rendering][p.start : p.end] == p.text for p in derived.passages)
    assert all(texts[u.rendering][u.start : u.end] == u.text for f in derived.formulas for u in f.uses)
    assert all(texts[o.rendering][o.start : o.end].strip() for o in derived.origins)


def test_nothing_depends_on_the_order_of_arrival(world: list[Rendering], run: Callable[..., Derived]):
    expected = run(world)
    for seed in range(3):
        shuffled = list(world)
        random.Random(seed).shuffle(shuffled)  # noqa: S311  # an order of arrival, no secret
        assert run(shuffled) == expected


def test_ids_stay_when_the_history_is_given_back(world: list[Rendering], run: Callable[..., Derived]):
    early = run(world[:1])
    later = run(world, ledger=early.ledger)
    assert {i.id for i in early.incidents} <= {i.id for i in later.incidents}
    again = run(world, ledger=(*early.ledger, *later.ledger))
    assert again.ledger == ()
    assert [f.id for f in again.formulas] == [f.id for f in later.formulas]
    assert [i.id for i in again.incidents] == [i.id for i in later.incidents]


def test_a_reporters_verb_never_counts(world: list[Rendering], run: Callable[..., Derived]):
    derived = run(world)
    verbs = {e.id for e in derived.excerpts if e.evidence is Evidence.CHARACTERISED}
    assert verbs
    assert not [p for p in derived.passages if p.rendering in verbs]
    assert not [o for o in derived.origins if o.rendering in verbs]
    assert not [u for f in derived.formulas for u in f.uses if u.rendering in verbs]
    reported = {e.id for e in derived.excerpts if not e.evidence.own_words}
    assert not [o for o in derived.origins if o.rendering in reported]
    germany = [s for s in derived.statements if s.issuer == "deu"]
    assert germany
    assert all(s.strength.verb_class is VerbClass.NONE and Move.CONDEMN not in s.moves for s in germany)


def corrected(what: str, key: str, to: str = "", ids: tuple[str, ...] = ()) -> Corrections:
    values = {"what": what, "id": key, "to": to, "ids": ids, "who": "an editor", "when": "2031-10-01", "why": "known"}
    return Corrections(corrections=(Correction(**values),))  # type: ignore[arg-type]  # pydantic reads the day


def test_people_win(world: list[Rendering], run: Callable[..., Derived]):
    plain = run(world)
    first, second = sorted(plain.incidents, key=lambda i: str(i.start))
    named = run(world, corrections=corrected("incident-name", first.id, "The spring attack"))
    assert _incident(named, first.id).name == "The spring attack"
    merged = run(world, corrections=corrected("incident-merge", first.id, ids=(second.id,)))
    assert len(merged.incidents) == 1
    assert set(merged.incidents[0].statements) == set(first.statements) | set(second.statements)
    split = run(world, corrections=corrected("incident-split", second.id, "Another", ids=("xaa-embassy-xab.c",)))
    assert {i.name for i in split.incidents} >= {"Another"}
    assert of(run(world, corrections=corrected("speaker", "xaa-mfa.a", "Oda Pell")), "xaa-mfa.a").speaker == "Oda Pell"
    assert (
        str(of(run(world, corrections=corrected("date", "xaa-mfa.a", "2031-03-16")), "xaa-mfa.a").date) == "2031-03-16"
    )
    strong = of(run(world, corrections=corrected("strength", "xaa-mfa.b", "regret/1")), "xaa-mfa.b").strength
    assert (strong.verb_class, strong.intensity) == (VerbClass.REGRET, 1)
    out = run(world, corrections=corrected("exclude", "xaa-mfa.a"))
    assert not [s for s in out.statements if "xaa-mfa.a" in s.renderings]


def _incident(derived: Derived, key: str) -> Incident:
    return next(incident for incident in derived.incidents if incident.id == key)


def test_nothing_at_all_is_an_answer_too(run: Callable[..., Derived], statement: Maker):
    assert run([]).statements == ()
    odd = [statement("a", ""), statement("b", "\ud800 ?"), statement("c", "的的的", language="zh")]
    assert len(run(odd).statements) == 3


@pytest.fixture(scope="session")
def seeds(reference: Path) -> Derived:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    parsed = [
        imports.parse(one.capture, one.body)
        for one in imports.read(reference / "seeds", format="news", map=None, now=now)
    ]
    return derive(
        [rendering for one in parsed for rendering in one.renderings],
        issuers=[issuer for one in parsed for issuer in one.issuers],
        epoch=epochs.current(),
    )


def _year(incident: Incident) -> str:
    return str(incident.start)[:4]


def test_seeds_have_two_incidents_with_the_right_reports(seeds: Derived):
    assert [i.name for i in sorted(seeds.incidents, key=_year)] == [
        "Attacks in Balochistan, 25-26 August 2024",
        "Hijacking of the Jaffar Express, 11 March 2025",
    ]
    years = {i.id: _year(i) for i in seeds.incidents}
    speakers = {s.speaker: {years[i] for i in s.incidents} for s in seeds.statements if s.speaker}
    for name in ("Lin Jian", "Nabila Massrali", "Mohsin Naqvi"):
        assert speakers[name] == {"2024"}
    for name in ("Shehbaz Sharif", "Li Qiaoming"):  # compliments in a report of attacks answer no attack
        assert speakers[name] == set()
    for name in ("Mao Ning", "Sarfraz Bugti", "Jeeyand Baloch"):
        assert speakers[name] == {"2025"}


def test_seeds_count_two_outlets_quotation_as_one_statement(seeds: Derived):
    quoting = {e.id for e in seeds.excerpts if "strongly condemn this terrorist attack" in e.text}
    assert len(quoting) == 2
    (one,) = {s.id for s in seeds.statements if quoting & set(s.renderings)}
    statement = next(s for s in seeds.statements if s.id == one)
    assert quoting <= set(statement.renderings)
    assert (statement.issuer, statement.speaker) == ("chn-mfa", "Mao Ning")
    alone = [f for f in seeds.formulas if all(u.statement == one for u in f.uses)]
    assert alone == []


def test_seeds_have_a_phrasing_of_chinas_that_spans_both_incidents(seeds: Derived):
    both = [f for f in seeds.formulas if f.incidents == 2]
    by_id = {s.id: s for s in seeds.statements}
    assert any({by_id[u.statement].issuer for u in f.uses if u.how is not How.REPORTED} == {"chn-mfa"} for f in both)


def test_seeds_let_no_reporters_word_become_a_states(seeds: Derived):
    condemning = {s.speaker for s in seeds.statements if s.strength.verb_class is VerbClass.CONDEMN}
    assert condemning == {"Mao Ning"}


def test_a_principle_that_closes_every_statement_is_a_phrasing_and_no_furniture(
    statement: Maker, run: Callable[..., Derived]
):
    creed = "Arvenia firmly opposes terrorism of any kind and stands with those who fight it."
    byline = "Press office of the ministry, Tolm."
    topics = ("fish prices", "the river treaty", "a new airport", "school exchanges", "grain", "the census", "wool")
    pages = [
        statement(f"p{n}", f"The ministers spoke about {topic}.\n\n{creed}\n\n{byline}", f"2031-0{n + 1}-05")
        for n, topic in enumerate(topics)
    ]
    derived = run(pages)
    assert [line for _, line in derived.furniture] == ["press office of the ministry, tolm"]
    assert any(formula.statements == len(topics) for formula in derived.formulas)


def test_what_often_opens_an_answer_was_said_and_is_no_furniture(statement: Maker, run: Callable[..., Derived]):
    topics = ("fish prices", "the river treaty", "a new airport", "school exchanges", "grain", "the census", "wool")
    refusal = "I have nothing for you on that today, my friends."
    pages = [
        statement(
            f"q{n}", f"{refusal} The ministers spoke about {topic}.", f"2031-0{n + 1}-05", question=f"And {topic}?"
        )
        for n, topic in enumerate(topics)
    ]
    derived = run(pages)
    assert derived.furniture == ()
    assert sum(refusal == p.text for p in derived.passages) == len(topics)
    spoken = run(
        [*pages, *(statement(f"r{n}", f"{refusal}\n\n{t} matter.", f"2031-0{n + 1}-06") for n, t in enumerate(topics))]
    )
    assert [line for _, line in spoken.furniture] == ["i have nothing for you on that today, my friends"]
    assert sum(refusal == p.text for p in spoken.passages) == len(topics)
