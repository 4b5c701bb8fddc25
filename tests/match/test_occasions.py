import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.match.conftest import ISSUERS, Maker
from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.identity.kinship import Kinship
from tracker.match.incidents.answering import answers
from tracker.match.incidents.occasions import Occasions, find_incidents
from tracker.model import Form, LedgerEntry, Party, Rendering, Statement, When
from tracker.terms import Move, Scope

TEXTS = {
    "bomb-1": ("2031-03-15", "We condemn the bombing of a market in Karachi, Pakistan, on 14 March. 20 people died."),
    "bomb-2": ("2031-03-16", "We mourn the victims of the market bombing in Karachi on 14 March."),
    "bomb-late": ("2031-05-30", "We again condemn the bombing in Karachi, Pakistan, on 14 March, in which 20 died."),
    "quake": ("2031-03-15", "We express condolences for the earthquake in Chile on 13 March, in which people died."),
    "train": (
        "2031-09-02",
        "We condemn the bombing of a train in Karachi, Pakistan, on 1 September. Nine people died.",
    ),
    "talks": ("2031-03-15", "The ministers met today in Oslo to discuss trade and fisheries."),
}


def official(statement: Maker) -> list[Rendering]:
    return [statement(key, text, day, "xab-mfa") for key, (day, text) in TEXTS.items()]


def said(rendering: Rendering) -> Statement:
    return Statement(
        id=rendering.id,
        text=rendering.text,
        date=rendering.published,
        parties=rendering.parties,
        renderings=(rendering.id,),
        language="en",
    )


def found(renderings: Sequence[Rendering], ledger: tuple[LedgerEntry, ...] = ()) -> Occasions:
    return find_incidents(
        [said(one) for one in renderings],
        {one.id: one for one in renderings},
        gazetteer=default_gazetteer(),
        kin=Kinship(ISSUERS),
        ledger=ledger,
    )


def partition(occasions: Occasions) -> set[tuple[str, ...]]:
    return {incident.statements for incident in occasions.incidents}


@pytest.mark.parametrize("seed", range(6))
def test_statements_that_arrive_one_by_one_make_the_incidents_of_all_at_once(statement: Maker, seed: int):
    renderings = official(statement)
    whole = found(renderings)
    random.Random(seed).shuffle(renderings)  # noqa: S311  # an order of arrival, no secret
    ledger: tuple[LedgerEntry, ...] = ()
    ids: dict[str, str] = {}
    for count in range(1, len(renderings) + 1):
        now = found(renderings[:count], ledger)
        ledger += now.ledger
        held = {key: incident.id for incident in now.incidents for key in incident.statements}
        assert all(held[key] == was for key, was in ids.items())
        ids = held
    assert partition(now) == partition(whole)
    assert {one.id: one.scope for one in now.statements} == {one.id: one.scope for one in whole.statements}


def test_a_late_report_joins_the_old_event_and_nothing_new_is_written(statement: Maker):
    renderings = [one for one in official(statement) if not one.id.endswith("late")]
    before = found(renderings)
    after = found(official(statement), before.ledger)
    assert {one.id for one in after.incidents} == {one.id for one in before.incidents}
    assert ("xab-mfa.bomb-1", "xab-mfa.bomb-2", "xab-mfa.bomb-late") in partition(after)
    assert not [entry for entry in after.ledger if entry.thing == "incident" and entry.event == "born"]


REPORT = (
    "Norway on Saturday condemned the attacks in Telemark province. In the first incident 20 passengers were shot dead "
    "in Telemark’s Skogby district. Separately, six soldiers were killed in Vikland town. Meanwhile a visiting general "
    "called ties between the armies vital."
)


def reported(statement: Maker, excerpt: Maker) -> tuple[list[Statement], dict[str, Rendering]]:
    article = replace(statement("report", REPORT, "2031-03-16", "wire"), form=Form.ARTICLE, parties=())
    grief = excerpt("grief", "Our thoughts are with the families of the victims in Vikland.", article.id)
    ties = excerpt("ties", "Our armies are brothers and partners.", article.id, issuer="xac-mfa")
    told = [replace(said(grief), moves=(Move.CONDOLE,)), said(ties)]
    return told, {one.id: one for one in (article, grief, ties)}


def test_compliments_in_a_report_of_an_attack_answer_nothing(statement: Maker, excerpt: Maker):
    statements, renderings = reported(statement, excerpt)
    occasions = find_incidents(statements, renderings, gazetteer=default_gazetteer(), kin=Kinship(ISSUERS), ledger=())
    (incident,) = occasions.incidents
    assert incident.statements == (statements[0].id,)
    assert {one.id: one.scope for one in occasions.statements}[statements[1].id] is Scope.GENERAL


def test_an_event_of_several_keeps_its_id_and_holds_what_speaks_of_it_alone(statement: Maker, excerpt: Maker):
    statements, renderings = reported(statement, excerpt)
    arguments = {"gazetteer": default_gazetteer(), "kin": Kinship(ISSUERS)}
    first = find_incidents(statements, renderings, ledger=(), **arguments)  # type: ignore[arg-type]  # two kinds
    (incident,) = first.incidents
    events = {event.places: event for event in incident.events}
    assert set(events) == {("Skogby",), ("Vikland",)}
    assert events["Vikland",].statements == (statements[0].id,)
    assert events["Skogby",].statements == ()
    assert {rendering for event in incident.events for rendering, _ in event.evidence} == {"wire.report"}
    again = find_incidents(statements, renderings, ledger=first.ledger, **arguments)  # type: ignore[arg-type]  # same
    assert again.incidents == first.incidents
    assert again.ledger == ()


@pytest.mark.parametrize(
    ("text", "moves", "expected"),
    [
        ("We will find them.", (Move.THREATEN,), True),
        ("Fifty hostages were taken near the border.", (), True),
        ("Our people have been martyred.", (Move.INFORM,), True),
        ("The partnership of our armies is vital for the region.", (), False),
        ("We go on combating terrorist attacks together.", (Move.OFFER,), False),
    ],
)
def test_a_reported_statement_answers_by_what_it_does_or_names(
    excerpt: Maker, text: str, moves: tuple[Move, ...], *, expected: bool
):
    rendering = excerpt("x", text, "wire.report")
    statement = Statement(id="x", text=text, date=When("2031-03-16"), parties=(Party("xaa-mfa"),), moves=moves)
    assert answers(statement, [rendering]) is expected
