import random
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from tracker.match.identity import twins as module
from tracker.match.identity.twins import twins
from tracker.match.origins.words import Vocabulary, Words

LANGUAGE = "en"


def texts_of(rng: random.Random) -> list[Words]:
    """Texts of few words, many of them pieces of others."""
    vocabulary, texts = Vocabulary(), list[str]()
    for _ in range(40):
        text = " ".join(rng.choices("abcdefgh", k=rng.randrange(12)))
        if texts and rng.random() < 0.5:
            text = rng.choice(texts)[rng.randrange(3) :] + " " + text[: rng.randrange(6)]
        texts.append(text)
    return [vocabulary.encode(text, LANGUAGE) for text in texts]


def runs(words: Words) -> set[tuple[int, ...]]:
    ids = words.ids.tolist()
    return {tuple(ids[i : i + 3]) for i in range(max(1, len(ids) - 2))} if ids else set()


def by_comparing_all(texts: list[Words], days: list[int | None], threshold: float) -> list[tuple[int, int, float]]:
    found = []
    for i, j in combinations(range(len(texts)), 2):
        a, b, first, second = runs(texts[i]), runs(texts[j]), days[i], days[j]
        if not a or not b or first is None or second is None or abs(first - second) > 2:
            continue
        share = len(a & b) / min(len(a), len(b))
        if share >= threshold:
            found.append((i, j, share))
    return found


@pytest.mark.parametrize("threshold", [0.4, 0.8, 0.97, 1.0])
@pytest.mark.parametrize("step", [1, 1 << 22])
def test_what_comparing_everything_finds(threshold: float, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STEP", step)
    seen = 0
    for seed in range(60):
        rng = random.Random(seed)  # noqa: S311  # invented texts, no secret
        texts = texts_of(rng)
        days = [rng.choice([None, 3, 4, 5, 8, 9, 40]) for _ in texts]
        found = twins(
            texts, threshold=threshold, days=days, within=2, may=lambda one, _other: np.ones(len(one), dtype=np.bool_)
        )
        assert found == by_comparing_all(texts, days, threshold)
        seen += len(found)
    assert seen > 20


def test_only_what_may_be_asked_for() -> None:
    vocabulary = Vocabulary()
    texts = [vocabulary.encode("we condemn the attack on the market", LANGUAGE)] * 3
    asked = set[tuple[int, int]]()

    def may(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        asked.update(zip(one.tolist(), other.tolist(), strict=True))
        return one + other == 2

    assert twins(texts, threshold=0.8, days=[1, 1, 2], within=2, may=may) == [(0, 2, 1.0)]
    assert asked >= {(i, j) for i in range(3) for j in range(3) if i != j}


@pytest.mark.parametrize("days", [[], [None], [None, None]])
def test_nothing_without_a_day(days: list[int | None]) -> None:
    texts = [Vocabulary().encode("we condemn the attack", LANGUAGE) for _ in days]
    assert (
        twins(texts, threshold=0.8, days=days, within=2, may=lambda one, _other: np.ones(len(one), dtype=np.bool_))
        == []
    )
