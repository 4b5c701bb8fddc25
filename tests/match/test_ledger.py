from itertools import permutations

from tracker.match.ledger import BORN, LED, MERGED, SPLIT, Cluster, aliases, assign
from tracker.model import LedgerEntry


def cluster(anchor: str, *keys: str) -> Cluster:
    return Cluster(anchor=anchor, keys=frozenset((anchor, *keys)))


def given(clusters: list[Cluster], ledger: tuple[LedgerEntry, ...] = ()):
    result = assign(clusters, ledger, thing="formula", prefix="f-")
    return result.ids, ledger + result.entries, [e.event for e in result.entries]


def test_new_clusters_get_ids_once_whatever_their_order():
    clusters = [cluster("a", "b"), cluster("c"), cluster("d", "e")]
    named = {}
    for order in permutations(clusters):
        ids, ledger, events = given(list(order))
        named.update(dict(zip((c.anchor for c in order), ids, strict=True)))
        assert events == [BORN] * 3
        assert given(list(order), ledger)[::2] == (ids, [])
    assert len(set(named.values())) == 3


def test_an_id_follows_its_content_when_the_leader_changes():
    (first,), ledger, _ = given([cluster("a", "b")])
    (second,), ledger, events = given([cluster("b", "a", "c")], ledger)
    assert (second, events) == (first, [LED])
    # The first anchor is gone; the later one still leads here.
    (third,), _, events = given([cluster("c", "b")], ledger)
    assert (third, events) == (first, [LED])


def test_merged_ids_resolve_to_the_older_and_come_back_on_a_split():
    (old,), ledger, _ = given([cluster("a")])
    (_, young), ledger, _ = given([cluster("a"), cluster("b")], ledger)
    (merged,), ledger, events = given([cluster("a", "b")], ledger)
    assert (merged, events) == (old, [MERGED])
    assert aliases(ledger, thing="formula") == {young: old}
    assert given([cluster("a", "b")], ledger)[2] == []
    ids, ledger, events = given([cluster("a"), cluster("b")], ledger)
    assert (ids, events) == ((old, young), [SPLIT])
    assert aliases(ledger, thing="formula") == {}


def test_an_id_whose_content_vanished_rests_and_returns():
    (first,), ledger, _ = given([cluster("a")])
    assert given([], ledger)[2] == []
    assert given([cluster("a", "z")], ledger)[0] == (first,)


def test_things_do_not_share_ids_or_history():
    _, ledger, _ = given([cluster("a")])
    other = assign([cluster("a")], ledger, thing="incident", prefix="i-")
    assert other.ids[0].startswith("i-")
    assert [e.event for e in other.entries] == [BORN]


def test_very_many_clusters_of_one_anchor_still_get_ids_of_their_own():
    found = assign([Cluster(anchor="a", keys=frozenset({"a"})) for _ in range(40)], [], thing="formula", prefix="f-")
    assert len(set(found.ids)) == 40
