"""Records (JSONL, JSON, CSV, TSV) as statements: one rendering a record, or one an answer of a press conference.

Owns the meaning of their columns. Never invents an issuer, a date or a language that the record does not support.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.articles.moments import read_when
from tracker.errors import BadInput
from tracker.imports.columns import ColumnMap, read_map
from tracker.imports.kinds import kind_of
from tracker.imports.parsed import Parsed
from tracker.language.names.nations import alpha3
from tracker.language.names.offices import resolve_issuer, state_issuer
from tracker.language.texts.decoding import decode
from tracker.language.texts.identify import identify
from tracker.language.texts.turns import Turn, split_turns
from tracker.model import Capture, Issuer, Party, Rendering, rendering_id, short_hash
from tracker.terms import Form, IssuerKind

_OPENING = 240
_CSV_FIELD = 1 << 26
_SENTENCE_WORDS = 6


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been seen of one file so far."""

    capture: Capture
    name: str
    columns: ColumnMap
    renderings: list[Rendering] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    issuers: dict[str, Issuer] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


def parse_records(capture: Capture, content: bytes, *, name: str, map_text: str | None) -> Parsed:
    """Every record of the file as renderings, in file order.

    A line that is no JSON object, or a record without text, is skipped with file name and line number. Raises BadInput
    when no record has a column for the text.
    """
    reading = _Reading(capture=capture, name=name, columns=read_map(map_text))
    seen: set[str] = set()
    for line, record in _records(content, name, reading.skipped):
        seen.update(record)
        _add(reading, line, reading.columns.values(record))
    if not reading.renderings and seen and not _has_text(seen, reading.columns):
        found = ", ".join(sorted(seen))
        raise BadInput(f"{name}: no column holds the text; found {found}; name it in a --map file, as `text: COLUMN`")
    return Parsed(
        renderings=tuple(reading.renderings),
        skipped=tuple(reading.skipped),
        issuers=tuple(reading.issuers[key] for key in sorted(reading.issuers)),
    )


def _has_text(seen: set[str], columns: ColumnMap) -> bool:
    return bool(columns.values(dict.fromkeys(seen, "x"))["text"])


def _records(content: bytes, name: str, skipped: list[tuple[str, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, record) one after another; what is no record goes to `skipped`."""
    stem = name.removesuffix(".gz").lower()
    if stem.endswith((".csv", ".tsv")):
        yield from _table(content, name, delimiter="\t" if stem.endswith(".tsv") else ",", skipped=skipped)
    elif content.lstrip()[:1] == b"[":
        yield from _array(content, name)
    else:
        yield from _lines(content, name, skipped)


def _lines(content: bytes, name: str, skipped: list[tuple[str, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(io.BytesIO(content), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.lstrip(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError) as error:
            skipped.append((f"{name}:{number}", f"not JSON: {error}"))
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            skipped.append((f"{name}:{number}", f"expected a JSON object, found {type(record).__name__}"))


def _array(content: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        records = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{name}: not JSON: {error}; expected one array of objects, or one object a line") from error
    yield from ((number, record) for number, record in enumerate(records, start=1) if isinstance(record, dict))


def _table(
    content: bytes, name: str, *, delimiter: str, skipped: list[tuple[str, str]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(_CSV_FIELD)
    rows = csv.DictReader(io.StringIO(decode(content).text, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            if None in row:
                skipped.append((f"{name}:{rows.line_num}", "more cells than the header has columns"))
                continue
            yield rows.line_num, row
    except csv.Error as error:
        skipped.append((f"{name}:{rows.line_num}", f"not CSV from here on: {error}"))


def _add(reading: _Reading, line: int, values: dict[str, str]) -> None:
    where = f"{reading.name}:{line}"
    if not values["text"]:
        reading.skipped.append((where, "no text"))
        return
    when = read_when(values["date"]) if values["date"] else None
    if values["date"] and when is None:
        reading.skipped.append((where, f"date {values['date']!r} not understood; kept without a date"))
    issuer = _issuer(values)
    if issuer:
        reading.issuers[issuer.id] = issuer
    title = "" if values["title"].lower() == "tweet" else values["title"]
    base = Rendering(
        id="",
        source=reading.capture.source,
        form=Form.STATEMENT,
        language=(values["lang"] or identify(values["text"])).replace("_", "-"),
        kind=kind_of(values["title"], url=values["url"], stated=values["kind"]),
        title=title,
        question=values["question"],
        text=values["text"],
        url=values["url"],
        external_id=values["id"],
        published=when,
        parties=(Party(issuer.id),) if issuer else (),
        speaker=_speaker(values["speaker"])[0],
        role=values["role"] or _speaker(values["speaker"])[1],
        capture=reading.capture.id,
        retrieved_at=reading.capture.retrieved_at,
    )
    for rendering, key in _split(base):
        reading.renderings.append(_with_id(reading, rendering, key))


def _with_id(reading: _Reading, rendering: Rendering, key: tuple[str, ...]) -> Rendering:
    """The rendering with an id of its own; a second record of the same key is told apart by its text."""
    found = rendering_id(rendering.source, *key)
    if found in reading.taken:
        found = rendering_id(rendering.source, *key, short_hash(rendering.text))
    number = 1
    while found in reading.taken:
        number += 1
        found = rendering_id(rendering.source, *key, short_hash(rendering.text), str(number))
    reading.taken.add(found)
    return replace(rendering, id=found)


def _issuer(values: dict[str, str]) -> Issuer | None:
    """The office that the source names, in the record's country; a general source in a country is that state."""
    code = alpha3(values["country"]) if values["country"] else None
    either = " / " in values["source"] and code is not None
    found = resolve_issuer(values["source"], country=code) if values["source"] and not either else None
    if code and (found is None or found.kind is not IssuerKind.STATE):
        return state_issuer(code)
    return found


def _speaker(stated: str) -> tuple[str, str]:
    """Name and office of "Antony J. Blinken, Secretary of State"; an office alone is no person."""
    name, _, role = stated.partition(",")
    if name.lower().startswith(("office of", "bureau of", "department", "ministry", "embassy")):
        return "", stated
    return name.strip(), role.strip()


def _split(base: Rendering) -> Iterator[tuple[Rendering, tuple[str, ...]]]:
    """The record itself, or its opening and answers, each with what its id is made of."""
    key = base.external_id or base.url or short_hash(base.title, base.text)
    transcript = split_turns(base.text, language=base.language, briefer=base.speaker)
    answers = [turn for turn in transcript.turns if turn.answer]
    if not answers or base.question:
        yield base, (key,)
        return
    if _substantial(transcript.opening):
        opening = replace(base, kind="remarks", text=transcript.opening, external_id=f"{base.external_id}#qa0")
        yield opening, (key,)
    for turn in answers:
        yield _answer(base, turn), (key, turn.question)


def _answer(base: Rendering, turn: Turn) -> Rendering:
    speaker = base.speaker if _same_person(base.speaker, turn.label) else turn.label
    return replace(
        base,
        kind="answer",
        question=turn.question,
        text=turn.answer,
        speaker=speaker,
        role=base.role if speaker == base.speaker else "",
        external_id=f"{base.external_id}#qa{turn.number}",
    )


def _same_person(speaker: str, label: str) -> bool:
    """Whether the label ("MR PRICE", "A", 答) means the record's speaker."""
    if not label or label in ("A", "ANSWER", "答"):
        return True
    return bool(speaker) and (label == speaker or label.rsplit(maxsplit=1)[-1].lower() in speaker.lower().split())


def _substantial(opening: str) -> bool:
    """Whether an opening holds a sentence: a byline, place and clock time do not."""
    for line in opening.splitlines():
        bare = line.strip()
        if bare.endswith(("。", "！")) or (bare.endswith((".", "!")) and len(bare.split()) >= _SENTENCE_WORDS):
            return True
    return len(opening) > _OPENING
