"""A text that is checked: each of its sentences beside the earliest one like it, each side with its own words alone."""

from __future__ import annotations

from report_fake import Fake
from report_fake.sentences import known

from tracker.report.collection import Collection
from tracker.report.views.checked import checked
from tracker.report.views.checking import check


def test_each_side_shows_its_own_words_and_marks_what_the_other_lacks(world: Fake):
    collection = Collection.read(world)
    text = "Arvenia strongly condemns yesterday the attack on the Osk railway station."
    (shown,) = checked(collection, check(collection, text, language="en", known=known(collection)))
    assert "".join(piece.text for piece in shown.pieces) == text
    assert "yesterday" in "".join(piece.text for piece in shown.pieces if piece.kind == "new")
    assert "".join(piece.text for piece in shown.before) in {p.text for p in collection.passages(shown.statement)}
