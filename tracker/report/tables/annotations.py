"""Spans as W3C Web Annotations: what each sentence does, which phrasing it uses, where its words come from.

Owns selectors and bodies (Web Annotation Data Model, W3C Recommendation of 23 February 2017). Positions count code
points of one version of one text of this collection, which is the target's source; the page on the web is its scope,
where the quotation finds the place again. Never quotes more than may be shown, nor a reporter's words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tracker.model import Formula, How, Origin, Passage, Statement, Use
from tracker.report.collection import Collection
from tracker.report.links import outside
from tracker.report.tables.jsonld import urn
from tracker.report.tables.spans import Shown
from tracker.report.views.copies import url_of

Node = dict[str, Any]
#: The name of the model's own words, which every annotation must carry; it is not fetched.
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: So many code points before and behind a quotation tell equal ones apart.
AROUND = 32


def annotated(collection: Collection) -> bytes:
    """One annotation a line, by statement and place."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in _annotations(collection))
    return "".join(lines).encode("utf-8", "replace")


def _annotations(collection: Collection) -> Iterator[Node]:
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        shown = Shown(collection, statement)
        for passage in collection.passages(statement.id):
            if passage.evidence.own_words and (target := _target(collection, shown, passage)):
                yield _annotation("classifying", f"passage:{passage.id}", _moves(passage), target)
        for formula, use in collection.uses.get(statement.id, ()):
            if use.how is not How.REPORTED and (target := _target(collection, shown, use)):
                name = f"use:{formula.id}:{use.rendering}:{use.version}:{use.start}-{use.end}"
                yield _annotation("linking", name, [_phrasing(formula)], target)
        yield from _origins(collection, statement, shown)


def _origins(collection: Collection, statement: Statement, shown: Shown) -> Iterator[Node]:
    for origin in collection.origins(statement.id):
        if target := _target(collection, shown, origin):
            name = f"origin:{origin.rendering}:{origin.version}:{origin.start}-{origin.end}:{origin.kind}"
            yield _annotation("describing", name, _origin(origin), target)


def _annotation(motivation: str, name: str, body: list[Node], target: Node) -> Node:
    return {
        "@context": CONTEXT,
        "id": urn("annotation", name.replace(" ", "%20")),
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
    }


def _moves(passage: Passage) -> list[Node]:
    tags = [f"move:{one.value}" for one in passage.moves]
    tags += [f"verb_class:{passage.strength.verb_class.value}", f"intensity:{passage.strength.intensity}"]
    tags += [name for name in ("negated", "hypothetical") if getattr(passage.strength, name)]
    return [_tag(one) for one in tags]


def _tag(value: str) -> Node:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "tagging"}


def _phrasing(formula: Formula) -> Node:
    return {"type": "SpecificResource", "source": urn("formula", formula.id), "purpose": "linking"}


def _origin(origin: Origin) -> list[Node]:
    body = [_tag(f"origin:{origin.kind.value}")]
    if origin.source:
        kind = "agreed" if origin.kind.value == "agreed" else "statement"
        source = urn(kind, origin.source.replace(" ", "%20"))
        body.append({"type": "SpecificResource", "source": source, "purpose": "linking"})
    return body


def _target(collection: Collection, shown: Shown, span: Passage | Use | Origin) -> Node | None:
    """The span in its text, if its words may be shown."""
    exact = shown.words(span.rendering, span.version, span.start, span.end)
    if not exact:
        return None
    text = collection.renderings[span.rendering].text
    first, last = next((a, b) for a, b in shown.spans(span.rendering) if a <= span.start and span.end <= b)
    quote = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": text[max(first, span.start - AROUND) : span.start],
        "suffix": text[span.end : min(last, span.end + AROUND)],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    url = outside(url_of(collection, span.rendering))
    return {
        "type": "SpecificResource",
        "source": urn("rendering", f"{span.rendering}@{span.version}"),
        **({"scope": url} if url else {}),
        "selector": [place, quote],
    }
