"""sources.yaml as one value: every source, every issuer behind one, and extra issuers and states.

Owns reading the file and the checks between entries. Never asks the network whether any of it is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pycountry
from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass as checked

from tracker.errors import BadConfig
from tracker.model import Issuer, IssuerKind, State
from tracker.sources.checks import check_source
from tracker.sources.fields import Country, as_tuple
from tracker.sources.nodes import Document, read_document
from tracker.sources.notes import evidence_in, note_above
from tracker.sources.problems import nearest, read_text, refuse, validate
from tracker.sources.source import CHECKED, Source

SECTIONS = ("contact", "sources", "issuers", "states")
Names = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


@checked(frozen=True, slots=True, kw_only=True, config=CHECKED)
class _IssuerEntry:
    name: Annotated[str, Field(min_length=1)]
    kind: IssuerKind = IssuerKind.STATE
    country: Country | None = None
    parent: str | None = None
    names: Names = ()


@checked(frozen=True, slots=True, kw_only=True, config=CHECKED)
class _StateEntry:
    name: Annotated[str, Field(min_length=1)]
    names: Names = ()
    demonyms: Names = ()
    capital: str | None = None
    places: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything that sources.yaml says. `contact` is what the collector gives as its address."""

    sources: tuple[Source, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    states: tuple[State, ...] = ()
    contact: str = ""

    def source(self, source_id: str) -> Source:
        """The source of that id. BadConfig with the nearest known id if there is none."""
        for one in self.sources:
            if one.id == source_id:
                return one
        known = [one.id for one in self.sources]
        raise BadConfig(
            f'there is no source "{source_id}"{nearest(source_id, known)} '
            f"(`tracker sources list` shows all {len(known)})"
        )


def load_registry(path: Path) -> Registry:
    """The registry of a file. BadConfig lists every fault, one a line, with line, column and the nearest known key."""
    return registry_of(read_text(path), path)


def registry_of(text: str, path: Path) -> Registry:
    """The registry that a text would be as the file `path`, which need not be there. BadConfig as of a file."""
    document = read_document(text)
    top = document.value
    if document.value is None and not document.problems:
        document.problem((), 'the file is empty: it needs the key "sources"')
    elif not isinstance(top, dict) and not document.problems:
        document.problem((), 'the file must be keys and values, beginning with "sources:"')
    top = top if isinstance(top, dict) else {}
    for key in top:
        if key not in SECTIONS:
            document.problem((key,), f'unknown key "{key}" in the file{nearest(str(key), list(SECTIONS))}')
    issuers = _section(top, "issuers", document)
    registry = Registry(
        sources=tuple(_sources(_section(top, "sources", document), issuers, document, text.splitlines())),
        issuers=tuple(_issuers(issuers, document)),
        states=tuple(_states(_section(top, "states", document), document)),
        contact=_contact(top, document),
    )
    _check_references(registry, document)
    refuse(path, document)
    return Registry(
        sources=registry.sources,
        issuers=_all_issuers(registry),
        states=registry.states,
        contact=registry.contact,
    )


def bundled_sources() -> Path:
    """The sources.yaml that came with this installation: of the wheel, or of the working tree."""
    package = Path(__file__).resolve().parent.parent
    wheel, tree = package / "sources.yaml", package.parent / "sources.yaml"
    return wheel if wheel.exists() else tree


def _section(top: Mapping[str, object], name: str, document: Document) -> dict[str, object]:
    found = top.get(name)
    if found is None:
        return {}
    if isinstance(found, dict):
        return found
    document.problem((name,), f'"{name}" must map ids to entries')
    return {}


def _contact(top: Mapping[str, object], document: Document) -> str:
    contact = top.get("contact") or ""
    if not isinstance(contact, str):
        document.problem(("contact",), '"contact" must be text: a mail or web address that site owners can write to')
        return ""
    if not contact.isascii():
        what = '"contact" goes into the head of each request, which takes letters without accents (ASCII) alone'
        document.problem(("contact",), f"{what}: write a plain mail or web address, found {contact!r}")
    return contact


def _of_issuer(entry: object) -> dict[str, object]:
    """What a source need not repeat."""
    known = entry if isinstance(entry, dict) else {}
    return {name: known[name] for name in ("name", "country") if name in known}


def _sources(
    section: Mapping[str, object], issuers: Mapping[str, object], document: Document, lines: Sequence[str]
) -> Iterator[Source]:
    for key, value in section.items():
        path = ("sources", key)
        if not isinstance(value, dict):
            document.problem(path, f'source "{key}" must be keys and values')
            continue
        if "id" in value:
            document.problem((*path, "id"), f'unknown key "id" in source "{key}": the id is the key above')
        given = {("urls" if name == "url" else name): entry for name, entry in value.items()}
        usual = _of_issuer(issuers.get(str(given.get("issuer"))))
        usual["evidence"] = evidence_in(note_above(lines, document, key))
        found = validate(Source, usual | given | {"id": key}, path, document)
        if found is not None:
            for step, message in check_source(found):
                document.problem((*path, *step), f'source "{key}": {message}')
            yield found


def _issuers(section: Mapping[str, object], document: Document) -> Iterator[Issuer]:
    for key, value in section.items():
        found = validate(_IssuerEntry, value, ("issuers", key), document)
        if found is not None:
            yield Issuer(
                id=key,
                name=found.name,
                kind=found.kind,
                country=found.country,
                parent=found.parent,
                names=found.names,
            )


def _states(section: Mapping[str, object], document: Document) -> Iterator[State]:
    for key, value in section.items():
        code = validate(_Code, {"code": key}, ("states", key), document)
        found = validate(_StateEntry, value, ("states", key), document)
        if found is not None and code is not None:
            yield State(
                code=key,
                name=found.name,
                names=found.names,
                demonyms=found.demonyms,
                capital=found.capital,
                places=found.places,
            )


@checked(frozen=True, slots=True, kw_only=True, config=CHECKED)
class _Code:
    code: Country


def _check_references(registry: Registry, document: Document) -> None:
    top = document.value if isinstance(document.value, dict) else {}
    known = list(_section(top, "sources", Document()))
    for source in registry.sources:
        for other in source.pairs_with:
            if other not in known:
                document.problem(
                    ("sources", source.id, "pairs_with"),
                    f'source "{source.id}": pairs_with names no source "{other}"{nearest(other, known)}',
                )
    _check_copies(registry.sources, document)
    ids = {issuer.id for issuer in registry.issuers}
    ids |= {source.issuer for source in registry.sources if source.issuer}
    ids |= {_state_id(issuer.country) for issuer in registry.issuers if issuer.country}
    for issuer in registry.issuers:
        if issuer.parent and issuer.parent not in ids:
            document.problem(
                ("issuers", issuer.id, "parent"),
                f'issuer "{issuer.id}": there is no issuer "{issuer.parent}"{nearest(issuer.parent, sorted(ids))}',
            )


def _check_copies(sources: Sequence[Source], document: Document) -> None:
    """Two sources may share a list where they read different entries of it; else each text would be there twice."""
    first: dict[object, str] = {}
    for source in sources:
        for url in source.urls:
            other = first.setdefault((url, source.kind, source.list, source.include, source.exclude), source.id)
            if other != source.id:
                line, _ = document.place(("sources", other))
                document.problem(
                    ("sources", source.id, "url"),
                    f'source "{source.id}": reads the same list by the same rules as source "{other}" (line {line}); '
                    'give it an address of its own, or say by "include" or "exclude" which entries are its own',
                )


def _all_issuers(registry: Registry) -> tuple[Issuer, ...]:
    """Those of the file, one for each source that names another, and the state above each ministry; sorted by id."""
    found = {issuer.id: issuer for issuer in registry.issuers}
    for source in registry.sources:
        if source.issuer and source.issuer not in found:
            found[source.issuer] = _issuer_of(source)
    states = {state.code: state for state in registry.states}
    for issuer in list(found.values()):
        if issuer.kind is not IssuerKind.STATE or not issuer.country:
            continue
        state = _state_id(issuer.country)
        if issuer.id != state and issuer.parent is None:
            found[issuer.id] = Issuer(
                id=issuer.id, name=issuer.name, country=issuer.country, parent=state, names=issuer.names
            )
        found.setdefault(state, _state_issuer(issuer.country, states))
    return tuple(found[key] for key in sorted(found))


def _issuer_of(source: Source) -> Issuer:
    assert source.issuer is not None
    kind = IssuerKind.ORGANISATION if source.category == "organisation" else IssuerKind.STATE
    return Issuer(id=source.issuer, name=source.name, kind=kind, country=source.country)


def _state_id(country: str) -> str:
    return country.lower()


def _state_issuer(country: str, states: Mapping[str, State]) -> Issuer:
    if country in states:
        state = states[country]
        return Issuer(id=_state_id(country), name=state.name, country=country, names=state.names)
    entry = pycountry.countries.get(alpha_3=country)
    if entry is None:
        return Issuer(id=_state_id(country), name=country, country=country)
    return Issuer(id=_state_id(country), name=str(getattr(entry, "common_name", entry.name)), country=country)
