"""Quotation marks: which pair with which, what a missing or a stray one does, and that work grows with length alone."""

from __future__ import annotations

from typing import ClassVar, SupportsIndex

import pytest
from hypothesis import example, given, settings, strategies as st

from tracker.language.english.reports import report_of
from tracker.language.quoting import marks as signs
from tracker.language.quoting.quotes import Quote, quotes


def inner(text: str) -> list[str]:
    return [text[one.first : one.last] for one in quotes(text)]


def closed(text: str) -> list[tuple[str, bool]]:
    return [(text[one.first : one.last], one.closed) for one in quotes(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“We stay,” she said.",
        '"We stay," she said.',
        "«We stay,» she said.",
        "»We stay,« she said.",
        "„We stay,“ she said.",
        "„We stay,” she said.",
        "「We stay,」 she said.",
        "『We stay,』 she said.",
        "‘We stay,’ she said.",
        "'We stay,' she said.",
        "''We stay,'' she said.",
        "``We stay,'' she said.",
        '""We stay,"" she said.',
        "&quot;We stay,&quot; she said.",
        "&ldquo;We stay,&rdquo; she said.",
        '“We stay," she said.',
        "”We stay,” she said.",
        "＂We stay,＂ she said.",
        "(“We stay,” she said.)",
        'She said:"We stay,"',
        'He asked,"We stay,"and left.',
    ],
)
def test_every_style_of_marks_pairs(text: str) -> None:
    assert inner(text) == ["We stay,"]


def test_marks_with_blanks_inside_pair() -> None:
    assert inner("« Nous restons », a-t-elle dit.") == [" Nous restons "]
    assert inner('" We stay, " she said.') == [" We stay, "]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“She told us, ‘We stay,’ and left,” he said.", "She told us, ‘We stay,’ and left,"),
        ("\"She told us, 'We stay,' and left,\" he said.", "She told us, 'We stay,' and left,"),
        ("‘She told us, “We stay,” and left,’ he said.", "She told us, “We stay,” and left,"),
        ('"She told us "no" and left," he said.', 'She told us "no" and left,'),
        ("“She told us “no” and left,” he said.", "She told us “no” and left,"),
        ("«She told us «no» and left», he said.", "She told us «no» and left"),
        ("‘She told us ‘no’ and left,’ he said.", "She told us ‘no’ and left,"),
        ('"She told us, "We stay.""', 'She told us, "We stay.'),
        ("“Nobody backs ’em as the ’90s did,” he said.", "Nobody backs ’em as the ’90s did,"),
        ("‘We honour the soldiers’ conduct,’ he said.", "We honour the soldiers’ conduct,"),
        ("'We honour the soldiers' conduct,' he said.", "We honour the soldiers' conduct,"),
        ("'We don't know, and can't,' he said.", "We don't know, and can't,"),
        ('"It was 12" wide and no more," he said.', 'It was 12" wide and no more,'),
        ('"He stood 6\'2" tall," he said.', "He stood 6'2\" tall,"),
    ],
)
def test_what_stands_in_a_quotation_belongs_to_it(text: str, content: str) -> None:
    assert inner(text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers’ pay and the workers’ rights were cut.",
        "The soldiers' pay and the workers' rights were cut.",
        "It wasn't theirs; they'd said so in the '90s and 'twas true.",
        'A 12" gun, 6\'2" high, and 40" wide.',
        "‘Abd al-Karim spoke for an hour and the workers’ council. It was late. The soldiers’ pay was cut.",
        "He lived at 5' 10\".",
        "No marks at all.",
    ],
)
def test_apostrophes_inches_and_feet_quote_nothing(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("«", "»"), ("''", "''")],
    ids=["curly", "straight", "angle", "old"],
)
def test_a_missing_mark_leaves_the_other_pairs_as_they_are(opening: str, closing: str) -> None:
    lost = f"{opening}We stay, Orlen said. {opening}We shall see,{closing} she added. {opening}Soon.{closing}"
    assert closed(lost)[1:] == [("We shall see,", True), ("Soon.", True)]
    assert closed(lost)[0][1] is False
    late = f"We stay,{closing} Orlen said. {opening}We shall see,{closing} she added."
    if opening != closing:
        assert closed(late) == [("We shall see,", True)]


def test_a_quotation_that_nobody_closes_ends_with_its_paragraph() -> None:
    text = "“We stay. We shall see\nThe rest is the reporter’s.\n“And this is hers,” she said."
    assert closed(text) == [("We stay. We shall see", False), ("And this is hers,", True)]
    assert [one.resumed for one in quotes(text)] == [False, False]
    assert len({one.run for one in quotes(text)}) == 2


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("'", "'")])
def test_paragraphs_each_opened_anew_are_one_run(opening: str, closing: str) -> None:
    text = f"{opening}We stay.\n\n{opening}We shall see.\n\n{opening}Soon,{closing} she said."
    found = quotes(text)
    assert [text[one.first : one.last] for one in found] == ["We stay.", "We shall see.", "Soon,"]
    assert len({one.run for one in found}) == 1
    assert [one.resumed for one in found] == [True, True, False]


def test_the_reporters_verb_ends_a_quotation_that_nobody_closed() -> None:
    report = report_of("“We stay, said Orlen, whose office helps the towns.")
    assert [report.text[one.first : one.last] for one in report.quotes] == ["We stay,"]
    report = report_of("“We stay, Orlen said. “We shall see,” she added.")
    assert [report.text[one.first : one.last] for one in report.quotes] == ["We stay,", "We shall see,"]


ALPHABET = "“”\"'‘’«»„「」`& .,:\nabSM6“”\"'"


@given(st.text(alphabet=ALPHABET, max_size=80) | st.text(max_size=40))
@example("'''a''' \"\"b\"\" ``c'' &quot;d&quot;")
@example('“ »e "A""»')  # a doubled mark behind marks of two families closes only what is still open
@example('" \u2003"')
@settings(max_examples=300, deadline=None)
def test_quotations_lie_in_order_within_their_line_and_marks_bound_them(text: str) -> None:
    found = quotes(text)
    assert found == quotes(text)
    reached = 0
    for one in found:
        assert reached <= one.start < one.first < one.last <= one.end <= len(text)
        assert text[one.first : one.last].strip()
        assert (one.last < one.end) is one.closed
        assert "\n" not in text[one.start : one.end]
        assert not one.resumed or not one.closed
        reached = one.end
    assert len(report_of(text).masked) == len(text)


class Counted(str):
    """A text that counts how often a place of it is looked at."""

    __slots__ = ()
    looks: ClassVar[int] = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:  # type: ignore[override]
        Counted.looks += 1
        return str.__getitem__(self, key)


@pytest.mark.parametrize(
    "piece", ["“a ", '"a', "‘a ", "a’ ", '"a," ', "'a ", "“‘", "”", "“a” ‘b’ ", '6" a ', '"a "b" ', "''"]
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    """Each mark is looked at a fixed number of times: searching on for a partner from every mark would show here."""
    work = []
    for count in (2_000, 4_000):
        Counted.looks = 0
        quotes(Counted(piece * count))
        work.append(Counted.looks)
    assert work[1] <= 2.1 * work[0] + 50


def test_a_mark_knows_its_neighbours() -> None:
    first, last = signs.marks('say "no" now', 0, 12)
    assert (first.opens, first.closes, last.opens, last.closes) == (True, False, False, True)


def test_a_quotation_is_a_value() -> None:
    assert quotes("“a”")[0] == Quote(start=0, end=3, first=1, last=2, closed=True, run=1)
