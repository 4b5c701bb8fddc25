"""Bytes fetched, the texts in them, and their versions.

Owns what a capture, a rendering and a version are, and the total order of renderings. Never reads one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.model.ids import text_hash
from tracker.model.issuers import Party
from tracker.terms import Evidence, Form, Verdict, Wording
from tracker.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes fetched from one URL, or read from one file, at one moment.

    `role` is list, item or import. `id` is name-based, so the same bytes at the same moment are the same capture.
    `record` is `<archive file>:<byte offset>`. `revisits` names the capture that holds an unchanged body.
    """

    id: str
    source: str
    url: str
    retrieved_at: datetime
    sha256: str
    role: str
    final_url: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    verdict: Verdict = Verdict.GOOD
    reason: str = ""
    record: str = ""
    revisits: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One text at one place, as parsed: the unit that gets versions.

    `text` is the current text; offsets are code points into it. `parties` may be empty when nothing names an issuer.
    `published` is the source's own date, never the day of viewing. `pair` ties official language versions together:
    `<source>+<source>[:<key>][#<place>/<answers>]`, the sources that publish them, the key that both pages give, and
    which of the page's answers this is.
    For an excerpt, `parent` is the article's rendering id, `start` and `end` its place there, and `cue`, `rule`
    and `confidence` say how it was found; `recalled` that the article only recalls it from another occasion.
    """

    id: str
    source: str
    form: Form = Form.STATEMENT
    evidence: Evidence = Evidence.OFFICIAL
    wording: Wording = Wording.ORIGINAL
    language: str = "en"
    kind: str = "release"
    title: str = ""
    question: str = ""
    text: str
    url: str = ""
    external_id: str = ""
    outlet: str = ""
    published: When | None = None
    parties: tuple[Party, ...] = ()
    speaker: str = ""
    role: str = ""
    pair: str = ""
    capture: str = ""
    retrieved_at: datetime | None = None
    version: int = 1
    parent: str | None = None
    start: int = 0
    end: int = 0
    cue: str = ""
    rule: str = ""
    confidence: float = 1.0
    recalled: bool = False

    @property
    def sha256(self) -> str:
        """Hash of title, question and text with white space folded: what decides whether a text changed."""
        return text_hash(self.title, self.question, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A rendering's text over a span of time. Nothing is ever overwritten."""

    rendering: str
    number: int
    sha256: str
    title: str
    question: str
    text: str
    first_seen: datetime
    last_seen: datetime
    capture: str


def sorted_renderings(renderings: Iterable[Rendering]) -> list[Rendering]:
    """The total order of the design: evidence, then date (unknown last), then id."""
    return sorted(
        renderings,
        key=lambda r: (r.evidence.rank, r.published.start if r.published else datetime.max.replace(tzinfo=UTC), r.id),
    )
