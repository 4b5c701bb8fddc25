"""How to cite a statement, as text and as BibTeX.

Owns the order and escaping of citations. Never cites a reporter's words as the issuer's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Evidence, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import outside
from tracker.report.moments import stamp
from tracker.report.views.questions import clip

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One rendering's citation in both forms."""

    text: str
    bibtex: str


def cite(collection: Collection, statement: Statement, rendering: Rendering) -> Citation:
    """The citation of a statement as this rendering attests it; a report is cited as the outlet's."""
    issuer = collection.issuer_names(statement)
    date = statement.date.iso if statement.date else say("time.unknown")
    title = _title(statement, rendering)
    url = outside(rendering.url) or say("statement.no_address")
    level = _level(collection, rendering)
    seen = stamp(rendering.retrieved_at)
    sha = rendering.sha256
    text = say(
        "cite.text", issuer=issuer, title=title, date=date, level=level, url=url, seen=seen, sha=sha, id=statement.id
    )
    fields = {
        "author": "{" + _tex(issuer) + "}",
        "title": "{" + _tex(title) + "}",
        "date": date if statement.date else "",
        "howpublished": _tex(level),
        "url": outside(rendering.url).replace("{", "%7B").replace("}", "%7D"),
        "urldate": rendering.retrieved_at.date().isoformat() if rendering.retrieved_at else "",
        "language": rendering.language,
        "note": _tex(f"statement {statement.id}, version {rendering.version}, SHA-256 {sha}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9]+", "-", statement.id).strip("-")
    return Citation(text=text, bibtex="\n".join([f"@misc{{{key},", *lines, "}"]))


def _title(statement: Statement, rendering: Rendering) -> str:
    """A title of its own, else the first words of what is quoted; a headline or a reporter's words are neither."""
    opening = clip(rendering.text) if rendering.evidence is Evidence.QUOTED else ""
    title = rendering.title or statement.title or statement.question or opening or say("statement.untitled")
    return " ".join(title.split())


def _level(collection: Collection, rendering: Rendering) -> str:
    """The evidence, with the headline of the report in which an excerpt stands."""
    if rendering.evidence is Evidence.OFFICIAL:
        return say("evidence.official")
    level = say(f"evidence.{rendering.evidence}", outlet=collection.outlet(rendering))
    article = collection.renderings.get(rendering.parent or "")
    return say("evidence.headed", level=level, headline=article.title) if article and article.title else level


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))
