import json
from collections.abc import Callable

import pytest

from tracker.errors import BadInput
from tracker.match import refit
from tracker.match.epochs import current
from tracker.match.refit import Change, Fate, Refit, changes, learn, refitted
from tracker.model import FirstUse, Formula, How, LedgerEntry, Use


def formula(key: str, *statements: str) -> Formula:
    uses = tuple(
        Use(
            formula=key,
            statement=one,
            rendering=one,
            version=1,
            start=0,
            end=9,
            text="We regret.",
            similarity=1.0,
            how=How.MEMBER,
        )
        for one in statements
    )
    return Formula(
        id=key, template=f"wording of {key}", language="en", measure="dice", min_similarity=1.0, statements=len(uses),
        incidents=0, issuers=1, first=FirstUse(), last=None, uses=uses,
    )  # fmt: skip


def test_a_wording_that_is_repeated_counts_once():
    found = learn([("harbour", "storm")] * 50 + [("harbour", "storm", f"w{i}") for i in range(9)] + [("storm",)])
    assert found.sentences == 11
    assert found.counts == {"harbour": 10, "storm": 11}


def test_a_refit_is_written_and_read_and_makes_a_version_of_its_own():
    made = Refit(base=current().version, learnt={"en": learn([("harbour", f"w{i}") for i in range(90)])})
    text = refit.written(made)
    assert refit.read(text) == made
    assert refit.written(refit.read(text)) == text
    epoch = refitted(current(), made)
    assert epoch.version == refitted(current(), refit.read(text)).version != current().version
    assert epoch.weigher("en")("harbour") < epoch.weigher("en")("w1") < current().weigher("en")("w1")
    assert epoch.weigher("zh")("谴责") == current().weigher("zh")("谴责")


@pytest.mark.parametrize("damage", [lambda t: t[:-40], lambda t: t.replace("90", "91"), lambda _: "[]", lambda _: ""])
def test_a_damaged_table_is_refused(damage: Callable[[str], str]):
    made = Refit(base="x", learnt={"en": learn([("harbour", f"w{i}") for i in range(90)])})
    with pytest.raises(BadInput):
        refit.read(damage(refit.written(made)))


@pytest.mark.parametrize(
    "table",
    [
        {"sentences": 6_000, "counts": {"storm": "5"}},
        {"sentences": "6000", "counts": {"storm": 5}},
        {"sentences": 6_000, "counts": ["storm"]},
        {"sentences": -6_000, "counts": {"storm": -5}},
        {"sentences": 6_000, "counts": {"storm": 6_001}},
        {"sentences": float("nan"), "counts": {"storm": 5}},
        {"sentences": 10**400, "counts": {"storm": 5}},
    ],
)
def test_a_table_of_no_counts_is_refused_even_with_its_checksum(table: dict[str, object]):
    body = {"format": 1, "base": "x", "tables": {"en": table}}
    whole = json.dumps({**body, "checksum": refit._checksum(body)})
    with pytest.raises(BadInput, match=r"not a table of weights|something else than counts"):
        refit.read(whole)


def test_what_became_of_each_formula_is_told():
    before = [formula("f-a", "s1", "s2"), formula("f-b", "s1", "s2"), formula("f-c", "s3"), formula("f-d", "s4")]
    after = [formula("f-a", "s1", "s2"), formula("f-b", "s2", "s5", "s6"), formula("f-e", "s7")]
    history = [
        LedgerEntry(id=key, thing="formula", event="born", anchor=key) for key in ("f-a", "f-b", "f-c", "f-d", "f-e")
    ]
    history.append(LedgerEntry(id="f-c", thing="formula", event="merged", anchor="f-c", into="f-b"))
    found = {one.formula: one for one in changes(before, after, history)}
    assert {key: one.fate for key, one in found.items()} == {
        "f-a": Fate.KEPT,
        "f-b": Fate.CHANGED,
        "f-c": Fate.MERGED,
        "f-d": Fate.GONE,
        "f-e": Fate.NEW,
    }
    assert found["f-b"] == Change(
        formula="f-b", fate=Fate.CHANGED, language="en", template="wording of f-b", gained=2, lost=1
    )
    assert found["f-c"].into == "f-b"
