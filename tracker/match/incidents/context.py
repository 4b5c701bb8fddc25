"""What an article is about, as the set of its names: enough to tell two reports of one occasion.

Owns which words stand for the context. Never attributes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.origins.words import Vocabulary
from tracker.model import Rendering

#: Capitalised words that do not open a sentence.
_NAME = re.compile(r"(?<=[\w,;’'”\")] )[A-Z][\w’'-]+")


def contexts_of(
    articles: Iterable[Rendering], *, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> dict[str, frozenset[int]]:
    """The numbers of the names in each article, by its id: capitalised words, and what the gazetteer knows."""
    contexts: dict[str, frozenset[int]] = {}
    for article in articles:
        names = {found.casefold() for found in _NAME.findall(article.text)}
        names |= {name.canonical.casefold() for name in gazetteer.find(article.text)}
        contexts[article.id] = frozenset(vocabulary.number(name) for name in sorted(names))
    return contexts
