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
    title = " ".join((rendering.title or statement.title or statement.question or say("statement.untitled")).split())
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


def _level(collection: Collection, rendering: Rendering) -> str:
    if rendering.evidence is Evidence.OFFICIAL:
        return say("evidence.official")
    return say(f"evidence.{rendering.evidence}", outlet=collection.outlet(rendering))


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))
