"""JSON that lists statements: where its array is, and which keys hold what.

Owns the names that interfaces give to links, titles, dates and texts. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from tracker.collect.guesses.shape import ListGuess
from tracker.collect.guesses.stamps import declared, form_of, looks_dated
from tracker.errors import BadPage
from tracker.language.texts.identify import identify
from tracker.model import Capture

_LEAST = 3
_LINKS = ("link", "url", "href", "permalink", "path", "base_path", "uri")
_TITLES = ("title", "headline", "name", "subject")
_DATES = ("date", "published", "publishdate", "pubdate", "publisheddate", "published_at", "created_at", "time")
_TEXTS = ("content", "body", "text", "html", "htmlcontent")
_DEPTH = 6
#: A text of this length is no teaser.
_WHOLE = 600


def guess_objects(capture: Capture, text: str) -> ListGuess:
    """The list that some JSON holds. BadPage when there is no array of objects in it."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPage(f"{capture.url}: expected JSON, found what cannot be read ({error})") from error
    arrays = [(path, rows) for path, rows in _arrays(whole, ()) if len(rows) >= _LEAST]
    if not arrays:
        raise BadPage(f"{capture.url}: expected a JSON list of {_LEAST} objects or more, found none")
    path, rows = max(arrays, key=lambda found: (bool(_key(found[1], _TITLES)), len(found[1])))
    if _is_wordpress(rows):
        return ListGuess(kind="wordpress", url=capture.url, entries=len(rows))
    title, date = _key(rows, _TITLES), _key(rows, _DATES)
    titles, dates = _values(rows, title), [value for value in _values(rows, date) if looks_dated(value)]
    language = identify(" ".join(titles))
    return ListGuess(
        kind="json-list",
        url=capture.url,
        item=".".join(path),
        link=_key(rows, _LINKS),
        title=title,
        date=date,
        text=_whole(rows, _key(rows, _TEXTS)),
        form=declared(form_of(dates, language)),
        language=language,
        entries=len(rows),
    )


def _arrays(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sequence[Mapping[str, object]]]]:
    if len(path) > _DEPTH:
        return
    if isinstance(value, list):
        rows = [one for one in value if isinstance(one, dict)]
        if rows and len(rows) == len(value):
            yield path, rows
    elif isinstance(value, dict):
        for key, inner in value.items():
            if "." not in key:
                yield from _arrays(inner, (*path, key))


def _is_wordpress(rows: Sequence[Mapping[str, object]]) -> bool:
    content = rows[0].get("content")
    return isinstance(content, dict) and "rendered" in content and "link" in rows[0]


def _key(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> str:
    """The key of the first row that is called like one of the names, the likeliest first."""
    keys = [key for key, value in rows[0].items() if isinstance(value, str | int | float) and "." not in key]
    folded = {key.casefold().replace("-", "_"): key for key in keys}
    exact = [folded[name] for name in names if name in folded]
    partly = [folded[key] for name in names for key in folded if name in key]
    return next(iter([*exact, *partly]), "")


def _whole(rows: Sequence[Mapping[str, object]], key: str) -> str:
    """The key, if what stands there is no teaser."""
    lengths = sorted(map(len, _values(rows, key)))
    return key if lengths and lengths[len(lengths) // 2] >= _WHOLE else ""


def _values(rows: Sequence[Mapping[str, object]], key: str) -> list[str]:
    return [str(row[key]) for row in rows if key and row.get(key)]
