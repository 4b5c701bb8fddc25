"""An issuer's own habit: found by the phrasing, labelled word by word."""

from collections.abc import Callable

import pytest

from tracker.match.derive import derive
from tracker.match.epochs import current
from tracker.model import Issuer, OriginKind, Rendering

Maker = Callable[..., Rendering]
FIRST = "Our sincere condolences go to the families of the sailors, and we wish the wounded a swift recovery."
TURNED = "We wish a swift recovery to the wounded, and to the families of the sailors go our sincere condolences."
OTHER = "The harbour talks begin on Monday with a long agenda about pilots, tugs and the price of moorings."


@pytest.fixture
def kinds(issuers: tuple[Issuer, ...]) -> Callable[..., dict[str, str]]:
    def _kinds(*renderings: Rendering) -> dict[str, str]:
        found = derive(renderings, issuers=issuers, epoch=current())
        last = max(renderings, key=lambda r: r.published.iso if r.published else "")
        return {last.text[o.start : o.end]: o.kind.value for o in found.origins if o.rendering == last.id}

    return _kinds


def test_a_turned_phrasing_is_the_issuers_own(kinds: Callable[..., dict[str, str]], statement: Maker):
    found = kinds(statement("a", FIRST), statement("b", TURNED, "2031-06-01"))
    assert set(found.values()) == {OriginKind.OWN.value}


def test_words_that_the_phrasing_did_not_have_are_not_own(kinds: Callable[..., dict[str, str]], statement: Maker):
    found = kinds(statement("a", FIRST), statement("b", TURNED.replace("swift", "boundless"), "2031-06-01"))
    assert found.pop("boundless") == OriginKind.UNKNOWN.value
    assert set(found.values()) == {OriginKind.OWN.value}


def test_another_states_phrasing_is_no_habit(kinds: Callable[..., dict[str, str]], statement: Maker):
    found = kinds(statement("a", FIRST, issuer="xab-mfa"), statement("b", TURNED, "2031-06-01"))
    assert OriginKind.OWN.value not in found.values()


def test_what_was_said_at_the_same_time_is_no_habit(kinds: Callable[..., dict[str, str]], statement: Maker):
    found = kinds(statement("a", FIRST), statement("b", TURNED), statement("c", OTHER))
    assert OriginKind.OWN.value not in found.values()
