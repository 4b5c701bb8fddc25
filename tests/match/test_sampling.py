"""Samples for coding: every stratum, nothing twice, the same sheet for the same seed in any order."""

from collections import Counter

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.match import epochs
from tracker.match.joining import rule
from tracker.match.judging.judgement import judge
from tracker.match.sampling import LONGEST, pick_pairs, pick_sentences, stratum_of
from tracker.model import Evidence, Move, Passage, Strength, VerbClass

OPENINGS = ("We strongly condemn", "The ministry condemns", "Arvenia deplores", "We reject and condemn")
DEEDS = (
    "the cowardly closure of the railway station",
    "the burning of a crowded market",
    "the blocking of a school bus",
)
ENDS = ("", " and mourn with the bereaved families", " and call for a swift and thorough investigation")


def passage(key: str, text: str, **more: object) -> Passage:
    values: dict[str, object] = {
        "statement": f"said-{key}",
        "rendering": key,
        "version": 1,
        "start": 0,
        "end": len(text),
        "language": "en",
        "moves": (Move.CONDEMN,),
    }
    return Passage(id=f"{key}:0", text=text, **{**values, **more})  # type: ignore[arg-type]  # tests name fields freely


def forms(one: Passage) -> tuple[str, ...]:
    return canonical(one.text, language=one.language, gazetteer=default_gazetteer())


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    texts = [f"{opening} {deed}{end}." for opening in OPENINGS for deed in DEEDS for end in ENDS]
    texts += [f"Trade in {thing} between both states grew again last year." for thing in ("cotton", "timber", "copper")]
    return [passage(f"t{i:02}", text) for i, text in enumerate(texts)]


def pairs(held: list[Passage], n: int = 40, seed: int = 1):
    return pick_pairs(held, n=n, seed=seed, forms=forms, epoch=epochs.current())


def test_the_same_seed_gives_the_same_pairs_in_any_order(passages: list[Passage]):
    shuffled = list(passages)
    shuffled.reverse()
    shuffled = shuffled[5:] + shuffled[:5]
    assert pairs(passages) == pairs(shuffled)
    assert pairs(passages) != pairs(passages, seed=2)


def test_every_pair_lies_in_its_stratum_and_strata_have_equal_shares(passages: list[Passage]):
    picked = pairs(passages, n=24)
    for one in picked:
        similarity = judge(one.a.text, one.b.text, language="en").similarity
        assert one.stratum == stratum_of(similarity), (similarity, one)
    counts = Counter(one.stratum for one in picked)
    sizes = {one.stratum: one.population for one in picked}
    assert len(counts) == 6
    for name, count in counts.items():
        assert count >= min(sizes[name], len(picked) // len(counts)), (name, counts, sizes)
    assert any(float(name[:4]) < rule.DICE for name in counts)


def test_populations_count_all_pairs_of_wordings(passages: list[Passage]):
    picked = pairs(passages, n=1000)
    held = {one.stratum: one.population for one in picked}
    assert sum(held.values()) == len(passages) * (len(passages) - 1) // 2
    counted = Counter(one.stratum for one in picked)
    assert all(counted[name] == size for name, size in held.items() if name != stratum_of(0.0))


def test_nothing_is_drawn_twice_nor_from_one_statement(passages: list[Passage]):
    same = [passage("x1", "We regret the loss of so many young lives.", statement="one")]
    same += [passage("x2", "We regret the loss of so many lives so young.", statement="one")]
    copies = [passage(f"c{i}", passages[0].text) for i in range(5)]
    picked = pairs([*passages, *same, *copies], n=1000)
    named = [frozenset((one.a.text, one.b.text)) for one in picked]
    assert len(named) == len(set(named))
    assert all(len(texts) == 2 for texts in named)
    assert all(one.a.statement != one.b.statement for one in picked)


def test_names_alone_may_differ(passages: list[Passage]):
    other = "Pakistan condemns the cowardly attack on the railway station in {} in the strongest terms."
    found = pairs([*passages, passage("k1", other.format("Quetta")), passage("k2", other.format("Karachi"))], n=1000)
    assert {"k1:0", "k2:0"} in [{one.a.id, one.b.id} for one in found]


@pytest.mark.parametrize(
    "odd",
    [
        {"clause": True},
        {"evidence": Evidence.PARAPHRASED},
        {"text": "We " + "condemn the attack on the school bus " * 40},
        {"text": "Yes."},
    ],
)
def test_what_nobody_should_code_is_left_out(passages: list[Passage], odd: dict[str, object]):
    values = {"text": passages[0].text.replace("attack", "assault"), **odd}
    one = passage("odd", str(values.pop("text")), **values)
    assert len(one.text) > LONGEST or len(one.text) < 200
    picked = pairs([*passages, one], n=1000)
    assert "odd:0" not in {side.id for pair in picked for side in (pair.a, pair.b)}


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_passages_give_no_pairs(passages: list[Passage], count: int):
    assert pairs(passages[:count]) == ()


def test_sentences_come_from_every_class(passages: list[Passage]):
    plain = [passage(f"p{i}", f"The delegation met in room {i}.", moves=(Move.INFORM,)) for i in range(50)]
    deplored = passage("d", "We deplore it.", strength=Strength(verb_class=VerbClass.DEPLORE, intensity=1))
    held = [*passages, *plain, deplored]
    picked = pick_sentences(held, n=9, seed=1)
    assert Counter(one.stratum for one in picked) == {"plain": 4, "other moves": 4, "deplore": 1}
    assert {one.population for one in picked if one.stratum == "plain"} == {50}
    assert picked == pick_sentences(list(reversed(held)), n=9, seed=1)
