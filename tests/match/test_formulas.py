from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from random import Random
from types import MappingProxyType

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.match.epochs import flat
from tracker.match.phrasings.drafts import first_use
from tracker.match.phrasings.formulas import FormulaResult, find_formulas, with_incidents
from tracker.model import Evidence, Formula, How, LedgerEntry, Move, Party, Passage, Statement, When

CONDEMN = "We strongly condemn the cowardly terrorist attack on the railway station in {place}."
CONDOLE = "Our heartfelt condolences go to the bereaved families and to the people of {place}."
EPOCH = flat(["en"])

Text = tuple[str, str, str, str, Evidence]


def said(
    key: str, text: str, *, date: str = "2024-05-01", issuer: str = "fra-mfa", evidence: Evidence = Evidence.OFFICIAL
) -> Text:
    return key, text, date, issuer, evidence


def find(
    texts: Iterable[Text],
    *,
    ledger: Sequence[LedgerEntry] = (),
    incidents: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> FormulaResult:
    passages, statements = [], {}
    for key, text, date, issuer, evidence in texts:
        at = 0
        for sentence in text.splitlines():
            passages.append(
                Passage(
                    id=f"{key}:{at}",
                    statement=key.split("/", maxsplit=1)[0],
                    rendering=key,
                    version=1,
                    start=at,
                    end=at + len(sentence),
                    text=sentence,
                    language="en",
                    evidence=evidence,
                    moves=(Move.CONDEMN,) if "condemn" in sentence else (Move.CONDOLE,),
                )
            )
            at += len(sentence) + 1
        statement = key.split("/", maxsplit=1)[0]
        statements[statement] = Statement(
            id=statement, text=text, date=When(date) if date else None, parties=(Party(issuer),)
        )
    forms = {p.id: canonical(p.text, language="en", gazetteer=default_gazetteer()) for p in passages}
    return find_formulas(
        passages, forms, statements, epoch=EPOCH, ledger=ledger, incidents_of=incidents, engine="numpy"
    )


def only(result: FormulaResult) -> Formula:
    (formula,) = result.formulas
    return formula


def test_the_same_wording_with_another_place_is_one_formula_with_a_slot():
    formula = only(
        find(
            [
                said("a", CONDEMN.format(place="Lahore"), date="2024-08-26"),
                said("b", CONDEMN.format(place="Quetta"), date="2025-03-11", issuer="chn-mfa"),
                said("c", "The minister will travel to Vienna for talks on trade and energy next week."),
            ],
            incidents={"a": ["i1"], "b": ["i2"]},
        )
    )
    assert (formula.statements, formula.incidents, formula.issuers) == (2, 2, 2)
    assert formula.template == "We strongly condemn the cowardly terrorist {EVENT}"
    assert formula.variants == ((formula.template, 2),)
    assert (formula.measure, formula.min_similarity) == ("dice", 1.0)
    assert (formula.first.statement, formula.first.issuer, formula.first.shared) == ("a", "fra-mfa", False)
    assert str(formula.last) == "2025-03-11"
    assert formula.moves == (Move.CONDEMN,)
    assert [use.formula for use in formula.uses] == [formula.id] * 2


def test_a_statement_counts_once_however_many_renderings_use_the_words():
    text = CONDEMN.format(place="Lahore")
    assert find([said("a", text), said("a/embassy", text), said("a/wire", text)]).formulas == ()
    formula = only(find([said("a", text), said("a/embassy", text), said("b", text)]))
    assert (formula.statements, len(formula.uses)) == (2, 3)


def test_paraphrases_are_reported_and_characterisations_never_count():
    texts = [said(key, CONDEMN.format(place="Lahore")) for key in "ab"]
    texts += [said("c", CONDEMN.format(place="Lahore"), evidence=Evidence.PARAPHRASED)]
    texts += [said("d", CONDEMN.format(place="Lahore"), evidence=Evidence.CHARACTERISED)]
    formula = only(find(texts))
    assert formula.statements == 2
    assert [(use.statement, use.how) for use in formula.uses] == [
        ("a", How.MEMBER),
        ("b", How.MEMBER),
        ("c", How.REPORTED),
    ]
    assert find([texts[0], texts[3]]).formulas == ()


def test_incidents_known_by_report_alone_are_counted_and_those_of_other_issuers_are_not():
    texts = [said("a", CONDEMN.format(place="Lahore"))]
    texts += [
        said(key, CONDEMN.format(place="Lahore"), issuer=issuer, evidence=Evidence.PARAPHRASED)
        for key, issuer in (("b", "fra-mfa"), ("c", "deu-mfa"))
    ]
    formula = only(find(texts, incidents={"a": ["i1"], "b": ["i2"], "c": ["i3"]}))
    assert (formula.statements, formula.incidents) == (1, 2)


def test_a_clause_inside_a_longer_sentence_occurs_in_it():
    people = (
        "officers, clerks, guards, porters, drivers, cleaners, signallers, carpenters, caterers, cooks and contractors"
    )
    more = f"urge prompt, thorough, independent and transparent inquiries into the daily conduct of {people}"
    long = f"{CONDEMN.format(place='Lahore')[:-1]} and {more}."
    formula = only(find([said("a", CONDEMN.format(place="Quetta")), said("b", long)]))
    assert [(use.statement, use.how) for use in formula.uses] == [("a", How.MEMBER), ("b", How.OCCURS_IN)]
    assert formula.measure == "containment"
    assert formula.statements == 2


def test_a_part_of_a_longer_formula_is_no_formula_of_its_own():
    whole = "We condemn the cowardly attack on the school, and our condolences go to the bereaved families"
    passages = []
    for key in ("a", "b"):
        made = [(0, len(whole)), (0, whole.index(",")), (whole.index("our"), len(whole))]
        passages += [
            Passage(
                id=f"{key}:{s}-{e}",
                statement=key,
                rendering=key,
                version=1,
                start=s,
                end=e,
                text=whole[s:e],
                clause=e - s < len(whole),
                language="en",
            )
            for s, e in made
        ]
    forms = {p.id: canonical(p.text, language="en", gazetteer=default_gazetteer()) for p in passages}
    statements = {key: Statement(id=key, text=whole) for key in "ab"}
    formula = only(find_formulas(passages, forms, statements, epoch=EPOCH))
    assert {(use.start, use.end) for use in formula.uses} == {(0, len(whole))}


def test_a_reported_piece_of_a_sentence_that_returned_in_own_words_is_no_formula_of_its_own():
    plan = "We reject any plan to close the harbour, move its clerks, sailors and pilots inland and raise tolls"
    whole = f"{plan}, and our condolences go to the bereaved families"
    clause = (whole.index("our cond"), len(whole))
    other = f"{plan}, and our thoughts are with the children"

    def passage(key: str, text: str, span: tuple[int, int], evidence: Evidence = Evidence.QUOTED) -> Passage:
        start, end = span
        return Passage(
            id=f"{key}:{start}-{end}", statement=key, rendering=key, version=1, start=start, end=end,
            text=text[start:end], clause=span == clause, language="en", evidence=evidence,
        )  # fmt: skip

    said_once = [passage("a", whole, (0, len(whole))), passage("a", whole, clause)]
    told = passage("c", whole[slice(*clause)], (0, clause[1] - clause[0]), Evidence.PARAPHRASED)
    again = passage("b", other, (0, len(other)))
    statements = {key: Statement(id=key, text=whole, parties=(Party("fra-mfa"),)) for key in "abc"}

    def found(passages: list[Passage]) -> list[set[str]]:
        forms = {p.id: canonical(p.text, language="en", gazetteer=default_gazetteer()) for p in passages}
        made = find_formulas(passages, forms, statements, epoch=EPOCH).formulas
        return [{use.statement for use in formula.uses} for formula in made]

    assert found([*said_once, told]) == [{"a", "c"}]
    assert found([*said_once, told, again]) == [{"a", "b"}]


def test_a_negated_use_is_flagged_and_stays():
    formula = only(
        find(
            [
                said("a", CONDEMN.format(place="Lahore")),
                said("b", "We do not condemn the cowardly terrorist attack on the railway station in Lahore."),
            ]
        )
    )
    assert {use.statement: use.flags for use in formula.uses}["b"] == ("negated",)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"a": "2024-05-01", "b": "2024-05-02"}, ("a", False)),
        ({"a": "2024-05-02", "b": "2024-05-01"}, ("b", False)),
        ({"a": "2024-05-02", "b": "2024-05"}, ("b", True)),
        ({"a": "2024-05-02", "b": "2024-05-02"}, ("a", True)),
        ({"a": "", "b": "2024-05-02"}, ("b", False)),
        ({"a": "", "b": ""}, (None, False)),
    ],
)
def test_first_use_is_an_interval_and_shared_where_times_overlap(dates: dict[str, str], expected: tuple[str, bool]):
    statements = [Statement(id=k, text="", date=When(d) if d else None) for k, d in dates.items()]
    found = first_use(statements)
    assert (found.statement, found.shared) == expected


def test_any_order_of_arrival_gives_the_same_formulas():
    texts = [
        said(f"s{n}", pattern.format(place=place) + extra, date=f"2024-0{1 + n % 9}-01")
        for n, (pattern, place, extra) in enumerate(
            (pattern, place, extra)
            for pattern in (CONDEMN, CONDOLE)
            for place in ("Lahore", "Quetta", "Kabul", "Vienna")
            for extra in ("", "\nWe stand with the victims and wish the injured a swift recovery.")
        )
    ]
    whole = find(texts)
    assert len(whole.formulas) == 3
    for seed in range(5):
        shuffled = list(texts)
        Random(seed).shuffle(shuffled)  # noqa: S311 - any order will do
        assert find(shuffled) == whole


def test_one_by_one_with_the_ledger_equals_a_rebuild_but_for_ids():
    texts = [said(str(n), CONDEMN.format(place=p)) for n, p in enumerate(("Lahore", "Quetta", "Kabul"))]
    texts += [said(str(n + 9), CONDOLE.format(place=p)) for n, p in enumerate(("Lahore", "Quetta"))]
    rebuilt = [replace(f, id="", uses=tuple(replace(u, formula="") for u in f.uses)) for f in find(texts).formulas]
    for order in permutations(texts, len(texts)):
        ledger: tuple[LedgerEntry, ...] = ()
        for count in range(2, len(texts) + 1):
            result = find(order[:count], ledger=ledger)
            ledger += result.ledger
        assert {f.id for f in result.formulas} <= {entry.id for entry in ledger}
        plain = [replace(f, id="", uses=tuple(replace(u, formula="") for u in f.uses)) for f in result.formulas]
        assert sorted(plain, key=str) == sorted(rebuilt, key=str)
        if order[0] is texts[1]:
            break


def test_identical_texts_by_the_thousand_are_one_formula():
    formula = only(find([said(f"s{n:05}", CONDEMN.format(place="Lahore")) for n in range(3000)]))
    assert formula.statements == 3000


def test_two_words_are_no_formula():
    assert find([said(key, "We condemn terrorism.") for key in "abc"]).formulas == ()


def test_incidents_can_be_counted_later():
    result = find([said(key, CONDEMN.format(place="Lahore")) for key in "ab"])
    assert only(result).incidents == 0
    users = {key: Statement(id=key, text="", parties=(Party("fra-mfa"),)) for key in "ab"}
    (counted,) = with_incidents(result.formulas, users, {"a": ["x", "y"], "b": ["y"], "z": ["q"]})
    assert counted.incidents == 2
