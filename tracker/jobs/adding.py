"""The job that describes a new source: looks, guesses, and leaves an entry and a fixture pair for a person to check.

Owns the order of looks and what is written. The entry is switched off until somebody has looked at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tracker.collect.asking.addresses import check_url
from tracker.collect.asking.glances import Look, looking
from tracker.collect.guesses import ItemGuess, ListGuess, guess_item, guess_list
from tracker.collect.guesses.lists import feeds_of
from tracker.collect.guesses.owners import Owner, owner_of
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.reading.parsing import parse
from tracker.collect.reading.readings import reading
from tracker.errors import BadConfig, BadInput, NotAllowed, TrackerError
from tracker.jobs.collecting import Outside
from tracker.jobs.replacing import replace_text
from tracker.jobs.workspace import Workspace
from tracker.model import Capture
from tracker.sources import Source, load_registry, registry_of
from tracker.sources.entry import Entry, with_entry

_ENDINGS = {"rss": "xml", "sitemap": "xml", "json-list": "json", "wordpress": "json"}
_REASON = "new: look at the entry and its fixture pair, correct them, then remove this line and the one above"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was written where, and what a person should look at first."""

    entry: Entry
    folder: Path
    files: tuple[Path, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A list and the page of its first entry as they were found."""

    guess: ListGuess
    capture: Capture
    body: bytes
    item: ItemGuess | None = None
    item_capture: Capture | None = None
    item_body: bytes = b""


def add(
    workspace: Workspace,
    url: str,
    *,
    named: str = "",
    folder: Path | None = None,
    stay: bool = False,
    today: Callable[[], date] = date.today,
    outside: Outside | None = None,
) -> Added:
    """Describe what `url` lists and write it down: an entry in sources.yaml, a fixture pair under `folder`.

    A page that names a feed is described by the feed, unless `stay`. Raises BadConfig where the entry cannot be
    written, and the fetcher's errors or BadPage where nothing could be recognised; nothing is written then.
    """
    outside = outside or Outside()
    refuse_no_address(url)
    registry = load_registry(workspace.sources)
    with looking(clock=outside.clock, contact=registry.contact, **outside.network) as look:
        seen = _look_at(url, look, stay=stay)
        owner = owner_of(seen.capture, seen.body)
        entry = _entry(seen, owner, named or owner.id, today())
        seen = _with_item(seen, _source(workspace, entry), look)
    entry = _entry(seen, owner, entry.id, today())
    source = _source(workspace, entry)
    target = folder or _folder(workspace, entry.id)
    files = _write_pair(target, seen, source)
    _write_entry(workspace, entry)
    doubts = (*seen.guess.doubts, *(seen.item.doubts if seen.item else ()))
    return Added(entry=entry, folder=target, files=files, doubts=doubts)


def refuse_no_address(url: str) -> None:
    """Raises BadConfig for what nobody could look at, whatever host it names."""
    try:
        check_url(url, hosts=(urlsplit(url).hostname or "",))
    except (NotAllowed, ValueError) as error:
        raise BadConfig(f"{error}; name the page that lists the statements, as in https://mfa.example/news") from error


def _look_at(url: str, look: Look, *, stay: bool) -> _Seen:
    """The list at an address, or the feed that the page there names, if it can be read."""
    capture, body = look(url)
    if capture.status != 200:  # noqa: PLR2004  the status is its own name
        raise BadInput(f"{url}: answered with status {capture.status}; a list of statements was expected")
    if not stay and body.lstrip()[:1] == b"<" and b"<html" in body[:5000].lower():
        for feed in feeds_of(capture, body)[:2]:
            found = _feed(feed, look)
            if found is not None:
                return found
    return _Seen(guess=guess_list(capture, body), capture=capture, body=body)


def _feed(url: str, look: Look) -> _Seen | None:
    try:
        capture, body = look(url)
        guess = guess_list(capture, body)
    except TrackerError:
        return None  # a page may name feeds that are long gone: the page itself is there
    return _Seen(guess=guess, capture=capture, body=body) if guess.kind == "rss" else None


def _with_item(seen: _Seen, source: Source, look: Look) -> _Seen:
    """What was seen with the page of the list's first entry, where the list does not hold whole texts."""
    listed = _listed(source, seen)
    if not listed.links:
        return seen
    capture, body = look(listed.links[0].url)
    capture = replace(capture, role="item")
    return replace(seen, item=guess_item(capture, body), item_capture=capture, item_body=body)


def _listed(source: Source, seen: _Seen) -> Parsed:
    return parse(source, replace(seen.capture, source=source.id), seen.body)


def _entry(seen: _Seen, owner: Owner, source_id: str, day: date) -> Entry:
    guess, item = seen.guess, seen.item
    forms = list(dict.fromkeys(form for form in (guess.form, item.form if item else "") if form))
    placeholder = {} if item or guess.text else {"body": "body"}
    detail = {"title": item.title, "body": item.body, "date": item.date} if item else placeholder
    language = next((one for one in (guess.language, item.language if item else "") if one not in ("", "und")), "en")
    doubts = (*guess.doubts, *(item.doubts if item else ()))
    return Entry(
        id=source_id,
        issuer=source_id.replace("_", "-"),
        name=owner.name,
        category="ministry",
        country=owner.country,
        languages=language,
        zone=owner.zone,
        kind=guess.kind,
        url=guess.url,
        parts={
            "list": {key: getattr(guess, key) for key in ("item", "link", "title", "date", "text")},
            "detail": {} if guess.text else detail,
        },
        bare={
            "paging": guess.paging,
            "dates": f"{{formats: [{', '.join(repr(form) for form in forms)}]}}" if forms else "",
            "expect": f"{{min_items: {max(1, guess.entries // 2)}}}" if guess.entries else "",
        },
        notes=(*doubts, f"G: guessed by the tracker on {day.isoformat()} from one look at the site."),
        disabled_reason=_REASON,
    )


def _source(workspace: Workspace, entry: Entry) -> Source:
    """The entry as the registry would read it from the file with the entry in it."""
    return registry_of(with_entry(_text(workspace.sources), entry), workspace.sources).source(entry.id)


def _text(path: Path) -> str:
    """The file with its own line ends and its own mark at the beginning, so that both can stay."""
    return path.read_bytes().decode("utf-8")


def _folder(workspace: Workspace, source_id: str) -> Path:
    """Where fixture pairs live beside this file: in a checkout with the tests, else in a folder of their own."""
    tests = workspace.sources.parent / "tests" / "sources"
    return (tests if tests.is_dir() else workspace.sources.parent / "new-sources") / source_id


def _write_pair(folder: Path, seen: _Seen, source: Source) -> tuple[Path, ...]:
    if folder.exists() and any(folder.iterdir()):
        raise BadConfig(f"{folder}: holds something already; name another folder with --fixtures")
    listed = _listed(source, seen)
    link: Link | None = listed.links[0] if listed.links else None
    item = parse(source, seen.item_capture, seen.item_body, link) if seen.item_capture else None
    expected = reading(listed, item, retrieved_at=seen.capture.retrieved_at.isoformat(timespec="seconds"))
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"list.{_ENDINGS.get(source.kind, 'html')}": seen.body}
    if seen.item_capture:
        files["item.html"] = seen.item_body
    files["expected.json"] = (json.dumps(expected, ensure_ascii=False, indent=2) + "\n").encode()
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return tuple(folder / name for name in files)


def _write_entry(workspace: Workspace, entry: Entry) -> None:
    """Puts the entry into sources.yaml, all of it or nothing."""
    path = workspace.sources.resolve()  # behind a link: the link itself stays
    replace_text(path, with_entry(_text(path), entry))
