"""A text from outside against all that is known: what a judgement of each pair finds is found, and nothing else."""

from __future__ import annotations

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining import lookup as lookups
from tracker.match.joining.index import Index
from tracker.match.joining.lookup import Lookup
from tracker.match.judging.judgement import likeness

KNOWN = [
    "Arvenia strongly condemns the cowardly attack on the market in Osk.",
    "We condemn in the strongest terms the attack on the railway station.",
    "Arvenia strongly condemns the cowardly attack on the market in Osk.",
    "Our ministers met today to discuss fisheries and tariffs.",
    "Our ministers met in the capital to discuss fisheries, tariffs and visas with their partners from the islands.",
    "Thank you.",
    "The moon rose over the quiet harbour while the fishermen mended their nets.",
]
ASKED = [
    "Arvenia condemns the cowardly attack on a market in Tarim.",
    "Ministers met to discuss fisheries, tariffs.",
    "Green cheese is what nobody in this room ever ordered.",
    "Thank you.",
    "!!!",
]


def forms(texts: list[str]):
    return canonical_all(texts, language="en", gazetteer=default_gazetteer())


def test_the_same_is_found_as_by_judging_every_pair():
    weigh = epochs.current().weigher("en")
    known, asked = forms(KNOWN), forms(ASKED)
    found = Lookup(known, language="en", weigh=weigh).alike(asked)
    for form, matches in zip(asked, found, strict=True):
        judged = {n: likeness(form, one, weigh, language="en") for n, one in enumerate(known)}
        by_dice = {n for n, one in judged.items() if one.by_dice}
        assert by_dice <= {one.number for one in matches} <= {n for n, one in judged.items() if one.same}
        for one in matches:
            assert abs(one.similarity - judged[one.number].similarity) < 1e-4
    assert [len(one) for one in found[:3]] == [2, 2, 0]


def test_what_is_asked_is_not_kept():
    lookup = Lookup(forms(KNOWN), language="en", weigh=epochs.current().weigher("en"))
    asked = forms(["A wholly unheard sentence about marmalade factories in winter."])
    assert lookup.alike(asked) == [()]
    assert lookup.alike(asked * 3) == [(), (), ()]


def test_nothing_known_is_like_nothing():
    assert Lookup([], language="xx", weigh=epochs.current().weigher("xx")).alike(forms(ASKED)) == [()] * len(ASKED)


def test_a_long_text_is_asked_in_parts_with_the_same_answers(monkeypatch: pytest.MonkeyPatch):
    lookup, asked = Lookup(forms(KNOWN), language="en", weigh=epochs.current().weigher("en")), forms(ASKED * 2)
    whole = lookup.alike(asked)
    most = []
    add = Index.add
    monkeypatch.setattr(lookups, "AT_ONCE", 2)
    monkeypatch.setattr(Index, "add", lambda self, keys, *rest: most.append(len(keys)) or add(self, keys, *rest))
    assert lookup.alike(asked) == whole
    assert most == [2, 2, 1]
