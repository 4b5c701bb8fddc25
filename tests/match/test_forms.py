"""Canonical forms that are kept: what was learnt comes back, what is out of place is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tracker.errors import BadInput
from tracker.match.phrasings import forms as keeping
from tracker.match.phrasings.forms import Forms
from tracker.model import Segment


def key(number: int) -> bytes:
    return number.to_bytes(8, "little") * 2


MADE = {key(1): ("we", "condemn", "we"), key(2): (), key(3): ("谴责", "\u0430"), key(1 << 60): ("{PLACE}",)}


def stored(segments: list[Segment], held: dict[tuple[str, int], Segment]) -> list[Segment]:
    """The segments as a store keeps them."""
    for one in segments:
        if one.number == 0:
            for place in [place for place in held if place[0] == one.name]:
                del held[place]
        held[one.name, one.number] = one
    return [held[place] for place in sorted(held)]


def test_what_was_learnt_comes_back_in_any_number_of_parts() -> None:
    held: dict[tuple[str, int], Segment] = {}
    kept: list[Segment] = []
    for one, form in MADE.items():
        forms = Forms(kept)
        forms.learn({one: form})
        kept = stored(forms.segments(), held)
        assert forms.segments() == []
    found = Forms(kept)
    assert found.known([*MADE, key(9)]) == MADE
    assert len(found) == len(MADE)
    assert Forms().known([key(1)]) == {}
    assert found.known([key(1)[:8] + key(2)[8:]]) == {}


def test_a_form_with_a_break_in_a_word_is_not_kept() -> None:
    forms = Forms()
    forms.learn({key(1): ("a\nb",), key(2): ("c",)})
    assert Forms(forms.segments()).known([key(1), key(2)]) == {key(2): ("c",)}


def test_many_additions_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ADDITIONS", 3)
    held: dict[tuple[str, int], Segment] = {}
    kept: list[Segment] = []
    for number in range(9):
        forms = Forms(kept)
        forms.learn({key(number): (f"w{number}",)})
        kept = stored(forms.segments(), held)
        assert len(kept) <= 4 * 3
    assert len(Forms(kept).known([key(number) for number in range(9)])) == 9


def test_forms_of_texts_that_are_gone_go() -> None:
    held: dict[tuple[str, int], Segment] = {}
    forms = Forms()
    forms.learn({key(number): (f"w{number}",) for number in range(2_000)})
    stored(forms.segments(), held)
    assert not forms.is_excessive(900)
    assert forms.is_excessive(700)
    forms.keep([key(7), key(5_000)])
    assert forms.known([key(7), key(8)]) == {key(7): ("w7",)}
    kept = Forms(stored(forms.segments(), held))
    assert (len(kept), kept.known([key(7)])) == (1, {key(7): ("w7",)})


@pytest.mark.parametrize(
    "harm",
    [
        lambda s: s[1:],
        lambda s: [replace(s[0], number=16), *s[1:]],
        lambda s: [replace(one, data=one.data[:-4]) for one in s],
        lambda s: [replace(one, data=b"x\n") if one.name == "words" else one for one in s],
        lambda s: [replace(one, data=b"\xff\n") if one.name == "words" else one for one in s],
        lambda s: [replace(one, shelf="en") for one in s],
    ],
)
def test_what_does_not_fit_together_is_refused(harm: Callable[[list[Segment]], list[Segment]]) -> None:
    forms = Forms()
    forms.learn(MADE)
    with pytest.raises(BadInput):
        Forms(harm(forms.segments()))
