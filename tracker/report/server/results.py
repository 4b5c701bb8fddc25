"""The page of a search: what was found, in whose words, and the filters with their counts.

Owns which filters are offered and how their links read. Never searches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.report.collection import Collection
from tracker.report.labels import labels, say
from tracker.report.pieces import Piece, direction
from tracker.report.server.filters import SORTS, Filters
from tracker.report.server.searching import Found
from tracker.report.views.evidence import Top, top
from tracker.report.views.hits import Hit, hits
from tracker.report.views.statement import title_of

#: Statements on one page.
SIZE = 20
#: Values offered beside a filter.
OFFERED = 10
_FACETS = ("issuer", "incident", "evidence", "move", "strength", "language", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter: `href` sets it, or takes it away where it is `chosen`."""

    label: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter with the values that the found statements have, the commonest first."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement that was found."""

    head: Top
    title: str
    language: str
    direction: str
    attested_text: str
    attested_level: str
    pieces: tuple[Piece, ...]
    incidents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything that the search page shows; `choices` are the values of its closed lists."""

    filters: Filters
    summary: str
    note: str
    forms: tuple[tuple[str, tuple[Option, ...], int], ...]
    lines: tuple[Line, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Option, ...]
    choices: dict[str, tuple[tuple[str, str], ...]]
    orders: tuple[Option, ...]
    pages: tuple[Option, ...]
    csv: str
    json: str
    trouble: str = ""


def search_page(collection: Collection, found: Found) -> SearchPage:
    """The page of one question."""
    filters = found.filters
    facets = tuple(_facet(collection, found, name) for name in _FACETS)
    summary = say("search.found_one" if found.total == 1 else "search.found", n=f"{found.total:,}")
    return SearchPage(
        filters=filters,
        summary=summary,
        note=say("search.common") if found.common else "",
        forms=_forms(found),
        lines=tuple(_line(collection, one) for one in found_hits(collection, found)),
        facets=tuple(one for one in facets if one.options),
        chosen=_chosen(collection, filters),
        choices=choices(found),
        orders=tuple(_order(found, name) for name in (SORTS if found.words else SORTS[1:])),
        pages=_pages(found),
        csv="search.csv?" + filters.query(),
        json="search.json?" + filters.query(),
    )


def refused(trouble: str, *, asked: str = "") -> SearchPage:
    """The page that says why a question cannot be meant, with a form that holds its words."""
    return SearchPage(
        filters=Filters(q=asked), summary="", note="", forms=(), lines=(), facets=(), chosen=(), choices=choices(None),
        orders=(), pages=(), csv="", json="", trouble=trouble,
    )  # fmt: skip


def _forms(found: Found) -> tuple[tuple[str, tuple[Option, ...], int], ...]:
    """For each word with a star the words of this collection that it stands for, each with the way to it alone."""
    return tuple(
        (
            asked,
            tuple(
                Option(label=word, number=number, href="search?" + found.filters.query(q=word), chosen=False)
                for word, number in named
            ),
            more,
        )
        for asked, (named, more) in found.forms
    )


def found_hits(collection: Collection, found: Found) -> tuple[Hit, ...]:
    """Each statement of this page with the text in which the words stand."""
    return hits(collection, ((key, found.words) for key in found.ids), found.phrases)


def choices(found: Found | None) -> dict[str, tuple[tuple[str, str], ...]]:
    """The values of the closed lists of the form, with their labels; languages only those that were found."""
    languages = sorted(found.counts["language"]) if found else []
    return {"language": tuple((one, one) for one in languages), **_closed()}


@cache
def _closed() -> dict[str, tuple[tuple[str, str], ...]]:
    """The lists that are the same for every question."""
    verbs = [key.split(".")[1] for key in labels() if key.startswith("verb_class.")]
    moves = [key.split(".")[1] for key in labels() if key.startswith("move.")]
    return {
        "evidence": tuple((one, say(f"side.{one}")) for one in ("official", "quoted", "reported")),
        "move": tuple((one, say(f"move.{one}")) for one in moves),
        "strength": tuple((one, say("search.least", verb=say(f"verb_class.{one}"))) for one in verbs if one != "none"),
    }


def _line(collection: Collection, hit: Hit) -> Line:
    links = (collection.incident_link(one) for one in hit.statement.incidents if one in collection.incidents)
    return Line(
        head=top(collection, hit.statement),
        title=hit.statement.title or title_of(collection, hit.statement),
        language=hit.language,
        direction=direction(hit.language),
        attested_text=hit.attested.text,
        attested_level=hit.attested.level,
        pieces=hit.pieces,
        incidents=tuple((one.name, one.href) for one in links),
    )


def _facet(collection: Collection, found: Found, name: str) -> Facet:
    counts = found.counts["verb" if name == "strength" else name]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    set_to, now = found.filters.setting(name), getattr(found.filters, name)
    options = tuple(
        Option(
            label=label(collection, name, value),
            number=number,
            href="search?" + set_to("" if value == now else value),
            chosen=value == now,
        )
        for value, number in ranked[:OFFERED]
    )
    return Facet(name=name, label=say(f"search.{name}"), options=options, more=len(ranked) - len(options))


def label(collection: Collection, name: str, value: str) -> str:
    """What a value of a filter is called."""
    if name == "issuer":
        return collection.issuer_name(value)
    if name == "incident":
        return collection.incident_link(value).name
    if name == "source":
        held = collection.channels.get(value)
        return held.name if held and held.name else value
    key = {"evidence": "side", "move": "move", "strength": "verb_class"}.get(name)
    return say(f"{key}.{value}") if key else value


def _chosen(collection: Collection, filters: Filters) -> tuple[Option, ...]:
    """The filters that are set, each with the way to take it away."""
    return tuple(
        Option(
            label=f"{say(f'search.{name}')}: {label(collection, name, getattr(filters, name))}",
            number=0,
            href="search?" + filters.query(**{name: ""}),
            chosen=True,
        )
        for name in filters.narrowed
    )


def _order(found: Found, name: str) -> Option:
    href = "search?" + found.filters.query(sort=name)
    return Option(label=say(f"search.by_{name}"), number=0, href=href, chosen=name == found.order)


def _pages(found: Found) -> tuple[Option, ...]:
    """The page before and the one after."""
    at, last = found.filters.page, -(-found.total // SIZE)
    steps = [(at - 1, "search.before")] if at > 1 else []
    steps += [(at + 1, "search.after")] if at < last else []
    return tuple(
        Option(label=say(key, n=n, of=last), number=n, href="search?" + found.filters.query(page=n), chosen=False)
        for n, key in steps
    )
