"""The page of a checked text: the form, its sentences, and what they were compared with.

Owns what stands around the sentences. Never keeps the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.pieces import direction
from tracker.report.views.checked import Sentence, checked, summary
from tracker.report.views.compare import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Everything that the check page shows; without `sentences` it is the empty form."""

    text: str
    language: str
    guessed: bool
    direction: str
    languages: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]
    summary: str
    coverage: str
    most: int
    trouble: str = ""


def blank(collection: Collection, most: int, *, text: str = "", trouble: str = "") -> CheckPage:
    """The form, with what is wrong with the text that was sent, if anything is."""
    return CheckPage(
        text=text, language="", guessed=True, direction="auto", languages=languages(collection), sentences=(),
        summary="", coverage="", most=most, trouble=trouble,
    )  # fmt: skip


def check_page(
    collection: Collection, text: str, made: Comparison, *, language: str, guessed: bool, most: int
) -> CheckPage:
    """The page of one text."""
    sentences = checked(collection, made)
    held = dict(languages(collection)).get(language.split("-", maxsplit=1)[0], 0)
    return CheckPage(
        text=text,
        language=language,
        guessed=guessed,
        direction=direction(language),
        languages=languages(collection),
        sentences=sentences,
        summary=summary(sentences),
        coverage=say("check.coverage", n=count("noun.statement", held), language=language),
        most=most,
    )


def languages(collection: Collection) -> tuple[tuple[str, int], ...]:
    """The languages of the collection with their numbers of statements in own words, the commonest first."""
    held = Counter(one.language.split("-")[0] for one in collection.statements.values() if one.evidence.own_words)
    return tuple(sorted(held.items(), key=lambda item: (-item[1], item[0])))
