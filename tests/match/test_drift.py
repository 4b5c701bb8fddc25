"""Drift: which wordings are compared, in which order, and what was gained and lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.derive import derive
from tracker.match.epochs import current
from tracker.match.phrasings.drift import Step, drift
from tracker.match.phrasings.templates import template
from tracker.model import Evidence, Form, Formula, Issuer, Rendering, Wording

Maker = Callable[..., Rendering]
MOURNS = "Our sincere condolences go to the families of the sailors, and we wish the wounded a {} recovery."


@pytest.fixture
def steps(issuers: tuple[Issuer, ...]) -> Callable[..., tuple[Step, ...]]:
    def _steps(*renderings: Rendering) -> tuple[Step, ...]:
        found = derive(renderings, issuers=issuers, epoch=current())
        (formula,) = (f for f in found.formulas if "condolences" in f.template)
        return drift(formula, {s.id: s for s in found.statements}, {r.id: r for r in renderings})

    return _steps


def test_words_gained_and_lost_are_against_the_same_issuers_use_before(
    steps: Callable[..., tuple[Step, ...]], statement: Maker
):
    first, other, second, third = steps(
        statement("c", MOURNS.format("speedy"), "2031-09-01"),
        statement("a", MOURNS.format("swift"), "2031-03-01"),
        statement("b", MOURNS.format("swift"), "2031-06-01"),
        statement("o", MOURNS.format("full"), "2031-05-01", issuer="xab-mfa"),
    )
    assert [one.before for one in (first, other, second)] == [None, None, first.statement]
    assert (second.gained, second.lost) == ((), ())
    assert (third.before, third.lost, third.gained) == (second.statement, ("swift",), ("speedy",))
    assert (other.gained, other.gained_since_first, other.lost_since_first) == ((), ("full",), ("swift",))


def test_what_fills_a_slot_is_no_change(steps: Callable[..., tuple[Step, ...]], statement: Maker):
    text = "Our sincere condolences go to the families of all who died in {} on {}, and we wish them strength."
    first, second = steps(
        statement("a", text.format("Kenya", "3 May"), "2031-05-04"),
        statement("b", text.format("Peru", "9 July"), "2031-07-10"),
    )
    assert (second.gained, second.lost, second.before) == ((), (), first.statement)


def test_a_slot_beside_changed_words_stays_whole(steps: Callable[..., tuple[Step, ...]], statement: Maker):
    text = "Our sincere condolences go to the families of the sailors {}, and we wish the wounded a swift recovery."
    _, second = steps(
        statement("a", text.format("lost"), "2031-05-04"),
        statement("b", text.format("who drowned in Kenya on 3 May"), "2031-07-10"),
    )
    assert second.lost == ("lost",)
    assert second.gained == ("who drowned in {PLACE} on {DATE}",)


def _formula(found: Sequence[Formula]) -> Formula:
    return next(f for f in found if "condolences" in f.template)


@given(
    st.lists(st.sampled_from(["official", "paraphrased", "outlet", "quoted"]), min_size=3, max_size=5),
    st.randoms(use_true_random=False),
)
def test_only_official_wordings_take_part_in_any_order(kinds: list[str], chance: object):
    issuer = Issuer(id="xaa-mfa", name="Foreign Ministry of Arvenia", country="XAA")
    base = [_said(i) for i in range(len(kinds))]
    found = derive(base, issuers=(issuer,), epoch=current())
    formula = _formula(found.formulas)
    evidence = {"paraphrased": Evidence.PARAPHRASED, "quoted": Evidence.QUOTED}
    renderings = {
        one.id: replace(
            one,
            evidence=evidence.get(kind, Evidence.OFFICIAL),
            wording=Wording.OUTLET if kind == "outlet" else Wording.ORIGINAL,
        )
        for one, kind in zip(base, kinds, strict=True)
    }
    statements = {s.id: s for s in found.statements}
    steps = drift(formula, statements, renderings)
    official = {one.id for one, kind in zip(base, kinds, strict=True) if kind == "official"}
    assert {step.rendering for step in steps} == official
    mixed = list(formula.uses)
    chance.shuffle(mixed)  # type: ignore[attr-defined] # what the strategy gives is a Random
    assert drift(replace(formula, uses=tuple(mixed)), statements, renderings) == steps


def _said(number: int) -> Rendering:
    from tracker.model import Party, When  # noqa: PLC0415 - names of this maker alone

    return Rendering(
        id=f"xaa.{number}",
        source="xaa",
        form=Form.STATEMENT,
        text=MOURNS.format(("swift", "full", "speedy", "good", "quick")[number]),
        published=When(f"2031-0{number + 1}-03"),
        parties=(Party("xaa-mfa"),),
        url=f"https://xaa.example/{number}",
    )


def test_the_same_slot_twice_side_by_side_is_shown_once():
    shown = template("中方强烈谴责喀布尔机场恐怖袭击事件。", language="zh", gazetteer=default_gazetteer())
    assert "{EVENT 1}恐怖{EVENT 2}" in shown
    plain = template("中方强烈谴责喀布尔机场袭击事件。", language="zh", gazetteer=default_gazetteer())
    assert plain.count("{EVENT}") == 1
