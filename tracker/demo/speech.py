"""The texts of the sample world as values: speeches, wire articles, and the reports inside articles.

Owns what is true of one text, on the first visit and on the second. Never composes or serves one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.demo.phrasebook import Sentence
from tracker.model import Party
from tracker.terms import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change that the issuer makes between the visits without a word about it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One text of a statement at one source.

    `key` names the text, `statement` the act of speech that it renders: a repost and a translation name the same one.
    `page` is the page it stands on (a briefing's answers share one). `paragraphs` are the issuer's own words; `head`
    and `foot` are what the site puts around them on every item.
    """

    key: str
    statement: str
    source: str
    page: str
    issuer: str
    parties: tuple[Party, ...]
    language: str
    title: str
    question: str = ""
    outlet: str = ""
    head: str = ""
    foot: str = ""
    paragraphs: tuple[tuple[Sentence, ...], ...]
    speaker: str
    role: str
    published: datetime
    incident: str = ""
    mode: str = "usual"
    kind: str = "release"
    number: int = 0
    edit: Edit | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    def lines(self, visit: int = 1) -> tuple[str, ...]:
        """The issuer's paragraphs as one visit finds them, without head and foot."""
        blank = "" if self.language == "zh" else " "
        texts = tuple(blank.join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs)
        if visit == 1 or self.edit is None:
            return texts
        edit = self.edit
        return tuple(text.replace(edit.old, edit.new) for text in texts)

    def shown(self, visit: int = 1) -> tuple[str, ...]:
        """All lines of the item's body: what a faithful parser gives, furniture included."""
        return tuple(line for line in (self.head, *self.lines(visit), self.foot) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an article says that somebody said, with its place in the article's text."""

    issuer: str
    evidence: Evidence
    text: str
    start: int
    end: int
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One wire article. `stated` is the date that its own metadata gives; a misdating wire gives another day."""

    key: str
    source: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    stated: datetime
    incident: str
    reports: tuple[Report, ...]
    trap: str = ""

    @property
    def text(self) -> str:
        """The article as one text, a line a paragraph: what the offsets of its reports count in."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that is said in the sample world, in the order in which it was said."""

    speeches: tuple[Speech, ...]
    articles: tuple[Article, ...]

    def at(self, source: str) -> tuple[Speech, ...]:
        """The texts of one source, newest first, as its list shows them."""
        return tuple(speech for speech in reversed(self.speeches) if speech.source == source)
