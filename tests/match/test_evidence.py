"""The evidence rule, over whole derivations: whose words count, lead, come first, vary and drift, and how often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given, settings, strategies as st

from tracker.match import derive as derivation
from tracker.match.epochs import current
from tracker.match.identity.excerpts import Excerpted
from tracker.match.phrasings.drift import drift
from tracker.model import (
    Derived,
    Evidence,
    Form,
    Formula,
    How,
    Issuer,
    Party,
    Rendering,
    Statement,
    When,
    Wording,
)

ISSUERS = tuple(
    Issuer(id=f"x{letter}-mfa", name=f"Ministry of {letter.upper()}land", country=f"X{letter.upper()}A")
    for letter in "abcd"
)
MOURNS = "Our sincere condolences go to the families of the sailors, and we wish the wounded a {} recovery."
HOW = ("swift", "full", "speedy", "good", "quick", "rapid", "complete")
LEVELS = (Evidence.OFFICIAL, Evidence.QUOTED, Evidence.PARAPHRASED, Evidence.CHARACTERISED)


def text(
    number: int,
    level: Evidence = Evidence.OFFICIAL,
    *,
    day: str = "",
    issuer: int = 0,
    wording: Wording = Wording.ORIGINAL,
    **more: object,
) -> Rendering:
    source = f"s{number}" if level is Evidence.OFFICIAL else "wire"
    values: dict[str, object] = {
        "id": f"{source}.{number}",
        "source": source,
        "form": Form.STATEMENT if level is Evidence.OFFICIAL else Form.EXCERPT,
        "evidence": level,
        "wording": wording if level is Evidence.OFFICIAL else Wording.OUTLET,
        "text": MOURNS.format(HOW[number % len(HOW)]),
        "published": When(day or f"2031-{1 + number % 12:02}-03"),
        "parties": (Party(ISSUERS[issuer].id),),
        "speaker": "" if level is Evidence.OFFICIAL else f"Ilen Marr {number}",
        "parent": None if level is Evidence.OFFICIAL else f"article.{number}",
        "url": f"https://{source}.example/{number}",
        "language": "en",
    }
    return Rendering(**{**values, **more})  # type: ignore[arg-type]  # tests name fields freely


def derived(renderings: Sequence[Rendering]) -> Derived:
    """The whole way, with the excerpts as given instead of those that articles hold."""
    excerpts = tuple(one for one in renderings if one.form is Form.EXCERPT)
    with mock.patch.object(
        derivation, "excerpt_articles", return_value=Excerpted(excerpts=excerpts, issuers=(), said={})
    ):
        return derivation.derive(renderings, issuers=ISSUERS, epoch=current())


def mourning(found: Derived) -> list[Formula]:
    return [one for one in found.formulas if "condolences" in one.template]


TEXTS = st.lists(
    st.tuples(st.sampled_from(LEVELS), st.integers(0, 3), st.sampled_from(Wording)), min_size=2, max_size=7
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_whatever_the_evidence_only_own_words_count_lead_and_come_first(
    kinds: list[tuple[Evidence, int, Wording]],
):
    given_ = [text(n, level, issuer=who, wording=wording) for n, (level, who, wording) in enumerate(kinds)]
    found = derived(given_)
    levels = {one.id: one.evidence for one in given_}
    own = {one.id for one in given_ if one.evidence.own_words}
    statements = {one.id: one for one in found.statements}
    users = {key for key, one in statements.items() if own.intersection(one.renderings)}
    told = {key for key, one in statements.items() if one.evidence is Evidence.PARAPHRASED}
    again = {key for key in told if statements[key].issuer in {statements[user].issuer for user in users}}
    assert len(mourning(found)) == (len(users | again) > 1)
    assert {p.rendering for p in found.passages} <= {k for k, level in levels.items() if level is not LEVELS[3]}
    for formula in mourning(found):
        _holds(formula, statements, levels, users)


def _holds(formula: Formula, statements: dict[str, Statement], levels: dict[str, Evidence], users: set[str]) -> None:
    counted = [use for use in formula.uses if use.how is not How.REPORTED]
    assert {use.statement for use in counted} == users
    assert formula.statements == len(users)
    assert formula.issuers == len({statements[key].issuer for key in users})
    assert all(levels[use.rendering].own_words for use in counted)
    assert all(levels[use.rendering] is Evidence.PARAPHRASED for use in formula.uses if use not in counted)
    assert formula.first.statement in users or len(users) == 1
    leading = [use for use in counted if use.variant == formula.template]
    assert any(use.similarity == 1 for use in leading)
    assert {wording for wording, _ in formula.variants} == {use.variant for use in counted}
    assert sum(count for _, count in formula.variants) == len({(use.statement, use.variant) for use in counted})


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_drift_sets_official_wordings_beside_each_other_and_nothing_else(kinds: list[tuple[Evidence, int, Wording]]):
    given_ = [text(n, level, issuer=who, wording=wording) for n, (level, who, wording) in enumerate(kinds)]
    found = derived(given_)
    renderings = {one.id: one for one in given_}
    statements = {one.id: one for one in found.statements}
    official = {one.id for one in given_ if one.evidence is Evidence.OFFICIAL and one.wording is not Wording.OUTLET}
    for formula in mourning(found):
        steps = drift(formula, statements, renderings)
        assert {step.rendering for step in steps} == official
        assert all(count == 1 for count in Counter(step.statement for step in steps).values())
        assert not any("Marr" in word for step in steps for word in step.gained + step.lost)


def test_a_paraphrase_that_is_earlier_is_neither_first_nor_leading():
    early = text(0, Evidence.PARAPHRASED, day="2030-01-01")
    (formula,) = mourning(derived([early, text(1), text(2)]))
    assert formula.first.statement == "s1.1"
    assert [use.how for use in formula.uses if use.rendering == early.id] == [How.REPORTED]
    assert "swift" not in formula.template
    assert "swift" not in " ".join(wording for wording, _ in formula.variants)


def test_own_words_once_and_a_report_of_the_same_issuer_are_a_phrasing_whose_first_use_may_be_reported():
    early = text(0, Evidence.PARAPHRASED, day="2030-01-01")
    (formula,) = mourning(derived([early, text(1)]))
    assert (formula.statements, formula.issuers) == (1, 1)
    assert formula.first.statement == early.id
    assert "swift" not in formula.template
    assert [(use.rendering, use.how) for use in formula.uses] == [("s1.1", How.MEMBER), (early.id, How.REPORTED)]
    assert mourning(derived([replace(early, parties=(Party(ISSUERS[1].id),)), text(1)])) == []
    assert mourning(derived([early, text(1, Evidence.PARAPHRASED)])) == []
    assert mourning(derived([replace(early, evidence=Evidence.CHARACTERISED), text(1)])) == []


def test_a_report_of_another_issuer_is_neither_first_nor_counted_where_own_words_stand_once():
    other = text(0, Evidence.PARAPHRASED, day="2029-01-01", issuer=1)
    (formula,) = mourning(derived([other, text(1), text(2, Evidence.PARAPHRASED, day="2030-01-01")]))
    assert formula.first.statement == "wire.2"
    assert len(formula.uses) == 3


def test_a_paraphrase_in_the_very_words_lends_no_form_to_the_template():
    said = [text(n, text=MOURNS.format("full")) for n in (1, 2)]
    loose = "our sincere condolences go to families of the sailors and we wish the wounded full recovery"
    early = text(0, Evidence.PARAPHRASED, day="2030-01-01", text=loose)
    (formula,) = mourning(derived([early, *said]))
    assert {use.rendering: use.similarity for use in formula.uses} == {one.id: 1.0 for one in (early, *said)}
    assert formula.template == MOURNS.format("full").rstrip(".")
    assert formula.variants == ((formula.template, 2),)


def test_a_characterisation_is_nowhere():
    verb = text(0, Evidence.CHARACTERISED, day="2030-01-01")
    found = derived([verb, text(1), text(2)])
    assert not [p for p in found.passages if p.rendering == verb.id]
    assert not [u for f in found.formulas for u in f.uses if u.rendering == verb.id]
    assert not [o for o in found.origins if o.rendering == verb.id]


@pytest.mark.parametrize(
    ("days", "shared", "first"),
    [
        (("2031-03-03", "2031-04-03"), False, "s1.1"),
        (("2031-03-03", "2031-03-03"), True, "s1.1"),
        (("2031-03-03T10:00+00:00", "2031-03-03"), True, "s2.2"),
        (("2031-03-03T10:00+00:00", "2031-03-03T11:00+00:00"), False, "s1.1"),
        (("2031-03", "2031-03-20"), True, "s1.1"),
        (("2031-03-20", "2031"), True, "s2.2"),
    ],
)
def test_the_earliest_use_is_an_interval_and_shared_where_another_may_be_as_early(
    days: tuple[str, str], shared: bool, first: str
):
    (formula,) = mourning(derived([text(1, day=days[0]), text(2, day=days[1], issuer=1)]))
    assert (formula.first.shared, formula.first.statement) == (shared, first)
    assert formula.first.date == When(days[0] if first == "s1.1" else days[1])


def test_a_statement_counts_once_a_formula_wherever_and_however_often_it_is_found():
    said = text(1)
    twice = replace(said, text=f"{said.text}\n\nThe flags will fly at half-mast.\n\n{MOURNS.format('speedy')}")
    repost = replace(twice, id="mirror.1", source="mirror", url="https://mirror.example/1")
    assert mourning(derived([twice, repost])) == []
    (formula,) = mourning(derived([twice, repost, text(2)]))
    assert formula.statements == 2
    assert len(formula.uses) == 5
    assert sum(count for _, count in formula.variants) == 3


def test_two_versions_of_one_language_pair_are_never_one_formula():
    zh = "我们向遇难船员的家属致以深切哀悼，并祝愿伤者早日康复。"
    pages = [text(1), text(2), text(3, text=zh, language="zh"), text(4, text=zh, language="zh")]
    found = derived(pages)
    spoken = {p.rendering: p.language for p in found.passages}
    assert {formula.language for formula in found.formulas} == {"en", "zh"}
    for formula in found.formulas:
        assert {spoken[use.rendering] for use in formula.uses} == {formula.language}


def test_flags_stand_at_the_use_that_differs_and_remove_nothing():
    plain = "We strongly condemn the cowardly attack on the sailors and their families."
    turned = "We do not condemn the cowardly attack on the sailors and their families."
    pages = [text(n, text=plain) for n in (1, 2)] + [text(3, text=turned)]
    (formula,) = (one for one in derived(pages).formulas if "cowardly" in one.template)
    assert {use.rendering: use.flags for use in formula.uses} == {"s1.1": (), "s2.2": (), "s3.3": ("negated",)}
    assert formula.statements == 3


def test_repetition_is_counted_over_incidents_and_never_within_one():
    attack = "The bombing of the railway station in Nairobi, Kenya, on {} killed nine people. "
    pages = [
        text(n, text=attack.format(day) + MOURNS.format("swift"), day=date, issuer=n % 4)
        for n, (day, date) in enumerate(
            [("3 March", "2031-03-04"), ("3 March", "2031-03-04"), ("3 March", "2031-03-05"), ("9 July", "2031-07-10")]
        )
    ]
    found = derived(pages)
    (formula,) = mourning(found)
    incidents = {key for one in found.statements for key in one.incidents}
    assert (formula.statements, formula.incidents, len(incidents)) == (4, 2, 2)
    (within,) = mourning(derived(pages[:3]))
    assert (within.statements, within.incidents) == (3, 1)
