"""Quoted documents: the statement speaks for whoever made it, and for nobody when that is not told."""

from __future__ import annotations

import pytest

from tracker.language.quoting.attributions import attributions

SAID = " “We mourn the victims,” the statement said."


@pytest.mark.parametrize(
    ("before", "issuer"),
    [
        ("The French foreign ministry issued a statement on Monday.", "fra-mfa"),
        ("A statement from the French foreign ministry came on Monday.", "fra-mfa"),
        ("The French foreign ministry’s statement was short.", "fra-mfa"),
        ("The French foreign ministry condemned the attack in a statement.", "fra-mfa"),
        ("Rain fell. The German embassy in Karachi put out a short statement at noon.", "deu-embassy"),
    ],
)
def test_a_statement_is_its_makers_word(before: str, issuer: str) -> None:
    [found] = [one for one in attributions(before + SAID) if one.direct]
    assert (found.content, found.source) == ("We mourn the victims,", "the statement")
    assert (found.issuer_id or "").startswith(issuer)
    assert found.confidence < 0.85


def test_a_document_that_nobody_made_has_no_issuer() -> None:
    for text in ("It rained in Paris." + SAID, "A letter from the French foreign ministry came." + SAID):
        [found] = [one for one in attributions(text) if one.direct]
        assert (found.issuer_id, found.speaker) == (None, "")
