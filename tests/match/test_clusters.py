from random import Random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tracker.match.joining import rule
from tracker.match.joining.bags import encode
from tracker.match.joining.clusters import Cluster, Standings, find_clusters
from tracker.match.judging.judgement import likeness

WORDS = st.sampled_from([f"w{i}" for i in range(14)])
#: At which ten words weigh what makes likeness the plain share.
WEIGHT = rule.EVEN / 10_000
FORMS = st.lists(st.lists(WORDS, min_size=3, max_size=8).map(tuple), max_size=25)


def clusters(forms: list[tuple[str, ...]]) -> tuple[list[Cluster], dict[int, tuple[str, ...]]]:
    """Each form is said by a statement of its own, the first words first."""
    bags = encode(forms, lambda _: WEIGHT)
    named = {int(row): tuple(sorted(form)) for form, row in zip(forms, bags.row_of, strict=True)}
    places = np.argsort(np.array(sorted(range(bags.rows), key=named.__getitem__), dtype=np.int64))
    standings = Standings(
        starts=np.arange(bags.rows + 1),
        statements=np.arange(bags.rows),
        order=places,
        terms=np.array([rule.content_terms(named[row]) for row in range(bags.rows)], dtype=np.int64),
    )
    return list(find_clusters(bags, standings, language="en", engine="numpy")), named


def readable(found: list[Cluster], named: dict[int, tuple[str, ...]]) -> list[object]:
    return [
        (
            named[c.leader],
            sorted((named[r], s) for r, s in c.members),
            sorted((named[r], s) for r, s in c.occurs),
        )
        for c in found
    ]


@settings(max_examples=150, deadline=None)
@given(forms=FORMS)
def test_members_are_at_the_threshold_to_their_leader_and_leaders_apart(forms: list[tuple[str, ...]]):
    found, named = clusters(forms)
    placed = [row for cluster in found for row, _ in cluster.members]
    assert sorted(placed) == sorted(named)
    for cluster in found:
        for row, similarity in cluster.members:
            alike = likeness(named[cluster.leader], named[row], lambda _: WEIGHT, language="en")
            assert alike.dice == similarity >= rule.DICE
        for row, share in cluster.occurs:
            alike = likeness(named[cluster.leader], named[row], lambda _: WEIGHT, language="en")
            assert alike.containment == share >= rule.occurs("en")
            assert row not in {member for member, _ in cluster.members}
    leaders = [named[cluster.leader] for cluster in found]
    for i, one in enumerate(leaders):
        for other in leaders[:i]:
            assert likeness(one, other, lambda _: WEIGHT, language="en").dice < rule.DICE


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, order=st.randoms(use_true_random=False))
def test_any_order_gives_the_same_clusters(forms: list[tuple[str, ...]], order: Random):
    shuffled = list(forms)
    order.shuffle(shuffled)
    assert readable(*clusters(forms)) == readable(*clusters(shuffled))


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, more=FORMS)
def test_clusters_of_apart_vocabularies_do_not_touch_each_other(
    forms: list[tuple[str, ...]], more: list[tuple[str, ...]]
):
    elsewhere = [tuple(f"x{word}" for word in form) for form in more]
    both = readable(*clusters(forms + elsewhere))
    assert sorted(map(str, both)) == sorted(map(str, readable(*clusters(forms)) + readable(*clusters(elsewhere))))


def test_a_chain_of_likenesses_is_no_cluster():
    forms = [tuple(f"w{i}" for i in range(start, start + 10)) for start in range(0, 12, 3)]
    found, _ = clusters(forms)
    assert len(found) > 1


def test_what_occurs_in_a_longer_passage_leads_and_the_longer_one_does_not_follow():
    short, long = ("w1", "w2", "w3", "w4"), ("w1", "w2", "w3", "w4", *(f"x{i}" for i in range(9)))
    found, named = clusters([long, short])
    (holder,) = [c for c in found if named[c.leader] == short]
    assert [(named[row], share) for row, share in holder.occurs] == [(tuple(sorted(long)), 1.0)]
    assert [row for row, _ in holder.members] == [holder.leader]


def test_rows_of_equal_weight_occur_in_each_other_whatever_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "OCCURS", 0.65)
    # The first has most neighbours and leads; the second is more like the last, which leads as well.
    runs = [tuple(sorted(f"w{i}" for i in range(start, start + 10))) for start in (0, 3, 5, -2, -3)]
    for forms in (runs, runs[::-1]):
        found, named = clusters(forms)
        first = next(c for c in found if named[c.leader] == runs[0])
        assert [(named[row], share) for row, share in first.occurs] == [(runs[1], 0.7)]


def test_many_of_near_identical_rows_are_one_cluster():
    bags = encode([(*(f"w{i}" for i in range(9)), f"x{i}") for i in range(800)], lambda _: WEIGHT)
    rows = np.arange(bags.rows)
    standings = Standings(starts=np.arange(bags.rows + 1), statements=rows, order=rows[::-1].copy(), terms=rows + 10)
    (cluster,) = find_clusters(bags, standings, language="en", engine="numpy")
    assert (cluster.leader, len(cluster.members), cluster.occurs) == (bags.rows - 1, bags.rows, ())


@pytest.mark.parametrize(("language", "occurs"), [("en", False), ("zh", True)])
def test_words_strewn_about_a_long_sentence_are_no_occurrence(language: str, occurs: bool) -> None:
    short = tuple(f"a{i}" for i in range(10))
    for shared, found in ((7, occurs), (9, True)):
        bags = encode([short, (*short[:shared], *(f"b{i}" for i in range(40)))], lambda _: WEIGHT)
        rows = np.arange(bags.rows)
        standings = Standings(starts=np.arange(bags.rows + 1), statements=rows, order=rows, terms=rows + 10)
        assert any(one.occurs for one in find_clusters(bags, standings, language=language, engine="numpy")) is found
