"""How to cite a page, by its own content; and by which version one names the whole collection.

Owns the words of such a citation. A page names no version but its own, so that it stays as it is for as long as its
content does: what the collection holds, and its version, stand on the page of sources alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.views.bibtex import entry, key, tex, whole

#: So much of a SHA-256 tells versions of one page apart.
SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCitation:
    """One page's citation, in both forms, by the version of its content."""

    version: str
    text: str
    bibtex: str


def content_version(content: str) -> str:
    """The version of a page: the beginning of the SHA-256 of its content, without what frames every page."""
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:SHORT]


def cite_page(*, path: str, title: str, version: str) -> PageCitation:
    """The citation of the page at `path`, relative to the site's root."""
    site = say("site.name")
    text = say("cite.page", title=title, site=site, path=path, version=version)
    fields = {
        "title": whole(title),
        "organization": whole(site),
        "version": version,
        "note": tex(say("cite.page_note", path=path, version=version)),
    }
    return PageCitation(version=version, text=text, bibtex=entry("online", key(f"{path} {version}", path), fields))


def collection_version(collection: Collection) -> str:
    """The version of all that is held and derived: it changes with any text, membership, incident or correction.

    The same collection, matched by the same epoch, has the same version wherever it lies.
    """
    digest = hashlib.sha256(f"epoch {collection.store.epoch()}\n".encode())
    for one in sorted(collection.renderings.values(), key=lambda r: r.id):
        digest.update(f"{one.id}\t{one.version}\t{one.sha256}\n".encode("utf-8", "replace"))
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        held = (statement.id, *statement.renderings, *statement.incidents, *(one.issuer for one in statement.parties))
        digest.update(("\t".join(held) + "\n").encode("utf-8", "replace"))
    for formula in collection.formulas.values():
        uses = sorted(f"{one.statement}:{one.rendering}:{one.start}:{one.how}" for one in formula.uses)
        digest.update("\t".join([formula.id, *uses, "\n"]).encode("utf-8", "replace"))
    for incident in sorted(collection.incidents.values(), key=lambda i: i.id):
        digest.update(f"{incident.id}\t{incident.name}\t{incident.start}\n".encode("utf-8", "replace"))
    for thing, corrected in sorted(collection.corrected.items()):
        digest.update(f"{thing}\t{corrected!r}\n".encode("utf-8", "replace"))
    return digest.hexdigest()[:SHORT]
