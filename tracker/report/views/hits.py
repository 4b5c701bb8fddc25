"""Where a search found its words: in which text of a statement, and so in whose words.

Owns the choice of that text and the words around. Never lets a reporter's words stand under an issuer unmarked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.language.tokens import fold, search_words, words
from tracker.model import Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.views.bands import may_quote
from tracker.report.views.evidence import Attested, attested

#: Letters shown before and behind the first word that was found.
_BEFORE, _BEHIND = 40, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One statement that holds the words, the text in which most of them stand, and a piece of it."""

    statement: Statement
    rendering: str
    attested: Attested
    snippet: str


def hits(collection: Collection, found: Iterable[tuple[str, str]], asked: str) -> tuple[Hit, ...]:
    """What `found` names (statement and matching words, best first), each with the text to look at.

    `asked` are the words as language.tokens.search_words gives them. The better evidence wins among texts that hold as
    many of them. Of a text that may not be quoted the matching words stand as the index has them.
    """
    wanted = frozenset(asked.split())
    held = ((collection.statements[key], line) for key, line in found if key in collection.statements)
    return tuple(_hit(collection, one, line, wanted) for one, line in held)


def _hit(collection: Collection, statement: Statement, line: str, wanted: frozenset[str]) -> Hit:
    texts = [collection.renderings[key] for key in statement.renderings if key in collection.renderings]
    best = max(texts, key=lambda one: (_held(one, wanted), -one.evidence.rank), default=None)
    level = best.evidence if best else statement.evidence
    snippet = _around(best, wanted) if best and may_quote(collection, best) else ""
    return Hit(
        statement=statement,
        rendering=best.id if best else "",
        attested=attested(collection, best, level),
        snippet=snippet or " ".join(line.split()),
    )


def _held(rendering: Rendering, wanted: frozenset[str]) -> int:
    text = f"{rendering.title}\n{rendering.question}\n{rendering.text}"
    return len(wanted.intersection(search_words(text, language=rendering.language).split()))


def _around(rendering: Rendering, wanted: frozenset[str]) -> str:
    """The text around the first word that was asked for; nothing where the text itself has none."""
    text = rendering.text
    spans = words(text, language=rendering.language)
    start, end = next(((s, e) for s, e in spans if wanted.intersection(fold(text[s:e]).split())), (0, 0))
    if not end:
        return ""
    left, right = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
    left = text.find(" ", left, start) + 1 or left if left else 0
    right = text.rfind(" ", end, right) if right < len(text) and " " in text[end:right] else right
    piece = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{piece}{'…' if right < len(text) else ''}"
