"""Which column of a record means what.

Owns the known names of columns and the map that a user may give. Never touches a record's values beyond text.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from tracker.errors import BadConfig
from tracker.language.texts.decoding import clean

#: What a record may tell, and the column names under which files have been seen to tell it.
KNOWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "external_id", "guid", "doc_id", "docid", "uid", "_id", "tweet_id", "identifier", "nr"),
    "source": ("source", "issuer", "organisation", "organization", "institution", "publisher", "ministry", "agency"),
    "country": ("country", "iso", "iso3", "country_code", "state", "nation"),
    "speaker": ("speaker", "author", "by", "person", "name"),
    "role": ("role", "office", "position", "post"),
    "date": ("date", "published", "published_at", "pubdate", "created_at", "datetime", "day", "timestamp", "year"),
    "url": ("url", "link", "permalink", "href", "uri"),
    "title": ("title", "headline", "subject", "heading"),
    "text": ("text", "body", "content", "statement", "full_text", "fulltext", "speech", "transcript", "description"),
    "lang": ("lang", "language", "locale"),
    "kind": ("kind", "type", "genre", "category"),
    "question": ("question",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Column of the file for each of our names; constants (`country: =Nepal`) hold for every record."""

    columns: tuple[tuple[str, str], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()

    def value(self, record: Mapping[str, Any], name: str) -> str:
        """The record's value as stripped text, "" where there is none."""
        constant = dict(self.constants).get(name)
        if constant is not None:
            return constant
        mapped = dict(self.columns).get(name)
        for column in (mapped,) if mapped else KNOWN[name]:
            if column in record:
                return _text(record[column])
        return ""

    def values(self, record: Mapping[str, Any]) -> dict[str, str]:
        """All our names at once."""
        folded = {key.strip().lower().replace(" ", "_").replace("-", "_"): value for key, value in record.items()}
        both = {**folded, **record}
        return {name: self.value(both, name) for name in KNOWN}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    return clean(str(value)).strip().lstrip("\ufeff")


def read_map(text: str | None) -> ColumnMap:
    """A column map from YAML such as `text: body` or, for every record, `country: =Nepal`.

    Raises BadConfig naming the unknown key and the nearest known one.
    """
    if not text:
        return ColumnMap()
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadConfig(f"column map: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise BadConfig("column map: expected lines such as `text: body`, found no mapping")
    for key in data:
        if key not in KNOWN:
            near = difflib.get_close_matches(str(key), KNOWN, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(KNOWN)}"
            raise BadConfig(f"column map: unknown name {key!r}{hint}")
    values = {key: str(value) for key, value in data.items()}
    return ColumnMap(
        columns=tuple((k, v) for k, v in values.items() if not v.startswith("=")),
        constants=tuple((k, v[1:].strip()) for k, v in values.items() if v.startswith("=")),
    )
